//! How busy a blog was, stretch by stretch: what the small chart of the filter bar shows.

use super::clock::{DAY, HOUR, MINUTE, Timestamp};

/// How many bars a chart has at most: one needs three pixels, and a phone has 320.
pub const BARS_MAX: usize = 96;

/// A quarter of an hour and its multiples that people read a clock by.
const STEPS: [u64; 10] =
    [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 28 * DAY];

/// Entries in each stretch of time, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Where the first bar begins: a whole number of steps since 1970.
    pub from: Timestamp,
    /// How long a bar is, in milliseconds; a quarter of an hour, or longer where the blog is.
    pub step: u64,
    /// Entries in each bar, at most [`BARS_MAX`] bars.
    pub bars: Vec<u32>,
}

impl Activity {
    /// An empty chart that has room from the first of these moments to the last; what lies before the room of the longest
    /// step is not in it.
    #[must_use]
    pub fn between(first: Timestamp, last: Timestamp) -> Self {
        let fits = |step: &u64| {
            let step = step.cast_signed();
            let bars = last.0.div_euclid(step).saturating_sub(first.0.div_euclid(step));
            bars >= 0 && bars < BARS_MAX as i64
        };
        let longest = STEPS.last().copied().unwrap_or(DAY);
        let step = STEPS.into_iter().find(fits).unwrap_or(longest);
        let end = last.0.div_euclid(step.cast_signed());
        let start =
            first.0.div_euclid(step.cast_signed()).clamp(end.saturating_sub(BARS_MAX as i64 - 1), end);
        let bars = usize::try_from(end - start + 1).unwrap_or(1);
        Self { from: Timestamp(start.saturating_mul(step.cast_signed())), step, bars: vec![0; bars] }
    }

    /// Counts an entry of that moment, which is most often in the bar of the one before, at `last`; answers with its own.
    pub fn count_near(&mut self, moment: Timestamp, last: usize) -> usize {
        let is_near = self.start_of(last) <= moment && moment < self.start_of(last + 1);
        let Some(place) = (if is_near { Some(last) } else { self.place_of(moment) }) else { return last };
        if let Some(bar) = self.bars.get_mut(place) {
            *bar = bar.saturating_add(1);
        }
        place
    }

    /// The bar of a moment.
    #[must_use]
    pub fn place_of(&self, moment: Timestamp) -> Option<usize> {
        let beyond = moment.0.checked_sub(self.from.0)?;
        // In 64 bits: a tab counts in 32, which is seven weeks.
        let place = usize::try_from(u64::try_from(beyond).ok()?.checked_div(self.step)?).ok()?;
        (place < self.bars.len()).then_some(place)
    }

    /// Where a bar begins; for the place after the last, where that one ends.
    #[must_use]
    pub fn start_of(&self, place: usize) -> Timestamp {
        let beyond = self.step.saturating_mul(place as u64);
        Timestamp(self.from.0.saturating_add_unsigned(beyond))
    }

    /// The highest bar.
    #[must_use]
    pub fn highest(&self) -> u32 {
        self.bars.iter().copied().max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a failed test is the point of a test")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_told_by_the_quarter_hour_and_a_month_is_not() {
        let hour = HOUR.cast_signed();
        let day = Activity::between(Timestamp(0), Timestamp(23 * hour));
        assert_eq!((day.step, day.bars.len()), (15 * MINUTE, 93));
        let month = Activity::between(Timestamp(0), Timestamp(30 * 24 * hour));
        assert_eq!(month.step, 12 * HOUR);
        let ages = Activity::between(Timestamp(i64::MIN), Timestamp(i64::MAX));
        assert_eq!(ages.bars.len(), BARS_MAX);
    }

    proptest! {
        /// Each moment between the ends is counted once, in the bar that begins at or before it.
        #[test]
        fn every_moment_has_its_bar(moments in prop::collection::vec(0i64..5_000_000_000, 1..40)) {
            let (first, last) = (moments.iter().min().copied(), moments.iter().max().copied());
            let mut activity = Activity::between(Timestamp(first.unwrap_or(0)), Timestamp(last.unwrap_or(0)));
            prop_assert!(activity.bars.len() <= BARS_MAX);
            let mut last = 0;
            for moment in &moments {
                let place = activity.place_of(Timestamp(*moment));
                prop_assert!(place.is_some());
                let place = place.unwrap_or(0);
                prop_assert!(activity.start_of(place).0 <= *moment && *moment < activity.start_of(place + 1).0);
                last = activity.count_near(Timestamp(*moment), last);
            }
            let counted: u32 = activity.bars.iter().sum();
            prop_assert_eq!(counted as usize, moments.len());
        }
    }
}
