//! Things of other sites: named and linked at once, loaded when the reader says so.

use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::attributes::{given, set};
use super::element::{Aria, all, button, plain, tagged};
use super::link::link;
use crate::core::consent::{Consent, Permit};
use crate::core::embed::{Embed, Player, Provider, Room};
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// A card with the name of the site, the title and a link; with a button in it while the reader may load the thing itself;
/// the thing itself once that was said. The room it takes is kept from the start where it has the shape of a film.
///
/// Part: `embed`. States: card only, asking, loaded.
pub fn embed(words: &Words, dispatch: &Dispatch, consent: &Consent, embed: &Embed) -> Html {
    let permit = consent.embed(embed);
    let name = embed.provider.name();
    let inside = match (permit, &embed.player) {
        (Permit::Load, Some(player)) => {
            let key = embed.provider.key();
            let stop = consent.is_the_readers(&key).then(|| {
                let action = Action::ConsentPressed { key, granted: false };
                let label = words.fill(Msg::EmbedStop, &[("name", &name)]);
                button("quiet", Aria::Plain, dispatch.on(action), printed(&label))
            });
            let caption = all(vec![title(words, embed, &name), stop.unwrap_or_default()]);
            all(vec![stage(embed, played(words, consent, embed, player)), plain("figcaption", caption)])
        }
        (Permit::Ask, _) => stage(embed, asking(words, dispatch, embed, &name)),
        _ => card(words, embed, &name),
    };
    let shape = match embed.room() {
        Room::Ratio(..) => "embed film",
        Room::Height(_) => "embed post",
    };
    let attributes = vec![
        ("class", Some(AttrValue::Static(shape))),
        ("part", Some(AttrValue::Static("embed"))),
        ("data-embed", Some(AttrValue::Static(state(permit)))),
    ];
    given(plain("figure", inside), attributes)
}

fn stage(embed: &Embed, content: Html) -> Html {
    tagged("div", "stage", all(vec![sized(embed.room()), content]))
}

fn state(permit: Permit) -> &'static str {
    match permit {
        Permit::Load => "loaded",
        Permit::Ask => "asking",
        Permit::Refuse => "card",
    }
}

fn card(words: &Words, embed: &Embed, name: &AttrValue) -> Html {
    tagged("div", "card", all(vec![tagged("span", "site", printed(name)), title(words, embed, name)]))
}

/// What it is called, or else where it leads, as a link.
fn title(words: &Words, embed: &Embed, name: &AttrValue) -> Html {
    let text = match &embed.title {
        Some(title) => title.clone(),
        None => words.fill(Msg::EmbedOpen, &[("name", name)]),
    };
    link(&embed.url, printed(&text)).into()
}

fn asking(words: &Words, dispatch: &Dispatch, embed: &Embed, name: &AttrValue) -> Html {
    let action = Action::ConsentPressed { key: embed.provider.key(), granted: true };
    let label = printed(&words.fill(Msg::EmbedLoad, &[("name", name)]));
    let aria = match &embed.title {
        Some(title) => Aria::Label(words.fill(Msg::EmbedLoadTitle, &[("name", name), ("title", title)])),
        None => Aria::Plain,
    };
    let content = vec![
        card(words, embed, name),
        button("load", aria, dispatch.on(action), label),
        tagged("p", "why", printed(&words.fill(Msg::EmbedWhy, &[("name", name)]))),
    ];
    tagged("div", "ask", all(content))
}

/// Keeps the room without a `style` attribute, which a strict policy of the page refuses: a picture of nothing has the right
/// shape by its own attributes.
fn sized(room: Room) -> Html {
    let mut shape = VTag::new("svg");
    set(&mut shape, "class", "room");
    set(&mut shape, "aria-hidden", "true");
    match room {
        Room::Ratio(width, height) => {
            let sides = ["0 0 ", &width.to_string(), " ", &height.to_string()].concat();
            set(&mut shape, "viewBox", sides);
        }
        Room::Height(height) => set(&mut shape, "height", height.to_string()),
    }
    shape.into()
}

/// The thing itself. The frame of a known provider is told which site it plays on, as most insist; any other frame is told
/// nothing. A file is asked for by the policy of the page, which is all that browsers offer for it.
fn played(words: &Words, consent: &Consent, embed: &Embed, player: &Player) -> Html {
    let name = embed.provider.name();
    let label = embed.title.clone().unwrap_or_else(|| words.fill(Msg::EmbedFrom, &[("name", &name)]));
    let mut tag = VTag::new(match player {
        Player::Frame(_) => "iframe",
        Player::Video(_) => "video",
        Player::Audio(_) => "audio",
    });
    if let Player::Frame(_) = player {
        set(&mut tag, "title", label);
        set(&mut tag, "loading", "lazy");
        set(&mut tag, "sandbox", player.sandbox(&[consent.host()]));
        set(&mut tag, "allow", embed.allow());
        let is_known = !matches!(embed.provider, Provider::Site(_) | Provider::Mastodon(_));
        set(
            &mut tag,
            "referrerpolicy",
            if is_known { "strict-origin-when-cross-origin" } else { "no-referrer" },
        );
    } else {
        set(&mut tag, "aria-label", label);
        set(&mut tag, "controls", "");
        set(&mut tag, "preload", "none");
        set(&mut tag, "playsinline", "");
    }
    // Last, so that the browser knows the limits before it fetches.
    set(&mut tag, "src", player.url_for(consent.host()).text());
    tag.into()
}
