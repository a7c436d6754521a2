//! Faults on demand, for tests: the k-th change of a thread fails.

use std::cell::Cell;
use std::io;

/// What happens at the k-th change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It and every later one fail, as if the process had been killed.
    Killed,
    /// It fails as on a full disk; later ones work.
    DiskFull,
}

thread_local! {
    static PLAN: Cell<Option<(Fault, u32)>> = const { Cell::new(None) };
    static SEEN: Cell<u32> = const { Cell::new(0) };
    static NO_EXCHANGE: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` with `fault` at its `at`-th change, counted from 1, and says
/// how many changes were tried.
pub(crate) fn with<T>(fault: Fault, at: u32, work: impl FnOnce() -> T) -> (T, u32) {
    PLAN.set(Some((fault, at)));
    SEEN.set(0);
    let result = work();
    PLAN.set(None);
    (result, SEEN.get())
}

/// Runs `work` on a file system that cannot exchange folders.
pub(crate) fn without_exchange<T>(work: impl FnOnce() -> T) -> T {
    NO_EXCHANGE.set(true);
    let result = work();
    NO_EXCHANGE.set(false);
    result
}

/// Whether exchanging is to fail.
pub(super) fn no_exchange() -> bool {
    NO_EXCHANGE.get()
}

/// Counts a change and fails it when it is its turn.
pub(super) fn point() -> io::Result<()> {
    let Some((fault, at)) = PLAN.get() else {
        return Ok(());
    };
    let seen = SEEN.get() + 1;
    SEEN.set(seen);
    match fault {
        Fault::Killed if seen >= at => Err(io::Error::from(io::ErrorKind::BrokenPipe)),
        Fault::DiskFull if seen == at => Err(io::Error::from(io::ErrorKind::StorageFull)),
        _ => Ok(()),
    }
}
