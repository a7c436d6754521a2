//! The examples are true: each folder below `examples/` is copied to an empty
//! place and built there, as somebody would who took it for a beginning.
//!
//! - Its committed `out/` is what a build writes, to the byte; without one, it
//!   builds.
//! - The ```` ```console ```` blocks of its README are run in order, and print what
//!   is shown. `…` stands for what differs or is not worth showing: within a
//!   line for some of it, alone for any number of lines.
//! - Its README mentions each warning of the build.
//!
//! `tests/examples/NAME/` holds files that the example finds around it, and
//! `prepare`, a shell script that is run first.
//!
//! `UPDATE_EXAMPLES=1 cargo test --test examples [NAME]` takes what happens as
//! what is expected.

#[path = "support/sandbox.rs"]
mod sandbox;

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use libtest_mimic::{Arguments, Failed, Trial};
use sandbox::Sandbox;

/// Examples whose output is not committed, each with the reason.
const NOT_COMMITTED: [(&str, &str); 1] = [("upstream", "it would hold what other people wrote")];

fn main() -> ExitCode {
    let update = std::env::var_os("UPDATE_EXAMPLES").is_some();
    assert!(
        !update || std::env::var_os("CI").is_none(),
        "CI accepts nothing"
    );
    let mut trials = vec![Trial::test("all-are-listed", all_are_listed)];
    for name in names() {
        let build = name.clone();
        trials.push(Trial::test(format!("{name}/builds"), move || {
            builds(&build, update)
        }));
        trials.push(Trial::test(format!("{name}/readme"), move || {
            readme(&name, update)
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(root().join("examples")).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be listed"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().display().to_string())
        .collect();
    names.sort();
    names
}

/// Both lists link every example, and nothing that is none.
fn all_are_listed() -> Result<(), Failed> {
    let names: BTreeSet<String> = names().into_iter().collect();
    for (page, before) in [("examples/README.md", "]("), ("README.md", "](examples/")] {
        let text = fs::read_to_string(root().join(page))?;
        let linked: BTreeSet<String> = text
            .split(before)
            .skip(1)
            .filter_map(|rest| rest.split_once("/README.md)"))
            .map(|(name, _)| name.to_owned())
            .filter(|name| !name.contains(['/', ')', '\n']))
            .collect();
        if linked != names {
            return Err(format!("{page} links {linked:?}, there are {names:?}").into());
        }
    }
    Ok(())
}

/// A copy of the example, and what it finds around it.
fn copy(name: &str) -> Result<Sandbox, Failed> {
    let sandbox = Sandbox::new();
    let around = root().join("tests/examples").join(name);
    sandbox::copy(&around, &sandbox.work());
    sandbox::copy(&root().join("examples").join(name), &sandbox.work());
    if around.join("prepare").exists() {
        shell(&sandbox, "sh ./prepare && rm -r prepare remotes")?;
    }
    Ok(sandbox)
}

/// What a command prints, both streams as they come; it must succeed.
fn shell(sandbox: &Sandbox, line: &str) -> Result<String, Failed> {
    let (text, exit) = seen(sandbox, line);
    if exit == Some(0) {
        Ok(text)
    } else {
        Err(format!("{line}: {exit:?}\n{text}").into())
    }
}

fn seen(sandbox: &Sandbox, line: &str) -> (String, Option<i32>) {
    let mut command = sandbox.command("sh");
    command.args(["-c", &format!("exec 2>&1\n{line}")]);
    let seen = sandbox::run(command);
    assert!(seen.stderr.is_empty(), "both streams are one");
    let text = String::from_utf8_lossy(&seen.stdout).into_owned();
    let work = sandbox.work().display().to_string();
    (text.replace(&work, "<work>"), seen.exit)
}

fn builds(name: &str, update: bool) -> Result<(), Failed> {
    let sandbox = copy(name)?;
    shell(&sandbox, "mixgen fmt --check")?;
    let out = root().join("examples").join(name).join("out");
    if NOT_COMMITTED.iter().any(|(known, _)| *known == name) {
        assert!(!out.exists(), "nothing is committed");
        install(&sandbox)?;
    }
    // From nothing, and with another number of threads.
    let said = shell(
        &sandbox,
        "rm -rf out && mixgen build --no-cache --threads 1",
    )?;
    let readme = fs::read_to_string(sandbox.work().join("README.md"))?;
    for warning in said.lines().filter(|line| line.starts_with("warning:")) {
        if !readme.contains(warning) {
            return Err(format!("its README is silent about: {warning}").into());
        }
    }
    if NOT_COMMITTED.iter().any(|(known, _)| *known == name) {
        let built = sandbox::files(&sandbox.work().join("out"));
        assert!(built.len() > 10, "only {} files", built.len());
        return Ok(());
    }
    if update {
        let _ = fs::remove_dir_all(&out);
        sandbox::copy(&sandbox.work().join("out"), &out);
        return Ok(());
    }
    let expected = sandbox::files(&out);
    let built = sandbox::files(&sandbox.work().join("out"));
    if expected != built {
        return Err(format!("committed: {expected:?}, built: {built:?}").into());
    }
    for file in expected {
        if fs::read(out.join(&file))? != fs::read(sandbox.work().join("out").join(&file))? {
            return Err(format!("{} is not what a build writes", file.display()).into());
        }
    }
    Ok(())
}

/// Packages are there only after the README's own command.
fn install(sandbox: &Sandbox) -> Result<(), Failed> {
    shell(sandbox, "mixgen vendor install").map(drop)
}

fn readme(name: &str, update: bool) -> Result<(), Failed> {
    let sandbox = copy(name)?;
    let path = root().join("examples").join(name).join("README.md");
    let page = fs::read_to_string(&path)?;
    let mut written = String::new();
    let mut wrong = String::new();
    let mut builds = 0;
    let mut rest = page.as_str();
    while let Some((before, block)) = rest.split_once("```console\n") {
        let (block, after) = block.split_once("```\n").ok_or("a block never ends")?;
        written.push_str(before);
        written.push_str("```console\n");
        for step in steps(block)? {
            builds += usize::from(step.command.starts_with("mixgen build"));
            let (printed, exit) = seen(&sandbox, step.command);
            let shows_error = step.output.iter().any(|line| line.starts_with("error:"));
            if exit != Some(0) && !shows_error {
                return Err(format!("$ {}: {exit:?}\n{printed}", step.command).into());
            }
            let _ = writeln!(written, "$ {}", step.command);
            if fits(&step.output, &printed.lines().collect::<Vec<_>>()) {
                let shown = step.output.iter().map(|line| format!("{line}\n"));
                written.extend(shown);
            } else {
                let _ = write!(wrong, "$ {}\n{printed}", step.command);
                written.push_str(&printed);
            }
        }
        written.push_str("```\n");
        rest = after;
    }
    written.push_str(rest);
    if update {
        fs::write(path, written)?;
        return Ok(());
    }
    if builds == 0 {
        return Err("its README shows no build".into());
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("the README shows something else than\n{wrong}").into())
    }
}

/// A command, and the lines that are shown below it.
struct Step<'a> {
    command: &'a str,
    output: Vec<&'a str>,
}

fn steps(block: &str) -> Result<Vec<Step<'_>>, Failed> {
    let mut steps: Vec<Step> = Vec::new();
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step {
                command,
                output: Vec::new(),
            });
        } else {
            let last = steps.last_mut().ok_or("a block begins with a command")?;
            last.output.push(line);
        }
    }
    Ok(steps)
}

/// Whether lines are those that are shown.
fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match shown {
        [] => printed.is_empty(),
        ["…", rest @ ..] => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        [line, rest @ ..] => printed
            .split_first()
            .is_some_and(|(first, others)| line_fits(line, first) && fits(rest, others)),
    }
}

fn line_fits(shown: &str, printed: &str) -> bool {
    let mut pieces = shown.split('…');
    let first = pieces.next().expect("a text has a first piece");
    let Some(mut rest) = printed.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}
