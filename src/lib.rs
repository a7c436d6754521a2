//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree.

pub mod closure;
pub mod embedded;
pub mod evaluate;
pub mod limits;
pub mod names;
pub mod project;
pub mod render;
pub mod report;
pub mod source;
pub mod text;
pub mod worker;
pub mod yaml;
