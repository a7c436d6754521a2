//! Dates and times, which Tanka's reader of YAML turns into RFC 3339.

/// The time stamp that `text` is: dates at midnight, without a zone in UTC.
pub(super) fn stamp(text: &str) -> Option<String> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some((text.as_bytes()[at], &text[at + 1..]))),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = parts.next().filter(|part| part.len() == 4)?;
    let month = two_digits(parts.next()?, 1, 12)?;
    let day = two_digits(parts.next()?, 1, 31)?;
    if parts.next().is_some() || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if day.parse::<u32>().ok()? > days(year.parse().ok()?, month.parse().ok()?) {
        return None;
    }
    let clock = match time {
        None => "00:00:00Z".to_owned(),
        Some((b' ', time)) => clock(time)? + "Z",
        Some((_, time)) => {
            let at = time.find(['Z', '+', '-'])?;
            let zone = &time[at..];
            clock(&time[..at])? + zone_offset(zone)?
        }
    };
    Some(format!("{year}-{month}-{day}T{clock}"))
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn zone_offset(zone: &str) -> Option<&str> {
    match zone {
        "Z" | "+00:00" | "-00:00" => Some("Z"),
        _ => {
            let (hours, minutes) = zone[1..].split_once(':')?;
            let fits = hours.len() == 2 && minutes.len() == 2;
            two_digits(hours, 0, 23).filter(|_| fits)?;
            two_digits(minutes, 0, 59)?;
            Some(zone)
        }
    }
}

fn clock(time: &str) -> Option<String> {
    let (whole, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = whole.split(':');
    let hours = two_digits(parts.next()?, 0, 23)?;
    let minutes = two_digits(parts.next()?, 0, 59)?;
    let seconds = two_digits(parts.next()?, 0, 59)?;
    let digits = fraction.len() <= 9 && fraction.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !digits {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{hours}:{minutes}:{seconds}{point}{fraction}"))
}

/// One or two digits within the bounds, as two.
fn two_digits(text: &str, least: u8, most: u8) -> Option<String> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let value: u8 = text.parse().ok()?;
    (digits && (least..=most).contains(&value)).then(|| format!("{value:02}"))
}
