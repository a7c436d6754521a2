//! The documentation is true: `docs/parts.md` is what the library says of
//! itself, each component, addon, platform, target and channel has a page, every
//! alert has a runbook, every dashboard a picture, and no link leads nowhere.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` writes `docs/parts.md`, the pages
//! and the pictures anew.

#[path = "docs/components.rs"]
mod components;
#[path = "docs/pages.rs"]
mod pages;
#[path = "docs/pictures.rs"]
mod pictures;
#[path = "dashboards/shipped.rs"]
mod shipped;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

const HEAD: &str = "\
# What there is to compose

Everything that a project file can name, as `mixgen list --json` knows it. Made by
`UPDATE_DOCS=1 cargo test --test docs`; an edit here is lost. How to use it: [project.md](project.md).
";

/// Kind, heading, and what it is for.
const KINDS: [(&str, &str, &str); 7] = [
    (
        "component",
        "Components",
        "Things that are monitored, in `components`. Values go into `values.<name>`.",
    ),
    (
        "addon",
        "Addons",
        "Optional patches, in `addons`. Values go into `values.<name>`.",
    ),
    ("platform", "Platforms", "Kinds of cluster, in `platform`."),
    (
        "stack",
        "Stacks",
        "Monitoring that runs already, in `stack`.",
    ),
    ("target", "Targets", "Who reads the output, in `target`."),
    (
        "mode",
        "Modes",
        "Whether the stack is there already, in `mode`.",
    ),
    (
        "settings",
        "Settings",
        "Values of the environment as a whole, in `values.<name>`; no part can have their names.",
    ),
];

#[test]
fn parts_are_documented() {
    let path = root().join("docs/parts.md");
    let page = page(&parts());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).expect("docs/ can be written to");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page,
        "docs/parts.md is out of date: run `UPDATE_DOCS=1 cargo test --test docs`"
    );
}

#[test]
fn pages_are_fresh() {
    let mut there = BTreeMap::new();
    for folder in ["addons", "channels", "components", "platforms", "targets"] {
        for entry in fs::read_dir(root().join("docs").join(folder))
            .into_iter()
            .flatten()
        {
            let path = entry.expect("it can be listed").path();
            let name = path
                .file_name()
                .expect("an entry has a name")
                .display()
                .to_string();
            let page = fs::read_to_string(&path).expect("the page can be read");
            there.insert(format!("{folder}/{name}"), page);
        }
    }
    let pages = pages::all(&parts());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        for gone in there.keys().filter(|path| !pages.contains_key(*path)) {
            fs::remove_file(root().join("docs").join(gone)).expect("docs/ can be written to");
        }
        for (path, page) in &pages {
            let path = root().join("docs").join(path);
            fs::create_dir_all(path.parent().expect("it is in a folder"))
                .expect("docs/ can be written to");
            fs::write(path, page).expect("docs/ can be written to");
        }
        return;
    }
    let paths = there.keys().chain(pages.keys());
    let stale: BTreeSet<&String> = paths
        .filter(|path| there.get(*path) != pages.get(*path))
        .collect();
    assert!(
        stale.is_empty(),
        "out of date below docs/: {stale:?}: run `UPDATE_DOCS=1 cargo test --test docs`"
    );
}

/// The first page names everything that is watched.
#[test]
fn readme_names_all_components() {
    let readme = fs::read_to_string(root().join("README.md")).expect("it can be read");
    for part in parts().iter().filter(|part| part["kind"] == "component") {
        let link = format!("(docs/components/{}.md)", text(part, "name"));
        assert!(readme.contains(&link), "README.md does not link {link}");
    }
}

/// What the pages of components and addons show as a project is one.
#[test]
fn snippets_are_projects() {
    // They take what only `mixgen vendor` brings.
    let vendored = ["operator-crds.md", "upstream-mixins.md"];
    let mut project = "local mixgen = import 'mixgen/main.libsonnet';\n{\n".to_owned();
    let mut count = 0;
    for (path, page) in pages::all(&parts()) {
        let Some((_, rest)) = page.split_once("```jsonnet\n") else {
            continue;
        };
        let (snippet, _) = rest.split_once("```").expect("a block ends");
        if vendored.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        count += 1;
        let _ = writeln!(project, "  '{path}': ({snippet}).mixgen.problems,");
    }
    project.push_str("}\n");
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    fs::write(folder.path().join("all.jsonnet"), project).expect("it can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_mixgen"))
        .args(["eval", "all.jsonnet"])
        .current_dir(folder.path())
        .output()
        .expect("the binary runs");
    let problems = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let problems: BTreeMap<String, Vec<Value>> =
        serde_json::from_str(&problems).expect("it prints JSON");
    assert!(count > 30 && problems.len() == count, "{count} snippets");
    for (path, problems) in problems {
        assert!(problems.is_empty(), "the snippet of {path}: {problems:?}");
    }
}

#[test]
fn every_alert_has_a_runbook() {
    for part in parts() {
        let Some(alerts) = part["mixin"]["alerts"].as_array() else {
            continue;
        };
        let name = text(&part, "name");
        let runbook = fs::read_to_string(root().join(format!("docs/runbooks/{name}.md")))
            .expect("each component has a page of runbooks");
        let headings: BTreeSet<&str> = runbook
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .collect();
        for alert in alerts.iter().filter_map(Value::as_str) {
            assert!(
                headings.contains(alert),
                "docs/runbooks/{name}.md says nothing about {alert}"
            );
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let pages = |folder: &str, depth: usize| {
        walkdir::WalkDir::new(root().join(folder))
            .max_depth(depth)
            .sort_by_file_name()
            .into_iter()
            .map(|entry| entry.expect("it can be listed").into_path())
            .filter(|path| path.extension().is_some_and(|it| it == "md"))
    };
    // The README of a tree in out/ links into the tree alone.
    let pages = pages("", 1)
        .chain(pages("docs", usize::MAX))
        .chain(pages("examples", 2))
        .chain(pages("vendor", 1));
    for page in pages {
        let shown = page.display();
        let markdown = fs::read_to_string(&page).expect("the page can be read");
        for link in links(&markdown) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                page.parent().expect("a file lies in a folder").join(file)
            };
            assert!(target.exists(), "{shown} links to {link}");
            if !anchor.is_empty() {
                let target = fs::read_to_string(&target).expect("the page can be read");
                let found = anchors(&target).any(|there| there == anchor);
                assert!(found, "{shown} links to {link}");
            }
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn parts() -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_mixgen"))
        .args(["list", "--json"])
        .current_dir(root())
        .output()
        .expect("the binary runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let list: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    list["parts"].as_array().expect("a list of parts").clone()
}

fn page(parts: &[Value]) -> String {
    let mut page = HEAD.to_owned();
    for (kind, heading, about) in KINDS {
        let _ = write!(page, "\n## {heading}\n\n{about}\n");
        let of_kind = parts.iter().filter(|part| part["kind"] == kind);
        match kind {
            "component" | "addon" | "platform" | "target" => {
                page.push('\n');
                of_kind.for_each(|part| entry(&mut page, part));
            }
            _ => of_kind.for_each(|part| section(&mut page, part)),
        }
    }
    page
}

/// A part that has a page of its own.
fn entry(page: &mut String, part: &Value) {
    let (name, folder) = (text(part, "name"), pages::folder(part));
    let _ = writeln!(
        page,
        "- [{name}]({folder}/{name}.md): {}",
        text(part, "help")
    );
}

fn section(page: &mut String, part: &Value) {
    let name = text(part, "name");
    let _ = write!(page, "\n### {name}\n\n{}\n", text(part, "help"));
    page.push_str(&values(part));
    if let Some(needs) = part["needs"].as_object() {
        page.push_str("\nWhat must be set in the stack itself, for\n\n");
        for (what, need) in needs {
            let _ = writeln!(page, "- {what}: {}", need.as_str().unwrap_or_default());
        }
    }
}

/// A table of a part's values, or nothing.
fn values(part: &Value) -> String {
    let mut table = String::new();
    // A whole default says enough about what is inside it.
    let own =
        |value: &&Value| items(&value["path"]).count() == 1 || !text(value, "help").is_empty();
    for value in items(&part["values"]).filter(own) {
        if table.is_empty() {
            table.push_str("\n| value | default | |\n|---|---|---|\n");
        }
        row(&mut table, value);
    }
    table
}

fn row(page: &mut String, value: &Value) {
    let path: Vec<&str> = items(&value["path"]).filter_map(Value::as_str).collect();
    let default = match (&value["default"], text(value, "type")) {
        _ if value["required"] == true => "must be set".to_owned(),
        (Value::Null, "mixin") => "ours".to_owned(),
        (Value::Null, _) => "unset".to_owned(),
        (default, _) => format!("`{default}`"),
    };
    let choices: Vec<String> = items(&value["oneOf"]).map(|it| format!("`{it}`")).collect();
    let choices = match choices.as_slice() {
        [] => String::new(),
        some => format!(" (one of {})", some.join(", ")),
    };
    let _ = writeln!(
        page,
        "| `{}` | {default} | {}{choices} |",
        path.join("."),
        text(value, "help")
    );
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Targets of the links and pictures in a page that lie in the repository.
fn links(markdown: &str) -> impl Iterator<Item = &str> {
    let targets = markdown.split("](").skip(1);
    let targets = targets.filter_map(|rest| Some(rest.split_once(')')?.0));
    targets.filter(|target| !target.contains("://"))
}

/// The anchors that a page's headings get.
fn anchors(markdown: &str) -> impl Iterator<Item = String> {
    let headings = markdown.lines().filter(|line| line.starts_with('#'));
    headings.map(|heading| {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c => c.is_alphanumeric().then_some(c),
        });
        kept.collect()
    })
}
