use std::{path::Path, process::Command as Program};

use super::{EntryKind, GitError, ObjectId, Repository, Revision, masked};

fn git(folder: &Path, arguments: &[&str]) {
    let done = Program::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org"])
        .args(["-c", "init.defaultBranch=main"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(done.status.success(), "{arguments:?}: {done:?}");
}

fn repository() -> (tempfile::TempDir, Repository) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    git(root, &["init", "--quiet"]);
    std::fs::create_dir_all(root.join("a/b")).expect("it can be made");
    std::fs::write(root.join("a/one"), "1\r\n").expect("it can be written");
    std::fs::write(root.join("a/b/two"), "2").expect("it can be written");
    std::fs::write(root.join("ab"), "").expect("it can be written");
    std::os::unix::fs::symlink("one", root.join("a/link")).expect("it can be linked");
    git(root, &["add", "."]);
    git(root, &["update-index", "--chmod=+x", "a/b/two"]);
    git(root, &["commit", "--quiet", "-m", "first"]);
    let repository = Repository::around(&root.join("a")).expect("it is there");
    (folder, repository)
}

#[test]
fn trees_and_blobs_are_read_as_they_are() {
    let (_folder, repository) = repository();
    let head = Revision::new("HEAD").expect("it is one");
    let commit = repository.commit(&head).expect("it is there");
    let entries = repository.tree(&commit, "a").expect("it is there");
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                String::from_utf8_lossy(&entry.path).into_owned(),
                entry.kind,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("b/two".to_owned(), EntryKind::File { executable: true }),
            ("link".to_owned(), EntryKind::Symlink),
            ("one".to_owned(), EntryKind::File { executable: false }),
        ]
    );
    let ids: Vec<ObjectId> = entries.into_iter().map(|entry| entry.id).collect();
    let blobs = repository.blobs(&ids, 100).expect("they are there");
    assert_eq!(blobs, [&b"2"[..], b"one", b"1\r\n"]);
    assert!(matches!(
        repository.blobs(&ids, 6),
        Err(GitError::TooLarge(6))
    ));
    assert_eq!(repository.tree(&commit, "").expect("it is").len(), 4);
    assert_eq!(repository.tree(&commit, "none").expect("it is"), []);
    assert_eq!(
        repository.file(&commit, "a/b/two", 9).expect("it is"),
        Some(b"2".to_vec())
    );
    assert_eq!(repository.file(&commit, "a/b", 9).expect("it is"), None);
}

#[test]
fn what_is_not_there_is_said() {
    let (_folder, repository) = repository();
    let none = Revision::new("none").expect("it is one");
    assert!(matches!(
        repository.commit(&none),
        Err(GitError::UnknownRevision(_))
    ));
    let id = ObjectId::parse(&"0".repeat(40)).expect("it is one");
    assert!(matches!(
        repository.blobs(&[id], 9),
        Err(GitError::NoBlob(_))
    ));
    let empty = tempfile::tempdir().expect("a folder");
    assert!(matches!(
        Repository::around(empty.path()),
        Err(GitError::NoRepository(..))
    ));
}

#[test]
fn options_are_no_revisions() {
    for text in ["", "-x", "--output=x", "a b", "a:b", "a..b", "a\n", "a*"] {
        assert!(Revision::new(text).is_err(), "{text:?}");
    }
    for text in ["HEAD", "HEAD~2", "main@{1}", "v1.2^0", "feature/x"] {
        assert!(Revision::new(text).is_ok(), "{text:?}");
    }
}

#[test]
fn credentials_in_urls_are_not_shown() {
    for (text, shown) in [
        ("https://u:p@h/x", "https://***@h/x"),
        ("https://token@h/x", "https://***@h/x"),
        ("https://u:p@q@h/x", "https://***@h/x"),
        ("ssh://git@h/x", "ssh://git@h/x"),
        ("ssh://u:p@h/x", "ssh://***@h/x"),
        ("https://h/x?private_token=1", "https://h/x?***"),
        ("'https://u:p@h/': no", "'https://***@h/': no"),
        ("git@h:x/y", "git@h:x/y"),
        (
            "a https://u:p@h b https://v@i",
            "a https://***@h b https://***@i",
        ),
    ] {
        assert_eq!(masked(text), shown);
    }
}
