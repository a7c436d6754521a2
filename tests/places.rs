//! Errors name places in what the author wrote, although the evaluator reads
//! a text with insertions.

use std::{fs, process::Command};

/// What mixgen says of wrong input: one file in a folder of its own.
fn says(arguments: &[&str], name: &str, source: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join(name), source).expect("a file can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_mixgen"))
        .args(arguments)
        .current_dir(&folder)
        .output()
        .expect("mixgen starts");
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).expect("messages are text")
}

#[test]
fn before_between_and_behind_insertions() {
    let comprehension = "[c for a in [1] for b in [2] for c in [b] for d in [c]]";
    for (source, expected) in [
        (
            "[x, @]".replace('@', comprehension),
            "\
error: undefined local: x
  --> f.jsonnet:1:2
   |
 1 | [x, [c for a in [1] for b in [2] for c in [b] for d in [c]]]
   |  ^
",
        ),
        (
            "[@, 'ä' + xyz, 1]\n".replace('@', comprehension),
            "\
error: undefined local: xyz
  --> f.jsonnet:1:65
   |
 1 | [[c for a in [1] for b in [2] for c in [b] for d in [c]], 'ä' + xyz, 1]
   |                                                                 ^^^
",
        ),
        (
            "/***/ [\n  c for a in [1] for b in [2]\n  for c in (error 'no') for d in [c]\n]"
                .to_owned(),
            "\
error: no
  --> f.jsonnet:3:13
   |
 3 |   for c in (error 'no') for d in [c]
   |             ^^^^^
",
        ),
        (
            "[c for a in [1] for b in [2] for c in [b]] + ]\n".to_owned(),
            "\
error: syntax error: unexpected ']'
  --> f.jsonnet:1:46
   |
 1 | [c for a in [1] for b in [2] for c in [b]] + ]
   |                                              ^
",
        ),
    ] {
        assert_eq!(says(&["eval", "f.jsonnet"], "f.jsonnet", &source), expected);
    }
}

#[test]
fn where_the_library_complains_of_a_value() {
    let source = "\
local all = [c for a in [1] for b in ['etcd'] for c in [b]]; { } +
(import 'mixgen/main.libsonnet').environments({
  k3d: { components: [x for x in all for y in [1] for z in [y]] + ['ectd'] },
})
";
    let said = says(&["build"], "mixgen.jsonnet", source);
    assert!(
        said.starts_with(
            "\
error: there is no component `ectd`
  --> mixgen.jsonnet:3:68, in environment `k3d`
   |
 3 |   k3d: { components: [x for x in all for y in [1] for z in [y]] + ['ectd'] },
   |                                                                    ^^^^^^
"
        ),
        "{said}"
    );
}
