//! Whether vendor/ is what is locked, fast enough for every build.
//!
//! A package that was found intact is not read again as long as nothing about
//! its files has changed that the system knows: names, sizes, modes, inodes,
//! times of change. Those are kept in the user's cache folder, and only once
//! they are older than the look at them, so that a change within the same tick
//! of the clock is not missed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    Files, LOCKFILE, VendorError,
    contents::{Contents, ContentsError},
    source::Source,
    store::Store,
    survey::{self, State},
};
use crate::{git::ObjectId, tree::Digest};

/// How vendor/ differs from its lockfiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Packages that are not what mixgen has locked, and why they cannot even
    /// be read.
    pub changed: Vec<(String, Option<String>)>,
    /// Packages whose sum by jb is another, which says less: jb itself removes
    /// links after it has taken the sum.
    pub doubtful: Vec<String>,
    /// Packages that are locked and do not lie there.
    pub missing: Vec<String>,
}

/// What is remembered of packages that were intact, by folder: what they were
/// compared with, and a digest of all that the system says of their files.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen(BTreeMap<String, (String, String)>);

/// Compares vendor/ with the lockfiles of a project. `memory` is a folder for
/// what is to be remembered.
///
/// # Errors
/// When a lockfile cannot be read.
pub fn drift(root: &Path, memory: Option<&Path>) -> Result<Drift, VendorError> {
    let mut drift = Drift::default();
    if !root.join(LOCKFILE).exists() {
        return Ok(drift);
    }
    let files = Files::read(root)?;
    let place = memory.map(|folder| {
        let name = Digest::of(root.as_os_str().as_encoded_bytes()).to_string();
        folder.join(format!("{}.json", &name[..32]))
    });
    let before: Seen = place
        .as_ref()
        .and_then(|path| serde_json::from_slice(&fs::read(path).ok()?).ok())
        .unwrap_or_default();
    // Made first: whatever changes from here on is younger than it.
    let mark = place.as_deref().and_then(mark);
    let mut now = Seen::default();
    for locked in &files.lock.dependencies {
        if !matches!(locked.source, Source::Git(_)) {
            continue;
        }
        let folder = locked.folder();
        let expected = match files.record.packages.get(&folder) {
            Some(known) if known.commit == locked.version.as_str() => known.digest.to_string(),
            _ => locked.sum.clone(),
        };
        let look = match look(&root.join("vendor"), &folder) {
            Ok(Some(look)) => look,
            Ok(None) => {
                drift.missing.push(folder);
                continue;
            }
            Err(error) => {
                drift.changed.push((folder, Some(error.to_string())));
                continue;
            }
        };
        let remembered = before.0.get(&folder);
        if remembered.is_some_and(|(what, seen)| *what == expected && *seen == look.digest) {
            let entry = (expected, look.digest);
            now.0.insert(folder, entry);
            continue;
        }
        let state = match Contents::of_package(root, &folder) {
            Ok(contents) => survey::state(&folder, &contents, &files),
            Err(error) => State::Unreadable(error),
        };
        match state {
            State::Same => {
                if mark.as_ref().is_some_and(|(_, mark)| look.newest < *mark) {
                    let entry = (expected, look.digest);
                    now.0.insert(folder, entry);
                }
            }
            State::Changed { ours: true } => drift.changed.push((folder, None)),
            State::Changed { ours: false } => drift.doubtful.push(folder),
            State::Unreadable(ContentsError::Missing) | State::Missing => {
                drift.missing.push(folder);
            }
            State::Unreadable(error) => {
                drift.changed.push((folder, Some(error.to_string())));
            }
            State::Unknown => {}
        }
    }
    if let (Some((draft, _)), Some(place)) = (mark, place) {
        // That nothing can be remembered is no error: it only takes longer.
        let _ = if now == before {
            fs::remove_file(draft)
        } else {
            let bytes = serde_json::to_vec(&now).expect("it is text");
            fs::write(&draft, bytes).and_then(|()| fs::rename(draft, place))
        };
    }
    Ok(drift)
}

/// A new file beside `place`, and its time less a second.
fn mark(place: &Path) -> Option<(PathBuf, (i64, i64))> {
    fs::create_dir_all(place.parent()?).ok()?;
    let draft = place.with_extension(std::process::id().to_string());
    fs::write(&draft, b"").ok()?;
    let data = draft.metadata().ok()?;
    Some((draft, (data.mtime() - 1, data.mtime_nsec())))
}

struct Look {
    digest: String,
    /// When anything was last changed: seconds and nanoseconds.
    newest: (i64, i64),
}

/// All that can be known of a folder without reading a file.
fn look(vendor: &Path, folder: &str) -> io::Result<Option<Look>> {
    for (at, _) in folder.match_indices('/') {
        let above = &folder[..at];
        if vendor.join(above).is_symlink() {
            return Err(io::Error::other(format!("`vendor/{above}` is a link")));
        }
    }
    let folder = &vendor.join(folder);
    if matches!(folder.symlink_metadata(), Err(error) if error.kind() == io::ErrorKind::NotFound) {
        return Ok(None);
    }
    let mut hasher = Sha256::new();
    let mut newest = (0, 0);
    let walk = walkdir::WalkDir::new(folder).follow_root_links(false);
    for entry in walk.sort_by_file_name() {
        let entry = entry?;
        let data = entry.metadata()?;
        let name = entry.path().as_os_str().as_encoded_bytes();
        hasher.update((name.len() as u64).to_be_bytes());
        hasher.update(name);
        for number in [data.dev(), data.ino(), data.len(), u64::from(data.mode())] {
            hasher.update(number.to_be_bytes());
        }
        for number in [
            data.mtime(),
            data.mtime_nsec(),
            data.ctime(),
            data.ctime_nsec(),
        ] {
            hasher.update(number.to_be_bytes());
        }
        newest = newest.max((data.ctime(), data.ctime_nsec()));
    }
    let digest = Digest::from_bytes(hasher.finalize().into()).to_string();
    Ok(Some(Look { digest, newest }))
}

/// How a package differs from what is locked, file by file: as far as the cache
/// has it, else nothing.
#[must_use]
pub fn differences(store: &Store, files: &Files, folder: &str, there: &Contents) -> Vec<String> {
    let Some(locked) = files.lock.get(folder) else {
        return Vec::new();
    };
    let (Source::Git(git), Some(commit)) =
        (&locked.source, ObjectId::parse(locked.version.as_str()))
    else {
        return Vec::new();
    };
    let Ok(fetched) = store.fetch(git, &commit) else {
        return Vec::new();
    };
    let (from, to) = (fetched.contents.items(), there.items());
    let names: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let word = |path: &String| match (from.get(path), to.get(path)) {
        (Some(_), None) => Some("removed"),
        (None, Some(_)) => Some("added"),
        (from, to) => (from != to).then_some("modified"),
    };
    names
        .into_iter()
        .filter_map(|path| Some(format!("{}: {path}", word(path)?)))
        .collect()
}
