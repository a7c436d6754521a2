//! Tokens → the places in a query's text that can be edited, and the query as
//! the parser gets it.
//!
//! The parser of the crate keeps no positions. This walk over the grammar finds
//! them, gives syntax errors their place, and rewrites what the parser and
//! Prometheus read differently: numbers, strings, comments, and variables of
//! dashboards, which get stand-ins.

use std::{collections::BTreeMap, ops::Range};

use super::{
    error::{Error, Problem},
    lex::{Kind, Token},
    literal,
    variables::{self, Names, Role},
};

mod call;

mod selector;

/// Brackets within brackets; each costs the parser and us some stack.
const NESTED: usize = 100;

/// Operators, calls and brackets in all: a chain of operators is a tree as deep
/// as it is long.
const PARTS: usize = 1_000;

/// What a walk found.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan {
    /// The query for the parser.
    pub(super) plain: String,
    /// Where the matchers of each selector end.
    pub(super) selectors: Vec<Place>,
    /// Number literals that are operands, with the signs before them.
    pub(super) numbers: Vec<Range<usize>>,
    /// The durations of ranges, without those of subqueries.
    pub(super) ranges: Vec<Range<usize>>,
    /// Calls, brackets and selectors: where each is in `plain`, and where it
    /// begins in the text.
    pub(super) groups: Vec<(Range<usize>, usize)>,
    /// All words with variables, in a form that does not depend on how they
    /// are written; sorted in the end.
    pub(super) variables: Vec<String>,
    /// Variables that could play more than one role.
    pub(super) open: BTreeMap<String, &'static [Role]>,
}

/// Where a matcher can be added to a selector, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind a name without braces.
    Bare(usize),
    /// Between braces with nothing in them.
    Empty(usize),
    /// Behind the last matcher.
    Last(usize),
    /// Behind the comma at the end of the matchers.
    Comma(usize),
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    nested: usize,
    parts: usize,
    names: &'a mut Names,
    roles: &'a BTreeMap<String, Role>,
    scan: Scan,
}

/// Walks over a whole query. `roles` says what open variables stand for.
pub(super) fn scan(
    text: &str,
    tokens: &[Token],
    names: &mut Names,
    roles: &BTreeMap<String, Role>,
) -> Result<Scan, Error> {
    let mut scanner = Scanner {
        text,
        tokens,
        at: 0,
        nested: 0,
        parts: 0,
        names,
        roles,
        scan: Scan::default(),
    };
    scanner.expression()?;
    if scanner.at < tokens.len() {
        return Err(scanner.unexpected("an operator"));
    }
    scanner.scan.variables.sort_unstable();
    Ok(scanner.scan)
}

impl Scanner<'_> {
    fn expression(&mut self) -> Result<(), Error> {
        self.nested += 1;
        if self.nested > NESTED {
            return Err(self.error(Problem::Deep(NESTED)));
        }
        loop {
            self.operand()?;
            if !self.operator()? {
                break;
            }
        }
        self.nested -= 1;
        Ok(())
    }

    fn operand(&mut self) -> Result<(), Error> {
        let start = self.offset();
        while self.is("+") || self.is("-") {
            self.part()?;
            self.copy();
        }
        let group = (self.scan.plain.len(), self.offset());
        let Some(token) = self.token() else {
            return Err(self.unexpected("an expression"));
        };
        match token.kind {
            Kind::Number(value) | Kind::Duration(value) => self.number(start, token, value),
            Kind::Text(ref value) => self.take(&literal::quote(value)),
            Kind::Word => self.word()?,
            Kind::Variable => self.variable_operand(start)?,
            Kind::Symbol if self.is("(") => {
                self.part()?;
                let open = self.offset();
                self.copy();
                self.expression()?;
                self.close(")", open)?;
            }
            Kind::Symbol if self.is("{") => self.matchers()?,
            Kind::Symbol => return Err(self.unexpected("an expression")),
        }
        let group = (group.0..self.scan.plain.len(), group.1);
        self.scan.groups.push(group);
        self.modifiers()
    }

    fn number(&mut self, start: usize, token: &Token, value: f64) {
        self.scan.numbers.push(start..token.span.end);
        self.take(&literal::write_number(value));
    }

    /// Ranges, subqueries, `offset` and `@` behind an operand.
    fn modifiers(&mut self) -> Result<(), Error> {
        loop {
            if self.is("[") {
                self.part()?;
                let open = self.offset();
                self.copy();
                let span = self.token().map(|token| token.span.clone());
                self.duration(false)?;
                if self.is(":") {
                    self.copy();
                    if !self.is("]") {
                        self.duration(false)?;
                    }
                } else {
                    self.scan.ranges.extend(span);
                }
                self.close("]", open)?;
            } else if self.is_word("offset") {
                self.copy();
                if self.is("+") || self.is("-") {
                    self.copy();
                }
                self.duration(true)?;
            } else if self.is("@") {
                self.copy();
                self.instant()?;
            } else {
                return Ok(());
            }
        }
    }

    /// A range is longer than nothing, an offset need not be.
    fn duration(&mut self, maybe_zero: bool) -> Result<(), Error> {
        let wanted = "a duration";
        let Some(token) = self.token() else {
            return Err(self.unexpected(wanted));
        };
        let seconds = match token.kind {
            Kind::Duration(value) | Kind::Number(value) => value,
            Kind::Variable => self.stand_in(),
            _ => return Err(self.unexpected(wanted)),
        };
        // The parser panics on what its durations cannot hold.
        if !(0.0..=literal::LONGEST).contains(&seconds) || seconds == 0.0 && !maybe_zero {
            let text = self.text[token.span.clone()].to_owned();
            return Err(self.error(Problem::Duration(text)));
        }
        self.take(&literal::write_number(seconds));
        Ok(())
    }

    fn instant(&mut self) -> Result<(), Error> {
        if self.is_word("start") || self.is_word("end") {
            self.copy();
            let open = self.offset();
            if !self.is("(") {
                return Err(self.unexpected("`(`"));
            }
            self.copy();
            return self.close(")", open);
        }
        if self.is("+") || self.is("-") {
            self.copy();
        }
        let value = match self.token().map(|token| &token.kind) {
            Some(Kind::Number(value) | Kind::Duration(value)) => *value,
            Some(Kind::Variable) => self.stand_in(),
            _ => return Err(self.unexpected("a time")),
        };
        self.take(&literal::write_number(value));
        Ok(())
    }

    fn operator(&mut self) -> Result<bool, Error> {
        let Some(token) = self.token() else {
            return Ok(false);
        };
        let word = self.current();
        let known = match token.kind {
            Kind::Symbol => OPERATORS.contains(&word),
            Kind::Word => SETS.iter().any(|set| word.eq_ignore_ascii_case(set)),
            _ => false,
        };
        if !known {
            return if matches!(word, ")" | ",") && self.nested > 1 {
                Ok(false)
            } else {
                Err(self.unexpected("an operator"))
            };
        }
        self.part()?;
        self.copy();
        if self.is_word("bool") {
            self.copy();
        }
        if self.is_word("on") || self.is_word("ignoring") {
            self.copy();
            self.labels()?;
            if self.is_word("group_left") || self.is_word("group_right") {
                self.copy();
                if self.is("(") {
                    self.labels()?;
                }
            }
        }
        for _ in 0..2 {
            let fills = ["fill", "fill_left", "fill_right"];
            if fills.iter().any(|fill| self.is_word(fill)) && self.symbol(self.at + 1) == Some("(")
            {
                self.copy();
                self.fill()?;
            }
        }
        Ok(true)
    }

    fn fill(&mut self) -> Result<(), Error> {
        let open = self.offset();
        self.copy();
        if self.is("+") || self.is("-") {
            self.copy();
        }
        match self.token().map(|token| &token.kind) {
            Some(Kind::Number(value)) => self.take(&literal::write_number(*value)),
            _ => return Err(self.unexpected("a number")),
        }
        self.close(")", open)
    }
}

/// The small steps.
impl<'a> Scanner<'a> {
    fn token(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// Where the token that comes next begins.
    fn offset(&self) -> usize {
        self.token()
            .map_or(self.text.len(), |token| token.span.start)
    }

    fn text_at(&self, index: usize) -> Option<(&'a Kind, &'a str)> {
        let token = self.tokens.get(index)?;
        Some((&token.kind, &self.text[token.span.clone()]))
    }

    fn current(&self) -> &'a str {
        self.text_at(self.at).map_or("", |(_, text)| text)
    }

    fn symbol(&self, index: usize) -> Option<&'a str> {
        match self.text_at(index)? {
            (Kind::Symbol, text) => Some(text),
            _ => None,
        }
    }

    fn is(&self, symbol: &str) -> bool {
        self.symbol(self.at) == Some(symbol)
    }

    fn word_at(&self, index: usize, word: &str) -> bool {
        let found = self.text_at(index);
        found.is_some_and(|(kind, text)| *kind == Kind::Word && text.eq_ignore_ascii_case(word))
    }

    fn is_word(&self, word: &str) -> bool {
        self.word_at(self.at, word)
    }

    /// Whether `by` or `without` comes at `index`.
    fn groups(&self, index: usize) -> bool {
        let keyword = self.word_at(index, "by") || self.word_at(index, "without");
        keyword && self.symbol(index + 1) == Some("(")
    }

    /// Hands the next token to the parser as it is.
    fn copy(&mut self) {
        self.take(self.current());
    }

    /// Hands `piece` to the parser in place of the next token.
    fn take(&mut self, piece: &str) {
        if !self.scan.plain.is_empty() {
            self.scan.plain.push(' ');
        }
        self.scan.plain.push_str(piece);
        self.at += 1;
    }

    fn close(&mut self, symbol: &str, open: usize) -> Result<(), Error> {
        if self.is(symbol) {
            self.copy();
            return Ok(());
        }
        if self.token().is_none() {
            let bracket = self.text[open..]
                .chars()
                .next()
                .expect("a bracket was opened");
            return Err(Error::at(self.text, open, Problem::Unclosed(bracket)));
        }
        Err(self.unexpected(match symbol {
            ")" => "`)`",
            "]" => "`]`",
            _ => "`}`",
        }))
    }

    fn part(&mut self) -> Result<(), Error> {
        self.parts += 1;
        if self.parts > PARTS {
            return Err(self.error(Problem::Deep(PARTS)));
        }
        Ok(())
    }

    fn error(&self, problem: Problem) -> Error {
        Error::at(self.text, self.offset(), problem)
    }

    fn unexpected(&self, wanted: &'static str) -> Error {
        let found = self.text_at(self.at).map(|(_, text)| text.to_owned());
        self.error(Problem::Unexpected { found, wanted })
    }

    fn note(&mut self) {
        let word = variables::uniform(self.current());
        self.scan.variables.push(word);
    }

    /// A value that stands for the variable that comes next: a number, or a
    /// duration in seconds.
    fn stand_in(&mut self) -> f64 {
        self.note();
        let word = variables::uniform(self.current());
        self.names.value(&word)
    }

    fn stand_in_name(&mut self) -> String {
        self.note();
        let word = variables::uniform(self.current());
        self.names.name(&word)
    }
}

const OPERATORS: [&str; 12] = [
    "+", "-", "*", "/", "%", "^", "==", "!=", "<=", "<", ">=", ">",
];

const SETS: [&str; 4] = ["and", "or", "unless", "atan2"];
