//! Why a side cannot be read.

use std::{io, path::PathBuf};

use crate::git::GitError;

/// Why a side cannot be read. Put into words by the report.
#[derive(Debug)]
pub enum SideError {
    /// There is no such folder, as it was given.
    NoFolder(String),
    /// It is a file, as it was given.
    NotAFolder(String),
    /// Reading failed there.
    Io(PathBuf, io::Error),
    /// Git did not do what was asked, and what could have been meant instead
    /// of an unknown revision.
    Git(GitError, Option<String>),
    /// The folder is in no repository of git: git's words.
    NoRepository(String),
    /// The revision has no such folder: revision, path, and one that has a
    /// similar name.
    NoPath(String, String, Option<String>),
    /// A path in a revision that leads out of the repository.
    Outside(String),
    /// The output folder is not in the repository.
    NotInRepository(String),
    /// A side has more files than this.
    TooMany(String, usize),
    /// A file is larger than this, in MiB.
    TooLarge(String, usize),
    /// The files of a side are larger than this together, in MiB.
    TooMuch(String, usize),
}
