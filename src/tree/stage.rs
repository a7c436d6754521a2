//! Switching a folder that is wholly mixgen's: a complete new one is made
//! beside it and exchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::names::{INDEX_NAME, OutputPath};
use crate::tree::durable::Fresh;
use crate::tree::error::{Context as _, WriteError};
use crate::tree::folder::{Folder, Kind, Signature, is_unsupported};
use crate::tree::place::Slot;
use crate::tree::plan::{Changes, Plan};
use crate::tree::scan::read_index;

/// Whether a folder could be staged.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Staged {
    /// It is complete and durable.
    Ready,
    /// The file system cannot link; nothing is left behind.
    Unsupported,
}

/// What may be removed of a folder that was taken out of use.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Files, with the signature they must have, if that is known.
    files: BTreeMap<OutputPath, Option<Signature>>,
    folders: BTreeSet<String>,
}

impl Known {
    /// All that `plan` has seen, as it has seen it.
    pub fn seen(plan: &Plan<'_>) -> Self {
        let found = plan
            .scan
            .found
            .iter()
            .filter(|(_, found)| found.digest.is_some());
        Self {
            files: found
                .map(|(path, found)| (path.clone(), Some(found.signature)))
                .collect(),
            folders: plan.scan.folders.clone(),
        }
    }

    /// Files at these paths, however they look.
    pub fn paths<'a>(paths: impl IntoIterator<Item = &'a OutputPath>) -> Self {
        let mut known = Self::default();
        for path in paths {
            known.folders.extend(path.folders().map(str::to_owned));
            known.files.insert(path.clone(), None);
        }
        known
    }
}

/// Makes the folder of `plan.tree` in `own`, the private folder. The index
/// comes first, so that what a killed build leaves behind says itself what
/// belongs to it.
pub(super) fn build(
    own: &Folder,
    plan: &Plan<'_>,
    changes: &Changes,
) -> Result<Staged, WriteError> {
    let built = fill(own, plan, changes);
    if !matches!(built, Ok(Staged::Ready)) {
        // The next run does it again if this fails too.
        let _ = discard(own, plan);
    }
    built
}

/// Removes what [`build`] has made.
pub(super) fn discard(own: &Folder, plan: &Plan<'_>) -> io::Result<Option<String>> {
    let made = plan.tree.into_iter().flat_map(|tree| tree.files().keys());
    retire(own, &plan.slot.tagged("stage"), &Known::paths(made), None)
}

fn fill(own: &Folder, plan: &Plan<'_>, changes: &Changes) -> Result<Staged, WriteError> {
    let Some(tree) = plan.tree else {
        return Ok(Staged::Ready);
    };
    let shown = |path: &str| plan.comparison.shown(path);
    let root = own
        .make_child(&plan.slot.tagged("stage"))
        .when("stage", || shown(""))?;
    let mut fresh = Fresh::default();
    root.create(INDEX_NAME, &tree.index())
        .and_then(|file| fresh.push(file))
        .when("write", || shown(INDEX_NAME))?;
    let mut folders: BTreeMap<&str, Folder> = BTreeMap::from([("", root)]);
    let mut old: BTreeMap<&str, Folder> = BTreeMap::new();
    for (path, file) in tree.files() {
        for folder in path.folders() {
            if !folders.contains_key(folder) {
                let (inside, name) = folder.rsplit_once('/').unwrap_or(("", folder));
                let made = folders[inside]
                    .make_child(name)
                    .when("make", || shown(folder))?;
                folders.insert(folder, made);
            }
        }
        let (inside, name) = path.split();
        let to = &folders[inside];
        if changes.write.contains_key(path) {
            to.create(name, file.contents())
                .and_then(|file| fresh.push(file))
                .when("write", || shown(path.as_str()))?;
            continue;
        }
        if !old.contains_key(inside) {
            let there = plan
                .scan
                .folder
                .as_ref()
                .map_or(Ok(None), |folder| folder.walk(inside));
            let there = there.and_then(|it| it.ok_or(io::ErrorKind::NotFound.into()));
            old.insert(inside, there.when("open", || shown(inside))?);
        }
        match old[inside].link(name, to, name) {
            Ok(()) => {}
            Err(error) if is_unsupported(&error) => return Ok(Staged::Unsupported),
            Err(error) => return Err(error).when("link", || shown(path.as_str())),
        }
        // Seen again after it was linked: nobody edited it since it was read.
        let seen = plan.scan.found.get(path).map(|found| found.signature);
        if to.stat(name).when("look at", || shown(path.as_str()))? != seen {
            return Err(changed()).when("keep", || shown(path.as_str()));
        }
    }
    fresh
        .finish(folders.values().chain([own]))
        .when("write", || shown(""))?;
    Ok(Staged::Ready)
}

/// Puts the staged folder in the place of `name` in `holder`, or takes that
/// away when the environment is to go. Returns whether that was possible, and
/// what of the old folder was not mixgen's and is kept in the private folder.
pub(super) fn switch(
    own: &Folder,
    plan: &Plan<'_>,
    (holder, name): (&Folder, &str),
) -> io::Result<Option<Vec<String>>> {
    let staged = plan.slot.tagged("stage");
    let exists = plan.scan.folder.is_some();
    let switched = match (plan.tree.is_some(), exists) {
        (true, true) => own.exchange(&staged, holder, name),
        (true, false) => own.rename_to_free(&staged, holder, name),
        (false, _) => holder.rename_to_free(name, own, &staged),
    };
    match switched {
        Ok(()) => {}
        Err(error) if is_unsupported(&error) => return Ok(None),
        Err(error) => return Err(error),
    }
    // Before anything of the old folder goes, the new one is there for good.
    holder.sync()?;
    if !exists {
        return Ok(Some(Vec::new()));
    }
    let new = if plan.tree.is_some() {
        holder.child(name)?
    } else {
        None
    };
    // The build is done; what cannot be cleared away now, the next run clears.
    let kept = retire(own, &staged, &Known::seen(plan), new.as_ref()).unwrap_or(None);
    Ok(Some(kept.into_iter().collect()))
}

/// Removes what a dead build left at `name`: its stage, or the old folder
/// that it had exchanged. What both indexes do not name is kept.
pub(super) fn heal(
    own: &Folder,
    name: &str,
    current: Option<&Folder>,
) -> io::Result<Option<String>> {
    let Ok(Some(left)) = own.child(name) else {
        return set_aside(own, name).map(Some);
    };
    let mut paths = BTreeSet::new();
    for folder in [Some(&left), current].into_iter().flatten() {
        if let Some(Ok((index, _))) = read_index(folder)? {
            paths.extend(index.files.into_keys());
        }
    }
    retire(own, name, &Known::paths(&paths), None)
}

/// Removes the known files of the folder `name` in `own`. Others, which
/// somebody put there while mixgen was at work, move to `new`, the folder
/// that took its place, or else are kept; then where is returned.
fn retire(
    own: &Folder,
    name: &str,
    known: &Known,
    new: Option<&Folder>,
) -> io::Result<Option<String>> {
    let Some(folder) = own.child(name)? else {
        return Ok(None);
    };
    clear(&folder, "", known, new)?;
    // Last, so that a run that dies here leaves a folder that says what
    // belongs to it.
    if matches!(
        folder.stat(INDEX_NAME)?,
        Some(Signature {
            kind: Kind::File,
            ..
        })
    ) {
        folder.unlink(INDEX_NAME)?;
    }
    if own.remove_if_empty(name)? {
        return Ok(None);
    }
    set_aside(own, name).map(Some)
}

fn clear(folder: &Folder, at: &str, known: &Known, new: Option<&Folder>) -> io::Result<()> {
    for name in folder.entries()? {
        let Some(signature) = folder.stat(&name)? else {
            continue;
        };
        if let Some(name) = name.to_str() {
            let path = if at.is_empty() {
                name.to_owned()
            } else {
                format!("{at}/{name}")
            };
            let ours = match signature.kind {
                Kind::Folder => {
                    known.folders.contains(&path) && {
                        if let Some(inner) = folder.child(name)? {
                            let new = new.and_then(|new| new.child(name).ok().flatten());
                            clear(&inner, &path, known, new.as_ref())?;
                        }
                        folder.remove_if_empty(name)?
                    }
                }
                Kind::File if path == INDEX_NAME => continue,
                Kind::File => known
                    .files
                    .get(path.as_str())
                    .is_some_and(|seen| seen.is_none_or(|seen| seen == signature)),
                Kind::Symlink | Kind::Other => false,
            };
            if ours {
                if signature.kind == Kind::File {
                    folder.unlink(name)?;
                }
                continue;
            }
        }
        if let Some(new) = new {
            // If the name is taken there, the entry is kept.
            let _ = folder.rename_to_free(&name, new, &name);
        }
    }
    Ok(())
}

/// Renames an entry of the private folder to one that mixgen never touches
/// again, and returns its name.
pub(super) fn set_aside(own: &Folder, name: &str) -> io::Result<String> {
    let mut number = 0;
    loop {
        number += 1;
        let kept = format!("kept-{number}");
        if own.stat(&kept)?.is_some() {
            continue;
        }
        match own.rename_to_free(name, own, &kept) {
            Ok(()) => return Ok(kept),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// The slot that a name of the private folder belongs to: `stage.k3d`, or
/// `stage` for the output folder itself.
pub(super) fn slot_of(name: &str, what: &str) -> Option<Slot> {
    match name.strip_prefix(what)? {
        "" => Some(Slot(None)),
        rest => {
            let environment = rest.strip_prefix('.')?;
            crate::names::EnvironmentName::new(environment)
                .ok()
                .map(|name| Slot(Some(name)))
        }
    }
}

/// The error for an entry that somebody else changed meanwhile.
fn changed() -> io::Error {
    io::Error::other("it was changed by somebody else meanwhile")
}
