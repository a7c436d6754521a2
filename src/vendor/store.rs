//! The user's cache of repositories, and the network behind it.
//!
//! Git's objects are named by their contents, so what one project has fetched
//! serves all. Each repository has up to three folders, tried in this order:
//! `partial` (one commit, without the contents of files, then those of the
//! wanted folder alone), `shallow` (one commit, whole) and `full`, for servers
//! that can no better. They are never checked out.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use super::{
    contents::{Contents, ContentsError, PackageLimits},
    source::{GitSource, Version},
};
use crate::{
    git::{At, Command, GitError, ObjectId, Protocols, Repository, Revision},
    text::did_you_mean,
    tree::Digest,
};

/// How to use the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Not at all.
    pub offline: bool,
    /// How long one transfer may take.
    pub timeout: Duration,
    /// How often a transfer that broke off is tried again.
    pub retries: u32,
    /// Transfers at once.
    pub parallel: usize,
}

/// The cache.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    network: Network,
    limits: PackageLimits,
    /// Repositories that answered from elsewhere: their names, and the URLs
    /// that they led to.
    moved: Arc<Mutex<BTreeMap<String, String>>>,
}

/// Why a package is not to be had.
#[derive(Debug)]
pub enum FetchError {
    /// Git could not reach or read the repository.
    Git(GitError),
    /// The repository has no such branch or tag; a near name.
    NoVersion(Option<String>),
    /// It has no such commit, or does not give it out.
    NoCommit(ObjectId),
    /// The network was not to be used.
    Offline,
    /// What is in it is refused.
    Contents(ContentsError),
    /// The cache cannot be written: where, and what the system said.
    Cache(PathBuf, io::Error),
}

/// A package as the repository has it.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Its files.
    pub contents: Contents,
    /// When the commit was made: `2024-05-31`.
    pub date: String,
}

/// How much of a repository is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Partial,
    Shallow,
    Full,
}

const EXTENTS: [Extent; 3] = [Extent::Partial, Extent::Shallow, Extent::Full];

impl Extent {
    fn name(self) -> &'static str {
        match self {
            Self::Partial => "partial",
            Self::Shallow => "shallow",
            Self::Full => "full",
        }
    }
}

impl Store {
    /// The cache in `folder`, which need not exist.
    #[must_use]
    pub fn new(folder: PathBuf, network: Network) -> Self {
        Self {
            folder,
            network,
            limits: PackageLimits::default(),
            moved: Arc::default(),
        }
    }

    /// Repositories, by [`GitSource::repository`], that answered from another
    /// URL than they were asked by, and that URL.
    #[must_use]
    pub fn moved(&self) -> BTreeMap<String, String> {
        self.moved.lock().expect("no thread panics with it").clone()
    }

    /// Remembers where git was led.
    fn led(&self, source: &GitSource, words: &str) {
        let Some((_, url)) = words.split_once("redirecting to ") else {
            return;
        };
        let url = url.split([';', ' ']).next().unwrap_or(url);
        let mut moved = self.moved.lock().expect("no thread panics with it");
        moved.insert(source.repository(), url.trim_end_matches('/').to_owned());
    }

    /// How it uses the network.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The commit that a version names now, and the version by its full name
    /// where that was the repository's default.
    ///
    /// # Errors
    /// [`FetchError::NoVersion`], [`FetchError::Offline`], [`FetchError::Git`].
    pub fn resolve(
        &self,
        source: &GitSource,
        version: &Version,
    ) -> Result<(ObjectId, Version), FetchError> {
        if let Some(commit) = ObjectId::parse(version.as_str()) {
            return Ok((commit, version.clone()));
        }
        if self.network.offline {
            return Err(FetchError::Offline);
        }
        let name = version.as_str();
        let patterns = if name.is_empty() {
            vec!["HEAD".to_owned()]
        } else {
            vec![
                format!("refs/heads/{name}"),
                format!("refs/tags/{name}"),
                format!("refs/tags/{name}^{{}}"),
            ]
        };
        let answer = self.references(source, &patterns)?;
        let find = |wanted: &str| {
            let found = answer.iter().find(|(_, reference)| reference == wanted);
            found.and_then(|(id, _)| ObjectId::parse(id))
        };
        if name.is_empty() {
            let head = answer
                .iter()
                .find_map(|(target, reference)| {
                    let branch = target.strip_prefix("ref: refs/heads/")?;
                    (reference == "HEAD").then(|| Version::new(branch).ok())?
                })
                .unwrap_or_default();
            // The line of the commit comes behind that of the branch.
            let commit = answer
                .iter()
                .filter(|(_, reference)| reference == "HEAD")
                .find_map(|(id, _)| ObjectId::parse(id));
            return match commit {
                Some(commit) => Ok((commit, head)),
                None => Err(FetchError::NoVersion(None)),
            };
        }
        // A branch before a tag, as jb has it; of a tag, what it points at.
        let found = find(&patterns[0])
            .or_else(|| find(&patterns[2]))
            .or_else(|| find(&patterns[1]));
        match found {
            Some(commit) => Ok((commit, version.clone())),
            None => Err(FetchError::NoVersion(self.near(source, name))),
        }
    }

    /// A branch or tag with nearly this name.
    fn near(&self, source: &GitSource, name: &str) -> Option<String> {
        let patterns = ["refs/heads/*".to_owned(), "refs/tags/*".to_owned()];
        let answer = self.references(source, &patterns).ok()?;
        let names = answer.iter().filter_map(|(_, reference)| {
            let name = reference.strip_prefix("refs/heads/");
            name.or_else(|| reference.strip_prefix("refs/tags/"))
        });
        did_you_mean(name, names.filter(|name| !name.ends_with("^{}"))).map(str::to_owned)
    }

    /// What the server says of references: object (or `ref: …`) and name.
    fn references(
        &self,
        source: &GitSource,
        patterns: &[String],
    ) -> Result<Vec<(String, String)>, FetchError> {
        fs::create_dir_all(&self.folder)
            .map_err(|error| FetchError::Cache(self.folder.clone(), error))?;
        let (output, words) = self.retrying(|| {
            Command::new(At::Folder(&self.folder), "ls-remote")
                .args(["--quiet", "--symref", "--end-of-options"])
                .arg(source.remote())
                .args(patterns)
                .protocols(Protocols::Network)
                .timeout(self.network.timeout)
                .run_told()
        })?;
        self.led(source, &words);
        let text = String::from_utf8_lossy(&output);
        let pair = |line: &str| {
            let (id, name) = line.split_once('\t')?;
            Some((id.to_owned(), name.to_owned()))
        };
        Ok(text.lines().filter_map(pair).collect())
    }

    /// A folder of a commit: from the cache, else from the network.
    ///
    /// # Errors
    /// See [`FetchError`].
    pub fn fetch(&self, source: &GitSource, commit: &ObjectId) -> Result<Fetched, FetchError> {
        for extent in EXTENTS {
            let repository = self.repository(source, extent);
            if repository.git_dir().is_dir()
                && missing(&repository, commit, &source.subdir).is_ok_and(|ids| ids.is_empty())
            {
                return self.read(&repository, source, commit);
            }
        }
        if self.network.offline {
            return Err(FetchError::Offline);
        }
        let mut first = None;
        for extent in EXTENTS {
            let result = self.transfer(source, commit, extent);
            match result {
                Ok(repository) => return self.read(&repository, source, commit),
                // The server has no such object: nor has it all of its branches.
                Err(FetchError::Git(GitError::Failed(words))) if words.contains("not our ref") => {
                    return Err(FetchError::NoCommit(commit.clone()));
                }
                Err(FetchError::Git(GitError::Failed(words))) if !is_final(&words) => {
                    first.get_or_insert(words);
                }
                Err(error) => return Err(error),
            }
        }
        let words = first.unwrap_or_default();
        if words.contains("unadvertised object") || words.is_empty() {
            return Err(FetchError::NoCommit(commit.clone()));
        }
        Err(FetchError::Git(GitError::Failed(words)))
    }

    fn read(
        &self,
        repository: &Repository,
        source: &GitSource,
        commit: &ObjectId,
    ) -> Result<Fetched, FetchError> {
        let contents = Contents::of_commit(repository, commit, &source.subdir, &self.limits);
        let date = repository
            .command("log")
            .args(["--max-count=1", "--no-walk", "--format=%cs"])
            .arg("--end-of-options")
            .arg(commit.as_str())
            .run()
            .map_err(FetchError::Git)?;
        Ok(Fetched {
            contents: contents.map_err(FetchError::Contents)?,
            date: String::from_utf8_lossy(&date).trim().to_owned(),
        })
    }

    fn repository(&self, source: &GitSource, extent: Extent) -> Repository {
        let name = Digest::of(source.repository().as_bytes()).to_string();
        let folder = format!("{}-{}", &name[..32], extent.name());
        Repository::bare(self.folder.join(folder))
    }

    /// Brings a commit's folder into the cache.
    fn transfer(
        &self,
        source: &GitSource,
        commit: &ObjectId,
        extent: Extent,
    ) -> Result<Repository, FetchError> {
        let repository = self.repository(source, extent);
        let cannot = |error| FetchError::Cache(repository.git_dir().to_owned(), error);
        fs::create_dir_all(&self.folder).map_err(cannot)?;
        let lock = File::create(repository.git_dir().with_extension("lock")).map_err(cannot)?;
        lock.lock().map_err(cannot)?;
        make(&self.folder, &repository, extent)?;
        let fetch = || {
            repository
                .command("fetch")
                .setting("remote.origin.url", &source.remote())
                .args(["--quiet", "--no-tags", "--no-write-fetch-head"])
                .protocols(Protocols::Network)
                .timeout(self.network.timeout)
        };
        let is_there = || missing(&repository, commit, &source.subdir);
        match extent {
            Extent::Partial => {
                if is_there().is_err() {
                    self.retrying(|| {
                        fetch()
                            .args(["--depth=1", "--filter=blob:none", "--end-of-options"])
                            .arg("origin")
                            .arg(commit.as_str())
                            .run()
                    })?;
                }
                let missing = is_there().map_err(FetchError::Git)?;
                if !missing.is_empty() {
                    self.retrying(|| {
                        let wanted: Vec<&str> = missing.iter().map(ObjectId::as_str).collect();
                        fetch()
                            .setting("fetch.negotiationAlgorithm", "noop")
                            .args(["--filter=blob:none", "--stdin", "origin"])
                            .input((wanted.join("\n") + "\n").into_bytes())
                            .run()
                    })?;
                }
            }
            Extent::Shallow => drop(self.retrying(|| {
                fetch()
                    .args(["--depth=1", "--end-of-options", "origin"])
                    .arg(commit.as_str())
                    .run()
            })?),
            Extent::Full => drop(self.retrying(|| {
                fetch()
                    .args(["--prune", "--end-of-options", "origin"])
                    .args(["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"])
                    .run()
            })?),
        }
        match is_there() {
            Ok(missing) if missing.is_empty() => Ok(repository),
            _ => Err(FetchError::Git(GitError::Failed(String::new()))),
        }
    }

    /// Tries again what broke off on the way.
    fn retrying<T>(&self, run: impl Fn() -> Result<T, GitError>) -> Result<T, FetchError> {
        let mut tries = 0;
        loop {
            match run() {
                Err(GitError::Failed(words))
                    if is_transient(&words) && tries < self.network.retries =>
                {
                    tries += 1;
                    thread::sleep(Duration::from_millis(500) * tries * tries);
                }
                result => return result.map_err(FetchError::Git),
            }
        }
    }
}

/// Makes the folder of a repository, complete or not at all.
fn make(folder: &Path, repository: &Repository, extent: Extent) -> Result<(), FetchError> {
    let target = repository.git_dir();
    if target.is_dir() {
        return Ok(());
    }
    let cannot = |error| FetchError::Cache(target.to_owned(), error);
    let fresh = target.with_extension("new");
    match fs::remove_dir_all(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot(error)),
        _ => {}
    }
    Command::new(At::Folder(folder), "init")
        .args(["--quiet", "--bare", "--template=", "--"])
        .arg(&fresh)
        .run()
        .map_err(FetchError::Git)?;
    let mut settings = String::from("[core]\n\tbare = true\n");
    if extent == Extent::Partial {
        settings.push_str("\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\tpromisor = true\n\tpartialclonefilter = blob:none\n");
    } else {
        settings.push_str("\trepositoryformatversion = 0\n");
    }
    fs::write(fresh.join("config"), settings).map_err(cannot)?;
    fs::rename(&fresh, target).map_err(cannot)
}

/// The contents that the cache lacks of a folder at a commit; an error when
/// it lacks the commit.
fn missing(
    repository: &Repository,
    commit: &ObjectId,
    subdir: &str,
) -> Result<Vec<ObjectId>, GitError> {
    let commit = repository.commit(&Revision::new(commit.as_str())?)?;
    let tree = repository
        .command("rev-parse")
        .args(["--verify", "--quiet", "--end-of-options"])
        .arg(format!("{commit}:{subdir}"))
        .run();
    let Ok(tree) = tree else {
        // The folder is not there: nothing of it is missing.
        return Ok(Vec::new());
    };
    let output = repository
        .command("rev-list")
        .args(["--objects", "--no-object-names", "--missing=print"])
        .arg("--end-of-options")
        .arg(String::from_utf8_lossy(&tree).trim())
        .run()?;
    let text = String::from_utf8_lossy(&output);
    let lacking = text.lines().filter_map(|line| line.strip_prefix('?'));
    Ok(lacking.filter_map(ObjectId::parse).collect())
}

/// Whether trying again may help.
fn is_transient(words: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "timed out",
        "Connection reset",
        "Connection refused",
        "early EOF",
        "unexpected disconnect",
        "hung up unexpectedly",
        "RPC failed",
        "requested URL returned error: 5",
        "requested URL returned error: 429",
        "Empty reply from server",
        "GnuTLS recv error",
        "Temporary failure in name resolution",
    ];
    SIGNS.iter().any(|sign| words.contains(sign))
}

/// Whether another way to fetch would fail in the same way.
fn is_final(words: &str) -> bool {
    const SIGNS: [&str; 10] = [
        "Authentication failed",
        "could not read",
        "Permission denied",
        "Repository not found",
        "requested URL returned error: 40",
        "does not appear to be a git repository",
        "not allowed",
        "Could not resolve host",
        "Host key verification failed",
        "certificate",
    ];
    is_transient(words) || SIGNS.iter().any(|sign| words.contains(sign))
}
