//! The table of states. A new state of a part is one line here and one function below.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use live_blog::core::clock::Timestamp;
use live_blog::core::consent::{Consent, EmbedPolicy, ImagePolicy, Keys};
use live_blog::core::filter::{Constraint, Filter};
use live_blog::core::listing::{Listing, Pending, TopEntry};
use live_blog::core::locale::Msg;
use live_blog::core::model::{Entry, EntryId};
use live_blog::core::order::Set;
use live_blog::core::poll::Failure;
use live_blog::core::prefs::{Prefs, What};
use live_blog::core::session::{Health, Keeping, Permission, Status};
use live_blog::ui::parts::bell::bell;
use live_blog::ui::parts::empty::{no_match, nothing};
use live_blog::ui::parts::entry_card::Cards;
use live_blog::ui::parts::entry_list::entry_list;
use live_blog::ui::parts::filter_bar::filter_bar;
use live_blog::ui::parts::new_posts::new_posts;
use live_blog::ui::parts::notice::notice;
use live_blog::ui::parts::pinned::pinned;
use live_blog::ui::parts::relative_time::relative_time;
use live_blog::ui::parts::settings::{Choices, settings};
use live_blog::ui::parts::skeleton::skeleton;
use live_blog::ui::parts::status_line::status_line;
use live_blog::ui::words::Minute;
use yew::prelude::*;

use super::sample::{self, filter};
use super::{Drawing, Kit};

/// The name of a state's file, and how it is drawn.
type State = (&'static str, Drawing);

/// Every state.
pub const CASES: &[State] = &[
    ("announcer-silent", |kit| kit.announcer.clone()),
    ("bell-lost", |kit| bell(&kit.words, &kit.dispatch, false, true)),
    ("bell-open", |kit| bell(&kit.words, &kit.dispatch, true, false)),
    ("bell-shut", |kit| bell(&kit.words, &kit.dispatch, false, false)),
    ("empty-no-match", no_match_of_three),
    ("empty-no-match-one-word", no_match_one_word),
    ("empty-not-begun", |kit| nothing(&kit.words, Msg::Empty)),
    ("empty-not-set-up", |kit| nothing(&kit.words, Msg::ProblemSetup)),
    ("entry-arabic", |kit| card(kit, sample::arabic(), Filter::default())),
    ("embed-allowed", |kit| loading(kit, Consent { embeds: EmbedPolicy::Allow, ..Consent::default() })),
    ("embed-asking", |kit| loading(kit, Consent::default())),
    ("embed-blocked", |kit| {
        loading(kit, Consent { embeds: EmbedPolicy::Block, images: ImagePolicy::None, ..Consent::default() })
    }),
    ("embed-by-the-reader", |kit| loading(kit, allowed("youtube"))),
    ("embed-pictures-asking", |kit| {
        loading(kit, Consent { images: ImagePolicy::Click, ..Consent::default() })
    }),
    ("entry-breaking", |kit| card(kit, sample::breaking(), Filter::default())),
    ("entry-found", |kit| card(kit, sample::plain(), filter("one customs", false, &["Talks"]))),
    ("entry-fresh", fresh),
    ("entry-headline-only", |kit| card(kit, sample::bare("only", 3, "Talks resume"), Filter::default())),
    ("entry-hostile", |kit| card(kit, hostile(), Filter::default())),
    ("entry-key-updated", |kit| card(kit, sample::key(), Filter::default())),
    ("entry-picture-only", |kit| card(kit, sample::pictured(), Filter::default())),
    ("entry-plain", |kit| card(kit, sample::plain(), Filter::default())),
    ("entry-table", |kit| card(kit, sample::table(), Filter::default())),
    ("entry-very-long", |kit| card(kit, sample::very_long(), Filter::default())),
    ("entry-withdrawn", |kit| card(kit, sample::struck(), Filter::default())),
    ("feed-day", |kit| list(kit, sample::day(), Filter::default())),
    ("feed-empty", |kit| list(kit, sample::listing(vec![]), Filter::default())),
    ("feed-one-entry", |kit| list(kit, sample::listing(vec![sample::plain()]), Filter::default())),
    ("filter-active", |kit| bar(kit, filter("grain", true, &["Aid", "Port Halden"]), 4)),
    ("filter-at-rest", |kit| bar(kit, Filter::default(), 43)),
    ("filter-no-facets", |kit| {
        filter_bar(&kit.words, &kit.dispatch, &kit.bar, &Filter::default(), &Listing::default())
    }),
    ("new-posts-filtered", |kit| {
        new_posts(&kit.words, &kit.dispatch, Pending { count: 3, matching: 1 }, true)
    }),
    ("new-posts-none", |kit| new_posts(&kit.words, &kit.dispatch, Pending::default(), false)),
    ("new-posts-one", |kit| new_posts(&kit.words, &kit.dispatch, Pending { count: 1, matching: 1 }, false)),
    ("notice", |kit| notice(&kit.words, &kit.dispatch)),
    ("pinned-none", |kit| kept(kit, vec![])),
    ("pinned-outside", |kit| kept(kit, vec![(sample::summary(), true)])),
    ("pinned-breaking", |kit| kept(kit, vec![(sample::breaking(), true)])),
    ("pinned-short", |kit| kept(kit, vec![(sample::summary(), false)])),
    ("settings-denied", |kit| panel(kit, chosen(), Permission::Denied, Keeping::Untouched)),
    ("settings-framed", |kit| panel(kit, Prefs::default(), Permission::Framed, Keeping::Untouched)),
    ("settings-granted", |kit| panel(kit, chosen(), Permission::Granted, Keeping::Saved)),
    ("settings-insecure", |kit| panel(kit, Prefs::default(), Permission::Insecure, Keeping::Untouched)),
    ("settings-no-topic", |kit| panel(kit, topics(&[]), Permission::NotAsked, Keeping::NotKept)),
    ("settings-not-asked", |kit| panel(kit, Prefs::default(), Permission::NotAsked, Keeping::Untouched)),
    ("settings-topics", |kit| panel(kit, topics(&["Aid", "Ferries"]), Permission::NotAsked, Keeping::Saved)),
    ("settings-unsupported", |kit| panel(kit, Prefs::default(), Permission::Unsupported, Keeping::Untouched)),
    ("skeleton", |kit| skeleton(&kit.words)),
    ("status-broken", |kit| {
        status(kit, Health::Broken, Some(Failure::Status { code: 410, retry_after: None }))
    }),
    ("status-delayed", |kit| {
        status(kit, Health::Delayed, Some(Failure::Status { code: 503, retry_after: None }))
    }),
    ("status-ended", |kit| status(kit, Health::Ended, None)),
    ("status-live", |kit| status(kit, Health::Live, None)),
    ("status-offline", |kit| status(kit, Health::Offline, Some(Failure::Unreachable))),
    ("status-paused", |kit| status(kit, Health::Paused, None)),
    ("status-scheduled", |kit| status(kit, Health::Scheduled, None)),
    ("status-skipped", skipped),
    ("status-starting", starting),
    ("time-approximate", |kit| time(kit, sample::minutes_ago(90), true)),
    ("time-future", |kit| time(kit, sample::minutes_ago(-7), false)),
    ("time-hours", |kit| time(kit, sample::minutes_ago(185), false)),
    ("time-minutes", |kit| time(kit, sample::minutes_ago(5), false)),
    ("time-month", |kit| time(kit, sample::minutes_ago(60 * 24 * 31), false)),
];

/// What entries are drawn with under this filter, in a feed that says its language.
fn with_cards(kit: &Kit, filter: Filter, draw: impl FnOnce(Cards<'_>) -> Html) -> Html {
    consenting(kit, filter, Consent::default(), draw)
}

/// The same, with a word on what may be loaded.
fn consenting(kit: &Kit, filter: Filter, consent: Consent, draw: impl FnOnce(Cards<'_>) -> Html) -> Html {
    draw(Cards {
        words: &kit.words,
        dispatch: &kit.dispatch,
        now: Minute(sample::NOW),
        filter: &Rc::new(filter),
        filters: true,
        consent: &Rc::new(consent),
        lang: &Some(IString::from("en-GB")),
    })
}

fn card(kit: &Kit, entry: Entry, filter: Filter) -> Html {
    with_cards(kit, filter, |cards| cards.listed(&Rc::new(entry), (2, 43), false))
}

/// An entry with a film, a post, a recording, an unknown frame, a card and a picture.
fn loading(kit: &Kit, consent: Consent) -> Html {
    consenting(kit, Filter::default(), consent, |cards| {
        cards.listed(&Rc::new(sample::embeds()), (1, 1), false)
    })
}

fn allowed(key: &'static str) -> Consent {
    Consent { granted: Keys::default().with(&IString::Static(key), true), ..Consent::default() }
}

fn fresh(kit: &Kit) -> Html {
    with_cards(kit, Filter::default(), |cards| cards.listed(&Rc::new(sample::key()), (1, 1), true))
}

fn time(kit: &Kit, at: Timestamp, approximate: bool) -> Html {
    relative_time(&kit.words, Minute(sample::NOW), at, approximate, None)
}

/// What a feed may send and a page must survive.
fn hostile() -> Entry {
    Entry {
        id: EntryId::from("\"><img src=x onerror=alert(1)>"),
        headline: Some(IString::from("<b>Not</b> bold & not \"broken\"")),
        body: sample::html(
            "<p onclick=alert(1) style='position:fixed'>kept</p><script>alert(1)</script>\
             <a href='javascript:alert(1)'>a</a><svg><a xlink:href='javascript:alert(1)'>b</a></svg><iframe src=//x></iframe>",
        ),
        ..sample::bare("x", 9, "")
    }
}

fn list(kit: &Kit, listing: Listing, filter: Filter) -> Html {
    let fresh = Set::from_iter([EntryId::from("one-text")]);
    with_cards(kit, filter, |cards| entry_list(cards, &listing, &fresh, 20, &NodeRef::default()))
}

fn bar(kit: &Kit, filter: Filter, matching: usize) -> Html {
    let mut listing = sample::day();
    listing.matching = matching;
    for facet in &mut listing.facets.topics {
        facet.chosen = filter.topics.contains(&facet.name);
    }
    filter_bar(&kit.words, &kit.dispatch, &kit.bar, &filter, &listing)
}

fn no_match_of_three(kit: &Kit) -> Html {
    let relaxed = vec![(Constraint::Text, 7), (Constraint::KeyOnly, 1), (Constraint::Topics, 2)];
    let listing = Listing { total: 43, relaxed, ..Listing::default() };
    no_match(&kit.words, &kit.dispatch, &filter("grain", true, &["Aid"]), &listing)
}

fn no_match_one_word(kit: &Kit) -> Html {
    let listing = Listing { total: 43, relaxed: vec![(Constraint::Text, 43)], ..Listing::default() };
    no_match(&kit.words, &kit.dispatch, &filter("zeppelin", false, &[]), &listing)
}

fn kept(kit: &Kit, entries: Vec<(Entry, bool)>) -> Html {
    let top =
        entries.into_iter().map(|(entry, outside)| TopEntry { entry: Rc::new(entry), outside }).collect();
    let listing = Listing { top, ..Listing::default() };
    with_cards(kit, Filter::default(), |cards| pinned(cards, &listing, &kit.fold))
}

fn chosen() -> Prefs {
    Prefs { what: What::KeyEvents, sound: true, system: true, ..Prefs::default() }
}

fn topics(names: &[&str]) -> Prefs {
    let topics = names.iter().map(|name| IString::from((*name).to_owned())).collect();
    Prefs { what: What::Topics, topics, ..Prefs::default() }
}

fn panel(kit: &Kit, prefs: Prefs, permission: Permission, keeping: Keeping) -> Html {
    let choices = Choices { prefs: &prefs, listing: &sample::day(), permission, keeping };
    settings(&kit.words, &kit.dispatch, choices, &kit.panel)
}

fn line(kit: &Kit, status: &Status, skipped: u32, end: Html) -> Html {
    status_line(&kit.words, &kit.dispatch, status, &kit.pressed, skipped, end)
}

fn status(kit: &Kit, health: Health, problem: Option<Failure>) -> Html {
    let status = Status { health, checked: Some(sample::NOW), checking: false, problem };
    line(kit, &status, 0, bell(&kit.words, &kit.dispatch, false, false))
}

fn skipped(kit: &Kit) -> Html {
    let status = Status { health: Health::Live, checked: Some(sample::NOW), checking: true, problem: None };
    line(kit, &status, 2, Html::default())
}

fn starting(kit: &Kit) -> Html {
    let status = Status { health: Health::Starting, checked: None, checking: true, problem: None };
    line(kit, &status, 0, Html::default())
}
