//! Faults at every change of a write: the folder is old or new after the next
//! run, and what is not mixgen's stays as it was.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::fault::{self, Fault};
use super::{File, Layout, Options, Place, Request, Tree, recover, write};
use crate::names::{EnvironmentName, OutputPath};

type Snapshot = BTreeMap<PathBuf, String>;

fn tree(environment: &str, files: &[(&str, &str)]) -> Tree {
    let file = |(path, contents): &(&str, &str)| {
        let path = OutputPath::new(*path).expect("a plain name");
        (
            path,
            File::new(contents.as_bytes().to_vec(), vec!["component x".to_owned()]),
        )
    };
    let environment = EnvironmentName::new(environment).expect("a plain name");
    Tree::new(environment, files.iter().map(file).collect()).expect("no clash")
}

fn place(root: &Path, layout: Layout) -> Place {
    Place::new(&Request {
        project: root,
        out: Path::new("out"),
        layout,
        home: None,
        sources: &[],
    })
    .expect("a plain folder")
}

/// All entries with their kind, mode and contents.
fn snapshot(folder: &Path) -> Snapshot {
    let mut all = Snapshot::new();
    let walk = walkdir::WalkDir::new(folder).follow_links(false);
    for entry in walk.into_iter().filter_map(Result::ok) {
        let meta = entry.path().symlink_metadata().expect("it was just listed");
        let mode = meta.permissions().mode();
        let what = if meta.is_file() {
            let contents = fs::read(entry.path()).expect("it is readable");
            format!("{mode:o} {}", String::from_utf8_lossy(&contents))
        } else if meta.is_symlink() {
            format!(
                "-> {}",
                fs::read_link(entry.path()).expect("it is a link").display()
            )
        } else {
            format!("{mode:o}")
        };
        all.insert(
            entry
                .path()
                .strip_prefix(folder)
                .expect("it lies within")
                .to_owned(),
            what,
        );
    }
    all
}

/// The trees that a fault test goes from and to: contents change, files come,
/// go and stay, a folder comes and one goes, a file becomes a folder and a
/// folder a file.
fn old() -> Vec<Tree> {
    vec![
        tree(
            "a",
            &[
                ("stays.yaml", "same\n"),
                ("deep/er/stays.yaml", "same\n"),
                ("changes.yaml", "old\n"),
                ("goes/away.yaml", "old\n"),
                ("becomes-folder", "old\n"),
                ("becomes-file/x", "old\n"),
            ],
        ),
        tree("b", &[("one.yaml", "old\n")]),
    ]
}

fn new() -> Vec<Tree> {
    vec![
        tree(
            "a",
            &[
                ("stays.yaml", "same\n"),
                ("deep/er/stays.yaml", "same\n"),
                ("changes.yaml", "new and longer\n"),
                ("comes/in/here.yaml", "new\n"),
                ("becomes-folder/x", "new\n"),
                ("becomes-file", "new\n"),
            ],
        ),
        tree("b", &[("one.yaml", "new\n")]),
    ]
}

fn foreign(out: &Path) {
    fs::write(out.join("a/README.md"), "mine\n").expect("out is writable");
    fs::write(out.join("a/deep/mine.txt"), "mine\n").expect("out is writable");
    fs::create_dir(out.join("a/empty")).expect("out is writable");
    std::os::unix::fs::symlink("/etc/hostname", out.join("a/link")).expect("out is writable");
}

/// Writes old, then new with a fault at every change in turn.
fn every_fault(fault: Fault, has_old: bool, has_foreign: bool) {
    let options = Options::default();
    let reference = |trees: &[Tree]| {
        let root = tempfile::tempdir().expect("a temporary folder");
        let place = place(root.path(), Layout::Environments);
        if has_old {
            write(&place, &old(), &options).expect("nothing is in the way");
        }
        if has_foreign {
            foreign(&root.path().join("out"));
        }
        if !trees.is_empty() {
            write(&place, trees, &options).expect("nothing is in the way");
        }
        (
            snapshot(&root.path().join("out/a")),
            snapshot(&root.path().join("out/b")),
        )
    };
    let before = reference(&[]);
    let after = reference(&new());
    for at in 1.. {
        let root = tempfile::tempdir().expect("a temporary folder");
        let out = root.path().join("out");
        let place = place(root.path(), Layout::Environments);
        if has_old {
            write(&place, &old(), &options).expect("nothing is in the way");
        }
        if has_foreign {
            foreign(&out);
        }
        let (result, seen) = fault::with(fault, at, || write(&place, &new(), &options));
        if seen < at {
            assert!(result.is_ok());
            assert!(at > 20, "a write of this size has more than {at} changes");
            return;
        }
        if result.is_ok() {
            let now = (snapshot(&out.join("a")), snapshot(&out.join("b")));
            assert_eq!(now, after, "change {at} only kept from clearing up");
        }
        if !has_foreign {
            // Exchanged folders are old or new at any moment.
            assert_old_or_new(&out, &before, &after, &format!("change {at}"));
        }
        recover(&place, &options).expect("a dead build can be recovered from");
        assert_old_or_new(&out, &before, &after, &format!("change {at}, recovered"));
        write(&place, &new(), &options).unwrap_or_else(|error| panic!("change {at}: {error}"));
        assert_eq!(
            (snapshot(&out.join("a")), snapshot(&out.join("b"))),
            after,
            "change {at}"
        );
        let left = snapshot(&root.path().join(".mixgen/tree/out"));
        assert_eq!(left.len(), 1, "change {at} left {left:?}");
    }
}

fn assert_old_or_new(
    out: &Path,
    before: &(Snapshot, Snapshot),
    after: &(Snapshot, Snapshot),
    what: &str,
) {
    let a = snapshot(&out.join("a"));
    assert!(a == before.0 || a == after.0, "{what}: {a:#?}");
    let b = snapshot(&out.join("b"));
    assert!(b == before.1 || b == after.1, "{what}: {b:#?}");
}

#[test]
fn killed_anywhere_while_exchanging() {
    every_fault(Fault::Killed, true, false);
}

#[test]
fn killed_anywhere_in_a_first_build() {
    every_fault(Fault::Killed, false, false);
}

#[test]
fn killed_anywhere_beside_files_of_others() {
    every_fault(Fault::Killed, true, true);
}

#[test]
fn disk_full_anywhere_while_exchanging() {
    every_fault(Fault::DiskFull, true, false);
}

#[test]
fn disk_full_anywhere_in_a_first_build() {
    every_fault(Fault::DiskFull, false, false);
}

#[test]
fn disk_full_anywhere_beside_files_of_others() {
    every_fault(Fault::DiskFull, true, true);
}

#[test]
fn a_disk_that_is_full_before_the_switch_leaves_all_environments_old() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let place = place(root.path(), Layout::Environments);
    let options = Options::default();
    write(&place, &old(), &options).expect("nothing is in the way");
    let before = snapshot(&root.path().join("out"));
    let mut refused = 0;
    for at in 1..20 {
        let (result, _) = fault::with(Fault::DiskFull, at, || write(&place, &new(), &options));
        refused += u32::from(result.is_err());
        assert_eq!(snapshot(&root.path().join("out")), before);
    }
    assert!(refused > 10);
}

#[test]
fn a_file_system_without_exchange_is_written_file_by_file() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let place = place(root.path(), Layout::Environments);
    let options = Options::default();
    let want = |trees: &[Tree]| {
        let root = tempfile::tempdir().expect("a temporary folder");
        let place = self::place(root.path(), Layout::Environments);
        write(&place, trees, &options).expect("nothing is in the way");
        snapshot(&root.path().join("out"))
    };
    fault::without_exchange(|| {
        write(&place, &old(), &options).expect("nothing is in the way");
        write(&place, &new(), &options).expect("nothing is in the way");
    });
    assert_eq!(snapshot(&root.path().join("out")), want(&new()));
}

#[test]
fn killed_anywhere_in_a_folder_of_one_environment() {
    let options = Options::default();
    let (from, to) = (&old()[..1], &new()[..1]);
    for (at, with_foreign) in (1..120).flat_map(|at| [(at, false), (at, true)]) {
        let root = tempfile::tempdir().expect("a temporary folder");
        let out = root.path().join("out");
        let place = place(root.path(), Layout::Single);
        write(&place, from, &options).expect("nothing is in the way");
        if with_foreign {
            fs::write(out.join("mine"), "mine\n").expect("out is writable");
        }
        let before = snapshot(&out);
        let (result, seen) = fault::with(Fault::Killed, at, || write(&place, to, &options));
        recover(&place, &options).expect("a dead build can be recovered from");
        let between = snapshot(&out);
        write(&place, to, &options).expect("nothing is in the way");
        let after = snapshot(&out);
        assert!(
            between == before || between == after,
            "change {at}: {between:#?}"
        );
        assert_eq!(after.contains_key(Path::new("mine")), with_foreign);
        assert!(result.is_ok() || seen >= at);
        assert!(result.is_err() || between == after);
    }
}
