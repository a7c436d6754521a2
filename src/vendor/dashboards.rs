//! Single dashboards: `[vendor.dashboards]` of mixgen.toml, locked by digest in
//! mixgen.lock.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;

use super::{
    download::{DownloadError, download, is_url},
    error::{Misfit, VendorError},
    mixins::{MIXINS, is_dashboard},
    record::Record,
    store::Store,
};
use crate::{
    project::{DashboardSetting, VendorSettings},
    tree::Digest,
};

/// A dashboard that is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedDashboard {
    /// `grafana:ID@REVISION`, or the URL.
    pub source: String,
    /// Of its bytes.
    pub digest: Digest,
}

/// Why a dashboard is not to be had.
#[derive(Debug)]
pub enum DashboardError {
    /// Its name is none.
    Name,
    /// Neither a number at grafana.com with its revision, nor an URL.
    Setting,
    /// A version that is no revision of it.
    Version(String),
    /// An URL that is not asked.
    Url,
    /// The network was not to be used.
    Offline,
    /// It could not be fetched, from that URL.
    Download(String, DownloadError),
    /// What that URL gives is no dashboard.
    NoDashboard(String),
    /// That URL gives something else than is locked: expected and found.
    Changed(String, Digest, Digest),
    /// That URL names no revision.
    NoRevision(String),
    /// mixgen.toml does not have it as a table of its own.
    ByHand,
}

/// The dashboards of a project, as they are to be locked, and their bytes.
pub(super) struct Dashboards {
    pub locked: BTreeMap<String, LockedDashboard>,
    pub bytes: BTreeMap<String, Vec<u8>>,
}

/// How a setting is written in one word, and where it is had.
fn source(base: &str, setting: &DashboardSetting) -> Result<(String, String), DashboardError> {
    let (word, url) = match (setting.grafana, setting.revision, &setting.url) {
        (Some(id), Some(revision), None) => (
            format!("grafana:{id}@{revision}"),
            format!("{base}/{id}/revisions/{revision}/download"),
        ),
        (None, None, Some(url)) => (url.clone(), url.clone()),
        _ => return Err(DashboardError::Setting),
    };
    if is_url(&url) {
        Ok((word, url))
    } else {
        Err(DashboardError::Url)
    }
}

/// Whether a dashboard can have this name: it is a folder beside those that are
/// named by hosts, which have a dot.
#[must_use]
pub fn is_dashboard_name(name: &str) -> bool {
    let fine = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    name.len() <= 100 && name.bytes().all(fine) && !name.starts_with('-') && !name.is_empty()
}

/// Has all dashboards of mixgen.toml: from vendor/, from the cache, from the
/// network; those in `again`, or not locked, from the network alone.
pub(super) fn resolve(
    root: &Path,
    settings: &VendorSettings,
    record: &Record,
    again: &BTreeSet<String>,
    locked: bool,
    store: &Store,
) -> Result<Dashboards, Vec<VendorError>> {
    let mut all = Dashboards {
        locked: BTreeMap::new(),
        bytes: BTreeMap::new(),
    };
    let (mut errors, mut misfits) = (Vec::new(), Vec::new());
    for (name, setting) in &settings.dashboards {
        let before = record.dashboards.get(name);
        let word = source(&settings.grafana, setting).map(|(word, _)| word);
        if let (true, Ok(word)) = (locked, word) {
            let why = match before {
                Some(before) if before.source == word => None,
                Some(before) => Some(Misfit::Version(before.source.clone(), word)),
                None => Some(Misfit::Missing),
            };
            if let Some(why) = why {
                misfits.push((format!("{MIXINS}/{name}"), why));
                continue;
            }
        }
        let before = before.filter(|_| !again.contains(name));
        match one(root, &settings.grafana, name, setting, before, store) {
            Ok((locked, bytes)) => {
                all.locked.insert(name.clone(), locked);
                all.bytes.insert(name.clone(), bytes);
            }
            Err(error) => errors.push(VendorError::Dashboard(name.clone(), error)),
        }
    }
    let gone = record.dashboards.keys();
    let gone = gone.filter(|name| locked && !settings.dashboards.contains_key(*name));
    misfits.extend(gone.map(|name| (format!("{MIXINS}/{name}"), Misfit::Unneeded)));
    if !misfits.is_empty() {
        errors.push(VendorError::Misfit(misfits));
    }
    if errors.is_empty() {
        Ok(all)
    } else {
        Err(errors)
    }
}

fn one(
    root: &Path,
    base: &str,
    name: &str,
    setting: &DashboardSetting,
    before: Option<&LockedDashboard>,
    store: &Store,
) -> Result<(LockedDashboard, Vec<u8>), DashboardError> {
    if !is_dashboard_name(name) {
        return Err(DashboardError::Name);
    }
    let (source, url) = source(base, setting)?;
    let before = before.filter(|before| before.source == source);
    if let Some(before) = before {
        let there = root.join("vendor").join(MIXINS).join(name);
        let cached = store.downloads().join(before.digest.to_string());
        let found = [there.join("dashboard.json"), cached]
            .into_iter()
            .find_map(|path| {
                fs::read(path)
                    .ok()
                    .filter(|it| Digest::of(it) == before.digest)
            });
        if let Some(bytes) = found {
            return Ok((before.clone(), bytes));
        }
    }
    if store.network().offline {
        return Err(DashboardError::Offline);
    }
    let bytes = download(&url, store.network())
        .map_err(|error| DashboardError::Download(url.clone(), error))?;
    let digest = Digest::of(&bytes);
    if let Some(before) = before.filter(|before| before.digest != digest) {
        return Err(DashboardError::Changed(url, before.digest, digest));
    }
    if !is_dashboard(&bytes) {
        return Err(DashboardError::NoDashboard(url));
    }
    keep(&store.downloads(), &digest, &bytes);
    Ok((LockedDashboard { source, digest }, bytes))
}

/// Remembers a download. That it cannot is no error: it only takes longer.
fn keep(folder: &Path, digest: &Digest, bytes: &[u8]) {
    let draft = folder.join(format!("{digest}.{}", std::process::id()));
    let _ = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&draft, bytes))
        .and_then(|()| fs::rename(&draft, folder.join(digest.to_string())));
}

/// The newest revision of a dashboard at grafana.com.
///
/// # Errors
/// [`DashboardError::Url`], [`DashboardError::Offline`],
/// [`DashboardError::Download`], [`DashboardError::NoRevision`].
pub fn newest_revision(base: &str, id: u64, store: &Store) -> Result<u64, DashboardError> {
    let url = format!("{base}/{id}");
    if !is_url(&url) {
        return Err(DashboardError::Url);
    }
    if store.network().offline {
        return Err(DashboardError::Offline);
    }
    let bytes = download(&url, store.network());
    let bytes = bytes.map_err(|error| DashboardError::Download(url.clone(), error))?;
    let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    value["revision"]
        .as_u64()
        .ok_or(DashboardError::NoRevision(url))
}

/// Reads what `mixgen vendor add` takes for a dashboard, and the name that it
/// gets by itself: `grafana:ID`, `grafana:ID@REVISION`, or the URL of a file
/// that ends in `.json` or lies at grafana.com. None for anything else.
#[must_use]
pub fn dashboard(text: &str) -> Option<(String, DashboardSetting)> {
    if let Some(rest) = text.strip_prefix("grafana:") {
        let (id, revision) = match rest.split_once('@') {
            Some((id, revision)) => (id, Some(revision.parse().ok()?)),
            None => (rest, None),
        };
        let setting = DashboardSetting {
            grafana: Some(id.parse().ok()?),
            revision,
            url: None,
        };
        return Some((format!("grafana-{id}"), setting));
    }
    let (scheme, rest) = text.split_once("://")?;
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let stem = path.rsplit('/').next()?.strip_suffix(".json")?;
    if !scheme.starts_with("http") {
        return None;
    }
    let fine = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name: String = stem
        .chars()
        .map(|c| if fine(c) { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let setting = DashboardSetting {
        url: Some(text.to_owned()),
        ..DashboardSetting::default()
    };
    Some((name.trim_matches('-').to_owned(), setting))
}

/// The text of mixgen.toml with one dashboard set, or removed. None where its
/// table is written in a way that this does not know.
#[must_use]
pub fn with_dashboard(
    text: &str,
    name: &str,
    setting: Option<&DashboardSetting>,
) -> Option<String> {
    let header = format!("[vendor.dashboards.{name}]");
    let is_header = |line: &str| line.split('#').next().is_some_and(|it| it.trim() == header);
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| is_header(line));
    let Some(setting) = setting else {
        let start = start?;
        let table = lines[start + 1..].iter();
        let mut end = start
            + 1
            + table
                .take_while(|line| !line.trim_start().starts_with('['))
                .count();
        // Remarks above the next table are about that.
        while end < lines.len() && end > start + 1 && lines[end - 1].starts_with('#') {
            end -= 1;
        }
        let mut kept: Vec<&str> = lines[..start].to_vec();
        while end == lines.len() && kept.last().is_some_and(|line| line.is_empty()) {
            kept.pop();
        }
        kept.extend(&lines[end..]);
        return Some(if kept.is_empty() {
            String::new()
        } else {
            kept.join("\n") + "\n"
        });
    };
    let values = [
        ("grafana", setting.grafana.map(|id| id.to_string())),
        ("revision", setting.revision.map(|id| id.to_string())),
        (
            "url",
            setting
                .url
                .as_ref()
                .map(|url| toml::Value::String(url.clone()).to_string()),
        ),
    ];
    let written: Vec<String> = values
        .iter()
        .filter_map(|(key, value)| Some(format!("{key} = {}", value.as_ref()?)))
        .collect();
    let Some(start) = start else {
        let gap = if text.is_empty() || text.ends_with("\n\n") {
            ""
        } else {
            "\n"
        };
        let end = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        return Some(format!(
            "{text}{end}{gap}{header}\n{}\n",
            written.join("\n")
        ));
    };
    let table = lines[start + 1..].iter();
    let end = start
        + 1
        + table
            .take_while(|line| !line.trim_start().starts_with('['))
            .count();
    let key_of = |line: &str| line.split('=').next().unwrap_or_default().trim().to_owned();
    let mut kept: Vec<String> = lines[..=start]
        .iter()
        .map(|line| (*line).to_owned())
        .collect();
    kept.extend(written);
    let old = lines[start + 1..end].iter();
    let is_value = |line: &str| values.iter().any(|(key, _)| key_of(line) == *key);
    kept.extend(
        old.filter(|line| !is_value(line))
            .map(|line| (*line).to_owned()),
    );
    kept.extend(lines[end..].iter().map(|line| (*line).to_owned()));
    Some(kept.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::{DashboardSetting, dashboard, with_dashboard};

    fn of_grafana(id: u64, revision: u64) -> DashboardSetting {
        DashboardSetting {
            grafana: Some(id),
            revision: Some(revision),
            url: None,
        }
    }

    #[test]
    fn mixgen_toml_keeps_what_is_not_about_the_dashboard() {
        let text = "# a\nout = \"x\"\n\n[vendor.dashboards.b] # b\n# kept\nrevision = 1\ngrafana = 2\n\n# about limits\n[limits]\ntime = 3\n";
        let updated = with_dashboard(text, "b", Some(&of_grafana(2, 9)));
        assert_eq!(
            updated.as_deref(),
            Some(
                "# a\nout = \"x\"\n\n[vendor.dashboards.b] # b\ngrafana = 2\nrevision = 9\n# kept\n\n# about limits\n[limits]\ntime = 3\n"
            )
        );
        let removed = with_dashboard(text, "b", None);
        assert_eq!(
            removed.as_deref(),
            Some("# a\nout = \"x\"\n\n# about limits\n[limits]\ntime = 3\n")
        );
        let added = with_dashboard("a = 1", "c", Some(&of_grafana(2, 9)));
        assert_eq!(
            added.as_deref(),
            Some("a = 1\n\n[vendor.dashboards.c]\ngrafana = 2\nrevision = 9\n")
        );
        assert_eq!(with_dashboard("", "c", None), None);
    }

    #[test]
    fn sources_that_are_no_dashboards_are_left_to_packages() {
        for text in [
            "github.com/a/b",
            "https://github.com/a/b.git",
            "git@github.com:a/b.git",
            "grafana:",
            "grafana:-1",
            "grafana:1@x",
            "ssh://git@host/a/b.json",
            "./a.json",
        ] {
            assert_eq!(dashboard(text), None, "{text}");
        }
        let found = dashboard("https://example.org/A%20b.json?x=/y.json#z");
        assert_eq!(found.map(|(name, _)| name).as_deref(), Some("a-20b"));
        let found = dashboard("grafana:1860@37").expect("it is one");
        assert_eq!(found, ("grafana-1860".to_owned(), of_grafana(1860, 37)));
    }
}
