//! A throwaway folder with a home of its own, and commands that run in it.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Longer than any command takes, even on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// A folder `work` for a project, beside an empty home.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

/// What a command printed, and its exit code.
pub struct Seen {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// `None` when a signal ended it.
    pub exit: Option<i32>,
}

impl Sandbox {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        for name in ["work", "home"] {
            fs::create_dir(folder.path().join(name)).expect("the folder is new");
        }
        Self { folder }
    }

    /// Where the project lies, without symbolic links.
    pub fn work(&self) -> PathBuf {
        let work = self.folder.path().join("work");
        work.canonicalize().expect("the folder was made")
    }

    /// Where the home lies, without symbolic links.
    pub fn home(&self) -> PathBuf {
        let home = self.folder.path().join("home");
        home.canonicalize().expect("the folder was made")
    }

    /// A command in `work` that sees nothing of the machine's environment but
    /// its programs, and `mixgen` among them.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let binary = Path::new(env!("CARGO_BIN_EXE_mixgen"));
        let mut path = vec![binary.parent().expect("a file is in a folder").to_owned()];
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let home = self.home();
        let mut command = Command::new(program);
        command
            .current_dir(self.work())
            .env_clear()
            .env("PATH", std::env::join_paths(path).expect("it was split"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("HOME", home)
            .env("LC_ALL", "C")
            // Repositories that a test makes lie in folders.
            .env("GIT_ALLOW_PROTOCOL", "https:ssh:file")
            .env(
                "TEST_SUPPORT",
                Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support"),
            )
            .env("NO_COLOR", "1");
        command
    }
}

/// Runs a command to its end.
///
/// # Panics
/// When it cannot be started or does not end.
pub fn run(mut command: Command) -> Seen {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is there");
    let stdout = drain(child.stdout.take().expect("piped"));
    let stderr = drain(child.stderr.take().expect("piped"));
    #[expect(
        clippy::disallowed_methods,
        reason = "a deadline for what does not end"
    )]
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            break status;
        }
        if start.elapsed() > DEADLINE {
            child.kill().expect("a child can be killed");
            panic!("it did not end: {command:?}");
        }
        thread::sleep(Duration::from_millis(2));
    };
    Seen {
        stdout: stdout.join().expect("reading does not panic"),
        stderr: stderr.join().expect("reading does not panic"),
        exit: status.code(),
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("a pipe can be read");
        bytes
    })
}

/// All files and symbolic links below a folder, relative to it, sorted; without
/// `.mixgen/`, which no repository holds.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    entries
        .into_iter()
        .filter_entry(|entry| entry.file_name() != ".mixgen")
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder);
            path.expect("it lies in the folder").to_owned()
        })
        .collect()
}

/// Copies the files of a folder, if there is one.
#[allow(dead_code, reason = "not each test that has a sandbox copies")]
pub fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        return;
    }
    for file in files(from) {
        let target = to.join(&file);
        let parent = target.parent().expect("a file is in a folder");
        fs::create_dir_all(parent).expect("a folder can be made");
        fs::copy(from.join(&file), target).expect("a file can be copied");
    }
}
