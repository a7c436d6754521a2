//! Changing vendor/: all is staged and verified beside it, then switched
//! folder by folder, and the lockfiles last.
//!
//! `.mixgen/vendor/` holds the lock and, during a change, `work/`: each new
//! folder under a number, the new lockfiles, and `plan.json`, which says what is
//! to be switched. A run that dies before the first lockfile is in its place is
//! undone by the next one, from that plan alone; one that dies later is
//! finished. What is replaced goes only when everything else is done.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    contents::{Contents, Item, PackageLimits},
    error::VendorError,
};
use crate::tree::{
    durable::Fresh,
    folder::{Folder, is_no_folder},
};

/// The folder in the project for what nobody else should look at.
const PRIVATE: &str = ".mixgen";
const WORK: &str = "work";
const PLAN: &str = "plan.json";

/// A change of one folder in vendor/.
#[derive(Clone, Debug)]
pub(super) enum Change<'a> {
    /// The package's files, in the place of what is there.
    Put(String, &'a Contents),
    /// Gone.
    Remove(String),
}

/// A file of the project's root that is replaced at the end.
#[derive(Clone, Debug)]
pub(super) struct NewFile {
    pub name: &'static str,
    /// None for a file that goes.
    pub text: Option<String>,
}

/// What `plan.json` holds.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Plan {
    steps: Vec<Step>,
    /// Names of the files that are replaced at the end; staged under the same
    /// name, or removed where not.
    files: Vec<(String, bool)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Step {
    /// Below vendor/.
    path: String,
    /// The number it is staged under.
    number: usize,
    /// The inode of what was staged; 0 for a removal.
    staged: u64,
    /// The inode of what lay there; 0 for nothing.
    old: u64,
}

/// vendor/ while this process holds its lock.
pub(super) struct Switch {
    root: Folder,
    own: Folder,
    /// Where `own` is.
    path: PathBuf,
    _lock: File,
}

/// What is said while waiting for another run.
pub(super) type OnWait<'a> = &'a dyn Fn();

impl Switch {
    /// Waits for the lock; makes the private folder and vendor/.
    pub fn lock(root: &Path, on_wait: OnWait<'_>) -> Result<Self, VendorError> {
        let private = root.join(PRIVATE);
        let path = private.join("vendor");
        let open = || -> io::Result<(Folder, Folder, File)> {
            let root = Folder::open(root)?;
            let (base, made) = root.child_or_make(PRIVATE)?;
            if made {
                drop(base.create(".gitignore", b"*\n")?);
            }
            let (own, _) = base.child_or_make("vendor")?;
            let lock = own.open_lock("lock")?;
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    on_wait();
                    lock.lock()?;
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
            Ok((root, own, lock))
        };
        let (root, own, lock) = open().map_err(VendorError::io("lock", ".mixgen/vendor"))?;
        let switch = Self {
            root,
            own,
            path,
            _lock: lock,
        };
        switch
            .heal()
            .map_err(VendorError::io("finish what was left in", ".mixgen/vendor"))?;
        Ok(switch)
    }

    /// Undoes or finishes what a dead run left.
    fn heal(&self) -> io::Result<()> {
        let Some(work) = self.own.child(WORK)? else {
            return Ok(());
        };
        if work.stat(PLAN)?.is_some() {
            let bytes = work.read(PLAN, 1 << 28)?.unwrap_or_default();
            // A plan is renamed to its name when it is whole.
            let plan: Plan = serde_json::from_slice(&bytes).map_err(io::Error::other)?;
            if plan.is_begun(&work) || plan.is_done(self)? {
                self.finish(&work, &plan)?;
            } else {
                self.undo(&work, &plan)?;
            }
        }
        drop(work);
        self.own.remove_all(WORK)
    }

    /// Makes all changes, or none; then `links` makes links in vendor/.
    pub fn apply(
        &self,
        changes: &[Change<'_>],
        files: &[NewFile],
        links: &dyn Fn(&Folder) -> io::Result<()>,
    ) -> Result<(), VendorError> {
        let (vendor, _) = self
            .root
            .child_or_make("vendor")
            .map_err(VendorError::io("make", "vendor"))?;
        let staged = self.stage(&vendor, changes, files);
        let (work, plan) = match staged {
            Ok(staged) => staged,
            Err(error) => {
                let _ = self.own.remove_all(WORK);
                return Err(error);
            }
        };
        let switched = switch(&vendor, &work, &plan).and_then(|()| vendor.sync());
        if let Err(error) = switched {
            self.give_up(&work, &plan);
            return Err(VendorError::io("change", "vendor")(error));
        }
        if let Err(error) = self.finish(&work, &plan) {
            // With one lockfile in its place, the others follow by the next run.
            if !plan.is_begun(&work) {
                self.give_up(&work, &plan);
            }
            return Err(VendorError::io("write", "the lockfiles")(error));
        }
        // Missing links are made by the next run.
        links(&vendor).map_err(VendorError::io("link in", "vendor"))?;
        drop(work);
        // What is left here is removed by the next run.
        let _ = self.own.remove_all(WORK);
        tidy(&vendor, changes);
        Ok(())
    }

    /// Undoes all; what cannot be undone now is by the next run.
    fn give_up(&self, work: &Folder, plan: &Plan) {
        if self.undo(work, plan).is_ok() {
            let _ = self.own.remove_all(WORK);
        }
    }

    /// Writes all that is new beside vendor/, waits for the disk, and reads it
    /// again.
    fn stage(
        &self,
        vendor: &Folder,
        changes: &[Change<'_>],
        files: &[NewFile],
    ) -> Result<(Folder, Plan), VendorError> {
        let cannot = || VendorError::io("write", ".mixgen/vendor");
        let work = self.own.make_child(WORK).map_err(cannot())?;
        let mut fresh = Fresh::default();
        let mut plan = Plan::default();
        for (number, change) in changes.iter().enumerate() {
            let path = match change {
                Change::Put(path, contents) => {
                    write(&work, &number.to_string(), contents, &mut fresh).map_err(cannot())?;
                    path
                }
                Change::Remove(path) => path,
            };
            let old = inode(vendor, path)?;
            let staged = work.inode(&number.to_string()).map_err(cannot())?;
            plan.steps.push(Step {
                path: path.clone(),
                number,
                staged: staged.unwrap_or(0),
                old,
            });
        }
        for file in files {
            if let Some(text) = &file.text {
                let made = work.create(file.name, text.as_bytes()).map_err(cannot())?;
                fresh.push(made).map_err(cannot())?;
            }
            let kept = file.text.is_some();
            plan.files.push((file.name.to_owned(), kept));
        }
        fresh.finish([&work]).map_err(cannot())?;
        for (number, change) in changes.iter().enumerate() {
            if let Change::Put(path, contents) = change {
                self.verify(number, path, contents)?;
            }
        }
        let text = serde_json::to_vec(&plan).expect("a plan is text and numbers");
        let made = work.create("draft", &text).map_err(cannot())?;
        let mut fresh = Fresh::default();
        fresh.push(made).map_err(cannot())?;
        fresh.finish([]).map_err(cannot())?;
        work.rename("draft", &work, PLAN).map_err(cannot())?;
        work.sync().map_err(cannot())?;
        Ok((work, plan))
    }

    fn verify(&self, number: usize, path: &str, contents: &Contents) -> Result<(), VendorError> {
        let failed = VendorError::io("verify", path.to_owned());
        let place = self.path.join(WORK).join(number.to_string());
        let written = Contents::of_folder(&place, &PackageLimits::default())
            .map_err(|error| VendorError::Contents(path.to_owned(), error))?;
        if written.digest() == contents.digest() {
            Ok(())
        } else {
            Err(failed(io::Error::other(
                "what was written is not what is read",
            )))
        }
    }

    /// Brings back what was there. Steps that were not made stay unmade.
    fn undo(&self, work: &Folder, plan: &Plan) -> io::Result<()> {
        let Some(vendor) = self.root.child("vendor")? else {
            return Ok(());
        };
        for step in plan.steps.iter().rev() {
            let number = step.number.to_string();
            let found = holder(&vendor, &step.path, true)?;
            let (holder, name) = found.ok_or(io::ErrorKind::NotFound)?;
            let here = holder.inode(name)?.unwrap_or(0);
            if step.staged != 0 && here == step.staged {
                let waits = work.inode(&aside(&number))?;
                if step.old == 0 {
                    holder.rename_to_free(name, work, &number)?;
                } else if waits == Some(step.old) {
                    holder.rename_to_free(name, work, &number)?;
                    work.rename_to_free(&aside(&number), &holder, name)?;
                } else {
                    exchange(work, &number, &holder, name)?;
                }
            } else if here == 0 && step.old != 0 && work.inode(&number)? == Some(step.old) {
                work.rename_to_free(&number, &holder, name)?;
            } else if here == 0 && step.old != 0 && work.inode(&aside(&number))? == Some(step.old) {
                work.rename_to_free(&aside(&number), &holder, name)?;
            }
            holder.sync()?;
        }
        for step in &plan.steps {
            remove_empty_parents(&vendor, &step.path)?;
        }
        Ok(())
    }

    /// Puts the lockfiles into their places.
    fn finish(&self, work: &Folder, plan: &Plan) -> io::Result<()> {
        for (name, kept) in &plan.files {
            if !kept {
                self.root.unlink(name)?;
            } else if work.stat(name)?.is_some() {
                work.rename(name, &self.root, name)?;
            }
        }
        self.root.sync()
    }
}

impl Plan {
    /// Whether a lockfile is in its place: staged ones leave for theirs.
    fn is_begun(&self, work: &Folder) -> bool {
        let gone = |name: &str| matches!(work.stat(name), Ok(None));
        self.files.iter().any(|(name, kept)| *kept && gone(name))
    }

    /// Whether all steps were made and no file is to be replaced by another.
    fn is_done(&self, switch: &Switch) -> io::Result<bool> {
        if self.files.iter().any(|(_, kept)| *kept) {
            return Ok(false);
        }
        let Some(vendor) = switch.root.child("vendor")? else {
            return Ok(self.steps.is_empty());
        };
        for step in &self.steps {
            if inode_of(&vendor, &step.path)? != step.staged {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Switches every folder of a plan.
fn switch(vendor: &Folder, work: &Folder, plan: &Plan) -> io::Result<()> {
    // What goes makes room for what comes.
    let (removals, others): (Vec<&Step>, Vec<&Step>) =
        plan.steps.iter().partition(|step| step.staged == 0);
    for step in removals {
        if step.old != 0
            && let Some((holder, name)) = holder(vendor, &step.path, false)?
        {
            holder.rename_to_free(name, work, &step.number.to_string())?;
        }
    }
    for step in others {
        let number = step.number.to_string();
        let (holder, name) = holder(vendor, &step.path, true)?.ok_or(io::ErrorKind::NotFound)?;
        match holder.stat(name)? {
            None => work.rename_to_free(&number, &holder, name)?,
            Some(_) => exchange(work, &number, &holder, name)?,
        }
        holder.sync()?;
    }
    Ok(())
}

/// Removes folders of vendor/ that a removal has left empty.
fn tidy(vendor: &Folder, changes: &[Change<'_>]) {
    for change in changes {
        if let Change::Remove(path) = change {
            let _ = remove_empty_parents(vendor, path);
        }
    }
}

/// The name under which the old folder waits on file systems that cannot
/// exchange.
fn aside(number: &str) -> String {
    format!("{number}.old")
}

/// Exchanges two folders; in two steps where the file system cannot in one.
fn exchange(work: &Folder, number: &str, holder: &Folder, name: &str) -> io::Result<()> {
    match work.exchange(number, holder, name) {
        Err(error) if crate::tree::folder::is_unsupported(&error) => {
            holder.rename_to_free(name, work, &aside(number))?;
            work.rename_to_free(number, holder, name)
        }
        other => other,
    }
}

fn inode(vendor: &Folder, path: &str) -> Result<u64, VendorError> {
    inode_of(vendor, path).map_err(|error| {
        let shown = format!("vendor/{path}");
        if is_no_folder(&error) {
            VendorError::NoFolder(shown)
        } else {
            VendorError::io("look at", shown)(error)
        }
    })
}

fn inode_of(vendor: &Folder, path: &str) -> io::Result<u64> {
    match holder(vendor, path, false)? {
        Some((holder, name)) => Ok(holder.inode(name)?.unwrap_or(0)),
        None => Ok(0),
    }
}

/// The folder that holds the last segment of a path below vendor/, and that
/// segment.
pub(super) fn holder<'a>(
    vendor: &Folder,
    path: &'a str,
    make: bool,
) -> io::Result<Option<(Folder, &'a str)>> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let Some(mut at) = vendor.walk("")? else {
        return Ok(None);
    };
    for segment in above.split('/').filter(|segment| !segment.is_empty()) {
        let next = if make {
            Some(at.child_or_make(segment)?.0)
        } else {
            at.child(segment)?
        };
        match next {
            Some(next) => at = next,
            None => return Ok(None),
        }
    }
    Ok(Some((at, name)))
}

/// Removes the folders above a path that hold nothing.
fn remove_empty_parents(vendor: &Folder, path: &str) -> io::Result<()> {
    let mut path = path;
    while let Some((above, _)) = path.rsplit_once('/') {
        if let Some((holder, name)) = holder(vendor, above, false)?
            && !holder.remove_if_empty(name)?
        {
            break;
        }
        path = above;
    }
    Ok(())
}

/// Writes a package as the new folder `name`.
fn write(parent: &Folder, name: &str, contents: &Contents, fresh: &mut Fresh) -> io::Result<()> {
    let root = parent.make_child(name)?;
    let mut open: Vec<(String, Folder)> = Vec::new();
    for (path, item) in contents.items() {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        // Paths are sorted: what is open is where the last file went.
        while open
            .last()
            .is_some_and(|(at, _)| above != at && !above.starts_with(&format!("{at}/")))
        {
            let (_, done) = open.pop().expect("it is the last");
            done.sync()?;
        }
        let begun = open.last().map_or(0, |(at, _)| at.len());
        for segment in above[begun..].split('/').filter(|it| !it.is_empty()) {
            let at = open.last().map_or(&root, |(_, folder)| folder);
            let (next, _) = at.child_or_make(segment)?;
            let path = match open.last() {
                Some((at, _)) => format!("{at}/{segment}"),
                None => segment.to_owned(),
            };
            open.push((path, next));
        }
        let folder = open.last().map_or(&root, |(_, folder)| folder);
        match item {
            Item::Link(target) => folder.symlink(target, name)?,
            Item::File {
                bytes,
                executable: false,
            } => fresh.push(folder.create(name, bytes)?)?,
            Item::File { bytes, .. } => fresh.push(folder.create_executable(name, bytes)?)?,
        }
    }
    for (_, folder) in &open {
        folder.sync()?;
    }
    root.sync()
}
