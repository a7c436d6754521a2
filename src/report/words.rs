//! The words of each phase's errors.

use super::{Diagnostic, Level};
use crate::{
    evaluate::{Failure, Place},
    project::{ProjectError, SettingsError},
    worker::{Limit, WorkerError},
};

impl From<&Failure> for Diagnostic {
    fn from(failure: &Failure) -> Self {
        let place = place_words(&failure.place, &failure.path);
        Self {
            level: Level::Error,
            message: failure.message.clone(),
            frames: failure.frames.clone(),
            context: place,
            hint: failure.hint.clone(),
        }
    }
}

/// `in environment k3d, document etcd/rules.yaml at spec.groups[0]`.
fn place_words(place: &Place, path: &str) -> String {
    let mut words = Vec::new();
    if let Some(environment) = &place.environment {
        words.push(format!("in environment `{environment}`"));
    }
    if let Some(document) = &place.document {
        let at = if path.is_empty() {
            String::new()
        } else {
            format!(" at `{}`", shortened(path))
        };
        words.push(format!("document `{document}`{at}"));
    } else if !path.is_empty() {
        words.push(format!("at `{}`", shortened(path)));
    }
    words.join(", ")
}

/// The path of a value that has no end, without most of it.
fn shortened(path: &str) -> String {
    match (
        path.char_indices().nth(120),
        path.char_indices().nth_back(20),
    ) {
        (Some((head, _)), Some((tail, _))) if head < tail => {
            format!("{}…{}", &path[..head], &path[tail..])
        }
        _ => path.to_owned(),
    }
}

impl From<&WorkerError> for Diagnostic {
    fn from(error: &WorkerError) -> Self {
        match error {
            WorkerError::Limit {
                limit,
                program,
                working_on,
            } => {
                let mut places = vec![program.clone()];
                places.extend(working_on.iter().map(|place| place_words(place, "")));
                places.retain(|words| !words.is_empty());
                places.dedup();
                let (message, hint) = limit_words(*limit);
                Self {
                    context: places.join(", "),
                    ..Self::error(message).hint(hint)
                }
            }
            WorkerError::Bug(message) => Self::error(format!("mixgen has a defect: {message}"))
                .hint("please report it with the program that shows it; nothing was written"),
            WorkerError::Died(status) => {
                Self::error(format!("evaluation ended unexpectedly: {status}"))
                    .hint("please report it with the program that shows it; nothing was written")
            }
            WorkerError::Io(error) => Self::error(format!("can't run the evaluation: {error}")),
        }
    }
}

fn limit_words(limit: Limit) -> (String, &'static str) {
    match limit {
        Limit::Time(time) => (
            format!(
                "evaluation took longer than the limit of {} s",
                time.as_secs_f64()
            ),
            "is there an endless loop? else raise it with --max-time, or `time` in `[limits]` of mixgen.toml",
        ),
        Limit::Memory(memory) => (
            format!("evaluation needed more memory than the limit of {memory} MiB"),
            "is there a value that grows without end? else raise it with --max-memory, or `memory` in `[limits]` of mixgen.toml",
        ),
        Limit::Stack => (
            "evaluation went too deep for the stack".to_owned(),
            "is there an endless recursion through object fields?",
        ),
        Limit::Output(output) => (
            format!("the output is larger than the limit of {output} MiB"),
            "raise it with --max-output, or `output` in `[limits]` of mixgen.toml",
        ),
        Limit::Files(files) => (
            format!("an environment has more files than the limit of {files}"),
            "raise it with `files` in `[limits]` of mixgen.toml",
        ),
    }
}

impl From<&ProjectError> for Diagnostic {
    fn from(error: &ProjectError) -> Self {
        match error {
            ProjectError::Current(error) => {
                Self::error(format!("can't find the project's folder: {error}"))
            }
            ProjectError::NotText(path) => {
                Self::error(format!("the path `{}` is not UTF-8", path.display()))
                    .hint("imports and output are named by text: move the project")
            }
            ProjectError::Settings(error) => {
                let at = match error {
                    SettingsError::Invalid(_, at) => at.as_deref().cloned(),
                    SettingsError::Unreadable(_) | SettingsError::Zero(_) => None,
                };
                Self {
                    frames: at.into_iter().collect(),
                    ..Self::error(error.to_string())
                }
            }
        }
    }
}
<<<<<<< HEAD
=======

fn quoted(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// "did you mean …" where one is near, else what there is.
fn suggestion(name: &str, known: &[&str]) -> Option<String> {
    match did_you_mean(name, known.iter().copied()) {
        Some(near) => Some(format!(
            "did you mean `{near}`? known: {}",
            known.join(", ")
        )),
        None if known.is_empty() => None,
        None => Some(format!("known: {}", known.join(", "))),
    }
}

fn problem_words(data: &Data<'_>, quick: bool) -> (String, Option<String>) {
    let path = data.path();
    let known = data.list("known");
    let name = data
        .text("name")
        .or_else(|| data.text("key"))
        .unwrap_or_default();
    match data.text("code").unwrap_or_default() {
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
                "`{path}` must be {}, not {}",
                data.text("expected").unwrap_or("of another type"),
                data.text("got").unwrap_or("this")
            ),
            None,
        ),
        "unknown-name" => {
            let kind = data.text("kind").unwrap_or("part");
            let own = match kind {
                "component" | "addon" | "platform" => {
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
            Some(format!(
                "give the second one a name of its own: `(import …) {{ name: '{name}-2' }}`"
            )),
        ),
        "missing-requirement" => {
            let needs = data.text("needs").unwrap_or_default();
            (
                format!("`{needs}` is missing"),
                Some(format!("add `{needs}` to the environment")),
            )
        }
        "unset-value" => {
            let help = data
                .text("help")
                .map(|help| format!(" ({})", help.trim_end_matches('.')))
                .unwrap_or_default();
            let hint = if quick {
                let flag = path.trim_start_matches("values.");
                format!("add `--set {flag}=…`")
            } else {
                format!("add {} to `values`", assignment(&data.list("path")))
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
            Some("write `:`".to_owned()),
        ),
        "not-one-of" => (
            format!("`{path}` can't be {}", data.json("value")),
            Some(format!("one of: {}", data.list("oneOf").join(", "))),
        ),
        "conflict" => (
            format!(
                "`{path}` is set differently by {}",
                quoted(&data.list("parts"))
            ),
            Some("set it in `values`, which decides".to_owned()),
        ),
        "model-conflict" => (
            format!(
                "{} both make `{}`",
                quoted(&data.list("parts")),
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
        "ambiguous-alert" => match data.0.get("matches") {
            Some(Value::Number(matches)) if matches.as_u64() == Some(0) => (
                format!("no alert `{name}` has the labels of `where`"),
                None,
            ),
            matches => (
                format!(
                    "{} alerts have the name `{name}`",
                    matches.unwrap_or(&Value::Null)
                ),
                Some(
                    "say which by their labels, `where: { severity: … }`, or write `all: true`"
                        .to_owned(),
                ),
            ),
        },
        "end-of-life" => (
            format!(
                "{} ends on {}",
                data.text("subject").unwrap_or_default(),
                data.text("date").unwrap_or_default()
            ),
            data.text("text").map(str::to_owned),
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
        code => (
            data.text("message").map_or_else(
                || format!("the library reports `{code}` at `{path}`"),
                str::to_owned,
            ),
            data.text("hint").map(str::to_owned),
        ),
    }
}

/// `['values', 'email', 'to']` as `` `email+: { to: … }` ``.
fn assignment(path: &[&str]) -> String {
    let path = path.strip_prefix(&["values"]).unwrap_or(path);
    let Some((last, parents)) = path.split_last() else {
        return "it".to_owned();
    };
    let open: String = parents
        .iter()
        .map(|key| format!("{}+: {{ ", jsonnet_key(key)))
        .collect();
    let close = " }".repeat(parents.len());
    format!("`{open}{}: …{close}`", jsonnet_key(last))
}

fn jsonnet_key(key: &str) -> String {
    if is_plain(key) {
        key.to_owned()
    } else {
        format!("'{key}'")
    }
}

/// Whether a key needs no quotes in Jsonnet.
fn is_plain(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !key.starts_with(|c: char| c.is_ascii_digit())
}
>>>>>>> domain
