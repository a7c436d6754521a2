//! mixgen.lock: what jb's lockfile cannot say of what it locks.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Deserialize;

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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u64,
    #[serde(default)]
    package: Vec<Entry>,
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
            let digest = entry.digest.strip_prefix("sha256:");
            let digest = digest
                .and_then(Digest::parse)
                .ok_or_else(|| format!("the digest of `{}` is none", entry.name))?;
            let locked = Locked {
                version: entry.version,
                commit: entry.commit,
                date: entry.date,
                digest,
            };
            if packages.insert(entry.name.clone(), locked).is_some() {
                return Err(format!("`{}` is there twice", entry.name));
            }
        }
        Ok(Self { packages })
    }

    /// The bytes of the file: one order, one layout.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = String::from(
            "# Made by `mixgen vendor`, beside jsonnetfile.lock.json: commit both, edit neither.\nversion = 1\n",
        );
        for (name, locked) in &self.packages {
            let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
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
        out
    }
}
