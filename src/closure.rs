//! What a build read: the key to "nothing has changed".

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

/// Every file that an evaluation read (imports, `importstr`, `importbin`) with
/// the SHA-256 of its bytes, and every path where it looked and found nothing:
/// a file that appears there changes the build too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// Real path → SHA-256 of the contents.
    pub read: BTreeMap<PathBuf, [u8; 32]>,
    /// Paths that did not exist.
    pub missing: BTreeSet<PathBuf>,
    /// Folder or file as it was named → its real path, where that is another:
    /// a symlink may lead elsewhere one day.
    pub links: BTreeMap<PathBuf, PathBuf>,
}

impl Closure {
    /// Adds what another thread of the same evaluation read.
    pub fn merge(&mut self, other: Self) {
        for (path, digest) in other.read {
            let same = self.read.entry(path).or_insert(digest);
            // It was changed meanwhile: what was built is of neither.
            if *same != digest {
                *same = [0; 32];
            }
        }
        self.missing.extend(other.missing);
        self.links.extend(other.links);
    }
}
