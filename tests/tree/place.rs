//! Where an output folder may lie.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use mixgen::tree::{Layout, Place, PlaceError, Request};

use crate::support::{Project, tree};

#[test]
fn dangerous_folders_are_refused() {
    let project = Project::new();
    project.put("rendered/.git/HEAD", "x");
    project.put("file", "x");
    symlink(project.path("src"), project.path("link")).expect("it is writable");
    symlink("nowhere", project.path("dangling")).expect("it is writable");
    let refused = |out: &str| project.try_place(out).expect_err(out);
    assert!(matches!(refused("/"), PlaceError::Root));
    assert!(matches!(refused("."), PlaceError::Project(_)));
    assert!(matches!(refused(""), PlaceError::Project(_)));
    assert!(matches!(refused(".."), PlaceError::Project(_)));
    assert!(matches!(refused("src/.."), PlaceError::Project(_)));
    assert!(matches!(refused("../etc"), PlaceError::Home(_)));
    assert!(matches!(refused("rendered"), PlaceError::Repository(_)));
    assert!(matches!(refused(".git"), PlaceError::Inside { .. }));
    assert!(matches!(refused(".git/out"), PlaceError::Inside { .. }));
    assert!(matches!(refused(".mixgen/out"), PlaceError::Inside { .. }));
    assert!(matches!(refused("src"), PlaceError::Source { .. }));
    assert!(matches!(refused("src/out"), PlaceError::Source { .. }));
    assert!(matches!(refused("vendor"), PlaceError::Source { .. }));
    assert!(matches!(
        refused("vendor/v/out/x"),
        PlaceError::Source { .. }
    ));
    assert!(matches!(refused("link"), PlaceError::Symlink(_)));
    assert!(matches!(refused("link/out"), PlaceError::Symlink(_)));
    assert!(matches!(refused("dangling"), PlaceError::Symlink(_)));
    assert!(matches!(refused("file"), PlaceError::NotAFolder(_)));
    assert!(matches!(refused("file/out"), PlaceError::NotAFolder(_)));
    assert!(matches!(refused("missing/../.."), PlaceError::NotAPath(_)));
    assert_eq!(
        refused("vendor").to_string(),
        "the output folder `vendor` and `vendor`, which the build reads, lie in one another"
    );
}

#[test]
fn what_holds_a_source_or_a_home_is_refused() {
    let project = Project::new();
    let place = |out: &str, sources: &[std::path::PathBuf]| {
        Place::new(&Request {
            project: &project.path(""),
            out: Path::new(out),
            layout: Layout::Single,
            home: Some(&project.path("made/home")),
            sources,
        })
    };
    fs::create_dir_all(project.path("made/home")).expect("it is writable");
    assert!(matches!(place("made", &[]), Err(PlaceError::Home(_))));
    assert!(matches!(
        place("lib", &["lib/sub".into()]),
        Err(PlaceError::Source { .. })
    ));
    assert!(matches!(
        place("lib", &["lib/x.jsonnet".into()]),
        Err(PlaceError::Source { .. })
    ));
    assert!(
        place("out", &[".".into(), "..".into()]).is_ok(),
        "`-J .` holds every folder"
    );
    assert!(
        place("outer", &["out".into()]).is_ok(),
        "a common beginning is no folder"
    );
}

#[test]
fn missing_folders_are_made() {
    let project = Project::new();
    let place = project.try_place("a/b/./out").expect("a plain folder");
    assert_eq!(place.shown(), "a/b/out");
    let tree = tree("k3d", &[("x.yaml", "x\n")]);
    mixgen::tree::write(&place, &[tree], &mixgen::tree::Options::default()).expect("it is fresh");
    assert_eq!(project.read("a/b/out/k3d/x.yaml"), "x\n");
    assert_eq!(project.read("a/b/.mixgen/.gitignore"), "*\n");
}
