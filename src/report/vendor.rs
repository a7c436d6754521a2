//! The words of what goes wrong with vendor/.

use super::{Diagnostic, count};
use crate::{
    evaluate::Frame,
    git::{GitError, masked},
    vendor::{ContentsError, FetchError, Misfit, RECORD, VendorError, Version},
};

const INSTALL: &str = "run `mixgen vendor install`";

impl From<&VendorError> for Diagnostic {
    fn from(error: &VendorError) -> Self {
        match error {
            VendorError::NoJsonnetfile => Self::error("there is no `jsonnetfile.json` here or above")
                .hint("`mixgen vendor add github.com/OWNER/REPOSITORY/FOLDER@VERSION` makes one"),
            VendorError::Parse { file, text, error } => {
                let mut frame = Frame::at(file.clone(), text, error.span.clone());
                // The line may hold a URL with a password.
                frame.source = masked(&frame.source);
                Self {
                    frames: vec![frame],
                    ..Self::error(format!("`{file}` is not valid: {}", masked(&error.message)))
                }
            }
            VendorError::Record(why) => Self::error(format!("`{RECORD}` is not valid: {why}"))
                .hint("take it from version control, or remove it and run `mixgen vendor install`"),
            VendorError::Argument(text, why) => {
                Self::error(format!("`{text}` is refused: {why}"))
            }
            VendorError::Setting(name, why) => Self::error(format!(
                "`{}` in `[vendor]` of mixgen.toml is refused: {why}",
                masked(name)
            )),
            VendorError::Unknown(name, near) => {
                let near = near.as_ref();
                let near = near.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
                Self::error(format!("there is no dependency `{name}`{near}"))
                    .hint("`mixgen vendor list` shows them")
            }
            VendorError::Ambiguous(name, all) => {
                Self::error(format!("`{name}` is the end of several names"))
                    .hint(format!("say which: `{}`", all.join("`, `")))
            }
            VendorError::Indirect(folder, _) => Self::error(format!(
                "`{folder}` is not a dependency of the project itself"
            ))
            .hint(format!(
                "`mixgen vendor why {folder}` tells who needs it; `[vendor.overrides]` in mixgen.toml sets its version"
            )),
            VendorError::Fetch {
                folder,
                remote,
                version,
                error,
            } => fetch(folder, remote, version, error),
            VendorError::Conflict { folder, needs } => conflict(folder, needs),
            VendorError::NoLocal(path, by) => {
                Self::error(format!("there is no folder `{path}`{}", needed(by)))
                    .hint("a local dependency is named from the folder of its jsonnetfile.json")
            }
            VendorError::LocalOutside(path, by) => Self::error(format!(
                "the local dependency `{path}` leads out of its package{}",
                needed(by)
            ))
            .hint("a vendored package may name only folders in itself"),
            VendorError::Overlap(inner, outer) => Self::error(format!(
                "`{inner}` lies in `{outer}` and is not what that has there"
            ))
            .hint("both come from one repository: ask for one version of them"),
            VendorError::Sum(folder, expected, found) => Self::error(format!(
                "`{folder}` is not what is locked: expected `{expected}`, found `{found}`"
            ))
            .hint(format!(
                "somebody has changed the repository's history or the lockfile, or jb took an archive that `.gitattributes` changes; if you trust what is there now, run `mixgen vendor update {folder}`"
            )),
            VendorError::Misfit(misfits) => misfit(misfits),
            VendorError::InTheWay(paths) => {
                let paths = paths.join("`, `");
                Self::error(format!("`{paths}` is in the way: no lockfile names it"))
                    .hint("move it away, or have it removed by `--prune`")
            }
            VendorError::NoFolder(path) => {
                Self::error(format!("`{path}` is, or lies in, a symbolic link or no folder"))
                    .hint("mixgen writes only into folders of the project itself")
            }
            VendorError::TooMany(most) => {
                Self::error(format!("there are more than {most} packages"))
            }
            VendorError::Io { doing, path, error } => {
                Self::error(format!("can't {doing} `{}`: {error}", path.display()))
            }
            VendorError::Contents(folder, error) => {
                Self::error(format!("`{folder}` is refused: {error}"))
            }
        }
    }
}

fn fetch(folder: &str, remote: &str, version: &str, error: &FetchError) -> Diagnostic {
    let context = |diagnostic: Diagnostic| Diagnostic {
        context: format!("{remote}, for `{folder}`"),
        ..diagnostic
    };
    let shown = if version.is_empty() {
        "its default branch".to_owned()
    } else {
        format!("`{version}`")
    };
    match error {
        FetchError::NoVersion(near) => {
            let near = near.as_ref();
            let near = near.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
            context(Diagnostic::error(format!(
                "the repository has no branch or tag {shown}{near}"
            )))
            .hint("a commit is given by all of its 40 digits")
        }
        FetchError::NoCommit(commit) => context(Diagnostic::error(format!(
            "the repository does not give out the commit `{commit}`"
        )))
        .hint(if version == commit.as_str() {
            "is it gone, or does no branch and no tag lead to it any more?".to_owned()
        } else {
            format!("is it gone? `mixgen vendor update {folder}` takes what {shown} names now")
        }),
        FetchError::Offline => context(Diagnostic::error(format!(
            "{shown} of `{folder}` is not in the cache"
        )))
        .hint("run the same command without `--offline`"),
        FetchError::Contents(ContentsError::Missing) => context(Diagnostic::error(format!(
            "{shown} of the repository has no such folder, or an empty one"
        ))),
        FetchError::Contents(error) => {
            context(Diagnostic::error(format!("`{folder}` is refused: {error}")))
        }
        FetchError::Cache(path, error) => {
            Diagnostic::error(format!("can't use the cache `{}`: {error}", path.display()))
        }
        FetchError::Git(error) => {
            let diagnostic = context(Diagnostic::error(format!(
                "can't fetch {shown} of `{folder}`: {error}"
            )));
            match hint(error) {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            }
        }
    }
}

/// What helps against an error of git.
fn hint(error: &GitError) -> Option<&'static str> {
    let words = match error {
        GitError::Start(_) => return Some("mixgen fetches with git: install it"),
        GitError::TimedOut(_) => {
            return Some("raise it with `timeout` in `[vendor]` of mixgen.toml, in seconds");
        }
        GitError::Failed(words) => words,
        _ => return None,
    };
    let is = |sign: &str| words.contains(sign);
    if is("not allowed") {
        Some(
            "fetching is by https and ssh; another way is allowed by GIT_ALLOW_PROTOCOL, such as `https:ssh:file`",
        )
    } else if is("Authentication failed") || is("could not read") || is("terminal prompts") {
        Some(
            "git asks its credential helper and nobody else: does `git ls-remote` of the same URL work without a question?",
        )
    } else if is("Permission denied") || is("Host key verification") {
        Some("ssh is not asked either: load the key into an agent, and the host into known_hosts")
    } else if is("Could not resolve host") {
        Some("is there a network? git uses the proxy of `http.proxy` or HTTPS_PROXY")
    } else {
        None
    }
}

fn conflict(folder: &str, needs: &[(Vec<String>, Version, String)]) -> Diagnostic {
    let mut message = format!("`{folder}` is needed at different commits");
    for (by, version, commit) in needs {
        let by = match by.as_slice() {
            [] => "the project".to_owned(),
            by => by.join(" → "),
        };
        let commit = &commit[..commit.len().min(12)];
        let version = version.as_str();
        message.push_str(&format_need(&by, version, commit));
    }
    Diagnostic::error(message).hint(format!(
        "decide by `[vendor.overrides]` in mixgen.toml: `\"{folder}\" = \"VERSION\"`"
    ))
}

fn format_need(by: &str, version: &str, commit: &str) -> String {
    if version.is_empty() || version.starts_with(commit) {
        format!("\n{by}: {commit}")
    } else {
        format!("\n{by}: {version} ({commit})")
    }
}

fn needed(by: &[String]) -> String {
    match by {
        [] => String::new(),
        by => format!(", needed by `{}`", by.join("` → `")),
    }
}

fn misfit(misfits: &[(String, Misfit)]) -> Diagnostic {
    let mut message = format!(
        "the lockfile does not fit: {}",
        count(misfits.len(), "package")
    );
    for (folder, why) in misfits {
        let why = match why {
            Misfit::Missing => "is needed and not locked".to_owned(),
            Misfit::Unneeded => "is locked and not needed".to_owned(),
            Misfit::Version(then, now) => format!("is locked at `{then}`, not `{now}`"),
            Misfit::NoSum => "is locked without a sum".to_owned(),
            Misfit::Record => format!("is locked at another commit than in `{RECORD}`"),
        };
        message.push_str("\n`");
        message.push_str(folder);
        message.push_str("` ");
        message.push_str(&why);
    }
    Diagnostic::error(message).hint(format!(
        "{INSTALL} without `--locked`, and commit the lockfiles"
    ))
}
