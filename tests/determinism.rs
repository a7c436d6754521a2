//! The same project gives the same bytes: in another folder, with another
//! number of threads, umask, time zone, language, home and user.

#[path = "support/sandbox.rs"]
mod sandbox;

use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt as _, path::Path};

use sandbox::Sandbox;

/// Contents and mode by path.
type Tree = BTreeMap<String, (Vec<u8>, u32)>;

/// Builds `tests/determinism/` in a folder of its own with a shell command.
fn build(command: &str) -> Tree {
    let sandbox = Sandbox::new();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/determinism");
    sandbox::copy(&project, &sandbox.work());
    let mut shell = sandbox.command("sh");
    shell.args(["-c", command]);
    let seen = sandbox::run(shell);
    let stderr = String::from_utf8_lossy(&seen.stderr);
    assert_eq!(seen.exit, Some(0), "{command}: {stderr}");
    assert!(
        seen.stdout.is_empty(),
        "{command}: standard output is for scripts"
    );
    let out = sandbox.work().join("out");
    let read = |file: &Path| {
        let path = out.join(file);
        let mode = fs::metadata(&path).expect("it is there").permissions();
        let bytes = fs::read(&path).expect("it can be read");
        (bytes, mode.mode() & 0o777)
    };
    sandbox::files(&out)
        .iter()
        .map(|file| (file.display().to_string(), read(file)))
        .collect()
}

/// The paths where two trees differ.
fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let paths = one.keys().chain(other.keys());
    let mut paths: Vec<String> = paths
        .filter(|path| one.get(*path) != other.get(*path))
        .cloned()
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn nothing_around_a_build_reaches_its_bytes() {
    let first = build("mixgen build");
    assert!(first.len() > 30, "{} files", first.len());
    for command in [
        "mixgen build --threads 1",
        "mixgen build --threads 2",
        "mixgen build --threads 8",
        "umask 077 && mixgen build",
        "umask 000 && mixgen build",
        "TZ=Asia/Kathmandu LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 mixgen build",
        "env -u LC_ALL -u HOME -u XDG_CACHE_HOME USER=other SOURCE_DATE_EPOCH=1 mixgen build",
        // One after another, and a second time over what is there.
        "mixgen build okd && mixgen build k3d gke && mixgen build --no-cache",
        // From a folder below.
        "mkdir -p deep/er && cd deep/er && mixgen build",
    ] {
        let other = build(command);
        assert_eq!(
            differences(&first, &other),
            Vec::<String>::new(),
            "{command}"
        );
    }
}

#[test]
fn an_order_of_keys_and_parts_means_nothing() {
    let sandbox = Sandbox::new();
    let program = "{ b: { y: 1, x: [2, 3] }, a: { z: { b: 1, a: 2 } } }";
    let turned = "{ a: { z: { a: 2, b: 1 } }, b: { x: [2, 3], y: 1 } }";
    let mut trees = Vec::new();
    for text in [program, turned] {
        fs::write(sandbox.work().join("f.jsonnet"), text).expect("a file can be written");
        let mut command = sandbox.command("mixgen");
        command.args(["build", "f.jsonnet", "--no-cache"]);
        assert_eq!(sandbox::run(command).exit, Some(0));
        let out = sandbox.work().join("out/f");
        let files = sandbox::files(&out);
        let bytes: Vec<Vec<u8>> = files
            .iter()
            .map(|file| fs::read(out.join(file)).expect("it can be read"))
            .collect();
        trees.push((files, bytes));
    }
    assert_eq!(trees[0], trees[1]);
}
