//! Standard library.
use super::Events;
use jrsonnet_evaluator::{IStr, tla::TlaArg, trace::PathResolver};
use std::collections::HashMap;

pub(super) fn context_initializer(
    external: HashMap<IStr, TlaArg>,
    _events: &dyn Events,
) -> jrsonnet_stdlib::ContextInitializer {
    let stock = jrsonnet_stdlib::ContextInitializer::new(PathResolver::FileName);
    stock.settings_mut().ext_vars = external;
    stock
}
