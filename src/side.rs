//! The sides of a comparison: what an argument names, and the files that lie
//! there. Only reads.
//!
//! A folder is read as it lies on disk, a revision of a git repository from its
//! objects, without a checkout. Hidden files are left out on both, so that one
//! tree has the same files whichever way it is read.

mod error;
mod folder;
mod revision;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use error::SideError;
pub use folder::folder;
pub use revision::At;

use crate::{
    diff::Files,
    limits::Limits,
    names::{INDEX_NAME, OutputPath},
    tree::{Index, Tree},
};

/// What one argument of a comparison names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A folder: what has a `/` or begins with a `.`.
    Folder(PathBuf),
    /// An environment of the project: any other word.
    Environment(String),
    /// `git:REVISION` or `git:REVISION:PATH`.
    Revision {
        /// What git is asked for.
        revision: String,
        /// A folder, as git has it: from the repository's root, or from the
        /// current folder where it begins with `./` or `../`.
        path: Option<String>,
    },
}

impl Named {
    /// Reads an argument.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if let Some(rest) = text.strip_prefix("git:") {
            let (revision, path) = match rest.split_once(':') {
                Some((revision, path)) => (revision, Some(path.to_owned())),
                None => (rest, None),
            };
            return Self::Revision {
                revision: revision.to_owned(),
                path,
            };
        }
        if text.contains('/') || text.starts_with('.') {
            Self::Folder(PathBuf::from(text))
        } else {
            Self::Environment(text.to_owned())
        }
    }
}

/// The files of one side.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The files by path, relative to the side's top.
    pub files: Files,
    /// What a build noted of them, where it did.
    pub index: Option<Index>,
    /// What lies there and was not read, by path.
    pub skipped: Vec<Skipped>,
}

/// Something that is no file of the side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Where it lies, relative to the side's top.
    pub path: String,
    /// Why it was not read.
    pub why: Why,
}

/// Why something was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A symbolic link that leads to no regular file of the same side.
    Link,
    /// Another repository's commit.
    Submodule,
    /// A device, a pipe or a socket.
    Special,
    /// Its name is not UTF-8; the path is an approximation.
    Name,
}

impl Contents {
    /// Of an environment's folder, only what is mixgen's: what the index lists
    /// and what `fresh`, the tree that belongs there, has. What others put
    /// beside it is no business of a build, and so no difference. A folder
    /// without an index is compared with a fresh tree by the tree's files, and
    /// with anything else whole.
    #[must_use]
    pub fn made(self, fresh: Option<&Files>) -> Files {
        let Self { files, index, .. } = self;
        if index.is_none() && fresh.is_none() {
            return files;
        }
        let listed = |path: &String| {
            index.as_ref().is_some_and(|index| {
                OutputPath::new(path.as_str()).is_ok_and(|path| index.files.contains_key(&path))
            })
        };
        let wanted = |path: &String| fresh.is_some_and(|fresh| fresh.contains_key(path));
        files
            .into_iter()
            .filter(|(path, _)| listed(path) || wanted(path))
            .collect()
    }
}

/// The files of a tree that was built.
#[must_use]
pub fn files(tree: &Tree) -> Files {
    let files = tree.files().iter();
    files
        .map(|(path, file)| (path.as_str().to_owned(), file.contents().to_vec()))
        .collect()
}

/// Counts what is read against the limits of the output: how many files, the
/// size of each and of all.
struct Budget<'a> {
    limits: &'a Limits,
    side: &'a str,
    files: usize,
    bytes: u64,
}

impl<'a> Budget<'a> {
    fn new(limits: &'a Limits, side: &'a str) -> Self {
        Self {
            limits,
            side,
            files: 0,
            bytes: 0,
        }
    }

    /// One more file.
    fn file(&mut self) -> Result<(), SideError> {
        self.files += 1;
        if self.files > self.limits.files {
            return Err(SideError::TooMany(self.side.to_owned(), self.limits.files));
        }
        Ok(())
    }

    /// So many more bytes, of the file at `path`.
    fn bytes(&mut self, path: &str, bytes: u64) -> Result<(), SideError> {
        if bytes > mebibytes(self.limits.file) {
            return Err(SideError::TooLarge(path.to_owned(), self.limits.file));
        }
        self.bytes += bytes;
        if self.bytes > mebibytes(self.limits.output) {
            return Err(SideError::TooMuch(self.side.to_owned(), self.limits.output));
        }
        Ok(())
    }
}

fn mebibytes(number: usize) -> u64 {
    (number as u64).saturating_mul(1 << 20)
}

/// Whether a path has a segment that begins with a dot.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|segment| segment.starts_with('.'))
}

/// The index among the files at the top of a side.
fn index(bytes: &[u8]) -> Option<Index> {
    Index::read(bytes).ok()
}

/// Where the index lies on a side.
const INDEX: &str = INDEX_NAME;
