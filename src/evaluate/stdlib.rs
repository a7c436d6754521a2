//! The global `std`: the evaluator's own standard library, corrected where it
//! differs from go-jsonnet, plus native functions and external variables.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::{any::Any, cell::RefCell, fmt, rc::Rc};

use jrsonnet_evaluator::{
    ContextInitializer, InitialContextBuilder, ObjValue, ObjValueBuilder, Result, Source,
    SourcePath, Thunk, Val, error::ErrorKind, function::builtin, tla::TlaArg, trace::PathResolver,
};
use jrsonnet_gcmodule::{Cc, Trace};
use jrsonnet_ir::IStr;
use jrsonnet_stdlib::StdTracePrinter;

use super::{Lookup, natives};

mod arrays;
mod manifest;
mod math;
mod sets;
mod strings;
mod toml;
pub mod yaml;

/// Receives a line of `std.trace`: the file whose `std` it is, and the text.
/// The evaluator does not tell functions in which line they are called.
pub type TraceSink = Rc<dyn Fn(&str, &str)>;

/// Names a source file in `std.thisFile` and in trace lines.
pub type SourceName = Rc<dyn Fn(&SourcePath) -> String>;

/// What a [`State`](jrsonnet_evaluator::State) is told once.
#[derive(Clone)]
pub struct Settings {
    /// External variables (`std.extVar`) by name.
    pub externals: Lookup<IStr, TlaArg>,
    /// Names a source file; by default its path, or its description.
    pub source_name: SourceName,
    /// Receives what `std.trace` says; by default nobody does.
    pub trace: TraceSink,
    /// Writes documents for the native functions.
    pub writers: natives::Writers,
    /// The target of all environments, for this run; by default each says its
    /// own.
    pub target: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            externals: Lookup::new(),
            source_name: Rc::new(|source| {
                source
                    .path()
                    .map_or_else(|| source.to_string(), |path| path.display().to_string())
            }),
            trace: Rc::new(|_, _| ()),
            writers: natives::Writers::default(),
            target: None,
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Settings").finish_non_exhaustive()
    }
}

/// Gives every source file its `std`. One belongs to one
/// [`State`](jrsonnet_evaluator::State): what [`natives`] remember lives here.
#[derive(Trace)]
pub struct Standard {
    library: ObjValue,
    #[trace(skip)]
    source_name: SourceName,
    #[trace(skip)]
    trace: TraceSink,
}

/// Builds the library once; every import shares it and adds `thisFile`.
#[must_use]
pub fn context_initializer(settings: Settings) -> Standard {
    let mut natives = natives::all(settings.writers);
    natives.insert("setting".into(), natives::setting(settings.target));
    let stock = Cc::new(RefCell::new(jrsonnet_stdlib::Settings {
        ext_vars: settings.externals,
        ext_natives: natives,
        trace_printer: Rc::new(StdTracePrinter::new(PathResolver::Absolute)),
        path_resolver: PathResolver::Absolute,
    }));
    let mut library = ObjValueBuilder::new();
    library.with_super(jrsonnet_stdlib::stdlib_uncached(stock));
    arrays::extend(&mut library);
    manifest::extend(&mut library);
    math::extend(&mut library);
    sets::extend(&mut library);
    strings::extend(&mut library);
    library.method("parseYaml", yaml::builtin_parse_yaml {});
    Standard {
        library: library.build(),
        source_name: settings.source_name,
        trace: settings.trace,
    }
}

impl ContextInitializer for Standard {
    fn populate(&self, source: Source, context: &mut InitialContextBuilder) {
        let file = IStr::from((self.source_name)(source.source_path()));
        let mut library = ObjValueBuilder::with_capacity(2);
        library.with_super(self.library.clone());
        library.field("thisFile").hide().value(file.clone());
        library.method(
            "trace",
            builtin_trace {
                file,
                sink: self.trace.clone(),
            },
        );
        context.bind("std", Thunk::evaluated(Val::Obj(library.build())));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[builtin(fields(
    file: IStr,
    #[trace(skip)]
    sink: TraceSink,
))]
fn builtin_trace(this: &builtin_trace, str: IStr, rest: Thunk<Val>) -> Result<Val> {
    (this.sink)(&this.file, &str);
    rest.evaluate()
}

/// Why `write!` may be expected to work.
pub(super) const INFALLIBLE: &str = "writing to a String never fails";

/// A runtime error in words of ours.
pub(super) fn failure(message: impl Into<IStr>) -> jrsonnet_evaluator::Error {
    ErrorKind::RuntimeError(message.into()).into()
}

#[cfg(test)]
mod tests;
