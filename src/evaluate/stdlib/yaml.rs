//! `std.parseYaml`.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use jrsonnet_evaluator::{IStr, Result, Val, function::builtin};

use super::failure;
use crate::{
    evaluate::convert,
    yaml::{self, Dialect, Stream},
};

#[builtin]
pub(super) fn builtin_parse_yaml(str: IStr) -> Result<Val> {
    let Stream {
        mut documents,
        explicit,
        ..
    } = read(&str, Dialect::Jsonnet, "std.parseYaml")?;
    match documents.len() {
        0 => Ok(Val::Null),
        1 if !explicit => convert::from_json(documents.remove(0)),
        _ => convert::from_json(documents.into()),
    }
}

/// Reads YAML for the function of this name.
pub fn read(text: &str, dialect: Dialect, function: &str) -> Result<Stream> {
    yaml::read(text, dialect).map_err(|error| {
        let yaml::YamlError { line, problem, .. } = error;
        failure(format!("`{function}`: line {line}: {problem}"))
    })
}
