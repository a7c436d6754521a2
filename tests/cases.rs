//! What a person sees: each folder below `tests/cases/` with a file `run` is a
//! case, named by its behaviour. A new case needs no Rust.
//!
//! - `run`: one shell command a line, run in a throwaway copy of `project/`;
//!   `mixgen` is the one under test. Lines that begin with `#` are remarks.
//! - `project/`: the files to begin with; may be absent.
//! - `transcript`: the remarks, each command behind `$`, what it printed
//!   (standard output, then standard error behind `!`), and its exit code
//!   where that is not 0.
//! - `out/`: what lies in `out/` at the end, to the byte; absent where that
//!   does not matter.
//!
//! `UPDATE_CASES=1 cargo test --test cases [NAME]` takes what happens as what
//! is expected. To have `out/` taken, make the folder first.

#[path = "support/sandbox.rs"]
mod sandbox;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use libtest_mimic::{Arguments, Failed, Trial};
use sandbox::Sandbox;
use similar::TextDiff;

fn main() -> ExitCode {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    assert!(
        !update || std::env::var_os("CI").is_none(),
        "CI accepts nothing"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let trials = sandbox::files(&folder)
        .into_iter()
        .filter(|file| file.file_name().is_some_and(|name| name == "run"))
        .map(|file| {
            let case = file.parent().expect("a file is in a folder");
            let name = case.display().to_string();
            let case = folder.join(case);
            Trial::test(name, move || check(&case, update))
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Runs a case and compares, or takes what happens.
fn check(case: &Path, update: bool) -> Result<(), Failed> {
    let sandbox = Sandbox::new();
    sandbox::copy(&case.join("project"), &sandbox.work());
    let script = fs::read_to_string(case.join("run"))?;
    let transcript = transcript(&sandbox, &script);
    let out = sandbox.work().join("out");
    if update {
        fs::write(case.join("transcript"), transcript)?;
        if case.join("out").is_dir() {
            fs::remove_dir_all(case.join("out"))?;
            fs::create_dir(case.join("out"))?;
            sandbox::copy(&out, &case.join("out"));
        }
        return Ok(());
    }
    let expected = fs::read_to_string(case.join("transcript")).unwrap_or_default();
    let mut differences = diff("transcript", &expected, &transcript);
    if case.join("out").is_dir() {
        differences.push_str(&tree_diff(&case.join("out"), &out));
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(differences.into())
    }
}

fn transcript(sandbox: &Sandbox, script: &str) -> String {
    let places = [(sandbox.work(), "<work>"), (sandbox.home(), "<home>")];
    let mut text = String::new();
    for line in script.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            let _ = writeln!(text, "{line}");
            continue;
        }
        let mut command = sandbox.command("sh");
        command.args(["-c", line]);
        let seen = sandbox::run(command);
        let _ = writeln!(text, "$ {line}");
        append(&mut text, "", &seen.stdout, &places);
        append(&mut text, "! ", &seen.stderr, &places);
        match seen.exit {
            Some(0) => {}
            Some(code) => drop(writeln!(text, "[exit {code}]")),
            None => text.push_str("[ended by a signal]\n"),
        }
    }
    text
}

/// Appends lines, each behind `prefix`, with the machine's folders by name.
fn append(text: &mut String, prefix: &str, bytes: &[u8], places: &[(PathBuf, &str)]) {
    let mut printed = String::from_utf8_lossy(bytes).into_owned();
    for (path, name) in places {
        printed = printed.replace(&path.display().to_string(), name);
    }
    for line in printed.lines() {
        let _ = writeln!(text, "{}", format!("{prefix}{line}").trim_end());
    }
    if !printed.is_empty() && !printed.ends_with('\n') {
        text.push_str("[no newline at the end]\n");
    }
}

fn tree_diff(expected: &Path, seen: &Path) -> String {
    let mut files = sandbox::files(expected);
    if seen.is_dir() {
        files.extend(sandbox::files(seen));
    }
    files.sort();
    files.dedup();
    let read = |path: PathBuf| match fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => "[there is no such file]\n".to_owned(),
    };
    let compare = |file: PathBuf| {
        let name = format!("out/{}", file.display());
        diff(&name, &read(expected.join(&file)), &read(seen.join(&file)))
    };
    files.into_iter().map(compare).collect()
}

fn diff(name: &str, expected: &str, seen: &str) -> String {
    if expected == seen {
        return String::new();
    }
    TextDiff::from_lines(expected, seen)
        .unified_diff()
        .header(&format!("{name} expected"), &format!("{name} seen"))
        .to_string()
}
