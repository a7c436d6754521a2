//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree.

pub mod build;
pub mod cache;
pub mod closure;
pub mod commands;
pub mod credentials;
pub mod embedded;
pub mod evaluate;
pub mod fmt;
pub mod limits;
pub mod names;
pub mod project;
pub mod render;
pub mod report;
pub mod source;
pub mod text;
pub mod tree;
pub mod worker;
pub mod yaml;
