//! New entries wait while the reader is busy with those that are there, and what that says and looks like.

use serde_json::{Value, json};

use crate::stage::{Stage, play};

/// Opens `/page` in a tab that has the focus, whatever other tests do meanwhile: in one that has none, nobody is told that
/// the focus moves.
async fn open(at: &Stage, query: &str) {
    at.page.cdp("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
    at.open(query).await;
    assert!(at.page.holds("document.hasFocus()").await);
}

/// The middle of what the expression gives, as the mouse finds it.
async fn middle(at: &Stage, expression: &str) -> (f64, f64) {
    at.page.until(&format!("{expression} is there"), expression).await;
    at.page
        .get(&format!(
            "const one = {expression};
             one.scrollIntoView({{ block: 'nearest', behavior: 'instant' }});
             const {{ left, top, height }} = one.getBoundingClientRect();
             return [left + 12, top + Math.min(height / 2, 12)]"
        ))
        .await
}

/// Presses the mouse there so many times in a row: twice selects a word.
async fn press_mouse(at: &Stage, expression: &str, times: u32) {
    let (x, y) = middle(at, expression).await;
    for count in 1..=times {
        for kind in ["mousePressed", "mouseReleased"] {
            let params = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": count });
            at.page.cdp("Input.dispatchMouseEvent", params).await;
        }
    }
    at.page.frames().await;
}

/// Publishes an entry, and asks.
async fn publish(at: &Stage, id: &str) {
    at.news.push_entry(id, "News", "<p>It takes a line.</p>");
    at.refresh().await;
}

/// Publishes an entry that must wait behind the button although the top of the feed is in view.
async fn publishes_and_waits(at: &Stage, id: &str) {
    publish(at, id).await;
    at.page.until("it waits", "$('.pill')").await;
    assert!(!at.page.holds(&format!("entry('{id}')")).await);
}

async fn is_drawn(at: &Stage, id: &str) {
    at.page.until("it is drawn", &format!("ids()[0] === '{id}' && !$('.pill')")).await;
}

/// Two seconds of silence, as a file.
fn silence() -> Vec<u8> {
    let samples = vec![128_u8; 16_000];
    let mut file = Vec::new();
    for (name, number) in
        [("RIFF", 36 + 16_000_u32), ("WAVEfmt ", 16), ("", 0x0001_0001), ("", 8_000), ("", 8_000)]
    {
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(&number.to_le_bytes());
    }
    file.extend_from_slice(&[1, 0, 8, 0]);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&16_000_u32.to_le_bytes());
    file.extend(samples);
    file
}

const PARAGRAPH: &str = "$$('.feed .main p')[0]";

#[test]
fn selected_text_holds_what_is_new_and_an_edit_of_its_entry() {
    play(async |at| {
        open(at, "").await;
        let id: String =
            at.page.get(&format!("return {PARAGRAPH}.closest('[data-entry]').dataset.entry")).await;
        press_mouse(at, PARAGRAPH, 2).await;
        at.page.run(&format!("window.kept = {PARAGRAPH}")).await;
        publishes_and_waits(at, "one").await;
        let edit = json!({ "content_html": "<p>Other words.</p>", "date_modified": "2030-01-01T00:00:00Z" });
        at.news.edit(&id, edit);
        publish(at, "two").await;
        at.page.until_is("words($('.pill'))", "2 new updates".to_owned()).await;
        assert!(at.page.holds("kept.isConnected").await, "nothing is torn out from under a selection");
        // A click beside it, on no text.
        press_mouse(at, "document.querySelector('h1')", 1).await;
        is_drawn(at, "two").await;
        at.page
            .until_is(&format!("words(entry('{id}').querySelector('.body'))"), "Other words.".to_owned())
            .await;
    });
}

#[test]
fn text_that_is_selected_elsewhere_on_the_page_holds_nothing() {
    play(async |at| {
        open(at, "").await;
        press_mouse(at, "document.querySelector('h1')", 2).await;
        assert!(at.page.holds("!getSelection().isCollapsed").await);
        publish(at, "one").await;
        is_drawn(at, "one").await;
    });
}

#[test]
fn the_focus_inside_an_entry_holds_what_is_new_and_a_click_on_its_text_is_no_focus() {
    play(async |at| {
        open(at, "").await;
        press_mouse(at, PARAGRAPH, 1).await;
        publish(at, "one").await;
        is_drawn(at, "one").await;
        for (id, what) in [("two", ".feed [data-entry] button"), ("three", ".pinned [data-entry]")] {
            at.page.run(&format!("$('{what}').focus({{ preventScroll: true }})")).await;
            at.page.frames().await;
            publishes_and_waits(at, id).await;
            at.page.run("root.activeElement.blur()").await;
            is_drawn(at, id).await;
        }
    });
}

#[test]
fn the_button_puts_the_focus_on_the_newest_and_that_holds_what_comes_next() {
    play(async |at| {
        open(at, "").await;
        at.page.run("$('.feed [data-entry] button').focus({ preventScroll: true })").await;
        at.page.frames().await;
        publishes_and_waits(at, "one").await;
        at.page.click("$('.pill')").await;
        at.page.until("focus is on the newest", "root.activeElement === entry('one')").await;
        at.page.frames().await;
        publishes_and_waits(at, "two").await;
    });
}

#[test]
fn what_plays_holds_what_is_new_and_an_edit_of_its_entry_until_its_end() {
    play(async |at| {
        at.news.replace("/silence.wav", "audio/wav", silence());
        let html = "<p>Listen.</p><audio src=\"/silence.wav\" controls></audio>";
        at.news.push_entry("sound", "A sound", html);
        open(at, "").await;
        at.page.until("it can be played or asked for", "entry('sound')?.querySelector('audio, .load')").await;
        if at.page.holds("entry('sound').querySelector('.load')").await {
            at.page.click("entry('sound').querySelector('.load')").await;
        }
        at.page.until("it can be played", "entry('sound').querySelector('audio')").await;
        at.page
            .run("window.sound = entry('sound').querySelector('audio'); sound.muted = true; sound.loop = true; sound.play()")
            .await;
        at.page.until("it plays", "!sound.paused && sound.currentTime > 0").await;
        at.page.run("root.activeElement?.blur()").await;
        at.page.frames().await;
        publishes_and_waits(at, "one").await;
        let edit = json!({ "content_html": "<p>Heard.</p>", "date_modified": "2030-01-01T00:00:00Z" });
        at.news.edit("sound", edit);
        publish(at, "two").await;
        at.page.until_is("words($('.pill'))", "2 new updates".to_owned()).await;
        assert!(at.page.holds("sound.isConnected && !sound.paused").await, "it plays on");
        at.page.run("sound.loop = false").await;
        is_drawn(at, "two").await;
        at.page.until_is("words(entry('sound').querySelector('.body'))", "Heard.".to_owned()).await;
    });
}

#[test]
fn the_button_shows_what_came_in_a_pause_and_the_pause_goes_on() {
    play(async |at| {
        open(at, "").await;
        at.page.run("blog.pause()").await;
        at.page.run("window.list = ids().join()").await;
        publishes_and_waits(at, "one").await;
        let (edited, gone): (String, String) = at.page.get("return ids().slice(1, 3)").await;
        at.news.edit(&edited, json!({ "title": "Corrected", "date_modified": "2030-01-01T00:00:00Z" }));
        at.news.delete(&gone);
        at.refresh().await;
        at.page.until("the deletion is applied", &format!("!entry('{gone}')")).await;
        at.page.until("and the edit", &format!("words(entry('{edited}')).includes('Corrected')")).await;
        assert!(at.page.holds("ids().every((id) => list.includes(id))").await, "nothing is added");
        at.page.click("$('.pill')").await;
        is_drawn(at, "one").await;
        at.page.run("root.activeElement.blur()").await;
        at.page.frames().await;
        publishes_and_waits(at, "two").await;
        // The button has led to the list; a reader who resumes at its top sees it there.
        at.page.run("scrollTo({ top: 0, behavior: 'instant' })").await;
        at.page.frames().await;
        assert!(at.page.holds("$('.pill')").await);
        at.page.run("blog.resume()").await;
        is_drawn(at, "two").await;
    });
}

#[test]
fn a_deleted_entry_takes_its_hold_along_and_that_it_had_the_focus_is_said() {
    play(async |at| {
        open(at, "").await;
        let (id, next): (String, String) = at.page.get("return ids().slice(2, 4)").await;
        at.page.run(&format!("entry('{id}').focus({{ preventScroll: true }})")).await;
        at.page.frames().await;
        at.news.delete(&id);
        at.refresh().await;
        at.page
            .until("its neighbour has the focus", &format!("root.activeElement === entry('{next}')"))
            .await;
        at.page.until_is("words($('[role=status]'))", "The update you were at was removed".to_owned()).await;
        at.page.run("root.activeElement.blur()").await;
        publish(at, "one").await;
        is_drawn(at, "one").await;
        press_mouse(at, "entry('one').querySelector('.main p')", 2).await;
        publishes_and_waits(at, "two").await;
        at.news.delete("one");
        at.refresh().await;
        is_drawn(at, "two").await;
    });
}

#[test]
fn what_waits_is_announced_once_in_five_seconds_and_the_last_count_wins() {
    play(async |at| {
        at.page
            .before_each_page(
                "window.spoken = [];
                 const said = (root) => root?.querySelector('[role=status]')?.textContent ?? '';
                 let last = '';
                 const frame = () => {
                   const now = said(document.querySelector('live-blog')?.shadowRoot);
                   if (now !== last) spoken.push([Math.round(performance.now()), last = now]);
                   requestAnimationFrame(frame);
                 };
                 frame()",
            )
            .await;
        open(at, "paragraphs=10").await;
        at.scroll_to_the_end().await;
        for n in 1..=4 {
            publish(at, &format!("new-{n}")).await;
            at.page.until("it is counted", &format!("words($('.pill')).startsWith('{n} ')")).await;
        }
        at.page.until("the last count is told", "spoken.at(-1)?.[1] === '4 new updates'").await;
        let spoken: Vec<(f64, String)> = at.page.get("return spoken").await;
        assert!(spoken.len() <= 4 && !spoken.iter().any(|(_, words)| words.is_empty()), "{spoken:?}");
        for pair in spoken.windows(2) {
            assert!(pair[1].0 - pair[0].0 >= 4_900.0, "{spoken:?}");
        }
    });
}

#[test]
fn a_new_entry_is_set_off_by_a_tint_that_fades_and_by_none_where_motion_is_unwanted() {
    play(async |at| {
        for (motion, wanted) in [("no-preference", json!(["fade", "4s"])), ("reduce", json!(["none", "0s"]))]
        {
            at.page.emulate("prefers-reduced-motion", motion).await;
            open(at, "").await;
            publish(at, &format!("one-{motion}")).await;
            let id = format!("one-{motion}");
            is_drawn(at, &id).await;
            let tint: Value = at
                .page
                .get(&format!(
                    "const {{ animationName, animationDuration, opacity }} = getComputedStyle(entry('{id}'), '::after');
                     if (animationName === 'none' && opacity !== '0') throw new Error('it is seen');
                     return [animationName, animationName === 'none' ? '0s' : animationDuration]"
                ))
                .await;
            assert_eq!(tint, wanted);
            at.scroll_to_the_end().await;
            publish(at, &format!("two-{motion}")).await;
            at.page.until("it waits", "$('.pill')").await;
            let name = if motion == "reduce" { "none" } else { "come" };
            assert_eq!(at.page.text("getComputedStyle($('.pill')).animationName").await, name);
            at.news.reset();
        }
    });
}

/// Whether the button lies on what has the focus.
const COVERED: &str = "(() => {
    const [pill, other] = [$('.pill').getBoundingClientRect(), root.activeElement.getBoundingClientRect()];
    return pill.left < other.right && other.left < pill.right && pill.top < other.bottom && other.top < pill.bottom;
})()";

#[test]
fn the_button_is_forty_pixels_high_at_the_middle_and_never_lies_on_what_has_the_focus() {
    play(async |at| {
        at.page.emulate("prefers-reduced-motion", "reduce").await;
        for width in [1000, 320] {
            at.page.resize(width, 700).await;
            open(at, "paragraphs=3").await;
            at.scroll_to_the_end().await;
            publish(at, "one").await;
            at.page.until("it waits", "$('.pill')").await;
            at.page.frames().await;
            let (height, off): (f64, f64) = at
                .page
                .get(
                    "const pill = $('.pill').getBoundingClientRect(), all = $('.reader').getBoundingClientRect();
                     return [pill.height, Math.abs(pill.left + pill.right - all.left - all.right) / 2]",
                )
                .await;
            assert!((height - 40.0).abs() < 0.5 && off < 1.0, "{height} px high, {off} px off the middle");
            // Whatever lies under the button, in turn, at the very place where it lies.
            let topics: u32 = at.page.get("return $$('.feed .topic').length").await;
            for n in 0..topics.min(8) {
                at.page
                    .run(&format!(
                        "const one = $$('.feed .topic')[{n}];
                         root.activeElement?.blur();
                         scrollBy({{ top: one.getBoundingClientRect().top - 12, behavior: 'instant' }});
                         one.style.position = 'relative';
                         one.style.left = `${{innerWidth / 2 - one.getBoundingClientRect().left - 30}}px`;
                         one.focus({{ preventScroll: true }})"
                    ))
                    .await;
                at.page.until("it is clear", &format!("!{COVERED}")).await;
            }
            assert!(at.page.holds("$('.pill').style.translate !== ''").await, "it had to make way");
            at.page.run("root.activeElement.blur()").await;
            at.page.until("it is back at its place", "$('.pill').style.translate === ''").await;
            at.news.reset();
        }
    });
}

#[test]
fn the_keyboard_going_back_up_reaches_nothing_under_the_button() {
    play(async |at| {
        at.page.emulate("prefers-reduced-motion", "reduce").await;
        open(at, "paragraphs=3").await;
        at.scroll_to_the_end().await;
        publish(at, "one").await;
        at.page.until("it waits", "$('.pill')").await;
        at.page.run("$$('.feed .topic').at(-1).focus()").await;
        for _ in 0..12 {
            for kind in ["rawKeyDown", "keyUp"] {
                let shift = json!({ "type": kind, "modifiers": 8, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
                at.page.cdp("Input.dispatchKeyEvent", shift).await;
            }
            at.page.frames().await;
            at.page.until("it is clear", &format!("!{COVERED}")).await;
        }
    });
}

#[test]
fn a_reader_that_is_removed_listens_to_nothing_any_more() {
    play(async |at| {
        at.page
            .before_each_page(
                "window.heard = {};
                 const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
                 const names = ['selectionchange', 'focus', 'blur', 'play', 'pause', 'ended', 'emptied'];
                 const count = (by) => function (name, ...rest) {
                   if (names.includes(name)) heard[name] = (heard[name] ?? 0) + by;
                   return (by > 0 ? add : remove).call(this, name, ...rest);
                 };
                 EventTarget.prototype.addEventListener = count(1);
                 EventTarget.prototype.removeEventListener = count(-1)",
            )
            .await;
        open(at, "").await;
        assert!(at.page.holds("heard.selectionchange === 1 && heard.play === 1").await);
        at.page.run("blog.remove()").await;
        at.page.until("it has stopped", "Object.values(heard).every((count) => count === 0)").await;
    });
}
