//! Looking for words in every row, beside a search of the same memory by vector instructions.
#![allow(missing_docs, reason = "criterion's macros write public functions")]

use std::hint::black_box;

use bench::{MEASURING, SIZES, WARM_UP, timeline};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use live_blog::core::search::{Query, fold};

const TYPED: [(&str, &str); 6] = [
    ("one letter", "h"),
    ("rare word", "halden"),
    ("absent word", "quixotic"),
    ("two words", "port halden"),
    ("phrase", "\"halden port\""),
    ("left out", "-the"),
];

fn search(c: &mut Criterion) {
    for size in SIZES {
        let timeline = timeline(size);
        let texts: Vec<&str> = timeline.rows().iter().map(|row| row.folded()).collect();
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let mut group = c.benchmark_group("search");
        group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
        group.warm_up_time(WARM_UP).measurement_time(MEASURING);
        for (name, typed) in TYPED {
            let query = Query::new(typed);
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| texts.iter().filter(|text| query.matches(black_box(text))).count());
            });
        }
        if let Some(query) = Query::new("haldxn").loosened() {
            group.bench_function(BenchmarkId::new("with a slip", size), |b| {
                b.iter(|| texts.iter().filter(|text| query.matches(black_box(text))).count());
            });
        }
        let finder = memchr::memmem::Finder::new(" quixotic");
        group.bench_function(BenchmarkId::new("memory scan", size), |b| {
            b.iter(|| texts.iter().filter(|text| finder.find(black_box(text.as_bytes())).is_some()).count());
        });
        group.finish();
    }
    let timeline = timeline(1_000);
    let sources: Vec<String> = timeline.rows().iter().map(|row| row.folded().to_owned()).collect();
    c.bench_function("fold 1000", |b| b.iter(|| sources.iter().map(|text| fold(text).len()).sum::<usize>()));
}

criterion_group!(benches, search);
criterion_main!(benches);
