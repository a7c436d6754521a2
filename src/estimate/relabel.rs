//! What relabelling leaves of series.

use regex::Regex;
use serde::Deserialize;

use super::Family;

/// A relabelling that drops or keeps series.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Drop {
    /// `drop` or `keep`.
    pub action: String,
    /// Labels whose values, joined by `;`, are looked at.
    pub labels: Vec<String>,
    /// What they must match, from begin to end.
    pub regex: String,
}

/// How many series of a family are left after all of `drops`. What looks at
/// other labels than the name and the bound leaves all, and so does a name or a
/// bound that is not known.
pub(super) fn kept(family: &Family, drops: &[Drop]) -> f64 {
    let mut left = Left {
        whole: true,
        bounds: family.bounds.clone(),
    };
    for drop in drops {
        if let Ok(regex) = Regex::new(&format!("^(?s:{})$", drop.regex)) {
            left.apply(family, drop, &regex);
        }
    }
    let share = if family.bounds.is_empty() {
        1.0
    } else {
        wide(left.bounds.len()) / wide(family.bounds.len())
    };
    if left.whole {
        family.series() * share
    } else {
        0.0
    }
}

struct Left {
    whole: bool,
    bounds: Vec<String>,
}

impl Left {
    fn apply(&mut self, family: &Family, drop: &Drop, regex: &Regex) {
        if family.name.is_empty() {
            return;
        }
        let stays = |matches: bool| matches == (drop.action == "keep");
        let labels: Vec<&str> = drop.labels.iter().map(String::as_str).collect();
        match labels.as_slice() {
            ["__name__"] => self.whole &= stays(regex.is_match(&family.name)),
            ["__name__", "le"] => self
                .bounds
                .retain(|bound| stays(regex.is_match(&format!("{};{bound}", family.name)))),
            _ => {}
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a histogram has few bounds")]
fn wide(number: usize) -> f64 {
    number as f64
}
