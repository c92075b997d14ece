//! The stretch of time that a reader wants to see.

use super::clock::{DAY, HOUR, MINUTE, Timestamp};

/// A stretch of time, as the reader thinks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The sixty minutes up to now.
    LastHour,
    /// Since the last visit ended; everything, when there was none.
    SinceLeft,
    /// The reader's own day.
    Today,
    /// From one moment up to, but without, another.
    Between(Timestamp, Timestamp),
}

/// Where the reader stands in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standpoint {
    /// Now, by the feed's server, to the minute: what is derived from it need not be derived again within that minute.
    pub now: Timestamp,
    /// How much later than UTC the reader's clocks are, in minutes.
    pub utc_offset: i32,
    /// When the last visit ended; none when this is the first.
    pub left: Option<Timestamp>,
}

impl Standpoint {
    /// When the reader's day began.
    #[must_use]
    pub fn midnight(&self) -> Timestamp {
        let offset = i64::from(self.utc_offset) * MINUTE.cast_signed();
        let local = self.now.0.saturating_add(offset);
        Timestamp(local.saturating_sub(local.rem_euclid(DAY.cast_signed())).saturating_sub(offset))
    }
}

impl Span {
    /// Whether it moves on with time.
    #[must_use]
    pub fn moves(self) -> bool {
        matches!(self, Self::LastHour | Self::Today)
    }

    /// The first moment of it, and the first after it. An entry that is dated ahead is of the last hour and of today: it is
    /// the newest that there is.
    #[must_use]
    pub fn bounds(self, from: &Standpoint) -> (Timestamp, Timestamp) {
        let open = Timestamp(i64::MAX);
        match self {
            Self::LastHour => (Timestamp(from.now.0.saturating_sub(HOUR.cast_signed())), open),
            Self::SinceLeft => (from.left.unwrap_or(Timestamp(i64::MIN)), open),
            Self::Today => (from.midnight(), open),
            Self::Between(since, until) => (since, until),
        }
    }

    /// Whether a moment is in it.
    #[must_use]
    pub fn has(self, moment: Timestamp, from: &Standpoint) -> bool {
        let (since, until) = self.bounds(from);
        since <= moment && moment < until
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_begins_where_the_reader_is() {
        // 2026-11-23T22:30:00Z is the 24th in Helsinki and still the 23rd in Lima.
        let now = Timestamp(1_795_473_000_000);
        let at = |hours: i32| Standpoint { now, utc_offset: hours * 60, left: None }.midnight().0;
        assert_eq!(at(2), 1_795_471_200_000);
        assert_eq!(at(0), 1_795_392_000_000);
        assert_eq!(at(-5), 1_795_410_000_000);
    }

    #[test]
    fn what_is_dated_ahead_is_of_the_last_hour() {
        let from = Standpoint { now: Timestamp(10_000_000), utc_offset: 0, left: Some(Timestamp(9_000_000)) };
        assert!(Span::LastHour.has(Timestamp(10_500_000), &from));
        assert!(Span::LastHour.has(Timestamp(6_400_000), &from));
        assert!(!Span::LastHour.has(Timestamp(6_399_999), &from));
        assert!(Span::SinceLeft.has(Timestamp(9_000_000), &from));
        assert!(!Span::SinceLeft.has(Timestamp(8_999_999), &from));
        let range = Span::Between(Timestamp(5), Timestamp(7));
        assert!(range.has(Timestamp(5), &from) && !range.has(Timestamp(7), &from));
    }

    proptest! {
        #[test]
        fn the_day_that_began_holds_the_moment(now in any::<i64>(), utc_offset in any::<i32>()) {
            let began = Standpoint { now: Timestamp(now), utc_offset, left: None }.midnight();
            if now.unsigned_abs() < 1 << 60 {
                prop_assert!(began.0 <= now && now < began.0 + DAY.cast_signed());
            }
        }
    }
}
