//! Where in a project's file a value is written.
//!
//! The library reports a problem by the path of the value (`values`, `email`,
//! `to`); a person wants the line. The evaluator does not know it, so the
//! source is parsed once more and the path followed through objects, `+`,
//! local names and arguments, as far as it can be.

use jrsonnet_evaluator::{Source, Span};
use jrsonnet_ir::{BindSpec, Destruct, Expr, FieldName, IStr, ObjBody, ObjMembers};
use jrsonnet_ir_parser::ParserSettings;

/// A place in the project's file, as the evaluator read it.
pub(super) struct Located {
    pub(super) span: Span,
    /// Whether all keys of the path were found; the span is of the last one
    /// that was.
    pub(super) whole: bool,
    /// Whether the span is of the word.
    pub(super) named: bool,
}

/// The last key of `path` that is written in `source`; of `word` behind it,
/// where that is a string there. `None` when not even the first key is found.
pub(super) fn locate(source: &Source, path: &[String], word: Option<&str>) -> Option<Located> {
    let settings = ParserSettings {
        source: source.clone(),
    };
    let program = jrsonnet_ir_parser::parse(source.code(), &settings).ok()?;
    let mut search = Search {
        locals: Vec::new(),
        best: 0,
        found: Vec::new(),
        fuel: 10_000,
    };
    search.expression(&program, path, 0);
    let whole = search.best == path.len();
    // The later of two equal keys is the one that counts.
    let key = search.found.last()?.clone();
    let quoted = word
        .filter(|_| whole)
        .and_then(|word| search.found.iter().rev().find_map(|key| quoted(key, word)));
    let named = quoted.is_some();
    Some(Located {
        span: quoted.unwrap_or(key),
        whole,
        named,
    })
}

/// The string `word` in the value behind a key.
fn quoted(key: &Span, word: &str) -> Option<Span> {
    let start = key.2 as usize;
    let rest = key.0.code().get(start..)?;
    let value = &rest[..value_end(rest)];
    let at = ['\'', '"']
        .iter()
        .filter_map(|quote| value.find(&format!("{quote}{word}{quote}")))
        .min()?;
    let begin = u32::try_from(start + at).ok()?;
    let length = u32::try_from(word.len()).ok()? + 2;
    Some(Span(key.0.clone(), begin, begin + length))
}

/// Where the value of a field ends: at the comma or bracket that closes it.
fn value_end(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        if let Some(open) = quote {
            quote = (open != c).then_some(open);
            continue;
        }
        match c {
            '\'' | '"' => quote = Some(c),
            '(' | '[' | '{' => depth += 1,
            ',' | ')' | ']' | '}' if depth == 0 => return at,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    rest.len()
}

struct Search<'a> {
    locals: Vec<(&'a IStr, &'a Expr)>,
    /// How many keys were matched.
    best: usize,
    /// Every place where the last of them is written.
    found: Vec<Span>,
    /// Local names can lead in circles.
    fuel: usize,
}

impl<'a> Search<'a> {
    fn expression(&mut self, expression: &'a Expr, path: &[String], depth: usize) {
        let Some(fuel) = self.fuel.checked_sub(1) else {
            return;
        };
        self.fuel = fuel;
        match expression {
            Expr::Obj(body) => self.body(body, path, depth),
            Expr::ObjExtend(base, body) => {
                self.expression(base, path, depth);
                self.body(body, path, depth);
            }
            Expr::BinaryOp(operation) => {
                self.expression(&operation.lhs, path, depth);
                self.expression(&operation.rhs, path, depth);
            }
            Expr::LocalExpr(binds, body) => {
                let before = self.locals.len();
                self.bind(binds);
                self.expression(body, path, depth);
                self.locals.truncate(before);
            }
            Expr::Apply(_, arguments, _) => {
                for argument in arguments.unnamed.iter().chain(&arguments.values) {
                    self.expression(argument, path, depth);
                }
            }
            Expr::Var(name) => {
                let found = self
                    .locals
                    .iter()
                    .rev()
                    .find(|(local, _)| **local == name.value);
                if let Some((_, value)) = found {
                    self.expression(value, path, depth);
                }
            }
            Expr::Function(_, body) => self.expression(body, path, depth),
            _ => {}
        }
    }

    fn bind(&mut self, binds: &'a [BindSpec]) {
        for bind in binds {
            if let BindSpec::Field {
                into: Destruct::Full(name),
                value,
            } = bind
            {
                self.locals.push((name, value));
            }
        }
    }

    fn body(&mut self, body: &'a ObjBody, path: &[String], depth: usize) {
        let ObjBody::MemberList(ObjMembers { locals, fields, .. }) = body else {
            return;
        };
        let Some(key) = path.get(depth) else { return };
        let before = self.locals.len();
        self.bind(locals);
        for field in fields {
            let FieldName::Fixed(name) = &field.name.value else {
                continue;
            };
            if name.as_str() != key {
                continue;
            }
            if depth + 1 > self.best {
                self.best = depth + 1;
                self.found.clear();
            }
            if depth + 1 == self.best {
                self.found.push(field.name.span.clone());
            }
            self.expression(&field.value, path, depth + 1);
        }
        self.locals.truncate(before);
    }
}
