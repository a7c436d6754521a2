//! What a project lets be until a day, judged by the day of a check. Only here
//! is a clock read: a build gives the same output at any time.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::{
    build::Built,
    report::{Diagnostic, Level},
};

/// An argument that is a day of the calendar, `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        let legal = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        legal.then(|| part.parse::<i64>().ok()).flatten()
    };
    let exists = match parts.as_slice() {
        [year, month, day] => {
            match (number(year, 4), number(month, 2), number(day, 2)) {
                // A day that does not exist comes back as another one.
                (Some(year), Some(month), Some(day)) if (1..=12).contains(&month) => {
                    civil(days(year, month, day)) == text
                }
                _ => false,
            }
        }
        _ => false,
    };
    if exists {
        Ok(text.to_owned())
    } else {
        Err("it must be a day such as 2027-01-31".to_owned())
    }
}

/// What the environments that were built leave out for longer than they say, on
/// a day, or today.
pub(super) fn over(built: &Built, day: Option<&str>) -> Vec<Diagnostic> {
    if built.expiries.is_empty() {
        return Vec::new();
    }
    let day = day.map_or_else(today, str::to_owned);
    let is_built = |name: &str| {
        let mut trees = built.trees.iter();
        trees.any(|tree| tree.environment().as_str() == name)
    };
    built
        .expiries
        .iter()
        // Of days in this form the later one is the greater text.
        .filter(|expiry| expiry.until().is_some_and(|until| until < day.as_str()))
        .filter(|expiry| expiry.environments().any(is_built))
        .map(|expiry| Diagnostic {
            level: Level::Error,
            ..Diagnostic::of_problem(expiry, false)
        })
        .collect()
}

fn today() -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "a check is about a day; it writes no output"
    )]
    let now = SystemTime::now();
    let seconds = now
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    civil(i64::try_from(seconds / 86_400).unwrap_or(i64::MAX / 2))
}

/// Days since 1970-01-01 in the Gregorian calendar. Years are counted from
/// March, so that a leap day is the last of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leaps + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// The inverse of [`days`], as `YYYY-MM-DD`.
fn civil(since: i64) -> String {
    let mut year = 1970 + since.div_euclid(366) - 1;
    while days(year + 1, 1, 1) <= since {
        year += 1;
    }
    let month = (1..=12)
        .rev()
        .find(|month| days(year, *month, 1) <= since)
        .expect("a year begins with its first month");
    let day = since - days(year, month, 1) + 1;
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar_come_back() {
        assert_eq!(civil(0), "1970-01-01");
        assert_eq!(civil(days(2024, 2, 29)), "2024-02-29");
        assert_eq!(days(2000, 3, 1) - days(2000, 2, 28), 2);
        assert_eq!(days(2100, 3, 1) - days(2100, 2, 28), 1);
        for since in -1000..60_000 {
            let text = civil(since);
            let parts: Vec<i64> = text
                .split('-')
                .map(|part| part.parse().expect("digits"))
                .collect();
            assert_eq!(days(parts[0], parts[1], parts[2]), since, "{text}");
        }
    }

    #[test]
    fn only_days_that_exist_are_taken() {
        assert_eq!(day("2028-02-29").as_deref(), Ok("2028-02-29"));
        for wrong in [
            "2027-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-1-1",
            "tomorrow",
            "",
            "+027-01-01",
            "2027-01-31-1",
        ] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
