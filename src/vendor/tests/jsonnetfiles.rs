//! jsonnetfiles are read strictly, and written as jb writes them.

use proptest::prelude::*;

use super::super::{Dependency, GitSource, Jsonnetfile, Record, Source, Version};

/// As jb 0.6 wrote it, for the fields that it knows.
const WRITTEN: &str = r#"{
  "version": 1,
  "dependencies": [
    {
      "source": {
        "git": {
          "remote": "https://example.org/a/b.git",
          "subdir": "c/d"
        }
      },
      "version": "main",
      "sum": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "single": true,
      "name": "e"
    },
    {
      "source": {
        "git": {
          "remote": "ssh://git@example.org/x/y.git",
          "subdir": ""
        }
      },
      "version": ""
    },
    {
      "source": {
        "local": {
          "directory": "../lib"
        }
      },
      "version": ""
    }
  ],
  "legacyImports": false
}
"#;

fn parse(text: &str) -> Jsonnetfile {
    Jsonnetfile::parse(text).expect("it is valid")
}

#[test]
fn what_jb_wrote_is_written_again() {
    assert_eq!(parse(WRITTEN).render(), WRITTEN);
    let empty = "{\n  \"version\": 1,\n  \"dependencies\": [],\n  \"legacyImports\": true\n}\n";
    assert_eq!(Jsonnetfile::default().render(), empty);
    assert_eq!(parse("").render(), empty);
    assert_eq!(parse("{}").render(), empty);
}

#[test]
fn order_and_old_forms_are_made_as_jb_makes_them() {
    let text = r#"{"legacyImports": false, "version": 1, "dependencies": [
        {"version": "main", "name": "b", "source": {"git": {"subdir": "/z/", "remote": "git@example.org:a/b"}}},
        {"source": {"git": {"remote": "https://example.org/a/b", "subdir": "a"}}, "version": "<v>&"}
    ]}"#;
    let written = parse(text).render();
    let (first, second) = written.split_once("},\n    {").expect("there are two");
    assert!(first.contains("\"subdir\": \"a\"") && first.contains("https://example.org/a/b.git"));
    assert!(
        first.contains(r#""version": "\u003cv\u003e\u0026""#),
        "{first}"
    );
    assert!(
        second.contains("\"subdir\": \"z\"") && second.contains("ssh://git@example.org/a/b.git")
    );
    assert!(second.contains("\"name\": \"b\""));
}

#[test]
fn version_0_is_read() {
    let text = r#"{"dependencies": [{"name": "c", "version": "v",
        "source": {"git": {"remote": "https://example.org/a/b", "subdir": "c"}}}]}"#;
    let file = parse(text);
    assert!(file.legacy_imports);
    assert_eq!(file.dependencies[0].name, None);
    assert_eq!(file.dependencies[0].folder(), "example.org/a/b/c");
}

#[test]
fn keys_of_others_are_kept() {
    let text = r#"{"version": 1, "x-renovate": {"a": [1, "<"]}, "dependencies": [
        {"source": {"git": {"remote": "https://example.org/a/b.git", "subdir": ""}}, "version": "v", "note": "n"}
    ]}"#;
    let written = parse(text).render();
    assert!(written.contains("\"note\": \"n\""));
    assert!(
        written.contains(
            "  \"x-renovate\": {\n    \"a\": [\n      1,\n      \"\\u003c\"\n    ]\n  }\n"
        )
    );
    assert_eq!(parse(&written).render(), written);
}

#[test]
fn mistakes_are_pointed_at() {
    for (text, at, message) in [
        (
            "{\"version\": 2}",
            "2",
            "this version of jsonnetfiles is not known: 1 is",
        ),
        ("[]", "[]", "a jsonnetfile is an object, not a list"),
        (
            "{\"version\": 1, \"version\": 1}",
            "\"version\"",
            "the key `version` is there twice",
        ),
        (
            "{\"version\": 1,}",
            "}",
            "a key in quotes should stand here",
        ),
        ("{\"version\": 1", "", "a `,` or `}` should stand here"),
        (
            "{\"version\": 1} x",
            "x",
            "there is something behind the end of the value",
        ),
        (
            "{\"version\": 1, \"dependencies\": {}}",
            "{}",
            "`dependencies` must be a list, not an object",
        ),
        (
            "{\"version\": 1, \"dependencies\": [{}]}",
            "{}",
            "a dependency needs a `source`",
        ),
        (
            "{\"version\": 1, \"dependencies\": [{\"source\": {}}]}",
            "{}",
            "`source` needs `git` or `local`",
        ),
        (
            "{\"version\": 1, \"dependencies\": [{\"source\": {\"hg\": 1}}]}",
            "\"hg\"",
            "`hg` is no kind of source: `git` and `local` are",
        ),
        (
            "{\"version\": 1, \"legacyImports\": \"no\"}",
            "\"no\"",
            "`legacyImports` must be a boolean, not a string",
        ),
        (
            "{\"version\": 1, \"dependencies\": [nul]}",
            "nul",
            "a value should stand here",
        ),
        ("\"\\q\"", "\"\\q\"", "this is no string of JSON"),
        ("\"x", "\"", "this string has no end"),
    ] {
        let error = Jsonnetfile::parse(text).expect_err(text);
        assert_eq!(
            (text.get(error.span.clone()), error.message.as_str()),
            (Some(at), message)
        );
    }
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    assert!(Jsonnetfile::parse(&deep).is_err());
}

fn dependency() -> impl Strategy<Value = Dependency> {
    let git = (
        "[a-z]{1,5}\\.org",
        "[a-z]{1,4}(/[a-z]{1,4})?",
        "[a-z.]{0,3}[a-z]",
        "([a-z]{1,4}(/[a-z]{1,4})?)?",
        any::<bool>(),
    );
    let git = git.prop_filter_map("a source", |(host, user, repo, subdir, ssh)| {
        let scheme = if ssh { "ssh://git@" } else { "https://" };
        let remote = format!("{scheme}{host}/{user}/{repo}.git");
        GitSource::new(&remote, &subdir).ok().map(Source::Git)
    });
    let local = "(\\.\\./)?[a-z]{1,4}/[a-z]{1,4}".prop_map(Source::Local);
    let name = proptest::option::of("[a-z]{6,8}");
    (
        prop_oneof![git, local],
        "[a-z0-9]{0,6}",
        name,
        any::<bool>(),
    )
        .prop_map(|(source, version, name, single)| Dependency {
            single,
            name,
            ..Dependency::new(source, Version::new(&version).expect("letters are one"))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(dependencies in proptest::collection::vec(dependency(), 0..5), legacy in any::<bool>()) {
        let mut file = Jsonnetfile { legacy_imports: legacy, ..Jsonnetfile::default() };
        for dependency in dependencies {
            if file.get(&dependency.folder()).is_none() {
                file.dependencies.push(dependency);
            }
        }
        let written = file.render();
        let read = Jsonnetfile::parse(&written).expect("we wrote it");
        prop_assert_eq!(read.render(), written);
        prop_assert_eq!(read.dependencies.len(), file.dependencies.len());
    }

    #[test]
    fn no_text_is_too_odd(text in "[\\[\\]{}\":,\\\\a-z0-9 \n\u{0}-\u{1f}é]{0,60}") {
        let _ = Jsonnetfile::parse(&text);
        let _ = Record::parse(&text);
    }
}
