//! What is left to do once the evaluator has delivered: rendering a document,
//! looking for credentials in it, and digesting what was read. It needs no
//! evaluator, so it runs on a thread of its own while evaluation goes on.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Credential, Document, Events, Failure, Place};
use crate::{credentials, limits::Limits, render};

/// How far evaluation may be ahead, in jobs: each holds a document.
const AHEAD: usize = 8;

pub(super) enum Job {
    /// A document with its path in the tree.
    Document {
        place: Place,
        path: String,
        made_by: Vec<String>,
        value: Value,
    },
    /// The bytes of a file that was read.
    Read(PathBuf, Vec<u8>),
}

/// Where jobs go.
#[derive(Clone)]
pub(super) struct Jobs(SyncSender<Job>);

impl Jobs {
    pub(super) fn send(&self, job: Job) {
        self.0
            .send(job)
            .expect("the thread takes jobs as long as somebody can send them");
    }
}

/// The thread; ends when all [`Jobs`] are gone.
pub(super) struct Finisher(thread::JoinHandle<BTreeMap<PathBuf, [u8; 32]>>);

impl Finisher {
    pub(super) fn start(limits: &Limits, events: &'static dyn Events) -> (Self, Jobs) {
        let (send, receive) = sync_channel(AHEAD);
        let limit = limits.file;
        let thread = thread::spawn(move || work(&receive, limit, events));
        (Self(thread), Jobs(send))
    }

    /// Waits for the last job; the digests of what was read.
    pub(super) fn digests(self) -> BTreeMap<PathBuf, [u8; 32]> {
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
            Job::Read(path, bytes) => {
                digests.insert(path, Sha256::digest(&bytes).into());
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
        return Err(Box::new(Failure::limit(message, place.clone())));
    }
    Ok(contents)
}
