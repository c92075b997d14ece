//! The reader: one state, the hooks that carry out what it asks for, and the parts that draw it.

use std::rc::Rc;

use js_sys::Promise;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::browser::intl::Formats;
use crate::browser::{clock, storage};
use crate::core::clock::Now;
use crate::core::config::Config;
use crate::core::prefs::Prefs;
use crate::core::session::{Action, Screen, State, apply};
use crate::ui::hooks::{
    use_anchor, use_locale, use_minute_tick, use_outbox, use_page, use_request, use_stored, use_title, use_wake,
};
use crate::ui::parts::announcer::Announcer;
use crate::ui::parts::bell::Bell;
use crate::ui::parts::empty::{NoMatch, NotBegun, NotSetUp};
use crate::ui::parts::entry_list::EntryList;
use crate::ui::parts::filter_bar::FilterBar;
use crate::ui::parts::new_posts::NewPosts;
use crate::ui::parts::notice::Notice;
use crate::ui::parts::pinned::Pinned;
use crate::ui::parts::settings::Settings;
use crate::ui::parts::skeleton::Skeleton;
use crate::ui::parts::status_line::StatusLine;
use crate::ui::slot::Slot;
use crate::ui::store::Dispatch;
use crate::ui::words::{Minute, Words};

/// What the element gives to the reader.
#[derive(Clone, Properties, PartialEq)]
pub struct ReaderProps {
    /// The attributes, read; a change of it is an [`Action::Configured`].
    pub config: Rc<Config>,
    /// What storage held for the blog when the reader was made.
    pub prefs: Rc<Prefs>,
    /// When the reader was made.
    pub start: Now,
    /// Address of the folder with the language files.
    #[prop_or_default]
    pub assets: AttrValue,
    /// The element; events are dispatched on it. None outside a browser.
    #[prop_or_default]
    pub host: Option<HtmlElement>,
    /// The answer to the first request, when it is on its way already.
    #[prop_or_default]
    pub early: Slot<Promise>,
    /// The way in for the element's methods, filled once the reader is drawn.
    #[prop_or_default]
    pub remote: Slot<Dispatch>,
    /// Whether the page has content of its own to show until the first entries; then no skeleton is drawn.
    #[prop_or_default]
    pub has_fallback: bool,
}

/// The state as Yew's reducer wants it.
#[derive(Clone, PartialEq)]
struct Session(Rc<State>);

impl Reducible for Session {
    type Action = (Action, Now);

    fn reduce(self: Rc<Self>, (action, now): Self::Action) -> Rc<Self> {
        let next = apply(&self.0, action, now);
        if Rc::ptr_eq(&next, &self.0) { self } else { Rc::new(Self(next)) }
    }
}

/// The whole widget.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let (state, dispatch) = use_session(props);
    let (list, top) = (use_node_ref(), use_node_ref());

    use_request(state.request(), state.format(), &props.early, &dispatch);
    use_wake(state.wake_at(), &dispatch);
    use_stored(&state.config.blog_key, state.to_store(), &dispatch);
    use_page(&top, &dispatch);
    use_title(state.title_badge());
    use_locale(&state.config.lang, &props.assets, &dispatch);
    // Effects run in this order: what moves the page by the reader's wish comes after what keeps it still.
    use_anchor(&list, &state.listing);
    use_outbox(state.outbox(), &props.host, &list, &dispatch);
    let minute = use_minute_tick(props.start.wall);

    let formats = use_memo(state.config.lang.clone(), |lang| Formats::new(lang));
    let words = Words {
        messages: Rc::clone(&state.messages),
        formats: (*formats).clone(),
        heading_level: state.config.heading_level,
    };
    let rtl = state.messages.rtl.then_some("rtl");
    html! {
        <ContextProvider<Dispatch> context={dispatch}>
        <ContextProvider<Words> context={words}>
        <ContextProvider<Minute> context={minute}>
            <div class="reader" dir={rtl} lang={state.messages.lang.to_string()}>
                { header(&state) }
                { face(&state, &list, &top, props.has_fallback) }
                <Announcer said={state.said.clone()} />
            </div>
        </ContextProvider<Minute>>
        </ContextProvider<Words>>
        </ContextProvider<Dispatch>>
    }
}

/// The reducer, connected to the element: its methods send actions, its changed attributes are one.
#[hook]
fn use_session(props: &ReaderProps) -> (Rc<State>, Dispatch) {
    let session = use_reducer_eq(|| Session(Rc::new(State::new((*props.config).clone(), (*props.prefs).clone(), props.start))));
    let reducer = session.dispatcher();
    let dispatch = use_memo((), |()| {
        Dispatch(Callback::from(move |action| reducer.dispatch((action, clock::now()))))
    });
    let dispatch = (*dispatch).clone();

    let sender = dispatch.clone();
    use_effect_with(props.remote.clone(), move |remote| {
        remote.put(sender);
        let remote = remote.clone();
        move || drop(remote.take())
    });
    let (sender, current) = (dispatch.clone(), Rc::clone(&session.0.config));
    use_effect_with(Rc::clone(&props.config), move |config| {
        if *config != current {
            let prefs = storage::read(&config.blog_key);
            sender.send(Action::Configured { config: (**config).clone(), prefs });
        }
    });
    (Rc::clone(&session.0), dispatch)
}

/// What stands above the entries: the state of the connection, the notice or the panel, the filter.
fn header(state: &State) -> Html {
    if matches!(state.screen(), Screen::Loading | Screen::NotSetUp) {
        return Html::default();
    }
    let config = &state.config;
    let has_entries = state.screen() == Screen::Ready;
    html! {
        <header class="head" part="header">
            <StatusLine status={state.status()} skipped={state.skipped}>
                if config.notifications {
                    <Bell open={state.panel_open} lost={state.lost_permission()} />
                }
            </StatusLine>
            if state.offers_notice() && has_entries {
                <Notice />
            }
            if state.panel_open {
                <Settings prefs={Rc::clone(&state.prefs)} listing={Rc::clone(&state.listing)}
                    permission={state.permission} keeping={state.keeping} />
            }
            if config.filters && has_entries {
                <FilterBar filter={Rc::clone(&state.filter)} listing={Rc::clone(&state.listing)} />
            }
        </header>
    }
}

/// The entries, or what stands in their place. The mark of the top is always there, for the hook that watches it.
fn face(state: &State, list: &NodeRef, top: &NodeRef, has_fallback: bool) -> Html {
    let listing = &state.listing;
    let face = match state.screen() {
        Screen::Loading if !has_fallback => html! { <Skeleton /> },
        Screen::Loading | Screen::Unavailable => Html::default(),
        Screen::NotSetUp => html! { <NotSetUp /> },
        Screen::Empty => html! { <NotBegun /> },
        Screen::Ready => html! {
            <>
                <Pinned listing={Rc::clone(listing)} filter={Rc::clone(&state.filter)} lang={state.about.lang.clone()} />
                if listing.matching > 0 {
                    <EntryList listing={Rc::clone(listing)} filter={Rc::clone(&state.filter)} fresh={Rc::clone(&state.fresh)}
                        page_size={state.config.page_size} lang={state.about.lang.clone()} list={list.clone()} />
                }
                if listing.matching == 0 && !state.filter.is_empty() {
                    <NoMatch filter={Rc::clone(&state.filter)} listing={Rc::clone(listing)} />
                }
            </>
        },
    };
    html! {
        <>
            <NewPosts pending={listing.pending} filtered={!state.filter.is_empty()} />
            <div class="top" ref={top.clone()}></div>
            { face }
        </>
    }
}
