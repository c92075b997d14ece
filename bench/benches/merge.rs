//! Fifty new entries merged into what is known, and an answer that contradicts all of it, once and again.
#![allow(missing_docs, reason = "criterion's macros write public functions")]

use bench::{MEASURING, SIZES, WARM_UP, answer, entries, timeline};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use live_blog::core::feed::Mode;
use live_blog::core::model::Entry;

fn merge(c: &mut Criterion) {
    let fifty = answer(entries(50, 1_000_000), Mode::Delta);
    let mut group = c.benchmark_group("merge");
    group.sample_size(20).warm_up_time(WARM_UP).measurement_time(MEASURING);
    for size in SIZES {
        let timeline = timeline(size);
        group.bench_function(BenchmarkId::new("fifty entries", size), |b| b.iter(|| timeline.merged(&fifty)));
        // What is in doubt is looked up and not searched: believing takes about as long as doubting.
        let oldest: Vec<Entry> =
            timeline.rows().iter().rev().take(1).map(|row| (*row.entry).clone()).collect();
        let stale = answer(oldest, Mode::Snapshot);
        let doubting = timeline.merged(&stale).0;
        group.bench_function(BenchmarkId::new("all in doubt", size), |b| b.iter(|| timeline.merged(&stale)));
        group.bench_function(BenchmarkId::new("all believed gone", size), |b| {
            b.iter(|| doubting.merged(&stale))
        });
    }
    group.finish();
}

criterion_group!(benches, merge);
criterion_main!(benches);
