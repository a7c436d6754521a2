//! An update of vendor/ that happens elsewhere.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::{
    error::VendorError,
    files::Files,
    install::{Edit, Options, Outcome, install},
    jsonnetfile::{FILE, LOCKFILE},
    record::RECORD,
    resolve::OnProgress,
    source::Source,
    store::Store,
};
use crate::project::VendorSettings;

/// What a change of vendor/ would bring, in a folder of its own.
#[derive(Debug)]
pub struct Rehearsal {
    /// Holds `vendor/` and the lockfiles as they would be; it is removed when
    /// this is dropped.
    pub root: PathBuf,
    _folder: TempDir,
    /// What would be done.
    pub outcome: Outcome,
}

/// Does what [`install`] does, in a temporary folder: the project's own files
/// and its vendor/ stay as they are.
///
/// # Errors
/// As [`install`].
pub fn rehearse(
    root: &Path,
    settings: &VendorSettings,
    edit: &Edit,
    store: &Store,
    on_progress: OnProgress<'_>,
) -> Result<Rehearsal, Vec<VendorError>> {
    let cannot = |what: &'static str| VendorError::io("copy", what);
    let one = |error| vec![error];
    let before = Files::read(root).map_err(one)?;
    let locals: Vec<&Path> = before
        .jsonnetfile
        .iter()
        .flat_map(|file| &file.dependencies)
        .filter_map(|dependency| match &dependency.source {
            Source::Local(folder) => Some(Path::new(folder)),
            Source::Git(_) => None,
        })
        .filter(|folder| folder.is_relative())
        .collect();
    let made = tempfile::Builder::new().prefix("mixgen-preview-").tempdir();
    let folder = made.map_err(cannot("a temporary folder")).map_err(one)?;
    let place = within(folder.path(), &locals);
    let copied = fs::create_dir_all(&place).and_then(|()| {
        for folder in locals {
            copy_folder(&root.join(folder), &place.join(folder))?;
        }
        Ok(())
    });
    copied.map_err(cannot("a local folder")).map_err(one)?;
    for name in [FILE, LOCKFILE, RECORD] {
        match fs::copy(root.join(name), place.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(one(cannot(name)(error)));
            }
            _ => {}
        }
    }
    let options = Options::default();
    let outcome = install(&place, settings, edit, options, store, on_progress, &|| {})?;
    Ok(Rehearsal {
        root: place,
        _folder: folder,
        outcome,
    })
}

/// A folder below `folder`, so deep that what lies beside the project lies
/// within `folder`, too.
fn within(folder: &Path, locals: &[&Path]) -> PathBuf {
    let up = |path: &&Path| {
        let parts = path.components();
        parts.filter(|part| *part == Component::ParentDir).count()
    };
    let depth = locals.iter().map(up).max().unwrap_or(0);
    folder.join("project/".repeat(depth + 1))
}

/// Copies the regular files below a folder; one that is not there stays so.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let path = entry.path();
        let rest = path.strip_prefix(from).expect("a walk stays below its top");
        if entry.file_type().is_dir() {
            fs::create_dir_all(to.join(rest))?;
        } else if entry.file_type().is_file() {
            fs::copy(path, to.join(rest))?;
        }
    }
    Ok(())
}
