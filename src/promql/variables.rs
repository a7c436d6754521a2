//! Variables of Grafana in queries of dashboards (`$x`, `${x:regex}`, `[[x]]`):
//! what they may stand for, and what stands for them before the parser.

use std::collections::BTreeSet;

use super::lex;

/// What a variable may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Number,
    Metric,
    /// A function like this one.
    Call(&'static str),
}

/// An operand: the first is assumed when nothing tells.
pub(super) const OPERAND: [Role; 2] = [Role::Number, Role::Metric];

/// Before `by (…)`.
pub(super) const AGGREGATION: [Role; 1] = [Role::Call("sum")];

/// Before `(`.
pub(super) const FUNCTION: [Role; 3] = [Role::Call("sum"), Role::Call("rate"), Role::Call("topk")];

/// Stand-ins, equal for equal variables. None is handed out before it is
/// switched on: queries of rules have no variables, and `$` is just a letter in
/// their strings.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    used: bool,
    words: Vec<String>,
    /// Names of variables that are known to be numbers or durations.
    numbers: BTreeSet<String>,
}

impl Names {
    pub(super) fn of_dashboard(numbers: &BTreeSet<String>) -> Self {
        Self {
            used: true,
            words: Vec::new(),
            numbers: numbers.clone(),
        }
    }

    pub(super) fn are_in_use(&self) -> bool {
        self.used
    }

    /// Whether the dashboard says that a variable is a number.
    pub(super) fn knows_number(&self, word: &str) -> bool {
        let word = uniform(word);
        let name = word.trim_start_matches("${").trim_end_matches('}');
        self.numbers
            .contains(name.split([':', '.']).next().unwrap_or(name))
    }

    /// Text with the variables in it again, written `${x}`.
    pub(super) fn restore(&self, text: &str) -> String {
        let mut restored = text.to_owned();
        for (index, word) in self.words.iter().enumerate() {
            restored = restored.replace(&stand_in(index), word);
        }
        restored
    }

    fn index(&mut self, word: &str) -> usize {
        let known = self.words.iter().position(|known| known == word);
        known.unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.words.len() - 1
        })
    }

    pub(super) fn name(&mut self, word: &str) -> String {
        stand_in(self.index(word))
    }

    /// Nearly three centuries in seconds, and a bit: no query has it.
    pub(super) fn value(&mut self, word: &str) -> f64 {
        let index = u32::try_from(self.index(word)).unwrap_or(u32::MAX);
        9e9 + f64::from(index)
    }

    /// A string with stand-ins for its variables: a format such as `${x:regex}`
    /// is no regular expression.
    pub(super) fn replace(&mut self, text: &str) -> String {
        let mut replaced = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if let Some(end) = lex::variable(text, at) {
                let word = uniform(&text[at..end]);
                replaced.push_str(&self.name(&word));
                at = end;
            } else {
                replaced.push(c);
                at += c.len_utf8();
            }
        }
        replaced
    }
}

fn stand_in(index: usize) -> String {
    format!("mixgen_variable_{index}_")
}

/// A word whose variables are all written `${x}`.
pub(super) fn uniform(word: &str) -> String {
    let mut uniform = String::with_capacity(word.len() + 2);
    let mut at = 0;
    while let Some(c) = word[at..].chars().next() {
        let Some(end) = lex::variable(word, at) else {
            uniform.push(c);
            at += c.len_utf8();
            continue;
        };
        let variable = &word[at..end];
        let inner = variable
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'))
            .or_else(|| {
                variable
                    .strip_prefix("[[")
                    .and_then(|rest| rest.strip_suffix("]]"))
            })
            .or_else(|| variable.strip_prefix('$'))
            .expect("these are the forms of variables");
        uniform.push_str("${");
        uniform.push_str(inner);
        uniform.push('}');
        at = end;
    }
    uniform
}

/// Whether a word can only be a name, because a variable is but a part of it.
pub(super) fn is_name(word: &str) -> bool {
    let whole = lex::variable(word, 0) == Some(word.len());
    !whole && !word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word is a number for sure: Grafana's own variables are, apart from
/// those of its annotations.
pub(super) fn is_number(word: &str) -> bool {
    let word = uniform(word);
    let own = [
        "${__interval",
        "${__rate_interval",
        "${__range",
        "${__from",
        "${__to",
    ];
    word.starts_with(|c: char| c.is_ascii_digit()) || own.iter().any(|name| word.starts_with(name))
}
