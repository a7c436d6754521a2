//! A build sees every change of vendor/, remembered or not.

use std::{
    fs::{self, File},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    thread,
    time::Duration,
};

use super::{
    super::{
        Dependency, Drift, GitSource, Jsonnetfile, LOCKFILE, Locked, RECORD, Record, Source,
        Version, drift,
    },
    package,
};

const FOLDER: &str = "example.org/a/b";
const COMMIT: &str = "0123456789012345678901234567890123456789";

/// A project with one package, locked by mixgen.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("vendor").join(FOLDER);
    fs::create_dir_all(place.join("d")).expect("it can be made");
    fs::write(place.join("a"), "one").expect("it can be written");
    fs::write(place.join("d/b"), "two").expect("it can be written");
    let contents = package(&[("a", "one"), ("d/b", "two")]);
    let git = GitSource::new("https://example.org/a/b.git", "").expect("it is one");
    let version = Version::new(COMMIT).expect("it is one");
    let mut lock = Jsonnetfile::default();
    lock.dependencies.push(Dependency {
        sum: contents.sum(),
        ..Dependency::new(Source::Git(git), version)
    });
    let mut record = Record::default();
    let locked = Locked {
        version: "main".to_owned(),
        commit: COMMIT.to_owned(),
        date: String::new(),
        digest: contents.digest(),
    };
    record.packages.insert(FOLDER.to_owned(), locked);
    fs::write(folder.path().join(LOCKFILE), lock.render()).expect("it can be written");
    fs::write(folder.path().join(RECORD), record.render()).expect("it can be written");
    folder
}

fn look(root: &Path) -> Drift {
    drift(root, Some(&root.join("memory"))).expect("the files are valid")
}

#[test]
fn what_is_remembered_hides_no_change() {
    let project = project();
    let root = project.path();
    let place = root.join("vendor").join(FOLDER);
    let memory = || {
        let entries = fs::read_dir(root.join("memory")).expect("it is there");
        entries.count()
    };
    // What has only just been written may change within the same tick.
    assert_eq!(look(root), Drift::default());
    assert_eq!(memory(), 0);
    thread::sleep(Duration::from_millis(2100));
    assert_eq!(look(root), Drift::default());
    assert_eq!(memory(), 1);
    assert_eq!(look(root), Drift::default());
    let changed = Drift {
        changed: vec![(FOLDER.to_owned(), None)],
        ..Drift::default()
    };
    let file = place.join("a");
    let time = file.metadata().and_then(|it| it.modified());
    // As long as before, and with its old time.
    fs::write(&file, "eno").expect("it can be written");
    let open = File::options().write(true).open(&file).expect("it is ours");
    open.set_modified(time.expect("it has a time"))
        .expect("it is ours");
    assert_eq!(look(root), changed);
    fs::write(&file, "one").expect("it can be written");
    assert_eq!(look(root), Drift::default());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("it is ours");
    assert_eq!(look(root), changed);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("it is ours");
    assert_eq!(look(root), Drift::default());
    fs::rename(&file, place.join("c")).expect("it is ours");
    assert_eq!(look(root), changed);
    fs::rename(place.join("c"), &file).expect("it is ours");
    fs::write(place.join("d/new"), "").expect("it can be written");
    assert_eq!(look(root), changed);
    fs::remove_file(place.join("d/new")).expect("it is ours");
    fs::create_dir(place.join("empty")).expect("it can be made");
    assert_eq!(look(root), Drift::default());
    fs::remove_dir_all(&place).expect("it is ours");
    assert_eq!(look(root).missing, [FOLDER]);
}

#[test]
fn what_is_remembered_is_of_one_lock() {
    let project = project();
    let root = project.path();
    thread::sleep(Duration::from_millis(2100));
    assert_eq!(look(root), Drift::default());
    let record = fs::read_to_string(root.join(RECORD)).expect("it is there");
    let other = package(&[("a", "other")]).digest().to_string();
    let digest = package(&[("a", "one"), ("d/b", "two")])
        .digest()
        .to_string();
    fs::write(root.join(RECORD), record.replace(&digest, &other)).expect("it can be written");
    assert_eq!(look(root).changed.len(), 1);
    // Without mixgen.lock, jb's sum is all there is.
    fs::remove_file(root.join(RECORD)).expect("it is ours");
    assert_eq!(look(root), Drift::default());
    let file = root.join("vendor").join(FOLDER).join("a");
    fs::write(file, "oneone").expect("it can be written");
    assert_eq!(look(root).doubtful, [FOLDER]);
}
