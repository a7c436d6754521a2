//! mixgen.lock: what jb's lockfile cannot say of what it locks.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Deserialize;

use super::{dashboards::LockedDashboard, mixins::Lists};
use crate::tree::Digest;

/// Its name, beside jsonnetfile.lock.json.
pub const RECORD: &str = "mixgen.lock";

/// What is known of a locked package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The version that was asked for when it was locked.
    pub version: String,
    /// The commit, as in the lockfile.
    pub commit: String,
    /// When the commit was made: `2024-05-31`.
    pub date: String,
    /// See [`Contents::digest`](super::Contents::digest).
    pub digest: Digest,
}

/// All packages that mixgen has locked, by folder in vendor/.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// By folder in vendor/.
    pub packages: BTreeMap<String, Locked>,
    /// Single dashboards, by name.
    pub dashboards: BTreeMap<String, LockedDashboard>,
    /// Packages that bring no Jsonnet and that a mixin is made of, by folder in
    /// vendor/.
    pub mixins: BTreeMap<String, Lists>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u64,
    #[serde(default)]
    package: Vec<Entry>,
    #[serde(default)]
    dashboard: Vec<DashboardEntry>,
    #[serde(default)]
    mixin: Vec<MixinEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DashboardEntry {
    name: String,
    source: String,
    digest: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MixinEntry {
    name: String,
    dashboards: Vec<String>,
    rules: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    version: String,
    commit: String,
    date: String,
    digest: String,
}

impl Record {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if file.version != 1 {
            return Err(format!(
                "version {} is not known: a later mixgen made it",
                file.version
            ));
        }
        let mut packages = BTreeMap::new();
        for entry in file.package {
            let digest = digest(&entry.name, &entry.digest)?;
            let locked = Locked {
                version: entry.version,
                commit: entry.commit,
                date: entry.date,
                digest,
            };
            once(&mut packages, entry.name, locked)?;
        }
        let mut dashboards = BTreeMap::new();
        for entry in file.dashboard {
            let locked = LockedDashboard {
                digest: digest(&entry.name, &entry.digest)?,
                source: entry.source,
            };
            once(&mut dashboards, entry.name, locked)?;
        }
        let mut mixins = BTreeMap::new();
        for entry in file.mixin {
            let lists = Lists {
                dashboards: entry.dashboards,
                rules: entry.rules,
            };
            once(&mut mixins, entry.name, lists)?;
        }
        Ok(Self {
            packages,
            dashboards,
            mixins,
        })
    }

    /// The bytes of the file: one order, one layout.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = String::from(
            "# Made by `mixgen vendor`, beside jsonnetfile.lock.json: commit both, edit neither.\nversion = 1\n",
        );
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        for (name, locked) in &self.packages {
            let _ = write!(
                out,
                "\n[[package]]\nname = {}\nversion = {}\ncommit = {}\ndate = {}\ndigest = \"sha256:{}\"\n",
                quoted(name),
                quoted(&locked.version),
                quoted(&locked.commit),
                quoted(&locked.date),
                locked.digest
            );
        }
        for (name, locked) in &self.dashboards {
            let _ = write!(
                out,
                "\n[[dashboard]]\nname = {}\nsource = {}\ndigest = \"sha256:{}\"\n",
                quoted(name),
                quoted(&locked.source),
                locked.digest
            );
        }
        for (name, lists) in &self.mixins {
            let _ = write!(out, "\n[[mixin]]\nname = {}\n", quoted(name));
            for (field, files) in [("dashboards", &lists.dashboards), ("rules", &lists.rules)] {
                let files: Vec<String> = files.iter().map(|file| quoted(file)).collect();
                let _ = writeln!(out, "{field} = [{}]", files.join(", "));
            }
        }
        out
    }
}

fn digest(name: &str, text: &str) -> Result<Digest, String> {
    let digits = text.strip_prefix("sha256:");
    digits
        .and_then(Digest::parse)
        .ok_or_else(|| format!("the digest of `{name}` is none"))
}

fn once<T>(all: &mut BTreeMap<String, T>, name: String, one: T) -> Result<(), String> {
    if all.contains_key(&name) {
        return Err(format!("`{name}` is there twice"));
    }
    all.insert(name, one);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Digest, Lists, LockedDashboard, Record};

    #[test]
    fn what_is_written_is_read_again() {
        let mut record = Record::default();
        let odd = "a \"b\" \\ ü.json".to_owned();
        let lists = Lists {
            dashboards: vec![odd.clone(), "c/d.json".to_owned()],
            rules: Vec::new(),
        };
        record.mixins.insert("example.org/a/b".to_owned(), lists);
        let locked = LockedDashboard {
            source: odd,
            digest: Digest::of(b"x"),
        };
        record.dashboards.insert("one".to_owned(), locked);
        let text = record.render();
        assert_eq!(Record::parse(&text).as_ref(), Ok(&record), "{text}");
        let twice =
            format!("{text}\n[[mixin]]\nname = \"example.org/a/b\"\ndashboards = []\nrules = []\n");
        assert_eq!(
            Record::parse(&twice),
            Err("`example.org/a/b` is there twice".to_owned())
        );
        assert!(Record::parse(&text.replace("sha256:", "md5:")).is_err());
    }
}
