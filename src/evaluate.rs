//! Jsonnet in, documents out: the only module that names the evaluator's types.
//!
//! It runs in a worker process, because a program can
//! exhaust the stack or the memory in ways that no evaluator catches. A
//! [`Request`] goes in; what comes out goes piece by piece to an [`Events`]
//! sink, so that the parent knows what was under way when the worker dies.
//!
//! Each thread has an evaluator state of its own and takes environments from a
//! shared list; nothing crosses threads, and the parent orders what arrives.

mod access;
mod convert;
mod finish;
mod import;
mod locate;
mod natives;
mod project;
mod stdlib;
mod trace;

use std::{
    collections::BTreeMap,
    fmt,
    rc::Rc,
    sync::{
        Barrier, Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use jrsonnet_evaluator::{IStr, Source, State, Val, apply_tla, tla::TlaArg};
use serde::{Deserialize, Serialize};

pub use access::{MAX_FILE, Scope};
pub use project::{Credential, Document, Needs, Note, Problem, SecretKey};
pub use trace::{Class, Failure, Frame};

use crate::{closure::Closure, limits::Limits, render};

/// A map that is looked up and never walked.
#[expect(
    clippy::disallowed_types,
    reason = "no order of it can reach the output; the evaluator asks for it, and keys by identity have no order"
)]
type Lookup<K, V> = std::collections::HashMap<K, V>;

/// What to evaluate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// Where imports are looked for and what may be read.
    pub scope: Scope,
    /// The program.
    pub root: Root,
    /// `std.extVar`, by name.
    pub external: BTreeMap<String, Argument>,
    /// Top-level arguments, by name.
    pub top_level: BTreeMap<String, Argument>,
    /// The target of all environments, for this run; none where each says its
    /// own.
    pub target: Option<String>,
    /// What is wanted of it.
    pub task: Task,
    /// When to give up.
    pub limits: Limits,
    /// Number of threads, at least one.
    pub threads: usize,
}

/// A program to evaluate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Root {
    /// A file, by path relative to the scope's current folder, or absolute.
    File(std::path::PathBuf),
    /// Code, with the name it is shown under.
    Code {
        /// Such as `<-e>`.
        name: String,
        /// Jsonnet.
        code: String,
    },
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Code { name, .. } => f.write_str(name),
        }
    }
}

/// The value of an external variable or a top-level argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Argument {
    /// Taken as it is.
    Text(String),
    /// Jsonnet.
    Code(String),
}

/// What is wanted of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// The trees of these environments, or of all where none is named. A
    /// program that knows no environments is one tree without a name.
    Build(Vec<String>),
    /// The value itself, printed.
    Value(Format),
    /// The names of the environments.
    Names,
    /// What the library says for an estimate of these environments, or of all
    /// where none is named: JSON, by environment.
    Estimates(Vec<String>),
}

/// How a value is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// As a dashboard's file.
    Json,
    /// As a manifest.
    Yaml,
    /// A string, as it is; other values are refused.
    Text,
}

/// Where the pieces of an evaluation go. Called from several threads.
pub trait Events: Sync {
    /// `thread` begins to evaluate `what`, an environment's document or a file.
    fn begin(&self, thread: usize, what: &Place);
    /// A rendered document.
    fn document(&self, document: Document);
    /// The text of the value, for [`Task::Value`].
    fn value(&self, text: String);
    /// A literal credential in a document.
    fn credential(&self, credential: Credential);
    /// The environments that the project has.
    fn names(&self, names: Vec<String>);
    /// A problem or a warning that the library found.
    fn problem(&self, problem: Problem);
    /// What an environment needs that its output does not bring.
    fn needs(&self, needs: Needs);
    /// A line of `std.trace`.
    fn trace(&self, line: String);
    /// An error of evaluation.
    fn failure(&self, failure: Failure);
    /// What one thread read.
    fn closure(&self, closure: Closure);
    /// Nothing more comes.
    fn done(&self);
}

/// A place in the output that evaluation works on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The environment, where there are environments.
    pub environment: Option<String>,
    /// The path of the document in its tree.
    pub document: Option<String>,
}

/// Evaluates on `request.threads` threads with `stack` bytes each, then ends
/// the process: taking evaluator states apart would cost a third of the time.
/// `confine` is called when all threads are there and none has begun.
pub fn evaluate(
    request: &Request,
    stack: usize,
    events: &'static dyn Events,
    confine: impl FnOnce(),
) -> ! {
    let shared = &Shared::default();
    let started = &Barrier::new(request.threads + 1);
    let confined = &Barrier::new(request.threads + 1);
    let run = |thread: usize| {
        started.wait();
        confined.wait();
        // The first thread finds out what there is to do; for one piece of
        // work, the others would evaluate the root in vain.
        if thread == 0 || shared.has_work_for(thread) {
            evaluate_on(thread, request, shared, events);
        }
        if shared.finished.fetch_add(1, Ordering::AcqRel) + 1 == request.threads {
            events.done();
            jrsonnet_gcmodule::with_thread_object_space(jrsonnet_gcmodule::ObjectSpace::leak);
            std::process::exit(0);
        }
        loop {
            std::thread::park();
        }
    };
    std::thread::scope(|scope| {
        for thread in 0..request.threads {
            std::thread::Builder::new()
                .name(thread_name(thread))
                .stack_size(stack)
                .spawn_scoped(scope, move || run(thread))
                .expect("a new process can start a few threads");
        }
        started.wait();
        confine();
        confined.wait();
    });
    unreachable!("the last thread ends the process")
}

fn evaluate_on(thread: usize, request: &Request, shared: &Shared, events: &'static dyn Events) {
    let _depth = jrsonnet_evaluator::stack::limit_stack_depth(request.limits.depth);
    let state = state(request, events);
    let guard = state.enter();
    if let Err(error) = task(request, thread, shared, &state, events) {
        let source = source(request, &state);
        events.failure(trace::failure(
            &state,
            &error,
            Place::default(),
            source.as_ref(),
        ));
    }
    shared.announce(0);
    events.closure(import::of(&state).closure());
    std::mem::forget((guard, state));
}

/// What the threads share.
#[derive(Default)]
struct Shared {
    /// The next piece of work.
    next: AtomicUsize,
    finished: AtomicUsize,
    /// How many pieces of work there are, once the first thread knows.
    pieces: Mutex<Option<usize>>,
    known: Condvar,
}

impl Shared {
    /// Lets the other threads begin. Said twice, the first counts.
    fn announce(&self, pieces: usize) {
        let mut known = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        known.get_or_insert(pieces);
        self.known.notify_all();
    }

    /// Waits until it is known whether there is work for a thread.
    fn has_work_for(&self, thread: usize) -> bool {
        let pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        let pieces = self.known.wait_while(pieces, |pieces| pieces.is_none());
        pieces
            .unwrap_or_else(PoisonError::into_inner)
            .is_some_and(|pieces| thread < pieces)
    }
}

/// The name of an evaluation thread: a stack overflow is reported under it.
#[must_use]
pub fn thread_name(thread: usize) -> String {
    format!("evaluate-{thread}")
}

fn state(request: &Request, events: &'static dyn Events) -> State {
    let imports = import::Imports::new(access::Access::new(&request.scope), request.limits.nesting);
    let external = arguments(&imports, &request.external, "ext");
    let mut builder = State::builder();
    let settings = stdlib::Settings {
        externals: external,
        source_name: Rc::new(ToString::to_string),
        trace: Rc::new(|file, text| events.trace(format!("TRACE: {file} {text}"))),
        writers: natives::Writers {
            json: |value| Ok(render::json_text(value)),
            yaml: |value| Ok(render::yaml_text(value)),
        },
        target: request.target.clone(),
    };
    builder.context_initializer(stdlib::context_initializer(settings));
    builder.import_resolver(imports);
    builder.build()
}

fn arguments(
    imports: &import::Imports,
    arguments: &BTreeMap<String, Argument>,
    flag: &str,
) -> Lookup<IStr, TlaArg> {
    let argument = |(name, argument): (&String, &Argument)| {
        let value = match argument {
            Argument::Text(text) => TlaArg::String(text.as_str().into()),
            Argument::Code(code) => {
                let shown = format!("<--{flag}-code {name}>");
                TlaArg::Import(imports.snippet(&shown, code.clone()))
            }
        };
        (IStr::from(name.as_str()), value)
    };
    arguments.iter().map(argument).collect()
}

fn task(
    request: &Request,
    thread: usize,
    shared: &Shared,
    state: &State,
    events: &'static dyn Events,
) -> jrsonnet_evaluator::Result<()> {
    events.begin(thread, &Place::default());
    let root = root(request, state)?;
    match &request.task {
        Task::Build(names) => project::build(
            &root,
            names,
            &project::Work {
                thread,
                shared,
                state,
                events,
                limit: request.limits.file,
                source: source(request, state),
            },
        ),
        Task::Names => {
            events.names(project::names(&root)?);
            Ok(())
        }
        Task::Estimates(names) => {
            let source = source(request, state);
            if let Some(plans) = project::estimates(&root, names, state, events, source)? {
                events.value(plans.to_string());
            }
            Ok(())
        }
        Task::Value(format) => {
            match text(convert::value(&root)?, *format) {
                Ok(text) => events.value(text),
                Err(message) => events.failure(Failure::plain(message, Place::default())),
            }
            Ok(())
        }
    }
}

/// A value as it is printed. Printing goes as deep as the value, and so belongs
/// to this side.
fn text(value: serde_json::Value, format: Format) -> Result<String, String> {
    use serde_json::Value;
    let kind = match (format, value) {
        (Format::Json, value) => return Ok(render::json_text(&value)),
        (Format::Yaml, value) => return Ok(render::yaml_text(&value)),
        (Format::Text, Value::String(text)) => return Ok(text),
        (Format::Text, Value::Null) => "null",
        (Format::Text, Value::Bool(_)) => "a boolean",
        (Format::Text, Value::Number(_)) => "a number",
        (Format::Text, Value::Array(_)) => "an array",
        (Format::Text, Value::Object(_)) => "an object",
    };
    Err(format!(
        "`--format text` prints a string, and this is {kind}"
    ))
}

/// The source of the root file, for pointing at its lines.
fn source(request: &Request, state: &State) -> Option<Source> {
    let path = state
        .resolve_from_default(&root_import(request, state).as_str())
        .ok()?;
    let code = state.import_resolved_str(path.clone()).ok()?;
    Some(Source::new(path, code))
}

/// The root as an import from nowhere.
fn root_import(request: &Request, state: &State) -> String {
    match &request.root {
        Root::File(path) => path.to_string_lossy().into_owned(),
        Root::Code { name, code } => import::of(state).snippet(name, code.clone()),
    }
}

/// Imports the root and calls it with the top-level arguments if it is a
/// function.
fn root(request: &Request, state: &State) -> jrsonnet_evaluator::Result<Val> {
    let value = state.import(root_import(request, state).as_str())?;
    let top_level = arguments(import::of(state), &request.top_level, "tla");
    apply_tla(&top_level, value)
}
