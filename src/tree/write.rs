//! Writing trees: lock, recover, compare all, refuse or stage all, switch.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;

use crate::names::{EnvironmentName, OutputPath, check_distinct};
use crate::tree::compare::{Changes, Plan, SameMeaning, plan, stale_environments};
use crate::tree::error::{Context as _, WriteError};
use crate::tree::folder::Folder;
use crate::tree::journal::{self, Journal};
use crate::tree::place::{Layout, PRIVATE, Place};
use crate::tree::stage::{self, Staged};
use crate::tree::{Digest, Tree};

const LOCK: &str = "lock";
const IGNORE: &str = ".gitignore";
const STATE: &str = "tree";

/// How to write.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Take over what somebody edited by hand, and do without an index that
    /// cannot be read.
    pub force: bool,
    /// Take over regular files that mixgen did not write, where the build
    /// makes a file of that path.
    pub adopt: bool,
    /// Fail when another build is running, rather than wait for it.
    pub no_wait: bool,
    /// Remove the environments of the output folder that are not among
    /// these, which are all of the project. Nothing is removed without it:
    /// a build of one environment does not know the others, and a project
    /// file that lost one by mistake should not lose its output too.
    pub prune_environments: Option<&'a BTreeSet<EnvironmentName>>,
    /// Files that lie there and mean the same as the build's are taken over
    /// without being asked. Equal bytes always are.
    pub same_meaning: Option<SameMeaning<'a>>,
    /// Called once before waiting for another build.
    pub on_wait: Option<&'a dyn Fn()>,
}

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

/// What a run found of dead builds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Folders whose switch was finished: they are new.
    pub finished: Vec<String>,
    /// Folders whose switch was withdrawn: they are old.
    pub withdrawn: Vec<String>,
    /// What was found, is not known to be mixgen's, and was set aside.
    pub kept: Vec<String>,
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
        let clashes: Vec<String> = clashes.iter().map(ToString::to_string).collect();
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

/// A plan that nothing stands against, and what it comes to.
type Todo<'a> = (Plan<'a>, Changes);

/// How a folder is about to be switched.
enum Switch {
    /// There is nothing to do.
    None,
    /// By exchange with what is staged.
    Exchange,
    /// File by file, under a journal.
    Journal(Journal),
}

/// A place while this process holds its lock.
struct Work<'a> {
    place: &'a Place,
    parent: &'a Folder,
    /// `.mixgen/tree/<output folder>`: the state of other output folders that
    /// share `.mixgen` is not ours to look at.
    own: Folder,
    /// Closing it is what unlocks.
    _lock: File,
}

impl<'a> Work<'a> {
    fn lock(
        place: &'a Place,
        parent: &'a Folder,
        options: &Options<'_>,
    ) -> Result<Self, WriteError> {
        let shown = |name: &str| place.shown_private(name);
        let (base, _) = parent.child_or_make(PRIVATE).when("make", || shown(""))?;
        if base
            .stat(IGNORE)
            .when("look at", || shown(IGNORE))?
            .is_none()
        {
            match base.create(IGNORE, b"*\n") {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                other => drop(other.when("write", || shown(IGNORE))?),
            }
        }
        let lock = lock(&base, options).when("lock", || shown(LOCK))?;
        let lock = lock.ok_or_else(|| WriteError::Busy { lock: shown(LOCK) })?;
        let (state, _) = base.child_or_make(STATE).when("make", || shown(STATE))?;
        let (own, _) = state
            .child_or_make(place.name())
            .when("make", || shown(STATE))?;
        Ok(Self {
            place,
            parent,
            own,
            _lock: lock,
        })
    }

    /// As a person would name an entry of the private folder.
    fn shown(&self, name: &str) -> String {
        self.place
            .shown_private(&format!("{STATE}/{}/{name}", self.place.name()))
    }

    fn recover(&self) -> Result<Recovered, WriteError> {
        let mut recovered = Recovered::default();
        // Sorted, so that what is committed comes before stages.
        for name in self.own.entries().when("list", || self.shown(""))? {
            if let Some(name) = name.to_str() {
                self.recover_entry(name, &mut recovered)
                    .when("recover", || self.shown(name))?;
            }
        }
        Ok(recovered)
    }

    fn recover_entry(&self, name: &str, recovered: &mut Recovered) -> io::Result<()> {
        let Self {
            place, parent, own, ..
        } = self;
        let mut kept = None;
        if let Some(slot) = stage::slot_of(name, "commit") {
            let shown = slot.shown(place);
            match journal::read(own, name, slot)? {
                Some(journal) => {
                    journal::finish(own, place, parent, &journal)?;
                    recovered.finished.push(shown);
                }
                None => kept = Some(stage::set_aside(own, name)?),
            }
        } else if let Some(slot) = stage::slot_of(name, "intent") {
            let shown = slot.shown(place);
            match journal::read(own, name, slot)? {
                Some(journal) => {
                    journal::withdraw(own, place, parent, &journal)?;
                    recovered.withdrawn.push(shown);
                }
                None => kept = Some(stage::set_aside(own, name)?),
            }
        } else if let Some(slot) = stage::slot_of(name, "stage") {
            let current = match slot.holder(place, parent) {
                Ok(Some((holder, name))) => holder.child(name).ok().flatten(),
                _ => None,
            };
            kept = stage::heal(own, name, current.as_ref())?;
        } else if stage::slot_of(name, "draft").is_some() && own.unlink(name).is_err() {
            kept = Some(stage::set_aside(own, name)?);
        }
        recovered.kept.extend(kept.map(|name| self.shown(&name)));
        Ok(())
    }

    /// Stages every environment, or none.
    fn stage_all(&self, todo: &[Todo<'_>]) -> Result<Vec<Switch>, WriteError> {
        let mut ready = Vec::new();
        for (plan, changes) in todo {
            match self.stage(plan, changes) {
                Ok(switch) => ready.push(switch),
                Err(error) => {
                    self.discard(todo.iter().zip(ready));
                    return Err(error);
                }
            }
        }
        Ok(ready)
    }

    /// Does all that can be done without changing the environment's folder.
    fn stage(&self, plan: &Plan<'_>, changes: &Changes) -> Result<Switch, WriteError> {
        if plan.is_fresh() {
            return Ok(Switch::None);
        }
        if plan.scan.wholly_ours() && stage::build(&self.own, plan, changes)? == Staged::Ready {
            return Ok(Switch::Exchange);
        }
        journal::prepare(&self.own, self.place, self.parent, plan, changes).map(Switch::Journal)
    }

    /// Makes the folder new, and returns what was kept, as a person would
    /// name it.
    fn switch(
        &self,
        plan: &Plan<'_>,
        changes: &Changes,
        switch: Switch,
    ) -> Result<Vec<String>, WriteError> {
        let Self {
            place, parent, own, ..
        } = self;
        let shown = || plan.comparison.folder.clone();
        let journal = match switch {
            Switch::None => return Ok(Vec::new()),
            Switch::Journal(journal) => journal,
            Switch::Exchange => {
                let (holder, name) = plan.slot.make_holder(place, parent).when("make", shown)?;
                if let Some(kept) =
                    stage::switch(own, plan, (&holder, name)).when("write", shown)?
                {
                    return Ok(kept.iter().map(|name| self.shown(name)).collect());
                }
                stage::discard(own, plan).when("write", shown)?;
                journal::prepare(own, place, parent, plan, changes)?
            }
        };
        journal::commit(own, place, parent, &journal).when("write", shown)?;
        Ok(Vec::new())
    }

    /// Takes back what was staged for environments that will not be switched.
    /// What fails here is done by the next run.
    fn discard<'p>(&self, staged: impl Iterator<Item = (&'p Todo<'p>, Switch)>) {
        for ((plan, _), switch) in staged {
            let _ = match switch {
                Switch::None => Ok(()),
                Switch::Exchange => stage::discard(&self.own, plan).map(drop),
                Switch::Journal(journal) => {
                    journal::withdraw(&self.own, self.place, self.parent, &journal)
                }
            };
        }
    }
}

/// Locks the private folder, or returns nothing when another build holds it
/// and waiting is not wanted.
fn lock(base: &Folder, options: &Options<'_>) -> io::Result<Option<File>> {
    let mut told = false;
    loop {
        let file = base.open_lock(LOCK)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if options.no_wait => return Ok(None),
            Err(TryLockError::WouldBlock) => {
                if let Some(on_wait) = options.on_wait.filter(|_| !told) {
                    on_wait();
                    told = true;
                }
                file.lock()?;
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // Somebody may have removed the private folder's contents meanwhile;
        // then others lock another file.
        if base.inode(LOCK)? == Some(file.metadata()?.ino()) {
            return Ok(Some(file));
        }
    }
}
