//! The words for what the library says of a project.

mod targets;

use std::fmt::Write as _;

use serde_json::{Map, Value};

use targets::of_targets;

use super::{Diagnostic, Level};
use crate::{evaluate::Problem, text::did_you_mean};

impl Diagnostic {
    /// The words for what the library says. `quick`: to a person who describes
    /// the environment by flags, and has no file to edit.
    #[must_use]
    pub fn of_problem(problem: &Problem, quick: bool) -> Self {
        let data = Data(&problem.data);
        let (message, hint) = words(&data, quick);
        let mut context = Vec::new();
        let environments = data.list("environments");
        if environments.len() > 1 {
            context.push(format!("in environments {}", quoted(&environments)));
        } else if let Some(environment) = data.text("environment") {
            context.push(format!("in environment `{environment}`"));
        }
        if let Some(part) = data.part() {
            let needs = data.code() == "unset-value";
            context.push(if needs {
                format!("{part} needs it")
            } else {
                part
            });
        }
        Self {
            level: if problem.warning {
                Level::Warning
            } else {
                Level::Error
            },
            message,
            frames: problem.frame.clone().into_iter().collect(),
            context: context.join(": "),
            hint,
        }
    }
}

impl Diagnostic {
    /// The words of all problems; what several environments have at one line
    /// is told once.
    #[must_use]
    pub fn of_problems(problems: &[Problem], quick: bool) -> Vec<Self> {
        let mut told: Vec<(Problem, Vec<Value>)> = Vec::new();
        for problem in problems {
            let mut problem = problem.clone();
            let environment = problem.data.remove("environment");
            match told.iter_mut().find(|(other, _)| *other == problem) {
                Some((_, environments)) => environments.extend(environment),
                None => told.push((problem, environment.into_iter().collect())),
            }
        }
        let words = told.into_iter().map(|(mut problem, environments)| {
            if let Some(first) = environments.first() {
                problem.data.insert("environment".to_owned(), first.clone());
            }
            if environments.len() > 1 {
                let all = Value::Array(environments);
                problem.data.insert("environments".to_owned(), all);
            }
            Self::of_problem(&problem, quick)
        });
        words.collect()
    }
}

/// The fields of a problem.
struct Data<'a>(&'a Map<String, Value>);

impl<'a> Data<'a> {
    fn code(&self) -> &'a str {
        self.text("code").unwrap_or_default()
    }

    /// What the problem is about.
    fn name(&self) -> &'a str {
        self.text("name")
            .or_else(|| self.text("key"))
            .unwrap_or_default()
    }

    fn text(&self, key: &str) -> Option<&'a str> {
        self.0.get(key)?.as_str()
    }

    fn list(&self, key: &str) -> Vec<&'a str> {
        self.0
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// `addon email` as ``addon `email` ``.
    fn part(&self) -> Option<String> {
        self.text("part").map(part)
    }

    /// All parts that have to do with it.
    fn parts(&self) -> String {
        let parts: Vec<String> = self.list("parts").into_iter().map(part).collect();
        parts.join(" and ")
    }

    /// The path as a person writes it, from `path` or `at`.
    fn path(&self) -> String {
        let path = ["path", "at"]
            .iter()
            .find_map(|key| self.0.get(*key)?.as_array());
        let mut text = String::new();
        for step in path.into_iter().flatten() {
            match step {
                Value::String(key) if is_plain(key) => {
                    let dot = if text.is_empty() { "" } else { "." };
                    text.extend([dot, key]);
                }
                Value::String(key) => text.extend(["[", &jsonnet_key(key), "]"]),
                index => write!(text, "[{index}]").expect("a String takes any text"),
            }
        }
        text
    }

    /// The path without its last step; empty at the top of an environment.
    fn parent(&self) -> String {
        let mut parent = self.0.clone();
        if let Some(Value::Array(path)) = parent.get_mut("path") {
            path.pop();
        }
        Data(&parent).path()
    }

    /// What can stand in `where`: `known`, a list of maps, as Jsonnet.
    fn places(&self) -> Vec<String> {
        let known = self.0.get("known").and_then(Value::as_array);
        known
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .map(|place| {
                let keys: Vec<String> = place
                    .iter()
                    .filter_map(|(key, value)| {
                        Some(format!("{}: '{}'", jsonnet_key(key), value.as_str()?))
                    })
                    .collect();
                format!("`{{ {} }}`", keys.join(", "))
            })
            .collect()
    }

    fn json(&self, key: &str) -> String {
        match self.0.get(key) {
            Some(Value::String(text)) => format!("`{text}`"),
            Some(value) => format!("`{value}`"),
            None => String::new(),
        }
    }
}

fn part(part: &str) -> String {
    match part.split_once(' ') {
        Some((kind, name)) => format!("{kind} `{name}`"),
        None => format!("`{part}`"),
    }
}

fn quoted(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Names listed beside a "did you mean": of more, the near one must do.
const LISTED: usize = 12;

/// "did you mean …" where one is near, else what there is.
fn suggestion(name: &str, known: &[&str]) -> Option<String> {
    match did_you_mean(name, known.iter().copied()) {
        Some(near) if known.len() > LISTED => Some(format!("did you mean `{near}`?")),
        Some(near) => Some(format!(
            "did you mean `{near}`? known: {}",
            known.join(", ")
        )),
        None if known.is_empty() => None,
        None => Some(format!("known: {}", known.join(", "))),
    }
}

/// What is wrong, and what to do.
type Words = (String, Option<String>);

fn words(data: &Data<'_>, quick: bool) -> Words {
    of_names(data, quick)
        .or_else(|| of_targets(data))
        .or_else(|| of_values(data, quick))
        .or_else(|| of_the_model(data))
        .unwrap_or_else(|| {
            let message = data.text("message").map_or_else(
                || format!("the library reports `{}` at `{}`", data.code(), data.path()),
                str::to_owned,
            );
            (message, data.text("hint").map(str::to_owned))
        })
}

/// Keys of an environment, and names of parts.
fn of_names(data: &Data<'_>, quick: bool) -> Option<Words> {
    let path = data.path();
    let known = data.list("known");
    let name = data.name();
    Some(match data.code() {
        "unknown-key" => {
            let parent = data.parent();
            let holder = if data.0.get("path").is_none_or(Value::is_null) {
                "a model".to_owned()
            } else if parent.is_empty() {
                "an environment".to_owned()
            } else {
                format!("`{parent}`")
            };
            (
                format!("{holder} has no key `{name}`"),
                suggestion(name, &known),
            )
        }
        "wrong-type" => (
            format!(
                "{} must be {}, not {}",
                match data.text("environment") {
                    _ if !path.is_empty() => format!("`{path}`"),
                    Some(environment) => format!("environment `{environment}`"),
                    None => "what `environments` is given".to_owned(),
                },
                with_article(data.text("expected").unwrap_or("of another type")),
                with_article(data.text("got").unwrap_or("this"))
            ),
            None,
        ),
        "unknown-name" => {
            let kind = data.text("kind").unwrap_or("part");
            let is_typo = did_you_mean(name, known.iter().copied()).is_some();
            let own = match kind {
                "component" | "addon" | "platform" if !is_typo && !quick => {
                    format!("; one of your own is an object: `import '{kind}s/{name}.libsonnet'`")
                }
                _ => String::new(),
            };
            (
                format!("there is no {kind} `{name}`"),
                suggestion(name, &known).map(|hint| hint + &own),
            )
        }
        "duplicate-part" => (
            format!(
                "{} `{name}` is named twice",
                data.text("kind").unwrap_or("part")
            ),
            Some(if quick {
                "name it once".to_owned()
            } else {
                format!(
                    "give the second one a name of its own: `(import …) {{ name: '{name}-2' }}`"
                )
            }),
        ),
        "missing-requirement" => {
            let needs = data.text("needs").unwrap_or_default();
            (
                match data.part() {
                    Some(part) => format!("{part} requires `{needs}`, which is missing"),
                    None => format!("`{needs}` is missing"),
                },
                Some(format!("add `{needs}` to `components` or `addons`")),
            )
        }
        _ => return None,
    })
}

/// Values against what parts declare.
fn of_values(data: &Data<'_>, quick: bool) -> Option<Words> {
    let path = data.path();
    let known = data.list("known");
    let name = data.name();
    Some(match data.code() {
        "unset-value" => {
            let help = data
                .text("help")
                .map(|help| format!(" ({})", help.trim_end_matches('.')))
                .unwrap_or_default();
            let hint = if quick {
                let flag = path.trim_start_matches("values.");
                format!("add `--set {flag}=…`")
            } else {
                let path = data.list("path");
                let path = path.strip_prefix(&["values"]).unwrap_or(&path);
                format!("add `{}` to `values`", assignment(path, "…"))
            };
            (format!("must provide `{path}`{help}"), Some(hint))
        }
        "unknown-value" => {
            let known: Vec<&str> = known.into_iter().filter(|name| !name.is_empty()).collect();
            (
                format!("nothing declares the value `{path}`"),
                suggestion(name, &known),
            )
        }
        "lost-value" => (
            format!(
                "`{path}` replaces what was there: {} would be lost",
                quoted(&data.list("lost"))
            ),
            Some(format!(
                "write `{}+:` to add to it",
                data.list("path").last().copied().unwrap_or_default()
            )),
        ),
        "hidden-value" => (
            format!("`{path}` is hidden by `::` and would vanish from the output"),
            Some("write `:` in place of `::`".to_owned()),
        ),
        "not-one-of" => (
            format!("`{path}` can't be {}", data.json("value")),
            Some(format!("one of: {}", data.list("oneOf").join(", "))),
        ),
        "conflict" => (
            format!("`{path}` is set differently by {}", data.parts()),
            Some("set it in `values`, which decides".to_owned()),
        ),
        _ => return None,
    })
}

/// What all parts want, taken together.
fn of_the_model(data: &Data<'_>) -> Option<Words> {
    let path = data.path();
    let known = data.list("known");
    let name = data.name();
    Some(match data.code() {
        "model-conflict" => (
            format!(
                "{} both make `{}`",
                data.parts(),
                data.text("key").unwrap_or_default()
            ),
            Some("give one of them a name of its own".to_owned()),
        ),
        "drop-unknown" => {
            let what = data.text("what").unwrap_or("things").trim_end_matches('s');
            (
                format!("there is no {what} `{name}` to drop"),
                suggestion(name, &known),
            )
        }
        "ambiguous-alert" => match data.0.get("matches").and_then(Value::as_u64) {
            Some(0) => (
                format!("no alert `{name}` has these labels"),
                Some(format!(
                    "`where` holds labels, the `group` or the `part` of an alert; there is {}",
                    data.places().join(" and ")
                )),
            ),
            matches => (
                format!(
                    "{} alerts have the name `{name}`",
                    matches.unwrap_or_default()
                ),
                Some(format!(
                    "say which with `where`, or change all of them with `all: true`; there is {}",
                    data.places().join(" and ")
                )),
            ),
        },
        "end-of-life" => (
            format!(
                "{} {} on {}",
                data.text("subject").unwrap_or_default(),
                data.text("verb").unwrap_or("ends"),
                data.text("date").unwrap_or_default()
            ),
            data.text("text").map(str::to_owned),
        ),
        "expiry" => (
            format!(
                "alert `{name}` is left out until {}, which is over ({})",
                data.text("until").unwrap_or_default(),
                data.text("reason").unwrap_or_default()
            ),
            Some(format!(
                "take the override of `{name}` out, or give it another day"
            )),
        ),
        "no-threshold" => (
            format!(
                "`{name}` has no threshold that could be changed: {}",
                data.text("why").unwrap_or_default()
            ),
            Some("write the whole `expr`, or set what its mixin has in `config`".to_owned()),
        ),
        "cluster-in-text" => (
            format!(
                "texts of {} name the cluster, and series have no such label where there is only one",
                quoted(&data.list("alerts"))
            ),
            Some(
                "give them other `annotations` in `values.alerts`, or say `common+: { multi_cluster: true }`"
                    .to_owned(),
            ),
        ),
        "unknown-document" => (
            format!(
                "`documents` changes `{}`, which nothing makes",
                data.text("document").unwrap_or(&path)
            ),
            suggestion(data.text("document").unwrap_or(&path), &known),
        ),
        "unknown-config" => (
            format!("the mixin has no configuration key `{name}`: it changes nothing"),
            suggestion(name, &known),
        ),
        _ => return None,
    })
}

/// `['email', 'to']` as `email+: { to: VALUE }`: what to write in Jsonnet.
#[must_use]
pub fn assignment(path: &[&str], value: &str) -> String {
    let Some((last, parents)) = path.split_last() else {
        return value.to_owned();
    };
    let mut open = String::new();
    for key in parents {
        open.extend([jsonnet_key(key).as_str(), "+: { "]);
    }
    let close = " }".repeat(parents.len());
    format!("{open}{}: {value}{close}", jsonnet_key(last))
}

/// `string or object` as `a string or an object`; other words as they are.
fn with_article(types: &str) -> String {
    let article = |name: &str| match name.split(' ').next().unwrap_or_default() {
        "array" | "object" => format!("an {name}"),
        "string" | "number" | "boolean" | "function" => format!("a {name}"),
        _ => name.to_owned(),
    };
    types
        .split(" or ")
        .map(article)
        .collect::<Vec<_>>()
        .join(" or ")
}

fn jsonnet_key(key: &str) -> String {
    if is_plain(key) {
        key.to_owned()
    } else {
        format!("'{}'", key.replace('\\', r"\\").replace('\'', r"\'"))
    }
}

/// Whether a key needs no quotes in Jsonnet.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !key.starts_with(|c: char| c.is_ascii_digit())
}
