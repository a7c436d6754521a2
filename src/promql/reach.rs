//! How far back in time a query looks, and windows that are too short for the
//! interval of their samples.

use std::{ops::Range, time::Duration};

use promql_parser::parser::{Expr, Offset};

use super::{Error, Problem, Query, visit};

/// Functions that need several samples in their window to say anything.
const COUNTING: [&str; 9] = [
    "changes",
    "delta",
    "deriv",
    "idelta",
    "increase",
    "irate",
    "predict_linear",
    "rate",
    "resets",
];

/// Seconds from which a duration is the stand-in of a variable.
const STAND_IN: f64 = 9e9;

/// A window of a counting function: `[5m]` in `rate(x[5m])`.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// The function.
    pub function: String,
    /// Its length in seconds.
    pub seconds: f64,
    /// Where its duration stands in the text, in bytes.
    pub span: Range<usize>,
}

impl Query {
    /// Seconds before now of the oldest sample that the query asks for: ranges,
    /// offsets and subqueries, one within the other added up. Where a dashboard
    /// has a variable in place of a duration, that counts as none.
    #[must_use]
    pub fn lookback(&self) -> f64 {
        reach(&self.tree).max(0.0)
    }

    /// The windows of functions that count, in the order of the text, without
    /// those that are variables.
    ///
    /// # Errors
    /// Text and tree that do not go together.
    pub fn windows(&self) -> Result<Vec<Window>, Error> {
        let mut found = Vec::new();
        let mut spans = self.scan.ranges.iter();
        windows(&self.tree, None, &mut |function, range| {
            let span = spans.next().cloned();
            let span = span.ok_or_else(|| Error::nowhere(Problem::Unfaithful))?;
            let seconds = known(range);
            if let Some(function) = function.filter(|name| COUNTING.contains(name))
                && seconds > 0.0
            {
                found.push(Window {
                    function: function.to_owned(),
                    seconds,
                    span,
                });
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The text of the query with windows of functions that count of at least
    /// `seconds`.
    ///
    /// # Errors
    /// As for [`Query::windows`]; a length that is none.
    pub fn widened(&self, seconds: f64) -> Result<String, Error> {
        if !(seconds.is_finite() && seconds >= 0.0) {
            return Err(Error::nowhere(Problem::NotFinite(seconds)));
        }
        let short: Vec<Window> = self
            .windows()?
            .into_iter()
            .filter(|window| window.seconds < seconds)
            .collect();
        let mut edited = self.text.clone();
        for window in short.iter().rev() {
            edited.replace_range(window.span.clone(), &duration(seconds));
        }
        let mut tree = self.tree.clone();
        widen(&mut tree, false, seconds);
        self.confirm(&edited, &tree)?;
        Ok(edited)
    }
}

fn reach(node: &Expr) -> f64 {
    let inner = visit::children(node).into_iter().map(reach);
    let inner = inner.fold(0.0, f64::max);
    match node {
        Expr::VectorSelector(selector) => back(selector.offset.as_ref()),
        Expr::MatrixSelector(matrix) => known(matrix.range) + back(matrix.vs.offset.as_ref()),
        Expr::Subquery(query) => known(query.range) + back(query.offset.as_ref()) + inner,
        _ => inner,
    }
}

fn known(duration: Duration) -> f64 {
    let seconds = duration.as_secs_f64();
    if seconds >= STAND_IN { 0.0 } else { seconds }
}

fn back(offset: Option<&Offset>) -> f64 {
    match offset {
        Some(Offset::Pos(duration)) => known(*duration),
        Some(Offset::Neg(duration)) => -known(*duration),
        None => 0.0,
    }
}

/// Calls `act` with every range and the function that is given it.
fn windows<'a>(
    node: &'a Expr,
    function: Option<&'a str>,
    act: &mut impl FnMut(Option<&'a str>, Duration) -> Result<(), Error>,
) -> Result<(), Error> {
    let inside = match node {
        Expr::MatrixSelector(matrix) => return act(function, matrix.range),
        Expr::Call(call) => Some(call.func.name),
        Expr::Paren(_) => function,
        _ => None,
    };
    for child in visit::children(node) {
        windows(child, inside, act)?;
    }
    Ok(())
}

fn widen(node: &mut Expr, counted: bool, seconds: f64) {
    let inside = match node {
        Expr::MatrixSelector(matrix) => {
            let length = known(matrix.range);
            if counted && length > 0.0 && length < seconds {
                matrix.range = Duration::from_secs_f64(seconds);
            }
            return;
        }
        Expr::Call(call) => COUNTING.contains(&call.func.name),
        Expr::Paren(_) => counted,
        _ => false,
    };
    for child in visit::children_mut(node) {
        widen(child, inside, seconds);
    }
}

/// Seconds as `PromQL` writes them: `4m`, `90s`, `1500ms`.
fn duration(seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a window is far below 2^53 milliseconds, and not negative"
    )]
    let milliseconds = (seconds * 1e3).round() as u64;
    let units = [("h", 3_600_000), ("m", 60_000), ("s", 1_000)];
    for (unit, length) in units {
        if milliseconds > 0 && milliseconds.is_multiple_of(length) {
            return format!("{}{unit}", milliseconds / length);
        }
    }
    format!("{milliseconds}ms")
}
