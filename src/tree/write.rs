//! Writing trees: lock, recover, compare all, refuse or stage all, switch.

use crate::names::{Clash, EnvironmentName, OutputPath, check_distinct};
use crate::tree::compare::stale_environments;
use crate::tree::error::{Context as _, WriteError};
use crate::tree::folder::Folder;
use crate::tree::place::{Layout, PRIVATE, Place};
use crate::tree::plan::{Changes, Plan, plan};
use crate::tree::work::{Options, Recovered, Todo, Work};
use crate::tree::{Digest, Tree};

/// What was done to an environment's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The environment.
    pub environment: EnvironmentName,
    /// Its folder, as a person would name it.
    pub folder: String,
    /// Files that were not there.
    pub added: Vec<OutputPath>,
    /// Files that were there with other contents.
    pub modified: Vec<OutputPath>,
    /// Files that are gone.
    pub removed: Vec<OutputPath>,
    /// How many files were left as they were.
    pub unchanged: usize,
    /// The digest of the index, for [`is_intact`](crate::tree::is_intact);
    /// nothing when the environment was pruned.
    pub index: Option<Digest>,
    /// What somebody put into the folder at the very moment of the switch and
    /// now lies in the private folder, as a person would name it. Nearly
    /// always empty.
    pub kept: Vec<String>,
}

impl Written {
    /// Whether any file was changed. Where not, the index alone may have been.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.index.is_none() || self.added.len() + self.modified.len() + self.removed.len() > 0
    }
}

/// Writes `trees` to their folders and removes what earlier builds wrote and
/// these no longer make. Returns one entry a tree, in order, then those of
/// pruned environments. Where nothing differs, nothing is touched.
///
/// # Errors
/// [`WriteError::Refused`], [`WriteError::Busy`] and
/// [`WriteError::Environments`] before anything has changed;
/// [`WriteError::Io`] at any point, with every environment old or new, if
/// need be after the next run.
pub fn write(
    place: &Place,
    trees: &[Tree],
    options: &Options<'_>,
) -> Result<Vec<Written>, WriteError> {
    check_environments(place, trees)?;
    let private = |parent: &Folder| {
        parent
            .stat(PRIVATE)
            .when("look at", || place.shown_private(""))
    };
    let never_built = match place.parent()? {
        Some(parent) => private(&parent)?.is_none(),
        None => true,
    };
    // A fresh checkout has no lock. If it is up to date, it needs none.
    if never_built && let Some(done) = already_fresh(place, trees, options)? {
        return Ok(done);
    }
    let parent = place.make_parent()?;
    let work = match Work::lock(place, &parent, options) {
        Ok(work) => work,
        // A checkout that cannot be written to may still be up to date.
        Err(error) => {
            return match already_fresh(place, trees, options) {
                Ok(Some(done)) if !matches!(error, WriteError::Busy { .. }) => Ok(done),
                _ => Err(error),
            };
        }
    };
    work.recover()?;
    let plans = plans(place, trees, options)?;
    refuse(&plans, options)?;
    let todo: Vec<Todo<'_>> = plans
        .into_iter()
        .map(|plan| {
            let changes = plan.changes();
            (plan, changes)
        })
        .collect();
    let mut ready = work.stage_all(&todo)?.into_iter();
    let mut done = Vec::new();
    let mut rest = todo.iter();
    while let (Some((plan, changes)), Some(switch)) = (rest.next(), ready.next()) {
        match work.switch(plan, changes, switch) {
            Ok(kept) => done.push(written(plan, changes, kept)),
            Err(error) => {
                work.discard(rest.zip(ready));
                return Err(error);
            }
        }
    }
    Ok(done)
}

/// Finishes or withdraws what dead builds of this output folder left behind.
/// [`write()`] does so itself before anything else.
///
/// # Errors
/// [`WriteError::Busy`], [`WriteError::Io`].
pub fn recover(place: &Place, options: &Options<'_>) -> Result<Recovered, WriteError> {
    let Some(parent) = place.parent()? else {
        return Ok(Recovered::default());
    };
    if parent
        .stat(PRIVATE)
        .when("look at", || place.shown_private(""))?
        .is_none()
    {
        return Ok(Recovered::default());
    }
    Work::lock(place, &parent, options)?.recover()
}

fn check_environments(place: &Place, trees: &[Tree]) -> Result<(), WriteError> {
    if place.layout() == Layout::Single && trees.len() != 1 {
        let why = format!(
            "`{}` takes one environment, not {}",
            place.shown(),
            trees.len()
        );
        return Err(WriteError::Environments(why));
    }
    let names: Vec<OutputPath> = trees.iter().map(|tree| tree.environment().into()).collect();
    check_distinct(&names).map_err(|clashes| {
        let words = |clash: &Clash| {
            let (Clash::Case(one, other) | Clash::FileIsFolder(one, other)) = clash;
            format!("the environments `{one}` and `{other}` differ in upper and lower case alone")
        };
        let clashes: Vec<String> = clashes.iter().map(words).collect();
        WriteError::Environments(clashes.join("\n"))
    })
}

/// The plans of all environments, those to be pruned last.
fn plans<'a>(
    place: &Place,
    trees: &'a [Tree],
    options: &Options<'_>,
) -> Result<Vec<Plan<'a>>, WriteError> {
    let mut plans = Vec::new();
    for tree in trees {
        plans.push(plan(
            place,
            place.slot(tree.environment()),
            Some(tree),
            options.same_meaning,
        )?);
    }
    if let Some(known) = options.prune_environments {
        for name in stale_environments(place, known)? {
            if !trees.iter().any(|tree| *tree.environment() == name) {
                plans.push(plan(place, place.slot(&name), None, None)?);
            }
        }
    }
    Ok(plans)
}

fn already_fresh(
    place: &Place,
    trees: &[Tree],
    options: &Options<'_>,
) -> Result<Option<Vec<Written>>, WriteError> {
    let plans = plans(place, trees, options)?;
    if !plans.iter().all(Plan::is_fresh) {
        return Ok(None);
    }
    let nothing = Changes::default();
    Ok(Some(
        plans
            .iter()
            .map(|plan| written(plan, &nothing, Vec::new()))
            .collect(),
    ))
}

fn refuse(plans: &[Plan<'_>], options: &Options<'_>) -> Result<(), WriteError> {
    let mut refusals: Vec<_> = plans
        .iter()
        .flat_map(|plan| plan.refusals(options.force, options.adopt))
        .collect();
    refusals.sort_by(|a, b| a.path.cmp(&b.path));
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(WriteError::Refused(refusals))
    }
}

fn written(plan: &Plan<'_>, changes: &Changes, kept: Vec<String>) -> Written {
    let (modified, added): (Vec<_>, Vec<_>) =
        changes.write.iter().partition(|(_, old)| old.is_some());
    let paths =
        |list: Vec<(&OutputPath, _)>| list.into_iter().map(|(path, _)| path.clone()).collect();
    Written {
        environment: plan.comparison.environment.clone(),
        folder: plan.comparison.folder.clone(),
        added: paths(added),
        modified: paths(modified),
        removed: changes.remove.keys().cloned().collect(),
        unchanged: plan.comparison.unchanged.len(),
        index: plan.tree.map(|tree| Digest::of(&tree.index())),
        kept,
    }
}
