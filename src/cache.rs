//! "Nothing has changed" in a few milliseconds: what the last build of a
//! program read and wrote, in the user's cache folder.
//!
//! An entry is believed only after everything in it was looked at again: every
//! file that was read is still the one that its import names and has its
//! digest, every probe that found nothing
//! still finds nothing, and every file that was written still has its digest.
//! So a lost or forged cache costs time at most, or leaves output that is on
//! disk already as it is; `--check` never asks it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    build::Built,
    closure::Closure,
    evaluate::{Problem, Request},
    names::EnvironmentName,
    project::Settings,
    tree::{self, Digest, Place, Written},
};

/// What a build read and wrote.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    closure: Closure,
    /// Environment, digest of the index that was written in hexadecimal, number
    /// of files.
    written: Vec<(String, String, usize)>,
    /// How many documents were evaluated.
    documents: u64,
    warnings: Vec<Problem>,
    traces: Vec<String>,
}

/// The last build of one program with one set of inputs.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
}

/// What is known to be up to date.
#[derive(Debug)]
pub struct Fresh {
    /// The environments that the build would write, with their number of files.
    pub built: Vec<(EnvironmentName, usize)>,
    /// What the library warned of.
    pub warnings: Vec<Problem>,
    /// Lines of `std.trace`.
    pub traces: Vec<String>,
}

impl Cache {
    /// The entry for a request that writes to `place`. None where there is no
    /// cache folder or the inputs cannot be told apart reliably.
    #[must_use]
    pub fn of(request: &Request, settings: &Settings, place: &Place) -> Option<Self> {
        let folder = user_folder()?.join("builds");
        // Another mixgen may make something else of the same input.
        let binary = std::env::current_exe().ok()?.metadata().ok()?;
        let built = binary
            .modified()
            .ok()?
            .duration_since(UNIX_EPOCH)
            .ok()?
            .as_nanos();
        let mut request = request.clone();
        // Neither changes the output.
        request.threads = 0;
        request.limits = crate::limits::Limits::default();
        let key = (
            env!("CARGO_PKG_VERSION"),
            binary.len(),
            built,
            &request,
            // What is allowed no longer is an error.
            &settings.allowed_secrets,
            place.path(),
        );
        let key = serde_json::to_vec(&key).ok()?;
        let name = Digest::of(&key).to_string();
        Some(Self {
            path: folder.join(format!("{}.json", &name[..32])),
        })
    }

    fn entry(&self) -> Option<Entry> {
        serde_json::from_slice(&fs::read(&self.path).ok()?).ok()
    }

    /// How many documents the last build evaluated; 0 if that is not known.
    #[must_use]
    pub fn expected(&self) -> u64 {
        self.entry().map_or(0, |entry| entry.documents)
    }

    /// Whether everything is as the last build left it.
    #[must_use]
    pub fn fresh(&self, place: &Place) -> Option<Fresh> {
        let entry = self.entry()?;
        let unread = |path: &PathBuf| matches!(path.symlink_metadata(), Err(error) if error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::NotADirectory);
        let same = |(path, digest): (&PathBuf, &[u8; 32])| {
            fs::read(path).is_ok_and(|bytes| <[u8; 32]>::from(Sha256::digest(bytes)) == *digest)
        };
        let leads = |(named, real): (&PathBuf, &PathBuf)| {
            named.canonicalize().is_ok_and(|now| now == *real)
        };
        let closure = &entry.closure;
        if !closure.missing.iter().all(unread)
            || !closure.links.iter().all(leads)
            || !closure.read.iter().all(same)
        {
            return None;
        }
        let mut built = Vec::new();
        for (environment, index, files) in entry.written {
            let environment = EnvironmentName::new(environment).ok()?;
            let intact = tree::is_intact(place, &environment, Digest::parse(&index)?);
            if !matches!(intact, Ok(true)) {
                return None;
            }
            built.push((environment, files));
        }
        Some(Fresh {
            built,
            warnings: entry.warnings,
            traces: entry.traces,
        })
    }

    /// Remembers a build. That it cannot is no error: the next build is slower.
    pub fn remember(&self, built: Built, written: &[Written]) {
        let written = written.iter().filter_map(|written| {
            let files = written.unchanged + written.added.len() + written.modified.len();
            let environment = written.environment.as_str().to_owned();
            Some((environment, written.index?.to_string(), files))
        });
        let entry = Entry {
            written: written.collect(),
            documents: built
                .trees
                .iter()
                .map(|tree| tree.files().len() as u64)
                .sum(),
            closure: built.closure,
            warnings: built.warnings,
            traces: built.traces,
        };
        let Ok(bytes) = serde_json::to_vec(&entry) else {
            return;
        };
        // Complete or absent: a torn entry would be read as none anyway.
        let temporary = self.path.with_extension(std::process::id().to_string());
        let _ = self.path.parent().map(fs::create_dir_all);
        let _ = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, &self.path));
    }

    /// Forgets the build.
    pub fn forget(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// The user's folder for what mixgen can do without: `$XDG_CACHE_HOME/mixgen`,
/// or `~/.cache/mixgen`.
#[must_use]
pub fn user_folder() -> Option<PathBuf> {
    let absolute = |path: &PathBuf| path.is_absolute();
    std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(absolute)
        .or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cache")).filter(absolute))
        .map(|folder| folder.join("mixgen"))
}
