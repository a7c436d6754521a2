//! Whether one of a few words occurs in a text, at the speed of memory.

use aho_corasick::{AhoCorasick, packed};

/// A set of words, at most 64 for speed.
pub(super) struct Words {
    /// `None` on processors without the vector instructions it needs.
    fast: Option<packed::Searcher>,
    slow: AhoCorasick,
}

impl Words {
    pub(super) fn new(words: &[&str]) -> Self {
        Self {
            fast: packed::Searcher::new(words),
            slow: AhoCorasick::new(words).expect("a few short words fit an automaton"),
        }
    }

    pub(super) fn occur(&self, text: &[u8]) -> bool {
        match &self.fast {
            Some(fast) => fast.find(text).is_some(),
            None => self.slow.is_match(text),
        }
    }
}
