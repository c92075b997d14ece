//! Following something on the screen, frame by frame: half a pixel is too much.

use crate::stage::Stage;

/// What Safari does: what is put in above pushes everything down, unless we hold it.
pub const UNANCHORED: &str = "* { overflow-anchor: none }";
/// Many pages have this for their own links; it must not make us glide.
pub const GLIDING: &str = "* { overflow-anchor: none; scroll-behavior: smooth }";
/// Browsers that anchor, and those that do not.
pub const WAYS: [&str; 3] = ["", UNANCHORED, GLIDING];

/// Scrolls until what the expression gives is 120 pixels below the top of the window, and follows it from then on, whichever
/// element it is.
pub async fn look_at(at: &Stage, expression: &str) {
    at.page.run(&format!("{expression}.scrollIntoView({{ behavior: 'instant' }})")).await;
    at.page
        .run(&format!(
            "let box = {expression};
             while (box && !(/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollTop))
               box = box.assignedSlot ?? box.parentElement ?? box.getRootNode().host;
             (box ?? window).scrollBy({{ top: -120, behavior: 'instant' }})"
        ))
        .await;
    at.page.frames().await;
    at.page.frames().await;
    at.page
        .run(&format!(
            "cancelAnimationFrame(window.following);
             window.measuring?.disconnect();
             window.places = [];
             const top = () => {expression}?.getBoundingClientRect().top ?? -1e6;
             const note = () => {{ places.push(top()); window.following = requestAnimationFrame(note) }};
             note();
             // What is painted is what observers of sizes leave: they come after the frame's scripts.
             window.measuring = new ResizeObserver(() => places.splice(-1, 1, top()));
             measuring.observe($('.reader'))"
        ))
        .await;
    let now: f64 = at.page.get("return places[0]").await;
    assert!((100.0..700.0).contains(&now), "it is on the screen to begin with: {now}");
    at.page.frames().await;
}

/// Fails when what is followed was half a pixel from its place in any frame.
pub async fn assert_still(at: &Stage, what: &str) {
    at.page.frames().await;
    at.page.frames().await;
    let path: Vec<f64> = at.page.get("return places").await;
    let strayed = path.iter().map(|top| (top - path[0]).abs()).fold(0.0, f64::max);
    let steps: Vec<&[f64]> = path.windows(2).filter(|two| two[0] != two[1]).collect();
    assert!(strayed <= 0.5, "{what}: it moved by {strayed} px: {steps:?}");
}
