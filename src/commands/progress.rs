//! A progress bar for builds that take their time.

use std::{
    io::IsTerminal as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::evaluate::Place;

/// A build shorter than this shows nothing.
const DELAY: Duration = Duration::from_millis(500);

/// Counts documents; the bar appears on a terminal after [`DELAY`].
pub(super) struct Progress {
    begun: Arc<AtomicU64>,
    stop: Option<(mpsc::Sender<()>, thread::JoinHandle<()>)>,
}

impl Progress {
    /// `expected` documents, as far as the last build tells; 0 if it does not.
    pub(super) fn start(expected: u64, quiet: bool) -> Self {
        let begun = Arc::new(AtomicU64::new(0));
        if quiet || !std::io::stderr().is_terminal() {
            return Self { begun, stop: None };
        }
        let (stop, stopped) = mpsc::channel();
        let count = Arc::clone(&begun);
        let thread = thread::spawn(move || show(expected, &count, &stopped));
        Self {
            begun,
            stop: Some((stop, thread)),
        }
    }

    /// Evaluation has come to `place`; only documents count.
    pub(super) fn step(&self, place: &Place) {
        if place.document.is_some() {
            self.begun.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.stop.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

fn show(expected: u64, begun: &AtomicU64, stopped: &mpsc::Receiver<()>) {
    let waiting = |time| stopped.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
    if !waiting(DELAY) {
        return;
    }
    let target = ProgressDrawTarget::stderr_with_hz(10);
    let (template, length) = match expected {
        0 => ("{spinner} building, {pos} documents, {elapsed}", None),
        known => (
            "building {bar:30} {pos}/{len} documents, {elapsed}",
            Some(known),
        ),
    };
    let bar = ProgressBar::with_draw_target(length, target);
    let style = ProgressStyle::with_template(template).expect("the template is valid");
    bar.set_style(style.progress_chars("━╸ "));
    while waiting(Duration::from_millis(100)) {
        let begun = begun.load(Ordering::Relaxed);
        // A project may have grown since the last build.
        if length.is_some_and(|length| begun > length) {
            bar.set_length(begun);
        }
        bar.set_position(begun);
        bar.tick();
    }
    bar.finish_and_clear();
}
