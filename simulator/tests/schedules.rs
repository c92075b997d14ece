//! Runs by chance, each with its seed. A failure prints the seed; `cargo xtask soak --seed N` runs it again and tells all.

use simulator::campaign;
use simulator::fault::{Fault, Retry};
use simulator::herd::{self, Outage};
use simulator::plan::Plan;
use simulator::rows;

#[test]
fn every_row_of_the_matrix_is_kept() {
    let rows = rows::all();
    assert!(rows.len() >= 50, "{} rows", rows.len());
    for row in rows {
        // A few of its twenty seeds: `cargo xtask soak` runs them all.
        let sum = campaign::run(0..3, |seed| row.plan(seed));
        let failed: Vec<String> =
            sum.failed.values().map(|failed| format!("seed {}: {}", failed.seed, failed.breach)).collect();
        assert!(sum.faults > 0 || !row.spoils_answers(), "{}: nobody met the fault", row.name);
        assert!(failed.is_empty(), "{}: {}", row.name, failed.join("\n"));
    }
}

#[test]
fn no_schedule_of_faults_loses_doubles_or_reorders_an_entry() {
    let sum = campaign::run(0..200, Plan::any);
    let failed: Vec<String> =
        sum.failed.values().map(|failed| format!("seed {}: {}", failed.seed, failed.breach)).collect();
    assert!(failed.is_empty(), "{} of {} runs: {}", failed.len(), sum.runs, failed.join("\n"));
    assert!(sum.faults > 1_000 && sum.changes > 2_000, "a run without faults proves nothing");
}

#[test]
fn a_thousand_readers_do_not_come_back_at_once() {
    for (long, poll) in [(10, 15), (20, 15), (30, 15), (45, 15), (60, 15), (300, 15), (3_600, 60)] {
        for fault in [Fault::Refused, Fault::Status(503, Retry::Unsaid)] {
            let back = herd::outage(Outage { long: long * 1_000, fault, poll }, 1).unwrap();
            assert!(back.retries <= 50, "{} retry in one second after {long} s", back.retries);
            assert!(back.retries > 0, "nobody met the outage of {long} s");
        }
    }
}
