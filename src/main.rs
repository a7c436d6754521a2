//! The `mixgen` binary: a worker when it is started as one, else the commands.

use std::process::ExitCode;

// Evaluation allocates many small values; this takes a third off its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments
        .next()
        .is_some_and(|first| first == mixgen::worker::ARGUMENT)
    {
        mixgen::worker::serve();
    }
    {
        use mixgen::evaluate::*;
        let cur = std::env::current_dir().unwrap();
        let project = mixgen::project::Project::around(&cur, &cur).unwrap();
        let a: Vec<String> = std::env::args().collect();
        let root = if a[1] == "-e" {
            Root::Code {
                name: "<expression>".into(),
                code: a[2].clone(),
            }
        } else {
            Root::File(a[1].clone().into())
        };
        let request = Request {
            scope: project.scope(&["vendor".into()]),
            root,
            external: Default::default(),
            top_level: Default::default(),
            task: if a.len() > 3 || (a[1] != "-e" && a.len() > 2) {
                Task::Build(vec![])
            } else {
                Task::Value
            },
            limits: Default::default(),
            threads: 1,
        };
        match mixgen::worker::run(&request, |_| {}) {
            Err(e) => eprint!("{}", mixgen::report::Diagnostic::from(&e)),
            Ok(ev) => {
                if let Some(v) = ev.value {
                    println!("{v}");
                }
                println!(
                    "{} documents, {} bytes, {} read",
                    ev.documents.len(),
                    ev.documents.iter().map(|d| d.contents.len()).sum::<usize>(),
                    ev.closure.read.len()
                );
                for f in &ev.failures {
                    eprint!("{}", mixgen::report::Diagnostic::from(f));
                }
                for f in &ev.problems {
                    eprint!("{}", mixgen::report::Diagnostic::from(f));
                }
            }
        }
        ExitCode::SUCCESS
    }
}
