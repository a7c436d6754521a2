//! From what is asked for to packages: which commit of each, and its files.
//!
//! What is locked stays as it is. Of what is not, an override in mixgen.toml
//! decides, then the project's own jsonnetfile.json, then whoever asks; and
//! when those that ask name different commits, that is an error.

mod ask;
mod judge;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

use ask::{Ask, Base, asks, local, nested, split_first};
use judge::{conflicts, misfits, overlaps};

use super::{
    contents::Contents,
    error::{Misfit, VendorError},
    jsonnetfile::{Dependency, Jsonnetfile},
    record::Record,
    source::{GitSource, Source, Version},
    store::{FetchError, Store},
};
use crate::{git::ObjectId, tree::Digest};

/// Packages of a project at most.
const MOST: usize = 1000;

/// What is to be resolved.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// What is asked for.
    pub jsonnetfile: &'a Jsonnetfile,
    /// What is locked.
    pub lock: &'a Jsonnetfile,
    /// What mixgen knows of what is locked.
    pub record: &'a Record,
    /// Packages whose lock does not count.
    pub unlocked: &'a BTreeSet<String>,
    /// Versions by folder or repository, from mixgen.toml.
    pub overrides: &'a BTreeMap<String, Version>,
    /// Repositories that have another name now, from mixgen.toml.
    pub moved: &'a BTreeMap<String, String>,
    /// Whether the lock must fit.
    pub locked: bool,
}

/// Who needs a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Packages from the project's own dependency on; empty where the project
    /// itself needs it.
    pub by: Vec<String>,
    /// The version that is asked for.
    pub version: Version,
    /// Which dependency of its jsonnetfile it is.
    pub place: usize,
}

/// A package as it is to lie in vendor/.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its folder in vendor/.
    pub folder: String,
    /// As it was first asked for.
    pub dependency: Dependency,
    /// The version that decided.
    pub version: Version,
    /// What it is.
    pub held: Held,
    /// Everybody who needs it.
    pub needed_by: Vec<Need>,
}

/// What a package is.
#[derive(Clone, Debug)]
pub enum Held {
    /// A commit's files.
    Git(Box<GitHeld>),
    /// A folder of this machine, absolute.
    Local(PathBuf),
    /// A folder of a vendored package: the package, and the path in it.
    Inside(String, String),
}

/// A commit's files.
#[derive(Clone, Debug)]
pub struct GitHeld {
    /// As in the lockfile; jb locks a tag by the tag's own object.
    pub commit: ObjectId,
    /// When it was made: `2024-05-31`; empty where only jb has locked it.
    pub date: String,
    /// Its files.
    pub contents: Contents,
    /// jb's digest of them.
    pub sum: String,
    /// Ours.
    pub digest: Digest,
    /// Whether they lie in vendor/ already.
    pub present: bool,
}

/// Tells of the work as it goes on.
pub type OnProgress<'a> = &'a (dyn Fn(Progress<'_>) + Sync);

/// A step of the work.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// A package is fetched or read.
    Begin(&'a str),
    /// It is there, or is not to be had.
    End(&'a str),
}

/// Resolves all that is needed, in the order in which jb would.
///
/// # Errors
/// All that are independent of each other, in order.
pub fn resolve(
    wanted: &Wanted<'_>,
    store: &Store,
    on_progress: OnProgress<'_>,
) -> Result<Vec<Package>, Vec<VendorError>> {
    let mut found: BTreeMap<String, Package> = BTreeMap::new();
    let mut errors = Vec::new();
    let mut round = asks(wanted.jsonnetfile, &[], &Base::Real(wanted.root.to_owned()));
    while !round.is_empty() {
        let mut new: Vec<Ask> = Vec::new();
        for ask in round {
            match found.get_mut(&ask.dependency.folder()) {
                Some(package) => package.needed_by.push(ask.need()),
                None => new.push(ask),
            }
        }
        let (first, later) = split_first(new);
        if found.len() + first.len() > MOST {
            return Err(vec![VendorError::TooMany(MOST)]);
        }
        let results = in_parallel(store.network().parallel, &first, |ask| {
            let folder = ask.dependency.folder();
            on_progress(Progress::Begin(&folder));
            let result = package(ask, wanted, store);
            on_progress(Progress::End(&folder));
            result
        });
        let mut next = Vec::new();
        for (ask, result) in first.iter().zip(results) {
            match result {
                Ok(package) => {
                    match nested(ask, &package, &found) {
                        Ok(asks) => next.extend(asks),
                        Err(error) => errors.push(error),
                    }
                    found.insert(package.folder.clone(), package);
                }
                Err(error) => errors.push(error),
            }
        }
        for ask in later {
            if let Some(package) = found.get_mut(&ask.dependency.folder()) {
                package.needed_by.push(ask.need());
            }
        }
        round = next;
    }
    if errors.is_empty() {
        errors.extend(conflicts(&found, wanted, store));
        errors.extend(overlaps(&found));
    }
    if wanted.locked {
        errors = misfits(errors, &found, wanted);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut order = Vec::new();
    list(&found, &[], &mut order);
    Ok(order
        .iter()
        .filter_map(|folder| found.remove(folder))
        .collect())
}

/// Those that need something of a package, in jb's order: all of one
/// jsonnetfile, then what each of them needs.
fn list(found: &BTreeMap<String, Package>, by: &[String], order: &mut Vec<String>) {
    let mut own: Vec<(usize, &Package)> = Vec::new();
    for package in found.values() {
        let need = package.needed_by.iter().find(|need| need.by == by);
        own.extend(need.map(|need| (need.place, package)));
    }
    own.sort_by_key(|(place, _)| *place);
    let mut fresh = Vec::new();
    for (_, package) in own {
        if !order.contains(&package.folder) {
            order.push(package.folder.clone());
            fresh.push(package.folder.clone());
        }
    }
    for folder in fresh {
        let mut chain = by.to_vec();
        chain.push(folder);
        list(found, &chain, order);
    }
}

/// Runs `work` for all items, in a few threads, and keeps their order.
fn in_parallel<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = Mutex::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let index = {
                        let mut next = next.lock().expect("no thread panics with it");
                        *next += 1;
                        *next - 1
                    };
                    let Some(item) = items.get(index) else { break };
                    let result = work(item);
                    let mut done = done.lock().expect("no thread panics with it");
                    done.push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics with it");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Where a version comes from, and which.
fn decided(ask: &Ask, git: &GitSource, wanted: &Wanted<'_>) -> Version {
    let folder = git.name();
    let root = GitSource {
        subdir: String::new(),
        ..git.clone()
    };
    let by_override = wanted.overrides.get(&folder);
    if let Some(version) = by_override.or_else(|| wanted.overrides.get(&root.name())) {
        return version.clone();
    }
    match wanted.jsonnetfile.get(&folder) {
        Some(own) => own.version.clone(),
        None => ask.dependency.version.clone(),
    }
}

/// Why a lock does not hold a package any more, if it does not.
fn stale(folder: &str, version: &Version, wanted: &Wanted<'_>) -> Option<Misfit> {
    let Some(locked) = wanted.lock.get(folder) else {
        return Some(Misfit::Missing);
    };
    let then = match wanted.record.packages.get(folder) {
        Some(known) if known.commit == locked.version.as_str() => known.version.clone(),
        // jb alone has locked it; only a commit can be compared.
        _ if ObjectId::parse(version.as_str()).is_some() => locked.version.to_string(),
        _ => return None,
    };
    (then != version.as_str()).then(|| Misfit::Version(then, version.to_string()))
}

fn package(ask: &Ask, wanted: &Wanted<'_>, store: &Store) -> Result<Package, VendorError> {
    let dependency = ask.dependency.clone();
    let folder = dependency.folder();
    let need = ask.need();
    let git = match &dependency.source {
        Source::Git(git) => git,
        Source::Local(path) => {
            let held = local(ask, path)?;
            return Ok(Package {
                folder,
                version: dependency.version.clone(),
                dependency,
                held,
                needed_by: vec![need],
            });
        }
    };
    let mut version = decided(ask, git, wanted);
    let source = current(git, wanted.moved);
    let fail = |version: &Version, error| VendorError::Fetch {
        folder: folder.clone(),
        remote: source.remote(),
        version: version.to_string(),
        error: Box::new(error),
    };
    let stale = stale(&folder, &version, wanted);
    let locked = wanted.lock.get(&folder);
    let locked = locked.filter(|_| stale.is_none() && !wanted.unlocked.contains(&folder));
    let locked = locked.and_then(|it| Some((ObjectId::parse(it.version.as_str())?, &it.sum)));
    if wanted.locked
        && let Some(stale) = stale
    {
        return Err(VendorError::Misfit(vec![(folder, stale)]));
    }
    let commit = if let Some((commit, _)) = &locked {
        commit.clone()
    } else {
        let (commit, full) = store
            .resolve(&source, &version)
            .map_err(|error| fail(&version, error))?;
        version = full;
        commit
    };
    // A version that names what is locked already changes nothing.
    let there = wanted.lock.get(&folder);
    let there = there.filter(|there| there.version.as_str() == commit.as_str());
    let there = there.and_then(|it| present(&folder, &commit, &it.sum, wanted));
    let known = wanted.record.packages.get(&folder);
    let known = known.is_some_and(|known| known.commit == commit.as_str());
    // jb's sum alone does not see all; before ours is taken, what lies there is
    // compared with what was fetched.
    if let Some(held) = there.filter(|_| known || wanted.locked || store.network().offline) {
        return Ok(Package {
            folder,
            version,
            dependency,
            held: Held::Git(Box::new(held)),
            needed_by: vec![need],
        });
    }
    let fetched = store.fetch(&source, &commit);
    let fetched = fetched.map_err(|error| match error {
        // A lock that is not to be had is asked for by its commit.
        FetchError::Offline if locked.is_some() => fail(
            &Version::new(commit.as_str()).unwrap_or_default(),
            FetchError::Offline,
        ),
        error => fail(&version, error),
    })?;
    let (sum, digest) = (fetched.contents.sum(), fetched.contents.digest());
    if let Some((_, expected)) = &locked {
        if !expected.is_empty() && **expected != sum {
            return Err(VendorError::Sum(folder, (*expected).clone(), sum));
        }
        if let Some(known) = wanted.record.packages.get(&folder)
            && known.commit == commit.as_str()
            && known.digest != digest
        {
            let (expected, found) = (known.digest.to_string(), digest.to_string());
            return Err(VendorError::Sum(folder, expected, found));
        }
    }
    let present = is_there(&folder, digest, wanted);
    Ok(Package {
        folder,
        version,
        dependency,
        held: Held::Git(Box::new(GitHeld {
            commit,
            date: fetched.date,
            contents: fetched.contents,
            sum,
            digest,
            present,
        })),
        needed_by: vec![need],
    })
}

/// The source by its present name.
fn current(git: &GitSource, moved: &BTreeMap<String, String>) -> GitSource {
    let root = GitSource {
        subdir: String::new(),
        ..git.clone()
    };
    let new = moved
        .iter()
        .find(|(old, _)| {
            let old = GitSource::parse(old);
            old.is_ok_and(|(old, _)| old.repository() == root.repository())
        })
        .and_then(|(_, new)| GitSource::parse(new).ok());
    match new {
        Some((new, _)) => GitSource {
            subdir: git.subdir.clone(),
            ssh: git.ssh,
            ..new
        },
        None => git.clone(),
    }
}

/// Whether a package lies in vendor/ already.
fn is_there(folder: &str, digest: Digest, wanted: &Wanted<'_>) -> bool {
    let there = Contents::of_package(wanted.root, folder);
    there.is_ok_and(|there| there.digest() == digest)
}

/// What lies in vendor/, if it is what is locked.
fn present(folder: &str, commit: &ObjectId, sum: &str, wanted: &Wanted<'_>) -> Option<GitHeld> {
    let contents = Contents::of_package(wanted.root, folder).ok()?;
    let digest = contents.digest();
    let known = wanted.record.packages.get(folder);
    let known = known.filter(|known| known.commit == commit.as_str());
    let found = contents.sum();
    let same = match known {
        Some(known) => known.digest == digest && (sum.is_empty() || sum == found),
        None => !sum.is_empty() && sum == found,
    };
    same.then(|| GitHeld {
        commit: commit.clone(),
        date: known.map_or_else(String::new, |known| known.date.clone()),
        contents,
        sum: found,
        digest,
        present: true,
    })
}
