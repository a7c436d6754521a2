//! What is mixgen's to change, and what is not.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

use mixgen::names::OutputPath;
use mixgen::tree::{
    Comparison, IndexState, Kind, Options, Reason, compare, is_intact, stale_environments, write,
};

use crate::support::{Project, environment, path, refused, snapshot, tree};

fn look(project: &Project, tree: &mixgen::tree::Tree) -> Comparison {
    compare(&project.place(), tree, None).expect("it is readable")
}

#[test]
fn a_first_build_writes_all() {
    let project = Project::new();
    let outside = project.outside();
    let tree = tree("k3d", &[("a.yaml", "a\n"), ("dashboards/b.json", "{}\n")]);
    let before = look(&project, &tree);
    assert_eq!(
        before.to_string(),
        "`out/k3d` is out of date: 2 files added"
    );
    assert!(
        !project.exists("out") && !project.exists(".mixgen"),
        "looking writes nothing"
    );
    let written = project
        .write(std::slice::from_ref(&tree))
        .expect("it is fresh");
    assert_eq!(
        written[0].added,
        [path("a.yaml"), path("dashboards/b.json")]
    );
    assert!(look(&project, &tree).is_fresh());
    assert_eq!(project.outside(), outside);
    for (entry, mode) in [
        ("out/k3d", 0o755),
        ("out/k3d/dashboards", 0o755),
        ("out/k3d/a.yaml", 0o644),
    ] {
        let meta = fs::metadata(project.path(entry)).expect("it was written");
        assert_eq!(meta.permissions().mode() & 0o7777, mode, "{entry}");
    }
    let index = written[0].index.expect("it was written");
    let intact =
        || is_intact(&project.place(), &environment("k3d"), index).expect("it is readable");
    assert!(intact());
    project.put("out/k3d/README.md", "mine");
    assert!(intact());
    project.put("out/k3d/a.yaml", "b\n");
    assert!(!intact());
}

#[test]
fn nothing_to_change_touches_nothing() {
    let project = Project::new();
    let trees = [
        tree("k3d", &[("a.yaml", "a\n"), ("d/b.yaml", "b\n")]),
        tree("okd", &[("a.yaml", "a\n")]),
    ];
    project.write(&trees).expect("it is fresh");
    let before = snapshot(&project.path(""));
    let written = project.write(&trees).expect("it is fresh");
    assert!(
        written
            .iter()
            .all(|it| !it.is_changed() && it.unchanged > 0)
    );
    assert_eq!(snapshot(&project.path("")), before);
    fs::remove_dir_all(project.path(".mixgen")).expect("it is writable");
    project.write(&trees).expect("it is fresh");
    assert!(!project.exists(".mixgen"), "a fresh checkout needs no lock");
}

#[test]
fn unchanged_files_keep_inode_and_time() {
    for with_foreign in [false, true] {
        let project = Project::new();
        project
            .write(&[tree("k3d", &[("a.yaml", "a\n"), ("d/b.yaml", "b\n")])])
            .expect("it is fresh");
        if with_foreign {
            project.put("out/k3d/d/README.md", "mine");
        }
        let of = |name: &str| {
            let meta = fs::metadata(project.path(name)).expect("it was written");
            (meta.ino(), meta.mtime(), meta.mtime_nsec(), meta.nlink())
        };
        let before = (of("out/k3d/a.yaml"), of("out/k3d/d/b.yaml"));
        project
            .write(&[tree("k3d", &[("a.yaml", "a\n"), ("d/b.yaml", "c\n")])])
            .expect("it is ours");
        assert_eq!(of("out/k3d/a.yaml"), before.0);
        assert_ne!(of("out/k3d/d/b.yaml").0, before.1.0);
        assert_eq!(project.read("out/k3d/d/b.yaml"), "c\n");
        assert_eq!(project.exists("out/k3d/d/README.md"), with_foreign);
    }
}

#[test]
fn what_is_no_longer_made_is_pruned() {
    for with_foreign in [false, true] {
        let project = Project::new();
        let all = tree(
            "k3d",
            &[
                ("a.yaml", "a\n"),
                ("d/b.yaml", "b\n"),
                ("e/f/g.yaml", "g\n"),
            ],
        );
        project.write(&[all]).expect("it is fresh");
        if with_foreign {
            project.put("out/k3d/d/README.md", "mine");
            fs::create_dir(project.path("out/k3d/empty")).expect("it is writable");
        }
        let written = project
            .write(&[tree("k3d", &[("a.yaml", "a\n")])])
            .expect("it is ours");
        assert_eq!(written[0].removed, [path("d/b.yaml"), path("e/f/g.yaml")]);
        assert!(!project.exists("out/k3d/d/b.yaml") && !project.exists("out/k3d/e"));
        assert_eq!(project.exists("out/k3d/d/README.md"), with_foreign);
        assert_eq!(project.exists("out/k3d/d"), with_foreign);
        assert_eq!(project.exists("out/k3d/empty"), with_foreign);
    }
}

#[test]
fn a_hand_edit_is_refused_for_all_environments_before_anything_changes() {
    let project = Project::new();
    let old = [
        tree("a", &[("x.yaml", "1\n")]),
        tree("b", &[("x.yaml", "1\n"), ("y.yaml", "1\n")]),
    ];
    let new = [
        tree("a", &[("x.yaml", "2\n")]),
        tree("b", &[("x.yaml", "2\n")]),
    ];
    project.write(&old).expect("it is fresh");
    project.put("out/b/x.yaml", "edited\n");
    project.put("out/b/y.yaml", "edited\n");
    let before = project.out();
    let result = project.write(&new);
    let error = result.as_ref().expect_err("two files were edited");
    assert_eq!(
        error.to_string(),
        "`out/b/x.yaml` was edited by hand\n`out/b/y.yaml` was edited by hand"
    );
    assert!(error.hint().is_some_and(|hint| hint.contains("--force")));
    assert_eq!(project.out(), before);
    assert_eq!(
        look(&project, &new[1]).hand_edited,
        [path("x.yaml"), path("y.yaml")]
    );
    let force = Options {
        force: true,
        ..Options::default()
    };
    write(&project.place(), &new, &force).expect("it is forced");
    assert_eq!(project.read("out/b/x.yaml"), "2\n");
    assert!(!project.exists("out/b/y.yaml"));
}

#[test]
fn an_edit_to_what_the_build_makes_is_no_edit() {
    let project = Project::new();
    project
        .write(&[tree("k3d", &[("x.yaml", "1\n"), ("y.yaml", "1\n")])])
        .expect("it is fresh");
    project.put("out/k3d/x.yaml", "2\n");
    fs::remove_file(project.path("out/k3d/y.yaml")).expect("it is writable");
    let new = tree("k3d", &[("x.yaml", "2\n"), ("y.yaml", "1\n")]);
    let seen = look(&project, &new);
    assert_eq!((seen.unchanged.len(), seen.added.len()), (1, 1));
    project.write(&[new]).expect("nothing is in the way");
    assert_eq!(project.read("out/k3d/y.yaml"), "1\n");
}

#[test]
fn files_of_others_are_never_touched() {
    let project = Project::new();
    project
        .write(&[tree(
            "k3d",
            &[("a.yaml", "1\n"), ("d/b.yaml", "1\n"), ("gone.yaml", "1\n")],
        )])
        .expect("it is fresh");
    project.put("out/README.md", "mine");
    project.put("out/k3d/README.md", "mine");
    project.put("out/k3d/.git/config", "mine");
    project.put("out/k3d/other/deep/file", "mine");
    project.put("out/k3d/d/.mixgen.tmp-0-0", "mine");
    symlink("../../..", project.path("out/k3d/up")).expect("it is writable");
    symlink(project.path("src/x"), project.path("out/k3d/d/link")).expect("it is writable");
    let others = |project: &Project| {
        let mut all = project.out();
        all.retain(|path, _| {
            let text = path.display().to_string();
            ["README.md", ".git", "other", "tmp-0", "up", "link"]
                .iter()
                .any(|it| text.contains(it))
        });
        all
    };
    let (before, outside) = (others(&project), project.outside());
    assert_eq!(before.len(), 10);
    project
        .write(&[tree("k3d", &[("a.yaml", "2\n"), ("d/c.yaml", "2\n")])])
        .expect("nothing is in the way");
    assert_eq!(others(&project), before);
    assert_eq!(project.outside(), outside);
    assert!(!project.exists("out/k3d/gone.yaml") && !project.exists("out/k3d/d/b.yaml"));
    project
        .write(&[tree("k3d", &[])])
        .expect("nothing is in the way");
    assert_eq!(others(&project), before);
}

#[test]
fn what_is_in_the_way_is_refused() {
    let project = Project::new();
    project.put("out/k3d/a.yaml", "mine\n");
    project.put("out/k3d/folder.yaml/x", "mine\n");
    project.put("out/k3d/d", "mine\n");
    project.put("out/k3d/CASE.yaml", "mine\n");
    symlink(project.path("src/x"), project.path("out/k3d/link.yaml")).expect("it is writable");
    symlink(project.path("src"), project.path("out/k3d/linked")).expect("it is writable");
    let tree = tree(
        "k3d",
        &[
            ("a.yaml", "1\n"),
            ("folder.yaml", "1\n"),
            ("d/x.yaml", "1\n"),
            ("link.yaml", "1\n"),
            ("linked/x.yaml", "1\n"),
            ("case.yaml", "1\n"),
            ("free.yaml", "1\n"),
        ],
    );
    let before = snapshot(&project.path(""));
    let way = |path: &str, kind, adoptable| {
        (
            format!("out/k3d/{path}"),
            Reason::InTheWay { kind, adoptable },
        )
    };
    let mut expected = vec![
        way("CASE.yaml", Kind::File, false),
        way("a.yaml", Kind::File, true),
        way("d", Kind::File, false),
        way("folder.yaml", Kind::Folder, false),
        way("link.yaml", Kind::Symlink, false),
        way("linked", Kind::Symlink, false),
    ];
    assert_eq!(
        refused(project.write(std::slice::from_ref(&tree))),
        expected
    );
    let adopt = Options {
        adopt: true,
        force: true,
        ..Options::default()
    };
    expected.remove(1);
    assert_eq!(refused(write(&project.place(), &[tree], &adopt)), expected);
    let mut after = snapshot(&project.path(""));
    after.retain(|path, _| !path.starts_with(".mixgen"));
    let mut before = before;
    after.remove(std::path::Path::new(""));
    before.remove(std::path::Path::new(""));
    assert_eq!(after, before);
}

#[test]
fn an_environment_that_is_no_folder_is_refused() {
    let project = Project::new();
    project.put("out/x", "");
    symlink(project.path("src"), project.path("out/k3d")).expect("it is writable");
    let outside = project.outside();
    let refusals = refused(project.write(&[tree("k3d", &[("x", "1\n")])]));
    assert_eq!(
        refusals,
        [(
            "out/k3d".to_owned(),
            Reason::InTheWay {
                kind: Kind::Symlink,
                adoptable: false
            }
        )]
    );
    assert_eq!(project.outside(), outside);
}

#[test]
fn equal_files_are_adopted_and_others_when_asked() {
    let project = Project::single();
    project.put("out/equal.yaml", "a: 1\n");
    project.put("out/means.yaml", "a:   1\n");
    project.put("out/setup/other.yaml", "b: 2\n");
    project.put("out/kustomization.yaml", "mine\n");
    let tree = tree(
        "example",
        &[
            ("equal.yaml", "a: 1\n"),
            ("means.yaml", "a: 1\n"),
            ("setup/other.yaml", "a: 1\n"),
        ],
    );
    let same = |_: &OutputPath, there: &[u8], wanted: &[u8]| {
        let words =
            |bytes: &[u8]| -> Vec<u8> { bytes.iter().copied().filter(|c| *c != b' ').collect() };
        words(there) == words(wanted)
    };
    assert_eq!(refused(project.write(std::slice::from_ref(&tree))).len(), 2);
    let meaning = Options {
        same_meaning: Some(&same),
        ..Options::default()
    };
    let refusals = refused(write(
        &project.place(),
        std::slice::from_ref(&tree),
        &meaning,
    ));
    assert_eq!(
        refusals,
        [(
            "out/setup/other.yaml".to_owned(),
            Reason::InTheWay {
                kind: Kind::File,
                adoptable: true
            }
        )]
    );
    let adopt = Options {
        adopt: true,
        ..meaning
    };
    let written =
        write(&project.place(), std::slice::from_ref(&tree), &adopt).expect("it is adopted");
    assert_eq!(
        written[0].modified,
        [path("means.yaml"), path("setup/other.yaml")]
    );
    assert_eq!(written[0].unchanged, 1);
    assert_eq!(project.read("out/setup/other.yaml"), "a: 1\n");
    assert_eq!(project.read("out/kustomization.yaml"), "mine\n");
    assert!(look(&project, &tree).is_fresh());
}

#[test]
fn another_file_built_into_the_same_folder_is_refused() {
    let project = Project::single();
    project
        .write(&[tree("one", &[("x.yaml", "1\n")])])
        .expect("it is fresh");
    let other = tree("two", &[("y.yaml", "1\n")]);
    let refusals = refused(project.write(std::slice::from_ref(&other)));
    assert_eq!(
        refusals,
        [("out".to_owned(), Reason::OtherEnvironment("one".to_owned()))]
    );
    let force = Options {
        force: true,
        ..Options::default()
    };
    write(&project.place(), &[other], &force).expect("it is forced");
    assert!(!project.exists("out/x.yaml"));
}

#[test]
fn a_broken_index_is_refused_and_force_does_without() {
    let project = Project::new();
    let old = tree("k3d", &[("a.yaml", "1\n"), ("gone.yaml", "1\n")]);
    let new = tree("k3d", &[("a.yaml", "2\n")]);
    project.write(&[old]).expect("it is fresh");
    let index = project.read("out/k3d/.mixgen.index");
    project.put("out/k3d/.mixgen.index", &format!("<<<<<<< ours\n{index}"));
    assert!(matches!(look(&project, &new).index, IndexState::Broken(_)));
    assert_eq!(refused(project.write(std::slice::from_ref(&new))).len(), 2);
    let force = Options {
        force: true,
        ..Options::default()
    };
    write(&project.place(), &[new], &force).expect("it is forced");
    assert_eq!(project.read("out/k3d/a.yaml"), "2\n");
    assert!(
        project.exists("out/k3d/gone.yaml"),
        "nobody can tell any more whose it is"
    );
}

#[test]
fn an_environment_that_is_gone_stays_unless_pruned() {
    let project = Project::new();
    let both = [
        tree("k3d", &[("a.yaml", "1\n")]),
        tree("okd", &[("d/a.yaml", "1\n")]),
    ];
    project.write(&both).expect("it is fresh");
    project.put("out/mine/README.md", "mine");
    let known = BTreeSet::from([environment("k3d")]);
    let stale = |known| stale_environments(&project.place(), known).expect("it is readable");
    assert_eq!(stale(&known), [environment("okd")]);
    assert_eq!(
        stale(&BTreeSet::from([environment("k3d"), environment("okd")])),
        []
    );
    project.write(&both[..1]).expect("nothing is in the way");
    assert!(project.exists("out/okd/d/a.yaml"));
    project.put("out/okd/d/a.yaml", "edited\n");
    let prune = Options {
        prune_environments: Some(&known),
        ..Options::default()
    };
    let refusals = refused(write(&project.place(), &both[..1], &prune));
    assert_eq!(
        refusals,
        [("out/okd/d/a.yaml".to_owned(), Reason::HandEdited)]
    );
    project.put("out/okd/d/a.yaml", "1\n");
    let written = write(&project.place(), &both[..1], &prune).expect("nothing was edited");
    assert_eq!(written[1].removed, [path("d/a.yaml")]);
    assert!(!project.exists("out/okd") && project.exists("out/mine/README.md"));

    project.write(&both).expect("nothing is in the way");
    project.put("out/okd/d/README.md", "mine");
    write(&project.place(), &both[..1], &prune).expect("nothing was edited");
    assert!(!project.exists("out/okd/d/a.yaml") && !project.exists("out/okd/.mixgen.index"));
    assert_eq!(project.read("out/okd/d/README.md"), "mine");
}
