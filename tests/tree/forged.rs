//! Indexes, journals and links that somebody planted.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;

use mixgen::tree::{Digest, Options, recover, write};

use crate::support::{Project, contents, tree};

fn digest(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()
}

#[test]
fn a_forged_index_reaches_nothing_outside() {
    let canary = digest("../canary");
    for path in [
        "../../../canary",
        "/etc/hostname",
        "../../src/x",
        "a/../../../src/x",
        ".git/config",
        "linked/x",
        "d/../x",
    ] {
        for force in [false, true] {
            let project = Project::new();
            project
                .write(&[tree("k3d", &[("a.yaml", "1\n")])])
                .expect("it is fresh");
            symlink(project.path("src"), project.path("out/k3d/linked")).expect("it is writable");
            let outside = project.outside();
            let real = digest("src/x");
            let index = format!(
                r#"{{"version":1,"environment":"k3d","files":{{"{path}":{{"sha256":"{}","made_by":[]}}}}}}"#,
                if path == "linked/x" { &real } else { &canary },
            );
            project.put("out/k3d/.mixgen.index", &index);
            let options = Options {
                force,
                adopt: force,
                ..Options::default()
            };
            let _ = write(
                &project.place(),
                &[tree("k3d", &[("b.yaml", "1\n")])],
                &options,
            );
            assert_eq!(project.outside(), outside, "{path}");
            assert!(project.exists("out/k3d/linked"));
        }
    }
}

#[test]
fn a_huge_index_is_harmless() {
    let project = Project::new();
    let mut index = r#"{"version":1,"environment":"k3d","files":{"#.to_owned();
    for number in 0..1_000_000 {
        let comma = if number == 0 { "" } else { "," };
        let digest = "0".repeat(64);
        write!(
            index,
            "{comma}\"f{number}\":{{\"sha256\":\"{digest}\",\"made_by\":[]}}"
        )
        .expect("it is a String");
    }
    index.push_str("}}");
    project.put("out/k3d/.mixgen.index", &index);
    assert!(project.write(&[tree("k3d", &[("a.yaml", "1\n")])]).is_err());
    let force = Options {
        force: true,
        ..Options::default()
    };
    write(
        &project.place(),
        &[tree("k3d", &[("a.yaml", "1\n")])],
        &force,
    )
    .expect("it is forced");
    assert_eq!(contents(&project.path("out/k3d")).len(), 2);
}

#[test]
fn an_index_that_is_a_link_is_neither_read_nor_replaced() {
    let project = Project::new();
    let tree = tree("k3d", &[("a.yaml", "1\n")]);
    project.put(
        "src/index",
        &String::from_utf8(tree.index()).expect("it is text"),
    );
    fs::create_dir_all(project.path("out/k3d")).expect("it is writable");
    symlink(
        project.path("src/index"),
        project.path("out/k3d/.mixgen.index"),
    )
    .expect("it is writable");
    let outside = project.outside();
    let force = Options {
        force: true,
        adopt: true,
        ..Options::default()
    };
    assert!(write(&project.place(), &[tree], &force).is_err());
    assert_eq!(project.outside(), outside);
    assert!(project.path("out/k3d/.mixgen.index").is_symlink());
}

#[test]
fn journals_that_are_garbage_are_set_aside() {
    let deep = "[".repeat(100_000);
    let escape = r#"{"version":1,"token":0,"writes":[],"removes":[["../../src/x","HASH"]],"made":[],"made_root":false,"emptied":["../../src"],"index":null}"#
        .replace("HASH", &digest("src/x"));
    for journal in ["", "{}", "\0\0\0", "null", deep.as_str(), escape.as_str()] {
        for name in [
            "commit.k3d",
            "intent.k3d",
            "commit",
            "intent",
            "commit...",
            "stage.k3d",
            "draft.k3d",
        ] {
            let project = Project::new();
            project
                .write(&[tree("k3d", &[("a.yaml", "1\n")])])
                .expect("it is fresh");
            project.put(&format!(".mixgen/tree/out/{name}"), journal);
            let (outside, out) = (project.outside(), project.out());
            let recovered =
                recover(&project.place(), &Options::default()).expect("garbage is no obstacle");
            assert_eq!(
                (recovered.finished.len(), recovered.withdrawn.len()),
                (0, 0)
            );
            assert_eq!((project.outside(), project.out()), (outside, out));
            project
                .write(&[tree("k3d", &[("a.yaml", "2\n")])])
                .expect("garbage is no obstacle");
            assert_eq!(project.read("out/k3d/a.yaml"), "2\n");
        }
    }
}

#[test]
fn a_forged_journal_cannot_take_what_has_changed_or_is_a_link() {
    let project = Project::new();
    project
        .write(&[tree("k3d", &[("a.yaml", "1\n")])])
        .expect("it is fresh");
    project.put("out/k3d/README.md", "mine");
    symlink(project.path("src"), project.path("out/k3d/linked")).expect("it is writable");
    symlink(project.path("src/x"), project.path("out/k3d/link")).expect("it is writable");
    let journal = r#"{"version":1,"token":7,"writes":[["linked/new",null,"NEW"],["link",null,"NEW"],["README.md",null,"NEW"]],
        "removes":[["linked/x","SRC"],["link","SRC"],["README.md","SRC"]],"made":["linked/made"],"made_root":true,
        "emptied":["linked"],"index":"NEW"}"#
        .replace("NEW", &digest("new"))
        .replace("SRC", &digest("src/x"));
    let (outside, before) = (project.outside(), project.out());
    for name in ["commit.k3d", "intent.k3d"] {
        for number in 0..4 {
            project.put(&format!("out/k3d/.mixgen.tmp-7-{number}"), "new");
        }
        project.put(&format!(".mixgen/tree/out/{name}"), &journal);
        let before = if name == "intent.k3d" {
            project.out()
        } else {
            before.clone()
        };
        recover(&project.place(), &Options::default()).expect("it reads as a journal");
        assert_eq!(project.outside(), outside, "{name}");
        let after = project.out();
        for kept in ["k3d/README.md", "k3d/link", "k3d/linked", "k3d/a.yaml"] {
            let kept = std::path::Path::new(kept);
            assert_eq!(after.get(kept), before.get(kept), "{name}");
        }
        assert!(
            !after
                .keys()
                .any(|path| path.display().to_string().contains("tmp-7")),
            "{name}"
        );
    }
}

#[test]
fn links_in_the_private_folder_are_not_followed() {
    for (link, to) in [
        (".mixgen", "src"),
        (".mixgen/lock", "src/x"),
        (".mixgen/tree", "src"),
        (".mixgen/tree/out", "src"),
        (".mixgen/tree/out/stage.k3d", "src"),
        (".mixgen/tree/out/intent.k3d", "src/x"),
        (".mixgen/tree/out/commit.k3d", "src/x"),
        (".mixgen/tree/out/draft.k3d", "src/x"),
        (".mixgen/.gitignore", "src/new"),
    ] {
        let project = Project::new();
        project.put("out/README.md", "mine");
        let at = project.path(link);
        fs::create_dir_all(at.parent().expect("it lies in a folder")).expect("it is writable");
        symlink(project.path(to), at).expect("it is writable");
        let outside = project.outside();
        let _ = project.write(&[tree("k3d", &[("a.yaml", "1\n")])]);
        let mut after = project.outside();
        after.remove(std::path::Path::new("project/.mixgen"));
        let mut outside = outside;
        outside.remove(std::path::Path::new("project/.mixgen"));
        assert_eq!(after, outside, "{link}");
    }
}

#[test]
fn a_stage_of_somebody_else_is_kept() {
    let project = Project::new();
    project.put(".mixgen/tree/out/stage.k3d/precious", "mine");
    project.put(".mixgen/tree/out/stage.k3d/a.yaml", "1\n");
    project
        .write(&[tree("k3d", &[("a.yaml", "1\n")])])
        .expect("it is fresh");
    assert_eq!(project.read(".mixgen/tree/out/kept-1/precious"), "mine");
}
