//! What holds the lock: recovering, staging and switching one place.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;

use crate::names::EnvironmentName;
use crate::tree::comparison::SameMeaning;
use crate::tree::error::{Context as _, WriteError};
use crate::tree::folder::Folder;
use crate::tree::journal;
use crate::tree::place::{PRIVATE, Place};
use crate::tree::plan::{Changes, Plan};
use crate::tree::record::Journal;
use crate::tree::stage::{self, Staged};

const LOCK: &str = "lock";
const IGNORE: &str = ".gitignore";
/// The folder of the private folder in which each output folder has its own.
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

/// A plan that nothing stands against, and what it comes to.
pub(super) type Todo<'a> = (Plan<'a>, Changes);

/// How a folder is about to be switched.
pub(super) enum Switch {
    /// There is nothing to do.
    None,
    /// By exchange with what is staged.
    Exchange,
    /// File by file, under a journal.
    Journal(Journal),
}

/// A place while this process holds its lock.
pub(super) struct Work<'a> {
    place: &'a Place,
    parent: &'a Folder,
    /// `.mixgen/tree/<output folder>`: the state of other output folders that
    /// share `.mixgen` is not ours to look at.
    own: Folder,
    /// Closing it is what unlocks.
    _lock: File,
}

impl<'a> Work<'a> {
    /// Waits for the lock, or not, as `options` say; makes the private folder.
    pub fn lock(
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

    /// Finishes or withdraws what dead builds left.
    pub fn recover(&self) -> Result<Recovered, WriteError> {
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
    pub fn stage_all(&self, todo: &[Todo<'_>]) -> Result<Vec<Switch>, WriteError> {
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
    pub fn switch(
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
    pub fn discard<'p>(&self, staged: impl Iterator<Item = (&'p Todo<'p>, Switch)>) {
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
