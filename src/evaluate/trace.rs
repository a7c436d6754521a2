//! Evaluation errors as data.
//!
//! The evaluator's trace is long and leads through its standard library and
//! ours. What is kept: the message, the frames that have a place in somebody's
//! file, and the path in the output where the value was wanted.

use jrsonnet_evaluator::{Error, Span, State, analyze::DiagLevel, error::ErrorKind};
use serde::{Deserialize, Serialize};

use super::{Place, convert, import};
use crate::source::Insertions;

/// Why an evaluation went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Class {
    /// The program is wrong.
    Input,
    /// Something was refused for safety.
    Refused,
    /// A limit was reached.
    Limit,
}

/// An error of evaluation or rendering.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Failure {
    /// What went wrong, one line or more, without a final period.
    pub message: String,
    /// Decides the exit code.
    pub class: Class,
    /// The document that was wanted.
    pub place: Place,
    /// The path to the value in that document, such as `spec.groups[0].name`.
    pub path: String,
    /// Innermost first.
    pub frames: Vec<Frame>,
    /// The program's file, where no frame says more.
    pub program: String,
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Frame {
    /// The file, relative to the project, or `mixgen/…`.
    pub file: String,
    /// Whether it is a file of the embedded library.
    pub embedded: bool,
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    /// Length of what is meant on that line, in characters, at least 1.
    pub length: usize,
    /// The text of that line.
    pub source: String,
    /// What was evaluated there.
    pub what: String,
}

impl Failure {
    /// An error without a place in a source file.
    pub(super) fn plain(message: String, place: Place) -> Self {
        Self {
            message,
            class: Class::Input,
            place,
            path: String::new(),
            frames: Vec::new(),
            program: String::new(),
        }
    }

    /// A limit on the output was reached.
    pub(super) fn limit(message: String, place: Place) -> Self {
        Self {
            class: Class::Limit,
            ..Self::plain(message, place)
        }
    }
}

/// The message when calls are nested beyond the limit.
pub const TOO_DEEP: &str = "the limit of nested calls was reached: is there an endless recursion?";

/// Frames shown at most; recursion makes hundreds.
const MAX_FRAMES: usize = 12;

pub(super) fn failure(state: &State, error: &Error, place: Place) -> Failure {
    let imports = import::of(state);
    let mut frames = Vec::new();
    let mut steps = Vec::new();
    for element in &error.trace().0 {
        if let Some(step) = element.desc.strip_prefix(convert::STEP) {
            steps.push(step.to_owned());
        } else if let Some(span) = &element.location
            && frames.len() < MAX_FRAMES
        {
            let frame = frame(imports, span, &element.desc);
            if frames.last() != Some(&frame) {
                frames.push(frame);
            }
        }
    }
    let (message, class) = words(error.error(), imports, &mut frames);
    steps.reverse();
    Failure {
        message,
        class,
        place,
        path: join(&steps),
        frames,
        program: String::new(),
    }
}

fn words(error: &ErrorKind, imports: &import::Imports, frames: &mut Vec<Frame>) -> (String, Class) {
    match error {
        ErrorKind::StaticAnalysisError(diagnostics) => {
            let errors = || {
                diagnostics
                    .iter()
                    .filter(|diagnostic| diagnostic.level == DiagLevel::Error)
            };
            let messages: Vec<String> = errors().map(|error| tidy(&error.message)).collect();
            let spans = errors().filter_map(|error| error.span.as_ref());
            let places = spans
                .map(|span| frame(imports, span, ""))
                .collect::<Vec<_>>();
            frames.splice(0..0, places);
            (messages.join("\n"), Class::Input)
        }
        ErrorKind::ImportSyntaxError { error, .. } => (
            format!("syntax error: {}", tidy(&error.message)),
            Class::Input,
        ),
        ErrorKind::ImportCallbackError(message) => match imports.error(message) {
            Some(error) => {
                frames.splice(0..0, error.at.map(|frame| *frame));
                (error.message, error.class)
            }
            None => (message.clone(), Class::Input),
        },
        ErrorKind::StackOverflow => (TOO_DEEP.to_owned(), Class::Limit),
        ErrorKind::InfiniteRecursionDetected => match cycle(frames) {
            Some(files) => (format!("import cycle: {files}"), Class::Input),
            None => (
                "infinite recursion: a value needs itself".to_owned(),
                Class::Limit,
            ),
        },
        ErrorKind::ValueIndexMustBeTypeGot(what, _, got) if what.to_string() == "array" => (
            format!("an array's index must be a number, got a {got}"),
            Class::Input,
        ),
        ErrorKind::RuntimeError(message) if **message == *"array is too large" => {
            (message.to_string(), Class::Limit)
        }
        ErrorKind::RuntimeError(message) => (message.to_string(), Class::Input),
        ErrorKind::TypeError(error) => match beyond_counting(&error.to_string()) {
            Some(message) => (message, Class::Limit),
            None => (tidy(&format!("type error: {error}")), Class::Input),
        },
        other => (tidy(&other.to_string()), Class::Input),
    }
}

/// The words for a number that the evaluator cannot count to, if a type error
/// is about one: `number out of bounds: 1e10 not in 0..2147483647`.
fn beyond_counting(error: &str) -> Option<String> {
    let (number, bounds) = error
        .strip_prefix("number out of bounds: ")?
        .split_once(" not in ")?;
    let (_, most) = bounds.split_once("..")?;
    let most: f64 = most.split(' ').next()?.parse().ok()?;
    let counts = [f64::from(i32::MAX), f64::from(u32::MAX)].contains(&most);
    (counts && number.parse::<f64>().ok()? > most)
        .then(|| format!("{number} is above the limit of {most} for a count"))
}

/// The files of an import cycle, when the innermost frame is an import: from
/// the file that is imported a second time, round to it.
fn cycle(frames: &[Frame]) -> Option<String> {
    let innermost = frames.first().filter(|frame| frame.what == "import")?;
    let again: String = innermost
        .source
        .chars()
        .skip(innermost.column - 1)
        .collect();
    let again = again
        .split(['"', '\''])
        .nth(1)?
        .rsplit('/')
        .next()?
        .to_owned();
    let imports = frames.iter().filter(|frame| frame.what == "import");
    let mut files: Vec<&str> = imports.rev().map(|frame| frame.file.as_str()).collect();
    files.dedup();
    let first = files
        .iter()
        .position(|file| file.rsplit('/').next() == Some(&again))?;
    let round = &files[first..];
    Some(format!("`{}` → `{}`", round.join("` → `"), round[0]))
}

/// The evaluator's messages in this project's manner: one line a thing, names
/// in backticks.
fn tidy(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("no such field: ") {
        let (name, similar) = rest.split_once('\n').unwrap_or((rest, ""));
        let hint = similar
            .split_once("present: ")
            .and_then(|(_, names)| names.split(", ").next())
            .map(|name| format!("; did you mean `{name}`?"))
            .unwrap_or_default();
        return format!("no such field: `{name}`{hint}");
    }
    message.trim_end_matches('.').to_owned()
}

fn join(steps: &[String]) -> String {
    let mut path = String::new();
    for step in steps {
        match step.strip_prefix('.') {
            Some(key) if is_plain(key) && path.is_empty() => path.push_str(key),
            Some(key) if is_plain(key) => path.push_str(step),
            Some(key) => path.extend(["[", &format!("{key:?}"), "]"]),
            None => path.push_str(step),
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    key.chars()
        .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// A frame of what the author wrote; `span` is of what the evaluator read.
pub(super) fn frame(imports: &import::Imports, span: &Span, what: &str) -> Frame {
    let source = &span.0;
    let path = source.source_path().downcast_ref::<import::ImportPath>();
    let original = path
        .and_then(|path| imports.original(path))
        .unwrap_or_else(|| import::Original {
            text: source.code().to_owned(),
            insertions: Insertions::default(),
        });
    let code = original.text.as_str();
    let floor = |offset: u32| {
        let offset = original.insertions.original_offset(offset as usize);
        let mut offset = offset.min(code.len());
        while !code.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let (start, end) = (floor(span.1), floor(span.2));
    let line_start = code[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = code[start..]
        .find('\n')
        .map_or(code.len(), |newline| start + newline);
    Frame {
        file: source.source_path().to_string(),
        embedded: matches!(path, Some(path) if matches!(path.origin, import::Origin::Embedded(_))),
        line: code[..start].matches('\n').count() + 1,
        column: code[line_start..start].chars().count() + 1,
        length: code[start..end.clamp(start, line_end)]
            .chars()
            .count()
            .max(1),
        source: code[line_start..line_end].trim_end_matches('\r').to_owned(),
        what: what.to_owned(),
    }
}
