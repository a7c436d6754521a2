//! Needs on their way to becoming packages, and the needs of packages.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use super::{Held, Need, Package};
use crate::vendor::{
    contents::{Contents, Item},
    error::VendorError,
    jsonnetfile::{self, Dependency, Jsonnetfile},
};

/// An unfinished need.
pub(super) struct Ask {
    pub dependency: Dependency,
    pub by: Vec<String>,
    place: usize,
    base: Base,
}

impl Ask {
    pub fn need(&self) -> Need {
        Need {
            by: self.by.clone(),
            version: self.dependency.version.clone(),
            place: self.place,
        }
    }
}

/// Where a jsonnetfile lies, from which local dependencies are named.
#[derive(Clone)]
pub(super) enum Base {
    /// A folder of this machine.
    Real(PathBuf),
    /// A vendored package, and a path in it.
    Inside(String, String),
}

/// The first ask for each folder, and the others.
pub(super) fn split_first(asks: Vec<Ask>) -> (Vec<Ask>, Vec<Ask>) {
    let mut seen = BTreeSet::new();
    asks.into_iter()
        .partition(|ask| seen.insert(ask.dependency.folder()))
}

pub(super) fn asks(file: &Jsonnetfile, by: &[String], base: &Base) -> Vec<Ask> {
    let ask = |(place, dependency): (usize, &Dependency)| Ask {
        dependency: dependency.clone(),
        by: by.to_vec(),
        place,
        base: base.clone(),
    };
    file.dependencies.iter().enumerate().map(ask).collect()
}

/// Where a local dependency leads: it is there, and that of a vendored package
/// lies within the package.
pub(super) fn local(ask: &Ask, path: &str) -> Result<Held, VendorError> {
    match &ask.base {
        Base::Inside(package, base) => {
            if path.split('/').any(|segment| segment == "..") {
                let by = ask.by.clone();
                return Err(VendorError::LocalOutside(path.to_owned(), by));
            }
            let path = [base.as_str(), path].join("/");
            let path = path.trim_start_matches('/').to_owned();
            Ok(Held::Inside(package.clone(), path))
        }
        Base::Real(base) => match base.join(path).canonicalize() {
            Ok(real) if real.is_dir() => Ok(Held::Local(real)),
            _ => Err(VendorError::NoLocal(path.to_owned(), ask.by.clone())),
        },
    }
}

/// What a package needs itself.
pub(super) fn nested(
    ask: &Ask,
    package: &Package,
    found: &BTreeMap<String, Package>,
) -> Result<Vec<Ask>, VendorError> {
    let (bytes, file, base) = match &package.held {
        Held::Git(held) => {
            let base = Base::Inside(package.folder.clone(), String::new());
            let file = format!("vendor/{}/{}", package.folder, jsonnetfile::FILE);
            (file_of(&held.contents, jsonnetfile::FILE), file, base)
        }
        Held::Inside(outer, path) => {
            let Some(Held::Git(held)) = found.get(outer).map(|outer| &outer.held) else {
                return Ok(Vec::new());
            };
            let prefix = format!("{path}/");
            if !held
                .contents
                .items()
                .keys()
                .any(|it| it.starts_with(&prefix))
            {
                return Err(VendorError::NoLocal(path.clone(), ask.by.clone()));
            }
            let name = format!("{path}/{}", jsonnetfile::FILE);
            let base = Base::Inside(outer.clone(), path.clone());
            let file = format!("vendor/{outer}/{name}");
            (file_of(&held.contents, &name), file, base)
        }
        Held::Local(folder) => {
            let path = folder.join(jsonnetfile::FILE);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(VendorError::io("read", path)(error)),
            };
            let file = format!("{}/{}", package.folder, jsonnetfile::FILE);
            (bytes, file, Base::Real(folder.clone()))
        }
    };
    let Some(bytes) = bytes.filter(|_| !ask.dependency.single) else {
        return Ok(Vec::new());
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let parsed = Jsonnetfile::parse(&text);
    let parsed = parsed.map_err(|error| VendorError::Parse { file, text, error })?;
    let mut by = ask.by.clone();
    by.push(package.folder.clone());
    Ok(asks(&parsed, &by, &base))
}

fn file_of(contents: &Contents, path: &str) -> Option<Vec<u8>> {
    match contents.items().get(path) {
        Some(Item::File { bytes, .. }) => Some(bytes.clone()),
        _ => None,
    }
}
