//! jsonnetfile.json and jsonnetfile.lock.json of jsonnet-bundler, version 1;
//! version 0, which old packages still have, is read too.
//!
//! What we write is what jb 0.6 writes for the same dependencies, byte for
//! byte; keys that neither knows are kept, though jb will drop them.

use std::{collections::BTreeMap, fmt::Write as _, ops::Range};

use serde_json::Value;

use super::{
    json::{self, Json, Member, Node},
    source::{self, GitSource, Source, Version},
};

/// The dependencies that a person asked for.
pub const FILE: &str = "jsonnetfile.json";
/// What they were resolved to.
pub const LOCKFILE: &str = "jsonnetfile.lock.json";

/// One dependency of a jsonnetfile or lockfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Where it comes from.
    pub source: Source,
    /// What is asked for; in a lockfile, the commit.
    pub version: Version,
    /// jb's digest; in lockfiles.
    pub sum: String,
    /// Without its own dependencies.
    pub single: bool,
    /// The name of its link, where it is not the last part of its own.
    pub name: Option<String>,
    /// Keys that neither jb nor mixgen knows.
    pub extra: BTreeMap<String, Value>,
    /// Its bytes in the file; empty for one that was made.
    pub span: Range<usize>,
}

/// A jsonnetfile or lockfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jsonnetfile {
    /// In the order of the file; their names differ.
    pub dependencies: Vec<Dependency>,
    /// Whether links by the last part of the names are wanted in vendor/.
    pub legacy_imports: bool,
    /// Keys that neither jb nor mixgen knows.
    pub extra: BTreeMap<String, Value>,
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// In words, without a hint.
    pub message: String,
    /// Bytes of the text.
    pub span: Range<usize>,
}

impl Default for Jsonnetfile {
    fn default() -> Self {
        Self {
            dependencies: Vec::new(),
            legacy_imports: true,
            extra: BTreeMap::new(),
        }
    }
}

impl Dependency {
    /// A dependency as the command line asks for it.
    #[must_use]
    pub fn new(source: Source, version: Version) -> Self {
        Self {
            source,
            version,
            sum: String::new(),
            single: false,
            name: None,
            extra: BTreeMap::new(),
            span: 0..0,
        }
    }

    /// Its folder in vendor/. That of a local dependency is the last part of
    /// its path.
    #[must_use]
    pub fn folder(&self) -> String {
        match &self.source {
            Source::Git(git) => git.name(),
            Source::Local(folder) => folder.rsplit('/').next().unwrap_or(folder).to_owned(),
        }
    }

    /// The name of its link, which old imports begin with.
    #[must_use]
    pub fn legacy_name(&self) -> String {
        match (&self.name, &self.source) {
            (Some(name), _) => name.clone(),
            (None, Source::Git(git)) => git.legacy_name().to_owned(),
            (None, Source::Local(_)) => self.folder(),
        }
    }
}

impl Jsonnetfile {
    /// Reads a file; an empty one has no dependencies, as for jb.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let node = json::parse(text).map_err(|error| ParseError {
            message: error.message,
            span: error.span,
        })?;
        let members = object(&node, "a jsonnetfile")?;
        let version = members.iter().find(|member| member.key == "version");
        let old = match version.map(|member| (&member.node, member.node.plain())) {
            None => true,
            Some((_, Value::Number(number))) if number.as_u64() == Some(0) => true,
            Some((_, Value::Number(number))) if number.as_u64() == Some(1) => false,
            Some((node, _)) => {
                let message = "this version of jsonnetfiles is not known: 1 is";
                return Err(wrong(node, message));
            }
        };
        let mut file = Self::default();
        for Member { key, node, .. } in members {
            match key.as_str() {
                "version" => {}
                "legacyImports" => file.legacy_imports = boolean(node, "legacyImports")?,
                "dependencies" => file.dependencies = dependencies(node, old)?,
                _ => drop(file.extra.insert(key.clone(), node.plain())),
            }
        }
        Ok(file)
    }

    /// The bytes that jb writes: sorted by name, two spaces a level.
    #[must_use]
    pub fn render(&self) -> String {
        let mut sorted: Vec<&Dependency> = self.dependencies.iter().collect();
        sorted.sort_by_key(|dependency| dependency.folder());
        let mut out = String::from("{\n  \"version\": 1,\n  \"dependencies\": [");
        for (index, dependency) in sorted.iter().enumerate() {
            out.push_str(if index == 0 { "\n" } else { ",\n" });
            write_dependency(&mut out, dependency);
        }
        out.push_str(if sorted.is_empty() { "]" } else { "\n  ]" });
        let _ = write!(out, ",\n  \"legacyImports\": {}", self.legacy_imports);
        write_extra(&mut out, &self.extra, 1);
        out.push_str("\n}\n");
        out
    }

    /// The dependency with this folder in vendor/.
    #[must_use]
    pub fn get(&self, folder: &str) -> Option<&Dependency> {
        self.dependencies
            .iter()
            .find(|dependency| dependency.folder() == folder)
    }

    /// Whether two files ask for the same, wherever it stands in them.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.render() == other.render()
    }
}

fn write_dependency(out: &mut String, dependency: &Dependency) {
    out.push_str("    {\n      \"source\": {\n");
    match &dependency.source {
        Source::Git(git) => {
            let (remote, subdir) = (json::string(&git.remote()), json::string(&git.subdir));
            let _ = write!(
                out,
                "        \"git\": {{\n          \"remote\": {remote},\n          \"subdir\": {subdir}\n        }}\n"
            );
        }
        Source::Local(folder) => {
            let folder = json::string(folder);
            let _ = write!(
                out,
                "        \"local\": {{\n          \"directory\": {folder}\n        }}\n"
            );
        }
    }
    let version = json::string(dependency.version.as_str());
    let _ = write!(out, "      }},\n      \"version\": {version}");
    if !dependency.sum.is_empty() {
        let _ = write!(out, ",\n      \"sum\": {}", json::string(&dependency.sum));
    }
    if dependency.single {
        out.push_str(",\n      \"single\": true");
    }
    if let Some(name) = &dependency.name {
        let _ = write!(out, ",\n      \"name\": {}", json::string(name));
    }
    write_extra(out, &dependency.extra, 3);
    out.push_str("\n    }");
}

fn write_extra(out: &mut String, extra: &BTreeMap<String, Value>, depth: usize) {
    for (key, value) in extra {
        let indent = "  ".repeat(depth);
        let value = json::render(value, depth);
        let _ = write!(out, ",\n{indent}{}: {value}", json::string(key));
    }
}

fn dependencies(node: &Node, old: bool) -> Result<Vec<Dependency>, ParseError> {
    let items = match &node.value {
        Json::Array(items) => items.as_slice(),
        Json::Other(Value::Null) => &[],
        _ => return Err(wrong_type(node, "dependencies", "a list")),
    };
    let mut found: Vec<Dependency> = Vec::new();
    for item in items {
        let dependency = dependency(item, old)?;
        let folder = dependency.folder();
        if found.iter().any(|other| other.folder() == folder) {
            return Err(wrong(item, &format!("`{folder}` is there twice")));
        }
        found.push(dependency);
    }
    Ok(found)
}

fn dependency(node: &Node, old: bool) -> Result<Dependency, ParseError> {
    let mut found = None;
    let mut made = Dependency::new(Source::Local(String::new()), Version::default());
    for Member { key, node, .. } in object(node, "a dependency")? {
        match key.as_str() {
            "source" => found = Some(source(node)?),
            "version" => {
                let text = text(node, "version")?;
                made.version = Version::new(text).map_err(|error| said(node, "version", error))?;
            }
            "sum" => {
                let sum = text(node, "sum")?;
                if !sum.is_empty() && !is_sum(sum) {
                    return Err(wrong(node, "`sum` is no SHA-256 in base64"));
                }
                sum.clone_into(&mut made.sum);
            }
            "single" => made.single = boolean(node, "single")?,
            "name" => {
                let name = text(node, "name")?;
                if !name.is_empty() {
                    let name = source::legacy_name(name);
                    made.name = Some(name.map_err(|error| said(node, "name", error))?);
                }
            }
            _ => drop(made.extra.insert(key.clone(), node.plain())),
        }
    }
    let Some(source) = found else {
        return Err(wrong(node, "a dependency needs a `source`"));
    };
    made.source = source;
    made.span = node.span.clone();
    // What says no more than the source does is left out, as by jb; of old
    // files, the name of a local folder is the folder's.
    let default = match &made.source {
        Source::Git(git) => git.legacy_name().to_owned(),
        Source::Local(_) if old => return Ok(Dependency { name: None, ..made }),
        Source::Local(_) => made.folder(),
    };
    if made.name.as_deref() == Some(default.as_str()) {
        made.name = None;
    }
    Ok(made)
}

fn source(node: &Node) -> Result<Source, ParseError> {
    let mut found = None;
    for Member { key, node, span } in object(node, "`source`")? {
        let source = match key.as_str() {
            "git" => git(node)?,
            "local" => local(node)?,
            _ => {
                let message = format!("`{key}` is no kind of source: `git` and `local` are");
                let span = span.clone();
                return Err(ParseError { message, span });
            }
        };
        if found.replace(source).is_some() {
            return Err(wrong(node, "a source is `git` or `local`, not both"));
        }
    }
    found.ok_or_else(|| wrong(node, "`source` needs `git` or `local`"))
}

fn git(node: &Node) -> Result<Source, ParseError> {
    let members = object(node, "`git`")?;
    let find = |name: &str| members.iter().find(|member| member.key == name);
    let remote = find("remote").ok_or_else(|| wrong(node, "`git` needs a `remote`"))?;
    let url = text(&remote.node, "remote")?;
    let checked = GitSource::new(url, "").map_err(|error| said(&remote.node, "remote", error))?;
    let Some(subdir) = find("subdir") else {
        return Ok(Source::Git(checked));
    };
    let folder = text(&subdir.node, "subdir")?;
    let source = GitSource::new(url, folder);
    Ok(Source::Git(
        source.map_err(|error| said(&subdir.node, "subdir", error))?,
    ))
}

fn local(node: &Node) -> Result<Source, ParseError> {
    let members = object(node, "`local`")?;
    let find = members.iter().find(|member| member.key == "directory");
    let directory = find.ok_or_else(|| wrong(node, "`local` needs a `directory`"))?;
    let folder = text(&directory.node, "directory")?;
    let folder = source::checked_directory(folder);
    Ok(Source::Local(folder.map_err(|error| {
        said(&directory.node, "directory", error)
    })?))
}

/// 32 bytes in base64.
fn is_sum(text: &str) -> bool {
    text.len() == 44 && crate::text::base64(text).is_some_and(|bytes| bytes.len() == 32)
}

fn object<'a>(node: &'a Node, what: &str) -> Result<&'a [Member], ParseError> {
    match &node.value {
        Json::Object(members) => Ok(members),
        _ => Err(wrong(
            node,
            &format!("{what} is an object, not {}", node.kind()),
        )),
    }
}

fn text<'a>(node: &'a Node, key: &str) -> Result<&'a str, ParseError> {
    match &node.value {
        Json::Text(text) => Ok(text),
        _ => Err(wrong_type(node, key, "a string")),
    }
}

fn boolean(node: &Node, key: &str) -> Result<bool, ParseError> {
    match &node.value {
        Json::Other(Value::Bool(value)) => Ok(*value),
        _ => Err(wrong_type(node, key, "a boolean")),
    }
}

fn wrong_type(node: &Node, key: &str, wanted: &str) -> ParseError {
    wrong(
        node,
        &format!("`{key}` must be {wanted}, not {}", node.kind()),
    )
}

fn said(node: &Node, key: &str, error: source::SourceError) -> ParseError {
    wrong(node, &format!("`{key}` is refused: {error}"))
}

fn wrong(node: &Node, message: &str) -> ParseError {
    ParseError {
        message: message.to_owned(),
        span: node.span.clone(),
    }
}
