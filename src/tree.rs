//! Trees of files: what a build makes of an environment, and the only code
//! that writes under `out/`.
//!
//! [`compare()`] reads, [`write()`] changes. A write goes through these steps:
//! lock, finish what a dead build left ([`recover`]), look at every folder,
//! refuse or go on for all environments together, stage all, then switch each
//! environment from old to new. `.mixgen/` beside the output folder holds the
//! lock, the stages and the journals.
//!
//! How a folder is switched depends on what lies in it:
//! - All of it is mixgen's: a complete new folder is staged (unchanged files
//!   are hard links, so inode and mtime stay), made durable, and exchanged
//!   with the old one in one system call. Old or new at any moment.
//! - Somebody else's files lie there too, or the file system cannot exchange:
//!   an intent is journalled, new contents are put beside their targets under
//!   temporary names, the journal is committed, and each file is renamed into
//!   place, the index last. No file is ever torn, and the tree is old or new
//!   once the next run has finished or withdrawn the journal.
//!
//! All of it goes through descriptors of folders, one name at a time, and
//! follows no symbolic link, see `folder`.

mod compare;
mod comparison;
pub(crate) mod durable;
mod error;
#[cfg(test)]
pub(crate) mod fault;
pub(crate) mod folder;
mod index;
mod journal;
mod place;
mod plan;
mod record;
mod scan;
mod stage;
#[cfg(test)]
mod tests;
mod work;
mod write;

use std::collections::BTreeMap;
use std::fmt;

use sha2::Digest as _;

pub use crate::names::INDEX_NAME;
use crate::names::{Clash, EnvironmentName, OutputPath, check_distinct};

pub use compare::{compare, is_intact, stale_environments};
pub use comparison::{Comparison, InTheWay, IndexState, SameMeaning};
pub use error::{Reason, Refusal, WriteError};
pub use folder::Kind;
pub use index::{Entry, Index, IndexError};
pub use place::{Layout, Place, PlaceError, Request};
pub use work::{Options, Recovered};
pub use write::{Written, recover, write};

/// A SHA-256 digest, shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The digest whose bytes these are.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads 64 lower-case hexadecimal digits; nothing else is a digest.
    #[must_use]
    pub fn parse(hex: &str) -> Option<Self> {
        let digit = |c: u8| match c {
            b'0'..=b'9' => Some(c - b'0'),
            b'a'..=b'f' => Some(c - b'a' + 10),
            _ => None,
        };
        if hex.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One file of a tree: its bytes, their digest, and which parts made it.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    contents: Vec<u8>,
    made_by: Vec<String>,
    sha256: Digest,
}

impl File {
    /// A file of these bytes; `made_by` is sorted and freed of duplicates.
    #[must_use]
    pub fn new(contents: Vec<u8>, mut made_by: Vec<String>) -> Self {
        made_by.sort();
        made_by.dedup();
        let sha256 = Digest::of(&contents);
        Self {
            contents,
            made_by,
            sha256,
        }
    }

    /// The bytes, as they lie on disk.
    #[must_use]
    pub fn contents(&self) -> &[u8] {
        &self.contents
    }

    /// The parts that made it, such as `component etcd`, sorted.
    #[must_use]
    pub fn made_by(&self) -> &[String] {
        &self.made_by
    }

    /// The digest of the contents.
    #[must_use]
    pub fn sha256(&self) -> Digest {
        self.sha256
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({} bytes, {})", self.contents.len(), self.sha256)
    }
}

/// All files of an environment. No two paths clash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    environment: EnvironmentName,
    files: BTreeMap<OutputPath, File>,
}

impl Tree {
    /// The tree of these files.
    ///
    /// # Errors
    /// All pairs of paths that cannot lie in one folder on every system.
    pub fn new(
        environment: EnvironmentName,
        files: BTreeMap<OutputPath, File>,
    ) -> Result<Self, Vec<Clash>> {
        check_distinct(files.keys())?;
        Ok(Self { environment, files })
    }

    /// The environment's name.
    #[must_use]
    pub fn environment(&self) -> &EnvironmentName {
        &self.environment
    }

    /// The files by path.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<OutputPath, File> {
        &self.files
    }

    /// The bytes of the tree's index file.
    #[must_use]
    pub fn index(&self) -> Vec<u8> {
        index::render(self)
    }
}
