//! The words of a side that cannot be read.

use super::Diagnostic;
use crate::{git::GitError, side::SideError};

impl From<&SideError> for Diagnostic {
    fn from(error: &SideError) -> Self {
        match error {
            SideError::NoFolder(folder) => Self::error(format!("there is no folder `{folder}`")),
            SideError::NotAFolder(path) => Self::error(format!("`{path}` is a file"))
                .hint("name the folder that holds it"),
            SideError::Io(path, error) => {
                Self::error(format!("can't read `{}`: {error}", path.display()))
            }
            SideError::NoRepository(words) => {
                // Git says more where it finds one and refuses to read it.
                let why = if words.starts_with("not a git repository") {
                    String::new()
                } else {
                    format!(": {words}")
                };
                Self::error(format!("there is no git repository here{why}"))
                    .hint("`git:` reads a revision of the repository around the current folder")
            }
            SideError::Git(error, near) => git_words(error, near.as_deref()),
            SideError::NoPath(revision, path, near) => {
                let near = near
                    .as_ref()
                    .map_or_else(String::new, |near| format!("did you mean `{near}`? "));
                Self::error(format!("`{revision}` has no folder `{path}`")).hint(format!(
                    "{near}a path begins at the repository's root, or here with `./`"
                ))
            }
            SideError::Outside(path) => {
                Self::error(format!("the path `{path}` leads out of the repository"))
                    .hint("a path begins at the repository's root, or here with `./`")
            }
            SideError::NotInRepository(folder) => Self::error(format!(
                "the output folder `{folder}` is not in the git repository"
            ))
            .hint("`git:REVISION:PATH` names any folder of a revision"),
            SideError::TooMany(side, most) => Self::error(format!(
                "`{side}` has more files than the limit of {most}"
            ))
            .hint("name a folder further in, or raise it with `files` in `[limits]` of mixgen.toml"),
            SideError::TooLarge(path, most) => Self::error(format!(
                "the file `{path}` is larger than the limit of {most} MiB"
            ))
            .hint("name a folder without it, or raise it with `file` in `[limits]` of mixgen.toml"),
            SideError::TooMuch(side, most) => Self::error(format!(
                "the files of `{side}` are larger than the limit of {most} MiB"
            ))
            .hint("name a folder further in, or raise it with --max-output, or `output` in `[limits]` of mixgen.toml"),
        }
    }
}

fn git_words(error: &GitError, near: Option<&str>) -> Diagnostic {
    let message = match error {
        GitError::BadRevision(text) if text.is_empty() => "`git:` names no revision".to_owned(),
        error => error.to_string(),
    };
    let hint = match error {
        GitError::UnknownRevision(revision) => match near {
            Some(near) => format!("did you mean `git:{near}`?"),
            None => format!(
                "`git branch --all` shows the branches; a shallow clone lacks others, and `git fetch origin {revision}` may bring it"
            ),
        },
        GitError::BadRevision(_) => {
            "write `git:REVISION` or `git:REVISION:PATH`, such as `git:main`, `git:HEAD~1`, `git:main:manifests`".to_owned()
        }
        GitError::Start(_) => "install git: revisions are read with it".to_owned(),
        _ => return Diagnostic::error(message),
    };
    Diagnostic::error(message).hint(hint)
}
