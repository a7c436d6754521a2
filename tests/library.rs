//! What the Jsonnet library says: each folder below `tests/library/` holds a
//! `project.jsonnet` and its value, `expected.json`. A new case needs no Rust.
//!
//! `UPDATE_CASES=1 cargo test --test library [NAME]` takes what comes out as
//! what is expected.

#[path = "support/sandbox.rs"]
mod sandbox;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use libtest_mimic::{Arguments, Failed, Trial};
use sandbox::Sandbox;
use serde_json::Value;
use similar::TextDiff;

const PROGRAM: &str = "project.jsonnet";

fn main() -> ExitCode {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    assert!(
        !update || std::env::var_os("CI").is_none(),
        "CI accepts nothing"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library");
    let trials = sandbox::files(&folder)
        .into_iter()
        .filter(|file| file.ends_with(PROGRAM))
        .map(|file| {
            let case = file.parent().expect("a file is in a folder");
            let name = case.display().to_string();
            let case = folder.join(case);
            Trial::test(name, move || check(&case, update))
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn check(case: &Path, update: bool) -> Result<(), Failed> {
    let sandbox = Sandbox::new();
    sandbox::copy(case, &sandbox.work());
    let mut command = sandbox.command("mixgen");
    command.args(["eval", PROGRAM]);
    let seen = sandbox::run(command);
    if seen.exit != Some(0) {
        return Err(String::from_utf8_lossy(&seen.stderr).into_owned().into());
    }
    let expected: PathBuf = case.join("expected.json");
    if update {
        fs::write(expected, seen.stdout)?;
        return Ok(());
    }
    // The layout of the file is its author's.
    let expected: Value = serde_json::from_str(&fs::read_to_string(expected)?)?;
    let seen: Value = serde_json::from_slice(&seen.stdout)?;
    if expected == seen {
        return Ok(());
    }
    let (expected, seen) = (format!("{expected:#}\n"), format!("{seen:#}\n"));
    let diff = TextDiff::from_lines(&expected, &seen);
    let diff = diff.unified_diff().header("expected", "seen").to_string();
    Err(diff.into())
}
