//! A keystroke: the rows looked through, listed, and every number beside them. Each follows a keystroke that leaves nothing of it
//! known, but for those that go on with a word.
#![allow(missing_docs, reason = "criterion's macros write public functions")]

use bench::{MEASURING, SIZES, WARM_UP, listed, read, timeline};
use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use live_blog::core::filter::Filter;
use live_blog::core::sorting::Order;
use live_blog::core::timeline::Timeline;

const KEYSTROKES: [(&str, &str, &str); 6] = [
    ("first letter", "", "h"),
    ("second letter", "h", "ha"),
    ("sixth letter", "halde", "halden"),
    ("pasted word", "", "halden"),
    ("two words", "", "port halden"),
    ("slip", "", "haldxn"),
];

fn type_in(timeline: &Timeline, earlier: &str, text: &str, order: Order) -> usize {
    let filter = Filter { text: text.to_owned().into(), ..Filter::default() };
    listed(timeline, &filter, earlier, order).matching
}

fn listing(c: &mut Criterion) {
    for size in SIZES {
        let timeline = timeline(size);
        read(&timeline);
        let mut group = c.benchmark_group("listing");
        group.sample_size(20).warm_up_time(WARM_UP).measurement_time(MEASURING);
        for (name, earlier, text) in KEYSTROKES {
            let before = if earlier.is_empty() { "quixotic" } else { earlier };
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter_batched(
                    || type_in(&timeline, "", before, Order::Newest),
                    |_| type_in(&timeline, earlier, text, Order::Newest),
                    BatchSize::PerIteration,
                );
            });
        }
        group.bench_function(BenchmarkId::new("by relevance", size), |b| {
            b.iter(|| type_in(&timeline, "", "halden", Order::Relevance));
        });
        group.finish();
    }
}

criterion_group!(benches, listing);
criterion_main!(benches);
