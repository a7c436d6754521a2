//! What a build would change in a folder. Only reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::names::{EnvironmentName, INDEX_NAME, OutputPath};
use crate::tree::error::{Context as _, Reason, Refusal, WriteError};
use crate::tree::folder::Kind;
use crate::tree::index::IndexError;
use crate::tree::place::{Layout, Place, Slot};
use crate::tree::scan::{Scan, read_index, scan};
use crate::tree::{Digest, Tree};

/// Most bytes of a file that is compared by meaning.
const MAX_MEANING: u64 = 64 << 20;

/// Whether two contents of a path mean the same: what lies there, and what
/// the build made.
pub type SameMeaning<'a> = &'a dyn Fn(&OutputPath, &[u8], &[u8]) -> bool;

/// The difference between a tree and what lies in its folder. A path is in
/// one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The environment.
    pub environment: EnvironmentName,
    /// Its folder, as a person would name it.
    pub folder: String,
    /// Made by the build, and not there.
    pub added: Vec<OutputPath>,
    /// There with other contents, which mixgen wrote, or which mean the same.
    pub modified: Vec<OutputPath>,
    /// Written by mixgen before, unchanged since, and no longer made.
    pub removed: Vec<OutputPath>,
    /// Written by mixgen before, and changed since by somebody else.
    pub hand_edited: Vec<OutputPath>,
    /// Not written by mixgen, where the build needs the place.
    pub in_the_way: Vec<InTheWay>,
    /// There, byte for byte.
    pub unchanged: Vec<OutputPath>,
    /// The state of the index.
    pub index: IndexState,
    /// The other environment whose output lies in the folder.
    pub other_environment: Option<EnvironmentName>,
}

/// An entry that mixgen did not make, where the build needs the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// The entry, relative to the environment's folder.
    pub path: String,
    /// What is there.
    pub kind: Kind,
    /// Whether it is a regular file at the path of a regular file.
    pub adoptable: bool,
}

/// The state of an index file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexState {
    /// As the build would write it.
    Current,
    /// There is none.
    Absent,
    /// It differs from what the build would write.
    Stale,
    /// It cannot be read.
    Broken(IndexError),
}

impl Comparison {
    /// Whether the folder holds exactly the tree.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.changes() == 0 && self.index == IndexState::Current
    }

    /// Files that differ, of all kinds; the index does not count.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.added.len()
            + self.modified.len()
            + self.removed.len()
            + self.hand_edited.len()
            + self.in_the_way.len()
    }
}

impl fmt::Display for Comparison {
    /// One line, such as "`out/gke` is out of date: 2 files modified, 1 added".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_fresh() {
            return write!(f, "`{}` is up to date", self.folder);
        }
        let counts = [
            (self.modified.len(), "modified"),
            (self.added.len(), "added"),
            (self.removed.len(), "removed"),
            (self.hand_edited.len(), "edited by hand"),
            (self.in_the_way.len(), "in the way"),
        ];
        let mut parts = Vec::new();
        for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
            parts.push(match (parts.is_empty(), count) {
                (true, 1) => format!("1 file {what}"),
                (true, _) => format!("{count} files {what}"),
                (false, _) => format!("{count} {what}"),
            });
        }
        if parts.is_empty() {
            parts.push(match self.index {
                IndexState::Absent => format!("`{INDEX_NAME}` is missing"),
                IndexState::Broken(_) => format!("`{INDEX_NAME}` cannot be read"),
                _ => format!("`{INDEX_NAME}` modified"),
            });
        }
        write!(f, "`{}` is out of date: {}", self.folder, parts.join(", "))
    }
}

/// What a build would change for `tree`; writes nothing and takes no lock.
///
/// # Errors
/// [`WriteError::Io`] when something cannot be read.
pub fn compare(
    place: &Place,
    tree: &Tree,
    same_meaning: Option<SameMeaning<'_>>,
) -> Result<Comparison, WriteError> {
    plan(
        place,
        place.slot(tree.environment()),
        Some(tree),
        same_meaning,
    )
    .map(|plan| plan.comparison)
}

/// Whether a folder still is what an earlier build wrote: its index has the
/// digest `index`, and every file in it has the digest that the index says.
/// Needs no tree; files of others do not count.
///
/// # Errors
/// [`WriteError::Io`] when something cannot be read.
pub fn is_intact(
    place: &Place,
    environment: &EnvironmentName,
    index: Digest,
) -> Result<bool, WriteError> {
    let slot = place.slot(environment);
    let shown = slot.shown(place);
    let Some(parent) = place.parent()? else {
        return Ok(false);
    };
    let Some((holder, name)) = slot.holder(place, &parent).when("open", || shown.clone())? else {
        return Ok(false);
    };
    let scan = scan(Some((&holder, name)), None, &shown)?;
    let Some(Ok((listed, bytes))) = &scan.index else {
        return Ok(false);
    };
    Ok(Digest::of(bytes) == index
        && listed.files.iter().all(|(path, entry)| {
            scan.found.get(path).and_then(|found| found.digest) == Some(entry.sha256)
        }))
}

/// The environments that lie in the output folder, have an index of mixgen's,
/// and are not in `known`, which is all environments of the project (not only
/// those of this build). They are reported; only
/// [`Options::prune_environments`](crate::tree::Options) removes them.
///
/// # Errors
/// [`WriteError::Io`] when something cannot be read.
pub fn stale_environments(
    place: &Place,
    known: &BTreeSet<EnvironmentName>,
) -> Result<Vec<EnvironmentName>, WriteError> {
    let mut stale = Vec::new();
    if place.layout() == Layout::Single {
        return Ok(stale);
    }
    let Some(parent) = place.parent()? else {
        return Ok(stale);
    };
    let Some(out) = parent
        .child(place.name())
        .when("open", || place.shown().to_owned())?
    else {
        return Ok(stale);
    };
    for name in out.entries().when("list", || place.shown().to_owned())? {
        let Some(name) = name
            .to_str()
            .and_then(|name| EnvironmentName::new(name).ok())
        else {
            continue;
        };
        if known.contains(&name) {
            continue;
        }
        let Ok(Some(folder)) = out.child(name.as_str()) else {
            continue;
        };
        let shown = || format!("{}/{name}", place.shown());
        if matches!(read_index(&folder).when("read", shown)?, Some(Ok(_))) {
            stale.push(name);
        }
    }
    Ok(stale)
}

/// What is to be done to one folder, and what stands against it.
pub(super) struct Plan<'a> {
    pub slot: Slot,
    /// Nothing when the environment is to go.
    pub tree: Option<&'a Tree>,
    pub scan: Scan,
    pub comparison: Comparison,
}

/// The changes of a plan once its refusals are settled.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Paths of the tree to write, and the digest of the file that gives way.
    pub write: BTreeMap<OutputPath, Option<Digest>>,
    /// Paths to remove, and their digest.
    pub remove: BTreeMap<OutputPath, Digest>,
}

/// Looks at the folder of `slot` and compares it with `tree`.
pub(super) fn plan<'a>(
    place: &Place,
    slot: Slot,
    tree: Option<&'a Tree>,
    same_meaning: Option<SameMeaning<'_>>,
) -> Result<Plan<'a>, WriteError> {
    let shown = slot.shown(place);
    let parent = place.parent()?;
    let holder = match &parent {
        Some(parent) => slot.holder(place, parent).when("open", || shown.clone())?,
        None => None,
    };
    let scan = scan(
        holder.as_ref().map(|(folder, name)| (folder, *name)),
        tree,
        &shown,
    )?;
    let environment = match (tree, &slot.0, scan.indexed()) {
        (Some(tree), _, _) => tree.environment().clone(),
        (None, Some(name), _) => name.clone(),
        (None, None, _) => unreachable!("only environments of their own folder are pruned"),
    };
    let mut comparison = Comparison {
        environment,
        folder: shown,
        added: Vec::new(),
        modified: Vec::new(),
        removed: Vec::new(),
        hand_edited: Vec::new(),
        in_the_way: Vec::new(),
        unchanged: Vec::new(),
        index: index_state(&scan, tree),
        other_environment: None,
    };
    if slot.0.is_none() {
        comparison.other_environment = scan
            .indexed()
            .map(|index| index.environment.clone())
            .filter(|name| *name != comparison.environment);
    }
    sort_wanted(&scan, tree, same_meaning, &mut comparison)?;
    for (path, entry) in scan.indexed().into_iter().flat_map(|index| &index.files) {
        if tree.is_some_and(|tree| tree.files().contains_key(path)) {
            continue;
        }
        // What is no regular file was put there by somebody else, and stays.
        match scan.found.get(path).and_then(|found| found.digest) {
            Some(digest) if digest == entry.sha256 => comparison.removed.push(path.clone()),
            Some(_) => comparison.hand_edited.push(path.clone()),
            None => {}
        }
    }
    comparison.hand_edited.sort();
    sort_in_the_way(&scan, tree, &mut comparison);
    Ok(Plan {
        slot,
        tree,
        scan,
        comparison,
    })
}

fn index_state(scan: &Scan, tree: Option<&Tree>) -> IndexState {
    match &scan.index {
        None => IndexState::Absent,
        Some(Err(error)) => IndexState::Broken(error.clone()),
        Some(Ok((_, bytes))) if tree.is_some_and(|tree| tree.index() == *bytes) => {
            IndexState::Current
        }
        Some(Ok(_)) => IndexState::Stale,
    }
}

/// Sorts the tree's paths into their lists by what lies there.
fn sort_wanted(
    scan: &Scan,
    tree: Option<&Tree>,
    same_meaning: Option<SameMeaning<'_>>,
    comparison: &mut Comparison,
) -> Result<(), WriteError> {
    for (path, file) in tree.into_iter().flat_map(Tree::files) {
        let Some(found) = scan.found.get(path) else {
            comparison.added.push(path.clone());
            continue;
        };
        let in_the_way = InTheWay {
            path: path.to_string(),
            kind: found.signature.kind,
            adoptable: found.digest.is_some(),
        };
        let Some(digest) = found.digest else {
            comparison.in_the_way.push(in_the_way);
            continue;
        };
        let listed = scan.indexed().and_then(|index| index.files.get(path));
        if digest == file.sha256() {
            comparison.unchanged.push(path.clone());
        } else if let Some(entry) = listed {
            let list = if digest == entry.sha256 {
                &mut comparison.modified
            } else {
                &mut comparison.hand_edited
            };
            list.push(path.clone());
        } else if matches!(scan.index, Some(Err(_))) {
            // Without its index nobody can tell an edit from a former build.
            comparison.hand_edited.push(path.clone());
        } else if means_the_same(scan, path, file.contents(), same_meaning)
            .when("read", || format!("{}/{path}", comparison.folder))?
        {
            comparison.modified.push(path.clone());
        } else {
            comparison.in_the_way.push(in_the_way);
        }
    }
    Ok(())
}

fn means_the_same(
    scan: &Scan,
    path: &OutputPath,
    wanted: &[u8],
    same_meaning: Option<SameMeaning<'_>>,
) -> std::io::Result<bool> {
    let (Some(same_meaning), Some(folder)) = (same_meaning, &scan.folder) else {
        return Ok(false);
    };
    let (inside, name) = path.split();
    let Some(holder) = folder.walk(inside)? else {
        return Ok(false);
    };
    let there = holder.read(name, MAX_MEANING)?;
    Ok(there.is_some_and(|there| same_meaning(path, &there, wanted)))
}

/// Finds the entries of others that stand where the tree needs a name.
fn sort_in_the_way(scan: &Scan, tree: Option<&Tree>, comparison: &mut Comparison) {
    let holds_foreign = |path: &str| {
        let within = |entry: &str| {
            entry
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        scan.foreign.iter().any(|(entry, _)| within(entry))
    };
    let block = |comparison: &mut Comparison, path: &str, kind: Kind| {
        let path = path.to_owned();
        comparison.in_the_way.push(InTheWay {
            path,
            kind,
            adoptable: false,
        });
    };
    if let Some(kind) = scan.not_a_folder {
        comparison.in_the_way.push(InTheWay {
            path: String::new(),
            kind,
            adoptable: false,
        });
    }
    let mut needed: BTreeSet<String> = BTreeSet::from([INDEX_NAME.to_owned()]);
    for path in tree.into_iter().flat_map(|tree| tree.files().keys()) {
        needed.insert(path.as_str().to_ascii_lowercase());
        needed.extend(path.folders().map(str::to_ascii_lowercase));
        // A folder of the index where a file is wanted goes with its files,
        // unless somebody else's lie there too.
        if scan.folders.contains(path.as_str()) && holds_foreign(path.as_str()) {
            block(comparison, path.as_str(), Kind::Folder);
        }
        // A file of the index where a folder is wanted is among the removed.
        for folder in path.folders() {
            if scan
                .found
                .get(folder)
                .is_some_and(|found| found.digest.is_none())
                && !comparison.in_the_way.iter().any(|it| it.path == folder)
            {
                block(comparison, folder, scan.found[folder].signature.kind);
            }
        }
    }
    for (path, kind) in &scan.foreign {
        if needed.contains(&path.to_ascii_lowercase()) {
            block(comparison, path, *kind);
        }
    }
    comparison.in_the_way.sort_by(|a, b| a.path.cmp(&b.path));
}

impl Plan<'_> {
    /// What stands against the plan.
    pub fn refusals(&self, force: bool, adopt: bool) -> Vec<Refusal> {
        let it = &self.comparison;
        let mut refusals = Vec::new();
        let mut refuse = |path: &str, reason: Reason| {
            let path = if path.is_empty() {
                it.folder.clone()
            } else {
                format!("{}/{path}", it.folder)
            };
            refusals.push(Refusal { path, reason });
        };
        for entry in &it.in_the_way {
            if !(adopt && entry.adoptable) {
                let InTheWay {
                    kind, adoptable, ..
                } = *entry;
                refuse(&entry.path, Reason::InTheWay { kind, adoptable });
            }
        }
        if !force {
            for path in &it.hand_edited {
                refuse(path.as_str(), Reason::HandEdited);
            }
            if let IndexState::Broken(error) = &it.index {
                refuse(INDEX_NAME, Reason::BrokenIndex(error.clone()));
            }
            if let Some(other) = &it.other_environment {
                refuse("", Reason::OtherEnvironment(other.to_string()));
            }
        }
        refusals
    }

    /// Whether there is anything to do.
    pub fn is_fresh(&self) -> bool {
        match self.tree {
            Some(_) => self.comparison.is_fresh(),
            None => self.scan.folder.is_none(),
        }
    }

    /// What to do, given that nothing is refused.
    pub fn changes(&self) -> Changes {
        let it = &self.comparison;
        let digest = |path: &OutputPath| self.scan.found.get(path).and_then(|found| found.digest);
        let wanted = |path: &OutputPath| {
            self.tree
                .is_some_and(|tree| tree.files().contains_key(path))
        };
        let mut changes = Changes::default();
        let adopted = it
            .in_the_way
            .iter()
            .filter_map(|entry| OutputPath::new(entry.path.as_str()).ok());
        let written = it.added.iter().chain(&it.modified).chain(&it.hand_edited);
        for path in written.cloned().chain(adopted).filter(wanted) {
            changes.write.insert(path.clone(), digest(&path));
        }
        for path in it
            .removed
            .iter()
            .chain(&it.hand_edited)
            .filter(|path| !wanted(path))
        {
            changes
                .remove
                .extend(digest(path).map(|digest| (path.clone(), digest)));
        }
        changes
    }
}
