//! The table of states. A new state of a part is one line here and one function below.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use live_blog::core::clock::Timestamp;
use live_blog::core::consent::{Consent, EmbedPolicy, ImagePolicy, Keys};
use live_blog::core::facets::{Facet, Facets};
use live_blog::core::filter::{Constraint, Filter};
use live_blog::core::listing::{Listing, Pending, TopEntry};
use live_blog::core::locale::Msg;
use live_blog::core::media::{MediaKind, MediaKinds};
use live_blog::core::model::{Entry, EntryId};
use live_blog::core::order::Set;
use live_blog::core::poll::Failure;
use live_blog::core::prefs::{Prefs, What};
use live_blog::core::session::{Action, Found, Health, Keeping, LastHour, Permission, Since, Sought, Status};
use live_blog::core::span::Span;
use live_blog::ui::hooks::Stretch;
use live_blog::ui::parts::active_chips::active_chips;
use live_blog::ui::parts::bell::bell;
use live_blog::ui::parts::empty::{no_match, nothing};
use live_blog::ui::parts::entry_card::{Cards, Looks};
use live_blog::ui::parts::entry_list::{Feed, entry_list};
use live_blog::ui::parts::entry_sought::entry_sought;
use live_blog::ui::parts::facet_list::{facet_list, media_list};
use live_blog::ui::parts::filter_bar::filter_bar;
use live_blog::ui::parts::new_posts::new_posts;
use live_blog::ui::parts::notice::notice;
use live_blog::ui::parts::pinned::pinned;
use live_blog::ui::parts::relative_time::relative_time;
use live_blog::ui::parts::settings::{Choices, settings};
use live_blog::ui::parts::since::{catching_up, since_line};
use live_blog::ui::parts::skeleton::skeleton;
use live_blog::ui::parts::status_line::status_line;
use live_blog::ui::parts::time_span::time_span;
use live_blog::ui::words::Minute;
use yew::prelude::*;

use super::points::points;
use super::sample::{self, filter};
use super::{Drawing, Kit, passing};

/// The name of a state's file, and how it is drawn.
type State = (&'static str, Drawing);

/// Every state.
pub const CASES: &[State] = &[
    ("announcer-silent", |kit| kit.announcer.clone()),
    ("bell-lost", |kit| bell(&kit.words, &kit.dispatch, false, true)),
    ("bell-open", |kit| bell(&kit.words, &kit.dispatch, true, false)),
    ("bell-shut", |kit| bell(&kit.words, &kit.dispatch, false, false)),
    ("catching-up-all-read", |kit| since(kit, (0, 0, 0), false)),
    ("catching-up-filtered", |kit| since(kit, (12, 1, 3), true)),
    ("catching-up-last-hour", |kit| hour(kit, 18, 4)),
    ("catching-up-last-hour-one", |kit| hour(kit, 1, 0)),
    ("catching-up-none", |kit| catching_up(&kit.words, &kit.dispatch, None, None, false)),
    ("catching-up-unread", |kit| since(kit, (12, 12, 1), false)),
    ("empty-no-match", no_match_of_three),
    ("empty-no-match-one-word", no_match_one_word),
    ("empty-searching", |kit| {
        let listing = Listing { total: 43, looking: 900, ..Listing::default() };
        no_match(&kit.words, &kit.dispatch, &filter("zeppelin", false, &[]), &listing)
    }),
    ("empty-not-begun", |kit| nothing(&kit.words, Msg::Empty)),
    ("empty-insecure", |kit| nothing(&kit.words, Msg::ProblemInsecure)),
    ("empty-not-set-up", |kit| nothing(&kit.words, Msg::ProblemSetup)),
    ("entry-arabic", |kit| card(kit, sample::arabic(), Filter::default())),
    ("choices-many", |kit| names(kit, 15)),
    ("choices-media", |kit| {
        let chosen = MediaKinds::default().toggled(MediaKind::Audio);
        media_list(&kit.words, &kit.dispatch, chosen, &sample::day().facets.media)
    }),
    ("choices-time", |kit| time(kit, None, Some(9))),
    ("choices-time-first-visit", |kit| time(kit, Some(Span::LastHour), None)),
    ("choices-time-range", |kit| {
        // From half past eleven to a quarter past twelve.
        time(kit, Some(Span::Between(Timestamp(1_795_433_400_000), Timestamp(1_795_436_100_000))), None)
    }),
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
    ("feed-since-you-left", since_you_left),
    ("feed-partly-drawn", partly_drawn),
    ("feed-empty", |kit| list(kit, sample::listing(vec![]), Filter::default())),
    ("feed-one-entry", |kit| list(kit, sample::listing(vec![sample::plain()]), Filter::default())),
    ("filter-active", |kit| bar(kit, filter("grain", true, &["Aid", "Port Halden"]), 4)),
    ("filter-at-rest", |kit| bar(kit, Filter::default(), 43)),
    ("filter-searching", |kit| found(kit, |listing| listing.looking = 900)),
    ("filter-similar", |kit| found(kit, |listing| listing.loosened = true)),
    ("filter-no-facets", |kit| {
        filter_bar(
            &kit.words,
            &kit.dispatch,
            &kit.bar,
            &Filter::default(),
            &Listing::default(),
            Html::default(),
        )
    }),
    ("key-events-few", |kit| points(kit, &["One alone"], 1)),
    ("key-events-reached", |kit| points(kit, &["Talks resume", ""], 2)),
    ("key-events-many", |kit| points(kit, &["Talks resume", "The port opens"], 31)),
    ("filter-memory-came", passing::came_filtered),
    ("filter-memory-none", passing::forgetful),
    ("filter-memory-on", passing::remembered),
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
    ("share-by-hand", passing::by_hand),
    ("share-choosing", passing::choosing),
    ("share-linked", passing::linked),
    ("share-quotable", passing::quotable),
    ("since-another-clock", |kit| rule(kit, -60 * 24)),
    ("since-today", |kit| rule(kit, 262)),
    ("since-yesterday", |kit| rule(kit, 60 * 24)),
    ("sought-looking", |kit| sought(kit, Found::Looking)),
    ("sought-outside", |kit| sought(kit, Found::Outside)),
    ("sought-unknown", |kit| sought(kit, Found::Unknown)),
    ("sought-withdrawn", |kit| sought(kit, Found::Withdrawn)),
    ("skeleton", |kit| skeleton(&kit.words)),
    ("status-broken", |kit| {
        status(kit, Health::Broken, Some(Failure::Status { code: 410, retry_after: None }))
    }),
    ("status-broken-and-tried", |kit| status(kit, Health::Broken, Some(Failure::NotJson))),
    ("status-delayed", |kit| {
        status(kit, Health::Delayed, Some(Failure::Status { code: 503, retry_after: None }))
    }),
    ("status-ended", |kit| status(kit, Health::Ended, None)),
    ("status-live", |kit| status(kit, Health::Live, None)),
    ("status-offline", |kit| status(kit, Health::Offline, Some(Failure::Unreachable))),
    ("status-paused", |kit| status(kit, Health::Paused, None)),
    ("status-scheduled", |kit| status(kit, Health::Scheduled, None)),
    ("status-reader-paused", |kit| paused(kit, Health::Live)),
    ("status-reader-paused-offline", |kit| paused(kit, Health::Offline)),
    ("status-skipped", skipped),
    ("status-starting", starting),
    ("time-approximate", |kit| ago(kit, sample::minutes_ago(90), true)),
    ("time-future", |kit| ago(kit, sample::minutes_ago(-7), false)),
    ("time-hours", |kit| ago(kit, sample::minutes_ago(185), false)),
    ("time-minutes", |kit| ago(kit, sample::minutes_ago(5), false)),
    ("time-month", |kit| ago(kit, sample::minutes_ago(60 * 24 * 31), false)),
];

/// How a reader comes back: to so many unread entries, those that match, and key events.
fn since(kit: &Kit, (unread, matching, key): (usize, usize, usize), filtered: bool) -> Html {
    let since = Since { left: sample::minutes_ago(262), unread, matching, key, leads: true, line: None };
    catching_up(&kit.words, &kit.dispatch, Some(&since), None, filtered)
}

/// How a reader comes late.
fn hour(kit: &Kit, updates: usize, key: usize) -> Html {
    catching_up(&kit.words, &kit.dispatch, None, Some(LastHour { updates, key }), false)
}

fn rule(kit: &Kit, minutes: i64) -> Html {
    since_line(&kit.words, sample::minutes_ago(minutes), Minute(sample::NOW))
}

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
        query: &Rc::new(filter.query()),
        filter: &Rc::new(filter),
        filters: true,
        consent: &Rc::new(consent),
        lang: &Some(IString::from("en-GB")),
        quotable: None,
        sharing: None,
    })
}

fn card(kit: &Kit, entry: Entry, filter: Filter) -> Html {
    with_cards(kit, filter, |cards| cards.listed(&Rc::new(entry), (2, Some(43)), Looks::default()))
}

/// An entry with a film, a post, a recording, an unknown frame, a card and a picture.
fn loading(kit: &Kit, consent: Consent) -> Html {
    consenting(kit, Filter::default(), consent, |cards| {
        cards.listed(&Rc::new(sample::embeds()), (1, Some(1)), Looks::default())
    })
}

fn allowed(key: &'static str) -> Consent {
    Consent { granted: Keys::default().with(&IString::Static(key), true), ..Consent::default() }
}

fn fresh(kit: &Kit) -> Html {
    with_cards(kit, Filter::default(), |cards| {
        cards.listed(&Rc::new(sample::key()), (1, Some(1)), Looks { fresh: true, far: false })
    })
}

fn ago(kit: &Kit, at: Timestamp, approximate: bool) -> Html {
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
    drawn_of(kit, &listing, filter, (&fresh, None), &[Stretch::Drawn(0..listing.entries.len())])
}

fn drawn_of(
    kit: &Kit,
    listing: &Listing,
    filter: Filter,
    (fresh, line): (&Set<EntryId>, Option<(EntryId, Html)>),
    stretches: &[Stretch],
) -> Html {
    with_cards(kit, filter, |cards| {
        let line = line.clone();
        let (late, page_size, whole, letter_keys) = (None, 20, true, false);
        let feed = Feed { listing, stretches, fresh, line, late, page_size, whole, letter_keys };
        entry_list(cards, feed, &NodeRef::default())
    })
}

fn since_you_left(kit: &Kit) -> Html {
    let listing = sample::listing(vec![sample::plain(), sample::bare("had", 90, "Talks resume")]);
    let line = Some((EntryId::from("had"), rule(kit, 262)));
    drawn_of(kit, &listing, Filter::default(), (&Set::default(), line), &[Stretch::Drawn(0..2)])
}

fn partly_drawn(kit: &Kit) -> Html {
    let bare = |id: &str, minute| sample::bare(id, minute, "Talks resume");
    let listing = sample::listing(vec![bare("a", 9), bare("b", 8), bare("c", 7), bare("d", 6)]);
    let room = |height: &'static str| Stretch::Gap(AttrValue::Static(height));
    let stretches = [room("120.500000"), Stretch::Drawn(1..2), room("64.000000"), Stretch::Drawn(3..4)];
    drawn_of(kit, &listing, Filter::default(), (&Set::default(), None), &stretches)
}

fn bar(kit: &Kit, filter: Filter, matching: usize) -> Html {
    let mut listing = sample::day();
    listing.matching = matching;
    for facet in &mut listing.facets.topics {
        facet.chosen = filter.topics.contains(&facet.name);
    }
    filter_bar(&kit.words, &kit.dispatch, &kit.bar, &filter, &listing, Html::default())
}

/// What is active while a text finds some.
fn found(kit: &Kit, change: fn(&mut Listing)) -> Html {
    let mut listing = Listing { matching: 4, ..sample::day() };
    change(&mut listing);
    active_chips(&kit.words, &kit.dispatch, &filter("harbur", false, &[]), &listing)
}

/// So many topics, one far down chosen.
fn names(kit: &Kit, n: usize) -> Html {
    let facet = |place: usize| {
        let name = IString::from(format!("Topic {place}"));
        Facet { name, count: n - place, chosen: place == 13 }
    };
    let facets: Vec<Facet> = (0..n).map(facet).collect();
    facet_list(&kit.words, &kit.dispatch, &kit.bar, &facets, (Msg::FindTopic, Action::TopicToggled))
}

fn time(kit: &Kit, span: Option<Span>, since_left: Option<usize>) -> Html {
    let filter = Filter { span, ..Filter::default() };
    let facets = Facets { since_left, ..sample::day().facets };
    time_span(&kit.words, &kit.dispatch, &kit.bar, &filter, &facets)
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

fn sought(kit: &Kit, found: Found) -> Html {
    let entry = (found == Found::Outside).then(|| Rc::new(sample::plain()));
    with_cards(kit, filter("grain", true, &[]), |cards| {
        entry_sought(cards, Some(&Sought { found, entry }), 43)
    })
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
    // As the session gives them: none for what has ended, is gone or is all right.
    let is_late = matches!(health, Health::Delayed) || matches!(problem, Some(Failure::NotJson));
    let next_try = is_late.then(|| sample::minutes_ago(-1));
    let status = Status { health, checked: Some(sample::NOW), problem, next_try, ..Status::default() };
    line(kit, &status, 0, bell(&kit.words, &kit.dispatch, false, false))
}

fn paused(kit: &Kit, health: Health) -> Html {
    let status = Status { health, checked: Some(sample::NOW), paused: true, waiting: 3, ..Status::default() };
    line(kit, &status, 0, Html::default())
}

fn skipped(kit: &Kit) -> Html {
    let status =
        Status { health: Health::Live, checked: Some(sample::NOW), checking: true, ..Status::default() };
    line(kit, &status, 2, Html::default())
}

fn starting(kit: &Kit) -> Html {
    let status = Status { checking: true, ..Status::default() };
    line(kit, &status, 0, Html::default())
}
