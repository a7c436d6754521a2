use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

use super::{At, Contents, Named, SideError, Why, folder};
use crate::limits::Limits;

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("it lies in the root")).expect("it can be made");
    fs::write(file, text).expect("it can be written");
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org"])
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(done.status.success(), "{arguments:?}: {done:?}");
}

fn seen(contents: &Contents) -> Vec<&str> {
    contents.files.keys().map(String::as_str).collect()
}

fn skipped(contents: &Contents) -> Vec<(&str, Why)> {
    let skipped = contents.skipped.iter();
    skipped.map(|it| (it.path.as_str(), it.why)).collect()
}

/// A folder with links, hidden files and bytes that are no text.
fn tree(root: &Path) {
    write(root, "in/a.yaml", "a: 1\r\n");
    write(root, "in/b/c.json", "{}");
    write(root, "in/.hidden/d.yaml", "d: 1");
    write(root, "in/.mixgen.index", "");
    write(root, "secret", "s");
    fs::write(root.join("in/image.png"), [0xff, 0, 1]).expect("it can be written");
    symlink("../a.yaml", root.join("in/b/link.yaml")).expect("it can be linked");
    symlink("link.yaml", root.join("in/b/twice.yaml")).expect("it can be linked");
    symlink("../secret", root.join("in/out.yaml")).expect("it can be linked");
    symlink("b", root.join("in/folder")).expect("it can be linked");
    symlink("loop", root.join("in/loop")).expect("it can be linked");
    symlink(".hidden/d.yaml", root.join("in/shown.yaml")).expect("it can be linked");
}

const FILES: [&str; 5] = [
    "a.yaml",
    "b/c.json",
    "b/link.yaml",
    "b/twice.yaml",
    "image.png",
];
const LINKS: [(&str, Why); 4] = [
    ("folder", Why::Link),
    ("loop", Why::Link),
    ("out.yaml", Why::Link),
    ("shown.yaml", Why::Link),
];

#[test]
fn arguments_name_folders_environments_and_revisions() {
    let revision = |revision: &str, path: Option<&str>| Named::Revision {
        revision: revision.to_owned(),
        path: path.map(str::to_owned),
    };
    let table = [
        ("k3d", Named::Environment("k3d".to_owned())),
        ("eu.west", Named::Environment("eu.west".to_owned())),
        ("./k3d", Named::Folder("./k3d".into())),
        (".", Named::Folder(".".into())),
        ("out/k3d", Named::Folder("out/k3d".into())),
        ("k3d/", Named::Folder("k3d/".into())),
        ("git:main", revision("main", None)),
        (
            "git:feature/x:out/k3d",
            revision("feature/x", Some("out/k3d")),
        ),
        ("git:HEAD~1:", revision("HEAD~1", Some(""))),
        ("git:", revision("", None)),
    ];
    for (text, named) in table {
        assert_eq!(Named::new(text), named, "{text}");
    }
}

#[test]
fn a_folder_and_its_revision_have_the_same_files() {
    let root = tempfile::tempdir().expect("a folder");
    tree(root.path());
    let disk = folder(&root.path().join("in"), "in", &Limits::default()).expect("it is there");
    assert_eq!(seen(&disk), FILES);
    assert_eq!(skipped(&disk), LINKS);
    git(root.path(), &["init", "--quiet"]);
    // Neither line endings nor filters of a checkout have a say.
    write(
        root.path(),
        ".gitattributes",
        "*.yaml text eol=lf\n*.json filter=gone\n",
    );
    git(
        root.path(),
        &[
            "-c",
            "core.autocrlf=false",
            "-c",
            "core.safecrlf=false",
            "add",
            "-A",
        ],
    );
    git(root.path(), &["commit", "--quiet", "-m", "one"]);
    fs::remove_dir_all(root.path().join("in")).expect("it can be removed");
    let at = At::new(root.path(), "HEAD").expect("it is there");
    let committed = at.path("in", &Limits::default()).expect("it is there");
    assert_eq!(seen(&committed), FILES);
    assert_eq!(skipped(&committed), LINKS);
    assert_eq!(committed.files["b/c.json"], disk.files["b/c.json"]);
    assert_eq!(committed.files["image.png"], disk.files["image.png"]);
}

#[test]
fn a_revision_is_read_from_everywhere_in_its_repository() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("repository");
    write(&root, "here/out/k3d/a.yaml", "a: 1\n");
    write(
        &root,
        "here/out/k3d/.mixgen.index",
        "{\"version\": 1, \"environment\": \"k3d\", \"files\": {}}",
    );
    write(&root, "manifests/b.yaml", "b: 1\n");
    git(&root, &["init", "--quiet"]);
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "--quiet", "-m", "one"]);
    git(&root, &["tag", "v1"]);
    git(&root, &["worktree", "add", "--quiet", "../second", "HEAD"]);
    git(&root, &["clone", "--quiet", "--bare", ".", "../bare.git"]);
    git(
        &root,
        &["submodule", "--quiet", "add", "./", "manifests/other"],
    );
    git(&root, &["commit", "--quiet", "-m", "two"]);
    let limits = Limits::default();
    let at = At::new(&root.join("here"), "v1").expect("it is there");
    assert_eq!(
        seen(&at.here(&limits).expect("it reads")),
        ["out/k3d/a.yaml"]
    );
    assert_eq!(
        seen(&at.path("./out", &limits).expect("it reads")),
        ["k3d/a.yaml"]
    );
    assert_eq!(
        seen(&at.path("../manifests/", &limits).expect("it reads")),
        ["b.yaml"]
    );
    assert_eq!(
        seen(&at.path("manifests", &limits).expect("it reads")),
        ["b.yaml"]
    );
    let out = root.join("here/out");
    assert_eq!(
        at.environments(&out)
            .expect("it reads")
            .into_iter()
            .collect::<Vec<_>>(),
        ["k3d"]
    );
    let k3d = at.folder(&out.join("k3d"), &limits).expect("it reads");
    assert!(k3d.index.is_some());
    assert_eq!(
        seen(&at.folder(&out.join("gone"), &limits).expect("it reads")),
        [""; 0]
    );
    let head = At::new(&root, "HEAD").expect("it is there");
    let manifests = head.path("manifests", &limits).expect("it reads");
    assert_eq!(skipped(&manifests), [("other", Why::Submodule)]);
    for other in ["second", "bare.git"] {
        let at = At::new(&folder.path().join(other), "v1").expect("it is there");
        assert_eq!(
            seen(&at.path("manifests", &limits).expect("it reads")),
            ["b.yaml"],
            "{other}"
        );
    }
}

#[test]
fn what_is_not_there_is_an_error_with_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "manifests/a.yaml", "");
    assert!(matches!(
        At::new(folder.path(), "main"),
        Err(SideError::NoRepository(_))
    ));
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "--quiet", "-m", "one"]);
    let near = |revision| match At::new(folder.path(), revision) {
        Err(SideError::Git(_, near)) => near,
        other => panic!("{other:?}"),
    };
    assert_eq!(near("mian").as_deref(), Some("main"));
    assert_eq!(near("--help"), None);
    assert_eq!(near(""), None);
    let at = At::new(folder.path(), "main").expect("it is there");
    let limits = Limits::default();
    assert!(matches!(
        at.path("manifest", &limits),
        Err(SideError::NoPath(_, _, Some(near))) if near == "manifests"
    ));
    for outside in ["..", "./..", "/manifests", "a/../.."] {
        assert!(
            matches!(at.path(outside, &limits), Err(SideError::Outside(_))),
            "{outside}"
        );
    }
}

#[test]
fn too_much_is_refused() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "a", "");
    write(root.path(), "b", &"x".repeat((1 << 20) + 1));
    let limits = |files, file, output| Limits {
        file,
        output,
        files,
        ..Limits::default()
    };
    let read = |limits| folder(root.path(), "x", &limits);
    assert!(matches!(read(limits(1, 9, 9)), Err(SideError::TooMany(..))));
    assert!(matches!(
        read(limits(2, 1, 9)),
        Err(SideError::TooLarge(..))
    ));
    assert!(matches!(read(limits(2, 9, 1)), Err(SideError::TooMuch(..))));
    assert!(read(limits(2, 2, 2)).is_ok());
}
