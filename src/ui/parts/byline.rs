//! Who wrote an entry.

use yew::prelude::*;
use yew::virtual_dom::{VList, VText};

use super::element::{plain, tagged};
use super::link::link;
use crate::core::consent::{Consent, Permit};
use crate::core::locale::Msg;
use crate::core::model::Author;
use crate::core::url::SafeUrl;
use crate::ui::words::{Words, printed};

/// Stands for a name while the language decides where names and the words between them go. A private-use
/// character: no language file has a reason to hold it.
const NAME: char = '\u{E000}';
/// More faces than this say nothing at 24 pixels.
const FACES: usize = 2;

/// Small portraits and "By Ana and Ben", each name a link when it has a page. Nothing for nobody.
pub fn byline(words: &Words, consent: &Consent, authors: &[Author]) -> Html {
    if authors.is_empty() {
        return Html::default();
    }
    let mut bytes = [0; 4];
    let name_of_each: &str = NAME.encode_utf8(&mut bytes);
    let list = words.formats.names(&vec![name_of_each; authors.len()]);
    let sentence = words.fill(Msg::By, &[("names", &list)]);
    let mut drawn = VList::new();
    let may_load = |url: &&SafeUrl| consent.image(url) == Permit::Load;
    for url in authors.iter().filter_map(|author| author.avatar.as_ref()).filter(may_load).take(FACES) {
        drawn.add_child(html! {
            <img class="face" src={url.text()} alt="" width="24" height="24" loading="lazy" decoding="async"
                referrerpolicy="no-referrer" />
        });
    }
    // One more piece than names: what is printed before, between and after them.
    let mut pieces = sentence.split(NAME);
    let mut print = |drawn: &mut VList| {
        let piece = pieces.next().unwrap_or_default();
        drawn.add_child(VText::new(piece.to_owned()).into());
    };
    print(&mut drawn);
    for author in authors {
        drawn.add_child(name(author));
        print(&mut drawn);
    }
    tagged("span", "by", drawn.into())
}

fn name(author: &Author) -> Html {
    let name = plain("bdi", printed(&author.name));
    match &author.url {
        Some(url) => link(url, name).into(),
        None => name,
    }
}
