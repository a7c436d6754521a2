//! What is left to do once the evaluator has delivered: rendering a document,
//! looking for credentials in it, and digesting what was read. It needs no
//! evaluator, so it runs on a thread of its own while evaluation goes on.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    mem,
    path::PathBuf,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Credential, Document, Events, Failure, Place};
use crate::{credentials, limits::Limits, render};

/// How far evaluation may be ahead, in jobs: each holds a document.
const AHEAD: usize = 1;

pub(super) enum Job {
    /// A document with its path in the tree.
    Document {
        place: Place,
        path: String,
        made_by: Vec<String>,
        value: Value,
    },
    /// The bytes of files that were read.
    Read(Vec<(PathBuf, Vec<u8>)>),
    /// Nothing more comes.
    End,
}

/// Files are small, and waking a thread is not free: this many bytes at once.
const BATCH: usize = 256 << 10;

/// Where jobs go.
pub(super) struct Jobs {
    jobs: SyncSender<Job>,
    read: RefCell<Vec<(PathBuf, Vec<u8>)>>,
}

impl Jobs {
    pub(super) fn send(&self, job: Job) {
        self.jobs
            .send(job)
            .expect("the thread takes jobs as long as somebody can send them");
    }

    /// Has the bytes of a file digested, in time.
    pub(super) fn read(&self, path: PathBuf, bytes: Vec<u8>) {
        let mut read = self.read.borrow_mut();
        read.push((path, bytes));
        if read.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() >= BATCH {
            self.send(Job::Read(mem::take(&mut read)));
        }
    }
}

/// The thread.
pub(super) struct Finisher(thread::JoinHandle<BTreeMap<PathBuf, [u8; 32]>>);

impl Finisher {
    /// Returns when the thread runs: what it needs to start, it has.
    pub(super) fn start(limits: &Limits, events: &'static dyn Events) -> (Self, Jobs) {
        let (jobs, receive) = sync_channel(AHEAD);
        let (started, running) = sync_channel(1);
        let limit = limits.file;
        let thread = thread::spawn(move || {
            // The other end waits for this.
            let _ = started.send(());
            work(&receive, limit, events)
        });
        running
            .recv()
            .expect("a new process can start a few threads");
        let read = RefCell::default();
        (Self(thread), Jobs { jobs, read })
    }

    /// Waits for the last job; the digests of what was read.
    pub(super) fn digests(self, jobs: &Jobs) -> BTreeMap<PathBuf, [u8; 32]> {
        jobs.send(Job::Read(jobs.read.take()));
        jobs.send(Job::End);
        self.0.join().expect("a panic ends the process")
    }
}

fn work(
    jobs: &Receiver<Job>,
    limit: usize,
    events: &'static dyn Events,
) -> BTreeMap<PathBuf, [u8; 32]> {
    let mut digests = BTreeMap::new();
    for job in jobs {
        match job {
            Job::End => break,
            Job::Read(files) => {
                let digest =
                    |(path, bytes): (PathBuf, Vec<u8>)| (path, Sha256::digest(bytes).into());
                digests.extend(files.into_iter().map(digest));
            }
            Job::Document {
                place,
                path,
                made_by,
                value,
            } => {
                for found in credentials::scan(&value) {
                    events.credential(credential(&place, found));
                }
                match contents(&path, value, limit, &place) {
                    Ok(contents) => events.document(Document {
                        environment: place.environment,
                        path,
                        made_by,
                        contents,
                    }),
                    Err(failure) => events.failure(*failure),
                }
            }
        }
    }
    digests
}

fn credential(place: &Place, found: credentials::Finding) -> Credential {
    Credential {
        place: place.clone(),
        at: found.at,
        rule: found.rule.to_owned(),
        masked: found.masked,
        fingerprint: found.fingerprint,
        instead: found.instead.to_owned(),
    }
}

/// The bytes of a document; `limit` in MiB.
fn contents(
    path: &str,
    value: Value,
    limit: usize,
    place: &Place,
) -> Result<Vec<u8>, Box<Failure>> {
    let contents = match value {
        Value::String(text) => text.into_bytes(),
        value => render::document(path, &value)
            .map_err(|error| Box::new(Failure::plain(error.to_string(), place.clone())))?,
    };
    if contents.len() > limit << 20 {
        let message = format!("the file is larger than the limit of {limit} MiB");
        return Err(Box::new(Failure::limit(message, place.clone(), "file")));
    }
    Ok(contents)
}
