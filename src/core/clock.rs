//! Points in time and spans between them, as plain numbers.
//!
//! Parsing the date forms that feeds use is in [`crate::core::feed::dates`]; formatting belongs to the browser's
//! `Intl`.

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, as the feed or the reader's clock tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// A reading of the page's monotonic clock: milliseconds since some moment that never changes while the page
/// lives. Schedules are kept in ticks, so a reader who corrects the clock does not stop the updates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(pub u64);

/// Both clocks, read together when an action is dispatched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// The reader's wall clock.
    pub wall: Timestamp,
    /// The page's monotonic clock.
    pub tick: Tick,
}

/// One second, in the milliseconds that both clocks count.
pub const SECOND: u64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE: u64 = 60 * SECOND;
/// One hour in milliseconds.
pub const HOUR: u64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: u64 = 24 * HOUR;

impl Tick {
    /// The tick `millis` after this one, at the end of the range when it would pass it.
    #[must_use]
    pub fn after(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to here; zero when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// How long ago something was, in the largest unit a reader would say it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elapsed {
    /// Less than a minute ago, or a little in the future by the reader's clock.
    Now,
    /// Whole minutes, 1 to 59.
    Minutes(u32),
    /// Whole hours, 1 to 23.
    Hours(u32),
    /// Whole days, 1 to 6.
    Days(u32),
    /// A week or more, or not to be told: a reader wants the date.
    Longer,
}

impl Elapsed {
    /// How long before `now` the moment `at` lies. A feed's clock may run a little ahead of the reader's: that reads as
    /// [`Elapsed::Now`], never as a negative number. Further ahead than an hour, the reader's clock is wrong (1970 after a
    /// flat battery) and no span can be trusted: a reader then wants the date.
    #[must_use]
    pub fn between(at: Timestamp, now: Timestamp) -> Self {
        let gap = now.0.saturating_sub(at.0);
        let Ok(millis) = u64::try_from(gap) else {
            return if gap.unsigned_abs() <= HOUR { Self::Now } else { Self::Longer };
        };
        let whole = |unit: u64| u32::try_from(millis / unit).unwrap_or(u32::MAX);
        match millis {
            m if m < MINUTE => Self::Now,
            m if m < HOUR => Self::Minutes(whole(MINUTE)),
            m if m < DAY => Self::Hours(whole(HOUR)),
            m if m < 7 * DAY => Self::Days(whole(DAY)),
            _ => Self::Longer,
        }
    }
}

/// The moment as ISO 8601 in UTC, to the second: `2026-11-23T14:02:10Z`, for `<time datetime>`. Years outside 0 to 9999
/// are held at the nearest end.
#[must_use]
pub fn iso(at: Timestamp) -> String {
    let seconds = at.0.div_euclid(1_000).clamp(-62_167_219_200, 253_402_300_799);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
}

/// Year, month and day of a count of days since 1970-01-01, by Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ago(millis: i64) -> Elapsed {
        Elapsed::between(Timestamp(1_000_000_000_000 - millis), Timestamp(1_000_000_000_000))
    }

    #[test]
    fn elapsed_uses_the_largest_whole_unit() {
        let minute = 60_000;
        assert_eq!(ago(59_999), Elapsed::Now);
        assert_eq!(ago(minute), Elapsed::Minutes(1));
        assert_eq!(ago(60 * minute - 1), Elapsed::Minutes(59));
        assert_eq!(ago(60 * minute), Elapsed::Hours(1));
        assert_eq!(ago(24 * 60 * minute), Elapsed::Days(1));
        assert_eq!(ago(7 * 24 * 60 * minute), Elapsed::Longer);
    }

    #[test]
    fn iso_names_the_right_day_and_survives_any_number() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_795_442_530_000, "2026-11-23T14:02:10Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (i64::MAX, "9999-12-31T23:59:59Z"),
            (i64::MIN, "0000-01-01T00:00:00Z"),
        ] {
            assert_eq!(iso(Timestamp(millis)), text);
        }
    }

    #[test]
    fn the_near_future_is_now_and_a_wrong_clock_shows_dates() {
        assert_eq!(ago(-5_000), Elapsed::Now);
        assert_eq!(Elapsed::between(Timestamp(1_795_442_530_000), Timestamp(0)), Elapsed::Longer);
        assert_eq!(Elapsed::between(Timestamp(i64::MIN), Timestamp(i64::MAX)), Elapsed::Longer);
        assert_eq!(Elapsed::between(Timestamp(i64::MAX), Timestamp(i64::MIN)), Elapsed::Longer);
    }
}
