//! From what is asked for to packages: which commit of each, and its files.
//!
//! What is locked stays as it is. Of what is not, an override in mixgen.toml
//! decides, then the project's own jsonnetfile.json, then whoever asks; and
//! when those that ask name different commits, that is an error.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

use super::{
    contents::{Contents, Item, PackageLimits},
    error::{Misfit, VendorError},
    jsonnetfile::{self, Dependency, Jsonnetfile},
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

/// An unfinished need.
struct Ask {
    dependency: Dependency,
    by: Vec<String>,
    place: usize,
    base: Base,
}

impl Ask {
    fn need(&self) -> Need {
        Need {
            by: self.by.clone(),
            version: self.dependency.version.clone(),
            place: self.place,
        }
    }
}

/// Where a jsonnetfile lies, from which local dependencies are named.
#[derive(Clone)]
enum Base {
    /// A folder of this machine.
    Real(PathBuf),
    /// A vendored package, and a path in it.
    Inside(String, String),
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

/// The first ask for each folder, and the others.
fn split_first(asks: Vec<Ask>) -> (Vec<Ask>, Vec<Ask>) {
    let mut seen = BTreeSet::new();
    asks.into_iter()
        .partition(|ask| seen.insert(ask.dependency.folder()))
}

fn asks(file: &Jsonnetfile, by: &[String], base: &Base) -> Vec<Ask> {
    let ask = |(place, dependency): (usize, &Dependency)| Ask {
        dependency: dependency.clone(),
        by: by.to_vec(),
        place,
        base: base.clone(),
    };
    file.dependencies.iter().enumerate().map(ask).collect()
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
        error,
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
    let commit = match &locked {
        Some((commit, _)) => commit.clone(),
        None => {
            let (commit, full) = store
                .resolve(&source, &version)
                .map_err(|error| fail(&version, error))?;
            version = full;
            commit
        }
    };
    // A version that names what is locked already changes nothing.
    let there = wanted.lock.get(&folder);
    let there = there.filter(|there| there.version.as_str() == commit.as_str());
    if let Some(held) = there.and_then(|it| present(&folder, &commit, &it.sum, wanted)) {
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
            present: false,
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

/// What lies in vendor/, if it is what is locked.
fn present(folder: &str, commit: &ObjectId, sum: &str, wanted: &Wanted<'_>) -> Option<GitHeld> {
    let place = wanted.root.join("vendor").join(folder);
    let contents = Contents::of_folder(&place, &PackageLimits::default()).ok()?;
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

/// Where a local dependency leads: it is there, and that of a vendored package
/// lies within the package.
fn local(ask: &Ask, path: &str) -> Result<Held, VendorError> {
    match &ask.base {
        Base::Inside(package, base) => {
            if path.split('/').any(|segment| segment == "..") {
                let by = ask.by.clone();
                return Err(VendorError::LocalOutside(path.to_owned(), by));
            }
            let path = [base.as_str(), path].join("/");
            let path = path.trim_start_matches('/').to_owned();
            Ok(Held::Inside(package.clone(), path))
        }
        Base::Real(base) => match base.join(path).canonicalize() {
            Ok(real) if real.is_dir() => Ok(Held::Local(real)),
            _ => Err(VendorError::NoLocal(path.to_owned(), ask.by.clone())),
        },
    }
}

/// What a package needs itself.
fn nested(
    ask: &Ask,
    package: &Package,
    found: &BTreeMap<String, Package>,
) -> Result<Vec<Ask>, VendorError> {
    let (bytes, file, base) = match &package.held {
        Held::Git(held) => {
            let base = Base::Inside(package.folder.clone(), String::new());
            let file = format!("vendor/{}/{}", package.folder, jsonnetfile::FILE);
            (file_of(&held.contents, jsonnetfile::FILE), file, base)
        }
        Held::Inside(outer, path) => {
            let Some(Held::Git(held)) = found.get(outer).map(|outer| &outer.held) else {
                return Ok(Vec::new());
            };
            let prefix = format!("{path}/");
            if !held
                .contents
                .items()
                .keys()
                .any(|it| it.starts_with(&prefix))
            {
                return Err(VendorError::NoLocal(path.clone(), ask.by.clone()));
            }
            let name = format!("{path}/{}", jsonnetfile::FILE);
            let base = Base::Inside(outer.clone(), path.clone());
            let file = format!("vendor/{outer}/{name}");
            (file_of(&held.contents, &name), file, base)
        }
        Held::Local(folder) => {
            let path = folder.join(jsonnetfile::FILE);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(VendorError::io("read", path)(error)),
            };
            let file = format!("{}/{}", package.folder, jsonnetfile::FILE);
            (bytes, file, Base::Real(folder.clone()))
        }
    };
    let Some(bytes) = bytes.filter(|_| !ask.dependency.single) else {
        return Ok(Vec::new());
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let parsed = Jsonnetfile::parse(&text);
    let parsed = parsed.map_err(|error| VendorError::Parse { file, text, error })?;
    let mut by = ask.by.clone();
    by.push(package.folder.clone());
    Ok(asks(&parsed, &by, &base))
}

fn file_of(contents: &Contents, path: &str) -> Option<Vec<u8>> {
    match contents.items().get(path) {
        Some(Item::File { bytes, .. }) => Some(bytes.clone()),
        _ => None,
    }
}

/// Packages that are needed at different commits, where nobody has decided.
fn conflicts(
    found: &BTreeMap<String, Package>,
    wanted: &Wanted<'_>,
    store: &Store,
) -> Vec<VendorError> {
    let mut errors = Vec::new();
    let mut by_repository: BTreeMap<(String, String), Vec<&Package>> = BTreeMap::new();
    for package in found.values() {
        let (Source::Git(git), Held::Git(held)) = (&package.dependency.source, &package.held)
        else {
            continue;
        };
        let source = current(git, wanted.moved);
        let key = (source.repository(), source.subdir.clone());
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
                                error,
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
fn overlaps(found: &BTreeMap<String, Package>) -> Vec<VendorError> {
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
fn misfits(
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
