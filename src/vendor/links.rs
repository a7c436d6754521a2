//! The links at the top of vendor/: local dependencies, and the last part of
//! each package's name, which old imports begin with.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Component, Path, PathBuf},
};

use super::{
    error::VendorError,
    jsonnetfile::Jsonnetfile,
    resolve::{Held, Package},
    source::Source,
};
use crate::tree::folder::{Folder, Kind};

/// What is to be done to the links of vendor/.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// Those that are wanted, and where they lead.
    pub wanted: BTreeMap<String, String>,
    /// Those that are to be made.
    pub make: BTreeMap<String, String>,
    /// Those that go.
    pub remove: Vec<String>,
    /// Names that are taken already: the name, and the package that has it not.
    pub taken: Vec<(String, String)>,
}

/// Compares the links that packages want with those that are there.
pub(super) fn plan(
    root: &Path,
    packages: &[Package],
    old: &Jsonnetfile,
    legacy: bool,
) -> Result<Links, VendorError> {
    let mut links = Links::default();
    // Local ones first, as jb makes them.
    for package in packages {
        let target = match &package.held {
            Held::Git(_) => continue,
            Held::Local(folder) => relative(&root.join("vendor"), folder),
            Held::Inside(outer, path) => format!("{outer}/{path}"),
        };
        links.wanted.insert(package.folder.clone(), target);
    }
    let tops: BTreeSet<&str> = packages
        .iter()
        .filter(|package| matches!(package.held, Held::Git(_)))
        .filter_map(|package| package.folder.split('/').next())
        .collect();
    for package in packages.iter().filter(|_| legacy) {
        if !matches!(package.held, Held::Git(_)) {
            continue;
        }
        let name = package.dependency.legacy_name();
        if tops.contains(name.as_str()) || links.wanted.contains_key(&name) {
            links.taken.push((name, package.folder.clone()));
        } else {
            links.wanted.insert(name, package.folder.clone());
        }
    }
    let ours: BTreeSet<String> = old
        .dependencies
        .iter()
        .map(super::Dependency::folder)
        .chain(packages.iter().map(|package| package.folder.clone()))
        .collect();
    let old_locals: BTreeSet<String> = old
        .dependencies
        .iter()
        .filter(|it| matches!(it.source, Source::Local(_)))
        .map(super::Dependency::folder)
        .collect();
    let there = there(&root.join("vendor"))?;
    for (name, target) in &there {
        // One that leads to nothing in vendor/ was left by a run that died.
        let is_lost = |target: &String| {
            super::source::checked_path(target).is_some()
                && !root.join("vendor").join(target).exists()
        };
        let is_ours = old_locals.contains(name)
            || target
                .as_ref()
                .is_some_and(|target| ours.contains(target) || is_lost(target));
        if target.is_some() && is_ours && !links.wanted.contains_key(name) {
            links.remove.push(name.clone());
        }
    }
    let mut in_the_way = Vec::new();
    let mut lost = Vec::new();
    for (name, target) in &links.wanted {
        match there.get(name) {
            None => drop(links.make.insert(name.clone(), target.clone())),
            Some(Some(now)) if now == target => {}
            Some(Some(now)) if ours.contains(now) || old_locals.contains(name) => {
                links.make.insert(name.clone(), target.clone());
            }
            Some(_) => {
                let legacy = packages
                    .iter()
                    .any(|it| it.folder == *target && matches!(it.held, Held::Git(_)));
                if legacy {
                    links.taken.push((name.clone(), target.clone()));
                    lost.push(name.clone());
                } else {
                    in_the_way.push(format!("vendor/{name}"));
                }
            }
        }
    }
    links.wanted.retain(|name, _| !lost.contains(name));
    if in_the_way.is_empty() {
        Ok(links)
    } else {
        Err(VendorError::InTheWay(in_the_way))
    }
}

impl Links {
    /// Whether nothing is to be done.
    pub fn is_fresh(&self) -> bool {
        self.make.is_empty() && self.remove.is_empty()
    }

    /// Makes and removes; a link that changes is never absent.
    pub fn apply(&self, vendor: &Folder) -> io::Result<()> {
        let is_link = |name: &str| {
            let found = vendor.stat(name)?;
            Ok::<_, io::Error>(found.is_some_and(|it| it.kind == Kind::Symlink))
        };
        for name in &self.remove {
            if is_link(name)? {
                vendor.unlink(name)?;
            }
        }
        for (name, target) in &self.make {
            if is_link(name)? {
                let draft = format!(".{name}.new");
                vendor.unlink(&draft)?;
                vendor.symlink(target, &draft)?;
                vendor.rename(&draft, vendor, name)?;
            } else {
                vendor.symlink(target, name)?;
            }
        }
        Ok(())
    }
}

/// What lies at the top of vendor/, and where it leads if it is a link.
fn there(vendor: &Path) -> Result<BTreeMap<String, Option<String>>, VendorError> {
    let cannot = || VendorError::io("list", "vendor");
    let folder = match Folder::open(vendor) {
        Ok(folder) => folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(_) => return Err(VendorError::NoFolder("vendor".to_owned())),
    };
    let mut there = BTreeMap::new();
    for name in folder.entries().map_err(cannot())? {
        let link = folder.stat(&name).map_err(cannot())?;
        let link = link.is_some_and(|it| it.kind == Kind::Symlink);
        let target = if link {
            let target = folder.read_link(&name).map_err(cannot())?;
            Some(target.to_string_lossy().into_owned())
        } else {
            None
        };
        there.insert(name.to_string_lossy().into_owned(), target);
    }
    Ok(there)
}

/// The path from one folder to another; both are absolute.
fn relative(from: &Path, to: &Path) -> String {
    let common = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    let down = to.components().skip(common);
    let path: PathBuf = up.chain(down).collect();
    path.display().to_string()
}
