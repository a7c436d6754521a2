//! The `mixgen` binary.

fn main() {}
