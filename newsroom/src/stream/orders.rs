//! The controls of the stream in words, for `POST /admin/stream`.
//!
//! `do=end|reset|freeze|forget|restart|endless|broken|changed|big:BYTES`, `send=DATA&event=NAME`,
//! `opening=good|frozen|buffered|endless`, `as=entry|feed|changed`, `heartbeat=MS` and `retry=MS` (0 for none),
//! `history=EVENTS`, `split=0|1`; and what concerns the server: `hub`, `cors`, `exposed`, `down` (0 or 1), `skew=SECONDS`,
//! `stale=BEAT|none`. Several of them may stand in one request.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::desk::Desk;
use crate::query;

use super::{Opening, Order, What};

/// A word that is none.
#[derive(Debug)]
pub(crate) struct Wrong {
    name: String,
    value: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not take {:?}", self.name, self.value)
    }
}

/// Does all that is asked for, or as much as stands before the first word that is wrong.
pub(crate) fn follow(desk: &Desk, asked: &[(String, String)]) -> Result<(), Wrong> {
    for (name, value) in asked {
        let done = match name.as_str() {
            "do" => act(desk, value),
            "send" => {
                let name = query::value(asked, "event").map(str::to_owned);
                desk.channel.publish(What::Own(name, value.clone()));
                Some(())
            }
            "event" => Some(()),
            "stale" => stale(desk, value),
            "hub" | "cors" | "exposed" | "down" | "skew" => server(desk, name, value),
            _ => setting(desk, name, value),
        };
        done.ok_or_else(|| Wrong { name: name.clone(), value: value.clone() })?;
    }
    Ok(())
}

fn act(desk: &Desk, word: &str) -> Option<()> {
    let channel = &desk.channel;
    match word {
        "end" => channel.order(&Order::End),
        "reset" => channel.order(&Order::Reset),
        "freeze" => channel.order(&Order::Freeze),
        "endless" => channel.order(&Order::Endless),
        "broken" => channel.order(&Order::Raw(super::broken_text("broken"))),
        "changed" => channel.publish(What::Changed),
        "forget" => channel.forget(),
        "restart" => {
            channel.forget();
            channel.order(&Order::End);
        }
        _ => {
            let bytes = number(word.strip_prefix("big:")?)?;
            channel.publish(super::big_event("big", bytes, desk.now()));
        }
    }
    Some(())
}

fn setting(desk: &Desk, name: &str, value: &str) -> Option<()> {
    let set = |change: &dyn Fn(&mut super::Settings)| desk.channel.set(change);
    match name {
        "as" => value.parse().ok().map(|payload| set(&|settings| settings.payload = payload)),
        "history" => number(value).map(|kept| set(&|settings| settings.kept = kept)),
        "retry" => {
            number(value).map(|millis| set(&|settings| settings.retry = Some(millis).filter(|ms| *ms > 0)))
        }
        "heartbeat" => {
            let every = Some(number(value)?).filter(|millis| *millis > 0).map(Duration::from_millis);
            set(&|settings| settings.heartbeat = every);
            Some(())
        }
        "split" => switch(value).map(|split| set(&|settings| settings.split = split)),
        "opening" => value.parse().ok().map(|opening| set(&|settings| settings.opening = opening)),
        _ => None,
    }
}

fn stale(desk: &Desk, value: &str) -> Option<()> {
    let beat = if value == "none" { None } else { Some(number(value)?) };
    desk.set_stale(beat);
    Some(())
}

fn server(desk: &Desk, name: &str, value: &str) -> Option<()> {
    let seconds: i64 = number(value)?;
    // The others are on or off.
    let on = name == "skew" || switch(value)?;
    desk.set_manners(|manners| match name {
        "hub" => manners.hub = on,
        "cors" => manners.cors = on,
        "exposed" => manners.exposed = on,
        "down" => manners.down = on,
        _ => manners.skew = seconds.saturating_mul(1000),
    });
    if name == "down" && on {
        desk.channel.order(&Order::Reset);
    }
    Some(())
}

fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn switch(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

impl FromStr for Opening {
    type Err = ();

    fn from_str(text: &str) -> Result<Opening, ()> {
        match text {
            "good" => Ok(Opening::Good),
            "frozen" => Ok(Opening::Frozen),
            "buffered" => Ok(Opening::Buffered),
            "endless" => Ok(Opening::Endless),
            _ => Err(()),
        }
    }
}
