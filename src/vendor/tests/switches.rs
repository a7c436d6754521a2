//! A change of vendor/ that fails or dies at any of its steps.

use std::{fs, path::Path};

use super::{
    super::{
        Contents, PackageLimits,
        switch::{Change, NewFile, Switch},
    },
    package,
};
use crate::tree::{
    Digest,
    fault::{self, Fault},
};

fn nobody() {}

fn put(root: &Path, folder: &str, contents: &Contents) {
    let switch = Switch::lock(root, &nobody).expect("it can be locked");
    let changes = [Change::Put(folder.to_owned(), contents)];
    switch.apply(&changes, &[], &|_| Ok(())).expect("it works");
}

fn digest(root: &Path, folder: &str) -> Option<Digest> {
    let contents =
        Contents::of_folder(&root.join("vendor").join(folder), &PackageLimits::default());
    contents.ok().map(|contents| contents.digest())
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    packages: Vec<Option<Digest>>,
    link: Option<std::path::PathBuf>,
    files: Vec<Option<String>>,
}

fn seen(root: &Path) -> Seen {
    let names = ["h/u/changed", "h/u/new/x", "h/v/removed"];
    let files = ["jsonnetfile.json", "jsonnetfile.lock.json", "mixgen.lock"];
    Seen {
        packages: names.iter().map(|name| digest(root, name)).collect(),
        link: fs::read_link(root.join("vendor/link")).ok(),
        files: files
            .iter()
            .map(|name| fs::read_to_string(root.join(name)).ok())
            .collect(),
    }
}

fn before() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(
        root,
        "h/u/changed",
        &package(&[("a", "old"), ("d/e/f", "1"), ("x*", "")]),
    );
    put(root, "h/v/removed", &package(&[("a", "gone")]));
    fs::write(root.join("jsonnetfile.lock.json"), "old").expect("it can be written");
    folder
}

fn change(root: &Path) -> Result<(), Vec<String>> {
    let other = package(&[("a", "new"), ("d/e/g", "2"), ("l -> a", "")]);
    let new = package(&[("b", "b")]);
    let changes = [
        Change::Put("h/u/changed".to_owned(), &other),
        Change::Put("h/u/new/x".to_owned(), &new),
        Change::Remove("h/v/removed".to_owned()),
    ];
    let file = |name, text: &str| NewFile {
        name,
        text: Some(text.to_owned()),
    };
    let files = [
        file("jsonnetfile.json", "new"),
        file("jsonnetfile.lock.json", "new"),
        file("mixgen.lock", "new"),
    ];
    let switch = Switch::lock(root, &nobody).map_err(|error| vec![format!("{error:?}")])?;
    let links = |vendor: &crate::tree::folder::Folder| {
        if vendor.stat("link")?.is_none() {
            vendor.symlink("h/u/new/x", "link")?;
        }
        Ok(())
    };
    let done = switch.apply(&changes, &files, &links);
    done.map_err(|error| vec![format!("{error:?}")])
}

/// Runs the change with `fault` at each of its steps, from the `first` on.
fn at_each_step(fault: Fault, first: u32) {
    let old = {
        let folder = before();
        seen(folder.path())
    };
    let new = {
        let folder = before();
        change(folder.path()).expect("it works");
        seen(folder.path())
    };
    assert_eq!(new.packages[2], None);
    let without_link = |mut seen: Seen| {
        seen.link = None;
        seen
    };
    let (mut olds, mut news) = (0, 0);
    for step in first.. {
        let folder = before();
        let root = folder.path();
        let (result, tried) = fault::with(fault, step, || change(root));
        if tried < step {
            assert!(result.is_ok());
            break;
        }
        if result.is_err() && fault == Fault::DiskFull {
            // What failed is undone at once.
            let now = without_link(seen(root));
            let is_old = now == without_link(old.clone());
            assert!(is_old || now.files != old.files, "step {step}: {now:?}");
        }
        drop(Switch::lock(root, &nobody).expect("the next run heals"));
        let healed = without_link(seen(root));
        if healed == without_link(old.clone()) {
            olds += 1;
        } else {
            assert_eq!(healed, without_link(new.clone()), "step {step}");
            news += 1;
        }
        assert!(!root.join(".mixgen/vendor/work").exists(), "step {step}");
        change_again(root, &new, step);
    }
    assert!(olds > 5 && news > 0, "{olds} old, {news} new");
}

/// Whatever happened before, the change can be made now.
fn change_again(root: &Path, new: &Seen, step: u32) {
    change(root).expect("it works now");
    assert_eq!(seen(root), *new, "step {step}");
}

#[test]
fn a_change_that_dies_is_old_or_new() {
    at_each_step(Fault::Killed, 1);
}

#[test]
fn a_change_on_a_full_disk_is_old_or_new() {
    // What fails while all is staged is simply removed.
    at_each_step(Fault::DiskFull, 20);
}

#[test]
fn so_is_one_where_folders_cannot_be_exchanged() {
    // Until all is staged, it is the same.
    fault::without_exchange(|| at_each_step(Fault::Killed, 34));
    fault::without_exchange(|| at_each_step(Fault::DiskFull, 34));
}
