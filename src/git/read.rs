//! Reading a repository on this machine: revisions, trees, blobs.

use std::{
    io::{BufRead as _, BufReader, Read},
    path::{Path, PathBuf},
};

use super::{At, Command, GitError, ObjectId};

/// Text that may name a commit: `HEAD~2`, `v1.2`, `main@{yesterday}`, digits.
/// It is never taken for an option or a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision(String);

impl Revision {
    /// Takes the text that a person gave.
    ///
    /// # Errors
    /// [`GitError::BadRevision`] where it is empty, begins with `-` or holds
    /// white space, control characters, `:` or `..`.
    pub fn new(text: &str) -> Result<Self, GitError> {
        let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, ':' | '\\' | '*');
        if text.is_empty() || text.starts_with('-') || text.contains(odd) || text.contains("..") {
            return Err(GitError::BadRevision(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an entry of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file, and whether it can be executed.
    File {
        /// Mode 755 rather than 644.
        executable: bool,
    },
    /// A symbolic link: its target is the blob's contents.
    Symlink,
    /// Another repository's commit.
    Submodule,
}

/// A file, link or submodule of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Below the folder that was asked for, with `/` between segments.
    /// Anything a hostile tree holds may stand here: `..`, `.git`, no UTF-8.
    pub path: Vec<u8>,
    /// What it is.
    pub kind: EntryKind,
    /// The blob, or a submodule's commit.
    pub id: ObjectId,
}

/// A repository on this machine. Reading it never uses the network.
#[derive(Clone, Debug)]
pub struct Repository {
    git_dir: PathBuf,
    work_tree: Option<PathBuf>,
}

impl Repository {
    /// The repository around a folder.
    ///
    /// # Errors
    /// [`GitError::NoRepository`] where there is none, or git does not trust
    /// its owner; [`GitError::Start`].
    pub fn around(folder: &Path) -> Result<Self, GitError> {
        let ask = |what: &str| {
            let output = Command::new(At::Folder(folder), "rev-parse")
                .args(["--path-format=absolute", what])
                .run()
                .map_err(|error| match error {
                    GitError::Failed(words) => GitError::NoRepository(folder.to_owned(), words),
                    other => other,
                })?;
            path(&output)
        };
        Ok(Self {
            git_dir: ask("--git-common-dir")?,
            work_tree: Some(ask("--show-toplevel")?),
        })
    }

    /// A repository without work tree at this folder.
    #[must_use]
    pub fn bare(git_dir: PathBuf) -> Self {
        Self {
            git_dir,
            work_tree: None,
        }
    }

    /// The repository's own folder, `.git` or the bare repository.
    #[must_use]
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// The folder of the files, for one that was found [around](Self::around)
    /// a folder; absolute, without symbolic links.
    #[must_use]
    pub fn work_tree(&self) -> Option<&Path> {
        self.work_tree.as_deref()
    }

    /// A run of git in this repository.
    #[must_use]
    pub fn command(&self, subcommand: &str) -> Command {
        let at = match &self.work_tree {
            Some(folder) => At::Folder(folder),
            None => At::GitDir(&self.git_dir),
        };
        Command::new(at, subcommand)
    }

    /// The commit that a revision names now.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], and those of [`Command::run`].
    pub fn commit(&self, revision: &Revision) -> Result<ObjectId, GitError> {
        let unknown = || GitError::UnknownRevision(revision.as_str().to_owned());
        let output = self
            .command("rev-parse")
            .args(["--verify", "--quiet", "--end-of-options"])
            .arg(format!("{}^{{commit}}", revision.as_str()))
            .run()
            .map_err(|error| match error {
                GitError::Failed(_) => unknown(),
                other => other,
            })?;
        let text = String::from_utf8_lossy(&output);
        ObjectId::parse(text.trim()).ok_or_else(unknown)
    }

    /// All entries below `folder` (empty for the root, no leading or trailing
    /// `/`) at a commit, in git's order. A folder that is not there has none.
    ///
    /// # Errors
    /// Those of [`Command::run`].
    pub fn tree(&self, commit: &ObjectId, folder: &str) -> Result<Vec<Entry>, GitError> {
        let mut command = self
            .command("ls-tree")
            .args(["-r", "-z", "--full-tree", "--end-of-options"])
            .arg(commit.as_str());
        let mut prefix = folder.to_owned();
        if !folder.is_empty() {
            prefix.push('/');
            command = command.arg("--").arg(&prefix);
        }
        let output = command.run()?;
        let mut entries = Vec::new();
        for record in output.split(|byte| *byte == 0) {
            if record.is_empty() {
                continue;
            }
            let entry = entry(record).ok_or(GitError::Unexpected("tree entry"))?;
            // A file named like the folder is no entry below it.
            if let Some(path) = entry.path.strip_prefix(prefix.as_bytes()) {
                entries.push(Entry {
                    path: path.to_vec(),
                    ..entry
                });
            }
        }
        Ok(entries)
    }

    /// The contents of blobs, in the order given; together at most `most`
    /// bytes.
    ///
    /// # Errors
    /// [`GitError::NoBlob`], [`GitError::TooLarge`], and those of
    /// [`Command::run`].
    pub fn blobs(&self, ids: &[ObjectId], most: u64) -> Result<Vec<Vec<u8>>, GitError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut input = String::new();
        for id in ids {
            input.push_str(id.as_str());
            input.push('\n');
        }
        let ids = ids.to_vec();
        self.command("cat-file")
            .arg("--batch")
            .input(input.into_bytes())
            .stream(move |output| read_blobs(output, &ids, most))
    }

    /// The contents of one file at a commit, or nothing when there is no such
    /// file.
    ///
    /// # Errors
    /// As [`Repository::blobs`].
    pub fn file(
        &self,
        commit: &ObjectId,
        path: &str,
        most: u64,
    ) -> Result<Option<Vec<u8>>, GitError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let entries = self.tree(commit, folder)?;
        let found = entries.iter().find(|entry| {
            entry.path == name.as_bytes() && matches!(entry.kind, EntryKind::File { .. })
        });
        match found {
            Some(entry) => Ok(self.blobs(std::slice::from_ref(&entry.id), most)?.pop()),
            None => Ok(None),
        }
    }
}

fn path(output: &[u8]) -> Result<PathBuf, GitError> {
    let text = std::str::from_utf8(output).map_err(|_| GitError::Unexpected("path"))?;
    Ok(PathBuf::from(text.strip_suffix('\n').unwrap_or(text)))
}

/// `<mode> <type> <id>\t<path>`.
fn entry(record: &[u8]) -> Option<Entry> {
    let tab = record.iter().position(|byte| *byte == b'\t')?;
    let mut fields = std::str::from_utf8(&record[..tab]).ok()?.split(' ');
    let (mode, _, id) = (fields.next()?, fields.next()?, fields.next()?);
    let kind = match mode {
        "100755" => EntryKind::File { executable: true },
        "120000" => EntryKind::Symlink,
        "160000" => EntryKind::Submodule,
        // Old repositories have files of mode 664.
        mode if mode.starts_with("100") => EntryKind::File { executable: false },
        _ => return None,
    };
    Some(Entry {
        path: record[tab + 1..].to_vec(),
        kind,
        id: ObjectId::parse(id)?,
    })
}

/// `<id> <type> <size>\n<contents>\n` for each.
fn read_blobs(
    output: &mut dyn Read,
    ids: &[ObjectId],
    most: u64,
) -> Result<Vec<Vec<u8>>, GitError> {
    let mut output = BufReader::new(output);
    let mut left = most;
    let mut blobs = Vec::with_capacity(ids.len());
    for id in ids {
        let mut head = String::new();
        output
            .by_ref()
            .take(256)
            .read_line(&mut head)
            .map_err(GitError::Io)?;
        let mut fields = head.trim_end().split(' ');
        let size = match (fields.next(), fields.next(), fields.next()) {
            (Some(name), Some("blob"), Some(size)) if name == id.as_str() => size.parse().ok(),
            _ => None,
        };
        let size: u64 = size.ok_or_else(|| GitError::NoBlob(id.clone()))?;
        left = left.checked_sub(size).ok_or(GitError::TooLarge(most))?;
        let mut contents = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        output
            .by_ref()
            .take(size)
            .read_to_end(&mut contents)
            .map_err(GitError::Io)?;
        let mut end = [0];
        if contents.len() as u64 != size || output.read_exact(&mut end).is_err() {
            return Err(GitError::NoBlob(id.clone()));
        }
        blobs.push(contents);
    }
    Ok(blobs)
}
