//! What an edit makes of a jsonnetfile, and which locks it lifts.

use std::collections::{BTreeMap, BTreeSet};

use super::Edit;
use crate::{
    project::VendorSettings,
    text::did_you_mean,
    vendor::{
        error::VendorError,
        files::Files,
        jsonnetfile::{Dependency, Jsonnetfile},
        source::{GitSource, Source, SourceError, Version},
        store::Store,
        survey,
    },
};

/// `[vendor]` of mixgen.toml, checked.
pub(super) fn overrides(
    settings: &VendorSettings,
) -> Result<BTreeMap<String, Version>, Vec<VendorError>> {
    let (mut overrides, mut errors) = (BTreeMap::new(), Vec::new());
    for (name, version) in &settings.overrides {
        let named = GitSource::parse(name);
        match (named, Version::new(version)) {
            (Ok((source, none)), Ok(version)) if none.as_str().is_empty() => {
                overrides.insert(source.name(), version);
            }
            (Ok(_), Ok(_)) => errors.push(VendorError::Setting(name.clone(), SourceError::Form)),
            (Err(error), _) | (_, Err(error)) => {
                errors.push(VendorError::Setting(name.clone(), error));
            }
        }
    }
    for name in settings.moved.iter().flat_map(|(old, new)| [old, new]) {
        match GitSource::parse(name) {
            Ok((source, none)) if none.as_str().is_empty() && source.subdir.is_empty() => {}
            Ok(_) => errors.push(VendorError::Setting(name.clone(), SourceError::Form)),
            Err(error) => errors.push(VendorError::Setting(name.clone(), error)),
        }
    }
    if errors.is_empty() {
        Ok(overrides)
    } else {
        Err(errors)
    }
}

/// The jsonnetfile after an edit, and the packages that are no longer held by
/// the lock.
pub(super) fn edited(
    before: &Files,
    edit: &Edit,
    store: &Store,
) -> Result<(Jsonnetfile, BTreeSet<String>), Vec<VendorError>> {
    let mut file = before.jsonnetfile.clone().unwrap_or_default();
    let mut unlocked = BTreeSet::new();
    match edit {
        Edit::Install => {}
        Edit::Add(dependencies) => {
            for dependency in dependencies {
                let dependency = full(dependency, store).map_err(|error| vec![error])?;
                let folder = dependency.folder();
                let there = file
                    .dependencies
                    .iter_mut()
                    .find(|it| it.folder() == folder);
                match there {
                    Some(there) => {
                        if there.version != dependency.version {
                            unlocked.insert(folder);
                        }
                        there.version = dependency.version;
                        there.source = dependency.source;
                        there.single |= dependency.single;
                        if dependency.name.is_some() {
                            there.name = dependency.name;
                        }
                    }
                    None => file.dependencies.push(dependency),
                }
            }
        }
        Edit::Remove(names) => {
            let found = all(names, |name| direct(before, &file, name))?;
            file.dependencies.retain(|it| !found.contains(&it.folder()));
        }
        Edit::Update(names) if names.is_empty() => unlocked = survey::folders(&before.lock),
        Edit::Update(names) => {
            for (name, version) in names {
                let one = |error| vec![error];
                let Some(version) = version else {
                    let known = before.lock.dependencies.iter().chain(&file.dependencies);
                    unlocked.insert(find(name, known).map_err(one)?);
                    continue;
                };
                let folder = direct(before, &file, name).map_err(one)?;
                let mut all = file.dependencies.iter_mut();
                if let Some(dependency) = all.find(|it| it.folder() == folder) {
                    dependency.version = version.clone();
                }
                unlocked.insert(folder);
            }
        }
    }
    Ok((file, unlocked))
}

fn all<T>(
    names: &[String],
    each: impl Fn(&String) -> Result<T, VendorError>,
) -> Result<Vec<T>, Vec<VendorError>> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for name in names {
        match each(name) {
            Ok(one) => found.push(one),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(found)
    } else {
        Err(errors)
    }
}

/// A new dependency with its version by name.
fn full(dependency: &Dependency, store: &Store) -> Result<Dependency, VendorError> {
    let Source::Git(git) = &dependency.source else {
        return Ok(dependency.clone());
    };
    let (_, version) =
        store
            .resolve(git, &dependency.version)
            .map_err(|error| VendorError::Fetch {
                folder: git.name(),
                remote: git.remote(),
                version: dependency.version.to_string(),
                error: Box::new(error),
            })?;
    Ok(Dependency {
        version,
        ..dependency.clone()
    })
}

/// The folder of one of the project's own dependencies, by any of its names.
fn direct(before: &Files, file: &Jsonnetfile, name: &str) -> Result<String, VendorError> {
    match find(name, file.dependencies.iter()) {
        Err(VendorError::Unknown(name, near)) => {
            match find(&name, before.lock.dependencies.iter()) {
                Ok(folder) => Err(VendorError::Indirect(folder, Vec::new())),
                Err(_) => Err(VendorError::Unknown(name, near)),
            }
        }
        other => other,
    }
}

/// The folder of a package by its name: whole, or the last parts of it, or a
/// URL of it.
///
/// # Errors
/// [`VendorError::Unknown`], [`VendorError::Ambiguous`].
pub fn find<'a>(
    name: &str,
    known: impl Iterator<Item = &'a Dependency>,
) -> Result<String, VendorError> {
    let known: Vec<&Dependency> = known.collect();
    let url = GitSource::parse(name).map(|(source, _)| source.name());
    let whole = |it: &&&Dependency| {
        it.folder() == name || url.as_ref().is_ok_and(|url| it.folder() == *url)
    };
    if let Some(found) = known.iter().find(whole) {
        return Ok(found.folder());
    }
    let end = format!("/{name}");
    let matching: BTreeSet<String> = known
        .iter()
        .filter(|it| it.folder().ends_with(&end) || it.legacy_name() == name)
        .map(|it| it.folder())
        .collect();
    let mut found = matching.iter();
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.clone()),
        (Some(_), Some(_)) => Err(VendorError::Ambiguous(
            name.to_owned(),
            matching.into_iter().collect(),
        )),
        _ => {
            let names: Vec<String> = known
                .iter()
                .flat_map(|it| [it.folder(), it.legacy_name()])
                .collect();
            let near = did_you_mean(name, names.iter().map(String::as_str));
            Err(VendorError::Unknown(
                crate::git::masked(name),
                near.map(str::to_owned),
            ))
        }
    }
}
