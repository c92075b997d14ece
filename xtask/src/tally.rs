//! Adding up what test runs report.

/// Tests counted over one or more runs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many passed.
    pub passed: u64,
    /// How many failed.
    pub failed: u64,
    /// How many were left out on purpose.
    pub ignored: u64,
}

impl Tally {
    /// Takes in one line of a run's output; every line that is not a result counts nothing.
    pub fn hear(&mut self, line: &str) {
        if let Some(heard) = result(line) {
            self.add(heard);
        }
    }

    /// Takes in another tally.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

/// Reads `test result: ok. 5 passed; 0 failed; 1 ignored; …`, which both libtest and the wasm runner print.
fn result(line: &str) -> Option<Tally> {
    let (_, figures) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |word: &str| {
        figures.split(';').find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u64>().ok())
    };
    Some(Tally { passed: count("passed")?, failed: count("failed")?, ignored: count("ignored").unwrap_or(0) })
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn heard(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.hear(line));
        tally
    }

    #[test]
    fn results_of_several_runs_are_added_up() {
        let tally = heard(&[
            "running 5 tests",
            "test core::time::tests::a_day_has_an_end ... ok",
            "test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ]);
        assert_eq!(tally, Tally { passed: 6, failed: 1, ignored: 1 });
    }

    #[test]
    fn the_wasm_runners_shorter_line_counts_too() {
        let tally =
            heard(&["test result: ok. 12 passed; 0 failed; 0 ignored; 0 filtered out; finished in 3.41s"]);
        assert_eq!(tally, Tally { passed: 12, failed: 0, ignored: 0 });
    }

    #[test]
    fn a_line_that_only_speaks_of_results_counts_nothing() {
        let tally = heard(&["test result_is_shown ... ok", "test result: unknown", "3 passed; 4 failed", ""]);
        assert_eq!(tally, Tally::default());
    }
}
