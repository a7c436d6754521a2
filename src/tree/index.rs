//! `.mixgen.index`: which files of a folder are mixgen's, and their digests.
//!
//! One file a line, so that a change is a small difference and two branches
//! seldom conflict. No date and nothing of the machine. What is read back may
//! have come with anybody's commit: every path and digest is checked, and an
//! index that breaks a rule is no index.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use crate::names::{EnvironmentName, OutputPath, check_distinct};
use crate::text::{escape_short, is_deceptive};
use crate::tree::{Digest, Tree};

/// Most bytes of an index, enough for a hundred thousand files.
pub(super) const MAX_BYTES: u64 = 32 << 20;

/// An index that was read and holds to every rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The environment that the folder was written for.
    pub environment: EnvironmentName,
    /// What the build wrote.
    pub files: BTreeMap<OutputPath, Entry>,
}

/// What an index says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The digest of the contents that were written.
    pub sha256: Digest,
    /// The parts that made it.
    pub made_by: Vec<String>,
}

impl Index {
    /// Reads an index that lies elsewhere than in an output folder.
    ///
    /// # Errors
    /// Bytes that are none.
    pub fn read(bytes: &[u8]) -> Result<Self, IndexError> {
        parse(bytes)
    }
}

/// Why the bytes are not an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexError {
    /// Larger than 32 MiB, or not a regular file.
    NotAnIndex,
    /// Markers of a merge that was not finished.
    MergeConflict,
    /// Of a version that this mixgen does not know.
    Version(u64),
    /// Anything else, in words.
    Malformed(String),
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnIndex => f.write_str("it is not a regular file of at most 32 MiB"),
            Self::MergeConflict => f.write_str("it has the markers of an unfinished merge"),
            Self::Version(version) => {
                write!(f, "it is of version {version}, written by a newer mixgen")
            }
            Self::Malformed(why) => f.write_str(&escape_short(why, 200)),
        }
    }
}

impl std::error::Error for IndexError {}

/// The bytes of the index of `tree`.
pub(super) fn render(tree: &Tree) -> Vec<u8> {
    let mut text = String::with_capacity(128 + tree.files.len() * 160);
    text.push_str("{\n  \"version\": 1,\n  \"environment\": ");
    text.push_str(&quoted(tree.environment.as_str()));
    text.push_str(",\n  \"files\": {");
    for (position, (path, file)) in tree.files.iter().enumerate() {
        text.push_str(if position == 0 { "\n    " } else { ",\n    " });
        text.push_str(&quoted(path.as_str()));
        text.push_str(": {\"sha256\": \"");
        text.push_str(&file.sha256.to_string());
        text.push_str("\", \"made_by\": [");
        let parts: Vec<String> = file.made_by.iter().map(|part| quoted(part)).collect();
        text.push_str(&parts.join(", "));
        text.push_str("]}");
    }
    text.push_str(if tree.files.is_empty() {
        "}\n}\n"
    } else {
        "\n  }\n}\n"
    });
    text.into_bytes()
}

/// Reads an index.
pub(super) fn parse(bytes: &[u8]) -> Result<Index, IndexError> {
    #[derive(Deserialize)]
    struct Head {
        version: u64,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Raw {
        #[serde(rename = "version")]
        _version: u64,
        #[serde(deserialize_with = "environment")]
        environment: EnvironmentName,
        #[serde(deserialize_with = "files")]
        files: BTreeMap<OutputPath, Entry>,
    }
    let malformed = |error: serde_json::Error| {
        if bytes
            .split(|byte| *byte == b'\n')
            .any(|line| line.starts_with(b"<<<<<<< "))
        {
            IndexError::MergeConflict
        } else {
            IndexError::Malformed(error.to_string())
        }
    };
    if bytes.len() as u64 > MAX_BYTES {
        return Err(IndexError::NotAnIndex);
    }
    let head: Head = serde_json::from_slice(bytes).map_err(malformed)?;
    if head.version != 1 {
        return Err(IndexError::Version(head.version));
    }
    let raw: Raw = serde_json::from_slice(bytes).map_err(malformed)?;
    check_distinct(raw.files.keys()).map_err(|clashes| {
        IndexError::Malformed(clashes.first().map(ToString::to_string).unwrap_or_default())
    })?;
    Ok(Index {
        environment: raw.environment,
        files: raw.files,
    })
}

/// A JSON string in which nothing deceives the eye of a reviewer.
fn quoted(text: &str) -> String {
    let plain = serde_json::Value::from(text).to_string();
    if !plain.contains(is_deceptive) {
        return plain;
    }
    let mut shown = String::with_capacity(plain.len() + 16);
    let mut units = [0; 2];
    for c in plain.chars() {
        if is_deceptive(c) {
            for unit in c.encode_utf16(&mut units) {
                write!(shown, "\\u{unit:04x}").expect("a String takes any text");
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

fn environment<'de, D: Deserializer<'de>>(input: D) -> Result<EnvironmentName, D::Error> {
    EnvironmentName::new(String::deserialize(input)?).map_err(D::Error::custom)
}

/// Reads the map of files, in which no path may come twice.
fn files<'de, D: Deserializer<'de>>(input: D) -> Result<BTreeMap<OutputPath, Entry>, D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct RawEntry {
        #[serde(deserialize_with = "digest")]
        sha256: Digest,
        made_by: Vec<String>,
    }
    struct Files;
    impl<'de> Visitor<'de> for Files {
        type Value = BTreeMap<OutputPath, Entry>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of files")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
            let mut files = BTreeMap::new();
            while let Some(path) = map.next_key::<String>()? {
                let path = OutputPath::new(path).map_err(M::Error::custom)?;
                let RawEntry { sha256, made_by } = map.next_value()?;
                if files.contains_key(&path) {
                    return Err(M::Error::custom(format_args!("`{path}` comes twice")));
                }
                files.insert(path, Entry { sha256, made_by });
            }
            Ok(files)
        }
    }
    input.deserialize_map(Files)
}

/// Reads a digest, for other files of ours that hold one.
pub(super) fn digest<'de, D: Deserializer<'de>>(input: D) -> Result<Digest, D::Error> {
    let hex = String::deserialize(input)?;
    Digest::parse(&hex)
        .ok_or_else(|| D::Error::custom("a digest is 64 lower-case hexadecimal digits"))
}

#[cfg(test)]
mod tests {
    use super::{IndexError, parse, render};
    use crate::names::{EnvironmentName, OutputPath};
    use crate::tree::{File, Tree};

    fn tree(files: &[(&str, &str)]) -> Tree {
        let files = files
            .iter()
            .map(|(path, part)| {
                let path = OutputPath::new(*path).expect("a plain name");
                (path, File::new(b"x\n".to_vec(), vec![(*part).to_owned()]))
            })
            .collect();
        Tree::new(EnvironmentName::new("k3d").expect("a plain name"), files).expect("no clash")
    }

    #[test]
    fn one_line_a_file() {
        let text = render(&tree(&[
            ("a.yaml", "component etcd"),
            ("b/c.yaml", "\u{202e}\""),
        ]));
        let expected = r#"{
  "version": 1,
  "environment": "k3d",
  "files": {
    "a.yaml": {"sha256": "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac", "made_by": ["component etcd"]},
    "b/c.yaml": {"sha256": "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac", "made_by": ["\u202e\""]}
  }
}
"#;
        assert_eq!(
            String::from_utf8(text.clone()).expect("an index is text"),
            expected
        );
        let index = parse(&text).expect("what is written can be read");
        assert_eq!(index.environment.as_str(), "k3d");
        assert_eq!(index.files.len(), 2);
        assert!(parse(&render(&tree(&[]))).is_ok());
    }

    #[test]
    fn whatever_breaks_a_rule_is_no_index() {
        let good = String::from_utf8(render(&tree(&[("a.yaml", "x")]))).expect("an index is text");
        for (from, to) in [
            ("a.yaml", "../a.yaml"),
            ("a.yaml", "/etc/passwd"),
            ("a.yaml", ".git/config"),
            ("a.yaml", "a\\u0000"),
            ("\"k3d\"", "\"../k3d\""),
            ("73cb", "73CB"),
            ("73cb", ""),
            ("\"made_by\"", "\"more\": 1, \"made_by\""),
            (
                "\"files\": {",
                "\"files\": {\"a.yaml\": {\"sha256\": \"73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac\", \"made_by\": []},",
            ),
            (
                "\"files\": {",
                "\"files\": {\"A.yaml\": {\"sha256\": \"73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac\", \"made_by\": []},",
            ),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good);
            assert!(
                matches!(parse(bad.as_bytes()), Err(IndexError::Malformed(_))),
                "{bad}"
            );
        }
        let newer = good.replace("\"version\": 1", "\"version\": 2, \"new\": true");
        assert_eq!(parse(newer.as_bytes()), Err(IndexError::Version(2)));
        let conflict = format!("{{\n<<<<<<< ours\n{good}");
        assert_eq!(parse(conflict.as_bytes()), Err(IndexError::MergeConflict));
        assert!(parse(b"").is_err());
        assert!(parse("[".repeat(100_000).as_bytes()).is_err());
    }
}
