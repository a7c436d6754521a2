//! An upper bound on the height of the syntax tree, from tokens alone.

use super::{Limits, SourceErrorKind};

/// The part of the source between two brackets, or between `local` or
/// `assert` and its `;`.
#[derive(Clone, Copy)]
struct Frame {
    open: Open,
    /// What adds a level to the element being read: operators, keywords,
    /// and bracketed parts (each may be a suffix of the one before).
    levels: usize,
    /// The height of the highest bracketed part in the element being read.
    inner: usize,
    /// The height of the highest finished element.
    highest: usize,
    /// How many `for` were read.
    clauses: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Source,
    Brace,
    Bracket,
    Statement,
}

impl Frame {
    fn new(open: Open) -> Self {
        Self {
            open,
            levels: 0,
            inner: 0,
            highest: 0,
            clauses: 0,
        }
    }

    fn height(&self) -> usize {
        self.highest.max(self.levels + self.inner)
    }
}

/// Follows brackets, statements and operators; a mistake in the source only
/// makes the bound loose, since the parser will refuse it.
///
/// An element with *n* operators, keywords and bracketed parts, the highest
/// of which has height *h*, is never higher than *n + h*, however its
/// operators associate.
pub(super) struct Depth {
    limits: Limits,
    top: Frame,
    below: Vec<Frame>,
    nesting: usize,
}

impl Depth {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            top: Frame::new(Open::Source),
            below: Vec::with_capacity(32),
            nesting: 0,
        }
    }

    /// An operator or a keyword that nests what follows or precedes.
    #[inline]
    pub(super) fn level(&mut self) -> Result<(), SourceErrorKind> {
        self.top.levels += 1;
        self.check()
    }

    /// A `for`; gives how many there were before it between the same brackets,
    /// which hold one comprehension at most.
    pub(super) fn clause(&mut self) -> usize {
        self.top.clauses += 1;
        self.top.clauses - 1
    }

    #[inline]
    pub(super) fn open(&mut self, brace: bool) -> Result<(), SourceErrorKind> {
        self.nesting += 1;
        if self.nesting > self.limits.nesting {
            return Err(SourceErrorKind::Nesting(self.limits.nesting));
        }
        self.push(if brace { Open::Brace } else { Open::Bracket });
        Ok(())
    }

    /// `local` or `assert`; `begins_member` where a member of an object could
    /// begin, in which case it has no `;`.
    pub(super) fn statement(&mut self, begins_member: bool) -> Result<(), SourceErrorKind> {
        if begins_member && self.top.open == Open::Brace {
            return self.level();
        }
        if self.below.len() >= self.limits.depth {
            return Err(SourceErrorKind::Depth(self.limits.depth));
        }
        self.push(Open::Statement);
        Ok(())
    }

    /// `,`
    #[inline]
    pub(super) fn comma(&mut self) {
        self.top.highest = self.top.height();
        self.top.levels = 0;
        self.top.inner = 0;
    }

    /// `;`
    pub(super) fn semicolon(&mut self) -> Result<(), SourceErrorKind> {
        if self.top.open == Open::Statement {
            return self.pop();
        }
        Ok(())
    }

    /// Any closing bracket.
    #[inline]
    pub(super) fn close(&mut self) -> Result<(), SourceErrorKind> {
        while self.top.open == Open::Statement {
            self.pop()?;
        }
        if self.top.open != Open::Source {
            self.nesting -= 1;
            self.pop()?;
        }
        Ok(())
    }

    /// The end of the source, where nothing needs to be closed.
    pub(super) fn finish(&mut self) -> Result<(), SourceErrorKind> {
        while !self.below.is_empty() {
            self.pop()?;
        }
        Ok(())
    }

    fn push(&mut self, open: Open) {
        self.below
            .push(std::mem::replace(&mut self.top, Frame::new(open)));
    }

    fn pop(&mut self) -> Result<(), SourceErrorKind> {
        if let Some(outer) = self.below.pop() {
            let height = self.top.height();
            self.top = outer;
            self.top.levels += 1;
            self.top.inner = self.top.inner.max(height);
        }
        self.check()
    }

    #[inline]
    fn check(&self) -> Result<(), SourceErrorKind> {
        if self.top.levels + self.top.inner > self.limits.depth {
            return Err(SourceErrorKind::Depth(self.limits.depth));
        }
        Ok(())
    }
}
