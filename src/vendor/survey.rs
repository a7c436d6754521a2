//! What lies in vendor/, compared with what the lockfiles say.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs,
    path::Path,
};

use super::{
    contents::{Contents, ContentsError},
    error::VendorError,
    files::Files,
    install::kind_of,
    jsonnetfile::{self, Jsonnetfile},
    source::Source,
};
use crate::tree::folder::Kind;

/// Files at the top of vendor/ that are nobody's package.
const OWN: [&str; 4] = ["README.md", ".gitignore", ".gitattributes", ".gitkeep"];

/// How a package lies in vendor/.
#[derive(Debug)]
pub enum State {
    /// As it is locked.
    Same,
    /// Not at all.
    Missing,
    /// Otherwise than it is locked; whether our digest or only jb's says so.
    Changed {
        /// There is a digest of ours.
        ours: bool,
    },
    /// It cannot be read, or is nothing that could be a package.
    Unreadable(ContentsError),
    /// Neither file has a digest.
    Unknown,
}

/// The folders of all packages of a lockfile.
#[must_use]
pub fn folders(lock: &Jsonnetfile) -> BTreeSet<String> {
    lock.dependencies
        .iter()
        .map(super::Dependency::folder)
        .collect()
}

/// The folders of those that come from git.
pub(super) fn git_folders(lock: &Jsonnetfile) -> BTreeSet<String> {
    lock.dependencies
        .iter()
        .filter(|it| matches!(it.source, Source::Git(_)))
        .map(super::Dependency::folder)
        .collect()
}

/// The state of each package that comes from git.
#[must_use]
pub fn states(root: &Path, files: &Files) -> BTreeMap<String, State> {
    let mut states = BTreeMap::new();
    for locked in &files.lock.dependencies {
        if matches!(locked.source, Source::Git(_)) {
            let folder = locked.folder();
            let state = match Contents::of_package(root, &folder) {
                Ok(contents) => state(&folder, &contents, files),
                Err(ContentsError::Missing) => State::Missing,
                Err(error) => State::Unreadable(error),
            };
            states.insert(folder, state);
        }
    }
    states
}

/// The state of a package with these contents.
#[must_use]
pub fn state(folder: &str, contents: &Contents, files: &Files) -> State {
    let Some(locked) = files.lock.get(folder) else {
        return State::Unknown;
    };
    let known = files.record.packages.get(folder);
    match known.filter(|known| known.commit == locked.version.as_str()) {
        Some(known) if known.digest == contents.digest() => State::Same,
        Some(_) => State::Changed { ours: true },
        None if locked.sum.is_empty() => State::Unknown,
        None if locked.sum == contents.sum() => State::Same,
        None => State::Changed { ours: false },
    }
}

/// What lies in vendor/ and is neither in a package nor a wanted link: the
/// topmost entries, sorted.
///
/// # Errors
/// [`VendorError::Io`].
pub fn unknown(
    root: &Path,
    known: &BTreeSet<String>,
    links: &BTreeMap<String, String>,
) -> Result<Vec<String>, VendorError> {
    let vendor = root.join("vendor");
    let mut found = Vec::new();
    if vendor.is_dir() {
        walk(&vendor, "", known, &mut found)?;
    }
    found.retain(|path| {
        let jb = path == ".tmp" || path.starts_with(".tmp/");
        !jb && !OWN.contains(&path.as_str()) && !links.contains_key(path)
    });
    Ok(found)
}

fn walk(
    vendor: &Path,
    below: &str,
    known: &BTreeSet<String>,
    found: &mut Vec<String>,
) -> Result<(), VendorError> {
    let folder = vendor.join(below);
    let cannot = || VendorError::io("list", folder.clone());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(cannot())? {
        names.push(entry.map_err(cannot())?.file_name());
    }
    names.sort();
    for name in names {
        let name = name.to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if known.contains(&path) {
            continue;
        }
        let prefix = format!("{path}/");
        let above = known.iter().any(|known| known.starts_with(&prefix));
        let kind = kind_of(&vendor.join(&path)).map_err(cannot())?;
        if kind == Some(Kind::Symlink) && below.is_empty() {
            // A link to a package is of an earlier run, or of jb.
            let target = fs::read_link(vendor.join(&path)).map_err(cannot())?;
            if target.to_str().is_some_and(|target| known.contains(target)) {
                continue;
            }
        }
        if above && kind == Some(Kind::Folder) {
            walk(vendor, &path, known, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether nothing lies in a folder of vendor/ but known packages.
pub(super) fn is_covered(
    vendor: &Path,
    folder: &str,
    known: &BTreeSet<String>,
) -> Result<bool, VendorError> {
    let kind = kind_of(&vendor.join(folder));
    if kind.map_err(VendorError::io("look at", folder))? != Some(Kind::Folder) {
        return Ok(false);
    }
    let mut found = Vec::new();
    walk(vendor, folder, known, &mut found)?;
    Ok(found.is_empty())
}

/// Who needs each package, as far as what lies in vendor/ tells: for each, the
/// shortest way from the project through each one that asks for it, with the
/// version asked for.
#[must_use]
pub fn needs(root: &Path, files: &Files) -> BTreeMap<String, Vec<(Vec<String>, String)>> {
    let mut needs: BTreeMap<String, Vec<(Vec<String>, String)>> = BTreeMap::new();
    let mut queue = VecDeque::new();
    let own = files.jsonnetfile.clone().unwrap_or_default();
    queue.push_back((Vec::new(), own));
    let mut seen = BTreeSet::new();
    while let Some((by, file)) = queue.pop_front() {
        for dependency in &file.dependencies {
            let folder = dependency.folder();
            let need = (by.clone(), dependency.version.to_string());
            needs.entry(folder.clone()).or_default().push(need);
            if dependency.single || !seen.insert(folder.clone()) {
                continue;
            }
            let path = root.join("vendor").join(&folder).join(jsonnetfile::FILE);
            let text = fs::read_to_string(path).unwrap_or_default();
            if let Ok(nested) = Jsonnetfile::parse(&text) {
                let mut by = by.clone();
                by.push(folder);
                queue.push_back((by, nested));
            }
        }
    }
    needs
}
