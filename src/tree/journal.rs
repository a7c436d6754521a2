//! Switching a folder that is not mixgen's alone: file by file, under a
//! journal that the next run finishes.
//!
//! `intent` names the temporary files before there are any; while it stands,
//! the tree is old and a later run withdraws the rest. Renaming it to
//! `commit` is the moment from which the tree is new, and a later run
//! finishes it. Every step can be taken twice. A journal may have been
//! forged: it is read as strictly as an index, it cannot name anything
//! outside its own folder, and a file is only replaced or removed while its
//! digest is one that the journal says.

use std::collections::BTreeMap;
use std::io;

use crate::names::INDEX_NAME;
use crate::tree::durable::Fresh;
use crate::tree::error::{Context as _, WriteError};
use crate::tree::folder::{Folder, Kind, Signature, is_no_folder};
use crate::tree::place::{Place, Slot};
use crate::tree::plan::{Changes, Plan};
use crate::tree::record::Journal;

/// Most bytes of a journal.
const MAX_BYTES: u64 = 64 << 20;

/// Reads the journal `name`; nothing when it is none.
pub(super) fn read(own: &Folder, name: &str, slot: Slot) -> io::Result<Option<Journal>> {
    match own.stat(name)? {
        Some(Signature {
            kind: Kind::File, ..
        }) => {}
        _ => return Ok(None),
    }
    Ok(own
        .read(name, MAX_BYTES)?
        .and_then(|bytes| Journal::parse(slot, &bytes)))
}

/// Journals the intent and puts the new contents beside their targets. When
/// it fails, all of that is withdrawn.
pub(super) fn prepare(
    own: &Folder,
    place: &Place,
    parent: &Folder,
    plan: &Plan<'_>,
    changes: &Changes,
) -> Result<Journal, WriteError> {
    let journal = Journal::of(plan, changes);
    let prepared = note(own, &journal)
        .when("write the journal of", || plan.comparison.folder.clone())
        .and_then(|()| put_beside(place, parent, plan, &journal));
    match prepared {
        Ok(()) => Ok(journal),
        Err(error) => {
            // The next run does it again if this fails too.
            let _ = withdraw(own, place, parent, &journal);
            Err(error)
        }
    }
}

/// Writes the journal under a name that does not count, then names it.
fn note(own: &Folder, journal: &Journal) -> io::Result<()> {
    let draft = journal.slot.tagged("draft");
    own.unlink(&draft)?;
    let mut fresh = Fresh::default();
    fresh.push(own.create(&draft, &journal.render())?)?;
    fresh.finish([])?;
    own.rename(&draft, own, &journal.slot.tagged("intent"))?;
    own.sync()
}

fn put_beside(
    place: &Place,
    parent: &Folder,
    plan: &Plan<'_>,
    journal: &Journal,
) -> Result<(), WriteError> {
    let Some(tree) = plan.tree else {
        return Ok(());
    };
    let shown = |path: &str| plan.comparison.shown(path);
    let (holder, name) = plan
        .slot
        .make_holder(place, parent)
        .when("make", || shown(""))?;
    let (root, _) = holder.child_or_make(name).when("make", || shown(""))?;
    let mut touched = BTreeMap::new();
    for path in &journal.made {
        let (inside, name) = path.split();
        let at = root.walk(inside).when("open", || shown(inside))?;
        if let Some(at) = at {
            at.child_or_make(name)
                .when("make", || shown(path.as_str()))?;
            touched.insert(inside.to_owned(), at);
        }
    }
    let mut fresh = Fresh::default();
    let index = tree.index();
    let contents = journal
        .writes
        .iter()
        .map(|write| (write.path.as_str(), tree.files()[&write.path].contents()));
    for (number, (path, bytes)) in contents.chain([(INDEX_NAME, index.as_slice())]).enumerate() {
        let (at, folder) = nearest(&root, path).when("open", || shown(path))?;
        folder
            .create(&journal.temporary(number), bytes)
            .and_then(|file| fresh.push(file))
            .when("write", || shown(path))?;
        touched.insert(at, folder);
    }
    touched.insert(String::new(), root);
    fresh
        .finish(touched.values().chain([&holder]))
        .when("write", || shown(""))
}

/// Commits a prepared journal and carries it out.
pub(super) fn commit(
    own: &Folder,
    place: &Place,
    parent: &Folder,
    journal: &Journal,
) -> io::Result<()> {
    own.rename(
        &journal.slot.tagged("intent"),
        own,
        &journal.slot.tagged("commit"),
    )?;
    own.sync()?;
    finish(own, place, parent, journal)
}

/// Carries out a committed journal, as far as that has not been done yet.
pub(super) fn finish(
    own: &Folder,
    place: &Place,
    parent: &Folder,
    journal: &Journal,
) -> io::Result<()> {
    let holder = journal.slot.holder(place, parent)?;
    if let Some((holder, name)) = holder {
        match holder.child(name) {
            Ok(Some(root)) => {
                carry_out(&root, journal)?;
                if journal.index.is_none() {
                    holder.remove_if_empty(name)?;
                    holder.sync()?;
                }
            }
            Ok(None) => {}
            Err(error) if is_no_folder(&error) => {}
            Err(error) => return Err(error),
        }
    }
    own.unlink(&journal.slot.tagged("commit"))?;
    own.sync()
}

fn carry_out(root: &Folder, journal: &Journal) -> io::Result<()> {
    let mut touched: BTreeMap<String, Folder> = BTreeMap::new();
    for (path, old) in &journal.removes {
        let (inside, name) = path.split();
        if let Some(folder) = root.walk(inside)? {
            if folder.digest_of_file(name)? == Some(*old) {
                folder.unlink(name)?;
            }
            touched.insert(inside.to_owned(), folder);
        }
    }
    for path in &journal.emptied {
        let (inside, name) = path.split();
        if let Some(folder) = root.walk(inside)?
            && folder.child(name).is_ok_and(|it| it.is_some())
        {
            folder.remove_if_empty(name)?;
            touched.insert(inside.to_owned(), folder);
        }
    }
    for (number, write) in journal.writes.iter().enumerate() {
        let temporary = journal.temporary(number);
        let Some(from) = holding(root, write.path.as_str(), &temporary)? else {
            continue;
        };
        let (inside, name) = write.path.split();
        let to = make_walk(root, inside)?;
        // Whatever somebody has put there since the journal was written stays.
        let free = match &to {
            None => false,
            Some(to) => match to.stat(name)? {
                None => true,
                Some(Signature {
                    kind: Kind::File, ..
                }) => {
                    let there = to.digest(name)?;
                    Some(there) == write.old || there == write.new
                }
                Some(_) => false,
            },
        };
        match to {
            Some(to) if free && from.digest(&temporary)? == write.new => {
                from.rename(&temporary, &to, name)?;
                touched.insert(inside.to_owned(), to);
            }
            _ => from.unlink(&temporary)?,
        }
        touched.insert(write.path.folders().last().unwrap_or("").to_owned(), from);
    }
    place_index(root, journal)?;
    Fresh::default().finish(touched.values().chain([root]))
}

/// The index comes last: until then the old one says what is mixgen's.
fn place_index(root: &Folder, journal: &Journal) -> io::Result<()> {
    let there = root.stat(INDEX_NAME)?.map(|signature| signature.kind);
    let ours = matches!(there, None | Some(Kind::File));
    let Some(new) = journal.index else {
        return if ours {
            root.unlink(INDEX_NAME)
        } else {
            Ok(())
        };
    };
    let temporary = journal.temporary(journal.writes.len());
    match root.digest_of_file(&temporary)? {
        Some(digest) if ours && digest == new => root.rename(&temporary, root, INDEX_NAME),
        Some(_) => root.unlink(&temporary),
        None => Ok(()),
    }
}

/// Undoes what was done under an intent that was never committed.
pub(super) fn withdraw(
    own: &Folder,
    place: &Place,
    parent: &Folder,
    journal: &Journal,
) -> io::Result<()> {
    if let Some((holder, name)) = journal.slot.holder(place, parent)?
        && let Ok(Some(root)) = holder.child(name)
    {
        let paths = journal.writes.iter().map(|write| write.path.as_str());
        for (number, path) in paths.chain([INDEX_NAME]).enumerate() {
            let temporary = journal.temporary(number);
            if let Some(folder) = holding(&root, path, &temporary)? {
                folder.unlink(&temporary)?;
            }
        }
        for path in journal.made.iter().rev() {
            let (inside, name) = path.split();
            if let Some(folder) = root.walk(inside)?
                && folder.child(name).is_ok_and(|it| it.is_some())
            {
                folder.remove_if_empty(name)?;
            }
        }
        if journal.made_root {
            holder.remove_if_empty(name)?;
        }
    }
    own.unlink(&journal.slot.tagged("intent"))?;
    own.sync()
}

/// The innermost folder on the way to `path` that is there, and its path.
fn nearest(root: &Folder, path: &str) -> io::Result<(String, Folder)> {
    let mut at = path;
    while let Some((inside, _)) = at.rsplit_once('/') {
        if let Some(folder) = root.walk(inside)? {
            return Ok((inside.to_owned(), folder));
        }
        at = inside;
    }
    Ok((
        String::new(),
        root.walk("")?.ok_or(io::ErrorKind::NotFound)?,
    ))
}

/// The folder on the way to `path` in which the regular file `temporary` lies.
fn holding(root: &Folder, path: &str, temporary: &str) -> io::Result<Option<Folder>> {
    let mut at = path;
    while !at.is_empty() {
        let inside = at.rsplit_once('/').map_or("", |(inside, _)| inside);
        if let Some(folder) = root.walk(inside)?
            && matches!(
                folder.stat(temporary)?,
                Some(Signature {
                    kind: Kind::File,
                    ..
                })
            )
        {
            return Ok(Some(folder));
        }
        at = inside;
    }
    Ok(None)
}

/// The folder at `path`, made if need be; nothing when something that is no
/// folder is in the way.
fn make_walk(root: &Folder, path: &str) -> io::Result<Option<Folder>> {
    let mut at = root.walk("")?.ok_or(io::ErrorKind::NotFound)?;
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        match at.child_or_make(segment) {
            Ok((next, _)) => at = next,
            Err(error) if is_no_folder(&error) => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    Ok(Some(at))
}
