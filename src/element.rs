//! What `static/live-blog.js` calls: the boundary between the page's JavaScript and the reader.
//!
//! The loader owns the custom element, its fallback content and every failure on the way here; this file owns what is
//! drawn. Attributes come in as an object of strings, events go out as DOM events of the element.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::AppHandle;

use crate::browser::fetch::Early;
use crate::browser::{clock, consent, events, foreign, json, page, storage};
use crate::core::config::{Config, ConfigWarning, RawConfig};
use crate::core::json::Json;
use crate::core::link_state::View;
use crate::core::model::EntryId;
use crate::core::session::{Action, Viewed};
use crate::ui::reader::{Reader, ReaderProps};
use crate::ui::slot::Slot;

/// Sets who translates foreign feeds: a function from a text to a promise of a text. Called once, before the first mount.
#[wasm_bindgen(js_name = onForeign)]
pub fn on_foreign(translate: Function) {
    foreign::translate_by(translate);
}

/// A reader on the page.
#[wasm_bindgen]
pub struct Handle {
    app: Option<AppHandle<Reader>>,
    props: ReaderProps,
    host: HtmlElement,
    warnings: Vec<ConfigWarning>,
}

/// Draws a reader inside `root`, an empty element of the host's shadow root. `options` is an object of attribute values
/// as written; `assets` the address of the folder where the loader lies; `early` the feed's first request
/// where that is already on its way.
#[wasm_bindgen]
pub fn mount(
    root: Element,
    host: HtmlElement,
    options: JsValue,
    assets: String,
    early: Option<Early>,
) -> Handle {
    let (config, warnings) = configured(&host, options);
    warn(&host, &warnings, &[]);
    let props = ReaderProps {
        prefs: Rc::new(storage::read(&config.blog_key)),
        config: Rc::new(config),
        start: clock::now(),
        assets: assets.into(),
        host: Some(host.clone()),
        early: Slot::of(early),
        remote: Slot::default(),
        asked: Slot::default(),
        bar: None,
        has_fallback: host.child_element_count() > 0
            || host.text_content().is_some_and(|text| !text.trim().is_empty()),
    };
    let app = yew::Renderer::<Reader>::with_root_and_props(root, props.clone()).render();
    Handle { app: Some(app), props, host, warnings }
}

#[wasm_bindgen]
impl Handle {
    /// Attributes changed: the same object as for [`mount`].
    pub fn update(&mut self, options: JsValue) {
        let (config, warnings) = configured(&self.host, options);
        warn(&self.host, &warnings, &self.warnings);
        self.warnings = warnings;
        self.props.config = Rc::new(config);
        if let Some(app) = &mut self.app {
            app.update(self.props.clone());
        }
    }

    /// Asks the feed for an answer now.
    pub fn refresh(&self) {
        self.send(Action::RefreshPressed);
    }

    /// Holds new entries back until [`Handle::resume`].
    pub fn pause(&self) {
        self.send(Action::Paused);
    }

    /// Draws what was held back, and goes on.
    pub fn resume(&self) {
        self.send(Action::Resumed);
    }

    /// Shows an entry, wherever it is; before the first answer, as soon as that is there.
    #[wasm_bindgen(js_name = showEntry)]
    pub fn show_entry(&self, id: String) {
        self.send_soon(Action::EntrySought(EntryId::from(id.as_str())));
    }

    /// Sets the filter, and the order where it is given: an object as in the detail of `live-blog:filter`.
    #[wasm_bindgen(js_name = setFilter)]
    pub fn set_filter(&self, filter: JsValue) {
        let (view, wrong) = View::given(&json::from_js(&filter).unwrap_or_default());
        for member in wrong {
            let mut message = String::from("setFilter was given a member that makes no sense: ");
            message.push_str(member);
            complain(self.host.clone(), "filter", member, message);
        }
        self.send_soon(Action::Viewed(Viewed::Set(view)));
    }

    /// Draws the filter bar in this element, of another shadow root, from now on; without one, in its own place.
    #[wasm_bindgen(js_name = setBar)]
    pub fn set_bar(&mut self, bar: Option<Element>) {
        self.props.bar = bar;
        if let Some(app) = &mut self.app {
            app.update(self.props.clone());
        }
    }

    /// Opens the notification preferences.
    #[wasm_bindgen(js_name = openPreferences)]
    pub fn open_preferences(&self) {
        self.send(Action::PanelOpened);
    }

    /// Takes the reader off the page and stops its work.
    pub fn destroy(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

impl Handle {
    /// Before the first drawing there is nobody to act.
    fn send(&self, action: Action) {
        if let Some(dispatch) = self.props.remote.get() {
            dispatch.send(action);
        }
    }

    /// What must not be lost waits for the first drawing.
    fn send_soon(&self, action: Action) {
        match self.props.remote.get() {
            Some(dispatch) => dispatch.send(action),
            None => {
                let mut asked = self.props.asked.take().unwrap_or_default();
                asked.push(action);
                self.props.asked.put(asked);
            }
        }
    }
}

fn configured(host: &HtmlElement, options: JsValue) -> (Config, Vec<ConfigWarning>) {
    let options = json::from_js(&options).unwrap_or_default();
    let attribute = |name: &str| match options.get(name) {
        Json::Text(value) => Some(value.to_string()),
        _ => None,
    };
    let (config, warnings) = Config::read(RawConfig {
        src: attribute("src"),
        format: attribute("format"),
        stream: attribute("stream"),
        poll: attribute("poll"),
        order: attribute("order"),
        url_state: attribute("url-state"),
        page_size: attribute("page-size"),
        heading_level: attribute("heading-level"),
        lang: page::lang_of(host),
        filters: attribute("filters"),
        keys: attribute("keys"),
        notifications: attribute("notifications"),
        embeds: attribute("embeds"),
        images: attribute("images"),
        consent: options.get("consent").clone(),
        granted: consent::read(),
        page: page::base(),
        own: page::address(),
        seed: clock::seed(),
        utc_offset: clock::utc_offset(),
    });
    (config, warnings)
}

/// Tells the engineer of the warnings that are new.
fn warn(host: &HtmlElement, warnings: &[ConfigWarning], known: &[ConfigWarning]) {
    for warning in warnings.iter().filter(|warning| !known.contains(warning)) {
        complain(host.clone(), "attribute", warning.attribute, warning.to_string());
    }
}

/// Tells the engineer of something that the page got wrong, in a task of its own: a listener may call the element's methods,
/// which are busy now.
fn complain(host: HtmlElement, kind: &'static str, what: &'static str, message: String) {
    spawn_local(async move {
        let mut line = String::from("live-blog: ");
        line.push_str(&message);
        events::warn(&line);
        let detail = Json::object([
            ("kind", Json::from(kind)),
            ("attribute", Json::from(what)),
            ("message", Json::from(message.as_str())),
        ]);
        events::dispatch(&host, "error", &detail);
    });
}
