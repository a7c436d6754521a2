//! The words of what the library says about a project (see
//! [`crate::evaluate::Problem`]).

use std::borrow::Cow;

use serde_json::{Map, Value};

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

/// The fields of a problem.
struct Data<'a>(&'a Map<String, Value>);

impl<'a> Data<'a> {
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

    fn code(&self) -> &'a str {
        self.text("code").unwrap_or_default()
    }

    /// The name that the problem is about.
    fn name(&self) -> &'a str {
        let name = self.text("name").or_else(|| self.text("key"));
        name.unwrap_or_default()
    }

    /// `addon email` as ``addon `email` ``.
    fn part(&self) -> Option<String> {
        let part = self.text("part")?;
        Some(match part.split_once(' ') {
            Some((kind, name)) => format!("{kind} `{name}`"),
            None => format!("`{part}`"),
        })
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
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
                Value::String(key) => text.extend(["['", key, "']"]),
                index => text.extend(["[", &index.to_string(), "]"]),
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

    fn json(&self, key: &str) -> String {
        match self.0.get(key) {
            Some(Value::String(text)) => format!("`{text}`"),
            Some(value) => format!("`{value}`"),
            None => String::new(),
        }
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

/// A message, and what to do about it.
type Words = (String, Option<String>);

/// The stages in the order in which the library goes through them.
fn words(data: &Data<'_>, quick: bool) -> Words {
    arguments(data)
        .or_else(|| names(data, quick))
        .or_else(|| values(data, quick))
        .or_else(|| model(data))
        .unwrap_or_else(|| unknown(data))
}

/// What an environment is made of.
fn arguments(data: &Data<'_>) -> Option<Words> {
    let path = data.path();
    Some(match data.code() {
        "unknown-key" => {
            let name = data.name();
            let holder = match data.parent() {
                parent if parent.is_empty() => "an environment".to_owned(),
                parent => format!("`{parent}`"),
            };
            (
                format!("{holder} has no key `{name}`"),
                suggestion(name, &data.list("known")),
            )
        }
        "wrong-type" => {
            let expected = data.text("expected").unwrap_or("of another type");
            let got = data.text("got").unwrap_or("this");
            (format!("`{path}` must be {expected}, not {got}"), None)
        }
        _ => return None,
    })
}

/// Parts, and what they ask of each other.
fn names(data: &Data<'_>, quick: bool) -> Option<Words> {
    let kind = data.text("kind").unwrap_or("part");
    let name = data.name();
    Some(match data.code() {
        "unknown-name" => {
            let known = data.list("known");
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
        "duplicate-part" => {
            let hint = if quick {
                "name it once".to_owned()
            } else {
                format!(
                    "give the second one a name of its own: `(import …) {{ name: '{name}-2' }}`"
                )
            };
            (format!("{kind} `{name}` is named twice"), Some(hint))
        }
        "missing-requirement" => {
            let needs = data.text("needs").unwrap_or_default();
            (
                format!("`{needs}` is missing"),
                Some(format!("add `{needs}` to the environment")),
            )
        }
        "end-of-life" => {
            let subject = data.text("subject").unwrap_or_default();
            let day = data.text("date").unwrap_or_default();
            let hint = data.text("text").map(str::to_owned);
            (format!("{subject} ends on {day}"), hint)
        }
        _ => return None,
    })
}

/// What parts declare, and what sets it.
fn values(data: &Data<'_>, quick: bool) -> Option<Words> {
    let path = data.path();
    Some(match data.code() {
        "unset-value" => {
            let help = data.text("help").map(|help| help.trim_end_matches('.'));
            let help = help.map_or_else(String::new, |help| format!(" ({help})"));
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
            let mut known = data.list("known");
            known.retain(|name| !name.is_empty());
            (
                format!("nothing declares the value `{path}`"),
                suggestion(data.name(), &known),
            )
        }
        "lost-value" => {
            let lost = quoted(&data.list("lost"));
            let key = data.list("path").last().copied().unwrap_or_default();
            (
                format!("`{path}` replaces what was there: {lost} would be lost"),
                Some(format!("write `{key}+:` to add to it")),
            )
        }
        "hidden-value" => (
            format!("`{path}` is hidden by `::` and would vanish from the output"),
            Some("write `:`".to_owned()),
        ),
        "not-one-of" => (
            format!("`{path}` can't be {}", data.json("value")),
            Some(format!("one of: {}", data.list("oneOf").join(", "))),
        ),
        "conflict" => {
            let parts = quoted(&data.list("parts"));
            (
                format!("`{path}` is set differently by {parts}"),
                Some("set it in `values`, which decides".to_owned()),
            )
        }
        _ => return None,
    })
}

/// What the parts make together.
fn model(data: &Data<'_>) -> Option<Words> {
    let name = data.name();
    Some(match data.code() {
        "model-conflict" => {
            let parts = quoted(&data.list("parts"));
            let key = data.text("key").unwrap_or_default();
            (
                format!("{parts} both make `{key}`"),
                Some("give one of them a name of its own".to_owned()),
            )
        }
        "drop-unknown" => {
            let what = data.text("what").unwrap_or("things").trim_end_matches('s');
            (
                format!("there is no {what} `{name}` to drop"),
                suggestion(name, &data.list("known")),
            )
        }
        "ambiguous-alert" => match data.0.get("matches").and_then(Value::as_u64) {
            Some(0) => (
                format!("no alert `{name}` has these labels"),
                Some("`where` holds labels that the alert has, such as `severity`".to_owned()),
            ),
            matches => (
                format!(
                    "{} alerts have the name `{name}`",
                    matches.unwrap_or_default()
                ),
                Some(
                    "say which with `where: { severity: … }` or other labels, or change all of them with `all: true`"
                        .to_owned(),
                ),
            ),
        },
        "unknown-document" => {
            let path = data.path();
            let document = data.text("document").unwrap_or(&path);
            (
                format!("`documents` changes `{document}`, which nothing makes"),
                suggestion(document, &data.list("known")),
            )
        }
        "unknown-config" => (
            format!("the mixin has no configuration key `{name}`: it changes nothing"),
            suggestion(name, &data.list("known")),
        ),
        _ => return None,
    })
}

/// A code that has no words here: the library's own, if it has any.
fn unknown(data: &Data<'_>) -> Words {
    let message = data.text("message").map_or_else(
        || format!("the library reports `{}` at `{}`", data.code(), data.path()),
        str::to_owned,
    );
    (message, data.text("hint").map(str::to_owned))
}

/// `['email', 'to']` as `email+: { to: VALUE }`: what to write in Jsonnet.
#[must_use]
pub fn assignment(path: &[&str], value: &str) -> String {
    let Some((last, parents)) = path.split_last() else {
        return value.to_owned();
    };
    let open: String = parents
        .iter()
        .flat_map(|key| [jsonnet_key(key), Cow::Borrowed("+: { ")])
        .collect();
    let close = " }".repeat(parents.len());
    format!("{open}{}: {value}{close}", jsonnet_key(last))
}

fn jsonnet_key(key: &str) -> Cow<'_, str> {
    if is_plain(key) {
        Cow::Borrowed(key)
    } else {
        Cow::Owned(format!("'{key}'"))
    }
}

/// Whether a key needs no quotes in Jsonnet.
fn is_plain(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !key.starts_with(|c: char| c.is_ascii_digit())
}
