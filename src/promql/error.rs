//! What can be wrong with a query, as data.

use std::fmt;

/// Why something could not be done with a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// Line and column, counted from 1, the column in characters; `None` when
    /// the fault lies nowhere in the text.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a query, or with what was asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// Nothing but white space and comments.
    Empty,
    /// A character that begins nothing in `PromQL`.
    Character(char),
    /// A string without its closing quote.
    UnclosedText(char),
    /// An escape sequence that Go does not have, or bytes that are no UTF-8.
    Escape,
    /// Neither a number nor a duration.
    Number(String),
    /// A duration that is zero, negative, or longer than a computer counts.
    Duration(String),
    /// A bracket of this kind is never closed.
    Unclosed(char),
    /// Something stands where something else must.
    Unexpected {
        /// What stands there; `None` at the end of the query.
        found: Option<String>,
        /// What may stand there.
        wanted: &'static str,
    },
    /// `or` between matchers: other databases have it, Prometheus does not.
    Or,
    /// More nesting, or more operators in all, than this many.
    Deep(usize),
    /// Sound in its form, but not in its meaning; the parser's words.
    Meaning(String),
    /// This is no name of a label that could be put into a selector.
    Label(String),
    /// A dashboard's variable that may be a number or a metric, so that
    /// nobody can say whether a matcher belongs behind it.
    Variable(String),
    /// The edited text did not come out as the edited query.
    Unfaithful,
    /// No comparison at all.
    NoComparison,
    /// More than one comparison; the numbers that they compare with, in order.
    Comparisons(Vec<f64>),
    /// One comparison, and neither side of it is a number literal.
    NoLiteral,
    /// This number cannot be a threshold.
    NotFinite(f64),
}

impl Error {
    pub(super) fn at(text: &str, offset: usize, problem: Problem) -> Self {
        let before = &text[..offset.min(text.len())];
        let line_begin = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_begin..].chars().count() + 1;
        Self {
            position: Some((line, column)),
            problem,
        }
    }

    pub(super) fn nowhere(problem: Problem) -> Self {
        Self {
            position: None,
            problem,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.position {
            write!(out, "{line}:{column}: ")?;
        }
        self.problem.fmt(out)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("there is no expression"),
            Self::Character(found) => {
                write!(out, "unexpected character `{}`", found.escape_debug())
            }
            Self::UnclosedText(quote) => write!(out, "the string that {quote} begins has no end"),
            Self::Escape => out.write_str("bad escape sequence in a string"),
            Self::Number(text) => write!(out, "`{text}` is neither a number nor a duration"),
            Self::Duration(text) => write!(out, "`{text}` is no length of time"),
            Self::Unclosed(bracket) => write!(out, "`{bracket}` is never closed"),
            Self::Unexpected {
                found: Some(found),
                wanted,
            } => write!(out, "unexpected `{found}`, expected {wanted}"),
            Self::Unexpected {
                found: None,
                wanted,
            } => write!(out, "unexpected end, expected {wanted}"),
            Self::Or => out.write_str("Prometheus has no `or` between matchers"),
            Self::Deep(most) => write!(out, "more than {most} operators or levels of nesting"),
            Self::Meaning(words) => out.write_str(words),
            Self::Label(name) => write!(out, "`{name}` cannot be the name of a matcher's label"),
            Self::Variable(name) => write!(
                out,
                "the variable `{name}` may be a number or a metric, so it cannot be said whether \
                 matchers belong behind it"
            ),
            Self::Unfaithful => out.write_str("it cannot be edited without changing its meaning"),
            Self::NoComparison => out.write_str("it compares nothing"),
            Self::Comparisons(numbers) => {
                out.write_str("it has more than one comparison")?;
                for (index, number) in numbers.iter().enumerate() {
                    out.write_str(if index == 0 { ", with " } else { " and " })?;
                    write!(out, "{number}")?;
                }
                Ok(())
            }
            Self::NoLiteral => out.write_str("what it compares with is no single number"),
            Self::NotFinite(number) => write!(out, "{number} is no threshold"),
        }
    }
}

impl std::error::Error for Error {}
