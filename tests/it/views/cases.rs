//! The table of states. A new state of a part is one line here and one function below.

use std::collections::BTreeSet;
use std::rc::Rc;

use implicit_clone::unsync::IString;
use live_blog::core::filter::{Constraint, Filter};
use live_blog::core::listing::{Listing, Pending, TopEntry};
use live_blog::core::model::{Entry, EntryId};
use live_blog::core::poll::Failure;
use live_blog::core::prefs::{Prefs, What};
use live_blog::core::session::{Health, Keeping, Permission, Status};
use live_blog::ui::parts::announcer::Announcer;
use live_blog::ui::parts::bell::Bell;
use live_blog::ui::parts::empty::{NoMatch, NotBegun, NotSetUp};
use live_blog::ui::parts::entry_card::EntryCard;
use live_blog::ui::parts::entry_list::EntryList;
use live_blog::ui::parts::filter_bar::FilterBar;
use live_blog::ui::parts::new_posts::NewPosts;
use live_blog::ui::parts::notice::Notice;
use live_blog::ui::parts::pinned::Pinned;
use live_blog::ui::parts::relative_time::RelativeTime;
use live_blog::ui::parts::settings::Settings;
use live_blog::ui::parts::skeleton::Skeleton;
use live_blog::ui::parts::status_line::StatusLine;
use yew::prelude::*;

use super::sample::{self, filter};

/// The name of a state's file, and how it is drawn.
type State = (&'static str, fn() -> Html);

/// Every state.
pub const CASES: &[State] = &[
    ("announcer-silent", || html! { <Announcer said={(0, None)} /> }),
    ("bell-lost", || html! { <Bell open=false lost=true /> }),
    ("bell-open", || html! { <Bell open=true lost=false /> }),
    ("bell-shut", || html! { <Bell open=false lost=false /> }),
    ("empty-no-match", no_match),
    ("empty-no-match-one-word", no_match_one_word),
    ("empty-not-begun", || html! { <NotBegun /> }),
    ("empty-not-set-up", || html! { <NotSetUp /> }),
    ("entry-arabic", || card(sample::arabic(), Filter::default())),
    ("entry-breaking", || card(sample::breaking(), Filter::default())),
    ("entry-found", || {
        card(sample::plain(), filter("one customs", false, &["Talks"]))
    }),
    ("entry-fresh", fresh),
    ("entry-headline-only", || {
        card(sample::bare("only", 3, "Talks resume"), Filter::default())
    }),
    ("entry-hostile", || card(hostile(), Filter::default())),
    ("entry-key-updated", || card(sample::key(), Filter::default())),
    ("entry-picture-only", || {
        card(sample::pictured(), Filter::default())
    }),
    ("entry-plain", || card(sample::plain(), Filter::default())),
    ("entry-table", || card(sample::table(), Filter::default())),
    ("entry-very-long", || card(sample::very_long(), Filter::default())),
    ("entry-withdrawn", || card(sample::struck(), Filter::default())),
    ("feed-busy", || {
        list(sample::listing(vec![sample::key()]), Filter::default(), true)
    }),
    ("feed-day", || list(sample::day(), Filter::default(), false)),
    ("feed-empty", || {
        list(sample::listing(vec![]), Filter::default(), false)
    }),
    ("feed-one-entry", || {
        list(sample::listing(vec![sample::plain()]), Filter::default(), false)
    }),
    ("filter-active", || {
        bar(filter("grain", true, &["Aid", "Port Halden"]), 4)
    }),
    ("filter-at-rest", || bar(Filter::default(), 43)),
    (
        "filter-no-facets",
        || html! { <FilterBar filter={Rc::<Filter>::default()} listing={Rc::<Listing>::default()} /> },
    ),
    (
        "new-posts-filtered",
        || html! { <NewPosts pending={Pending { count: 3, matching: 1 }} filtered=true /> },
    ),
    (
        "new-posts-none",
        || html! { <NewPosts pending={Pending::default()} filtered=false /> },
    ),
    (
        "new-posts-one",
        || html! { <NewPosts pending={Pending { count: 1, matching: 1 }} filtered=false /> },
    ),
    ("notice", || html! { <Notice /> }),
    ("pinned-none", || pinned(vec![])),
    ("pinned-outside", || pinned(vec![(sample::summary(), true)])),
    ("pinned-breaking", || pinned(vec![(sample::breaking(), true)])),
    ("pinned-short", || pinned(vec![(sample::summary(), false)])),
    ("settings-denied", || {
        settings(chosen(), Permission::Denied, Keeping::Untouched)
    }),
    ("settings-framed", || {
        settings(Prefs::default(), Permission::Framed, Keeping::Untouched)
    }),
    ("settings-granted", || {
        settings(chosen(), Permission::Granted, Keeping::Saved)
    }),
    ("settings-insecure", || {
        settings(Prefs::default(), Permission::Insecure, Keeping::Untouched)
    }),
    ("settings-no-topic", || {
        settings(topics(&[]), Permission::NotAsked, Keeping::NotKept)
    }),
    ("settings-not-asked", || {
        settings(Prefs::default(), Permission::NotAsked, Keeping::Untouched)
    }),
    ("settings-topics", || {
        settings(topics(&["Aid", "Ferries"]), Permission::NotAsked, Keeping::Saved)
    }),
    ("settings-unsupported", || {
        settings(Prefs::default(), Permission::Unsupported, Keeping::Untouched)
    }),
    ("skeleton", || html! { <Skeleton /> }),
    ("status-broken", || {
        status(
            Health::Broken,
            Some(Failure::Status {
                code: 410,
                retry_after: None,
            }),
        )
    }),
    ("status-delayed", || {
        status(
            Health::Delayed,
            Some(Failure::Status {
                code: 503,
                retry_after: None,
            }),
        )
    }),
    ("status-ended", || status(Health::Ended, None)),
    ("status-live", || status(Health::Live, None)),
    ("status-offline", || {
        status(Health::Offline, Some(Failure::Unreachable))
    }),
    ("status-paused", || status(Health::Paused, None)),
    ("status-scheduled", || status(Health::Scheduled, None)),
    ("status-skipped", skipped),
    ("status-starting", starting),
    (
        "time-approximate",
        || html! { <RelativeTime at={sample::minutes_ago(90)} approximate=true /> },
    ),
    (
        "time-future",
        || html! { <RelativeTime at={sample::minutes_ago(-7)} /> },
    ),
    (
        "time-hours",
        || html! { <RelativeTime at={sample::minutes_ago(185)} /> },
    ),
    (
        "time-minutes",
        || html! { <RelativeTime at={sample::minutes_ago(5)} /> },
    ),
    (
        "time-month",
        || html! { <RelativeTime at={sample::minutes_ago(60 * 24 * 31)} /> },
    ),
];

fn card(entry: Entry, filter: Filter) -> Html {
    html! { <EntryCard entry={Rc::new(entry)} filter={Rc::new(filter)} lang={IString::from("en-GB")} place={(2, 43)} /> }
}

fn fresh() -> Html {
    html! { <EntryCard entry={Rc::new(sample::key())} filter={Rc::<Filter>::default()} fresh=true place={(1, 1)} /> }
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

fn list(listing: Listing, filter: Filter, busy: bool) -> Html {
    let fresh = BTreeSet::from([EntryId::from("one-text")]);
    html! {
        <EntryList listing={Rc::new(listing)} filter={Rc::new(filter)} fresh={Rc::new(fresh)} page_size=20
            lang={IString::from("en-GB")} {busy} />
    }
}

fn bar(filter: Filter, matching: usize) -> Html {
    let mut listing = sample::day();
    listing.matching = matching;
    for facet in &mut listing.facets.topics {
        facet.chosen = filter.topics.contains(&facet.name);
    }
    html! { <FilterBar filter={Rc::new(filter)} listing={Rc::new(listing)} /> }
}

fn no_match() -> Html {
    let relaxed = vec![
        (Constraint::Text, 7),
        (Constraint::KeyOnly, 1),
        (Constraint::Topics, 2),
    ];
    let listing = Listing {
        total: 43,
        relaxed,
        ..Listing::default()
    };
    html! { <NoMatch filter={Rc::new(filter("grain", true, &["Aid"]))} listing={Rc::new(listing)} /> }
}

fn no_match_one_word() -> Html {
    let listing = Listing {
        total: 43,
        relaxed: vec![(Constraint::Text, 43)],
        ..Listing::default()
    };
    html! { <NoMatch filter={Rc::new(filter("zeppelin", false, &[]))} listing={Rc::new(listing)} /> }
}

fn pinned(entries: Vec<(Entry, bool)>) -> Html {
    let top = entries
        .into_iter()
        .map(|(entry, outside)| TopEntry {
            entry: Rc::new(entry),
            outside,
        })
        .collect();
    html! { <Pinned listing={Rc::new(Listing { top, ..Listing::default() })} filter={Rc::<Filter>::default()} /> }
}

fn chosen() -> Prefs {
    Prefs {
        what: What::KeyEvents,
        sound: true,
        system: true,
        ..Prefs::default()
    }
}

fn topics(names: &[&str]) -> Prefs {
    let topics = names
        .iter()
        .map(|name| IString::from((*name).to_owned()))
        .collect();
    Prefs {
        what: What::Topics,
        topics,
        ..Prefs::default()
    }
}

fn settings(prefs: Prefs, permission: Permission, keeping: Keeping) -> Html {
    html! { <Settings prefs={Rc::new(prefs)} listing={Rc::new(sample::day())} {permission} {keeping} /> }
}

fn status(health: Health, problem: Option<Failure>) -> Html {
    let status = Status {
        health,
        checked: Some(sample::NOW),
        checking: false,
        problem,
    };
    html! { <StatusLine {status}><Bell open=false lost=false /></StatusLine> }
}

fn skipped() -> Html {
    let status = Status {
        health: Health::Live,
        checked: Some(sample::NOW),
        checking: true,
        problem: None,
    };
    html! { <StatusLine {status} skipped=2 /> }
}

fn starting() -> Html {
    let status = Status {
        health: Health::Starting,
        checked: None,
        checking: true,
        problem: None,
    };
    html! { <StatusLine {status} /> }
}
