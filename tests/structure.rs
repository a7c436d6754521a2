//! The form that the whole source keeps: modules in the order of the flow,
//! small files, printing in one place.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Lines of a file at most.
const LINES: usize = 500;

#[test]
fn a_module_uses_only_those_above_it() {
    let order = order();
    let mut wrong = Vec::new();
    for (path, text) in sources("src", &["rs"]) {
        let Some(own) = module(&path) else { continue };
        let place = order
            .get(&own)
            .unwrap_or_else(|| panic!("src/lib.rs does not name `{own}`"));
        for used in uses(&text) {
            match order.get(&used) {
                Some(other) if other <= place => {}
                Some(_) => wrong.push(format!("{}: uses `{used}`", path.display())),
                None => wrong.push(format!("{}: `{used}` is no module", path.display())),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "used before their turn in src/lib.rs:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_file_is_long() {
    let rust = sources("src", &["rs"])
        .into_iter()
        .chain(sources("tests", &["rs"]));
    let library = ["lib", "components", "addons", "platforms"]
        .into_iter()
        .flat_map(|folder| sources(folder, &["libsonnet", "jsonnet"]));
    let long: Vec<String> = rust
        .chain(library)
        .filter(|(_, text)| text.lines().count() > LINES)
        .map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(
        long.is_empty(),
        "more than {LINES} lines:\n{}",
        long.join("\n")
    );
}

#[test]
fn only_the_edge_prints() {
    let macros = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];
    let printing: Vec<String> = sources("src", &["rs"])
        .into_iter()
        .filter(|(path, _)| !path.ends_with("commands/output.rs"))
        .filter(|(_, text)| code(text).any(|line| macros.iter().any(|name| line.contains(name))))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(
        printing.is_empty(),
        "print outside of src/commands/output.rs:\n{}",
        printing.join("\n")
    );
}

#[test]
fn a_folder_belongs_to_the_module_beside_it() {
    let files: Vec<PathBuf> = sources("src", &["rs"])
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    for path in &files {
        assert!(
            !path.ends_with("mod.rs"),
            "{}: name it after its folder",
            path.display()
        );
        let folder = path.parent().expect("a file is in a folder");
        let owner = folder.with_extension("rs");
        assert!(
            folder == Path::new("src") || files.contains(&owner),
            "{} has no {}",
            path.display(),
            owner.display()
        );
    }
}

#[test]
fn names_of_modules_are_found() {
    let text = "
        use crate::{a::{self, b::{c, d}}, e, f::G}; // crate::comment
        fn x() -> crate::h::I { crate::j::k() }
    ";
    assert_eq!(uses(text), ["a", "e", "f", "h", "j"]);
}

/// Each module's place in `src/lib.rs`.
fn order() -> BTreeMap<String, usize> {
    let root = fs::read_to_string("src/lib.rs").expect("the crate has a root");
    let names = root
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names
        .enumerate()
        .map(|(place, name)| (name.to_owned(), place))
        .collect()
}

/// The module at the top that a file belongs to; none for the crate's roots.
fn module(path: &Path) -> Option<String> {
    let first = path.components().nth(1)?;
    let name = Path::new(first.as_os_str()).with_extension("");
    let name = name.to_str()?.to_owned();
    (name != "lib" && name != "main").then_some(name)
}

/// The modules that a source names behind `crate::`.
fn uses(text: &str) -> Vec<String> {
    let code: String = code(text).collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, prefix) in code.match_indices("crate::") {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => names.extend(heads(list)),
            None => names.push(word(rest)),
        }
    }
    names
}

/// The first names in a list between braces.
fn heads(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut begins) = (0, true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && !c.is_whitespace() => {
                names.push(word(&list[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> String {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    text[..end.unwrap_or(text.len())].to_owned()
}

/// The lines of a source without its line comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
}

/// The files of a folder with these extensions, and their texts.
fn sources(folder: &str, extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    entries
        .into_iter()
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            extension.is_some_and(|extension| extensions.contains(&extension))
        })
        .map(|path| {
            let text = fs::read_to_string(&path).expect("sources are UTF-8");
            (path, text)
        })
        .collect()
}
