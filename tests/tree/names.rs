//! Hostile names: none leads to a file outside `out/`, and none that is
//! allowed means something else on another system.

use std::collections::BTreeMap;

use mixgen::names::{EnvironmentName, OutputPath, check_distinct};
use mixgen::tree::{File, Tree};
use proptest::prelude::*;

use crate::support::{Project, contents, environment};

/// Names no mixin has a good reason for, built from parts.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "", ".", "..", "/", "//", "\\", "-", "--", "~", "~/x", "a/", "a//b", " ", "a ", " a",
    ]
    .map(str::to_owned)
    .into();
    let ups = [
        "..", "../..", "../../..", "a/..", "a/../..", "./..", "..\\..", "a/./b", "...",
    ];
    let goals = [
        "x",
        "etc/passwd",
        "canary",
        ".git/hooks/post-checkout",
        "mixgen.jsonnet",
    ];
    for up in ups {
        names.extend(goals.iter().map(|goal| format!("{up}/{goal}")));
    }
    let roots = [
        "/",
        "//",
        "///",
        "/tmp/",
        "/proc/self/cwd/",
        "C:/",
        "C:\\",
        "\\\\host\\",
        "file:///",
        "~root/",
    ];
    for root in roots {
        names.extend(goals.iter().map(|goal| format!("{root}{goal}")));
    }
    let devices = [
        "con", "PRN", "Aux", "NUL", "com1", "COM9", "lpt1", "LPT0", "conin$",
    ];
    for device in devices {
        names.extend(["", ".json", ".a.b"].map(|end| format!("{device}{end}")));
        names.push(format!("a/{device}.yaml"));
    }
    let characters = [
        '\0', '\u{7}', '\n', '\r', '\t', '\u{1b}', '\u{7f}', '\u{80}', '\u{a0}', '\u{200b}',
        '\u{202e}', '\u{2066}', '\u{2028}', '\u{feff}', '\u{2215}', '\u{ff0f}', '\u{ff0e}', 'é',
        'ſ', '\u{212a}', '\\', ':', '*', '?', '"', '<', '>', '|', ' ', '$', '`', ';', '&', '\'',
        '!', '#', '%', '@', '~', '{', '(', '[', '=', ',', '+', '^',
    ];
    for character in characters {
        names.extend([
            format!("a{character}b"),
            format!("{character}"),
            format!("a/{character}.json"),
        ]);
    }
    let dots = [
        ".git",
        ".gitignore",
        ".mixgen",
        ".mixgen.index",
        ".MIXGEN.INDEX",
        ".ssh",
        ".env",
        ".github",
        ".a",
    ];
    for dot in dots {
        names.extend([dot.to_owned(), format!("a/{dot}"), format!("{dot}/config")]);
    }
    let dashes = [
        "-rf", "--force", "-", "-o.yaml", "a/-x", "a.", "a..", "a/b.", "a./b",
    ];
    names.extend(dashes.map(str::to_owned));
    names.push("x".repeat(201));
    names.push("x".repeat(300));
    names.push("x".repeat(70_000));
    names.push(["a"; 7].join("/"));
    names.push(format!("{}a", "a/".repeat(2_000)));
    names
}

#[test]
fn no_hostile_name_is_allowed() {
    let names = hostile();
    assert!(names.len() >= 300, "{}", names.len());
    for name in names {
        let error = OutputPath::new(name.as_str()).expect_err(&name);
        let shown = error.to_string();
        assert!(
            !shown.contains(|c: char| c.is_control() || c == '\u{202e}'),
            "{shown:?}"
        );
        assert!(shown.len() < 1_000);
        assert!(EnvironmentName::new(name).is_err());
    }
}

/// Names out of dangerous and harmless pieces, many of them allowed.
fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z0-9_]{1,6}",
        2 => "[A-Za-z0-9._-]{1,8}",
        1 => Just("..".to_owned()),
        1 => Just(".".to_owned()),
        1 => Just(String::new()),
        1 => Just("CON".to_owned()),
        1 => "\\PC{1,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    (
        proptest::collection::vec(piece, 1..8),
        prop_oneof![8 => Just("/"), 1 => Just("\\"), 1 => Just("")],
    )
        .prop_map(|(pieces, between)| pieces.join(between))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// 10,000 names, a hundred at a time.
    #[test]
    fn generated_names_stay_within_out(names in proptest::collection::vec(name(), 100)) {
        let project = Project::new();
        let outside = project.outside();
        let mut files: BTreeMap<OutputPath, File> = BTreeMap::new();
        for name in names {
            let Ok(path) = OutputPath::new(name) else { continue };
            let text = path.as_str();
            prop_assert!(text.bytes().all(|c| c.is_ascii_alphanumeric() || b"._-/".contains(&c)));
            prop_assert!(text.split('/').all(|it| !it.is_empty() && !it.starts_with(['.', '-']) && !it.ends_with('.')));
            if check_distinct(files.keys().chain([&path])).is_ok() {
                files.insert(path.clone(), File::new(text.as_bytes().to_vec(), Vec::new()));
            }
        }
        let wanted: BTreeMap<String, String> =
            files.keys().map(|path| (path.to_string(), path.to_string())).collect();
        let tree = Tree::new(environment("k3d"), files).expect("clashes were left out");
        project.write(&[tree]).expect("the folder is fresh");
        let mut there = contents(&project.path("out/k3d"));
        prop_assert!(there.remove(".mixgen.index").is_some());
        prop_assert_eq!(there, wanted);
        prop_assert_eq!(project.outside(), outside);
    }
}

#[test]
fn a_tree_whose_paths_clash_is_none() {
    for (first, second) in [
        ("A.json", "a.json"),
        ("a", "a/b"),
        ("d/x", "D/y"),
        ("x.YAML", "x.yaml"),
    ] {
        let file = |name: &str| {
            (
                OutputPath::new(name).expect("a plain name"),
                File::new(Vec::new(), Vec::new()),
            )
        };
        let files = BTreeMap::from([file(first), file(second)]);
        assert!(
            Tree::new(environment("k3d"), files).is_err(),
            "{first} {second}"
        );
    }
}
