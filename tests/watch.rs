//! `mixgen watch`: what it says while files change, and how it ends.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};

/// Longer than a build takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const PROGRAM: &str = "{ 'rules.yaml': { groups: [{ name: 'app', rules: [
  { alert: 'AppDown', expr: 'up == 0', 'for': import 'wait.libsonnet', labels: { severity: 'critical' } },
] }] } }\n";

/// A watching mixgen, and the lines that it prints.
struct Watching {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Watching {
    fn start(folder: &Path) -> Self {
        // Both streams in the order in which they are written.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" watch app.jsonnet --out out 2>&1"])
            .arg(env!("CARGO_BIN_EXE_mixgen"))
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("there is a shell");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in output.lines() {
                let line = line.expect("it is UTF-8");
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// All lines up to the first that holds `text`.
    fn until(&self, text: &str) -> String {
        let mut seen = String::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("no `{text}` in:\n{seen}"));
            seen.push_str(&line);
            seen.push('\n');
            if line.contains(text) {
                return seen;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It has ended, unless a test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn each_change_is_built_and_told() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("it can be written");
    };
    let rules = || fs::read_to_string(folder.path().join("out/rules.yaml")).unwrap_or_default();
    write("app.jsonnet", PROGRAM);
    write("wait.libsonnet", "'15m'");
    let watching = Watching::start(folder.path());
    watching.until("watching 2 files");
    assert!(rules().contains("for: 15m"));
    // A file that is imported, not the program itself.
    write("wait.libsonnet", "'5m'");
    let seen = watching.until("AppDown");
    assert!(seen.contains("wait.libsonnet changed"), "{seen}");
    assert!(seen.contains("1 modified"), "{seen}");
    assert!(rules().contains("for: 5m"));
    // A mistake is told, and the output stays as it was.
    write("wait.libsonnet", "import 'gone.libsonnet'");
    watching.until("can't find `gone.libsonnet`");
    assert!(rules().contains("for: 5m"));
    // A file that was missing.
    write("gone.libsonnet", "'1m'");
    let seen = watching.until("AppDown");
    assert!(seen.contains("gone.libsonnet changed"), "{seen}");
    assert!(rules().contains("for: 1m"));
    // Settings.
    write("mixgen.toml", "[limits]\nfiles = 0\n");
    watching.until("`limits.files`");
    write("mixgen.toml", "");
    watching.until("unchanged");
    let mut watching = watching;
    let pid = i32::try_from(watching.child.id()).expect("process ids are small");
    let pid = Pid::from_raw(pid).expect("it is not 0");
    kill_process(pid, Signal::INT).expect("it runs");
    watching.until("stopped");
    let status = watching.child.wait().expect("it can be waited for");
    assert_eq!(status.code(), Some(0));
}
