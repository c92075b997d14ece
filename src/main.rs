//! What Trunk builds: the wasm module behind `static/live-blog.js`. The page mounts readers through the exports of
//! [`live_blog::element`]; nothing starts by itself.

fn main() {
    // Named here so that the linker keeps the exports, which nothing in Rust calls.
    let _exports = (live_blog::element::mount, live_blog::element::on_foreign);
}
