//! The difference between a tree and what lies in its folder, as data.

use std::fmt;

use crate::names::{EnvironmentName, INDEX_NAME, OutputPath};
use crate::tree::folder::Kind;
use crate::tree::index::IndexError;

/// Whether two contents of a path mean the same: what lies there, and what
/// the build made.
pub type SameMeaning<'a> = &'a dyn Fn(&OutputPath, &[u8], &[u8]) -> bool;

/// The difference between a tree and what lies in its folder. A path is in
/// one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The environment.
    pub environment: EnvironmentName,
    /// Its folder, as a person would name it.
    pub folder: String,
    /// Made by the build, and not there.
    pub added: Vec<OutputPath>,
    /// There with other contents, which mixgen wrote, or which mean the same.
    pub modified: Vec<OutputPath>,
    /// Written by mixgen before, unchanged since, and no longer made.
    pub removed: Vec<OutputPath>,
    /// Written by mixgen before, and changed since by somebody else.
    pub hand_edited: Vec<OutputPath>,
    /// Not written by mixgen, where the build needs the place.
    pub in_the_way: Vec<InTheWay>,
    /// There, byte for byte.
    pub unchanged: Vec<OutputPath>,
    /// The state of the index.
    pub index: IndexState,
    /// The other environment whose output lies in the folder.
    pub other_environment: Option<EnvironmentName>,
}

/// An entry that mixgen did not make, where the build needs the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// The entry, relative to the environment's folder.
    pub path: String,
    /// What is there.
    pub kind: Kind,
    /// Whether it is a regular file at the path of a regular file.
    pub adoptable: bool,
}

/// The state of an index file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexState {
    /// As the build would write it.
    Current,
    /// There is none.
    Absent,
    /// It differs from what the build would write.
    Stale,
    /// It cannot be read.
    Broken(IndexError),
}

impl Comparison {
    /// Whether the folder holds exactly the tree.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.changes() == 0 && self.index == IndexState::Current
    }

    /// An entry of the folder, or with an empty path the folder itself, as a
    /// person would name it.
    pub(super) fn shown(&self, path: &str) -> String {
        match path {
            "" => self.folder.clone(),
            _ => format!("{}/{path}", self.folder),
        }
    }

    /// Files that differ, of all kinds; the index does not count.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.added.len()
            + self.modified.len()
            + self.removed.len()
            + self.hand_edited.len()
            + self.in_the_way.len()
    }
}

impl fmt::Display for Comparison {
    /// One line, such as "`out/gke` is out of date: 2 files modified, 1 added".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_fresh() {
            return write!(f, "`{}` is up to date", self.folder);
        }
        let counts = [
            (self.modified.len(), "modified"),
            (self.added.len(), "added"),
            (self.removed.len(), "removed"),
            (self.hand_edited.len(), "edited by hand"),
            (self.in_the_way.len(), "in the way"),
        ];
        let mut parts = Vec::new();
        for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
            parts.push(match (parts.is_empty(), count) {
                (true, 1) => format!("1 file {what}"),
                (true, _) => format!("{count} files {what}"),
                (false, _) => format!("{count} {what}"),
            });
        }
        if parts.is_empty() {
            parts.push(match self.index {
                IndexState::Absent => format!("`{INDEX_NAME}` is missing"),
                IndexState::Broken(_) => format!("`{INDEX_NAME}` can't be read"),
                _ => format!("`{INDEX_NAME}` modified"),
            });
        }
        write!(f, "`{}` is out of date: {}", self.folder, parts.join(", "))
    }
}
