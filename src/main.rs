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
    mixgen::commands::main()
}
