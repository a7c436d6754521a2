//! The system's git, run so that nothing a repository or a file says can make
//! it do more than was asked.
//!
//! Git has the network, the credentials and the proxies that a person has set
//! up, so it is used rather than copied. But it also runs hooks, filters,
//! helpers and other programs, asks questions on the terminal and reads
//! options from wherever they may be. All of that is off, see `run`; nothing is
//! ever checked out: [`Repository`] reads trees and blobs as objects, so that
//! attributes, line endings and names that a file system would misread have no
//! effect.

mod mask;
mod read;
mod run;
#[cfg(test)]
mod tests;

use std::{fmt, io, path::PathBuf, time::Duration};

pub use mask::masked;
pub use read::{Entry, EntryKind, Repository, Revision};
pub use run::{At, Command, Protocols};

/// The name of an object: 40 or 64 lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(String);

impl ObjectId {
    /// Reads 40 (SHA-1) or 64 (SHA-256) hexadecimal digits; nothing else is an
    /// object's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (digits && matches!(text.len(), 40 | 64)).then(|| Self(text.to_ascii_lowercase()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first digits, enough for a person.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.0[..12]
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why git did not do what was asked. No variant holds a credential.
#[derive(Debug)]
pub enum GitError {
    /// It cannot be started.
    Start(io::Error),
    /// The folder is in no repository, or in one that git refuses to read: its
    /// words.
    NoRepository(PathBuf, String),
    /// Text that no revision begins with or holds.
    BadRevision(String),
    /// The repository has no such commit.
    UnknownRevision(String),
    /// It took longer than this and was ended.
    TimedOut(Duration),
    /// It ended with an error: its words, freed of credentials.
    Failed(String),
    /// It said something that cannot be understood.
    Unexpected(&'static str),
    /// An object that is not there, or no file.
    NoBlob(ObjectId),
    /// A blob, or all together, is larger than what was allowed, in bytes.
    TooLarge(u64),
    /// Talking to it failed.
    Io(io::Error),
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => write!(f, "can't run `git`: {error}"),
            Self::NoRepository(folder, why) => {
                write!(f, "`{}` is in no git repository: {why}", folder.display())
            }
            Self::BadRevision(text) => write!(f, "`{text}` is no revision"),
            Self::UnknownRevision(text) => write!(f, "there is no commit `{text}`"),
            Self::TimedOut(time) => {
                write!(f, "git took longer than {} s", time.as_secs_f64())
            }
            Self::Failed(words) => write!(f, "git failed: {words}"),
            Self::Unexpected(what) => write!(f, "git answered with an unknown {what}"),
            Self::NoBlob(id) => write!(f, "there is no file `{id}` in the repository"),
            Self::TooLarge(most) => {
                write!(f, "the repository holds more than {} MiB", most >> 20)
            }
            Self::Io(error) => write!(f, "can't talk to git: {error}"),
        }
    }
}
