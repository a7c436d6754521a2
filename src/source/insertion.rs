//! Text that is inserted, and where offsets lead because of it.
//!
//! The evaluator takes the array of a `for` out of the loops around it where
//! it needs none of their variables. It decides by the outermost scope that
//! the expression reads from: deeper than the first loop variable's is taken
//! for independent. `[c for a in A for b in B for c in [b]]` reads `b` alone
//! and is evaluated before there is one: a wrong value, in silence, or a
//! panic. A first and a second `for` have no deeper variable to read.
//!
//! So each later one is made to mention a name of the file's own scope, which
//! is never deeper, in a branch that is never taken. The name is one that the
//! source has nowhere: nothing can shadow it, and it shadows nothing.

/// What was inserted into a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Insertions(Vec<Insertion>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Insertion {
    /// Where it begins in the prepared text, in bytes.
    offset: usize,
    /// In bytes.
    length: usize,
}

impl Insertions {
    /// Whether nothing was inserted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The offset in the original of what stands at an offset in the prepared
    /// text, both in bytes; inside an insertion, where it was made.
    #[must_use]
    pub fn original_offset(&self, prepared: usize) -> usize {
        let before = self.0.iter().take_while(|it| it.offset < prepared);
        let inserted: usize = before.map(|it| it.length.min(prepared - it.offset)).sum();
        prepared - inserted
    }
}

/// Keeps the expressions that follow `late` (offsets behind an `in`, in order)
/// from being evaluated too early.
pub(super) fn hold_back(text: &mut String, late: &[usize]) -> Insertions {
    if late.is_empty() {
        return Insertions::default();
    }
    let name = unused_name(text);
    let mut out = format!("local {name}=0;");
    let guard = format!(" if false then {name} else");
    let mut insertions = vec![Insertion {
        offset: 0,
        length: out.len(),
    }];
    let mut copied = 0;
    for &at in late {
        out.push_str(&text[copied..at]);
        insertions.push(Insertion {
            offset: out.len(),
            length: guard.len(),
        });
        out.push_str(&guard);
        copied = at;
    }
    out.push_str(&text[copied..]);
    *text = out;
    Insertions(insertions)
}

/// Underscores, more than there are together anywhere in `text`.
fn unused_name(text: &str) -> String {
    let others = text.split(|c| c != '_');
    let longest = others.map(str::len).max().unwrap_or_default();
    "_".repeat(longest + 1)
}
