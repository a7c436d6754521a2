//! What a comparison says: each folder below `tests/diff/` is a case, named by
//! its behaviour. A new case needs no Rust.
//!
//! - `from/`, `to/`: the two sides; either may be absent. A case of several
//!   environments has a folder for each instead, with `from/` and `to/` in it.
//! - `expected.txt`, `.md`, `.json`, `.sarif`, `.html`: the comparison in that
//!   form; those that are there are compared. Of a page it is what it says,
//!   without styles, script and controls.
//! - `options`: the text form's options, `stat` or `context=N`, one a line.
//!
//! `UPDATE_CASES=1 cargo test --test diff [NAME]` takes what is said as what is
//! expected; a new case gets its `expected.txt`.

#[path = "support/sandbox.rs"]
#[expect(dead_code, reason = "the cases here run no command")]
mod sandbox;

use std::{
    collections::BTreeSet,
    convert::Infallible,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use libtest_mimic::{Arguments, Failed, Trial};
use mixgen::{
    diff::{Comparison, Files, diff_environments},
    review::{self, Labels, text::Options},
};
use similar::TextDiff;

const FORMS: [&str; 5] = ["txt", "md", "json", "sarif", "html"];

fn main() -> ExitCode {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    assert!(
        !update || std::env::var_os("CI").is_none(),
        "CI accepts nothing"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    let cases: BTreeSet<PathBuf> = sandbox::files(&folder)
        .iter()
        .filter_map(|file| file.components().next())
        .map(|first| PathBuf::from(first.as_os_str()))
        .collect();
    let trial = |case: PathBuf| {
        let name = case.display().to_string();
        let case = folder.join(case);
        Trial::test(name, move || check(&case, update))
    };
    let trials = cases.into_iter().map(trial).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn check(case: &Path, update: bool) -> Result<(), Failed> {
    let comparison = compare(case);
    let options = options(case)?;
    let mut differences = String::new();
    let mut any = false;
    for form in FORMS {
        let path = case.join("expected").with_extension(form);
        let is_new = update && form == "txt";
        if !path.exists() && !is_new {
            continue;
        }
        any = true;
        let seen = render(&comparison, form, &options);
        if update {
            fs::write(&path, seen)?;
            continue;
        }
        let expected = fs::read_to_string(&path)?;
        if expected != seen {
            let name = format!("expected.{form}");
            let difference = TextDiff::from_lines(&expected, &seen)
                .unified_diff()
                .header(&name, "seen")
                .to_string();
            differences.push_str(&difference);
        }
    }
    if !any {
        return Err("the case expects nothing: it has no `expected.txt`".into());
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(differences.into())
    }
}

fn render(comparison: &Comparison, form: &str, options: &Options) -> String {
    let labels = Labels {
        from: "from".to_owned(),
        to: "to".to_owned(),
        command: "mixgen diff from/ to/".to_owned(),
        ..Labels::default()
    };
    match form {
        "md" => review::markdown::report(comparison, &labels),
        "json" => review::json::report(comparison, &labels),
        // A release changes no case.
        "sarif" => {
            review::sarif::report(comparison, &labels).replace(env!("CARGO_PKG_VERSION"), "VERSION")
        }
        "html" => content(&review::html::page(comparison, &labels)),
        _ => {
            let text = review::text::report(comparison, options);
            anstream::adapter::strip_str(&text).to_string()
        }
    }
}

/// What stands in the main part of a page.
fn content(page: &str) -> String {
    let start = page.find("<main>").expect("a page has a main part");
    let end = page.find("</main>").expect("the main part ends");
    page[start..end].to_owned() + "</main>\n"
}

fn compare(case: &Path) -> Comparison {
    let sides = |folder: &Path| (files(&folder.join("from")), files(&folder.join("to")));
    let mut names = environments(case);
    let folders: Vec<PathBuf> = if names.is_empty() {
        names.push(String::new());
        vec![case.to_owned()]
    } else {
        names.iter().map(|name| case.join(name)).collect()
    };
    let load = |place: usize| Ok::<_, Infallible>(sides(&folders[place]));
    match diff_environments(&names, 2, load) {
        Ok(comparison) => comparison,
        Err(errors) => match errors[0] {},
    }
}

/// The environments of a case; none if it is of two folders.
fn environments(case: &Path) -> Vec<String> {
    let entries = fs::read_dir(case).expect("the case is a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("the case can be read"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().expect("names are UTF-8"))
        .filter(|name| name != "from" && name != "to")
        .collect();
    names.sort();
    names
}

fn files(folder: &Path) -> Files {
    if !folder.is_dir() {
        return Files::new();
    }
    let read = |file: PathBuf| {
        let bytes = fs::read(folder.join(&file)).expect("the file was listed");
        (file.display().to_string(), bytes)
    };
    sandbox::files(folder).into_iter().map(read).collect()
}

fn options(case: &Path) -> Result<Options, Failed> {
    let mut options = Options::default();
    for line in fs::read_to_string(case.join("options"))
        .unwrap_or_default()
        .lines()
    {
        match line.split_once('=') {
            None if line == "stat" => options.stat = true,
            Some(("context", number)) => options.context = number.parse()?,
            _ => return Err(format!("`{line}` is no option").into()),
        }
    }
    Ok(options)
}
