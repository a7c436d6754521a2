//! Which alerts the rule tests look at.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use regex::Regex;
use serde_json::Value;

use super::{
    promtool::{RuleTestError, RuleTests, checks},
    rules,
};
use crate::diff::Files;

/// What the tests say of one alert. Alerts of one name are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// The environments that have it.
    pub environments: BTreeSet<String>,
    /// The files that it stands in.
    pub files: BTreeSet<String>,
    /// Files of tests that make it fire.
    pub fires: BTreeSet<String>,
    /// Files of tests in which it must be silent.
    pub silent: BTreeSet<String>,
}

/// Each alert of the trees with the tests of it. A test counts for the
/// environments that it is run on; of a test of other files, for all.
///
/// # Errors
/// A test of an environment that is none of `known`.
pub fn coverage(
    trees: &BTreeMap<String, Files>,
    tests: &[RuleTests],
    known: &[String],
) -> Result<BTreeMap<String, Covered>, RuleTestError> {
    let mut covered: BTreeMap<String, Covered> = BTreeMap::new();
    for (environment, files) in trees {
        for alert in rules::alerts(files) {
            let of = covered.entry(alert.name).or_default();
            of.environments.insert(environment.clone());
            of.files.insert(alert.file);
        }
    }
    for file in tests {
        let environments = file.environments(known)?;
        for check in file.tests().iter().flat_map(checks) {
            for (name, fires) in seen(check) {
                let Some(of) = covered.get_mut(&name) else {
                    continue;
                };
                let counts = environments.is_empty()
                    || environments
                        .iter()
                        .any(|name| of.environments.contains(name));
                if counts {
                    let files = if fires { &mut of.fires } else { &mut of.silent };
                    files.insert(file.shown.clone());
                }
            }
        }
    }
    Ok(covered)
}

/// The alerts that a check looks at, and whether they must fire.
fn seen(check: &Value) -> Vec<(String, bool)> {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"alertname="([A-Za-z_]\w*)""#).expect("it is valid"));
    let listed = |key: &str| check[key].as_array().is_some_and(|list| !list.is_empty());
    if let Some(name) = check["alertname"].as_str() {
        return vec![(name.to_owned(), listed("exp_alerts"))];
    }
    let Some(expr) = check["expr"]
        .as_str()
        .filter(|expr| expr.contains("ALERTS{"))
    else {
        return Vec::new();
    };
    let mut names = BTreeSet::new();
    let samples = check["exp_samples"].as_array().into_iter().flatten();
    let samples = samples.filter(|sample| sample["value"] != 0);
    for text in samples
        .filter_map(|sample| sample["labels"].as_str())
        .chain([expr])
    {
        names.extend(NAME.captures_iter(text).map(|found| found[1].to_owned()));
    }
    let fires = listed("exp_samples") && !expr.contains("alertstate=\"pending\"");
    names.into_iter().map(|name| (name, fires)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::seen;

    #[test]
    fn checks_say_which_alerts_fire() {
        let table = [
            (
                json!({ "alertname": "A", "exp_alerts": [{}] }),
                vec![("A", true)],
            ),
            (
                json!({ "alertname": "A", "exp_alerts": [] }),
                vec![("A", false)],
            ),
            (json!({ "alertname": "A" }), vec![("A", false)]),
            (
                json!({ "expr": "ALERTS{alertname=\"A\", alertstate=\"firing\"}", "exp_samples": [{ "labels": "", "value": 1 }] }),
                vec![("A", true)],
            ),
            (
                json!({ "expr": "ALERTS{alertstate=\"firing\"}", "exp_samples": [{ "labels": "ALERTS{alertname=\"B\"}", "value": 1 }] }),
                vec![("B", true)],
            ),
            (json!({ "expr": "up{alertname=\"A\"}" }), vec![]),
        ];
        for (check, expected) in table {
            let found = seen(&check);
            let found: Vec<_> = found
                .iter()
                .map(|(name, fires)| (name.as_str(), *fires))
                .collect();
            assert_eq!(found, expected, "{check}");
        }
    }
}
