//! Where a package comes from, read strictly: nothing that gets through here
//! leads out of vendor/, names an option of git or a helper.

use std::{fmt, path::Path};

/// The branch, tag or commit that a dependency asks for; empty for the
/// repository's own default.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(String);

/// A git repository and a folder in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GitSource {
    /// Whether it is reached by ssh rather than https.
    pub ssh: bool,
    /// With its port, if it is an unusual one.
    pub host: String,
    /// The owner, or groups with `/` between.
    pub user: String,
    /// Without `.git`.
    pub repo: String,
    /// Without `/` at the ends; empty for the repository's root.
    pub subdir: String,
}

/// Where a package comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A git repository.
    Git(GitSource),
    /// A folder, relative to the jsonnetfile.json that names it.
    Local(String),
}

/// What is wrong with text of a jsonnetfile or the command line. The text
/// itself is not in it: it may hold a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// Not of a form that names a repository.
    Form,
    /// A scheme other than https and ssh.
    Scheme,
    /// An ssh user other than `git`.
    User,
    /// A user or a password in an https URL.
    Credentials,
    /// No host name.
    Host,
    /// An owner, group or repository that no server has.
    Repository,
    /// A folder that leads elsewhere.
    Subdir,
    /// No branch, tag or commit.
    Version,
    /// No name of a folder in vendor/.
    Name,
    /// A local folder that is absolute or ends in no name.
    Directory,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "it names no repository (`https://host/owner/repository.git`, `ssh://git@host/…`, `git@host:owner/repository.git`)",
            Self::Scheme => "repositories are fetched by https and ssh only",
            Self::User => "the user of ssh is `git`: another one cannot be said in jsonnetfile.json",
            Self::Credentials => "a user or password has no place in it: git asks its credential helper",
            Self::Host => "its host is no host name",
            Self::Repository => "owner and repository are made of letters, digits and `.`, `_`, `-`, and begin with a letter or digit",
            Self::Subdir => "a folder in a repository is a path without `.`, `..` and hidden names",
            Self::Version => "it is no name of a branch or tag, and no commit",
            Self::Name => "a name is one segment of letters, digits and `.`, `_`, `-`, and begins with a letter or digit",
            Self::Directory => "a local folder is a relative path that ends in a name",
        })
    }
}

impl Version {
    /// Takes the name of a branch or tag, or a commit, as git would.
    ///
    /// # Errors
    /// [`SourceError::Version`] for anything that git would not take as one.
    pub fn new(text: &str) -> Result<Self, SourceError> {
        let odd = |c: char| {
            c.is_control()
                || c.is_whitespace()
                || matches!(c, '~' | '^' | ':' | '?' | '*' | '[' | '\\')
                || crate::text::is_deceptive(c)
        };
        let bad_segment = |segment: &str| {
            segment.is_empty()
                || segment.starts_with(['.', '-'])
                || segment.strip_suffix(".lock").is_some()
                || segment.ends_with('.')
        };
        let wrong = text.len() > 250
            || text == "@"
            || text.contains(odd)
            || text.contains("..")
            || text.contains("@{")
            || text.split('/').any(bad_segment);
        if wrong && !text.is_empty() {
            return Err(SourceError::Version);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl GitSource {
    /// Reads the `remote` and `subdir` of a jsonnetfile.
    ///
    /// # Errors
    /// What is wrong, see [`SourceError`].
    pub fn new(remote: &str, subdir: &str) -> Result<Self, SourceError> {
        let (source, version) = Self::parse(remote)?;
        if !version.as_str().is_empty() || !source.subdir.is_empty() {
            return Err(SourceError::Form);
        }
        let subdir = checked_path(subdir.trim_matches('/')).ok_or(SourceError::Subdir)?;
        Ok(Self { subdir, ..source })
    }

    /// Reads `[https://]host/owner/repository[.git][/folder][@version]`, with
    /// groups before the repository where `.git` ends it, and the forms of ssh.
    ///
    /// # Errors
    /// What is wrong, see [`SourceError`].
    pub fn parse(text: &str) -> Result<(Self, Version), SourceError> {
        if text.len() > 2000 || text.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Err(SourceError::Form);
        }
        let (ssh, rest) = if let Some(rest) = text.strip_prefix("ssh://") {
            (true, after_user(rest)?)
        } else if let Some(rest) = text.strip_prefix("https://") {
            let authority = rest.split('/').next().unwrap_or(rest);
            if authority.contains('@') {
                return Err(SourceError::Credentials);
            }
            (false, rest.to_owned())
        } else if text.contains("://") || text.contains("::") {
            return Err(SourceError::Scheme);
        } else if let Some((host, path)) = scp(text) {
            (true, after_user(&format!("{host}/{path}"))?)
        } else {
            (false, text.to_owned())
        };
        let (rest, version) = match rest.split_once('@') {
            Some((rest, version)) if !version.is_empty() => (rest, Version::new(version)?),
            Some(_) => return Err(SourceError::Version),
            None => (rest.as_str(), Version::default()),
        };
        let (host, path) = rest.split_once('/').ok_or(SourceError::Form)?;
        check_host(host, ssh)?;
        let path = path.trim_end_matches('/');
        let (user, repo, subdir) = split(path)?;
        let fine = user.split('/').all(|segment| {
            let segment = segment.strip_prefix('~').unwrap_or(segment);
            is_name(segment)
        });
        if !fine || !is_name(&repo) || repo.strip_suffix(".lock").is_some() {
            return Err(SourceError::Repository);
        }
        let subdir = checked_path(&subdir).ok_or(SourceError::Subdir)?;
        let host = host.to_owned();
        let source = Self {
            ssh,
            host,
            user,
            repo,
            subdir,
        };
        Ok((source, version))
    }

    /// The URL, as jb writes it; it holds no credential.
    #[must_use]
    pub fn remote(&self) -> String {
        let scheme = if self.ssh { "ssh://git@" } else { "https://" };
        format!("{scheme}{}/{}/{}.git", self.host, self.user, self.repo)
    }

    /// `host/owner/repository/folder`: the folder in vendor/, and what imports
    /// begin with.
    #[must_use]
    pub fn name(&self) -> String {
        let root = format!("{}/{}/{}", self.host, self.user, self.repo);
        if self.subdir.is_empty() {
            root
        } else {
            format!("{root}/{}", self.subdir)
        }
    }

    /// The last part of the name, which old imports begin with.
    #[must_use]
    pub fn legacy_name(&self) -> &str {
        let last = self.subdir.rsplit('/').next().unwrap_or_default();
        if last.is_empty() { &self.repo } else { last }
    }

    /// What two URLs of one repository have in common: neither scheme nor
    /// `.git`, and no case where the server knows none.
    #[must_use]
    pub fn repository(&self) -> String {
        let host = self.host.to_ascii_lowercase();
        let path = format!("{}/{}", self.user, self.repo);
        if ["github.com", "gitlab.com", "bitbucket.org"].contains(&host.as_str()) {
            format!("{host}/{}", path.to_ascii_lowercase())
        } else {
            format!("{host}/{path}")
        }
    }
}

/// What comes behind `git@`.
fn after_user(text: &str) -> Result<String, SourceError> {
    let (user, rest) = text.split_once('@').ok_or(SourceError::User)?;
    if user.contains('/') || user.is_empty() {
        return Err(SourceError::User);
    }
    if user.contains(':') {
        return Err(SourceError::Credentials);
    }
    if user == "git" {
        Ok(rest.to_owned())
    } else {
        Err(SourceError::User)
    }
}

/// `user@host:path`, as scp has it.
fn scp(text: &str) -> Option<(&str, &str)> {
    let (host, path) = text.split_once(':')?;
    (host.contains('@') && !host.contains('/')).then_some((host, path))
}

fn check_host(host: &str, ssh: bool) -> Result<(), SourceError> {
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let number = |port: &str| port.len() <= 5 && port.parse::<u16>().is_ok_and(|port| port > 0);
    // What has no dot is a host of somebody's own ssh configuration.
    let fine = name.split('.').all(label)
        && (ssh || name.contains('.'))
        && name != "mixgen"
        && port.is_none_or(number);
    if fine { Ok(()) } else { Err(SourceError::Host) }
}

/// Owner, repository and folder of a path.
fn split(path: &str) -> Result<(String, String, String), SourceError> {
    let segments: Vec<&str> = path.split('/').collect();
    let end = segments
        .iter()
        .position(|it| it.strip_suffix(".git").is_some());
    let end = end.unwrap_or(1);
    if end == 0 || end >= segments.len() {
        return Err(SourceError::Form);
    }
    let repo = segments[end];
    Ok((
        segments[..end].join("/"),
        repo.strip_suffix(".git").unwrap_or(repo).to_owned(),
        segments[end + 1..].join("/"),
    ))
}

/// Whether a segment can be a folder of vendor/ by itself.
pub(super) fn is_name(segment: &str) -> bool {
    let fine = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'~' | b'+');
    segment.len() <= 200
        && segment.bytes().all(fine)
        && segment
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !segment.ends_with('.')
}

/// The name of a dependency's link in vendor/.
///
/// # Errors
/// [`SourceError::Name`].
pub fn legacy_name(text: &str) -> Result<String, SourceError> {
    if is_name(text) && text != "mixgen" {
        Ok(text.to_owned())
    } else {
        Err(SourceError::Name)
    }
}

/// A path of visible names, each of which leads down; empty for none.
pub(super) fn checked_path(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(String::new());
    }
    let fine = |segment: &str| {
        !segment.is_empty()
            && segment.len() <= 200
            && !segment.starts_with(['.', '-'])
            && !segment.contains(|c: char| {
                c.is_control()
                    || matches!(c, '\\' | ':' | '*' | '?')
                    || crate::text::is_deceptive(c)
            })
    };
    let segments: Vec<&str> = path.split('/').collect();
    (segments.len() <= 32 && segments.into_iter().all(fine)).then(|| path.to_owned())
}

/// A folder of this machine as jsonnetfile.json names it: relative to the
/// project's root.
///
/// # Errors
/// [`SourceError::Directory`] where it has no name of its own.
pub fn local_source(root: &Path, folder: &Path) -> Result<String, SourceError> {
    let folder = folder.canonicalize().map_err(|_| SourceError::Directory)?;
    let common = root
        .components()
        .zip(folder.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = root.components().skip(common).map(|_| "..");
    let mut segments: Vec<&str> = up.collect();
    for segment in folder.components().skip(common) {
        let text = segment.as_os_str().to_str();
        segments.push(text.ok_or(SourceError::Directory)?);
    }
    checked_directory(&segments.join("/"))
}

/// A local folder: relative, with `..` only in front.
///
/// # Errors
/// [`SourceError::Directory`].
pub(super) fn checked_directory(text: &str) -> Result<String, SourceError> {
    let wrong = text.is_empty()
        || text.len() > 1000
        || text.starts_with(['/', '-', '~'])
        || text.contains(|c: char| c.is_control() || crate::text::is_deceptive(c));
    if wrong {
        return Err(SourceError::Directory);
    }
    let mut kept: Vec<&str> = Vec::new();
    for segment in text.split('/') {
        match segment {
            "" | "." => {}
            ".." => match kept.last() {
                Some(&last) if last != ".." => drop(kept.pop()),
                _ => kept.push(".."),
            },
            name if name.starts_with('.') => return Err(SourceError::Directory),
            name => kept.push(name),
        }
    }
    match kept.last() {
        Some(last) if is_name(last) && *last != "mixgen" => Ok(kept.join("/")),
        _ => Err(SourceError::Directory),
    }
}
