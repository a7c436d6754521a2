//! Why a tree was not written.

use std::fmt;
use std::io;

use crate::text::escape;
use crate::tree::{IndexError, Kind};

/// Why a tree was not written, or a folder could not be looked at. Unless it
/// is [`WriteError::Io`], nothing has changed anywhere.
#[derive(Debug)]
pub enum WriteError {
    /// What lies in the output folder is not mixgen's to change: all reasons,
    /// of all environments, sorted by path.
    Refused(Vec<Refusal>),
    /// Another build holds the lock, and waiting was not wanted.
    Busy {
        /// The lock file.
        lock: String,
    },
    /// Two environments whose names differ in case alone, or several trees
    /// for a place that takes one.
    Environments(String),
    /// A system call failed. The environments before this one, in the order
    /// given, may be new; this one is old or, after the next run, old or new.
    Io {
        /// What was being done, such as `write`.
        doing: &'static str,
        /// What it was done to.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

/// One entry that mixgen may not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The entry, as a person would name it.
    pub path: String,
    /// Why not.
    pub reason: Reason,
}

/// Why an entry may not be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// mixgen wrote it, and somebody has changed it since. `force` takes it.
    HandEdited,
    /// mixgen did not write it, and a file of the build belongs there, or the
    /// build has a name that differs in case alone. A regular file can be
    /// taken by `adopt`.
    InTheWay {
        /// What is there.
        kind: Kind,
        /// Whether `adopt` would help.
        adoptable: bool,
    },
    /// The index cannot be read. `force` does without it.
    BrokenIndex(IndexError),
    /// The folder holds what was built as this other environment. `force`
    /// replaces it.
    OtherEnvironment(String),
}

impl WriteError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(refusals) => {
                let any = |test: fn(&Reason) -> bool| refusals.iter().any(|it| test(&it.reason));
                let mut hints = Vec::new();
                if any(|it| matches!(it, Reason::HandEdited)) {
                    hints.push("move the edit into the Jsonnet, or use `--force` to overwrite it");
                }
                if any(|it| matches!(it, Reason::BrokenIndex(_))) {
                    hints.push("use `--force` to write the index anew");
                }
                if any(|it| matches!(it, Reason::OtherEnvironment(_))) {
                    hints.push("choose another `--out`, or use `--force` to replace what is there");
                }
                if any(|it| {
                    matches!(
                        it,
                        Reason::InTheWay {
                            adoptable: true,
                            ..
                        }
                    )
                }) {
                    hints.push("use `--adopt` to take over the files that lie there");
                }
                if any(|it| {
                    matches!(
                        it,
                        Reason::InTheWay {
                            adoptable: false,
                            ..
                        }
                    )
                }) {
                    hints.push("move away what lies there: only a regular file of the very same name can be taken over");
                }
                Some(hints.join("; "))
            }
            Self::Busy { .. } => Some("leave out `--no-wait` to wait for it".to_owned()),
            Self::Environments(_) => Some("rename one of them".to_owned()),
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("make room on the disk and build again".to_owned())
                }
                _ => None,
            },
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusals) => {
                for (position, refusal) in refusals.iter().enumerate() {
                    if position > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{refusal}")?;
                }
                Ok(())
            }
            Self::Busy { lock } => {
                write!(f, "another build is running: it holds `{}`", escape(lock))
            }
            Self::Environments(why) => f.write_str(why),
            Self::Io {
                doing,
                path,
                source,
            } => {
                write!(f, "can't {doing} `{}`: {source}", escape(path))
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = escape(&self.path);
        match &self.reason {
            Reason::HandEdited => write!(f, "`{path}` was edited by hand"),
            Reason::InTheWay { kind, .. } => {
                let kind = match kind {
                    Kind::File => "a file",
                    Kind::Folder => "a folder",
                    Kind::Symlink => "a symbolic link",
                    Kind::Other => "a special file",
                };
                write!(f, "`{path}` is in the way: {kind} that mixgen did not make")
            }
            Reason::BrokenIndex(error) => write!(f, "the index `{path}` can't be read: {error}"),
            Reason::OtherEnvironment(name) => {
                write!(f, "`{path}` holds what was built as `{name}`")
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Says what an I/O error happened to.
pub(super) trait Context<T> {
    /// The same result, with what was being done and to what.
    fn when(self, doing: &'static str, path: impl FnOnce() -> String) -> Result<T, WriteError>;
}

impl<T> Context<T> for io::Result<T> {
    fn when(self, doing: &'static str, path: impl FnOnce() -> String) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io {
            doing,
            path: path(),
            source,
        })
    }
}
