//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree.

pub mod text;
pub mod names;
pub mod source;
pub mod embedded;
pub mod limits;
pub mod closure;
pub mod yaml;
pub mod render;
pub mod credentials;
pub mod project;
pub mod evaluate;
pub mod worker;
pub mod tree;
pub mod fmt;
pub mod report;
