//! Counting what each control of the filter bar would give.
#![allow(missing_docs, reason = "criterion's macros write public functions")]

use bench::{MEASURING, SIZES, WARM_UP, listed, read, timeline};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use live_blog::core::filter::Filter;
use live_blog::core::sorting::Order;

fn facets(c: &mut Criterion) {
    for size in SIZES {
        let timeline = timeline(size);
        read(&timeline);
        let mut group = c.benchmark_group("facets");
        group.sample_size(20).warm_up_time(WARM_UP).measurement_time(MEASURING);
        let topic = |name: &str| Filter { topics: [name.into()].into_iter().collect(), ..Filter::default() };
        for (name, filter) in [("no filter", Filter::default()), ("topic toggled", topic("Topic 3"))] {
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| listed(&timeline, &filter, "", Order::Newest).facets);
            });
        }
        group.finish();
    }
}

criterion_group!(benches, facets);
criterion_main!(benches);
