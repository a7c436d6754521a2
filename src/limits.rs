//! When an evaluation is given up.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits of one evaluation, however many environments it builds. Jsonnet
/// cannot raise them: they come from flags and from `[limits]` in mixgen.toml.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Wall-clock time.
    pub time: Duration,
    /// Memory of the worker above what it starts with, in MiB.
    pub memory: u64,
    /// Nested calls, as other Jsonnet tools count them.
    pub depth: usize,
    /// Nesting of brackets and length of operator chains in one source file.
    pub nesting: usize,
    /// Size of one rendered file, in MiB.
    pub file: usize,
    /// Size of all rendered files, in MiB.
    pub output: usize,
    /// Number of rendered files of one environment.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(60),
            memory: 2048,
            depth: 500,
            nesting: 500,
            file: 64,
            output: 512,
            files: 20_000,
        }
    }
}
