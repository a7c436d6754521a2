//! Two builds at once, in threads and in processes; the umask.

use std::cell::Cell;
use std::process::{Child, Command};

use mixgen::tree::{Options, Place, Tree, WriteError, recover, write};

use crate::support::{Project, contents, tree};

/// A tree all of whose files say who wrote them.
fn signed(by: usize) -> Tree {
    let text = format!("{by}\n");
    let own = format!("only/{by}.yaml");
    let mut files: Vec<(String, &str)> = (0..10)
        .map(|it| (format!("d/{it}.yaml"), text.as_str()))
        .collect();
    files.push((own, &text));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    tree("k3d", &files)
}

/// Asserts that the folder is what one of the writers wrote, whole.
fn assert_serial(project: &Project, foreign: &[&str]) {
    let mut there = contents(&project.path("out/k3d"));
    there.remove(".mixgen.index").expect("it was written");
    for path in foreign {
        there.remove(*path).expect("it is not mixgen's");
    }
    let who: std::collections::BTreeSet<&String> = there.values().collect();
    assert_eq!((there.len(), who.len()), (11, 1), "{there:#?}");
}

#[test]
fn threads_end_in_a_serial_order() {
    for with_foreign in [false, true] {
        let project = Project::new();
        project.write(&[signed(0)]).expect("it is fresh");
        if with_foreign {
            project.put("out/k3d/d/README.md", "mine");
        }
        std::thread::scope(|scope| {
            for thread in 0..6 {
                let project = &project;
                scope.spawn(move || {
                    for round in 0..5 {
                        let by = thread * 100 + round;
                        project
                            .write(&[signed(by)])
                            .expect("builds wait for one another");
                    }
                });
            }
        });
        assert_serial(&project, if with_foreign { &["d/README.md"] } else { &[] });
    }
}

const CHILD: &str = "MIXGEN_TEST_TREE_CHILD";

fn child(project: &Project, by: usize, umask: u32) -> Child {
    let this = std::env::current_exe().expect("a test knows itself");
    Command::new(this)
        .args([
            "--exact",
            "together::the_work_of_a_child_process",
            "--ignored",
            "--quiet",
        ])
        .env(
            CHILD,
            format!("{umask} {by} {}", project.path("").display()),
        )
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("a test can run itself")
}

/// Not a test of its own: what [`child`] runs.
#[test]
#[ignore = "run by other tests, as another process"]
fn the_work_of_a_child_process() {
    let Ok(order) = std::env::var(CHILD) else {
        return;
    };
    let mut words = order.splitn(3, ' ');
    let mut next = || words.next().expect("three words");
    let umask: u32 = next().parse().expect("a number");
    let by: usize = next().parse().expect("a number");
    let project = std::path::PathBuf::from(next());
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(umask));
    let place = Place::new(&mixgen::tree::Request {
        project: &project,
        out: std::path::Path::new("out"),
        layout: mixgen::tree::Layout::Environments,
        home: None,
        sources: &[],
    })
    .expect("a plain folder");
    for round in 0..3 {
        write(&place, &[signed(by * 10 + round)], &Options::default()).expect("builds wait");
    }
}

#[test]
fn processes_end_in_a_serial_order() {
    let project = Project::new();
    let children: Vec<Child> = (1..=8).map(|by| child(&project, by, 0o22)).collect();
    for mut child in children {
        assert!(child.wait().expect("it was started").success());
    }
    assert_serial(&project, &[]);
}

#[test]
fn a_killed_process_is_healed_by_the_next() {
    let project = Project::new();
    project.write(&[signed(0)]).expect("it is fresh");
    for (round, wait) in (0..15).zip([0, 3, 7, 12, 20].into_iter().cycle()) {
        if round == 7 {
            project.put("out/k3d/README.md", "mine");
        }
        let foreign: &[&str] = if round >= 7 { &["README.md"] } else { &[] };
        let mut child = child(&project, round + 1, 0o22);
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().expect("it was started");
        child.wait().expect("it was started");
        recover(&project.place(), &Options::default()).expect("a dead build can be recovered from");
        assert_serial(&project, foreign);
    }
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    for umask in [0o000, 0o022, 0o077] {
        let project = Project::new();
        assert!(
            child(&project, 1, umask)
                .wait()
                .expect("it was started")
                .success()
        );
        for entry in walkdir::WalkDir::new(project.path("out")) {
            let entry = entry.expect("it is readable");
            let mode = entry.metadata().expect("it is there").permissions().mode() & 0o7777;
            let expected = if entry.file_type().is_dir() {
                0o755
            } else {
                0o644
            };
            assert_eq!(mode, expected, "{}", entry.path().display());
        }
    }
}

#[test]
fn a_build_that_may_not_wait_says_who_is_in_the_way() {
    let project = Project::new();
    project.write(&[signed(0)]).expect("it is fresh");
    let lock = std::fs::File::options()
        .write(true)
        .open(project.path(".mixgen/lock"))
        .expect("it was made");
    lock.lock().expect("nobody holds it");
    let no_wait = Options {
        no_wait: true,
        ..Options::default()
    };
    let error = write(&project.place(), &[signed(1)], &no_wait).expect_err("it is locked");
    assert!(matches!(error, WriteError::Busy { .. }));
    assert_eq!(
        error.to_string(),
        "another build is running: it holds `.mixgen/lock`"
    );
    let lock = Cell::new(Some(lock));
    let on_wait = || drop(lock.take());
    let waiting = Options {
        on_wait: Some(&on_wait),
        ..Options::default()
    };
    write(&project.place(), &[signed(1)], &waiting).expect("it was unlocked meanwhile");
}
