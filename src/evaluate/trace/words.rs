//! The evaluator's errors in this project's words.

use jrsonnet_evaluator::{
    Error, IStr,
    analyze::{DiagLevel, Diagnostic},
    error::{ErrorKind, SyntaxError},
};

use super::{Class, Frame, frame};
use crate::{evaluate::import, text::did_you_mean};

/// What is said of an error.
pub(super) struct Words {
    pub(super) message: String,
    pub(super) class: Class,
    pub(super) hint: Option<String>,
}

impl Words {
    fn input(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            class: Class::Input,
            hint: None,
        }
    }

    fn limit(message: impl Into<String>) -> Self {
        Self {
            class: Class::Limit,
            ..Self::input(message)
        }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
}

/// Puts an error into words; where it has a place of its own, that comes first
/// in `frames`.
pub(super) fn words(error: &Error, imports: &import::Imports, frames: &mut Vec<Frame>) -> Words {
    match error.error() {
        ErrorKind::StaticAnalysisError(found) => analysis(found, imports, frames),
        ErrorKind::ImportCallbackError(message) => match imports.error(message) {
            Some(error) => {
                frames.splice(0..0, error.at.map(|at| *at));
                Words {
                    class: error.class,
                    hint: error.hint.map(str::to_owned),
                    message: error.message,
                }
            }
            None => Words::input(message.clone()),
        },
        ErrorKind::StackOverflow => {
            Words::limit("the limit of nested calls was reached: is there an endless recursion?")
                .hint("if it is none, raise the limit with --max-depth, or `depth` in `[limits]` of mixgen.toml")
        }
        ErrorKind::InfiniteRecursionDetected => match cycle(frames) {
            Some(files) => Words::input(format!("import cycle: {files}")),
            None => Words::limit("infinite recursion: a value needs itself"),
        },
        ErrorKind::RuntimeError(message) if message.as_str() == "array is too large" => {
            Words::limit(message.to_string())
        }
        ErrorKind::RuntimeError(message) => json(error, message, imports, frames)
            .unwrap_or_else(|| Words::input(message.to_string())),
        other => of_a_value(other, frames.is_empty()),
    }
}

/// Errors of operators, calls and fields. `outside`: no call in a file led
/// here, so it is the program itself that is called.
fn of_a_value(error: &ErrorKind, outside: bool) -> Words {
    let message = match error {
        ErrorKind::UnaryOperatorDoesNotOperateOnType(operator, value) => {
            format!("`{operator}` can't be applied to {value}")
        }
        ErrorKind::BinaryOperatorDoesNotOperateOnValues(operator, left, right) => {
            format!("`{operator}` can't be applied to {left} and {right}")
        }
        ErrorKind::ImportSyntaxError { error, .. } => {
            let words = Words::input(format!("syntax error: {}", backticks(&error.message)));
            // The usual way to write a rule's `for`.
            let word = keyword(&error.message).or_else(|| a_local(error));
            return match (word, with_a_dash(error)) {
                (Some(word), _) => words.hint(format!(
                    "`{word}` is a word of Jsonnet: as the name of a field it is `'{word}'`, in quotes"
                )),
                (None, Some(name)) => words.hint(format!(
                    "a name with a `-` in it wants quotes: `'{name}'`"
                )),
                (None, None) => words,
            };
        }
        ErrorKind::ImportBadFileUtf8(path) => {
            return Words::input(format!("can't import `{path}` as text: not UTF-8"))
                .hint("`importbin` gives the bytes of a file");
        }
        // An assertion without a message has this one.
        ErrorKind::AssertionFailed(message) if message.as_str() == "null" => {
            "assertion failed".to_owned()
        }
        ErrorKind::AssertionFailed(message) => format!("assertion failed: {message}"),
        ErrorKind::NoSuchField(name, near) => {
            let near = near.first().map(IStr::as_str);
            format!("no such field: `{name}`{}", meant(near))
        }
        ErrorKind::UnknownFunctionParameter(name) => {
            format!("the function has no parameter `{name}`")
        }
        ErrorKind::BindingParameterASecondTime(name) => {
            format!("the argument `{name}` is given twice")
        }
        ErrorKind::TooManyArgsFunctionHas(most, _) => {
            format!("too many arguments: the function takes {most}")
        }
        ErrorKind::FunctionParameterNotBoundInCall(name, signature) => {
            let words = Words::input(format!(
                "the argument `{name}` is missing: the function is `function{signature}`"
            ));
            if outside {
                return words.hint(format!(
                    "give it with `--tla-str {name}=…`, or `--tla-code {name}=…` for Jsonnet"
                ));
            }
            return words;
        }
        ErrorKind::UndefinedExternalVariable(name) => {
            return Words::input(format!("the external variable `{name}` is not defined")).hint(
                format!("give it with `--ext-str {name}=…`, or `--ext-code {name}=…` for Jsonnet"),
            );
        }
        ErrorKind::DuplicateFieldName(name) => format!("the field `{name}` is there twice"),
        // What the evaluator says it wants of the index is not to be relied on.
        ErrorKind::ValueIndexMustBeTypeGot(what, _, got) => match what.to_string().as_str() {
            "object" => format!("the index of an object must be a string, not {got}"),
            what @ ("array" | "string") => {
                format!("the index into the {what} must be a number, not {got}")
            }
            other => format!("{other} has no fields"),
        },
        ErrorKind::ArrayBoundsError(index, length) => {
            format!("the index {index} is outside of an array of {length}")
        }
        ErrorKind::StringBoundsError(index, length) => {
            format!("the index {index} is outside of a string of {length}")
        }
        ErrorKind::TypeMismatch(what, wanted, got) => {
            let wanted: Vec<String> = wanted.iter().map(ToString::to_string).collect();
            format!("the {what} must be {}, not {got}", wanted.join(" or "))
        }
        ErrorKind::DivisionByZero => "division by zero".to_owned(),
        ErrorKind::ConvertNumValue(_) => "the number is too large".to_owned(),
        ErrorKind::TypeError(error) => {
            let message = error.to_string();
            match beyond_counting(&message) {
                Some(words) => return Words::limit(words),
                None => type_error(&message),
            }
        }
        other => other.to_string().trim_end_matches('.').to_owned(),
    };
    Words::input(message)
}

/// Names that are not there or there twice; each with its place.
fn analysis(found: &[Diagnostic], imports: &import::Imports, frames: &mut Vec<Frame>) -> Words {
    let errors = || {
        found
            .iter()
            .filter(|diagnostic| diagnostic.level == DiagLevel::Error)
    };
    let messages: Vec<String> = errors().map(|error| of_a_name(&error.message)).collect();
    let spans = errors().filter_map(|error| error.span.as_ref());
    let places: Vec<Frame> = spans.map(|span| frame(imports, span, "")).collect();
    frames.splice(0..0, places);
    Words::input(messages.join("\n"))
}

fn of_a_name(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("undefined local: ") {
        let (name, known) = rest.split_once('\n').unwrap_or((rest, ""));
        let near = known
            .split_once("present: ")
            .and_then(|(_, names)| did_you_mean(name, names.split(", ")));
        return format!("there is no local `{name}`{}", meant(near));
    }
    if let Some(name) = message.strip_prefix("local is already defined in the current frame: ") {
        return format!("`{name}` is defined twice");
    }
    message.to_owned()
}

fn meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// A word of Jsonnet that stands where the name of a field should.
fn keyword(message: &str) -> Option<&str> {
    const WORDS: [&str; 12] = [
        "assert", "else", "error", "false", "for", "function", "if", "import", "in", "local",
        "null", "true",
    ];
    let got = message.strip_prefix("expected field name, got ")?;
    let word = got.trim_matches(['"', '\'', '`']);
    WORDS.contains(&word).then_some(word)
}

/// `{ local: … }`: a field may begin with this word, which then wants a name.
fn a_local(error: &SyntaxError) -> Option<&'static str> {
    let before = error.location.0.code().get(..error.location.1 as usize)?;
    let is_field = error.message.starts_with("expected identifier") && error.message.contains(':');
    (is_field && before.trim_end().ends_with("local")).then_some("local")
}

/// `{ http-service: … }`: the name as it was meant.
fn with_a_dash(error: &SyntaxError) -> Option<String> {
    let is_field = error.message.starts_with("expected") && error.message.contains(':');
    let (before, rest) = error
        .location
        .0
        .code()
        .split_at_checked(error.location.1 as usize)?;
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let first = before.rsplit(|c| !in_name(c)).next()?;
    let name: String = rest.chars().take_while(|c| in_name(*c)).collect();
    (is_field && name.starts_with('-') && !first.is_empty() && name.len() > 1)
        .then(|| format!("{first}{name}"))
}

/// `expected '}', got number "1"` with backticks.
fn backticks(message: &str) -> String {
    if message.contains('`') {
        return message.to_owned();
    }
    message.replace(['\'', '"'], "`")
}

/// A union of types comes as one line for each.
fn type_error(message: &str) -> String {
    let union = message
        .strip_prefix("every failed from ")
        .and_then(|rest| rest.split_once(":\n"))
        .and_then(|(types, tries)| Some((types, tries.rsplit_once(", got ")?.1)));
    match union {
        Some((types, got)) => format!(
            "type error: expected {}, got {got}",
            types.replace(" | ", " or ")
        ),
        None => format!("type error: {message}"),
    }
}

/// A number that the evaluator cannot count to, if a type error is about one:
/// `number out of bounds: 10000000000 not in -2147483648..2147483647`.
fn beyond_counting(message: &str) -> Option<String> {
    let (number, bounds) = message
        .strip_prefix("number out of bounds: ")?
        .split_once(" not in ")?;
    let most: f64 = bounds.split_once("..")?.1.parse().ok()?;
    let is_count = [f64::from(i32::MAX), f64::from(u32::MAX)].contains(&most);
    (is_count && number.parse::<f64>().ok()? > most)
        .then(|| format!("{number} is above the limit of {most} for a count or an index"))
}

/// What is wrong within an imported `.json`: its place there.
fn json(
    error: &Error,
    message: &str,
    imports: &import::Imports,
    frames: &mut [Frame],
) -> Option<Words> {
    let innermost = error.trace().0.iter().find_map(|it| it.location.as_ref())?;
    let path = innermost
        .0
        .source_path()
        .downcast_ref::<import::ImportPath>()?;
    if path.usage != import::Use::Json {
        return None;
    }
    let why = message
        .strip_prefix("failed to parse json: ")
        .unwrap_or(message);
    let (why, at) = why.split_once(" at line ")?;
    let (line, column) = at.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let text = imports.text(path)?;
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = before.map(str::len).sum::<usize>() + column.saturating_sub(1);
    // The first frame is the line of ours that calls the parser.
    if let Some(first) = frames.first_mut() {
        *first = Frame {
            embedded: first.embedded,
            ..Frame::at(path.to_string(), &text, start..start + 1)
        };
    }
    Some(Words::input(format!("`{path}` is no JSON: {why}")))
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
