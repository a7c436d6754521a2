mod digests;
mod drifts;
mod hostile;
mod jsonnetfiles;
mod switches;

use std::collections::BTreeMap;

use super::{Contents, Item, PackageLimits};

/// A package of files, links (`path -> target`) and executables (`path*`).
fn package(files: &[(&str, &str)]) -> Contents {
    let mut items = BTreeMap::new();
    for (path, text) in files {
        let bytes = text.as_bytes().to_vec();
        let (path, item) = if let Some((path, target)) = path.split_once(" -> ") {
            (path, Item::Link(target.to_owned()))
        } else if let Some(path) = path.strip_suffix('*') {
            let executable = true;
            (path, Item::File { bytes, executable })
        } else {
            let executable = false;
            (*path, Item::File { bytes, executable })
        };
        items.insert(path.to_owned(), item);
    }
    Contents::new(items, &PackageLimits::default()).expect("it is one")
}
