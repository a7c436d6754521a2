//! A revision of a git repository, read from its objects.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path},
};

use super::{Budget, Contents, INDEX, SideError, Skipped, Why, index, is_hidden, mebibytes};
use crate::{
    git::{Entry, EntryKind, GitError, ObjectId, Repository, Revision},
    limits::Limits,
    text::did_you_mean,
};

/// A revision of the repository around a folder.
#[derive(Debug)]
pub struct At {
    repository: Repository,
    commit: ObjectId,
    /// As it was given.
    revision: String,
    /// Where the folder lies in the repository; empty at its root.
    prefix: String,
}

/// Links that lead to links, at most.
const HOPS: usize = 8;

impl At {
    /// Finds the revision in the repository around `folder`, which may be a
    /// repository without work tree.
    ///
    /// # Errors
    /// No repository, no git, no such revision.
    pub fn new(folder: &Path, revision: &str) -> Result<Self, SideError> {
        let name = Revision::new(revision).map_err(|error| SideError::Git(error, None))?;
        let repository = Repository::around(folder).or_else(|error| match error {
            GitError::NoRepository(..) if is_bare(folder) => {
                Ok(Repository::bare(folder.to_owned()))
            }
            GitError::NoRepository(_, words) => Err(SideError::NoRepository(words)),
            other => Err(SideError::Git(other, None)),
        })?;
        let commit = repository.commit(&name).map_err(|error| match error {
            GitError::UnknownRevision(_) => {
                let near = similar(&repository, revision);
                SideError::Git(error, near)
            }
            other => SideError::Git(other, None),
        })?;
        let prefix = match repository.work_tree() {
            Some(root) => below(root, folder).unwrap_or_default(),
            None => String::new(),
        };
        Ok(Self {
            repository,
            commit,
            revision: revision.to_owned(),
            prefix,
        })
    }

    /// The revision as it was given.
    #[must_use]
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// The files of the folder that was given to [`At::new`].
    ///
    /// # Errors
    /// Git's, and too much.
    pub fn here(&self, limits: &Limits) -> Result<Contents, SideError> {
        self.read(&self.prefix, limits)
    }

    /// The files of a folder on disk as they were. A folder that was not there
    /// has none.
    ///
    /// # Errors
    /// A folder outside of the repository; git's, and too much.
    pub fn folder(&self, folder: &Path, limits: &Limits) -> Result<Contents, SideError> {
        self.read(&self.inside(folder)?, limits)
    }

    /// The environments whose folders lay in an output folder.
    ///
    /// # Errors
    /// A folder outside of the repository; git's.
    pub fn environments(&self, out: &Path) -> Result<BTreeSet<String>, SideError> {
        let entries = self.entries(&self.inside(out)?)?;
        let names = entries.iter().filter_map(|entry| {
            let (name, rest) = std::str::from_utf8(&entry.path).ok()?.split_once('/')?;
            (rest == INDEX).then(|| name.to_owned())
        });
        Ok(names.collect())
    }

    /// The files of a folder named as git names it: from the repository's root,
    /// or from here where it begins with `./` or `../`.
    ///
    /// # Errors
    /// A path that is not there or leads out; git's, and too much.
    pub fn path(&self, path: &str, limits: &Limits) -> Result<Contents, SideError> {
        let folder = self.resolve(path)?;
        let contents = self.read(&folder, limits)?;
        if contents.files.is_empty() && contents.skipped.is_empty() && !folder.is_empty() {
            let all = self.entries("")?;
            let mut folders = BTreeSet::new();
            for entry in &all {
                let path = String::from_utf8_lossy(&entry.path).into_owned();
                folders.extend(path.match_indices('/').map(|(at, _)| path[..at].to_owned()));
            }
            if !folders.contains(&folder) {
                let near = did_you_mean(&folder, folders.iter().map(String::as_str));
                let near = near.map(str::to_owned);
                return Err(SideError::NoPath(self.revision.clone(), folder, near));
            }
        }
        Ok(contents)
    }

    fn resolve(&self, path: &str) -> Result<String, SideError> {
        let outside = || SideError::Outside(path.to_owned());
        let from_here =
            [".", ".."].contains(&path) || path.starts_with("./") || path.starts_with("../");
        let mut segments: Vec<&str> = match &self.prefix {
            prefix if from_here && !prefix.is_empty() => prefix.split('/').collect(),
            _ => Vec::new(),
        };
        if path.starts_with('/') {
            return Err(outside());
        }
        for segment in path.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop().ok_or_else(outside)?;
                }
                name => segments.push(name),
            }
        }
        Ok(segments.join("/"))
    }

    /// A folder on disk as the repository names it.
    fn inside(&self, folder: &Path) -> Result<String, SideError> {
        let root = self.repository.work_tree();
        root.and_then(|root| below(root, folder))
            .ok_or_else(|| SideError::NotInRepository(folder.display().to_string()))
    }

    fn entries(&self, folder: &str) -> Result<Vec<Entry>, SideError> {
        self.repository
            .tree(&self.commit, folder)
            .map_err(|error| SideError::Git(error, None))
    }

    fn read(&self, folder: &str, limits: &Limits) -> Result<Contents, SideError> {
        let side = match folder {
            "" => format!("git:{}", self.revision),
            folder => format!("git:{}:{folder}", self.revision),
        };
        let mut budget = Budget::new(limits, &side);
        let mut contents = Contents::default();
        let (mut files, mut links) = (BTreeMap::new(), BTreeMap::new());
        let mut noted = None;
        for entry in self.entries(folder)? {
            let Ok(path) = String::from_utf8(entry.path.clone()) else {
                let path = String::from_utf8_lossy(&entry.path).into_owned();
                contents.skipped.push(Skipped {
                    path,
                    why: Why::Name,
                });
                continue;
            };
            if path == INDEX && matches!(entry.kind, EntryKind::File { .. }) {
                noted = Some(entry.id);
                continue;
            }
            if is_hidden(&path) {
                continue;
            }
            match entry.kind {
                EntryKind::Submodule => contents.skipped.push(Skipped {
                    path,
                    why: Why::Submodule,
                }),
                EntryKind::Symlink => {
                    budget.file()?;
                    links.insert(path, entry.id);
                }
                EntryKind::File { .. } => {
                    budget.file()?;
                    files.insert(path, entry.id);
                }
            }
        }
        self.follow(&links, &mut files, &mut contents, limits)?;
        let ids: Vec<ObjectId> = files.values().cloned().collect();
        let blobs = self.blobs(&ids, &side, limits)?;
        for ((path, _), bytes) in files.into_iter().zip(blobs) {
            budget.bytes(&path, bytes.len() as u64)?;
            contents.files.insert(path, bytes);
        }
        if let Some(id) = noted {
            let blobs = self.blobs(&[id], &side, limits)?;
            contents.index = blobs.first().and_then(|bytes| index(bytes));
        }
        contents.skipped.sort();
        Ok(contents)
    }

    /// Gives links the file that they lead to, where that is one of `files`.
    fn follow(
        &self,
        links: &BTreeMap<String, ObjectId>,
        files: &mut BTreeMap<String, ObjectId>,
        contents: &mut Contents,
        limits: &Limits,
    ) -> Result<(), SideError> {
        let ids: Vec<ObjectId> = links.values().cloned().collect();
        let targets = self.blobs(&ids, "symbolic links", limits)?;
        let targets: BTreeMap<&str, Vec<u8>> =
            links.keys().map(String::as_str).zip(targets).collect();
        let mut found = Vec::new();
        for link in links.keys() {
            let mut at = Some(link.clone());
            for _ in 0..HOPS {
                let Some(target) = at.as_deref().and_then(|at| targets.get(at)) else {
                    break;
                };
                at = at.and_then(|at| lead(&at, target));
            }
            match at.and_then(|at| files.get(&at)) {
                Some(id) => found.push((link.clone(), id.clone())),
                None => contents.skipped.push(Skipped {
                    path: link.clone(),
                    why: Why::Link,
                }),
            }
        }
        files.extend(found);
        Ok(())
    }

    fn blobs(
        &self,
        ids: &[ObjectId],
        side: &str,
        limits: &Limits,
    ) -> Result<Vec<Vec<u8>>, SideError> {
        self.repository
            .blobs(ids, mebibytes(limits.output))
            .map_err(|error| match error {
                GitError::TooLarge(_) => SideError::TooMuch(side.to_owned(), limits.output),
                other => SideError::Git(other, None),
            })
    }
}

/// Where a link at `from` leads, if that is below the side's top.
fn lead(from: &str, target: &[u8]) -> Option<String> {
    let target = std::str::from_utf8(target).ok()?;
    if target.starts_with('/') {
        return None;
    }
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// `folder` below `root`, with `/` between segments.
fn below(root: &Path, folder: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    // An output folder need not exist.
    let there = folder
        .ancestors()
        .find_map(|some| some.canonicalize().ok().map(|real| (some, real)));
    let (some, real) = there?;
    let rest = folder
        .strip_prefix(some)
        .expect("it is one of its ancestors");
    let real = real.join(rest);
    let segments = real.strip_prefix(root).ok()?.components();
    let segments: Option<Vec<&str>> = segments
        .map(|segment| match segment {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    Some(segments?.join("/"))
}

/// Whether a folder looks like a repository without work tree.
fn is_bare(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// A branch or tag whose name is similar.
fn similar(repository: &Repository, revision: &str) -> Option<String> {
    let output = repository
        .command("for-each-ref")
        .args([
            "--format=%(refname:short)",
            "refs/heads",
            "refs/remotes",
            "refs/tags",
        ])
        .run()
        .ok()?;
    let names = String::from_utf8_lossy(&output).into_owned();
    // `main` of a fresh clone is there as `origin/main` alone.
    let ends = |name: &&str| {
        name.rsplit_once('/')
            .is_some_and(|(_, end)| end == revision)
    };
    names
        .lines()
        .find(ends)
        .or_else(|| did_you_mean(revision, names.lines()))
        .map(str::to_owned)
}
