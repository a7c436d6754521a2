//! One field of a change: from → to.

use std::fmt::Write as _;

use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Options, added, dimmed, paint, removed};
use crate::{
    diff::{Field, Language},
    promql,
    review::{inline, words},
    text::{escape, escape_short},
};

/// Characters of a value within a line.
const SHORT: usize = 40;

/// Characters of a value in a line of its own.
const LONG: usize = 160;

/// Characters of unchanged text for each line of context.
const CONTEXT: usize = 20;

/// Lines of one text that are shown.
const LINES: usize = 40;

/// The name as it is shown: without what every schema repeats.
pub(super) fn name(field: &Field) -> String {
    let name = field
        .name
        .replace(".schema.openAPIV3Schema", "")
        .replace(".properties.", ".");
    match name.strip_prefix("labels.") {
        Some("severity") => "severity".to_owned(),
        _ => escape_short(&name, 120).into_owned(),
    }
}

/// `name from → to`, if that is short; of facts the value says enough.
pub(super) fn short(field: &Field, facts: bool) -> Option<String> {
    if matches!(field.language, Language::PromQl | Language::Lines) {
        return None;
    }
    // Prose has a line of its own.
    if facts && field.name.starts_with("annotations") {
        return None;
    }
    let name = name(field);
    if field.language == Language::Secret {
        return Some(format!("{name} changed (secret)"));
    }
    let (from, to) = (
        one_side(field, field.from.as_ref())?,
        one_side(field, field.to.as_ref())?,
    );
    if facts {
        let value = from.or(to)?;
        let counted = |what| value.parse().map(|number| words::count(number, what)).ok();
        return match name.as_str() {
            "severity" | "type" | "" => Some(value),
            "panels" => counted("panel"),
            "lines" => counted("line"),
            "bytes" => counted("byte"),
            _ => Some(format!("{name} {value}")),
        };
    }
    let name = match name.as_str() {
        "" => String::new(),
        name => format!("{name} "),
    };
    let none = || paint(dimmed(), "none");
    let whole = |value: &Option<Value>| {
        value
            .as_ref()
            .is_some_and(|value| value.is_object() || value.is_array())
    };
    let new = |text: &str| paint(added(), text);
    let old = |text: &str| paint(removed(), text);
    Some(match (from, to) {
        (Some(from), Some(to)) if field.language == Language::Items => {
            format!(
                "{name}{} {}",
                old(&format!("-{from}")),
                new(&format!("+{to}"))
            )
        }
        (Some(from), Some(to)) => format!("{name}{} → {}", old(&from), new(&to)),
        (None, Some(to)) if whole(&field.to) => format!("{name}{}", new(&format!("+{to}"))),
        (Some(from), None) if whole(&field.from) => format!("{name}{}", old(&format!("-{from}"))),
        (None, Some(to)) => format!("{name}{} → {}", none(), new(&to)),
        (Some(from), None) => format!("{name}{} → {}", old(&from), none()),
        (None, None) => name,
    })
}

/// The value of one side, if it is short; `Some(None)` if there is none.
#[expect(
    clippy::option_option,
    reason = "too long, absent, and there are three answers"
)]
fn one_side(field: &Field, value: Option<&Value>) -> Option<Option<String>> {
    let Some(value) = value else {
        return Some(None);
    };
    let of_two_types = match (&field.from, &field.to) {
        (Some(from), Some(to)) => from.is_string() != to.is_string(),
        _ => false,
    };
    let text = match (field.language, value) {
        (Language::Items, Value::Array(items)) => {
            items.iter().map(compact).collect::<Vec<_>>().join(", ")
        }
        (_, Value::String(_)) if of_two_types => value.to_string(),
        _ if field.name == "gridPos" => grid(value),
        _ => compact(value),
    };
    let text = text.trim_end();
    let digest = text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digest {
        return Some(Some(format!("{}…", &text[..8])));
    }
    let fits = text.chars().count() <= SHORT && !text.contains('\n') && !text.is_empty();
    fits.then(|| Some(escape(text).into_owned()))
}

/// A value in the manner of YAML in one line.
fn compact(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", compact(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(compact).collect::<Vec<_>>().join(", ")
            )
        }
        other => words::value(other),
    }
}

/// A place on the grid of a dashboard.
fn grid(place: &Value) -> String {
    let [x, y, w, h] = ["x", "y", "w", "h"].map(|name| compact(&place[name]));
    format!("{w}×{h} at {x},{y}")
}

/// Shows a field in lines of its own.
pub(super) fn show(
    field: &Field,
    facts: bool,
    indent: usize,
    options: &Options,
    page: &mut String,
) {
    let label = name(field);
    if facts {
        let value = field
            .to
            .as_ref()
            .or(field.from.as_ref())
            .map(words::value)
            .unwrap_or_default();
        let value = match field.language {
            Language::PromQl => uncommented(&value),
            _ => value,
        };
        let value = squeezed(value.trim());
        let label = label.strip_prefix("annotations.").unwrap_or(&label);
        let _ = writeln!(page, "{:indent$}{label} {}", "", escape_short(&value, LONG));
        return;
    }
    if let Some(short) = short(field, false) {
        let _ = writeln!(page, "{:indent$}{short}", "");
        return;
    }
    let text = |value: &Option<Value>| value.as_ref().map(compact);
    match (field.language, text(&field.from), text(&field.to)) {
        (Language::PromQl, Some(from), Some(to)) => {
            let (from, to) = (uncommented(&from), uncommented(&to));
            let spans = promql::difference(&from, &to)
                .into_iter()
                .map(|span| match span.change {
                    promql::Change::Equal => (Mark::Same, span.text),
                    promql::Change::Removed => (Mark::Removed, span.text),
                    promql::Change::Added => (Mark::Added, span.text),
                });
            inline(&label, spans.collect(), indent, options, page);
        }
        (Language::Lines, from, to) => {
            lines(
                &from.unwrap_or_default(),
                &to.unwrap_or_default(),
                indent,
                options,
                page,
            );
        }
        (Language::Text, from, to) if multiple(from.as_ref()) || multiple(to.as_ref()) => {
            let _ = writeln!(page, "{:indent$}{label}", "");
            lines(
                &from.unwrap_or_default(),
                &to.unwrap_or_default(),
                indent + 2,
                options,
                page,
            );
        }
        (Language::Items, _, _) => {
            items("-", field.from.as_ref(), &label, indent, page);
            items("+", field.to.as_ref(), &label, indent, page);
        }
        (_, Some(from), Some(to)) => {
            let spans = inline::parts(&from, &to)
                .into_iter()
                .map(|part| match part {
                    inline::Part::Same(text) => (Mark::Same, text.to_owned()),
                    inline::Part::Removed(text) => (Mark::Removed, text.to_owned()),
                    inline::Part::Added(text) => (Mark::Added, text.to_owned()),
                });
            inline(&label, spans.collect(), indent, options, page);
        }
        (_, Some(from), None) => side("-", &from, &label, indent, page),
        (_, None, Some(to)) => side("+", &to, &label, indent, page),
        (_, None, None) => drop(writeln!(page, "{:indent$}{label}", "")),
    }
}

fn multiple(text: Option<&String>) -> bool {
    text.is_some_and(|text| text.trim_end().contains('\n'))
}

fn side(sign: &str, text: &str, label: &str, indent: usize, page: &mut String) {
    let style = if sign == "+" { added() } else { removed() };
    let text = squeezed(text.trim());
    let text = format!("{sign}{}", escape_short(&text, LONG));
    let _ = writeln!(page, "{:indent$}{label} {}", "", paint(style, &text));
}

fn items(sign: &str, value: Option<&Value>, label: &str, indent: usize, page: &mut String) {
    if let Some(items) = value.and_then(Value::as_array) {
        let all: Vec<String> = items.iter().map(compact).collect();
        side(sign, &all.join(", "), label, indent, page);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Same,
    Removed,
    Added,
}

/// One line with what changed marked in it: `a [-b-]{+c+} d`.
fn inline(
    label: &str,
    spans: Vec<(Mark, String)>,
    indent: usize,
    options: &Options,
    page: &mut String,
) {
    let mut spans = spans;
    if let Some((_, text)) = spans.last_mut() {
        text.truncate(text.trim_end().len());
    }
    let around = options.context.saturating_mul(CONTEXT);
    let last = spans.len().saturating_sub(1);
    let mut line = String::new();
    for (at, (mark, text)) in spans.into_iter().enumerate() {
        let text = squeezed(&text);
        let (lead, bare) = match text.strip_prefix(' ') {
            Some(bare) => (" ", bare),
            None => ("", text.as_str()),
        };
        match mark {
            Mark::Same => line += &shortened(&text, at == 0, at == last, around),
            Mark::Removed => {
                let bare = escape_short(bare, 4 * LONG);
                line.push_str(lead);
                line.push_str(&paint(removed(), &format!("[-{bare}-]")));
            }
            Mark::Added => {
                let bare = escape_short(bare, 4 * LONG);
                let lead = if line.ends_with("-]\u{1b}[0m") {
                    ""
                } else {
                    lead
                };
                line.push_str(lead);
                line.push_str(&paint(added(), &format!("{{+{bare}+}}")));
            }
        }
    }
    let _ = writeln!(page, "{:indent$}{label} {}", "", line.trim());
}

/// Unchanged text: its ends, as far as they are beside a change.
fn shortened(text: &str, first: bool, last: bool, around: usize) -> String {
    let length = text.chars().count();
    let head = if first { 0 } else { around };
    let tail = if last { 0 } else { around };
    if length <= head + tail + 3 {
        return escape(text).into_owned();
    }
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(length - tail).collect();
    // At words, where there are some.
    let start = start
        .rsplit_once(' ')
        .map_or(start.as_str(), |(start, _)| start);
    let end = end.split_once(' ').map_or(end.as_str(), |(_, end)| end);
    let gap = paint(dimmed(), "…");
    match (head, tail) {
        (0, _) => format!("{gap} {}", escape(end)),
        (_, 0) => format!("{} {gap}", escape(start)),
        _ => format!("{} {gap} {}", escape(start), escape(end)),
    }
}

/// A query without its comments, which end with their line.
fn uncommented(query: &str) -> String {
    let mut bare = String::with_capacity(query.len());
    let (mut quote, mut escaped, mut comment) = (None, false, false);
    for c in query.chars() {
        if comment && c != '\n' {
            continue;
        }
        comment = false;
        match quote {
            None if c == '#' => {
                comment = true;
                continue;
            }
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            Some(end) if c == end && !escaped => quote = None,
            _ => {}
        }
        escaped = c == '\\' && !escaped && quote.is_some_and(|end| end != '`');
        bare.push(c);
    }
    bare
}

/// Runs of white space as one space.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            squeezed.push(' ');
        }
        squeezed.push(c);
    }
    if space {
        squeezed.push(' ');
    }
    squeezed
}

/// The lines that differ, with their neighbours.
fn lines(from: &str, to: &str, indent: usize, options: &Options, page: &mut String) {
    let (old, new): (Vec<&str>, Vec<&str>) = (from.lines().collect(), to.lines().collect());
    let mut shown: Vec<(Mark, &str)> = Vec::new();
    if old.len().saturating_mul(new.len()) > 1_000_000 {
        shown.extend(old.iter().map(|line| (Mark::Removed, *line)));
        shown.extend(new.iter().map(|line| (Mark::Added, *line)));
    } else {
        for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if matches!(operation, DiffOp::Equal { .. }) {
                shown.extend(
                    new[operation.new_range()]
                        .iter()
                        .map(|line| (Mark::Same, *line)),
                );
            } else {
                shown.extend(
                    old[operation.old_range()]
                        .iter()
                        .map(|line| (Mark::Removed, *line)),
                );
                shown.extend(
                    new[operation.new_range()]
                        .iter()
                        .map(|line| (Mark::Added, *line)),
                );
            }
        }
    }
    let near = |at: usize| {
        let from = at.saturating_sub(options.context);
        let to = (at + options.context + 1).min(shown.len());
        shown[from..to].iter().any(|(mark, _)| *mark != Mark::Same)
    };
    let (mut written, mut gap) = (0, false);
    let total = (0..shown.len()).filter(|&at| near(at)).count();
    for (at, (mark, line)) in shown.iter().enumerate() {
        if !near(at) {
            gap = true;
            continue;
        }
        if written == LINES {
            let _ = writeln!(
                page,
                "{:indent$}{}",
                "",
                paint(dimmed(), &format!("… {} more lines", total - written))
            );
            return;
        }
        if std::mem::take(&mut gap) && written > 0 {
            let _ = writeln!(page, "{:indent$}{}", "", paint(dimmed(), "…"));
        }
        written += 1;
        let line = escape_short(line, LONG);
        let line = match mark {
            Mark::Same => format!("  {line}"),
            Mark::Removed => paint(removed(), &format!("- {line}")),
            Mark::Added => paint(added(), &format!("+ {line}")),
        };
        let _ = writeln!(page, "{:indent$}{line}", "");
    }
}
