//! A folder on disk.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{Budget, Contents, INDEX, SideError, Skipped, Why, index, mebibytes};
use crate::limits::Limits;

/// Reads all files below a folder but hidden ones. A symbolic link is followed
/// to a regular file below the same folder and to nothing else; the folder
/// itself may be one. `shown` is how messages name the folder.
///
/// # Errors
/// A folder that is not there or cannot be read, and too much in it.
pub fn folder(path: &Path, shown: &str, limits: &Limits) -> Result<Contents, SideError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| SideError::Io(path, error)
    };
    let root = path.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            SideError::NoFolder(shown.to_owned())
        }
        _ => SideError::Io(path.to_owned(), error),
    })?;
    if !root.is_dir() {
        return Err(SideError::NotAFolder(shown.to_owned()));
    }
    let mut budget = Budget::new(limits, shown);
    let mut contents = Contents::default();
    let visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    for entry in WalkDir::new(&root).into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| {
            let at = error.path().unwrap_or(path).to_owned();
            SideError::Io(at, error.into())
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry
            .path()
            .strip_prefix(&root)
            .expect("what is walked lies below");
        let Some(name) = below.to_str() else {
            skip(&mut contents, &below.to_string_lossy(), Why::Name);
            continue;
        };
        let real = if entry.path_is_symlink() {
            let Some(real) = linked(&entry, &root) else {
                skip(&mut contents, name, Why::Link);
                continue;
            };
            real
        } else if entry.file_type().is_file() {
            entry.path().to_owned()
        } else {
            skip(&mut contents, name, Why::Special);
            continue;
        };
        budget.file()?;
        let bytes = read(&real, mebibytes(limits.file)).map_err(failed(&real))?;
        budget.bytes(name, bytes.len() as u64)?;
        contents.files.insert(name.to_owned(), bytes);
    }
    let noted = root.join(INDEX);
    if fs::symlink_metadata(&noted).is_ok_and(|noted| noted.is_file()) {
        let bytes = read(&noted, mebibytes(limits.file)).map_err(failed(&noted))?;
        contents.index = index(&bytes);
    }
    contents.skipped.sort();
    Ok(contents)
}

/// Where a link leads, if that is a regular file below `root` that is not
/// hidden.
fn linked(entry: &DirEntry, root: &Path) -> Option<PathBuf> {
    let real = entry.path().canonicalize().ok()?;
    let below = real.strip_prefix(root).ok()?;
    let hidden = below
        .components()
        .any(|segment| segment.as_os_str().as_encoded_bytes().starts_with(b"."));
    (!hidden && real.is_file()).then_some(real)
}

/// At most one byte more than allowed, so that a file that grows is noticed.
fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn skip(contents: &mut Contents, path: &str, why: Why) {
    contents.skipped.push(Skipped {
        path: path.to_owned(),
        why,
    });
}
