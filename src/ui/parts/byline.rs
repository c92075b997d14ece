//! Who wrote an entry.

use std::rc::Rc;

use yew::prelude::*;

use crate::core::locale::Msg;
use crate::core::model::Author;
use crate::ui::words::use_words;

/// Stands for a name while the language decides where names and the words between them go. A private-use
/// character: no language file has a reason to hold it.
const NAME: &str = "\u{E000}";
/// More faces than this say nothing at 24 pixels.
const FACES: usize = 2;

/// Props of [`Byline`].
#[derive(Properties, PartialEq)]
pub struct BylineProps {
    /// At least one.
    pub authors: Rc<[Author]>,
}

/// Small portraits and "By Ana and Ben", each name a link when it has a page.
#[component]
pub fn Byline(BylineProps { authors }: &BylineProps) -> Html {
    let words = use_words();
    let list = words.formats.names(&vec![NAME; authors.len()]);
    let sentence = words.fill(Msg::By, &[("names", &list)]);
    // One more piece than names: what is printed before, between and after them.
    let mut pieces = sentence.split(NAME).map(str::to_owned);
    let first = pieces.next().unwrap_or_default();
    let named: Vec<(Author, String)> = authors.iter().cloned().zip(pieces).collect();
    let faces = authors
        .iter()
        .filter_map(|author| author.avatar.clone())
        .take(FACES);
    html! {
        <span class="by">
            for url in faces {
                <img class="face" src={url.text()} alt="" width="24" height="24" loading="lazy" decoding="async"
                    referrerpolicy="no-referrer" />
            }
            {first}
            for (author, after) in named {
                {name(&author)}
                {after}
            }
        </span>
    }
}

fn name(author: &Author) -> Html {
    let printed = html! { <bdi>{&author.name}</bdi> };
    match &author.url {
        Some(url) => html! {
            <a href={url.text()} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">{printed}</a>
        },
        None => printed,
    }
}
