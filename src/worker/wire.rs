//! What passes between parent and worker.
//!
//! A message is a header in JSON and a body of bytes, each preceded by its
//! length: `u32` and `u64`, little-endian.

use std::{
    io::{self, Read, Write as _},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::{
    closure::Closure,
    evaluate::{Credential, Document, Events, Failure, Needs, Place, Problem},
};

#[derive(Serialize, Deserialize)]
pub(super) enum Message {
    Begin(usize, Place),
    /// The body holds the bytes.
    Document {
        environment: Option<String>,
        path: String,
        made_by: Vec<String>,
    },
    /// The body holds its text.
    Value,
    Credential(Credential),
    Names(Vec<String>),
    Problem(Problem),
    Needs(Needs),
    Trace(String),
    Failure(Failure),
    Closure(Closure),
    Panic(String),
    Done,
}

/// The next message; none at the end.
pub(super) fn receive(input: &mut impl Read) -> io::Result<Option<(Message, Vec<u8>)>> {
    let mut lengths = [0; 12];
    let mut filled = 0;
    while filled < lengths.len() {
        match input.read(&mut lengths[filled..])? {
            0 if filled == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => filled += count,
        }
    }
    let header = u32::from_le_bytes(lengths[..4].try_into().expect("four bytes"));
    let body = u64::from_le_bytes(lengths[4..].try_into().expect("eight bytes"));
    let header = serde_json::from_slice(&take(input, u64::from(header))?)?;
    Ok(Some((header, take(input, body)?)))
}

fn take(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(64 << 20)).unwrap_or(0));
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// The worker's end.
pub(super) struct Pipe(pub(super) Mutex<io::Stdout>);

impl Pipe {
    pub(super) fn send(&self, message: &Message, body: &[u8]) {
        let header = serde_json::to_vec(message).expect("messages are plain data");
        let mut bytes = Vec::with_capacity(12 + header.len());
        let length = u32::try_from(header.len()).expect("a header is small");
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&header);
        let mut output = self.0.lock().unwrap_or_else(PoisonError::into_inner).lock();
        let written = output
            .write_all(&bytes)
            .and_then(|()| output.write_all(body))
            .and_then(|()| output.flush());
        if written.is_err() {
            // Nobody reads any more.
            std::process::exit(0);
        }
    }
}

impl Events for Pipe {
    fn begin(&self, thread: usize, what: &Place) {
        self.send(&Message::Begin(thread, what.clone()), &[]);
    }

    fn document(&self, document: Document) {
        let Document {
            environment,
            path,
            made_by,
            contents,
        } = document;
        self.send(
            &Message::Document {
                environment,
                path,
                made_by,
            },
            &contents,
        );
    }

    fn value(&self, text: String) {
        self.send(&Message::Value, text.as_bytes());
    }

    fn credential(&self, credential: Credential) {
        self.send(&Message::Credential(credential), &[]);
    }

    fn names(&self, names: Vec<String>) {
        self.send(&Message::Names(names), &[]);
    }

    fn problem(&self, problem: Problem) {
        self.send(&Message::Problem(problem), &[]);
    }

    fn needs(&self, needs: Needs) {
        self.send(&Message::Needs(needs), &[]);
    }

    fn trace(&self, line: String) {
        self.send(&Message::Trace(line), &[]);
    }

    fn failure(&self, failure: Failure) {
        self.send(&Message::Failure(failure), &[]);
    }

    fn closure(&self, closure: Closure) {
        self.send(&Message::Closure(closure), &[]);
    }

    fn done(&self) {
        self.send(&Message::Done, &[]);
    }
}
