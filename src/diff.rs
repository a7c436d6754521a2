//! What changed between two trees of files, in the words of monitoring.
//!
//! [`diff()`] is pure: it knows files by their bytes, and neither projects nor
//! Jsonnet, so that it serves trees made by others too. It goes through these
//! steps: `open` takes the things out of the files that differ, however deep
//! they are wrapped; `compare` pairs them, by `identity` and by what they say
//! (`matching`), and hands each pair to the rules of its form (`rules`,
//! `alertmanager`, `dashboards`, `objects`, `files`), which compare `values`
//! field by field; `class` says what each field's change does to people;
//! `fold` tells what is alike once, in one environment and across many.

mod alertmanager;
mod class;
mod compare;
mod dashboards;
mod equal;
mod files;
mod fold;
mod found;
mod identity;
mod locate;
mod matching;
mod model;
mod objects;
mod open;
mod queries;
mod rules;
mod values;

use std::{
    borrow::Borrow,
    convert::Infallible,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

pub use model::{
    At, Change, Class, Comparison, Counts, DashboardPair, Field, Files, Kind, Language, Note,
    Place, Side, Subject, Was, What,
};

/// Stack of a thread that compares: documents and queries nest.
const STACK: usize = 256 * 1024 * 1024;

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
    threads: usize,
    load: impl Fn(usize) -> Result<(S, S), E> + Sync,
) -> Result<Comparison, Vec<E>>
where
    S: Borrow<Files>,
    E: Send,
{
    let next = AtomicUsize::new(0);
    let done = Mutex::new((fold::Fleet::default(), Vec::new()));
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= names.len() {
                return;
            }
            let result = load(place).map(|(from, to)| one(from.borrow(), to.borrow()));
            // A thread that panicked ends the program below.
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            match result {
                Ok((changes, notes)) => done.0.add(place, changes, notes),
                Err(error) => done.1.push((place, error)),
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, names.len().max(1)) {
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .expect("the system has threads");
        }
    });
    let (fleet, mut errors) = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    if errors.is_empty() {
        return Ok(fleet.finish(names.to_vec()));
    }
    errors.sort_by_key(|(place, _)| *place);
    Err(errors.into_iter().map(|(_, error)| error).collect())
}

/// One environment.
fn one(from: &Files, to: &Files) -> (Vec<Change>, Vec<Note>) {
    let (found, notes) = compare::compare(from, to);
    let mut lines = locate::Lines::new(from, to);
    (fold::changes(found, &mut lines), notes)
}
