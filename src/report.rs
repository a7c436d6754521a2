//! Errors and warnings as people see them: the one place that turns data into
//! words.
//!
//! ```text
//! error: must provide `values.email.to` (address that gets the alerts)
//!   --> mixgen.jsonnet:6:21, in environment `k3d`: addon `email` needs it
//!    |
//!  6 |     addons: ['email'],
//!    |              ^^^^^^^
//! hint: add `email+: { to: … }` to `values`
//! ```

mod problem;
mod side;
mod tests;
mod vendor;
mod words;

pub use problem::assignment;

use std::fmt::{self, Write as _};

use anstyle::{AnsiColor, Style};

use crate::{evaluate::Frame, text::escape};

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The command failed.
    Error,
    /// The command went on.
    Warning,
}

/// One message to a person. Lower case, no final period, names in backticks.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How grave.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// Where: the first is shown with its source line, the rest as a trail.
    pub frames: Vec<Frame>,
    /// Where in the output, or who says so: `in environment k3d`.
    pub context: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error with nothing but a message.
    #[must_use]
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            level: Level::Error,
            message: message.into(),
            frames: Vec::new(),
            context: String::new(),
            hint: None,
        }
    }

    /// The same with advice.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();
const PLACE: Style = AnsiColor::Blue.on_default().bold();
const BOLD: Style = Style::new().bold();

/// Frames shown below the first.
const TRAIL: usize = 4;

/// Width of a source line that is still shown, in characters.
const WIDTH: usize = 160;

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (style, word) = match self.level {
            Level::Error => (ERROR, "error"),
            Level::Warning => (WARNING, "warning"),
        };
        let message = escape_lines(&self.message);
        writeln!(f, "{style}{word}{style:#}{BOLD}: {message}{BOLD:#}")?;
        // A person's own line comes first; the library's are below it.
        let own = self.frames.iter().position(|frame| !frame.embedded);
        let first = own.unwrap_or(0);
        match self.frames.get(first) {
            Some(frame) => self.snippet(f, frame)?,
            None if self.context.is_empty() => {}
            None => writeln!(f, "  {PLACE}-->{PLACE:#} {}", escape(&self.context))?,
        }
        let rest = self
            .frames
            .iter()
            .skip(first + 1)
            .filter(|frame| !frame.embedded);
        for frame in rest.clone().take(TRAIL) {
            let place = format!("{}:{}:{}", frame.file, frame.line, frame.column);
            writeln!(f, "  {PLACE}from{PLACE:#} {}", escape(&place))?;
        }
        if rest.count() > TRAIL {
            writeln!(f, "  {PLACE}from{PLACE:#} …")?;
        }
        match &self.hint {
            Some(hint) => writeln!(f, "{HINT}hint{HINT:#}: {}", escape_lines(hint)),
            None => Ok(()),
        }
    }
}

impl Diagnostic {
    fn snippet(&self, f: &mut fmt::Formatter<'_>, frame: &Frame) -> fmt::Result {
        let Frame {
            file, line, column, ..
        } = frame;
        let context = if self.context.is_empty() {
            String::new()
        } else {
            format!(", {}", self.context)
        };
        writeln!(
            f,
            "  {PLACE}-->{PLACE:#} {}:{line}:{column}{}",
            escape(file),
            escape(&context)
        )?;
        // A minified line helps nobody, nor does an empty one.
        if frame.source.is_empty() || frame.source.chars().count() > WIDTH {
            return Ok(());
        }
        let (source, column, length) = visible(frame);
        let number = line.to_string();
        let gutter = " ".repeat(number.len());
        writeln!(f, " {PLACE}{gutter} |{PLACE:#}")?;
        writeln!(f, " {PLACE}{number} |{PLACE:#} {source}")?;
        let (space, marks) = (" ".repeat(column), "^".repeat(length));
        writeln!(
            f,
            " {PLACE}{gutter} |{PLACE:#} {space}{ERROR}{marks}{ERROR:#}"
        )
    }
}

/// The line with tabs and control characters shown, and where the marks go.
fn visible(frame: &Frame) -> (String, usize, usize) {
    let show = |text: String| escape(&text.replace('\t', "    ")).into_owned();
    let before: String = frame.source.chars().take(frame.column - 1).collect();
    let meant: String = frame
        .source
        .chars()
        .skip(frame.column - 1)
        .take(frame.length)
        .collect();
    let column = show(before).chars().count();
    let length = show(meant).chars().count().max(1);
    (show(frame.source.clone()), column, length)
}

/// Escapes everything but line breaks, and indents what follows the first.
fn escape_lines(text: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        let indent = if index == 0 { "" } else { "\n       " };
        let _ = write!(out, "{indent}{}", escape(line));
    }
    out
}

/// `1 file`, `2 files`.
#[must_use]
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
