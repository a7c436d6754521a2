//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree.

pub mod credentials;
pub mod render;
pub mod yaml;
