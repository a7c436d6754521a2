//! The output folder: where it may lie, and what lies beside it.

use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::names::EnvironmentName;
use crate::text::escape;
use crate::tree::error::{Context as _, WriteError};
use crate::tree::folder::Folder;

/// The folder beside the output folder that holds lock, stages and journals.
pub(super) const PRIVATE: &str = ".mixgen";

/// How environments lie in the output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each in a folder of its name.
    Environments,
    /// One, whose folder is the output folder itself.
    Single,
}

/// What is asked of [`Place::new`].
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The project's root; it exists.
    pub project: &'a Path,
    /// The output folder, absolute or relative to the project; it need not
    /// exist.
    pub out: &'a Path,
    /// How environments lie in it.
    pub layout: Layout,
    /// The user's home folder, if known.
    pub home: Option<&'a Path>,
    /// Files and folders that are read: the evaluated file, `vendor`, `-J`
    /// folders, the project's own Jsonnet folders; absolute or relative to
    /// the project, existing or not.
    pub sources: &'a [PathBuf],
}

/// An output folder that mixgen may write to.
#[derive(Clone, Debug)]
pub struct Place {
    /// Without symbolic links; it may not exist yet.
    parent: PathBuf,
    name: String,
    shown: String,
    layout: Layout,
}

/// Why a folder cannot be the output folder.
#[derive(Debug)]
pub enum PlaceError {
    /// It is `/`.
    Root,
    /// It is, or holds, the home folder.
    Home(String),
    /// It is, or holds, the project.
    Project(String),
    /// A `.git` lies in it.
    Repository(String),
    /// It lies in a `.git` or `.mixgen` folder.
    Inside {
        /// The folder that was asked for.
        out: String,
        /// `.git` or `.mixgen`, as it is spelled there.
        folder: String,
    },
    /// It is, holds, or lies in what the build reads.
    Source {
        /// The folder that was asked for.
        out: String,
        /// The file or folder that is read.
        source: String,
    },
    /// It is a symbolic link, or within the project reached by one.
    Symlink(String),
    /// It, or what it is to lie in, is no folder.
    NotAFolder(String),
    /// `..` after a folder that does not exist, or a name that is not UTF-8.
    NotAPath(String),
    /// A system call failed.
    Io {
        /// What was looked at.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

impl PlaceError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Symlink(_) => "name the folder that the link leads to",
            _ => "choose a folder of its own, such as `--out out`",
        }
    }
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused = |f: &mut fmt::Formatter<'_>, out: &str, why: &str| {
            write!(f, "the output folder `{}` {why}", escape(out))
        };
        match self {
            Self::Root => f.write_str("the output folder is the root of the file system"),
            Self::Home(out) => refused(f, out, "is or holds the home folder"),
            Self::Project(out) => refused(f, out, "is or holds the project"),
            Self::Repository(out) => refused(f, out, "is a Git repository"),
            Self::Inside { out, folder } => {
                refused(f, out, &format!("lies in a folder `{}`", escape(folder)))
            }
            Self::Source { out, source } => {
                let source = escape(source);
                refused(
                    f,
                    out,
                    &format!("and `{source}`, which the build reads, lie in one another"),
                )
            }
            Self::Symlink(out) => write!(f, "`{}` is a symbolic link", escape(out)),
            Self::NotAFolder(out) => write!(f, "`{}` is not a folder", escape(out)),
            Self::NotAPath(out) => refused(f, out, "has no plain path"),
            Self::Io { path, source } => write!(f, "can't look at `{}`: {source}", escape(path)),
        }
    }
}

impl std::error::Error for PlaceError {}

impl Place {
    /// Checks that mixgen may write to the folder. Nothing is made.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn new(request: &Request<'_>) -> Result<Self, PlaceError> {
        let project = canonical(request.project)?;
        let shown = show(request.out, request.project);
        let out = resolve(request, &shown)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(PlaceError::Root);
        };
        let name = name
            .to_str()
            .ok_or_else(|| PlaceError::NotAPath(shown.clone()))?;
        for part in &out {
            let own = |name: &str| part.eq_ignore_ascii_case(name);
            if own(".git") || own(PRIVATE) {
                let folder = part.to_string_lossy().into_owned();
                return Err(PlaceError::Inside { out: shown, folder });
            }
        }
        if project.starts_with(&out) {
            return Err(PlaceError::Project(shown));
        }
        if let Some(home) = request.home
            && home.canonicalize().is_ok_and(|home| home.starts_with(&out))
        {
            return Err(PlaceError::Home(shown));
        }
        if out.join(".git").symlink_metadata().is_ok() {
            return Err(PlaceError::Repository(shown));
        }
        for source in request.sources {
            let there = project.join(source);
            let there = there.canonicalize().unwrap_or(there);
            // A search folder that holds the whole project (`-J .`) also
            // holds `out`, and means no harm by it.
            let inside = out.starts_with(&there) && !project.starts_with(&there);
            if inside || there.starts_with(&out) {
                let source = show(source, request.project);
                return Err(PlaceError::Source { out: shown, source });
            }
        }
        Ok(Self {
            parent: parent.to_owned(),
            name: name.to_owned(),
            shown,
            layout: request.layout,
        })
    }

    /// How environments lie in the folder.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// The output folder, absolute and without symbolic links.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// The output folder as a person would name it: relative to the project
    /// when it lies there.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The folder of `environment`, as a person would name it.
    #[must_use]
    pub fn shown_folder(&self, environment: &EnvironmentName) -> String {
        self.slot(environment).shown(self)
    }

    /// Where `environment` lies.
    pub(super) fn slot(&self, environment: &EnvironmentName) -> Slot {
        Slot(match self.layout {
            Layout::Environments => Some(environment.clone()),
            Layout::Single => None,
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What lies in `.mixgen/`, as a person would name it.
    pub(super) fn shown_private(&self, name: &str) -> String {
        let beside = Path::new(&self.shown).parent().unwrap_or(Path::new(""));
        beside.join(PRIVATE).join(name).display().to_string()
    }

    /// The folder that holds the output folder, if it exists.
    pub(super) fn parent(&self) -> Result<Option<Folder>, WriteError> {
        match Folder::open(&self.parent) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).when("open", || self.parent.display().to_string()),
        }
    }

    /// The folder that holds the output folder, made if need be.
    pub(super) fn make_parent(&self) -> Result<Folder, WriteError> {
        let mut missing = Vec::new();
        for at in self.parent.ancestors() {
            match Folder::open(at) {
                Ok(mut folder) => {
                    for name in missing.into_iter().rev() {
                        folder = folder
                            .child_or_make(name)
                            .when("make", || self.parent.display().to_string())?
                            .0;
                    }
                    return Ok(folder);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let name = at.file_name().and_then(|name| name.to_str());
                    let name = name.ok_or(io::ErrorKind::InvalidFilename.into());
                    missing.push(name.when("make", || at.display().to_string())?);
                }
                Err(error) => return Err(error).when("open", || at.display().to_string()),
            }
        }
        Err(io::ErrorKind::NotFound.into()).when("open", || self.parent.display().to_string())
    }
}

/// Which folder of a place: an environment's, or the output folder itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot(pub Option<EnvironmentName>);

impl Slot {
    /// The folder as a person would name it.
    pub fn shown(&self, place: &Place) -> String {
        match &self.0 {
            Some(environment) => format!("{}/{environment}", place.shown),
            None => place.shown.clone(),
        }
    }

    /// The name of what belongs to this slot in the private folder.
    pub fn tagged(&self, what: &str) -> String {
        match &self.0 {
            Some(environment) => format!("{what}.{environment}"),
            None => what.to_owned(),
        }
    }

    /// The folder that holds the slot's folder, and its name there; made if
    /// need be. `parent` is what holds the output folder.
    pub fn make_holder<'a>(
        &'a self,
        place: &'a Place,
        parent: &Folder,
    ) -> io::Result<(Folder, &'a str)> {
        match &self.0 {
            None => Ok((
                parent.walk("")?.ok_or(io::ErrorKind::NotFound)?,
                &place.name,
            )),
            Some(environment) => {
                let (out, _) = parent.child_or_make(&place.name)?;
                Ok((out, environment.as_str()))
            }
        }
    }

    /// The same, if the folder that holds it exists.
    pub fn holder<'a>(
        &'a self,
        place: &'a Place,
        parent: &Folder,
    ) -> io::Result<Option<(Folder, &'a str)>> {
        Ok(match &self.0 {
            None => parent.walk("")?.map(|parent| (parent, place.name.as_str())),
            Some(environment) => parent
                .child(&place.name)?
                .map(|out| (out, environment.as_str())),
        })
    }
}

fn show(path: &Path, project: &Path) -> String {
    let within = path.strip_prefix(project).unwrap_or(path);
    let plain: PathBuf = within
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    match plain.display().to_string() {
        empty if empty.is_empty() => ".".to_owned(),
        shown => shown,
    }
}

fn canonical(path: &Path) -> Result<PathBuf, PlaceError> {
    path.canonicalize().map_err(|source| PlaceError::Io {
        path: path.display().to_string(),
        source,
    })
}

/// The absolute path of the output folder, every part that exists resolved.
fn resolve(request: &Request<'_>, shown: &str) -> Result<PathBuf, PlaceError> {
    let asked = request.project.join(request.out);
    // What is reached by a link within the project leads to where a commit
    // says, not to where the user said.
    if let Ok(within) = asked.strip_prefix(request.project) {
        let mut at = request.project.to_owned();
        for part in within.components() {
            at.push(part);
            if at.is_symlink() {
                return Err(PlaceError::Symlink(show(&at, request.project)));
            }
        }
    }
    if asked.is_symlink() {
        return Err(PlaceError::Symlink(shown.to_owned()));
    }
    let mut missing = Vec::new();
    let mut parts: Vec<Component<'_>> = asked.components().collect();
    let mut there = loop {
        let at: PathBuf = parts.iter().collect();
        match at.symlink_metadata() {
            Ok(_) => break canonical(&at)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => match parts.pop() {
                Some(Component::Normal(name)) => missing.push(name),
                _ => return Err(PlaceError::NotAPath(shown.to_owned())),
            },
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(PlaceError::NotAFolder(shown.to_owned()));
            }
            Err(source) => {
                return Err(PlaceError::Io {
                    path: shown.to_owned(),
                    source,
                });
            }
        }
    };
    if !there.is_dir() {
        return Err(PlaceError::NotAFolder(shown.to_owned()));
    }
    there.extend(missing.into_iter().rev());
    Ok(there)
}
