//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree.

pub mod evaluate;
