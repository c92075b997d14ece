//! The reader: one state, the hooks that carry out what it asks for, and the parts that draw it.

use std::rc::Rc;

use js_sys::Promise;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::browser::fetch::Expected;
use crate::browser::intl::Formats;
use crate::browser::{clock, storage};
use crate::core::clock::Now;
use crate::core::config::Config;
use crate::core::locale::Msg;
use crate::core::prefs::Prefs;
use crate::core::session::{Action, Screen, State, apply};
use crate::ui::hooks::{
    Addresses, use_anchor, use_consent, use_locale, use_minute_tick, use_older_request, use_outbox, use_page,
    use_page_posting, use_request, use_stored, use_title, use_wake,
};
use crate::ui::parts::announcer::use_announcer;
use crate::ui::parts::bell::bell;
use crate::ui::parts::byline::byline;
use crate::ui::parts::dom::Flag;
use crate::ui::parts::empty::{no_match, nothing};
use crate::ui::parts::entry_card::Cards;
use crate::ui::parts::entry_list::{entry_list, older};
use crate::ui::parts::filter_bar::{Bar, filter_bar, use_bar};
use crate::ui::parts::fold::{Fold, use_fold};
use crate::ui::parts::new_posts::new_posts;
use crate::ui::parts::notice::notice;
use crate::ui::parts::pinned::pinned;
use crate::ui::parts::settings::{Choices, settings, use_panel};
use crate::ui::parts::skeleton::skeleton;
use crate::ui::parts::status_line::{status_line, use_pressed};
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

    let expected = Expected { named: state.config.format, remembered: state.remembered_format() };
    use_request(state.request(), expected, &props.early, &dispatch);
    use_older_request(state.older_request(), expected, &dispatch);
    use_page_posting(state.config.from_page, &dispatch);
    use_wake(state.wake_at(), &dispatch);
    use_stored(&state.config.blog_key, state.to_store(), &dispatch);
    use_consent(state.consent_to_store(), &dispatch);
    use_page(&top, &dispatch);
    use_title(state.title_badge());
    use_locale(&state.config.lang, &props.assets, &dispatch);
    // Effects run in this order: what moves the page by the reader's wish comes after what keeps it still.
    use_anchor(&list, &top, &state.listing, &state.consent);
    let addresses = Addresses { host: props.host.clone(), list: list.clone(), top: top.clone() };
    use_outbox(state.outbox(), addresses, &dispatch);
    let minute = use_minute_tick(props.start.wall);

    let lang_of_dates = AttrValue::from(state.messages.lang_of_dates(&state.config.lang).to_owned());
    let formats = use_memo(lang_of_dates, |lang| Formats::new(lang));
    let words = Words {
        messages: Rc::clone(&state.messages),
        formats: (*formats).clone(),
        heading_level: state.config.heading_level,
    };
    let memory = Memory {
        bar: use_bar(has_bar(&state)),
        pressed: use_pressed(state.status().checking),
        panel: use_panel(state.panel_open && has_header(&state)),
        pinned: use_fold(!state.listing.top.is_empty(), (Rc::clone(&state.listing), minute)),
        list,
        top,
    };
    let announcer = use_announcer(&words, &state.said);
    let face = Face { state: &state, words: &words, dispatch: &dispatch, minute, memory: &memory };
    let rtl = state.messages.rtl.then_some("rtl");
    html! {
        <div class="reader" dir={rtl} lang={AttrValue::from(Rc::clone(&state.messages.lang))}>
            { face.header() }
            { face.body(props.has_fallback) }
            { announcer }
        </div>
    }
}

/// The reducer, connected to the element: its methods send actions, its changed attributes are one.
#[hook]
fn use_session(props: &ReaderProps) -> (Rc<State>, Dispatch) {
    let session = use_reducer_eq(|| {
        Session(Rc::new(State::new((*props.config).clone(), (*props.prefs).clone(), props.start)))
    });
    let reducer = session.dispatcher();
    let dispatch =
        use_memo((), |()| Dispatch(Callback::from(move |action| reducer.dispatch((action, clock::now())))));
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

/// What parts remember from one drawing to the next.
struct Memory {
    bar: Bar,
    pressed: Flag,
    panel: NodeRef,
    pinned: Fold,
    list: NodeRef,
    top: NodeRef,
}

fn has_header(state: &State) -> bool {
    !matches!(state.screen(), Screen::Loading | Screen::NotSetUp)
}

fn has_bar(state: &State) -> bool {
    state.config.filters && state.screen() == Screen::Ready
}

/// One drawing of the state.
struct Face<'a> {
    state: &'a State,
    words: &'a Words,
    dispatch: &'a Dispatch,
    minute: Minute,
    memory: &'a Memory,
}

impl Face<'_> {
    /// What stands above the entries: the state of the connection, the notice or the panel, the filter.
    fn header(&self) -> Html {
        let Self { state, words, dispatch, memory, .. } = *self;
        if !has_header(state) {
            return Html::default();
        }
        let mut end = Html::default();
        if state.config.notifications {
            end = bell(words, dispatch, state.panel_open, state.lost_permission());
        }
        html! {
            <header class="head" part="header">
                { status_line(words, dispatch, &state.status(), &memory.pressed, state.skipped, end) }
                if state.screen() == Screen::Ready {
                    { byline(words, &state.consent, &state.about.authors) }
                }
                if state.offers_notice() && state.screen() == Screen::Ready {
                    { notice(words, dispatch) }
                }
                if state.panel_open {
                    { settings(words, dispatch, self.choices(), &memory.panel) }
                }
                if has_bar(state) {
                    { filter_bar(words, dispatch, &memory.bar, &state.filter, &state.listing) }
                }
            </header>
        }
    }

    fn choices(&self) -> Choices<'_> {
        let state = self.state;
        Choices {
            prefs: &state.prefs,
            listing: &state.listing,
            permission: state.permission,
            keeping: state.keeping,
        }
    }

    /// The entries, or what stands in their place. The mark of the top is always there, for the hook that watches it.
    fn body(&self, has_fallback: bool) -> Html {
        let Self { state, words, dispatch, memory, .. } = *self;
        let body = match state.screen() {
            Screen::Loading if !has_fallback => skeleton(words),
            Screen::Loading | Screen::Unavailable => Html::default(),
            Screen::NotSetUp => nothing(words, Msg::ProblemSetup),
            Screen::Empty => nothing(words, Msg::Empty),
            Screen::Ready => self.entries(),
        };
        html! {
            <>
                { new_posts(words, dispatch, state.listing.pending, !state.filter.is_empty()) }
                <div class="top" tabindex="-1" ref={memory.top.clone()}></div>
                { body }
            </>
        }
    }

    fn entries(&self) -> Html {
        let Self { state, words, dispatch, memory, minute } = *self;
        let listing = &state.listing;
        let cards = Cards {
            words,
            dispatch,
            now: minute,
            filter: &state.filter,
            filters: state.config.filters,
            consent: &state.consent,
            lang: &state.about.lang,
        };
        html! {
            <>
                { pinned(cards, listing, &memory.pinned) }
                if listing.matching > 0 {
                    { entry_list(cards, listing, &state.fresh, state.config.page_size, &memory.list) }
                }
                if listing.matching == 0 && !state.filter.is_empty() {
                    { no_match(words, dispatch, &state.filter, listing) }
                }
                if listing.entries.len() == listing.matching {
                    { older(words, dispatch, state.older_pages()) }
                }
            </>
        }
    }
}
