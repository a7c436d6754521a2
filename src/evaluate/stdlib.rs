//! The global `std`: the evaluator's own standard library, corrected where it
//! differs from go-jsonnet, plus native functions and external variables.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::{any::Any, cell::RefCell, collections::HashMap, fmt, rc::Rc};

use jrsonnet_evaluator::{
    ContextInitializer, InitialContextBuilder, ObjValue, ObjValueBuilder, Result, Source,
    SourcePath, Thunk, Val, apply_tla, error::ErrorKind, function::builtin, tla::TlaArg,
    trace::PathResolver, with_state,
};
use jrsonnet_gcmodule::{Cc, Trace};
use jrsonnet_ir::{IStr, SourceFifo};
use jrsonnet_stdlib::StdTracePrinter;

use super::natives;

mod arrays;
mod manifest;
mod math;
mod sets;
mod strings;
mod toml;
pub mod yaml;
mod yaml_scalar;

/// An external variable (`std.extVar`) or the value of a top-level argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum External {
    /// The string itself.
    Text(String),
    /// Jsonnet code, evaluated once at first use. The import resolver is asked
    /// for its contents, as [`SourceFifo`].
    Code(String),
}

/// Receives a line of `std.trace`: the file whose `std` it is, and the text.
/// The evaluator does not tell functions in which line they are called.
pub type TraceSink = Rc<dyn Fn(&str, &str)>;

/// Names a source file in `std.thisFile` and in trace lines.
pub type SourceName = Rc<dyn Fn(&SourcePath) -> String>;

/// What a [`State`](jrsonnet_evaluator::State) is told once.
#[derive(Clone)]
pub struct Settings {
    /// External variables by name.
    pub externals: Vec<(String, External)>,
    /// Names a source file; by default its path, or its description.
    pub source_name: SourceName,
    /// Receives what `std.trace` says; by default nobody does.
    pub trace: TraceSink,
    /// Writes documents for the native functions.
    pub writers: natives::Writers,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            externals: Vec::new(),
            source_name: Rc::new(|source| {
                source
                    .path()
                    .map_or_else(|| source.to_string(), |path| path.display().to_string())
            }),
            trace: Rc::new(|_, _| ()),
            writers: natives::Writers::default(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Settings")
            .field("externals", &self.externals)
            .finish_non_exhaustive()
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
    let stock = Cc::new(RefCell::new(jrsonnet_stdlib::Settings {
        ext_vars: settings
            .externals
            .into_iter()
            .map(|(name, external)| (IStr::from(name), external.into()))
            .collect(),
        ext_natives: natives::all(settings.writers),
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

impl From<External> for TlaArg {
    /// Code becomes one lazy value: it is parsed and evaluated at most once,
    /// however often `std.extVar` asks. Needs an entered state when forced.
    fn from(external: External) -> Self {
        match external {
            External::Text(text) => Self::String(text.into()),
            External::Code(code) => {
                let source = SourcePath::new(SourceFifo(
                    "<inline code>".to_owned(),
                    code.as_bytes().into(),
                ));
                Self::Lazy(jrsonnet_evaluator::val::Thunk!(move || with_state(
                    |state| state.import_resolved(source)
                )))
            }
        }
    }
}

/// Calls `value` with top-level arguments when it is a function; any other value
/// comes back as it is. Needs an entered state.
///
/// # Errors
/// A parameter that is unknown or lacks a value, and whatever the call fails
/// with.
pub fn apply(value: Val, arguments: impl IntoIterator<Item = (String, External)>) -> Result<Val> {
    #[expect(
        clippy::mutable_key_type,
        reason = "interned strings hash by address; the evaluator asks for this map"
    )]
    let arguments: HashMap<IStr, TlaArg> = arguments
        .into_iter()
        .map(|(name, argument)| (IStr::from(name), argument.into()))
        .collect();
    apply_tla(&arguments, value)
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
