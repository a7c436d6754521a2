//! Evaluation errors as data.
//!
//! The evaluator's trace is long and leads through its standard library and
//! ours. What is kept: the message, the frames that have a place in somebody's
//! file, and the path in the output where the value was wanted.

mod words;

use jrsonnet_evaluator::{Error, Source, Span, State};
use serde::{Deserialize, Serialize};

use super::{Place, convert, import, locate};

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
    /// The document that was wanted; errors are sorted by it.
    pub place: Place,
    /// The path to the value in that document, such as `spec.groups[0].name`.
    pub path: String,
    /// What went wrong, one line or more, without a final period.
    pub message: String,
    /// Decides the exit code.
    pub class: Class,
    /// Innermost first.
    pub frames: Vec<Frame>,
    /// What to do about it.
    pub hint: Option<String>,
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
            hint: None,
        }
    }

    /// A limit on the output was reached, which this setting raises.
    pub(super) fn limit(message: String, place: Place, setting: &str) -> Self {
        Self {
            class: Class::Limit,
            hint: Some(format!(
                "raise it with `{setting}` in `[limits]` of mixgen.toml"
            )),
            ..Self::plain(message, place)
        }
    }
}

/// Frames shown at most; recursion makes hundreds.
const MAX_FRAMES: usize = 12;

/// The error as data. `source` is the program's own file, for the many errors
/// that the evaluator gives no place: then it is where the value is written.
pub(super) fn failure(
    state: &State,
    error: &Error,
    place: Place,
    source: Option<&Source>,
) -> Failure {
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
    let words::Words {
        message,
        class,
        hint,
    } = words::words(error, imports, &mut frames);
    steps.reverse();
    if frames.iter().all(|frame| frame.embedded) {
        let place = source.map(|source| written(imports, source, &place, &steps));
        frames.extend(place);
    }
    Failure {
        message,
        class,
        place,
        path: join(&steps),
        frames,
        hint,
    }
}

/// Where a value of the output is written in the program's own file, as far as
/// its keys lead there; else the file.
fn written(imports: &import::Imports, source: &Source, place: &Place, steps: &[String]) -> Frame {
    let names = place.environment.iter().chain(&place.document);
    let keys = steps.iter().map_while(|step| step.strip_prefix('.'));
    let path: Vec<String> = names
        .map(String::as_str)
        .chain(keys)
        .map(str::to_owned)
        .collect();
    match locate::locate(source, &path, None) {
        Some(found) => frame(imports, &found.span, ""),
        None => Frame {
            source: String::new(),
            ..frame(imports, &Span(source.clone(), 0, 0), "")
        },
    }
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
    let original = path.and_then(|path| imports.original(path));
    let (code, range) = match &original {
        Some(original) => {
            let offset = |offset| original.insertions.original_offset(offset as usize);
            (original.text.as_str(), offset(span.1)..offset(span.2))
        }
        None => (source.code(), span.1 as usize..span.2 as usize),
    };
    let embedded = matches!(path, Some(path) if matches!(path.origin, import::Origin::Embedded(_)));
    Frame {
        embedded,
        what: what.to_owned(),
        ..Frame::at(source.source_path().to_string(), code, range)
    }
}

impl Frame {
    /// The place of a range of bytes in a text.
    pub(crate) fn at(file: String, code: &str, range: std::ops::Range<usize>) -> Self {
        let floor = |offset: usize| {
            let mut offset = offset.min(code.len());
            while !code.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        };
        let (start, end) = (floor(range.start), floor(range.end));
        let line_start = code[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = code[start..]
            .find('\n')
            .map_or(code.len(), |newline| start + newline);
        Self {
            file,
            embedded: false,
            line: code[..start].matches('\n').count() + 1,
            column: code[line_start..start].chars().count() + 1,
            length: code[start..end.clamp(start, line_end)]
                .chars()
                .count()
                .max(1),
            source: code[line_start..line_end].trim_end_matches('\r').to_owned(),
            what: String::new(),
        }
    }
}
