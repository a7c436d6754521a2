//! What jb's file cannot say, as a part of an installation.

use std::{collections::BTreeSet, path::Path};

use super::{Moved, Options, Outcome};
use crate::{
    project::VendorSettings,
    tree::Digest,
    vendor::{
        contents::{Contents, ContentsError},
        dashboards::{self, LockedDashboard},
        error::{Misfit, VendorError},
        files::Files,
        mixins::{self, MIXINS},
        record::Record,
        resolve::{Held, Package},
        store::Store,
        switch::Change,
    },
};

/// Puts dashboards and the mixins of packages into the record; their folder.
#[expect(clippy::too_many_arguments, reason = "it is a part of `install`")]
pub(super) fn mixins_of(
    root: &Path,
    settings: &VendorSettings,
    packages: &[Package],
    before: &Files,
    again: &BTreeSet<String>,
    options: Options,
    store: &Store,
    record: &mut Record,
) -> Result<Option<Contents>, Vec<VendorError>> {
    let locked = options.locked;
    let all = dashboards::resolve(root, settings, &before.record, again, locked, store)?;
    record.dashboards = all.locked;
    for package in packages {
        if let Held::Git(held) = &package.held
            && let Some(lists) = mixins::lists(&held.contents)
        {
            record.mixins.insert(package.folder.clone(), lists);
        }
    }
    if locked {
        let (old, new) = (&before.record.mixins, &record.mixins);
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let misfits: Vec<(String, Misfit)> = names
            .into_iter()
            .filter(|name| old.get(*name) != new.get(*name))
            .map(|name| (format!("{MIXINS}/{name}"), Misfit::Mixin))
            .collect();
        if !misfits.is_empty() {
            return Err(vec![VendorError::Misfit(misfits)]);
        }
    }
    mixins::contents(record, &all.bytes)
        .map_err(|error| vec![VendorError::Contents(MIXINS.to_owned(), error)])
}

/// What must be switched in the folder of mixins.
pub(super) fn mixins_change<'a>(
    root: &Path,
    made: Option<&'a Contents>,
    before: &Record,
    prune: bool,
) -> Result<Option<Change<'a>>, Vec<VendorError>> {
    let is_ours = !before.dashboards.is_empty() || !before.mixins.is_empty();
    let place = root.join("vendor").join(MIXINS);
    let is_there = place.symlink_metadata().is_ok();
    let same = |made: &Contents| {
        Contents::of_package(root, MIXINS).is_ok_and(|there| there.digest() == made.digest())
    };
    match made {
        Some(made) if is_there && same(made) => Ok(None),
        Some(_) if is_there && !is_ours && !prune => {
            Err(vec![VendorError::InTheWay(vec![format!(
                "vendor/{MIXINS}"
            )])])
        }
        Some(made) => Ok(Some(Change::Put(MIXINS.to_owned(), made))),
        None if is_there && is_ours => Ok(Some(Change::Remove(MIXINS.to_owned()))),
        None => Ok(None),
    }
}

/// Tells of dashboards as of packages, and which mixins are new.
pub(super) fn mixins_told(outcome: &mut Outcome, root: &Path, before: &Record, now: &Record) {
    let at = |locked: &LockedDashboard| (locked.source.clone(), locked.digest.to_string());
    for (name, locked) in &now.dashboards {
        let folder = format!("{MIXINS}/{name}");
        let old = before.dashboards.get(name);
        let moved = Moved {
            folder: folder.clone(),
            from: old.map(at).unwrap_or_default(),
            to: at(locked),
        };
        let path = root.join("vendor").join(&folder).join("dashboard.json");
        match old {
            None => outcome.added.push(moved),
            Some(old) if old != locked => outcome.moved.push(moved),
            Some(_) => match std::fs::read(path) {
                Err(_) => outcome.installed.push(folder),
                Ok(bytes) if Digest::of(&bytes) != locked.digest => outcome.restored.push(folder),
                Ok(_) => outcome.unchanged += 1,
            },
        }
    }
    // Of what is made of packages, for what was told of dashboards counts too.
    if !before.mixins.is_empty() {
        match mixins::differences(root, before) {
            Ok(lines) if lines.iter().all(|line| line.ends_with("/dashboard.json")) => {}
            Err(ContentsError::Missing) => outcome.installed.push(MIXINS.to_owned()),
            Ok(_) | Err(_) => outcome.restored.push(MIXINS.to_owned()),
        }
    }
    let gone = before.dashboards.keys();
    let gone = gone.filter(|name| !now.dashboards.contains_key(*name));
    outcome
        .removed
        .extend(gone.map(|name| format!("{MIXINS}/{name}")));
    let mixins = now
        .mixins
        .keys()
        .filter(|name| !before.mixins.contains_key(*name));
    let dashboards = now.dashboards.keys();
    let dashboards = dashboards.filter(|name| !before.dashboards.contains_key(*name));
    let made = mixins.chain(dashboards);
    outcome.made = made
        .map(|name| format!("{MIXINS}/{name}/mixin.libsonnet"))
        .collect();
}
