//! Results of tests for people and programs.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Value, json};

use crate::{
    fmt, render,
    report::{Diagnostic, count},
    testing::{Difference, Finding, Test},
    text::escape,
};

/// Differences that are told of one test; the rest is counted.
const TOLD: usize = 10;

/// Characters of a value on one line.
const SHORT: usize = 70;

/// Failures, then a line for all. With `verbose`, all tests by file first.
pub(super) fn text(tests: &[Test], verbose: bool) -> String {
    let mut text = String::new();
    if verbose {
        let mut file = "";
        for test in tests {
            if test.file != file {
                file = &test.file;
                let _ = writeln!(text, "{}", escape(file));
            }
            let mark = if test.findings.is_empty() {
                "ok    "
            } else {
                "FAILED"
            };
            let _ = writeln!(text, "  {mark}  {}", title(test));
        }
        text.push('\n');
    }
    for test in tests.iter().filter(|test| !test.findings.is_empty()) {
        let line = test
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        let _ = writeln!(text, "{}{line}: {}", escape(&test.file), title(test));
        for finding in &test.findings {
            for line in words(finding).lines() {
                let _ = writeln!(text, "{}", format!("  {line}").trim_end());
            }
        }
        text.push('\n');
    }
    text.push_str(&total(tests));
    text.push('\n');
    text
}

fn title(test: &Test) -> String {
    let name = match test.name.as_str() {
        "" => "the file",
        name => name,
    };
    match &test.environment {
        Some(environment) => format!("{} (environment {})", escape(name), escape(environment)),
        None => escape(name).into_owned(),
    }
}

/// `12 tests in 3 files passed`, or how many failed.
fn total(tests: &[Test]) -> String {
    let failed = tests
        .iter()
        .filter(|test| !test.findings.is_empty())
        .count();
    let mut files: Vec<&str> = tests.iter().map(|test| test.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let all = format!(
        "{} in {}",
        count(tests.len(), "test"),
        count(files.len(), "file")
    );
    if failed == 0 {
        format!("{all}: passed")
    } else {
        format!("{all}: {failed} failed")
    }
}

/// What is wrong, in lines.
fn words(finding: &Finding) -> String {
    match finding {
        Finding::False(None) => "it is false".to_owned(),
        Finding::False(Some(because)) => format!("it is false: {}", escape(because)),
        Finding::NoTest(words) => format!("it can't be judged: {}", escape(words)),
        Finding::Failed(failure) => Diagnostic::from(failure.as_ref()).to_string(),
        Finding::Promtool(words) => {
            let lines: Vec<String> = unindented(words)
                .map(|line| escape(line).into_owned())
                .collect();
            lines.join("\n")
        }
        Finding::Different(found) => {
            let mut lines: Vec<String> = found.iter().take(TOLD).map(difference).collect();
            if found.len() > TOLD {
                lines.push(format!("and {} more", found.len() - TOLD));
            }
            lines.join("\n")
        }
    }
}

/// Lines without the indentation that all of them have.
fn unindented(text: &str) -> impl Iterator<Item = &str> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let least = lines.map(indent).min().unwrap_or(0);
    text.lines()
        .map(move |line| line.get(least..).unwrap_or("").trim_end())
}

fn difference(difference: &Difference) -> String {
    let Difference {
        path,
        expected,
        actual,
    } = difference;
    let at = if path.is_empty() {
        String::new()
    } else {
        format!("{}: ", escape(path))
    };
    // Of texts with many lines, those that differ.
    if let (Some(Value::String(expected)), Some(Value::String(actual))) = (expected, actual)
        && expected.lines().count() + actual.lines().count() > 2
    {
        let mut told = format!("{at}the text differs (- expected, + actual)");
        for line in fmt::diff(&ended(expected), &ended(actual)).lines().skip(2) {
            let _ = write!(told, "\n  {}", escape(line));
        }
        return told;
    }
    match (expected, actual) {
        (None, Some(actual)) => format!("{at}expected nothing, got {}", short(actual)),
        (Some(expected), None) => format!("{at}expected {}, got nothing", short(expected)),
        (expected, actual) => {
            let value = |value: &Option<Value>| short(value.as_ref().unwrap_or(&Value::Null));
            let (expected, actual) = (value(expected), value(actual));
            if at.chars().count() + expected.chars().count() + actual.chars().count() > SHORT + 20 {
                return format!("{at}\n  expected {expected}\n  got      {actual}")
                    .trim_start()
                    .to_owned();
            }
            format!("{at}expected {expected}, got {actual}")
        }
    }
}

fn ended(text: &str) -> String {
    if text.ends_with('\n') {
        text.to_owned()
    } else {
        format!("{text}\n")
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    let shown: String = text.chars().take(SHORT * 2).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("{}{more}", escape(&shown))
}

/// `{"version": 1, "tests": [{"file", "line", "name", "environment", "passed",
/// "message"}]}`.
pub(super) fn json(tests: &[Test]) -> String {
    let tests: Vec<Value> = tests
        .iter()
        .map(|test| {
            json!({
                "file": test.file,
                "line": test.line,
                "name": test.name,
                "environment": test.environment,
                "passed": test.findings.is_empty(),
                "message": message(test),
            })
        })
        .collect();
    render::json_text(&json!({ "version": 1, "tests": tests }))
}

/// What is wrong with a test, without colour; none if it passed.
fn message(test: &Test) -> Option<String> {
    let words: Vec<String> = test.findings.iter().map(words).collect();
    let words = words.join("\n");
    (!words.is_empty()).then(|| anstream::adapter::strip_str(words.trim_end()).to_string())
}

/// `JUnit`'s XML: a suite for each file and environment.
pub(super) fn junit(tests: &[Test]) -> String {
    let mut suites: BTreeMap<(&str, Option<&str>), Vec<&Test>> = BTreeMap::new();
    for test in tests {
        suites
            .entry((&test.file, test.environment.as_deref()))
            .or_default()
            .push(test);
    }
    let failures = |tests: &[&Test]| {
        tests
            .iter()
            .filter(|test| !test.findings.is_empty())
            .count()
    };
    let all: Vec<&Test> = tests.iter().collect();
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let _ = writeln!(
        text,
        "<testsuites name=\"mixgen\" tests=\"{}\" failures=\"{}\">",
        tests.len(),
        failures(&all)
    );
    for ((file, environment), tests) in suites {
        let name = environment.map_or_else(|| file.to_owned(), |name| format!("{file} ({name})"));
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">",
            xml(&name),
            tests.len(),
            failures(&tests)
        );
        for test in &tests {
            let line = test
                .line
                .map_or_else(String::new, |line| format!(" line=\"{line}\""));
            let title = if test.name.is_empty() {
                "the file"
            } else {
                &test.name
            };
            let _ = write!(
                text,
                "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\"{line}",
                xml(&name),
                xml(title),
                xml(file)
            );
            match message(test) {
                None => text.push_str("/>\n"),
                Some(message) => {
                    let first = message.lines().next().unwrap_or_default();
                    let _ = writeln!(
                        text,
                        ">\n      <failure message=\"{}\">{}</failure>\n    </testcase>",
                        xml(first),
                        xml(&message)
                    );
                }
            }
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

/// Text for XML, which has no way to write most control characters.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = match line.strip_suffix('\n') {
            Some(line) => (line, "\n"),
            None => (line, ""),
        };
        for c in escape(line).chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                c => escaped.push(c),
            }
        }
        escaped.push_str(end);
    }
    escaped
}
