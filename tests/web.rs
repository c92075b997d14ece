//! The shell in a real browser: the decoder gives what it gives on the host, a reader mounts, updates and leaves, and
//! absent capabilities are values.
#![cfg(target_family = "wasm")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a failed test is the point of a test"
)]

use js_sys::{Object, Promise, Reflect};
use live_blog::browser::{channels::title::TitleBadge, fetch::Early, intl::Formats, json, storage};
use live_blog::core::clock::{Elapsed, Timestamp};
use live_blog::core::prefs::{Prefs, What};
use live_blog::element::{Handle, mount};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    AbortController, Document, Element, HtmlElement, Response, ShadowRoot, ShadowRootInit, ShadowRootMode,
    window,
};

#[path = "common/feed_fixtures.rs"]
mod feed_fixtures;
#[path = "common/parsed_text.rs"]
mod parsed_text;

wasm_bindgen_test_configure!(run_in_browser);

const FEED: &str = r#"{
    "version": "https://jsonfeed.org/version/1.1", "title": "Harbour live",
    "items": [
        {"id": "b", "title": "Second", "content_html": "<p>Two <b>boats</b></p><script>window.ran = 1</script>",
         "date_published": "2026-03-01T10:00:00Z", "tags": ["Port"], "_liveblog": {"key": true}},
        {"id": "a", "title": "First", "content_text": "One boat", "date_published": "2026-03-01T09:00:00Z"}
    ]
}"#;

fn document() -> Document {
    window().unwrap().document().unwrap()
}

/// An element with a shadow root, as the loader makes it.
struct Stage {
    host: HtmlElement,
    shadow: ShadowRoot,
    root: Element,
}

impl Stage {
    fn new() -> Self {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&host).unwrap();
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let root = document().create_element("div").unwrap();
        shadow.append_child(&root).unwrap();
        Self { host, shadow, root }
    }

    fn mount(&self, options: &[(&str, &str)], feed: Option<&str>) -> Handle {
        let early = feed.map(|text| early(&Response::new_with_opt_str(Some(text)).unwrap()));
        mount(self.root.clone(), self.host.clone(), options_of(options), "./".to_owned(), early)
    }

    fn count(&self, selector: &str) -> u32 {
        self.shadow.query_selector_all(selector).unwrap().length()
    }

    fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    async fn until(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        for _ in 0..400 {
            if condition(self) {
                return;
            }
            pause().await;
        }
        panic!("never: {what}; there is {:?}", self.text());
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.host.remove();
    }
}

fn options_of(pairs: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (name, value) in pairs {
        Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value)).unwrap();
    }
    options.into()
}

/// A request that the loader has sent, with its answer.
fn early(answer: &Response) -> Early {
    let request = Object::new();
    let taken = Promise::resolve(answer);
    let take = Closure::once_into_js(move || taken);
    Reflect::set(&request, &"take".into(), &take).unwrap();
    Reflect::set(&request, &"controller".into(), &AbortController::new().unwrap()).unwrap();
    request.unchecked_into()
}

/// Lets the browser do one round of what is due.
async fn pause() {
    let wait = Promise::new(&mut |resolve, _| {
        window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10).unwrap();
    });
    JsFuture::from(wait).await.unwrap();
}

#[wasm_bindgen_test]
fn every_feed_fixture_reads_as_it_does_on_the_host() {
    for fixture in feed_fixtures::ALL {
        let document = json::parse(fixture.input).expect(fixture.name);
        assert_eq!(parsed_text::reading(fixture.name, &document), fixture.expected, "{}", fixture.name);
    }
}

#[wasm_bindgen_test]
fn text_that_is_no_json_is_none() {
    for text in ["", "{", "<html>", "{\"a\":}", "undefined"] {
        assert!(json::parse(text).is_none(), "{text}");
    }
}

#[wasm_bindgen_test]
fn what_is_written_as_json_is_what_the_browser_reads() {
    let text = r#"{"a":["x\"\\\u0001é😀",-5,null,true],"b":{}}"#;
    let document = json::parse(text).unwrap();
    assert_eq!(json::from_js(&json::to_js(&document)).unwrap(), document);
}

#[wasm_bindgen_test]
async fn a_reader_mounts_draws_its_first_answer_and_leaves_nothing_behind() {
    let stage = Stage::new();
    let mut handle = stage.mount(&[("src", "https://paper.example/feed.json")], Some(FEED));
    stage.until("two entries", |stage| stage.count("[data-entry]") == 2).await;
    assert!(stage.text().contains("Two boats"));
    assert_eq!(stage.count("script"), 0);
    assert!(Reflect::get(&window().unwrap(), &"ran".into()).unwrap().is_undefined());
    handle.destroy();
    stage.until("an empty root", |stage| stage.root.child_element_count() == 0).await;
}

#[wasm_bindgen_test]
async fn attributes_change_the_reader_without_losing_what_is_drawn() {
    let stage = Stage::new();
    let src = ("src", "https://paper.example/feed.json");
    let mut handle = stage.mount(&[src], Some(FEED));
    stage.until("two entries", |stage| stage.count("[data-entry]") == 2).await;
    let drawn = stage.shadow.query_selector("[data-entry]").unwrap().unwrap();
    assert_eq!(stage.count("[part~=filter]"), 1);
    handle.update(options_of(&[src, ("filters", "off")]));
    stage.until("no filter bar", |stage| stage.count("[part~=filter]") == 0).await;
    assert!(drawn.is_connected());
    handle.destroy();
}

#[wasm_bindgen_test]
async fn two_readers_on_a_page_know_nothing_of_each_other() {
    let (one, other) = (Stage::new(), Stage::new());
    let mut first = one.mount(&[("src", "https://paper.example/one.json")], Some(FEED));
    let mut second =
        other.mount(&[("src", "https://paper.example/two.json"), ("notifications", "off")], Some(FEED));
    one.until("entries", |stage| stage.count("[data-entry]") == 2).await;
    other.until("entries", |stage| stage.count("[data-entry]") == 2).await;
    assert_eq!((one.count("[part~=notice]"), other.count("[part~=notice]")), (1, 0));
    first.destroy();
    assert_eq!(other.count("[data-entry]"), 2);
    second.destroy();
}

#[wasm_bindgen_test]
async fn options_that_make_no_sense_are_a_sentence_and_no_panic() {
    for options in
        [JsValue::NULL, JsValue::from_f64(7.0), options_of(&[("src", "javascript:alert(1)"), ("poll", "x")])]
    {
        let stage = Stage::new();
        let mut handle = mount(stage.root.clone(), stage.host.clone(), options, String::new(), None);
        stage.until("an explanation", |stage| stage.text().contains("not set up")).await;
        handle.destroy();
    }
}

#[wasm_bindgen_test]
fn choices_are_kept_and_what_storage_holds_is_not_trusted() {
    let blog = "test-blog";
    let prefs = Prefs { what: What::KeyEvents, sound: true, ..Prefs::default() };
    assert!(storage::write(blog, &prefs));
    assert_eq!(storage::read(blog), prefs);
    let local = window().unwrap().local_storage().unwrap().unwrap();
    for text in ["", "nonsense", "[1]", "{\"what\":{}}", &"9".repeat(20_000)] {
        local.set_item(&storage::key(blog), text).unwrap();
        assert_eq!(storage::read(blog), Prefs::default());
    }
    local.remove_item(&storage::key(blog)).unwrap();
}

#[wasm_bindgen_test]
fn dates_and_lists_speak_the_readers_language_and_a_bad_tag_falls_back() {
    let french = Formats::new("fr");
    assert_eq!(french.relative(Elapsed::Minutes(5)).unwrap(), "il y a 5 minutes");
    assert_eq!(french.names(&["Ana", "Ben"]), "Ana et Ben");
    assert!(french.day(Timestamp(1_773_316_800_000)).contains("mars"));
    let odd = Formats::new("not a language!");
    assert!(!odd.clock(Timestamp(0)).is_empty());
    assert!(!Formats::new("en").absolute(Timestamp(i64::MAX)).is_empty());
}

#[wasm_bindgen_test]
fn the_title_is_given_back_and_a_title_of_the_page_is_respected() {
    document().set_title("The Meridian");
    let mut badge = TitleBadge::default();
    badge.show(None);
    assert_eq!(document().title(), "The Meridian");
    badge.show(Some(3));
    assert_eq!(document().title(), "(3) The Meridian");
    badge.show(Some(4));
    assert_eq!(document().title(), "(4) The Meridian");
    document().set_title("Extra");
    badge.show(Some(5));
    assert_eq!(document().title(), "(5) Extra");
    let mut other = TitleBadge::default();
    other.show(Some(2));
    assert_eq!(document().title(), "(7) Extra");
    drop(badge);
    assert_eq!(document().title(), "(2) Extra");
    drop(other);
    assert_eq!(document().title(), "Extra");
}
