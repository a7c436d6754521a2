//! Whether packages agree with each other, and the lock with them.

use std::collections::BTreeMap;

use super::{Held, Package, Wanted, current};
use crate::vendor::{
    error::{Misfit, VendorError},
    source::{GitSource, Source},
    store::Store,
};

/// Packages that are needed at different commits, where nobody has decided.
pub(super) fn conflicts(
    found: &BTreeMap<String, Package>,
    wanted: &Wanted<'_>,
    store: &Store,
) -> Vec<VendorError> {
    let mut errors = Vec::new();
    let redirected = store.moved();
    let mut by_repository: BTreeMap<(String, String), Vec<&Package>> = BTreeMap::new();
    for package in found.values() {
        let (Source::Git(git), Held::Git(held)) = (&package.dependency.source, &package.held)
        else {
            continue;
        };
        let source = current(git, wanted.moved);
        let led = redirected.get(&source.repository());
        let led = led.and_then(|url| GitSource::parse(url).ok());
        let repository = led.map_or_else(|| source.repository(), |(now, _)| now.repository());
        let key = (repository, source.subdir.clone());
        by_repository.entry(key).or_default().push(package);
        let is_own = wanted.jsonnetfile.get(&package.folder).is_some();
        let root = GitSource {
            subdir: String::new(),
            ..git.clone()
        };
        let is_overridden = wanted.overrides.contains_key(&package.folder)
            || wanted.overrides.contains_key(&root.name());
        let is_locked = wanted.lock.get(&package.folder).is_some()
            && !wanted.unlocked.contains(&package.folder);
        if is_own || is_overridden || is_locked {
            continue;
        }
        let mut needs = Vec::new();
        for need in &package.needed_by {
            let commit =
                if need.version == package.version || need.version == package.dependency.version {
                    held.commit.clone()
                } else {
                    match store.resolve(&source, &need.version) {
                        Ok((commit, _)) => commit,
                        Err(error) => {
                            errors.push(VendorError::Fetch {
                                folder: package.folder.clone(),
                                remote: source.remote(),
                                version: need.version.to_string(),
                                error: Box::new(error),
                            });
                            continue;
                        }
                    }
                };
            needs.push((need.by.clone(), need.version.clone(), commit.to_string()));
        }
        if needs.iter().any(|need| need.2 != needs[0].2) {
            errors.push(VendorError::Conflict {
                folder: package.folder.clone(),
                needs,
            });
        }
    }
    for packages in by_repository.values() {
        let commit = |package: &Package| match &package.held {
            Held::Git(held) => held.commit.to_string(),
            Held::Local(_) | Held::Inside(..) => String::new(),
        };
        if packages.iter().any(|it| commit(it) != commit(packages[0])) {
            let needs = packages.iter().flat_map(|package| {
                package.needed_by.iter().map(|need| {
                    let mut by = need.by.clone();
                    by.push(package.folder.clone());
                    (by, need.version.clone(), commit(package))
                })
            });
            errors.push(VendorError::Conflict {
                folder: packages[0].folder.clone(),
                needs: needs.collect(),
            });
        }
    }
    errors
}

/// Packages that lie in another's folder and are not what lies there.
pub(super) fn overlaps(found: &BTreeMap<String, Package>) -> Vec<VendorError> {
    let mut errors = Vec::new();
    for inner in found.values() {
        let outer = inner
            .folder
            .match_indices('/')
            .find_map(|(at, _)| found.get(&inner.folder[..at]));
        let Some(outer) = outer else { continue };
        let rest = &inner.folder[outer.folder.len() + 1..];
        let same = match (&outer.held, &inner.held) {
            (Held::Git(outer), Held::Git(inner)) => {
                let prefix = format!("{rest}/");
                let within = outer
                    .contents
                    .items()
                    .iter()
                    .filter_map(|(path, item)| Some((path.strip_prefix(&prefix)?, item)));
                let own = inner.contents.items().iter();
                within.eq(own.map(|(path, item)| (path.as_str(), item)))
            }
            (_, Held::Git(_)) => false,
            _ => true,
        };
        if !same {
            errors.push(VendorError::Overlap(
                inner.folder.clone(),
                outer.folder.clone(),
            ));
        }
    }
    errors
}

/// All ways in which the lock does not fit, as one error.
pub(super) fn misfits(
    errors: Vec<VendorError>,
    found: &BTreeMap<String, Package>,
    wanted: &Wanted<'_>,
) -> Vec<VendorError> {
    let mut misfits = Vec::new();
    let mut others = Vec::new();
    for error in errors {
        match error {
            VendorError::Misfit(list) => misfits.extend(list),
            other => others.push(other),
        }
    }
    let complete = misfits.is_empty() && others.is_empty();
    for locked in &wanted.lock.dependencies {
        let folder = locked.folder();
        if matches!(locked.source, Source::Git(_)) {
            if locked.sum.is_empty() {
                misfits.push((folder.clone(), Misfit::NoSum));
            }
            let known = wanted.record.packages.get(&folder);
            if known.is_some_and(|known| known.commit != locked.version.as_str()) {
                misfits.push((folder.clone(), Misfit::Record));
            }
        }
        if complete && !found.contains_key(&folder) {
            misfits.push((folder, Misfit::Unneeded));
        }
    }
    let missing = found.keys().filter(|folder| {
        let git = matches!(found[*folder].held, Held::Git(_));
        !git && wanted.lock.get(folder).is_none()
    });
    misfits.extend(missing.map(|folder| (folder.clone(), Misfit::Missing)));
    misfits.sort_by(|a, b| a.0.cmp(&b.0));
    if !misfits.is_empty() {
        others.push(VendorError::Misfit(misfits));
    }
    others
}
