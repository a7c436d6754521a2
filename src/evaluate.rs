//! Evaluates Jsonnet.

pub mod natives;
pub mod stdlib;
