//! Starting git with everything off that was not asked for.

use std::{
    ffi::{OsStr, OsString},
    io::{self, Read, Write as _},
    path::Path,
    process::{Child, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use super::{GitError, masked};

/// What git may speak to other machines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protocols {
    /// Nothing: reading a repository never fetches what a partial clone lacks.
    #[default]
    None,
    /// `https` and `ssh`; or what the person's own `GIT_ALLOW_PROTOCOL` says,
    /// of these, `http` and `file` (repositories in folders). No helper
    /// (`ext::…`) is ever run.
    Network,
}

impl Protocols {
    fn list(self) -> String {
        const KNOWN: [&str; 4] = ["https", "ssh", "http", "file"];
        match (self, std::env::var("GIT_ALLOW_PROTOCOL")) {
            (Self::None, _) => String::new(),
            (Self::Network, Err(_)) => "https:ssh".to_owned(),
            (Self::Network, Ok(own)) => own
                .split(':')
                .filter(|name| KNOWN.contains(name))
                .collect::<Vec<_>>()
                .join(":"),
        }
    }
}

/// Variables of git that stay as the person set them: how to reach and trust a
/// server. All others (`GIT_DIR`, `GIT_TRACE`, `GIT_EXTERNAL_DIFF` …) are taken
/// away.
const KEPT: [&str; 16] = [
    "GIT_ASKPASS",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
    "GIT_HTTP_PROXY_AUTHMETHOD",
    "GIT_PROXY_SSL_CAINFO",
    "GIT_PROXY_SSL_CERT",
    "GIT_PROXY_SSL_KEY",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_SSL_CERT",
    "GIT_SSL_KEY",
];

/// Settings given by `GIT_CONFIG_COUNT` that stay: as CI systems hand over
/// credentials and mirrors.
const KEPT_SETTINGS: [&str; 4] = ["credential.", "http.", "url.", "safe.directory"];

/// Stronger than any file of settings.
const SETTINGS: [&str; 17] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.commitGraph=false",
    "core.alternateRefsCommand=true",
    "credential.interactive=false",
    "fetch.recurseSubmodules=false",
    "submodule.recurse=false",
    "fetch.writeCommitGraph=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
    "log.showSignature=false",
    "protocol.ext.allow=never",
    "safe.bareRepository=explicit",
    "transfer.bundleURI=false",
];

/// What is kept of git's complaints, in bytes.
const WORDS: u64 = 64 << 10;

/// What is taken of an answer that is not streamed, in bytes.
const ANSWER: u64 = 64 << 20;

/// One run of git.
#[derive(Debug)]
pub struct Command {
    inner: std::process::Command,
    timeout: Duration,
    input: Vec<u8>,
    settings: Vec<(OsString, OsString)>,
}

impl Command {
    /// `git <subcommand>`, in `folder` or, where that is a repository without
    /// work tree, with `--git-dir`.
    #[must_use]
    pub fn new(at: At<'_>, subcommand: &str) -> Self {
        let mut inner = std::process::Command::new("git");
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("GIT_") && !KEPT.contains(&text.as_ref()) {
                inner.env_remove(&name);
            }
        }
        inner
            // Words that can be told apart, and no questions: `false` answers
            // those of ssh, which would otherwise go to the terminal.
            .env("LC_ALL", "C")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("SSH_ASKPASS", "false")
            .env("SSH_ASKPASS_REQUIRE", "force")
            .env("GCM_INTERACTIVE", "never")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_LFS_SKIP_SMUDGE", "1")
            .env("GIT_ALLOW_PROTOCOL", Protocols::None.list());
        inner.args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
        for setting in SETTINGS {
            inner.args(["-c", setting]);
        }
        match at {
            At::Folder(folder) => {
                inner.current_dir(folder);
            }
            At::GitDir(folder) => {
                inner
                    .current_dir(folder)
                    .arg("--git-dir=.")
                    .args(["-c", "core.bare=true"]);
            }
        }
        inner.arg(subcommand).stdin(Stdio::null());
        Self {
            inner,
            timeout: Duration::from_secs(60),
            input: Vec::new(),
            settings: kept_settings(),
        }
    }

    /// Adds an argument. What comes from elsewhere belongs behind
    /// `--end-of-options` or `--`.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.inner.arg(argument);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.inner.args(arguments);
        self
    }

    /// Sets one of git's settings for this run.
    #[must_use]
    pub fn setting(mut self, key: &str, value: &str) -> Self {
        self.settings.push((key.into(), value.into()));
        self
    }

    /// Lets it speak to other machines.
    #[must_use]
    pub fn protocols(mut self, protocols: Protocols) -> Self {
        self.inner.env("GIT_ALLOW_PROTOCOL", protocols.list());
        if protocols != Protocols::None {
            self.inner.env_remove("GIT_NO_LAZY_FETCH");
        }
        self
    }

    /// Ends it after this time; 60 s if nothing is said.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// What it reads from standard input.
    #[must_use]
    pub fn input(mut self, input: Vec<u8>) -> Self {
        self.input = input;
        self
    }

    /// Runs it, and returns its standard output.
    ///
    /// # Errors
    /// [`GitError::Start`], [`GitError::TimedOut`], [`GitError::Failed`],
    /// [`GitError::TooLarge`], [`GitError::Io`].
    pub fn run(self) -> Result<Vec<u8>, GitError> {
        Ok(self.run_told()?.0)
    }

    /// Runs it, and returns its standard output, and what it said beside it,
    /// freed of credentials.
    ///
    /// # Errors
    /// As [`Command::run`].
    pub fn run_told(self) -> Result<(Vec<u8>, String), GitError> {
        self.stream_told(|output| {
            let mut bytes = Vec::new();
            output
                .take(ANSWER + 1)
                .read_to_end(&mut bytes)
                .map_err(GitError::Io)?;
            if bytes.len() as u64 > ANSWER {
                return Err(GitError::TooLarge(ANSWER));
            }
            Ok(bytes)
        })
    }

    /// Runs it, and has `read` take its standard output as it comes.
    ///
    /// # Errors
    /// As [`Command::run`], and what `read` returns; that of git comes first.
    pub fn stream<T: Send + 'static>(
        self,
        read: impl FnOnce(&mut dyn Read) -> Result<T, GitError> + Send + 'static,
    ) -> Result<T, GitError> {
        Ok(self.stream_told(read)?.0)
    }

    fn stream_told<T: Send + 'static>(
        mut self,
        read: impl FnOnce(&mut dyn Read) -> Result<T, GitError> + Send + 'static,
    ) -> Result<(T, String), GitError> {
        let count = self.settings.len().to_string();
        self.inner.env("GIT_CONFIG_COUNT", count);
        for (index, (key, value)) in self.settings.iter().enumerate() {
            self.inner.env(format!("GIT_CONFIG_KEY_{index}"), key);
            self.inner.env(format!("GIT_CONFIG_VALUE_{index}"), value);
        }
        if !self.input.is_empty() {
            self.inner.stdin(Stdio::piped());
        }
        self.inner.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.inner.spawn().map_err(GitError::Start)?;
        if let Some(mut stdin) = child.stdin.take() {
            let input = std::mem::take(&mut self.input);
            // A git that ends early says why itself.
            thread::spawn(move || drop(stdin.write_all(&input)));
        }
        let (sender, said) = mpsc::channel();
        let mut output = child.stdout.take().expect("it is piped");
        let mut errors = child.stderr.take().expect("it is piped");
        let words = sender.clone();
        thread::spawn(move || drop(words.send(Said::Words(complaints(&mut errors)))));
        thread::spawn(move || drop(sender.send(Said::Read(read(&mut output)))));
        let (mut result, mut words) = (None, None);
        while result.is_none() || words.is_none() {
            match said.recv_timeout(self.timeout) {
                Ok(Said::Words(text)) => words = Some(text),
                Ok(Said::Read(read)) => {
                    // It need not go on when nobody listens.
                    if read.is_err() {
                        end(&mut child);
                    }
                    result = Some(read?);
                }
                Err(_) => {
                    end(&mut child);
                    return Err(GitError::TimedOut(self.timeout));
                }
            }
        }
        let status = child.wait().map_err(GitError::Io)?;
        let words = words.unwrap_or_default();
        if status.success() {
            return Ok((result.expect("the loop ends with it"), words));
        }
        Err(GitError::Failed(if words.is_empty() {
            status.to_string()
        } else {
            words
        }))
    }
}

/// Where git runs.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// In this folder, in whose repository is for git to find.
    Folder(&'a Path),
    /// This folder is the repository, without work tree.
    GitDir(&'a Path),
}

enum Said<T> {
    Words(String),
    Read(Result<T, GitError>),
}

/// The settings of the environment that say how to reach a server.
fn kept_settings() -> Vec<(OsString, OsString)> {
    let count = std::env::var("GIT_CONFIG_COUNT").ok();
    let count: usize = count.and_then(|text| text.parse().ok()).unwrap_or(0);
    let pair = |index| {
        let key = std::env::var_os(format!("GIT_CONFIG_KEY_{index}"))?;
        let value = std::env::var_os(format!("GIT_CONFIG_VALUE_{index}"))?;
        let name = key.to_string_lossy().to_ascii_lowercase();
        let kept = KEPT_SETTINGS.iter().any(|prefix| name.starts_with(prefix));
        kept.then_some((key, value))
    };
    (0..count.min(1000)).filter_map(pair).collect()
}

/// What git complains of, in one line: without progress, advice and
/// credentials.
fn complaints(errors: &mut dyn Read) -> String {
    let mut bytes = Vec::new();
    let _ = errors.take(WORDS).read_to_end(&mut bytes);
    // It must not block on a full pipe.
    let _ = io::copy(errors, &mut io::sink());
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.rsplit('\r').next().unwrap_or(line).trim())
        .filter(|line| !line.is_empty() && !line.starts_with("hint:"))
        .collect();
    let strip = |line: &str| {
        let line = line.strip_prefix("fatal: ").unwrap_or(line);
        line.strip_prefix("error: ").unwrap_or(line).to_owned()
    };
    let matters = |line: &&str| {
        ["fatal: ", "error: ", "remote: ", "ssh: "]
            .iter()
            .any(|prefix| line.starts_with(prefix))
    };
    let mut chosen: Vec<String> = lines.iter().copied().filter(matters).map(strip).collect();
    if chosen.is_empty() {
        chosen = lines.into_iter().map(strip).collect();
    }
    chosen.truncate(5);
    masked(&chosen.join("; "))
}

/// Asks it to end, so that it ends its own helpers, and then makes it.
fn end(child: &mut Child) {
    let pid = rustix::process::Pid::from_child(child);
    let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
    for _ in 0..20 {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    let _ = child.wait();
}
