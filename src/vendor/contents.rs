//! What a package holds: its files and links, their digests, and where they
//! are read from.

use std::{
    cmp::Ordering,
    collections::BTreeMap,
    fmt, fs,
    io::{self, Read as _},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use sha2::{Digest as _, Sha256};

use crate::{
    git::{Entry, EntryKind, GitError, ObjectId, Repository},
    text::to_base64,
    tree::Digest,
};

/// What a package may hold at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageLimits {
    /// Files and links.
    pub files: usize,
    /// All files together, in bytes.
    pub bytes: u64,
    /// Folders in folders.
    pub depth: usize,
}

impl Default for PackageLimits {
    fn default() -> Self {
        Self {
            files: 100_000,
            bytes: 1 << 30,
            depth: 64,
        }
    }
}

/// A file or link of a package.
#[derive(Clone, PartialEq, Eq)]
pub enum Item {
    /// A regular file.
    File {
        /// Its contents.
        bytes: Vec<u8>,
        /// Whether its owner may execute it.
        executable: bool,
    },
    /// A symbolic link and its target.
    Link(String),
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { bytes, .. } => write!(f, "File({} bytes)", bytes.len()),
            Self::Link(target) => write!(f, "Link({target:?})"),
        }
    }
}

/// All that a package holds, by path below its folder. Paths are checked: each
/// segment leads down, and no link leads out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    items: BTreeMap<String, Item>,
    /// Paths of submodules, which are not fetched.
    pub submodules: Vec<String>,
}

/// Why something is no package.
#[derive(Debug)]
pub enum ContentsError {
    /// The folder is not in the repository, or empty.
    Missing,
    /// A name that cannot lie in vendor/, escaped.
    Name(String),
    /// A link that leads out of the package, and where it leads.
    Link(String, String),
    /// Neither a file nor a link nor a folder.
    Special(String),
    /// More files than allowed.
    Files(usize),
    /// More bytes than allowed.
    Bytes(u64),
    /// Folders nest deeper than allowed.
    Depth(String),
    /// Git could not read it.
    Git(GitError),
    /// The system could not: the path, and what it said.
    Io(String, io::Error),
}

impl fmt::Display for ContentsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no such folder, or it is empty"),
            Self::Name(name) => write!(f, "`{name}` is no name for a file in vendor/"),
            Self::Link(path, target) => {
                write!(
                    f,
                    "the link `{path}` leads out of the package, to `{target}`"
                )
            }
            Self::Special(path) => write!(f, "`{path}` is neither a file nor a link"),
            Self::Files(most) => write!(f, "it holds more than {most} files"),
            Self::Bytes(most) => write!(f, "it holds more than {} MiB", most >> 20),
            Self::Depth(path) => write!(f, "`{path}` lies too deep"),
            Self::Git(error) => write!(f, "{error}"),
            Self::Io(path, error) => write!(f, "can't read `{path}`: {error}"),
        }
    }
}

impl Contents {
    /// Takes items, and checks them.
    ///
    /// # Errors
    /// All of [`ContentsError`] but those of reading.
    pub fn new(
        items: BTreeMap<String, Item>,
        limits: &PackageLimits,
    ) -> Result<Self, ContentsError> {
        if items.is_empty() {
            return Err(ContentsError::Missing);
        }
        if items.len() > limits.files {
            return Err(ContentsError::Files(limits.files));
        }
        let mut bytes = 0_u64;
        for (path, item) in &items {
            check_path(path, limits)?;
            match item {
                Item::File { bytes: file, .. } => bytes += file.len() as u64,
                Item::Link(target) => check_link(path, target)?,
            }
        }
        if bytes > limits.bytes {
            return Err(ContentsError::Bytes(limits.bytes));
        }
        Ok(Self {
            items,
            submodules: Vec::new(),
        })
    }

    /// Reads a folder of a commit, as its objects are: no filter, no line
    /// ending, no attribute has any effect.
    ///
    /// # Errors
    /// See [`ContentsError`].
    pub fn of_commit(
        repository: &Repository,
        commit: &ObjectId,
        subdir: &str,
        limits: &PackageLimits,
    ) -> Result<Self, ContentsError> {
        let entries = repository
            .tree(commit, subdir)
            .map_err(ContentsError::Git)?;
        if entries.len() > limits.files {
            return Err(ContentsError::Files(limits.files));
        }
        let mut submodules = Vec::new();
        let mut wanted: Vec<(String, EntryKind)> = Vec::new();
        let mut ids = Vec::new();
        for Entry { path, kind, id } in entries {
            let path = String::from_utf8(path).map_err(|error| {
                ContentsError::Name(error.as_bytes().escape_ascii().to_string())
            })?;
            check_path(&path, limits)?;
            if kind == EntryKind::Submodule {
                submodules.push(path);
            } else {
                wanted.push((path, kind));
                ids.push(id);
            }
        }
        let blobs = repository.blobs(&ids, limits.bytes).map_err(|error| {
            if matches!(error, GitError::TooLarge(_)) {
                ContentsError::Bytes(limits.bytes)
            } else {
                ContentsError::Git(error)
            }
        })?;
        let mut items = BTreeMap::new();
        for ((path, kind), bytes) in wanted.into_iter().zip(blobs) {
            let item = match kind {
                EntryKind::File { executable } => Item::File { bytes, executable },
                _ => match String::from_utf8(bytes) {
                    Ok(target) => Item::Link(target),
                    Err(_) => return Err(ContentsError::Link(path, "no text".to_owned())),
                },
            };
            if items.insert(path.clone(), item).is_some() {
                return Err(ContentsError::Name(path));
            }
        }
        // A file cannot also be a folder.
        for path in items.keys() {
            let above = path.match_indices('/').map(|(at, _)| &path[..at]);
            if let Some(file) = above.into_iter().find(|it| items.contains_key(*it)) {
                return Err(ContentsError::Name(file.to_owned()));
            }
        }
        let mut contents = Self::new(items, limits)?;
        contents.submodules = submodules;
        Ok(contents)
    }

    /// Reads a package in the vendor/ of a project. No folder on the way below
    /// vendor/ is a link.
    ///
    /// # Errors
    /// As [`Contents::of_folder`].
    pub fn of_package(root: &Path, folder: &str) -> Result<Self, ContentsError> {
        let vendor = root.join("vendor");
        for (at, _) in folder.match_indices('/') {
            if let Ok(target) = fs::read_link(vendor.join(&folder[..at])) {
                let target = target.display().to_string();
                return Err(ContentsError::Link(folder[..at].to_owned(), target));
            }
        }
        Self::of_folder(&vendor.join(folder), &PackageLimits::default())
    }

    /// Reads a folder on disk, without following links. Empty folders are
    /// nothing.
    ///
    /// # Errors
    /// See [`ContentsError`]; [`ContentsError::Missing`] when there is no such
    /// folder.
    pub fn of_folder(folder: &Path, limits: &PackageLimits) -> Result<Self, ContentsError> {
        let mut items = BTreeMap::new();
        let mut left = limits.bytes;
        let walk = walkdir::WalkDir::new(folder).follow_root_links(false);
        for entry in walk.min_depth(1).max_depth(limits.depth + 2) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).display().to_string();
                match error.into_io_error() {
                    Some(error) if error.kind() == io::ErrorKind::NotFound => {
                        ContentsError::Missing
                    }
                    Some(error) => ContentsError::Io(path, error),
                    None => ContentsError::Special(path),
                }
            })?;
            let path = entry.path();
            let below = path.strip_prefix(folder).expect("it was found there");
            let Some(name) = below.to_str().map(str::to_owned) else {
                let bytes = below.as_os_str().as_encoded_bytes();
                return Err(ContentsError::Name(bytes.escape_ascii().to_string()));
            };
            let failed = |error| ContentsError::Io(name.clone(), error);
            let kind = entry.file_type();
            let item = if kind.is_dir() {
                continue;
            } else if kind.is_symlink() {
                let target = fs::read_link(path).map_err(failed)?;
                match target.to_str() {
                    Some(target) => Item::Link(target.to_owned()),
                    None => return Err(ContentsError::Link(name, "no text".to_owned())),
                }
            } else if kind.is_file() {
                let mut bytes = Vec::new();
                let mut file = fs::File::open(path).map_err(failed)?;
                let mode = file.metadata().map_err(failed)?.permissions().mode();
                let mut part = file.by_ref().take(left + 1);
                part.read_to_end(&mut bytes).map_err(failed)?;
                left = left
                    .checked_sub(bytes.len() as u64)
                    .ok_or(ContentsError::Bytes(limits.bytes))?;
                let executable = mode & 0o100 != 0;
                Item::File { bytes, executable }
            } else {
                return Err(ContentsError::Special(name));
            };
            items.insert(name, item);
            if items.len() > limits.files {
                return Err(ContentsError::Files(limits.files));
            }
        }
        Self::new(items, limits)
    }

    /// The items by path.
    #[must_use]
    pub fn items(&self) -> &BTreeMap<String, Item> {
        &self.items
    }

    /// Our digest: over paths, kinds, modes, lengths, contents and targets.
    /// Each has a length before it, so that no byte can move from one to the
    /// next unnoticed.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut hasher = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        field(b"mixgen package 1");
        for (path, item) in &self.items {
            field(path.as_bytes());
            let (kind, bytes): (&[u8], &[u8]) = match item {
                Item::File {
                    bytes,
                    executable: false,
                } => (b"file", bytes),
                Item::File { bytes, .. } => (b"executable", bytes),
                Item::Link(target) => (b"link", target.as_bytes()),
            };
            field(kind);
            field(bytes);
        }
        Digest::from_bytes(hasher.finalize().into())
    }

    /// jb's digest: SHA-256 in base64 of the contents one after another, names
    /// and modes left out, folder by folder in the order of names. A link
    /// counts as the file that it leads to; at one that leads to no file, jb
    /// stops and what follows does not count.
    #[must_use]
    pub fn sum(&self) -> String {
        let mut paths: Vec<&String> = self.items.keys().collect();
        paths.sort_by(|a, b| walk_order(a, b));
        let mut hasher = Sha256::new();
        for path in paths {
            match self.follow(path) {
                Some(bytes) => hasher.update(bytes),
                None => break,
            }
        }
        to_base64(&hasher.finalize())
    }

    /// The file that a path leads to, if it is one.
    fn follow(&self, path: &str) -> Option<&[u8]> {
        let mut at = path.to_owned();
        // As many as Linux follows.
        for _ in 0..40 {
            match self.items.get(&at) {
                Some(Item::File { bytes, .. }) => return Some(bytes),
                Some(Item::Link(target)) => at = joined(&at, target)?,
                // A folder on the way may be a link.
                None => {
                    let mut ends = at.match_indices('/').map(|(end, _)| end);
                    let (link, rest) = ends.find_map(|end| match self.items.get(&at[..end]) {
                        Some(Item::Link(target)) => Some((target, end)),
                        _ => None,
                    })?;
                    let folder = joined(&at[..rest], link)?;
                    at = format!("{folder}{}", &at[rest..]);
                }
            }
        }
        None
    }
}

/// Where a link at `path` leads within the package; none if it leads out.
fn joined(path: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut at: Vec<&str> = path.split('/').collect();
    at.pop();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(at.pop()?),
            name => at.push(name),
        }
    }
    Some(at.join("/"))
}

/// The order in which Go walks a folder: by name within each.
fn walk_order(a: &str, b: &str) -> Ordering {
    a.split('/').cmp(b.split('/'))
}

fn check_link(path: &str, target: &str) -> Result<(), ContentsError> {
    let odd = target.is_empty() || target.len() > 1000 || target.contains(|c: char| c.is_control());
    if odd || joined(path, target).is_none() {
        return Err(ContentsError::Link(path.to_owned(), target.to_owned()));
    }
    // A link in a linked folder would not lead where it seems to: none leads
    // through `..` behind a name.
    let mut down = false;
    for segment in target.split('/') {
        match segment {
            ".." if down => return Err(ContentsError::Link(path.to_owned(), target.to_owned())),
            "" | "." | ".." => {}
            _ => down = true,
        }
    }
    Ok(())
}

fn check_path(path: &str, limits: &PackageLimits) -> Result<(), ContentsError> {
    let bad = || ContentsError::Name(path.to_owned());
    if path.len() > 2000 {
        return Err(bad());
    }
    let mut depth = 0;
    for segment in path.split('/') {
        depth += 1;
        if segment.is_empty()
            || segment.len() > 255
            || matches!(segment, "." | "..")
            || is_git(segment)
            || segment.contains(|c: char| c.is_control() || crate::text::is_deceptive(c))
        {
            return Err(bad());
        }
    }
    if depth > limits.depth {
        return Err(ContentsError::Depth(path.to_owned()));
    }
    Ok(())
}

/// Whether some file system would take this name for `.git`.
fn is_git(segment: &str) -> bool {
    let name = segment.trim_end_matches(['.', ' ']).to_ascii_lowercase();
    let name = name.split(':').next().unwrap_or_default();
    name == ".git" || name == "git~1"
}
