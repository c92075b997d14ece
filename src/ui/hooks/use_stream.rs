//! The feed's stream.

use yew::prelude::*;

use super::use_effect_with;
use crate::browser::line;
use crate::browser::listening::Told;
use crate::browser::{clock, json};
use crate::core::feed::message::read_event;
use crate::core::session::{Action, Connection, Heard};
use crate::ui::store::Dispatch;

/// Holds the stream open that the session wants, and sends what comes through it. Runs when the connection changes; the
/// cleanup closes it, unless another reader on the page is on the same line.
#[hook]
pub fn use_stream(connection: Option<Connection>, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(connection, move |connection| {
        let seat = connection.clone().map(|to| {
            line::join(&to.clone(), move |told| {
                dispatch.send(match told {
                    Told::Opened => Action::StreamOpened(to.no),
                    Told::Closed(why) => Action::StreamClosed(to.no, why),
                    Told::Heard { events, last_id, retry } => {
                        let now = clock::now().wall;
                        let messages = events.iter().filter_map(|event| {
                            read_event(&event.name, &event.data, json::parse, &to.base, now)
                        });
                        let last_id = Some(last_id).filter(|id| !id.is_empty()).map(Into::into);
                        Action::StreamHeard(to.no, Heard { messages: messages.collect(), last_id, retry })
                    }
                });
            })
        });
        move || drop(seat)
    });
}
