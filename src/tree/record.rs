//! What a journal says, and its bytes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::names::OutputPath;
use crate::tree::Digest;
use crate::tree::folder::Kind;
use crate::tree::place::Slot;
use crate::tree::plan::{Changes, Plan};

/// How the names of temporary files begin.
const TEMPORARY: &str = ".mixgen.tmp-";

/// What is to be done to one folder.
#[derive(Debug)]
pub(super) struct Journal {
    pub slot: Slot,
    /// Part of the temporary names, such that none exists before.
    token: u32,
    pub writes: Vec<Write>,
    pub removes: BTreeMap<OutputPath, Digest>,
    /// Folders made before the commit, to be unmade if it never comes;
    /// outermost first.
    pub made: Vec<OutputPath>,
    pub made_root: bool,
    /// Folders that go when they are empty, innermost first.
    pub emptied: Vec<OutputPath>,
    /// The new index, or nothing when it goes and the folder with it.
    pub index: Option<Digest>,
}

/// One file to put into place.
#[derive(Debug)]
pub(super) struct Write {
    pub path: OutputPath,
    /// Of the file that gives way.
    pub old: Option<Digest>,
    pub new: Digest,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: u32,
    token: u32,
    /// Path, old digest, new digest.
    writes: Vec<(String, Option<String>, String)>,
    removes: Vec<(String, String)>,
    made: Vec<String>,
    made_root: bool,
    emptied: Vec<String>,
    index: Option<String>,
}

impl Journal {
    /// What `changes` come to.
    pub fn of(plan: &Plan<'_>, changes: &Changes) -> Self {
        let wanted: BTreeSet<&str> = plan
            .tree
            .into_iter()
            .flat_map(|tree| tree.files().keys())
            .flat_map(OutputPath::folders)
            .collect();
        let there = &plan.scan.folders;
        let checked =
            |path: &str| OutputPath::new(path).expect("the folder of a valid path is a valid path");
        let indexed = plan
            .scan
            .indexed()
            .into_iter()
            .flat_map(|index| index.files.keys());
        let once: BTreeSet<&str> = indexed.flat_map(OutputPath::folders).collect();
        let writes = changes.write.iter().filter_map(|(path, old)| {
            let new = plan.tree?.files().get(path)?.sha256();
            Some(Write {
                path: path.clone(),
                old: *old,
                new,
            })
        });
        // A file that goes away may still stand where a folder is wanted;
        // that one is made after the commit.
        let stands = |path: &str| {
            changes.remove.keys().any(|file| {
                path.strip_prefix(file.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        Self {
            slot: plan.slot.clone(),
            token: free_token(&plan.scan.foreign),
            writes: writes.collect(),
            removes: changes.remove.clone(),
            made: wanted
                .iter()
                .filter(|path| !there.contains(**path) && !stands(path))
                .map(|path| checked(path))
                .collect(),
            made_root: plan.scan.folder.is_none(),
            emptied: once
                .iter()
                .rev()
                .filter(|path| !wanted.contains(*path))
                .map(|path| checked(path))
                .collect(),
            index: plan.tree.map(|tree| Digest::of(&tree.index())),
        }
    }

    /// The bytes of the journal.
    pub fn render(&self) -> Vec<u8> {
        let paths = |paths: &[OutputPath]| paths.iter().map(ToString::to_string).collect();
        let raw = Raw {
            version: 1,
            token: self.token,
            writes: self
                .writes
                .iter()
                .map(|it| {
                    (
                        it.path.to_string(),
                        it.old.map(|old| old.to_string()),
                        it.new.to_string(),
                    )
                })
                .collect(),
            removes: self
                .removes
                .iter()
                .map(|(path, old)| (path.to_string(), old.to_string()))
                .collect(),
            made: paths(&self.made),
            made_root: self.made_root,
            emptied: paths(&self.emptied),
            index: self.index.map(|digest| digest.to_string()),
        };
        serde_json::to_vec(&raw).expect("strings and numbers are JSON")
    }

    /// Reads a journal; nothing when it is not one.
    pub fn parse(slot: Slot, bytes: &[u8]) -> Option<Self> {
        let raw: Raw = serde_json::from_slice(bytes).ok()?;
        let path = |path: String| OutputPath::new(path).ok();
        let paths = |paths: Vec<String>| paths.into_iter().map(path).collect::<Option<Vec<_>>>();
        let digest = |hex: Option<String>| match hex {
            None => Some(None),
            Some(hex) => Digest::parse(&hex).map(Some),
        };
        if raw.version != 1 {
            return None;
        }
        let write = |(to, old, new): (String, Option<String>, String)| {
            Some(Write {
                path: path(to)?,
                old: digest(old)?,
                new: Digest::parse(&new)?,
            })
        };
        let remove = |(from, old): (String, String)| Some((path(from)?, Digest::parse(&old)?));
        Some(Self {
            slot,
            token: raw.token,
            writes: raw.writes.into_iter().map(write).collect::<Option<_>>()?,
            removes: raw.removes.into_iter().map(remove).collect::<Option<_>>()?,
            made: paths(raw.made)?,
            made_root: raw.made_root,
            emptied: paths(raw.emptied)?,
            index: digest(raw.index)?,
        })
    }

    /// The name of the temporary file of the write of this number; the index
    /// comes after all others.
    pub fn temporary(&self, number: usize) -> String {
        format!("{TEMPORARY}{}-{number}", self.token)
    }
}

/// A number that no temporary name in the folder has yet.
fn free_token(foreign: &[(String, Kind)]) -> u32 {
    let taken: BTreeSet<u32> = foreign
        .iter()
        .filter_map(|(path, _)| {
            path.rsplit('/')
                .next()?
                .strip_prefix(TEMPORARY)?
                .split('-')
                .next()?
                .parse()
                .ok()
        })
        .collect();
    (0..=u32::MAX)
        .find(|token| !taken.contains(token))
        .expect("fewer files than numbers")
}
