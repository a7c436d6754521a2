//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree.

pub mod names;
pub mod text;
pub mod tree;
