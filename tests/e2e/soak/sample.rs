//! Memory and nodes of a page, sampled after the browser has thrown away what it can, and how fast they grow.

use std::fmt;
use std::time::Duration;

use crate::stage::Stage;

/// Keeps hold of the memory of every wasm module that the page starts. The browser's own list of a page's requests grows to 250
/// and is not what is looked for.
pub const WATCH_MEMORY: &str = "(() => {
  performance.setResourceTimingBufferSize(0);
  const memories = [];
  Object.defineProperty(window, '__memories', { value: memories });
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...rest) => {
      const made = await real.apply(WebAssembly, rest);
      // The release has short names for everything.
      const out = Object.values((made.instance ?? made).exports);
      memories.push(...out.filter((one) => one instanceof WebAssembly.Memory));
      return made;
    };
  }
})()";

/// A page fills its caches and its first pages in this time; growth is counted after it. In a long run, after the storm of its
/// first ten minutes.
const WARM: f64 = 120.0;
const LONG: f64 = 1_200.0;
/// Bytes in a megabyte.
pub const MB: f64 = 1_048_576.0;

/// What was there at one moment.
#[derive(Clone, Copy, Debug)]
struct Sample {
    seconds: f64,
    heap: f64,
    wasm: f64,
    nodes: f64,
    listeners: f64,
    /// Elements in the reader's own tree.
    elements: f64,
    streaming: bool,
}

/// One of its figures.
type Of = fn(&Sample) -> f64;

/// All samples of a run.
#[derive(Default)]
pub struct Samples(Vec<Sample>);

impl Samples {
    /// Takes one more.
    pub async fn take(&mut self, at: &Stage, since: Duration) {
        let metric = at.page.metrics().await;
        let wasm = "return window.__memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)";
        let sample = Sample {
            seconds: since.as_secs_f64(),
            heap: metric("JSHeapUsedSize"),
            wasm: at.page.get(wasm).await,
            nodes: metric("Nodes"),
            listeners: metric("JSEventListeners"),
            elements: at.page.get("return $$('*').length").await,
            streaming: at.news.streams_open() > 0,
        };
        assert!(sample.wasm > 0.0, "the memory of the reader's wasm is not seen");
        println!(
            "{:>5.0} s  heap {:.2} MB  wasm {:.2} MB  nodes {}  listeners {}  elements {}  {}",
            sample.seconds,
            sample.heap / MB,
            sample.wasm / MB,
            sample.nodes,
            sample.listeners,
            sample.elements,
            if sample.streaming { "stream" } else { "polls" }
        );
        self.0.push(sample);
    }

    fn counted_from(&self) -> f64 {
        let seconds = self.0.last().map_or(0.0, |sample| sample.seconds);
        if seconds > LONG { WARM + 600.0 } else { WARM }
    }

    fn warm(&self) -> impl Iterator<Item = &Sample> {
        self.0.iter().filter(|sample| sample.seconds >= self.counted_from())
    }

    /// The slope of the straight line that is nearest to all samples since the page was warm, in units an hour.
    fn slope(&self, of: impl Fn(&Sample) -> f64) -> f64 {
        let count = self.warm().count() as f64;
        let mean = |value: &dyn Fn(&Sample) -> f64| self.warm().map(value).sum::<f64>() / count;
        let (x, y) = (mean(&|sample| sample.seconds), mean(&of));
        let above: f64 = self.warm().map(|sample| (sample.seconds - x) * (of(sample) - y)).sum();
        let below: f64 = self.warm().map(|sample| (sample.seconds - x).powi(2)).sum();
        if below > 0.0 { above / below * 3_600.0 } else { f64::NAN }
    }

    /// The least and the most since the page was warm.
    fn span(&self, of: impl Fn(&Sample) -> f64) -> (f64, f64) {
        let values = || self.warm().map(&of);
        (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max))
    }
}

impl fmt::Display for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.last().map_or(0.0, |sample| sample.seconds / 60.0);
        writeln!(
            f,
            "\n| {minutes:.0} minutes in Chromium | least and most after {:.0} minutes, slope |\n|---|---|",
            self.counted_from() / 60.0
        )?;
        let sizes: [(&str, Of); 2] =
            [("JS heap", |sample| sample.heap / MB), ("wasm memory", |sample| sample.wasm / MB)];
        for (name, of) in sizes {
            let (least, most) = self.span(of);
            writeln!(f, "| {name} | {least:.2} to {most:.2} MB, {:+.2} MB/h |", self.slope(of))?;
        }
        let counts: [(&str, Of); 3] = [
            ("DOM nodes, with those no longer in the page", |sample| sample.nodes),
            ("elements of the reader", |sample| sample.elements),
            ("listeners", |sample| sample.listeners),
        ];
        for (name, of) in counts {
            let (least, most) = self.span(of);
            writeln!(f, "| {name} | {least} to {most}, {:+.0} an hour |", self.slope(of))?;
        }
        let streaming = self.0.iter().filter(|sample| sample.streaming).count();
        write!(f, "| samples, of them with the stream open | {}, {streaming} |", self.0.len())
    }
}
