//! Evaluation in a child process of the same binary.
//!
//! A Jsonnet program can overflow the stack, exhaust the memory or never end,
//! and no evaluator catches all of it. So the parent starts itself again with
//! [`ARGUMENT`], hands over a [`Request`], and reads messages until the child
//! is done or dead. However it dies, the parent knows what was under way and
//! says why it ended; nothing has been written anywhere.

mod wire;

use std::{
    collections::BTreeMap,
    io::{self, BufReader, Read},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::{Mutex, mpsc},
    thread,
    time::Duration,
};

use self::wire::{Message, Pipe, receive};
use crate::{
    closure::Closure,
    evaluate::{self, Credential, Document, Failure, Needs, Place, Problem, Request},
    limits::Limits,
};

/// The first argument of a worker; not for people.
pub const ARGUMENT: &str = "__evaluate";

/// Stack of an evaluation thread, in bytes. Address space, touched only as
/// deep as a program goes.
const STACK: usize = 256 << 20;

/// What a worker's own words on standard error may hold, in bytes.
const MAX_STDERR: u64 = 64 << 10;

/// All that came out of an evaluation.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// Rendered documents, in no order.
    pub documents: Vec<Document>,
    /// The text of the value, for [`evaluate::Task::Value`].
    pub value: Option<String>,
    /// The project's environments, none for a plain program.
    pub names: Option<Vec<String>>,
    /// Literal credentials in documents, sorted.
    pub credentials: Vec<Credential>,
    /// What the library says.
    pub problems: Vec<Problem>,
    /// What environments need that their output does not bring.
    pub needs: Vec<Needs>,
    /// Lines of `std.trace`, in order.
    pub traces: Vec<String>,
    /// Errors of the program, sorted, each once.
    pub failures: Vec<Failure>,
    /// Every file read and every probe that failed.
    pub closure: Closure,
}

/// Why there is no evaluation. Each is one message with a cause; a program that
/// is merely wrong is an [`Evaluation`] with failures instead.
#[derive(Debug)]
pub enum WorkerError {
    /// A limit ended the evaluation while it worked on these places.
    Limit {
        /// Which.
        limit: Limit,
        /// The program, as it is shown.
        program: String,
        /// What was under way, one for each thread.
        working_on: Vec<Place>,
    },
    /// The worker panicked: a defect of mixgen or of the evaluator.
    Bug(String),
    /// The worker ended in a way that has no name here.
    Died(ExitStatus),
    /// It could not be started or talked to.
    Io(io::Error),
}

/// A limit of the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Wall-clock time.
    Time(Duration),
    /// Memory, in MiB.
    Memory(u64),
    /// The stack.
    Stack,
    /// Size of all rendered files, in MiB.
    Output(usize),
    /// Number of files of one environment.
    Files(usize),
}

/// Evaluates in a child process. `on_begin` hears of each document that is
/// begun, for a progress bar.
///
/// # Errors
/// When the child could not finish; see [`WorkerError`].
pub fn run(request: &Request, mut on_begin: impl FnMut(&Place)) -> Result<Evaluation, WorkerError> {
    let mut child = start().map_err(WorkerError::Io)?;
    let input = child.stdin.take().expect("piped");
    let output = child.stdout.take().expect("piped");
    widen(&output);
    let errors = child.stderr.take().expect("piped");
    let errors = thread::spawn(move || {
        let mut text = Vec::new();
        // What is beyond the limit is dropped, and a broken pipe ends it.
        let _ = errors.take(MAX_STDERR).read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    // A child that is dead already breaks this pipe; its end says why.
    let sent = serde_json::to_writer(input, request);
    let watchdog = Watchdog::start(child, request.limits.time);
    let mut evaluation = Evaluation::default();
    let mut state = Reading {
        limits: &request.limits,
        under_way: BTreeMap::new(),
        files: BTreeMap::new(),
        bytes: 0,
    };
    let end = state.read(
        &mut BufReader::with_capacity(1 << 18, output),
        &mut evaluation,
        &mut on_begin,
    );
    if let Ok(End::Done) = end {
        // All is here. What the child would still do is give memory back.
        watchdog.dismiss();
        evaluation.failures.sort();
        evaluation.failures.dedup();
        evaluation.credentials.sort();
        return Ok(evaluation);
    }
    let how = match end {
        Ok(End::Limit(_)) => Stop::Kill,
        _ => Stop::Wait,
    };
    let (status, timed_out) = watchdog.stop(how).map_err(WorkerError::Io)?;
    let stderr = errors.join().unwrap_or_default();
    let limit = |limit, thread: Option<usize>| WorkerError::Limit {
        limit,
        program: request.root.to_string(),
        working_on: match thread {
            Some(thread) => state.under_way.get(&thread).cloned().into_iter().collect(),
            None => state.under_way.values().cloned().collect(),
        },
    };
    let memory = Limit::Memory(request.limits.memory);
    Err(match end {
        Ok(End::Limit(reached)) => limit(reached, None),
        Ok(End::Panic(message)) if is_memory(&message) => limit(memory, None),
        Ok(End::Panic(message)) => WorkerError::Bug(message),
        _ if timed_out => limit(Limit::Time(request.limits.time), None),
        _ if is_memory(&stderr) || was_killed(status) => limit(memory, None),
        _ => match (overflowed(&stderr), end, sent) {
            (Some(thread), ..) => limit(Limit::Stack, Some(thread)),
            (None, Err(error), _) if status.success() => WorkerError::Io(error),
            (None, _, Err(error)) if status.success() => WorkerError::Io(error.into()),
            _ => WorkerError::Died(status),
        },
    })
}

fn start() -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .arg(ARGUMENT)
        // Nothing of the environment can reach the output.
        .env_clear()
        // In KiB. The allocator reserves address space ahead, a gigabyte if it
        // may, and the limit on memory counts it.
        .env("MIMALLOC_ARENA_RESERVE", "65536")
        // Huge pages hold a fifth more memory and save no time here.
        .env("MIMALLOC_ALLOW_THP", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// Lets a document of usual size pass in one piece, where the system allows it:
/// with 64 KiB, both sides wake each other many times.
#[cfg(target_os = "linux")]
fn widen(pipe: &ChildStdout) {
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
}

#[cfg(not(target_os = "linux"))]
fn widen(_: &ChildStdout) {}

/// Out of memory: the allocator's words, or those of the evaluator's growing
/// stack.
fn is_memory(text: &str) -> bool {
    text.contains("memory allocation of")
        || text.contains("Cannot allocate memory")
        || text.contains("allocate stack")
        || text.contains("capacity overflow")
}

/// The thread that overflowed its stack, from the words of Rust's handler.
fn overflowed(stderr: &str) -> Option<usize> {
    let before = stderr.split_once("has overflowed its stack")?.0;
    let name = before.rsplit_once("evaluate-")?.1;
    name.split('\'').next()?.parse().ok()
}

#[cfg(unix)]
fn was_killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    // Nobody but the kernel's out-of-memory killer kills a worker.
    status.signal() == Some(9)
}

#[cfg(not(unix))]
fn was_killed(_: ExitStatus) -> bool {
    false
}

/// Ends the child at the deadline, or when it is told to.
struct Watchdog {
    stop: mpsc::Sender<Stop>,
    thread: thread::JoinHandle<io::Result<(ExitStatus, bool)>>,
}

enum Stop {
    /// It is about to end by itself.
    Wait,
    /// What it still does is of no interest.
    Kill,
}

impl Watchdog {
    fn start(mut child: Child, time: Duration) -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            let stop = stopped.recv_timeout(time);
            let timed_out = matches!(stop, Err(mpsc::RecvTimeoutError::Timeout));
            if !matches!(stop, Ok(Stop::Wait)) {
                // It may have ended just now.
                let _ = child.kill();
            }
            Ok((child.wait()?, timed_out))
        });
        Self { stop, thread }
    }

    /// Ends the child and does not wait for it.
    fn dismiss(self) {
        let _ = self.stop.send(Stop::Kill);
    }

    /// The child's end, and whether the deadline brought it.
    fn stop(self, how: Stop) -> io::Result<(ExitStatus, bool)> {
        // Nobody listens after the deadline.
        let _ = self.stop.send(how);
        self.thread
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("the watchdog panicked")))
    }
}

enum End {
    Done,
    Closed,
    Panic(String),
    Limit(Limit),
}

struct Reading<'a> {
    limits: &'a Limits,
    under_way: BTreeMap<usize, Place>,
    files: BTreeMap<Option<String>, usize>,
    bytes: usize,
}

impl Reading<'_> {
    fn read(
        &mut self,
        input: &mut impl Read,
        into: &mut Evaluation,
        on_begin: &mut impl FnMut(&Place),
    ) -> io::Result<End> {
        loop {
            let Some((message, body)) = receive(input)? else {
                return Ok(End::Closed);
            };
            // What a program prints counts as well.
            self.bytes += match &message {
                Message::Trace(line) => line.len(),
                _ => body.len(),
            };
            if self.bytes > self.limits.output << 20 {
                return Ok(End::Limit(Limit::Output(self.limits.output)));
            }
            match message {
                Message::Begin(thread, place) => {
                    on_begin(&place);
                    self.under_way.insert(thread, place);
                }
                Message::Document {
                    environment,
                    path,
                    made_by,
                } => {
                    let files = self.files.entry(environment.clone()).or_default();
                    *files += 1;
                    if *files > self.limits.files {
                        return Ok(End::Limit(Limit::Files(self.limits.files)));
                    }
                    into.documents.push(Document {
                        environment,
                        path,
                        made_by,
                        contents: body,
                    });
                }
                Message::Value => {
                    let text = String::from_utf8(body);
                    into.value = Some(text.map_err(io::Error::other)?);
                }
                Message::Credential(credential) => into.credentials.push(credential),
                Message::Names(names) => into.names = Some(names),
                Message::Problem(problem) => into.problems.push(problem),
                Message::Needs(needs) => into.needs.push(needs),
                Message::Trace(line) => into.traces.push(line),
                Message::Failure(failure) => into.failures.push(failure),
                Message::Closure(closure) => into.closure.merge(closure),
                Message::Panic(message) => return Ok(End::Panic(message)),
                Message::Done => return Ok(End::Done),
            }
        }
    }
}

/// The worker: reads a request from standard input, evaluates, writes messages
/// to standard output, and ends the process.
pub fn serve() -> ! {
    let pipe: &'static Pipe = Box::leak(Box::new(Pipe(Mutex::new(io::stdout()))));
    std::panic::set_hook(Box::new(move |panic| {
        pipe.send(&Message::Panic(panic.to_string()), &[]);
        std::process::exit(70);
    }));
    let Ok(request) = serde_json::from_reader::<_, Request>(io::stdin()) else {
        // The parent is gone, or somebody calls what is not for people.
        std::process::exit(70);
    };
    evaluate::evaluate(&request, STACK, pipe, || confine(&request))
}

/// Dies with the parent, leaves no core dump, and gets no more memory than the
/// limit above what it has now, when the stacks of its threads are reserved.
#[cfg(target_os = "linux")]
fn confine(request: &Request) {
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
    let set = |resource, limit| {
        let limit = Rlimit {
            current: Some(limit),
            maximum: Some(limit),
        };
        // A stricter limit may be in force already.
        let _ = setrlimit(resource, limit);
    };
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    set(Resource::Core, 0);
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|statm| statm.split(' ').next()?.parse::<u64>().ok());
    if let Some(pages) = pages {
        let start = pages * rustix::param::page_size() as u64;
        set(Resource::As, start + (request.limits.memory << 20));
    }
}

#[cfg(not(target_os = "linux"))]
fn confine(_: &Request) {}
