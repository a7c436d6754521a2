//! `vendor/mixgen-vendor/`: mixins made of what has none of its own. A package
//! of dashboard JSON and rule YAML gets `<package>/mixin.libsonnet`, a single
//! dashboard `<name>/mixin.libsonnet` beside its `dashboard.json`. All of it
//! follows from mixgen.lock, and so can be verified without the packages.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use serde_json::Value;

use super::{
    contents::{Contents, ContentsError, Item, PackageLimits},
    json,
    record::Record,
};
use crate::{tree::Digest, yaml};

/// The folder in vendor/.
pub const MIXINS: &str = "mixgen-vendor";

/// The files of a package that a mixin is made of, by path in it, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Dashboards.
    pub dashboards: Vec<String>,
    /// Files with groups of rules.
    pub rules: Vec<String>,
}

/// What a mixin for a package would be made of; none where the package brings
/// Jsonnet itself, or nothing of that kind.
pub(super) fn lists(contents: &Contents) -> Option<Lists> {
    let mut lists = Lists::default();
    for (path, item) in contents.items() {
        let Item::File { bytes, .. } = item else {
            continue;
        };
        let (_, end) = path.rsplit_once('.').unwrap_or_default();
        match end {
            "jsonnet" | "libsonnet" => return None,
            "json" if is_dashboard(bytes) => lists.dashboards.push(path.clone()),
            "yaml" | "yml" if has_rules(bytes) => lists.rules.push(path.clone()),
            _ => {}
        }
    }
    (lists != Lists::default()).then_some(lists)
}

/// Whether a file holds a dashboard as Grafana exports it, or as its API wraps
/// one.
pub(super) fn is_dashboard(bytes: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return false;
    };
    let board = value.get("dashboard").unwrap_or(&value);
    ["panels", "rows"].iter().any(|key| board[key].is_array())
}

fn has_rules(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let has_groups = |value: &Value| {
        let groups = value.get("spec").unwrap_or(value).get("groups");
        let mut all = groups.and_then(Value::as_array).into_iter().flatten();
        all.any(|group| group["rules"].is_array())
    };
    yaml::parse(text).is_ok_and(|documents| documents.iter().any(has_groups))
}

/// All that belongs into the folder: texts, and digests of dashboards.
fn wanted(record: &Record) -> BTreeMap<String, Result<String, Digest>> {
    let mut wanted = BTreeMap::new();
    for (package, lists) in &record.mixins {
        let text = mixin(package, package, lists);
        wanted.insert(format!("{package}/mixin.libsonnet"), Ok(text));
    }
    for (name, locked) in &record.dashboards {
        let lists = Lists {
            dashboards: vec!["dashboard.json".to_owned()],
            rules: Vec::new(),
        };
        let text = mixin(name, &format!("{MIXINS}/{name}"), &lists);
        wanted.insert(format!("{name}/mixin.libsonnet"), Ok(text));
        wanted.insert(format!("{name}/dashboard.json"), Err(locked.digest));
    }
    wanted
}

/// The folder as it is to be; none where nothing belongs into it. `dashboards`
/// has the bytes of all in the record.
pub(super) fn contents(
    record: &Record,
    dashboards: &BTreeMap<String, Vec<u8>>,
) -> Result<Option<Contents>, ContentsError> {
    let wanted = wanted(record);
    if wanted.is_empty() {
        return Ok(None);
    }
    let items = wanted.into_iter().filter_map(|(path, what)| {
        let bytes = match what {
            Ok(text) => text.into_bytes(),
            Err(_) => dashboards
                .get(path.strip_suffix("/dashboard.json")?)?
                .clone(),
        };
        let executable = false;
        Some((path, Item::File { bytes, executable }))
    });
    Contents::new(items.collect(), &PackageLimits::default()).map(Some)
}

/// How what lies in the folder differs from what belongs there: lines such as
/// `modified: a/mixin.libsonnet`; none where nothing belongs there.
///
/// # Errors
/// When it cannot be read, [`ContentsError::Missing`] where it is not there.
pub fn differences(root: &Path, record: &Record) -> Result<Vec<String>, ContentsError> {
    let wanted = wanted(record);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let there = Contents::of_package(root, MIXINS)?;
    let there = there.items();
    let names: BTreeSet<&String> = wanted.keys().chain(there.keys()).collect();
    let word = |path: &String| match (wanted.get(path), there.get(path)) {
        (Some(_), None) => Some("removed"),
        (None, _) => Some("added"),
        (Some(wanted), Some(Item::File { bytes, executable })) => {
            let same = match wanted {
                Ok(text) => text.as_bytes() == bytes.as_slice(),
                Err(digest) => Digest::of(bytes) == *digest,
            };
            (!same || *executable).then_some("modified")
        }
        (Some(_), Some(Item::Link(_))) => Some("modified"),
    };
    let lines = names.into_iter();
    Ok(lines
        .filter_map(|path| Some(format!("{}: {path}", word(path)?)))
        .collect())
}

/// A mixin of files below `folder` of vendor/.
fn mixin(name: &str, folder: &str, lists: &Lists) -> String {
    let mut text = format!(
        "// Made by `mixgen vendor install`; `mixgen vendor verify` knows it.\n(import 'mixgen/lib/vendored.libsonnet')({}, {{\n",
        json::string(name)
    );
    for (field, files) in [("dashboards", &lists.dashboards), ("rules", &lists.rules)] {
        let _ = writeln!(text, "  {field}: {{");
        for file in files {
            let path = json::string(&format!("{folder}/{file}"));
            let file = json::string(file);
            let _ = writeln!(text, "    {file}: importstr {path},");
        }
        text.push_str("  },\n");
    }
    text.push_str("})\n");
    text
}
