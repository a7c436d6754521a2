//! What is to be done to one folder, and what stands against it. Only reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{INDEX_NAME, OutputPath};
use crate::tree::comparison::{Comparison, InTheWay, IndexState, SameMeaning};
use crate::tree::error::{Context as _, Reason, Refusal, WriteError};
use crate::tree::folder::Kind;
use crate::tree::place::{Place, Slot};
use crate::tree::scan::{Scan, scan};
use crate::tree::{Digest, Tree};

/// Most bytes of a file that is compared by meaning.
const MAX_MEANING: u64 = 64 << 20;

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
            let path = it.shown(path);
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
