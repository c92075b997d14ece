//! What goes wrong before the first entry: the page's own content stays, the reader is told, the engineer too.

use newsroom::Fault;
use serde_json::json;

use crate::stage::{Stage, play};

const WASM: &str = "/live-blog-core_bg.wasm";

/// The page's own content is in sight, and an event of this kind has been dispatched.
async fn fails_well(at: &Stage, kind: &str) {
    let detail = at.page.event("error").await;
    assert_eq!(detail["kind"], kind, "{detail}");
    at.page.frames().await;
    assert!(at.page.holds("fallback()").await, "the page's own content stays");
    assert!(!at.page.holds("$('.feed [data-entry]')").await);
}

#[test]
fn wasm_blocked_by_the_policy_leaves_the_pages_own_content() {
    play(async |at| {
        at.provokes();
        at.visit("csp=nowasm").await;
        fails_well(at, "load").await;
        assert!(at.page.holds("window.__seen.violations.length > 0").await, "the policy did block it");
        assert!(at.page.holds("window.__seen.problems.length === 0").await, "and yet nobody threw");
    });
}

#[test]
fn wasm_that_is_not_there_leaves_the_pages_own_content() {
    play(async |at| {
        at.news.fault(WASM, Fault::Status(404, None));
        at.visit("").await;
        fails_well(at, "load").await;
    });
}

#[test]
fn wasm_that_breaks_off_leaves_the_pages_own_content() {
    play(async |at| {
        for fault in [Fault::Truncate, Fault::Cut, Fault::Empty, Fault::Close, Fault::Html] {
            at.news.fault(WASM, fault);
            at.visit("").await;
            fails_well(at, "load").await;
        }
    });
}

#[test]
fn wasm_of_the_wrong_type_works_all_the_same() {
    play(async |at| {
        at.news.fault(WASM, Fault::WrongType("application/octet-stream".to_owned()));
        at.open("").await;
        assert_eq!(at.page.events("error").await, Vec::<serde_json::Value>::new());
    });
}

#[test]
fn a_stylesheet_or_glue_that_is_not_there_leaves_the_pages_own_content() {
    play(async |at| {
        for path in ["/live-blog.css", "/live-blog-core.js"] {
            at.news.fault(path, Fault::Status(404, None));
            at.visit("").await;
            fails_well(at, "load").await;
            at.news.clear_faults();
        }
    });
}

/// A stand-in for the reader that stops in the way given: what follows is the loader's doing alone.
fn core_that(stops: &str) -> String {
    format!(
        "let tell; export default async () => {{}}; export const onTrap = (listener) => {{ tell = listener }};
         export const onForeign = () => {{}};
         const stop = () => {{ {stops} }};
         export const mount = () => {{
           window.mounts = (window.mounts ?? 0) + 1;
           stop();
           return {{ update() {{}}, destroy() {{}}, free() {{}}, refresh() {{}}, openPreferences() {{}} }};
         }};"
    )
}

#[test]
fn a_trap_of_the_reader_itself_leaves_what_is_on_the_screen() {
    play(async |at| {
        at.open("").await;
        let shown: Vec<String> = at.page.get("return ids()").await;
        // No handle is at the end of the memory: the wasm reads beyond it.
        let trapped = "import('/live-blog-core.js').then(({ Handle }) => {
             try { Handle.prototype.refresh.call({ __wbg_ptr: -16 }); } catch (error) { done(error.name); }
           })";
        let name: String = at.page.get_later(&format!("const done = arguments[0]; {trapped}")).await;
        assert_eq!(name, "RuntimeError");
        let detail = at.page.event("error").await;
        assert_eq!(detail["kind"], "panic");
        assert!(detail["message"].as_str().is_some_and(|said| said.starts_with("RuntimeError")), "{detail}");
        assert_eq!(at.page.get::<Vec<String>>("return ids()").await, shown, "nothing is lost");
        at.page.run("blog.refresh(); $('input[type=search]').dispatchEvent(new InputEvent('input'))").await;
        at.page.frames().await;
        assert_eq!(at.page.get::<Vec<String>>("return ids()").await, shown, "and nothing dead is called");
    });
}

#[test]
fn a_panic_leaves_the_pages_own_content() {
    play(async |at| {
        at.news.replace(
            "/live-blog-core.js",
            "text/javascript",
            core_that("setTimeout(() => tell('out of luck'))"),
        );
        at.visit("").await;
        fails_well(at, "panic").await;
        assert_eq!(at.page.event("error").await["message"], "out of luck");
        at.page
            .run(
                "blog.refresh(); blog.openPreferences(); blog.setAttribute('src', '/other.json');
                 document.body.prepend(blog)",
            )
            .await;
        at.page.frames().await;
        assert_eq!(at.page.text("window.mounts").await, "1", "what is dead is not called again");
        at.page.run("blog.remove()").await;
        at.page.frames().await;
        at.news.replace("/live-blog-core.js", "text/javascript", core_that("throw new Error('never began')"));
        at.visit("").await;
        fails_well(at, "load").await;
    });
}

#[test]
fn a_later_element_tries_again() {
    play(async |at| {
        for path in [WASM, "/live-blog.css", "/live-blog-core.js"] {
            at.news.fault_times(path, Fault::Status(500, None), 1);
            at.visit("").await;
            fails_well(at, "load").await;
            at.page
                .run(
                    "const again = document.createElement('live-blog');
                     again.src = '/feed.json';
                     blog.replaceWith(again)",
                )
                .await;
            at.page.until_ready().await;
        }
    });
}

/// Every kind of useless answer, what the reader is told of it, and the kind of the engineer's event.
pub fn answers_of_no_use() -> Vec<(Fault, &'static str, &'static str)> {
    let no_feed = "The feed sent something that is not a live blog.";
    let (unreachable, too_much) = ("The feed could not be reached.", "The feed sent more than can be read.");
    vec![
        (Fault::Status(500, None), "The feed answered with an error (500).", "status"),
        (Fault::Status(404, None), "The feed was not found.", "status"),
        (Fault::BadJson, no_feed, "not-json"),
        (Fault::Html, no_feed, "not-json"),
        (Fault::Cut, no_feed, "not-json"),
        (Fault::Empty, no_feed, "not-json"),
        (Fault::Truncate, unreachable, "unreachable"),
        (Fault::Close, unreachable, "unreachable"),
        (Fault::Huge, too_much, "too-large"),
        (Fault::Bomb, too_much, "too-large"),
    ]
}

#[test]
fn a_first_answer_of_no_use_is_told_to_reader_and_engineer() {
    play(async |at| {
        let refused = (Fault::Status(403, None), "The feed may not be read from here.", "status");
        for (fault, sentence, kind) in answers_of_no_use().into_iter().chain([refused]) {
            at.news.fault("/feed.json", fault.clone());
            at.visit("").await;
            at.page
                .until(
                    &format!("{fault:?} is told"),
                    &format!("words($('.problem')).startsWith({})", json!(sentence)),
                )
                .await;
            fails_well(at, kind).await;
        }
        assert!(!at.page.holds("window.ranFromLoginPage").await);
    });
}

#[test]
fn foreign_json_is_told_and_leaves_the_pages_own_content() {
    play(async |at| {
        for foreign in ["null", "[]", "7", "{\"a\":1}", "{\"@type\":\"Recipe\"}", "[[[[]]]]"] {
            at.news.replace("/feed.json", "application/json", foreign);
            at.visit("").await;
            fails_well(at, "not-a-feed").await;
            assert!(
                at.page.text("words($('.problem'))").await.starts_with("The feed sent something that is not"),
                "{foreign}"
            );
        }
    });
}

#[test]
fn a_deep_document_stops_nothing() {
    play(async |at| {
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        at.news.replace("/feed.json", "application/json", deep);
        at.visit("").await;
        let detail = at.page.event("error").await;
        assert_ne!(detail["kind"], "panic", "{detail}");
        assert!(at.page.holds("fallback()").await);
    });
}

#[test]
fn a_feed_that_comes_back_replaces_the_pages_own_content() {
    play(async |at| {
        at.news.fault("/feed.json", Fault::Status(503, None));
        at.visit("").await;
        fails_well(at, "status").await;
        at.news.clear_faults();
        at.page.click("$('.refresh')").await;
        at.page.until_ready().await;
        assert!(!at.page.holds("fallback()").await);
        assert!(!at.page.holds("$('.problem')").await);
    });
}

#[test]
fn a_feed_that_another_origin_does_not_share_is_told_as_unreachable() {
    play(async |at| {
        let options = newsroom::Options::still(crate::stage::dist());
        let other = newsroom::Newsroom::start(options).await.expect("a second newsroom starts");
        other.set_cors(false);
        at.page.tolerates("blocked by CORS policy");
        at.visit(&format!("allow={}&src={}", other.origin(), other.at("/feed.json"))).await;
        fails_well(at, "unreachable").await;
        assert!(at.page.text("words($('.problem'))").await.starts_with("The feed could not be reached."));
    });
}

#[test]
fn the_clock_of_the_machine_may_be_wrong_by_years() {
    play(async |at| {
        at.page
            .before_each_page(
                "const Real = Date; const off = Real.now();
                window.Date = class extends Real { constructor(...given) { if (given.length) super(...given);
                else super(Real.now() - off); } static now() { return Real.now() - off } }",
            )
            .await;
        at.open("").await;
        assert!(at.page.holds("new Date().getFullYear() === 1970").await, "this page lives in 1970");
        at.page.until_is("ids().length", 20).await;
        assert!(at.page.holds("$$('.ago').every((one) => !words(one).includes('-'))").await);
        at.push(1);
        at.refresh().await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
    });
}
