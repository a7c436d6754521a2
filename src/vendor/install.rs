//! `install`, `add`, `remove` and `update`: one way from the files to vendor/.

mod edit;
mod made;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

pub use edit::find;
use edit::{edited, overrides};
use made::{mixins_change, mixins_of, mixins_told};

use super::{
    error::VendorError,
    files::Files,
    jsonnetfile::{self, Dependency, Jsonnetfile},
    links,
    mixins::MIXINS,
    record::{self, Locked, Record},
    resolve::{self, Held, OnProgress, Package, Wanted},
    source::Version,
    store::Store,
    survey,
    switch::{Change, NewFile, Switch},
};
use crate::{
    project::{SETTINGS_FILE, VendorSettings},
    tree::folder::Kind,
};

/// What is asked of vendor/.
#[derive(Clone, Debug)]
pub enum Edit {
    /// As the lockfile says.
    Install,
    /// With these dependencies more, or at another version.
    Add(Vec<Dependency>),
    /// Without these.
    Remove(Vec<String>),
    /// With these at what their versions name now, or at other versions; all
    /// where there are none.
    Update(Vec<(String, Option<Version>)>),
    /// With mixgen.toml, and so the settings, changed.
    Settings {
        /// Its new text; none where it stays.
        text: Option<String>,
        /// Dashboards that are fetched again, whatever is locked.
        again: BTreeSet<String>,
        /// What is asked of packages.
        packages: Box<Edit>,
    },
}

/// How it is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Refuse where the lockfile does not fit, and write none.
    pub locked: bool,
    /// Remove from vendor/ what no lockfile names.
    pub prune: bool,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Packages that were not locked before.
    pub added: Vec<Moved>,
    /// Packages that are locked at another commit or version.
    pub moved: Vec<Moved>,
    /// Packages that are locked no longer.
    pub removed: Vec<String>,
    /// Packages that were locked and did not lie there.
    pub installed: Vec<String>,
    /// Packages whose files were not what is locked.
    pub restored: Vec<String>,
    /// How many are as they were.
    pub unchanged: usize,
    /// What lies in vendor/ and no lockfile names.
    pub unknown: Vec<String>,
    /// What of it was removed.
    pub pruned: Vec<String>,
    /// Links that could not be made: the name, and the package.
    pub taken: Vec<(String, String)>,
    /// Repositories that answered from another URL, and that URL.
    pub redirected: BTreeMap<String, String>,
    /// Submodules that were left out.
    pub submodules: Vec<String>,
    /// Mixins below [`MIXINS`](super::MIXINS) that were not there before.
    pub made: Vec<String>,
}

/// A package and where its lock went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its folder in vendor/.
    pub folder: String,
    /// The version and commit before; empty where there was none.
    pub from: (String, String),
    /// The version and commit now; empty for a local folder.
    pub to: (String, String),
}

/// Makes vendor/ and the lockfiles as `edit` asks. All or nothing.
///
/// # Errors
/// All that are independent of each other; then nothing has changed.
pub fn install(
    root: &Path,
    settings: &VendorSettings,
    edit: &Edit,
    options: Options,
    store: &Store,
    on_progress: OnProgress<'_>,
    on_wait: &dyn Fn(),
) -> Result<Outcome, Vec<VendorError>> {
    let one = |error| vec![error];
    let none = BTreeSet::new();
    let (edit, new_settings, again) = match edit {
        Edit::Settings {
            text,
            again,
            packages,
        } => (&**packages, text.as_ref(), again),
        edit => (edit, None, &none),
    };
    let before = Files::read(root).map_err(one)?;
    let dashboards_alone = new_settings.is_some()
        || !again.is_empty()
        || !settings.dashboards.is_empty()
        || !before.record.dashboards.is_empty();
    if before.jsonnetfile.is_none() && !dashboards_alone && !matches!(edit, Edit::Add(_)) {
        return Err(vec![VendorError::NoJsonnetfile]);
    }
    let switch = Switch::lock(root, on_wait).map_err(one)?;
    // What another run has written while this one waited counts.
    let before = Files::read(root).map_err(one)?;
    let overrides = overrides(settings)?;
    let (jsonnetfile, unlocked) = edited(&before, edit, store)?;
    let wanted = Wanted {
        root,
        jsonnetfile: &jsonnetfile,
        lock: &before.lock,
        record: &before.record,
        unlocked: &unlocked,
        overrides: &overrides,
        moved: &settings.moved,
        locked: options.locked,
    };
    let packages = resolve::resolve(&wanted, store, on_progress)?;
    let (lock, mut record) = locks(&packages, &before);
    let made = mixins_of(
        root,
        settings,
        &packages,
        &before,
        again,
        options,
        store,
        &mut record,
    )?;
    let mut outcome = outcome(root, &packages, &before, &record);
    outcome.redirected = store.moved();
    let links = links::plan(root, &packages, &before.lock, jsonnetfile.legacy_imports);
    let links = links.map_err(one)?;
    outcome.taken.clone_from(&links.taken);
    mixins_told(&mut outcome, root, &before.record, &record);
    let known: BTreeSet<String> = survey::known(&before)
        .into_iter()
        .chain(packages.iter().map(|package| package.folder.clone()))
        .chain(made.is_some().then(|| MIXINS.to_owned()))
        .collect();
    outcome.unknown = survey::unknown(root, &known, &links.wanted).map_err(one)?;
    let mut changes = changes(root, &packages, &before.lock, options.prune)?;
    changes.extend(mixins_change(
        root,
        made.as_ref(),
        &before.record,
        options.prune,
    )?);
    if options.prune {
        outcome.pruned = std::mem::take(&mut outcome.unknown);
        changes.extend(outcome.pruned.iter().cloned().map(Change::Remove));
    }
    let files = if options.locked {
        Vec::new()
    } else {
        new_files(&before, &jsonnetfile, &lock, &record, new_settings)
    };
    if !changes.is_empty() || !files.is_empty() || !links.is_fresh() {
        switch
            .apply(&changes, &files, &|vendor| links.apply(vendor))
            .map_err(one)?;
    }
    Ok(outcome)
}

/// The files of the root that change.
fn new_files(
    before: &Files,
    jsonnetfile: &Jsonnetfile,
    lock: &Jsonnetfile,
    record: &Record,
    new_settings: Option<&String>,
) -> Vec<NewFile> {
    let mut files = Vec::new();
    let old = before.jsonnetfile.as_ref();
    let is_needed = old.is_some() || !jsonnetfile.dependencies.is_empty();
    if is_needed && old.is_none_or(|old| !old.same(jsonnetfile)) {
        files.push(NewFile {
            name: jsonnetfile::FILE,
            text: Some(jsonnetfile.render()),
        });
    }
    if !before.lock.same(lock) || (!before.has_lock && is_needed) {
        files.push(NewFile {
            name: jsonnetfile::LOCKFILE,
            text: Some(lock.render()),
        });
    }
    if before.record != *record || !before.has_record {
        files.push(NewFile {
            name: record::RECORD,
            text: Some(record.render()),
        });
    }
    if let Some(text) = new_settings {
        files.push(NewFile {
            name: SETTINGS_FILE,
            text: Some(text.clone()),
        });
    }
    files
}

/// The lockfiles that packages come to.
fn locks(packages: &[Package], before: &Files) -> (Jsonnetfile, Record) {
    let mut lock = Jsonnetfile {
        legacy_imports: false,
        extra: before.lock.extra.clone(),
        ..Jsonnetfile::default()
    };
    let mut record = Record::default();
    for package in packages {
        let old = before.lock.get(&package.folder);
        let mut locked = Dependency {
            version: Version::default(),
            extra: old.map(|old| old.extra.clone()).unwrap_or_default(),
            ..package.dependency.clone()
        };
        if let Held::Git(held) = &package.held {
            locked.version = Version::new(held.commit.as_str()).expect("digits are a version");
            locked.sum.clone_from(&held.sum);
            let known = Locked {
                version: package.version.to_string(),
                commit: held.commit.to_string(),
                date: held.date.clone(),
                digest: held.digest,
            };
            record.packages.insert(package.folder.clone(), known);
        }
        lock.dependencies.push(locked);
    }
    (lock, record)
}

fn outcome(root: &Path, packages: &[Package], before: &Files, record: &Record) -> Outcome {
    let mut outcome = Outcome::default();
    for package in packages {
        let known = |record: &Record, lock: &Dependency| {
            let commit = lock.version.to_string();
            let version = record.packages.get(&package.folder);
            let version = version.filter(|known| known.commit == commit);
            (
                version.map_or_else(String::new, |it| it.version.clone()),
                commit,
            )
        };
        let to = record
            .packages
            .get(&package.folder)
            .map(|now| (now.version.clone(), now.commit.clone()))
            .unwrap_or_default();
        let old = before.lock.get(&package.folder);
        let from = old.map(|old| known(&before.record, old));
        let moved = Moved {
            folder: package.folder.clone(),
            from: from.clone().unwrap_or_default(),
            to,
        };
        let is_absent = matches!(&package.held, Held::Git(held) if !held.present);
        match from {
            None => outcome.added.push(moved),
            Some((version, commit))
                if commit != moved.to.1 || (!version.is_empty() && version != moved.to.0) =>
            {
                outcome.moved.push(moved);
            }
            Some(_) if is_absent => {
                let place = root.join("vendor").join(&package.folder);
                if place.symlink_metadata().is_ok() {
                    outcome.restored.push(package.folder.clone());
                } else {
                    outcome.installed.push(package.folder.clone());
                }
            }
            Some(_) => outcome.unchanged += 1,
        }
        if let Held::Git(held) = &package.held {
            let submodules = held.contents.submodules.iter();
            let shown = submodules.map(|path| format!("{}/{path}", package.folder));
            outcome.submodules.extend(shown);
        }
    }
    let new: BTreeSet<&str> = packages.iter().map(|it| it.folder.as_str()).collect();
    let gone = survey::folders(&before.lock);
    outcome.removed = gone
        .into_iter()
        .filter(|folder| !new.contains(folder.as_str()))
        .collect();
    outcome
}

/// What must be switched in vendor/.
fn changes<'a>(
    root: &Path,
    packages: &'a [Package],
    old: &Jsonnetfile,
    prune: bool,
) -> Result<Vec<Change<'a>>, Vec<VendorError>> {
    let new: BTreeMap<&str, &Package> = packages
        .iter()
        .filter(|package| matches!(package.held, Held::Git(_)))
        .map(|package| (package.folder.as_str(), package))
        .collect();
    let old_folders = survey::git_folders(old);
    let vendor = root.join("vendor");
    let mut changes = Vec::new();
    let mut going = Vec::new();
    for folder in &old_folders {
        let above = |known: &dyn Fn(&str) -> bool| {
            folder
                .match_indices('/')
                .any(|(at, _)| known(&folder[..at]))
        };
        if new.contains_key(folder.as_str())
            || above(&|it| new.contains_key(it))
            || above(&|it| old_folders.contains(it))
        {
            continue;
        }
        if vendor.join(folder).symlink_metadata().is_ok() {
            changes.push(Change::Remove(folder.clone()));
            going.push(format!("{folder}/"));
        }
    }
    let mut in_the_way = Vec::new();
    for (folder, package) in &new {
        let Held::Git(held) = &package.held else {
            continue;
        };
        let inner = folder
            .match_indices('/')
            .any(|(at, _)| new.contains_key(&folder[..at]));
        let goes = going.iter().any(|gone| folder.starts_with(gone.as_str()));
        if inner || (held.present && !goes) {
            continue;
        }
        let place = vendor.join(folder);
        if !old_folders.contains(*folder) && !goes && place.symlink_metadata().is_ok() {
            let free =
                survey::is_covered(&vendor, folder, &old_folders).map_err(|error| vec![error])?;
            if !free && !prune {
                in_the_way.push(format!("vendor/{folder}"));
                continue;
            }
        }
        changes.push(Change::Put((*folder).to_owned(), &held.contents));
    }
    if in_the_way.is_empty() {
        Ok(changes)
    } else {
        Err(vec![VendorError::InTheWay(in_the_way)])
    }
}

/// What a path of the project is, without following links.
pub(super) fn kind_of(path: &Path) -> io::Result<Option<Kind>> {
    match path.symlink_metadata() {
        Ok(data) if data.is_symlink() => Ok(Some(Kind::Symlink)),
        Ok(data) if data.is_dir() => Ok(Some(Kind::Folder)),
        Ok(data) if data.is_file() => Ok(Some(Kind::File)),
        Ok(_) => Ok(Some(Kind::Other)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
