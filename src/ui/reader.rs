//! The reader: one state, the hooks that carry out what it asks for, and the parts that draw it.

use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser::fetch::{Early, Expected};
use crate::browser::intl::Formats;
use crate::browser::{clock, storage};
use crate::core::clock::Now;
use crate::core::config::Config;
use crate::core::key_events::KeyEvents;
use crate::core::locale::Msg;
use crate::core::prefs::Prefs;
use crate::core::search::Query;
use crate::core::session::{Action, OlderPages, Screen, State, apply};
use crate::core::sorting::Order;
use crate::ui::hooks::{
    Addresses, Drawing, Reading, Seen, use_anchor, use_consent, use_effect_with, use_holds, use_kept,
    use_link, use_locale, use_look, use_memo, use_minute_tick, use_mut_ref, use_node_ref, use_older_request,
    use_outbox, use_page, use_page_posting, use_request, use_seen, use_stored, use_stream, use_title,
    use_turns, use_view, use_visit, use_wake, use_window, use_words,
};
use crate::ui::parts::announcer::use_announcer;
use crate::ui::parts::bell::bell;
use crate::ui::parts::byline::byline;
use crate::ui::parts::dom::Flag;
use crate::ui::parts::element::{all, when};
use crate::ui::parts::empty::{no_match, nothing};
use crate::ui::parts::entry_card::Cards;
use crate::ui::parts::entry_list::{Feed, entry_list, older};
use crate::ui::parts::entry_sought::entry_sought;
use crate::ui::parts::filter_bar::{Bar, filter_bar, use_bar};
use crate::ui::parts::filter_memory::filter_memory;
use crate::ui::parts::fold::{Fold, use_fold};
use crate::ui::parts::key_events::{Points, use_key_events};
use crate::ui::parts::new_posts::new_posts;
use crate::ui::parts::notice::notice;
use crate::ui::parts::pinned::pinned;
use crate::ui::parts::settings::{Choices, settings, use_panel};
use crate::ui::parts::since::{catching_up, since_line};
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
    pub early: Slot<Early>,
    /// The way in for the element's methods, filled once the reader is drawn.
    #[prop_or_default]
    pub remote: Slot<Dispatch>,
    /// Where the filter bar is drawn, when it has an element of its own elsewhere on the page.
    #[prop_or_default]
    pub bar: Option<Element>,
    /// What the element's methods asked for before that.
    #[prop_or_default]
    pub asked: Slot<Vec<Action>>,
    /// Whether the page has content of its own to show until the first entries; then no skeleton is drawn.
    #[prop_or_default]
    pub has_fallback: bool,
}

/// The whole widget.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let (state, dispatch) = use_session(props);
    let (list, top) = (use_node_ref(), use_node_ref());

    let expected = Expected { named: state.config.format, remembered: state.remembered_format() };
    let reading = Reading { expected, known: state.known() };
    let request = state.request().map(|request| request.no);
    use_request(&state.config.src, request, reading, &props.early, &dispatch);
    use_older_request(state.older_request(), expected, &dispatch);
    use_stream(state.stream(), &dispatch);
    use_visit(&state, &dispatch);
    use_page_posting(state.config.from_page, &dispatch);
    use_wake(state.wake_at(), &dispatch);
    use_words(state.to_part(), &state.config.lang, &dispatch);
    use_turns(state.turn(), &dispatch);
    use_stored(&state.config.blog_key, state.to_store(), &dispatch);
    use_consent(state.consent_to_store(), &dispatch);
    use_page(&top, &dispatch);
    use_view(&state, &dispatch);
    use_link(&dispatch);
    use_title(state.title_badge());
    use_locale(&state.config.lang, &props.assets, &dispatch);
    let query = Rc::new(state.query());
    let seen = use_window(&list, &state, &query);
    // Effects run in this order: what moves the page by the reader's wish comes after what keeps it still.
    let drawing = Drawing {
        listing: Rc::clone(&state.listing),
        stretches: Rc::clone(&seen.stretches),
        consent: Rc::clone(&state.consent),
    };
    use_anchor(&list, &top, &drawing);
    use_seen(&list, &state, &seen.stretches, &dispatch);
    let addresses = Addresses { host: props.host.clone(), list: list.clone(), top: top.clone() };
    use_holds(&top, &state.listing, &dispatch);
    use_outbox(state.outbox(), addresses, &dispatch);
    use_look(&list, &seen, &state, &dispatch);
    let minute = Minute(state.by_server(use_minute_tick(props.start.wall, &dispatch).0));

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
        points: use_key_events(&state),
        pinned: use_fold(!state.listing.top.is_empty(), (Rc::clone(&state.listing), minute)),
        query,
        seen,
        list,
        top,
    };
    let announcer = use_announcer(&words, &state.said);
    let face = Face { state: &state, words: &words, dispatch: &dispatch, minute, memory: &memory };
    face.framed(all(vec![face.header(props.bar.as_ref()), face.body(props.has_fallback), announcer]))
}

/// The reducer, connected to the element: its methods send actions, its changed attributes are one.
#[hook]
fn use_session(props: &ReaderProps) -> (Rc<State>, Dispatch) {
    let session =
        use_kept(|| Rc::new(State::new((*props.config).clone(), (*props.prefs).clone(), props.start)));
    let state = session.get();
    let dispatch = use_mut_ref(|| {
        Dispatch(Callback::from(move |action| {
            let confirms = matches!(action, Action::Delivered(_));
            let before = session.get();
            let now = apply(&before, action, clock::now());
            if confirms && now.differs_in_outbox_alone(&before) {
                session.keep(now);
            } else {
                session.set(now);
            }
        }))
    });
    let dispatch = dispatch.borrow().clone();

    let sender = dispatch.clone();
    use_effect_with((props.remote.clone(), props.asked.clone()), move |(remote, asked)| {
        remote.put(sender.clone());
        asked.take().into_iter().flatten().for_each(|action| sender.send(action));
        let remote = remote.clone();
        move || drop(remote.take())
    });
    let (sender, current) = (dispatch.clone(), Rc::clone(&state.config));
    use_effect_with(Rc::clone(&props.config), move |config| {
        if *config != current {
            let prefs = storage::read(&config.blog_key);
            sender.send(Action::Configured { config: (**config).clone(), prefs });
        }
    });
    (state, dispatch)
}

/// What parts remember from one drawing to the next.
struct Memory {
    bar: Bar,
    pressed: Flag,
    panel: NodeRef,
    points: Rc<KeyEvents>,
    pinned: Fold,
    query: Rc<Query>,
    seen: Seen,
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
    fn header(&self, bar: Option<&Element>) -> Html {
        let Self { state, words, dispatch, memory, .. } = *self;
        if !has_header(state) {
            return Html::default();
        }
        let is_ready = state.screen() == Screen::Ready;
        let end = when(state.config.notifications, || {
            bell(words, dispatch, state.panel_open, state.lost_permission())
        });
        let parts = vec![
            status_line(words, dispatch, &state.status(), &memory.pressed, state.skipped, end),
            when(is_ready, || self.catching_up()),
            when(is_ready, || byline(words, &state.consent, &state.about.authors)),
            when(is_ready && state.offers_notice(), || notice(words, dispatch)),
            when(state.panel_open, || settings(words, dispatch, self.choices(), &memory.panel)),
            when(has_bar(state), || self.filter(bar)),
        ];
        html! { <header class="head" part="header">{ all(parts) }</header> }
    }

    /// The bar and what surrounds it.
    fn filter(&self, elsewhere: Option<&Element>) -> Html {
        let Self { state, words, dispatch, memory, .. } = *self;
        let extras = filter_memory(words, dispatch, state);
        let filter = filter_bar(words, dispatch, &memory.bar, &state.filter, &state.listing, extras);
        match elsewhere {
            Some(place) => create_portal(self.framed(filter), place.clone()),
            None => filter,
        }
    }

    /// In the language and the direction of the words.
    fn framed(&self, content: Html) -> Html {
        let messages = &self.state.messages;
        let rtl = messages.rtl.then_some("rtl");
        html! { <div class="reader" dir={rtl} lang={AttrValue::from(Rc::clone(&messages.lang))}>{content}</div> }
    }

    /// What happened before the reader came, unless nothing did.
    fn catching_up(&self) -> Html {
        let Self { state, words, dispatch, minute, .. } = *self;
        let filtered = !state.filter.is_empty();
        catching_up(words, dispatch, state.since().as_ref(), state.last_hour(minute.0), filtered)
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
            Screen::NotSetUp if state.config.insecure => nothing(words, Msg::ProblemInsecure),
            Screen::NotSetUp => nothing(words, Msg::ProblemSetup),
            Screen::Empty => nothing(words, Msg::Empty),
            Screen::Ready => self.entries(),
        };
        all(vec![
            new_posts(words, dispatch, state.listing.pending, !state.filter.is_empty()),
            html! { <div class="top" tabindex="-1" ref={memory.top.clone()}></div> },
            when(state.screen() == Screen::Ready, || self.points()),
            entry_sought(self.cards(), state.sought().as_ref(), state.listing.total),
            body,
        ])
    }

    fn cards(&self) -> Cards<'_> {
        let Self { state, words, dispatch, minute, .. } = *self;
        Cards {
            words,
            dispatch,
            now: minute,
            filter: &state.filter,
            query: &self.memory.query,
            filters: state.config.filters,
            consent: &state.consent,
            lang: &state.about.lang,
            quotable: state.quotable(),
            sharing: state.sharing(),
        }
    }

    /// The way through the story, above or beside the entries.
    fn points(&self) -> Html {
        let Self { state, words, dispatch, memory, .. } = *self;
        let leads_to_all = state.config.filters && !state.filter.key_only;
        html! {
            <Points words={words.clone()} dispatch={dispatch.clone()} found={Rc::clone(&memory.points)}
                reached={memory.seen.reached.clone()} {leads_to_all} />
        }
    }

    fn entries(&self) -> Html {
        let Self { state, words, dispatch, memory, minute } = *self;
        let listing = &state.listing;
        let cards = self.cards();
        let since = state.since();
        let line = since.and_then(|since| Some((since.line.clone()?, since_line(words, since.left, minute))));
        let any = listing.matching > 0;
        let feed = Feed {
            listing,
            stretches: &memory.seen.stretches,
            late: memory.seen.late.as_ref(),
            fresh: &state.fresh,
            line,
            page_size: state.config.page_size,
            whole: state.older_pages() == OlderPages::None,
            letter_keys: state.config.letter_keys,
        };
        let is_all_drawn = listing.entries.len() == listing.matching;
        let older =
            |stands: bool| when(stands && is_all_drawn, || older(words, dispatch, state.older_pages()));
        let oldest_first = state.order == Order::Oldest;
        all(vec![
            when(!any && !state.filter.is_empty(), || no_match(words, dispatch, &state.filter, listing)),
            pinned(cards, listing, &memory.pinned),
            older(oldest_first),
            when(any, || entry_list(cards, feed, &memory.list)),
            older(!oldest_first),
            html! { <div class="end" tabindex="-1"></div> },
        ])
    }
}
