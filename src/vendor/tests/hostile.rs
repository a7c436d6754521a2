//! What a hostile jsonnetfile, command line or repository may say.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::{
    Contents, ContentsError, GitSource, Item, Jsonnetfile, PackageLimits, Version, package_name,
};

/// `source`, `version` and `name` of one dependency, as JSON.
fn refused(source: &str, version: &str, name: &str) -> String {
    let text = format!(
        r#"{{"version": 1, "dependencies": [{{"source": {source}, "version": {version}, "name": {name}}}]}}"#
    );
    match Jsonnetfile::parse(&text) {
        Ok(_) => panic!("taken: {text}"),
        Err(error) => {
            assert!(text.get(error.span).is_some_and(|at| !at.is_empty()));
            error.message
        }
    }
}

fn git(remote: &str, subdir: &str) -> String {
    let text = |text: &str| serde_json::to_string(text).expect("it is text");
    format!(
        r#"{{"git": {{"remote": {}, "subdir": {}}}}}"#,
        text(remote),
        text(subdir)
    )
}

const FINE: &str = "https://example.org/a/b.git";

const REMOTES: &[&str] = &[
    "ext::sh -c touch% PWNED",
    "ext::https://example.org/a/b.git",
    "--upload-pack=touch PWNED",
    "-oProxyCommand=touch PWNED",
    "ssh://-oProxyCommand=touch/a/b.git",
    "ssh://git@-oProxyCommand=touch/a/b.git",
    "git@-oProxyCommand=x:a/b.git",
    "ssh://root@example.org/a/b.git",
    "file:///etc/a/b.git",
    "http://example.org/a/b.git",
    "git://example.org/a/b.git",
    "ftp://example.org/a/b.git",
    "fd::3",
    "/etc/passwd",
    "../../a/b.git",
    "https://../a/b.git",
    "https://example.org/../b.git",
    "https://example.org/a/..git/x",
    "https://example.org/a/..",
    "https://example.org/../../etc",
    "https://example.org/.git/hooks.git",
    "https://example.org/a/.git",
    "https://example.org/-a/b.git",
    "https://example.org/a/--b.git",
    "https://user:word@example.org/a/b.git",
    "https://token@example.org/a/b.git",
    "https://example.org/a/b.git?x=y",
    "https://example.org/a/b.git#x",
    "https://exam ple.org/a/b.git",
    "https://example.org/a\n/b.git",
    "https://example.org/a/b\u{0}.git",
    "https://example.org/a/b\u{202e}.git",
    "https://example.org:0/a/b.git",
    "https://example.org:99999/a/b.git",
    "https://mixgen/a/b.git",
    "git@mixgen:a/b.git",
    "",
];
const SUBDIRS: &[&str] = &[
    "../../../../../../victim",
    "..",
    "a/../../b",
    "a/./b",
    ".git/hooks",
    "a/.git",
    "a//b",
    "a\\..\\b",
    "C:\\x",
    "-x",
    "a/--upload-pack=x",
    "a\u{0}b",
    "a\nb",
    "a\u{202e}b",
    ":(glob)**",
    "*",
];
const VERSIONS: &[&str] = &[
    "--upload-pack=touch PWNED;",
    "-f",
    "a..b",
    "a b",
    "a:b",
    "a^{/x}",
    "main@{1}",
    "a~1",
    "@",
    "a/.b",
    "a.lock",
    "refs/heads/x*",
    "\u{1b}[2J",
];
const NAMES: &[&str] = &[
    "../.git/hooks/x",
    "..",
    ".git",
    "/etc/cron.d/x",
    "a/b",
    "-x",
    "mixgen",
    "a\nb",
    "a\u{202e}",
    "a.",
];
const DIRECTORIES: &[&str] = &[
    "/etc", "", "..", "../..", "~/x", "-x", "a/.ssh", "a\nb", "x/mixgen",
];

/// None of them comes as far as a path or an argument of git.
#[test]
fn sixty_payloads_are_refused_where_they_are_read() {
    let mut count = 0;
    for remote in REMOTES {
        refused(&git(remote, ""), "\"v\"", "\"n\"");
        count += 1;
    }
    for subdir in SUBDIRS {
        let message = refused(&git(FINE, subdir), "\"v\"", "\"n\"");
        assert!(message.contains("subdir"), "{message}");
        count += 1;
    }
    let text = |text: &str| serde_json::to_string(text).expect("it is text");
    for version in VERSIONS {
        let message = refused(&git(FINE, ""), &text(version), "\"n\"");
        assert!(message.contains("version"), "{message}");
        assert!(Version::new(version).is_err());
        count += 1;
    }
    for name in NAMES {
        let message = refused(&git(FINE, ""), "\"v\"", &text(name));
        assert!(message.contains("name"), "{message}");
        assert!(package_name(name).is_err());
        count += 1;
    }
    for directory in DIRECTORIES {
        let source = format!(r#"{{"local": {{"directory": {}}}}}"#, text(directory));
        refused(&source, "\"\"", "\"n\"");
        count += 1;
    }
    assert!(count >= 60, "{count}");
}

#[test]
fn what_people_write_is_taken() {
    for (text, name, remote) in [
        (
            "github.com/a/b/c/d@v1.2",
            "github.com/a/b/c/d",
            "https://github.com/a/b.git",
        ),
        (
            "https://gitlab.com/group/sub/repo.git/x",
            "gitlab.com/group/sub/repo/x",
            "https://gitlab.com/group/sub/repo.git",
        ),
        (
            "ssh://git@example.org:2222/a/b.git/x@main",
            "example.org:2222/a/b/x",
            "ssh://git@example.org:2222/a/b.git",
        ),
        (
            "git@work:a/b.git@feature/x",
            "work/a/b",
            "ssh://git@work/a/b.git",
        ),
        (
            "bitbucket.org/~user/b.git",
            "bitbucket.org/~user/b",
            "https://bitbucket.org/~user/b.git",
        ),
        (
            "git@github.com:a/b",
            "github.com/a/b",
            "ssh://git@github.com/a/b.git",
        ),
    ] {
        let (source, _) = GitSource::parse(text).expect(text);
        assert_eq!(
            (source.name().as_str(), source.remote().as_str()),
            (name, remote)
        );
    }
    let same = [
        "github.com/A/b",
        "https://github.com/a/B.git",
        "git@GitHub.com:a/b.git",
        "ssh://git@github.com/a/b",
    ];
    for text in same {
        let (source, _) = GitSource::parse(text).expect(text);
        assert_eq!(source.repository(), "github.com/a/b");
    }
}

#[test]
fn trees_that_lead_elsewhere_are_refused() {
    let file = || Item::File {
        bytes: Vec::new(),
        executable: false,
    };
    let made = |path: &str, item: Item| {
        let items = BTreeMap::from([(path.to_owned(), item)]);
        Contents::new(items, &PackageLimits::default())
    };
    for path in [
        "../x",
        "a/../x",
        "./x",
        "/x",
        "a//b",
        ".git",
        ".GIT/config",
        "a/.git/hooks/x",
        "git~1",
        ".git ",
        ".git.",
        ".git::$INDEX",
        "a\u{7}b",
        "a\u{202e}b",
        "a\nb",
    ] {
        let result = made(path, file());
        assert!(matches!(result, Err(ContentsError::Name(_))), "{path:?}");
    }
    for target in [
        "/etc/passwd",
        "..",
        "../x",
        "../../x",
        "a/../../x",
        "a/../x",
        "",
        "a\nb",
        "../p/x",
    ] {
        let result = made("x", Item::Link(target.to_owned()));
        assert!(matches!(result, Err(ContentsError::Link(..))), "{target:?}");
    }
    assert!(made("a/x", Item::Link("../y".to_owned())).is_ok());
    let small = PackageLimits {
        files: 2,
        bytes: 3,
        depth: 2,
    };
    let items = |list: &[(&str, usize)]| -> BTreeMap<String, Item> {
        let item = |(path, size): &(&str, usize)| {
            let bytes = vec![0; *size];
            let executable = false;
            ((*path).to_owned(), Item::File { bytes, executable })
        };
        list.iter().map(item).collect()
    };
    let limited = |list| Contents::new(items(list), &small);
    assert!(limited(&[("a/b", 3)]).is_ok());
    assert!(matches!(
        limited(&[("a", 0), ("b", 0), ("c", 0)]),
        Err(ContentsError::Files(2))
    ));
    assert!(matches!(
        limited(&[("a", 2), ("b", 2)]),
        Err(ContentsError::Bytes(3))
    ));
    assert!(matches!(
        limited(&[("a/b/c", 1)]),
        Err(ContentsError::Depth(_))
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is taken stays below vendor/, and is no option.
    #[test]
    fn what_is_taken_leads_down(text in "(https://|ssh://git@|git@|)[a-z.]{1,8}[:/][-a-zA-Z0-9_.~/@: *\\\\]{0,30}") {
        if let Ok((source, version)) = GitSource::parse(&text) {
            let name = source.name();
            prop_assert!(name.split('/').all(|it| !it.is_empty() && !it.starts_with(['.', '-'])), "{name}");
            prop_assert!(name.split('/').count() >= 3);
            let remote = source.remote();
            prop_assert!(remote.starts_with("https://") || remote.starts_with("ssh://git@"));
            prop_assert!(!version.as_str().starts_with('-'));
            let again = GitSource::new(&remote, &source.subdir);
            prop_assert_eq!(again, Ok(source));
        }
    }
}
