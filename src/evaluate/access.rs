//! What Jsonnet may read, and where imports are looked for.
//!
//! Only regular files that, symlinks resolved, lie under the project, its
//! vendor folder, the `-J` folders or a local dependency; nothing below a
//! folder or file whose name begins with a dot; at most [`MAX_FILE`] bytes.
//! A *vendored* file reads only what lies under vendor/ and its own package.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt,
    fs::File,
    io::{self, Read as _},
    os::fd::OwnedFd,
    path::{Component, Path, PathBuf},
};

use rustix::fs::{Mode, OFlags};
use serde::{Deserialize, Serialize};

use super::Lookup;

/// The largest file that can be imported, in bytes.
pub const MAX_FILE: u64 = 16 << 20;

/// The folders of a project as evaluation sees them. All paths are absolute
/// and have no symlinks, except where noted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Scope {
    /// The project's root; paths are shown relative to it.
    pub project: PathBuf,
    /// Where code from the command line looks first.
    pub current: PathBuf,
    /// The project's vendor folder, if there is one; as named, it may be a
    /// symlink.
    pub vendor: Option<PathBuf>,
    /// The `-J` folders in the order given; as named.
    pub jpath: Vec<PathBuf>,
    /// Folders of local dependencies (`source.local` of the jsonnetfile).
    pub local: Vec<PathBuf>,
    /// Project folders that vendored files may read too.
    pub vendored_may_read: Vec<PathBuf>,
}

/// Why a file was not read. Never holds its contents.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Absolute(String),
    Outside(String),
    Hidden(String),
    Vendored { file: String, by: String },
    NotRegular(String),
    TooLarge(String),
    Unreadable(String, std::io::ErrorKind),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absolute(path) => write!(
                f,
                "refused to import `{path}`: absolute paths are not imported"
            ),
            Self::Outside(path) => write!(
                f,
                "refused to import `{path}`: it ends outside the project, its vendor folder and the -J folders"
            ),
            Self::Hidden(path) => write!(
                f,
                "refused to import `{path}`: names that begin with a dot are not imported"
            ),
            Self::Vendored { file, by } => write!(
                f,
                "refused to import `{file}`: vendored file `{by}` may read only its own package and vendor/"
            ),
            Self::NotRegular(path) => {
                write!(f, "refused to import `{path}`: it is not a regular file")
            }
            Self::TooLarge(path) => write!(
                f,
                "refused to import `{path}`: it is larger than {} MiB",
                MAX_FILE >> 20
            ),
            Self::Unreadable(path, kind) => write!(f, "can't read `{path}`: {kind}"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The vendor folder, and `-J` folders that hold other people's code.
    Vendored,
    Local,
    Project,
}

/// A folder below which files can be read.
struct Root {
    real: PathBuf,
    /// How a path below it is shown: this, then the rest.
    shown: String,
    kind: Kind,
    folder: OwnedFd,
}

/// The decision what may be read.
pub(super) struct Access {
    scope: Scope,
    roots: Vec<Root>,
    vendored_may_read: Vec<PathBuf>,
    /// Folder as named → its real path, if it is there.
    folders: RefCell<Lookup<PathBuf, Option<PathBuf>>>,
    /// See [`Closure::links`](crate::closure::Closure::links).
    links: RefCell<BTreeMap<PathBuf, PathBuf>>,
}

impl Access {
    pub(super) fn new(scope: &Scope) -> Self {
        let mut roots = Vec::new();
        let vendored = scope.vendor.as_ref().and_then(|it| it.canonicalize().ok());
        let is_vendored = |real: &Path| {
            real.ends_with("vendor")
                || vendored
                    .as_ref()
                    .is_some_and(|vendor| real.starts_with(vendor))
        };
        let shown_below_project = |real: &Path, named: &Path| {
            real.strip_prefix(&scope.project)
                .or_else(|_| named.strip_prefix(&scope.project))
                .map_or_else(
                    |_| named.display().to_string(),
                    |rest| rest.display().to_string(),
                )
        };
        let vendor = scope.vendor.iter().map(|path| (path, Kind::Vendored));
        let jpath = scope.jpath.iter().map(|path| (path, Kind::Vendored));
        let local = scope.local.iter().map(|path| (path, Kind::Local));
        let project = [(&scope.project, Kind::Project)];
        for (named, kind) in vendor.chain(jpath).chain(local).chain(project) {
            let Ok(real) = named.canonicalize() else {
                continue;
            };
            let Ok(folder) = open_folder(&real) else {
                continue;
            };
            // `-J lib` inside the project holds the project's own code.
            let own = real.starts_with(&scope.project) && !is_vendored(&real);
            let above = scope.project.starts_with(&real);
            let kind = if kind == Kind::Vendored && (own || above) {
                Kind::Project
            } else {
                kind
            };
            let shown = shown_below_project(&real, named);
            roots.push(Root {
                real,
                shown,
                kind,
                folder,
            });
        }
        Self {
            scope: scope.clone(),
            roots,
            vendored_may_read: scope
                .vendored_may_read
                .iter()
                .filter_map(|path| path.canonicalize().ok())
                .collect(),
            folders: RefCell::default(),
            links: RefCell::default(),
        }
    }

    /// The folders where an import of `importer` is looked for, in order;
    /// without an importer, of code from the command line.
    pub(super) fn search(&self, importer: Option<&Path>) -> Vec<PathBuf> {
        let beside = importer
            .and_then(Path::parent)
            .unwrap_or(&self.scope.current);
        let mut folders = vec![beside.to_owned(), self.scope.project.clone()];
        folders.extend(self.scope.jpath.iter().rev().cloned());
        folders.extend(self.scope.vendor.clone());
        let mut seen = Vec::new();
        folders.retain(|folder| {
            let new = !seen.contains(folder);
            seen.push(folder.clone());
            new
        });
        folders
    }

    /// The search order in words.
    pub(super) fn search_words(&self, has_importer: bool) -> String {
        let mut places = vec![
            if has_importer {
                "beside the importing file"
            } else {
                "in the current folder"
            }
            .to_owned(),
            "in the project".to_owned(),
        ];
        let folders = self.scope.jpath.iter().rev().chain(&self.scope.vendor);
        for folder in folders {
            let shown = folder.strip_prefix(&self.scope.project).unwrap_or(folder);
            let place = format!("in `{}`", shown.display());
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let last = places.pop().expect("two places at least");
        format!("{} and {last}", places.join(", "))
    }

    /// Looks at one candidate: `None` when there is nothing, else its real
    /// path and how it is shown.
    pub(super) fn check(
        &self,
        importer: Option<&Path>,
        candidate: &Path,
        import: &str,
    ) -> Result<Option<(PathBuf, String)>, Refusal> {
        let real = match self.real(candidate) {
            Ok(real) => real,
            Err(error) => {
                return match error.kind() {
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Ok(None),
                    kind => Err(Refusal::Unreadable(import.to_owned(), kind)),
                };
            }
        };
        let (root, rest) = self
            .root_of(&real)
            .ok_or_else(|| Refusal::Outside(import.to_owned()))?;
        if rest.components().any(is_hidden) {
            return Err(Refusal::Hidden(import.to_owned()));
        }
        if let Some(importer) = importer
            && let Some((own, _)) = self.root_of(importer)
            && own.kind == Kind::Vendored
            && root.kind == Kind::Project
            && !self
                .vendored_may_read
                .iter()
                .any(|folder| real.starts_with(folder))
        {
            return Err(Refusal::Vendored {
                file: import.to_owned(),
                by: self.shown(importer),
            });
        }
        let shown = self.shown(&real);
        Ok(Some((real, shown)))
    }

    /// The path without symlinks. The folders of imports repeat, and each
    /// component of a path costs a system call, so folders are remembered.
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return self.follow(path);
        };
        let mut folders = self.folders.borrow_mut();
        let real = folders
            .entry(folder.to_owned())
            .or_insert_with(|| self.follow(folder).ok());
        let Some(real) = real else {
            return self.follow(path);
        };
        let path = real.join(name);
        if path.symlink_metadata()?.is_symlink() {
            return self.follow(&path);
        }
        Ok(path)
    }

    /// Resolves a path, which messages and the closure name by text.
    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        let real = path.canonicalize()?;
        if real.to_str().is_none() {
            return Err(io::ErrorKind::InvalidFilename.into());
        }
        if real != path {
            let mut links = self.links.borrow_mut();
            links.insert(path.to_owned(), real.clone());
        }
        Ok(real)
    }

    /// What was named otherwise than it is, so far.
    pub(super) fn links(&self) -> BTreeMap<PathBuf, PathBuf> {
        self.links.take()
    }

    /// How a real path is shown to people: relative to the project where it
    /// can be.
    pub(super) fn shown(&self, real: &Path) -> String {
        match self.root_of(real) {
            Some((root, rest)) if root.shown.is_empty() => rest.display().to_string(),
            Some((root, rest)) => format!("{}/{}", root.shown, rest.display()),
            None => real.display().to_string(),
        }
    }

    /// Whether a file is somebody else's.
    pub(super) fn is_vendored(&self, real: &Path) -> bool {
        self.root_of(real)
            .is_some_and(|(root, _)| root.kind == Kind::Vendored)
    }

    fn root_of<'a>(&'a self, real: &'a Path) -> Option<(&'a Root, &'a Path)> {
        self.roots
            .iter()
            .filter_map(|root| real.strip_prefix(&root.real).ok().map(|rest| (root, rest)))
            // The innermost: vendor/ inside the project, a package in -J.
            .max_by_key(|(root, _)| root.real.as_os_str().len())
    }

    /// Reads a file that [`Access::check`] let pass.
    pub(super) fn read(&self, real: &Path, shown: &str) -> Result<Vec<u8>, Refusal> {
        let (root, rest) = self
            .root_of(real)
            .ok_or_else(|| Refusal::Outside(shown.to_owned()))?;
        let unreadable =
            |error: std::io::Error| Refusal::Unreadable(shown.to_owned(), error.kind());
        let file = open_beneath(&root.folder, rest).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(Refusal::NotRegular(shown.to_owned()));
        }
        if metadata.len() > MAX_FILE {
            return Err(Refusal::TooLarge(shown.to_owned()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        file.take(MAX_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(Refusal::TooLarge(shown.to_owned()));
        }
        Ok(bytes)
    }
}

fn is_hidden(component: Component<'_>) -> bool {
    matches!(component, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."))
}

fn open_folder(path: &Path) -> rustix::io::Result<OwnedFd> {
    rustix::fs::open(
        path,
        OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
        Mode::empty(),
    )
}

// Non-blocking: the open of a FIFO must return, so that it can be refused.
const READ: OFlags = OFlags::RDONLY
    .union(OFlags::NONBLOCK)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOFOLLOW);

/// The path has no symlinks; if one is there now, somebody put it there since.
#[cfg(target_os = "linux")]
fn open_beneath(folder: &OwnedFd, path: &Path) -> std::io::Result<File> {
    use rustix::fs::ResolveFlags;
    let flags = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    match rustix::fs::openat2(folder, path, READ, Mode::empty(), flags) {
        Ok(file) => Ok(file.into()),
        // Kernels before 5.6 and some sandboxes.
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::PERM) => walk(folder, path),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn open_beneath(folder: &OwnedFd, path: &Path) -> std::io::Result<File> {
    walk(folder, path)
}

/// Opens each folder on the way without following symlinks.
fn walk(folder: &OwnedFd, path: &Path) -> std::io::Result<File> {
    let mut here = folder.try_clone()?;
    let mut components = path.components().peekable();
    while let Some(component) = components.next() {
        let last = components.peek().is_none();
        let flags = if last { READ } else { READ | OFlags::DIRECTORY };
        here = rustix::fs::openat(&here, component.as_os_str(), flags, Mode::empty())?;
    }
    Ok(here.into())
}
