//! Why vendoring failed, as data; the words are the report's.

use std::{io, path::PathBuf};

use super::{
    contents::ContentsError,
    jsonnetfile::ParseError,
    source::{SourceError, Version},
    store::FetchError,
};

/// Why vendor/ is not as it should be. No variant holds a credential.
#[derive(Debug)]
pub enum VendorError {
    /// There is no jsonnetfile.json.
    NoJsonnetfile,
    /// A jsonnetfile or lockfile is wrong.
    Parse {
        /// The file, relative to the project.
        file: String,
        /// Its text.
        text: String,
        /// What is wrong.
        error: ParseError,
    },
    /// mixgen.lock is wrong.
    Record(String),
    /// A source or version on the command line is wrong; the argument, masked.
    Argument(String, SourceError),
    /// A name or version in `[vendor]` of mixgen.toml is wrong.
    Setting(String, SourceError),
    /// A package that is not among the dependencies; a near name.
    Unknown(String, Option<String>),
    /// Several packages have this name.
    Ambiguous(String, Vec<String>),
    /// A package that only others need, and who.
    Indirect(String, Vec<String>),
    /// A package cannot be had.
    Fetch {
        /// Its folder in vendor/.
        folder: String,
        /// Its repository.
        remote: String,
        /// What was asked for.
        version: String,
        /// Why.
        error: Box<FetchError>,
    },
    /// Two packages need different commits of one.
    Conflict {
        /// The folder in vendor/.
        folder: String,
        /// Who needs which version, and the commit that it names.
        needs: Vec<(Vec<String>, Version, String)>,
    },
    /// A local dependency whose folder is not there, and who needs it.
    NoLocal(String, Vec<String>),
    /// A local dependency of a vendored package that leads out of it.
    LocalOutside(String, Vec<String>),
    /// A package lies in another's folder and is not what lies there.
    Overlap(String, String),
    /// What was fetched is not what was locked: package, expected, found.
    Sum(String, String, String),
    /// `--locked`, and the lockfile does not fit: package and why.
    Misfit(Vec<(String, Misfit)>),
    /// Something that no lockfile names lies where a package belongs.
    InTheWay(Vec<String>),
    /// vendor/ or a folder on the way to a package is a link or no folder.
    NoFolder(String),
    /// Too many packages.
    TooMany(usize),
    /// Reading or writing failed.
    Io {
        /// What was being done, such as `write`.
        doing: &'static str,
        /// What it was done to.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A package on disk cannot be read.
    Contents(String, ContentsError),
}

/// How a lockfile does not fit its jsonnetfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It lacks the package.
    Missing,
    /// It locks a package that nobody needs.
    Unneeded,
    /// It locks what another version named: the version then and now.
    Version(String, String),
    /// It has no sum of it.
    NoSum,
    /// mixgen.lock is about another commit.
    Record,
}

impl VendorError {
    /// For `map_err`: reading or writing failed.
    pub(super) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { doing, path, error }
    }
}
