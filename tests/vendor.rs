//! Packages by http and ssh, from servers and stubs that the tests bring.

#[path = "support/sandbox.rs"]
mod sandbox;
#[path = "support/server.rs"]
mod server;

use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

use sandbox::{Sandbox, Seen};
use server::{Manner, Server, serve};

/// A package of the repository `team/base`, in which other things are large.
fn remotes(sandbox: &Sandbox) -> PathBuf {
    let files = sandbox.work().join("remotes/team/base/1-v1");
    fs::create_dir_all(files.join("mixin")).expect("it can be made");
    fs::write(files.join("mixin/a.libsonnet"), "{ a: 1 }\n").expect("it can be written");
    fs::write(files.join("large"), "0123456789".repeat(10_000)).expect("it can be written");
    let mut command = sandbox.command("sh");
    command.args(["-c", "$TEST_SUPPORT/remotes 1"]);
    let seen = sandbox::run(command);
    assert_eq!(seen.exit, Some(0), "{}", text(&seen));
    sandbox.home().join("remotes")
}

fn text(seen: &Seen) -> String {
    let both = [seen.stdout.as_slice(), &seen.stderr];
    both.map(|it| String::from_utf8_lossy(it).into_owned())
        .concat()
}

/// Has git find example.org at a server, and adds `more` to its settings.
fn lead_to(sandbox: &Sandbox, server: &Server, more: &str) {
    let settings = format!(
        "[url \"http://127.0.0.1:{}/\"]\n\tinsteadOf = https://example.org/\n{more}",
        server.port
    );
    fs::write(sandbox.home().join(".gitconfig"), settings).expect("it can be written");
}

fn add(sandbox: &Sandbox) -> Seen {
    let mut command = sandbox.command("mixgen");
    command
        .args(["vendor", "add", "example.org/team/base/mixin@v1"])
        .env("GIT_ALLOW_PROTOCOL", "http");
    sandbox::run(command)
}

fn is_there(sandbox: &Sandbox, seen: &Seen) {
    assert_eq!(seen.exit, Some(0), "{}", text(seen));
    let file = sandbox
        .work()
        .join("vendor/example.org/team/base/mixin/a.libsonnet");
    assert_eq!(fs::read_to_string(file).expect("it is there"), "{ a: 1 }\n");
}

/// The size of all that was fetched, in bytes.
fn cached(sandbox: &Sandbox) -> u64 {
    let cache = sandbox.home().join("cache/mixgen/git");
    sandbox::files(&cache)
        .iter()
        .filter(|file| file.components().any(|it| it.as_os_str() == "objects"))
        .map(|file| fs::metadata(cache.join(file)).expect("it is there").len())
        .sum()
}

fn allow(remotes: &std::path::Path, settings: &str) {
    fs::write(remotes.join("team/base.git/config"), settings).expect("it can be written");
}

#[test]
fn a_server_that_can_gives_the_folder_alone() {
    let sandbox = Sandbox::new();
    let remotes = remotes(&sandbox);
    allow(
        &remotes,
        "[core]\n\tbare = true\n[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n",
    );
    let server = serve(&remotes, Manner::Smart);
    lead_to(&sandbox, &server, "");
    is_there(&sandbox, &add(&sandbox));
    // The large file compresses well; its absence shows in what git knows.
    let cache = sandbox.home().join("cache/mixgen/git");
    let partial = fs::read_dir(&cache).expect("it is there").flatten();
    let partial = partial
        .map(|it| it.path())
        .find(|it| it.to_string_lossy().ends_with("-partial"));
    let mut command = sandbox.command("git");
    command
        .arg("--git-dir")
        .arg(partial.expect("it was fetched"))
        .args([
            "cat-file",
            "--batch-all-objects",
            "--batch-check=%(objecttype)",
        ]);
    let objects = text(&sandbox::run(command));
    assert_eq!(objects.matches("blob").count(), 1, "{objects}");
    assert!(!server.requests.lock().expect("it is whole").is_empty());
    // Nothing is asked again.
    let before = server.requests.lock().expect("it is whole").len();
    let mut command = sandbox.command("mixgen");
    command.args(["vendor", "install"]);
    assert_eq!(sandbox::run(command).exit, Some(0));
    assert_eq!(server.requests.lock().expect("it is whole").len(), before);
}

#[test]
fn a_server_that_cannot_filter_gives_all() {
    let sandbox = Sandbox::new();
    let server = serve(&remotes(&sandbox), Manner::Smart);
    lead_to(&sandbox, &server, "");
    is_there(&sandbox, &add(&sandbox));
    assert!(cached(&sandbox) > 0);
}

#[test]
fn so_does_one_that_knows_nothing_of_git() {
    let sandbox = Sandbox::new();
    let remotes = remotes(&sandbox);
    let mut command = sandbox.command("git");
    command
        .args(["-C", "team/base.git", "update-server-info"])
        .current_dir(&remotes);
    assert_eq!(sandbox::run(command).exit, Some(0));
    let server = serve(&remotes, Manner::Dumb);
    lead_to(&sandbox, &server, "");
    is_there(&sandbox, &add(&sandbox));
}

#[test]
fn what_breaks_off_is_tried_again() {
    let sandbox = Sandbox::new();
    let server = serve(&remotes(&sandbox), Manner::Shaky);
    lead_to(&sandbox, &server, "");
    is_there(&sandbox, &add(&sandbox));
}

#[test]
fn credentials_come_from_git_and_are_not_asked_for() {
    let sandbox = Sandbox::new();
    let server = serve(&remotes(&sandbox), Manner::Guarded);
    lead_to(&sandbox, &server, "");
    let seen = add(&sandbox);
    assert_eq!(seen.exit, Some(5));
    let words = text(&seen);
    assert!(words.contains("credential helper"), "{words}");
    let helper = "[credential]\n\thelper = \"!f() { echo username=u; echo password=w; }; f\"\n";
    lead_to(&sandbox, &server, helper);
    is_there(&sandbox, &add(&sandbox));
}

#[test]
fn a_repository_that_has_moved_is_told_of() {
    let sandbox = Sandbox::new();
    let server = serve(&remotes(&sandbox), Manner::Moved);
    lead_to(&sandbox, &server, "");
    let mut command = sandbox.command("mixgen");
    command
        .args(["vendor", "add", "example.org/old/base/mixin@v1"])
        .env("GIT_ALLOW_PROTOCOL", "http");
    let seen = sandbox::run(command);
    assert_eq!(seen.exit, Some(0), "{}", text(&seen));
    let told = format!(
        "warning: `example.org/old/base` has moved to `http://127.0.0.1:{}/team/base.git`",
        server.port
    );
    assert!(text(&seen).contains(&told), "{}", text(&seen));
}

#[test]
fn redirects_to_other_protocols_are_not_followed() {
    let sandbox = Sandbox::new();
    let server = serve(&remotes(&sandbox), Manner::Smart);
    lead_to(&sandbox, &server, "");
    let mut command = sandbox.command("mixgen");
    command
        .args(["vendor", "add", "example.org/team/base/mixin@v1"])
        .env_remove("GIT_ALLOW_PROTOCOL");
    let seen = sandbox::run(command);
    assert_eq!(seen.exit, Some(5));
    assert!(text(&seen).contains("not allowed"), "{}", text(&seen));
    assert!(server.requests.lock().expect("it is whole").is_empty());
}

#[test]
fn ssh_is_called_with_a_host_and_a_path() {
    let sandbox = Sandbox::new();
    let remotes = remotes(&sandbox);
    // No rewriting: the stub stands for ssh.
    fs::write(sandbox.home().join(".gitconfig"), "").expect("it can be written");
    let stub = sandbox.home().join("ssh");
    let script = format!(
        "#!/bin/sh\nfor last; do :; done\nprintf '%s|' \"$@\" >> {0}/log\necho >> {0}/log\ncd {1} && eval \"$(echo \"$last\" | sed \"s#'/#'./#\")\"\n",
        sandbox.home().display(),
        remotes.display()
    );
    fs::write(&stub, script).expect("it can be written");
    fs::set_permissions(&stub, fs::Permissions::from_mode(0o755)).expect("it is ours");
    for source in [
        "git@example.org:team/base.git/mixin@v1",
        "ssh://git@example.org:2222/team/base.git/mixin@v1",
    ] {
        let mut command = sandbox.command("mixgen");
        command
            .args(["vendor", "add", source])
            .env("GIT_SSH", &stub)
            .env("GIT_SSH_VARIANT", "ssh")
            .env_remove("GIT_ALLOW_PROTOCOL");
        let seen = sandbox::run(command);
        assert_eq!(seen.exit, Some(0), "{}", text(&seen));
    }
    let log = fs::read_to_string(sandbox.home().join("log")).expect("it was called");
    for line in log.lines() {
        assert!(
            line.contains("git@example.org|git-upload-pack '/team/base.git'"),
            "{line}"
        );
    }
    assert!(log.contains("-p|2222|"), "{log}");
    assert!(
        sandbox
            .work()
            .join("vendor/example.org:2222/team/base/mixin/a.libsonnet")
            .is_file()
    );
}
