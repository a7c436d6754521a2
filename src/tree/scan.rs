//! What lies in an environment's folder, seen with the eyes of an index and
//! a tree. Only reads.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::names::{INDEX_NAME, OutputPath};
use crate::tree::error::{Context as _, WriteError};
use crate::tree::folder::{Folder, Kind, Signature, is_no_folder};
use crate::tree::index::{self, Index, IndexError};
use crate::tree::{Digest, File, Tree};

/// An index and its bytes, or why it is none.
pub(super) type ReadIndex = Result<(Index, Vec<u8>), IndexError>;

/// What lies in a folder.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The folder, if there is one.
    pub folder: Option<Folder>,
    /// What is there instead of a folder.
    pub not_a_folder: Option<Kind>,
    /// The index: absent, broken, or read, with its bytes.
    pub index: Option<ReadIndex>,
    /// What lies at a path that the index or the tree has.
    pub found: BTreeMap<OutputPath, Found>,
    /// Every other entry, the outermost only, `/`-separated and lossy.
    pub foreign: Vec<(String, Kind)>,
    /// The folders that hold, or are to hold, files of the index or the tree,
    /// and that are there; without the outermost.
    pub folders: BTreeSet<String>,
    /// Whether one of these is a mount point, which an exchange would take
    /// away with the old folder.
    pub mounts: bool,
}

/// What lies at a known path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub signature: Signature,
    /// Of a regular file.
    pub digest: Option<Digest>,
}

impl Scan {
    /// What the index says is mixgen's; nothing when it cannot be read.
    pub fn indexed(&self) -> Option<&Index> {
        match &self.index {
            Some(Ok((index, _))) => Some(index),
            _ => None,
        }
    }

    /// Whether nothing but mixgen's own lies in the folder.
    pub fn wholly_ours(&self) -> bool {
        !self.mounts
            && self.foreign.is_empty()
            && self.found.values().all(|found| found.digest.is_some())
    }
}

/// Looks at the folder `name` in `holder`. `shown` names it in errors.
pub(super) fn scan(
    holder: Option<(&Folder, &str)>,
    tree: Option<&Tree>,
    shown: &str,
) -> Result<Scan, WriteError> {
    let mut scan = Scan::default();
    let Some((holder, name)) = holder else {
        return Ok(scan);
    };
    match holder.child(name) {
        Ok(folder) => scan.folder = folder,
        Err(error) if is_no_folder(&error) => {
            scan.not_a_folder = holder
                .stat(name)
                .when("look at", || shown.to_owned())?
                .map(|signature| signature.kind);
        }
        Err(error) => return Err(error).when("open", || shown.to_owned()),
    }
    let Some(folder) = scan.folder.take() else {
        return Ok(scan);
    };
    scan.index = read_index(&folder).when("read", || format!("{shown}/{INDEX_NAME}"))?;

    let mut files: BTreeMap<OutputPath, Option<&[u8]>> = BTreeMap::new();
    if let Some(index) = scan.indexed() {
        files.extend(index.files.keys().map(|path| (path.clone(), None)));
    }
    if let Some(tree) = tree {
        let wanted = tree.files().iter();
        files.extend(wanted.map(|(path, file)| (path.clone(), Some(file.contents()))));
    }
    let folders: BTreeSet<String> = files
        .keys()
        .flat_map(OutputPath::folders)
        .map(str::to_owned)
        .collect();
    let device = folder.stat(".").when("look at", || shown.to_owned())?;
    let device = device.map_or(0, |signature| signature.device);
    let known = Known {
        files,
        folders,
        tree,
        shown,
        device,
    };
    visit(&folder, "", &known, &mut scan)?;
    scan.folder = Some(folder);
    Ok(scan)
}

/// Reads the index of a folder, if there is an entry of its name.
pub(super) fn read_index(folder: &Folder) -> io::Result<Option<ReadIndex>> {
    match folder.stat(INDEX_NAME)? {
        None => return Ok(None),
        Some(Signature {
            kind: Kind::File, ..
        }) => {}
        Some(_) => return Ok(Some(Err(IndexError::NotAnIndex))),
    }
    let Some(bytes) = folder.read(INDEX_NAME, index::MAX_BYTES)? else {
        return Ok(Some(Err(IndexError::NotAnIndex)));
    };
    Ok(Some(index::parse(&bytes).map(|index| (index, bytes))))
}

struct Known<'a> {
    /// With the wanted contents, where the tree has it.
    files: BTreeMap<OutputPath, Option<&'a [u8]>>,
    folders: BTreeSet<String>,
    tree: Option<&'a Tree>,
    shown: &'a str,
    /// Of the outermost folder.
    device: u64,
}

/// Looks at one folder that holds, or is to hold, known files. What nobody
/// knows is named and not entered, however much lies in it.
fn visit(folder: &Folder, at: &str, known: &Known<'_>, scan: &mut Scan) -> Result<(), WriteError> {
    let shown = |path: &str| format!("{}/{path}", known.shown);
    for name in folder.entries().when("list", || shown(at))? {
        let lossy = name.to_string_lossy();
        let path = if at.is_empty() {
            lossy.to_string()
        } else {
            format!("{at}/{lossy}")
        };
        let Some(signature) = folder.stat(&name).when("look at", || shown(&path))? else {
            continue;
        };
        if path == INDEX_NAME && matches!(signature.kind, Kind::File) {
            continue;
        }
        let Some(name) = name.to_str() else {
            scan.foreign.push((path, signature.kind));
            continue;
        };
        if signature.kind == Kind::Folder && known.folders.contains(&path) {
            let inner = folder.child(name).when("open", || shown(&path))?;
            if let Some(inner) = inner {
                visit(&inner, &path, known, scan)?;
            }
            scan.mounts |= signature.device != known.device;
            scan.folders.insert(path);
            continue;
        }
        match known.files.get_key_value(path.as_str()) {
            Some((path, contents)) => {
                let digest = match signature.kind {
                    Kind::File => Some(
                        digest(folder, name, signature, path, *contents, known)
                            .when("read", || shown(path.as_str()))?,
                    ),
                    _ => None,
                };
                scan.found.insert(path.clone(), Found { signature, digest });
            }
            None => scan.foreign.push((path, signature.kind)),
        }
    }
    Ok(())
}

/// The digest of a known file. One that has the wanted length is compared
/// with the wanted bytes, whose digest is known: most files are equal.
fn digest(
    folder: &Folder,
    name: &str,
    signature: Signature,
    path: &OutputPath,
    contents: Option<&[u8]>,
    known: &Known<'_>,
) -> io::Result<Digest> {
    let Some(contents) = contents.filter(|it| it.len() as u64 == signature.size) else {
        return folder.digest(name);
    };
    match folder.read(name, signature.size)? {
        Some(bytes) if bytes == contents => {
            let file = known.tree.and_then(|tree| tree.files().get(path));
            Ok(file.map_or_else(|| Digest::of(&bytes), File::sha256))
        }
        Some(bytes) => Ok(Digest::of(&bytes)),
        None => folder.digest(name),
    }
}
