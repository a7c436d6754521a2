//! Finding and reading what Jsonnet imports.
//!
//! Search order of `import 'x'`: the embedded library for `mixgen/…` and
//! nothing else; otherwise beside the importing file, in the project, in the
//! `-J` folders (right-most first), in the project's `vendor/`. Results are
//! remembered, failed probes included, because the evaluator resolves again on
//! every evaluation of an import.
//!
//! What may be read at all is [`Access`]'s decision, made on the path with its
//! symlinks resolved; the file is then opened beneath its root, so that a
//! symlink swapped in between gains nothing.

mod error;

use std::{
    any::Any,
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fmt,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use jrsonnet_evaluator::{
    AsPathLike, Error, ImportResolver, ResolvePath, SourcePath,
    error::{ErrorKind, Result},
};
use jrsonnet_gcmodule::trace_acyclic;
use jrsonnet_ir::SourcePathT;
use serde::de::IgnoredAny;
use sha2::{Digest as _, Sha256};

use super::{
    Lookup,
    access::{Access, Refusal},
    trace::Frame,
};
use crate::{closure::Closure, embedded, source};
use error::ImportError;

/// Where a source text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A file of the embedded library, by canonical name.
    Embedded(String),
    /// A file on disk: its real path and how it is shown to people.
    Disk { real: PathBuf, shown: String },
    /// Code from the command line, by the name it is shown under.
    Snippet(String),
}

/// How its bytes are used; the evaluator caches contents by path, and an
/// `importstr` must see the original where an `import` sees the prepared text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Use {
    Code,
    Json,
    Raw,
}

/// Our kind of source path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ImportPath {
    pub(super) origin: Origin,
    pub(super) usage: Use,
}

// Plain data: nothing in them refers to evaluated values.
trace_acyclic!(<> ImportPath);
trace_acyclic!(<> Imports);

impl fmt::Display for ImportPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Origin::Embedded(name) => write!(f, "{}{name}", embedded::PREFIX),
            Origin::Disk { shown, .. } => f.write_str(shown),
            Origin::Snippet(name) => f.write_str(name),
        }
    }
}

impl SourcePathT for ImportPath {
    fn is_default(&self) -> bool {
        false
    }

    // `std.thisFile` must not depend on where the project lies: without a
    // path, the evaluator uses `Display`.
    fn path(&self) -> Option<&Path> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn dyn_hash(&self, mut hasher: &mut dyn Hasher) {
        self.hash(&mut hasher);
    }

    fn dyn_eq(&self, other: &dyn SourcePathT) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn dyn_debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A JSON file is imported through this one line, whose `importstr` leads to
/// the raw file: the evaluator's own JSON parser is twice as fast as its
/// Jsonnet parser. It takes 128 levels.
const JSON_SHIM: &str = "std.parseJson(importstr '\u{1}')";
const JSON_SELF: &str = "\u{1}";

/// A path that begins so names a registered snippet.
const SNIPPET: char = '\u{2}';

/// The text of a file as its author wrote it.
#[derive(Clone, Debug)]
pub(super) struct Original {
    pub(super) text: String,
    /// Lead from the evaluator's offsets to offsets in `text`.
    pub(super) insertions: source::Insertions,
}

/// What one file's scan left behind.
struct Scanned {
    /// Kept when the evaluator got something else, for error snippets.
    original: Option<Original>,
    /// Marked literal → original literal of each raw import.
    raw: Lookup<String, String>,
}

type Found<T> = std::result::Result<T, ImportError>;

/// The importing file and the path that it names.
type Asked = (Option<ImportPath>, String);

/// The import resolver of one evaluator state.
pub(super) struct Imports {
    access: Access,
    nesting: usize,
    snippets: RefCell<Lookup<String, String>>,
    resolved: RefCell<Lookup<Asked, Found<ImportPath>>>,
    scanned: RefCell<Lookup<ImportPath, Scanned>>,
    errors: RefCell<Lookup<String, ImportError>>,
    read: RefCell<BTreeMap<PathBuf, [u8; 32]>>,
    missing: RefCell<BTreeSet<PathBuf>>,
}

impl Imports {
    pub(super) fn new(access: Access, nesting: usize) -> Self {
        Self {
            access,
            nesting,
            snippets: RefCell::default(),
            resolved: RefCell::default(),
            scanned: RefCell::default(),
            errors: RefCell::default(),
            read: RefCell::default(),
            missing: RefCell::default(),
        }
    }

    /// Registers code from the command line; what is returned can be imported
    /// from the default location.
    pub(super) fn snippet(&self, name: &str, code: String) -> String {
        self.snippets.borrow_mut().insert(name.to_owned(), code);
        format!("{SNIPPET}{name}")
    }

    /// Every file that was read, by which way, and every probe that found
    /// nothing.
    pub(super) fn closure(&self) -> Closure {
        Closure {
            read: self.read.take(),
            missing: self.missing.take(),
            links: self.access.links(),
        }
    }

    /// A file's original, when the evaluator has a prepared text.
    pub(super) fn original(&self, path: &ImportPath) -> Option<Original> {
        self.scanned.borrow().get(path)?.original.clone()
    }

    fn resolve(&self, from: Option<&ImportPath>, path: &str) -> Found<ImportPath> {
        if from.is_none()
            && let Some(name) = path.strip_prefix(SNIPPET)
        {
            return Ok(ImportPath {
                origin: Origin::Snippet(name.to_owned()),
                usage: Use::Code,
            });
        }
        let raw = from.and_then(|from| {
            let scanned = self.scanned.borrow();
            scanned.get(from)?.raw.get(path).cloned()
        });
        let usage = match &raw {
            Some(_) => Use::Raw,
            None if has_json_name(path) => Use::Json,
            None => Use::Code,
        };
        let wanted = raw.as_deref().unwrap_or(path);
        if wanted == JSON_SELF
            && let Some(
                from @ ImportPath {
                    usage: Use::Json, ..
                },
            ) = from
        {
            return Ok(ImportPath {
                origin: from.origin.clone(),
                usage: Use::Raw,
            });
        }
        let origin = self.find(from, wanted)?;
        Ok(ImportPath { origin, usage })
    }

    fn find(&self, from: Option<&ImportPath>, path: &str) -> Found<Origin> {
        if path.is_empty() {
            return Err(ImportError::input(
                "the import has an empty path".to_owned(),
            ));
        }
        if let Some(rest) = path.strip_prefix(embedded::PREFIX) {
            return embedded_file(rest).ok_or_else(|| ImportError::not_in_library(path));
        }
        if let Some(ImportPath {
            origin: Origin::Embedded(name),
            ..
        }) = from
        {
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(found) = embedded_file(&format!("{folder}/{path}")) {
                return Ok(found);
            }
            if path.starts_with('.') {
                return Err(ImportError::not_in_library(path));
            }
        }
        // The root alone has no importer, and a person named it.
        if from.is_some() && Path::new(path).is_absolute() {
            return Err(Refusal::Absolute(path.to_owned()).into());
        }
        let importer = from.and_then(|from| match &from.origin {
            Origin::Disk { real, .. } => Some(real.as_path()),
            Origin::Embedded(_) | Origin::Snippet(_) => None,
        });
        let mut refused = None;
        for folder in self.access.search(importer) {
            let candidate = folder.join(path);
            match self.access.check(importer, &candidate, path) {
                Ok(Some((real, shown))) => return Ok(Origin::Disk { real, shown }),
                Ok(None) => {
                    self.missing.borrow_mut().insert(candidate);
                }
                // Another folder may hold a file of that name that can be read.
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        Err(refused.map_or_else(
            || {
                let places = self.access.search_words(importer.is_some());
                ImportError {
                    // `github.com/…` and the like are other people's, and
                    // so is what mixgen makes of them.
                    hint: path
                        .split_once('/')
                        .filter(|(host, _)| {
                            let is_host = host.contains('.') && !host.starts_with('.');
                            is_host || *host == "mixgen-vendor"
                        })
                        .map(|_| "run `mixgen vendor install` if jsonnetfile.json names it, else `mixgen vendor add` with its repository"),
                    ..ImportError::input(format!("can't find `{path}`: looked {places}"))
                }
            },
            ImportError::from,
        ))
    }

    fn load(&self, path: &ImportPath) -> Found<Vec<u8>> {
        if path.usage == Use::Json && !self.is_code_by_another_name(path) {
            self.scanned.borrow_mut().insert(
                path.clone(),
                Scanned {
                    original: None,
                    raw: Lookup::new(),
                },
            );
            return Ok(JSON_SHIM.as_bytes().to_vec());
        }
        let bytes = match &path.origin {
            Origin::Embedded(name) => embedded::file(name)
                .expect("only files that the library has are resolved")
                .to_vec(),
            Origin::Snippet(name) => self.snippets.borrow()[name].clone().into_bytes(),
            Origin::Disk { real, shown } => {
                let bytes = self.access.read(real, shown)?;
                let digest = Sha256::digest(&bytes).into();
                self.read.borrow_mut().insert(real.clone(), digest);
                bytes
            }
        };
        if path.usage == Use::Raw {
            return Ok(bytes);
        }
        self.prepare(path, bytes)
    }

    /// Whether a vendored `.json` is Jsonnet, which other evaluators take for
    /// JSON's sake: some mixins keep templates of dashboards so.
    fn is_code_by_another_name(&self, path: &ImportPath) -> bool {
        let Origin::Disk { real, shown } = &path.origin else {
            return false;
        };
        self.access.is_vendored(real)
            && self
                .access
                .read(real, shown)
                .is_ok_and(|bytes| serde_json::from_slice::<IgnoredAny>(&bytes).is_err())
    }

    /// Prepares a source text for the stock lexer and remembers what the scan
    /// found.
    fn prepare(&self, path: &ImportPath, bytes: Vec<u8>) -> Found<Vec<u8>> {
        let limits = source::Limits {
            nesting: self.nesting,
            ..source::Limits::default()
        };
        let prepared = source::prepare_with(&bytes, limits)
            .map_err(|error| ImportError::source(path, &bytes, &error))?;
        let raw = prepared
            .raw_imports
            .into_iter()
            .map(|import| (import.marked, import.original))
            .collect();
        let changed = match prepared.text {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text.into_bytes()),
        };
        let insertions = prepared.insertions;
        let (code, original) = match changed {
            Some(code) => {
                let text = String::from_utf8(bytes).expect("it was prepared, so it is UTF-8");
                (code, Some(Original { text, insertions }))
            }
            None => (bytes, None),
        };
        self.scanned
            .borrow_mut()
            .insert(path.clone(), Scanned { original, raw });
        Ok(code)
    }

    /// Where a file names what it imports, as far as it is written out there.
    fn written(&self, from: Option<&ImportPath>, path: &str) -> Option<Frame> {
        let from = from?;
        let scanned = self.scanned.borrow();
        let raw = scanned.get(from).and_then(|scanned| scanned.raw.get(path));
        let path = raw.map_or(path, String::as_str);
        let text = self.text(from)?;
        let quoted = [format!("'{path}'"), format!("\"{path}\"")];
        let places = quoted
            .iter()
            .flat_map(|quoted| text.match_indices(quoted.as_str()));
        let is_import = |before: &str| {
            let word = before.trim_end();
            ["import", "importstr", "importbin"]
                .iter()
                .any(|keyword| word.ends_with(keyword))
        };
        let (at, quoted) = places.min_by_key(|(at, _)| (!is_import(&text[..*at]), *at))?;
        Some(Frame {
            embedded: matches!(from.origin, Origin::Embedded(_)),
            ..Frame::at(from.to_string(), &text, at..at + quoted.len())
        })
    }

    /// The text of a file as its author wrote it, if it can be read.
    pub(super) fn text(&self, path: &ImportPath) -> Option<String> {
        let bytes = match &path.origin {
            Origin::Embedded(name) => embedded::file(name)?.to_vec(),
            Origin::Snippet(name) => self.snippets.borrow().get(name)?.clone().into_bytes(),
            Origin::Disk { real, shown } => self.access.read(real, shown).ok()?,
        };
        String::from_utf8(bytes).ok()
    }

    /// What is known of an error beyond the message that the evaluator keeps.
    pub(super) fn error(&self, message: &str) -> Option<ImportError> {
        self.errors.borrow().get(message).cloned()
    }

    fn failed(&self, error: ImportError) -> Error {
        let message = error.message.clone();
        self.errors.borrow_mut().insert(message.clone(), error);
        ErrorKind::ImportCallbackError(message).into()
    }
}

fn has_json_name(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "json")
}

fn embedded_file(path: &str) -> Option<Origin> {
    let name = embedded::canonical(path)?;
    embedded::file(&name).map(|_| Origin::Embedded(name))
}

impl ImportResolver for Imports {
    fn resolve_from(&self, from: &SourcePath, path: &dyn AsPathLike) -> Result<SourcePath> {
        let path = match path.as_path() {
            ResolvePath::Str(path) => path.to_owned(),
            ResolvePath::Path(path) => path.to_string_lossy().into_owned(),
        };
        let key = (from.downcast_ref::<ImportPath>().cloned(), path);
        if let Some(known) = self.resolved.borrow().get(&key) {
            return known
                .clone()
                .map(SourcePath::new)
                .map_err(|error| self.failed(error));
        }
        let found = self
            .resolve(key.0.as_ref(), &key.1)
            .map_err(|error| ImportError {
                at: self.written(key.0.as_ref(), &key.1).map(Box::new),
                ..error
            });
        self.resolved.borrow_mut().insert(key, found.clone());
        found
            .map(SourcePath::new)
            .map_err(|error| self.failed(error))
    }

    fn load_file_contents(&self, resolved: &SourcePath) -> Result<Vec<u8>> {
        let path = resolved
            .downcast_ref::<ImportPath>()
            .expect("every other path was made by `resolve_from`");
        self.load(path).map_err(|error| self.failed(error))
    }
}

/// The resolver behind an evaluator state.
pub(super) fn of(state: &jrsonnet_evaluator::State) -> &Imports {
    let any: &dyn Any = state.import_resolver();
    any.downcast_ref()
        .expect("every state is built with this resolver")
}
