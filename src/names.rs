//! Names that a build may write: an allow-list, the same on every system.
//!
//! A name comes out of Jsonnet, and so possibly out of a stranger's mixin.
//! What is allowed means one file on Linux, macOS and Windows, needs no
//! quoting in a shell, and cannot leave its folder.

use std::borrow::{Borrow, Cow};
use std::collections::BTreeMap;
use std::fmt;

use crate::text::escape_short;

/// Most bytes of one segment: file systems take 255, a temporary name beside
/// it and a suffix of an archiver must still fit.
pub const MAX_SEGMENT: usize = 200;
/// Most segments of a path. What mixgen itself makes needs three or four;
/// projects brought along may nest deeper, and none seen needs more than six.
pub const MAX_DEPTH: usize = 6;
/// Most bytes of an environment's name: it becomes a label value, where
/// Kubernetes stops at 63.
pub const MAX_ENVIRONMENT: usize = 63;

/// mixgen's own list of what a build wrote, in every environment's folder.
/// Not named `.json`, so that `kubectl apply -f FOLDER` passes it by.
pub const INDEX_NAME: &str = ".mixgen.index";

/// A file's place within its environment: segments of `[A-Za-z0-9._-]`
/// separated by `/`, none of which starts with `.` or `-`, ends with `.` or
/// is a device name of Windows. Ordered by bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

impl OutputPath {
    /// Checks `name`.
    ///
    /// # Errors
    /// The first rule that `name` breaks.
    pub fn new(name: impl Into<String>) -> Result<Self, NameError> {
        let name = name.into();
        match check_path(&name) {
            Ok(()) => Ok(Self(name)),
            Err(problem) => Err(NameError {
                name,
                what: What::Path,
                problem,
            }),
        }
    }

    /// The path, `/`-separated.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds it, empty at the top, and the file's own name.
    #[must_use]
    pub fn split(&self) -> (&str, &str) {
        self.0.rsplit_once('/').unwrap_or(("", &self.0))
    }

    /// The folders it lies in, outermost first: `a`, `a/b` of `a/b/c.yaml`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }
}

/// The name of an environment: one segment of an [`OutputPath`], of at most
/// [`MAX_ENVIRONMENT`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnvironmentName(String);

impl EnvironmentName {
    /// Checks `name`.
    ///
    /// # Errors
    /// The first rule that `name` breaks.
    pub fn new(name: impl Into<String>) -> Result<Self, NameError> {
        let name = name.into();
        let checked = if name.contains('/') {
            Err(NameProblem::Character('/'))
        } else {
            check_segment(&name, MAX_ENVIRONMENT)
        };
        match checked {
            Ok(()) => Ok(Self(name)),
            Err(problem) => Err(NameError {
                name,
                what: What::Environment,
                problem,
            }),
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&EnvironmentName> for OutputPath {
    fn from(name: &EnvironmentName) -> Self {
        Self(name.0.clone())
    }
}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for EnvironmentName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EnvironmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a name was to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An [`OutputPath`].
    Path,
    /// An [`EnvironmentName`].
    Environment,
}

/// A name that is not allowed, and the first rule it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    /// The name as it came.
    pub name: String,
    /// What it was to become.
    pub what: What,
    /// The rule.
    pub problem: NameProblem,
}

/// A rule of names that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// No characters at all.
    Empty,
    /// It begins with `/`.
    Absolute,
    /// Two slashes meet, or the last one has nothing after it.
    EmptySegment,
    /// A segment is `.` or `..`.
    Dots,
    /// It is, or contains, the name of mixgen's own index.
    Index,
    /// A segment begins with `.` or `-`.
    Leading(char),
    /// A segment ends with `.`.
    TrailingDot,
    /// A character outside the allow-list.
    Character(char),
    /// A segment of so many bytes, where only so many are allowed.
    TooLong {
        /// Bytes of the segment.
        bytes: usize,
        /// Most bytes allowed.
        most: usize,
    },
    /// More than [`MAX_DEPTH`] segments.
    TooDeep {
        /// Segments of the path.
        depth: usize,
    },
    /// A device name of Windows, such as `con` in `CON.json`.
    Reserved(String),
}

impl NameError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Cow<'static, str> {
        match self.problem {
            NameProblem::TooDeep { .. } => format!("use at most {MAX_DEPTH} segments").into(),
            NameProblem::TooLong { most, .. } => match self.what {
                What::Path => format!("use at most {most} bytes between slashes").into(),
                What::Environment => format!("use at most {most} bytes").into(),
            },
            NameProblem::Reserved(_) => "choose another name".into(),
            _ => {
                let between = match self.what {
                    What::Path => " between slashes",
                    What::Environment => "",
                };
                format!("use letters, digits, `-`, `_` and `.`{between}, with a letter, digit or `_` first").into()
            }
        }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            What::Path => "path",
            What::Environment => "environment name",
        };
        write!(f, "the {what} `{}` ", escape_short(&self.name, 80))?;
        match &self.problem {
            NameProblem::Empty => f.write_str("is empty"),
            NameProblem::Absolute => f.write_str("is absolute"),
            NameProblem::EmptySegment => f.write_str("has an empty segment"),
            NameProblem::Dots => f.write_str("has a segment `.` or `..`"),
            NameProblem::Index => write!(f, "is the name of mixgen's own index"),
            NameProblem::Leading(c) => write!(f, "has a segment that begins with `{c}`"),
            NameProblem::TrailingDot => f.write_str("has a segment that ends with `.`"),
            NameProblem::Character(c) => {
                let shown = c.to_string();
                write!(
                    f,
                    "has the character `{}` (U+{:04X})",
                    escape_short(&shown, 1),
                    u32::from(*c)
                )
            }
            NameProblem::TooLong { bytes, .. } => write!(f, "has a segment of {bytes} bytes"),
            NameProblem::TooDeep { depth } => write!(f, "has {depth} segments"),
            NameProblem::Reserved(stem) => {
                write!(f, "has a segment that Windows reserves (`{stem}`)")
            }
        }
    }
}

impl std::error::Error for NameError {}

/// Two paths that cannot both lie in one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// They, or the folders they lie in, differ in case alone, so that on
    /// macOS and Windows one takes the other's place.
    Case(OutputPath, OutputPath),
    /// The first is a file, and the second needs a folder of that name.
    FileIsFolder(OutputPath, OutputPath),
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(first, second) => {
                write!(
                    f,
                    "the paths `{first}` and `{second}` differ in upper and lower case alone"
                )
            }
            Self::FileIsFolder(file, inside) => {
                write!(
                    f,
                    "the path `{file}` is a file and also the folder of `{inside}`"
                )
            }
        }
    }
}

/// Checks that `paths` can lie together in one folder on every system.
///
/// # Errors
/// All pairs that cannot, in the order of `paths`, each path at most once as
/// the second of a pair.
pub fn check_distinct<'a>(
    paths: impl IntoIterator<Item = &'a OutputPath>,
) -> Result<(), Vec<Clash>> {
    struct Seen<'a> {
        spelling: &'a str,
        is_file: bool,
        path: &'a OutputPath,
    }
    let mut seen: BTreeMap<String, Seen<'a>> = BTreeMap::new();
    let mut clashes = Vec::new();
    for path in paths {
        let parts = path.folders().map(|folder| (folder, false));
        for (spelling, is_file) in parts.chain([(path.as_str(), true)]) {
            let folded = spelling.to_ascii_lowercase();
            let Some(other) = seen.get(&folded) else {
                seen.insert(
                    folded,
                    Seen {
                        spelling,
                        is_file,
                        path,
                    },
                );
                continue;
            };
            if other.spelling != spelling || (is_file && other.is_file) {
                clashes.push(Clash::Case(other.path.clone(), path.clone()));
            } else if other.is_file != is_file {
                let (file, inside) = if is_file {
                    (path, other.path)
                } else {
                    (other.path, path)
                };
                clashes.push(Clash::FileIsFolder(file.clone(), inside.clone()));
            } else {
                continue;
            }
            break;
        }
    }
    if clashes.is_empty() {
        Ok(())
    } else {
        Err(clashes)
    }
}

fn check_path(name: &str) -> Result<(), NameProblem> {
    if name.is_empty() {
        return Err(NameProblem::Empty);
    }
    if name.starts_with('/') {
        return Err(NameProblem::Absolute);
    }
    for segment in name.split('/') {
        check_segment(segment, MAX_SEGMENT)?;
    }
    match name.split('/').count() {
        depth if depth > MAX_DEPTH => Err(NameProblem::TooDeep { depth }),
        _ => Ok(()),
    }
}

fn check_segment(segment: &str, most: usize) -> Result<(), NameProblem> {
    if segment.is_empty() {
        return Err(if most == MAX_ENVIRONMENT {
            NameProblem::Empty
        } else {
            NameProblem::EmptySegment
        });
    }
    if matches!(segment, "." | "..") {
        return Err(NameProblem::Dots);
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if let Some(c) = segment.chars().find(|c| !allowed(*c)) {
        return Err(NameProblem::Character(c));
    }
    if segment.eq_ignore_ascii_case(INDEX_NAME) {
        return Err(NameProblem::Index);
    }
    if let Some(c) = segment.chars().next().filter(|c| matches!(c, '.' | '-')) {
        return Err(NameProblem::Leading(c));
    }
    if segment.ends_with('.') {
        return Err(NameProblem::TrailingDot);
    }
    if segment.len() > most {
        return Err(NameProblem::TooLong {
            bytes: segment.len(),
            most,
        });
    }
    let stem = segment
        .split('.')
        .next()
        .expect("split yields at least one part")
        .to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    if matches!(
        stem.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin" | "conout"
    ) || numbered("com")
        || numbered("lpt")
    {
        return Err(NameProblem::Reserved(stem));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Clash, EnvironmentName, NameProblem, OutputPath, check_distinct};

    fn problem(name: &str) -> Option<NameProblem> {
        OutputPath::new(name).err().map(|error| error.problem)
    }

    #[test]
    fn ordinary_names_are_allowed() {
        for name in [
            "a",
            "etcd-alerts.yaml",
            "dashboards/k8s/pods.json",
            "a/b/c/d/e/f",
            "_x",
            "0.1",
            "console.yaml",
            "com10",
        ] {
            assert_eq!(problem(name), None, "{name}");
        }
        assert!(OutputPath::new("a".repeat(200)).is_ok());
        assert!(EnvironmentName::new("k3d").is_ok());
    }

    #[test]
    fn each_rule_is_named() {
        for (name, expected) in [
            ("", NameProblem::Empty),
            ("/etc/passwd", NameProblem::Absolute),
            ("a//b", NameProblem::EmptySegment),
            ("a/", NameProblem::EmptySegment),
            ("a/../b", NameProblem::Dots),
            (".", NameProblem::Dots),
            (".mixgen.index", NameProblem::Index),
            ("a/.MIXGEN.index", NameProblem::Index),
            (".git/config", NameProblem::Leading('.')),
            ("-rf", NameProblem::Leading('-')),
            ("a.", NameProblem::TrailingDot),
            ("a ", NameProblem::Character(' ')),
            ("a\\b", NameProblem::Character('\\')),
            ("é", NameProblem::Character('é')),
            ("a/b/c/d/e/f/g", NameProblem::TooDeep { depth: 7 }),
            ("CON.json", NameProblem::Reserved("con".into())),
            ("x/lpt9", NameProblem::Reserved("lpt9".into())),
        ] {
            assert_eq!(problem(name), Some(expected), "{name}");
        }
        assert!(EnvironmentName::new("a/b").is_err());
        assert!(EnvironmentName::new("e".repeat(64)).is_err());
    }

    #[test]
    fn words_show_no_control_character() {
        let error = OutputPath::new("a\u{202e}\nb").expect_err("it is not allowed");
        assert_eq!(
            error.to_string(),
            "the path `a\\u{202e}\\nb` has the character `\\u{202e}` (U+202E)"
        );
        let error = OutputPath::new("x".repeat(300)).expect_err("it is too long");
        assert!(error.to_string().len() < 150);
    }

    #[test]
    fn what_cannot_lie_together_is_found() {
        let paths = |names: &[&str]| -> Vec<OutputPath> {
            names
                .iter()
                .map(|name| OutputPath::new(*name).expect("a plain name"))
                .collect()
        };
        let fine = paths(&["a", "b", "c/a", "c/b", "c.yaml"]);
        assert_eq!(check_distinct(&fine), Ok(()));
        let bad = paths(&[
            "A.json", "a.json", "d", "d/x", "Dash/x", "dash/y", "e/f", "e",
        ]);
        assert_eq!(
            check_distinct(&bad),
            Err(vec![
                Clash::Case(bad[0].clone(), bad[1].clone()),
                Clash::FileIsFolder(bad[2].clone(), bad[3].clone()),
                Clash::Case(bad[4].clone(), bad[5].clone()),
                Clash::FileIsFolder(bad[7].clone(), bad[6].clone()),
            ])
        );
        assert!(check_distinct([&fine[0], &fine[0]]).is_err());
    }
}
