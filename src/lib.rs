//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree.

pub mod fmt;
pub mod natives;
pub mod source;
