//! The global `std`: the evaluator's own standard library, corrected where it
//! differs from go-jsonnet, plus native functions and external variables.

use std::{any::Any, cell::RefCell, collections::HashMap, fmt, path::Path, rc::Rc};

use jrsonnet_evaluator::{
    ContextInitializer, InitialContextBuilder, ObjValue, ObjValueBuilder, Result, Source,
    SourcePath, Thunk, Val,
    error::ErrorKind,
    function::{CallLocation, builtin},
    tla::TlaArg,
    trace::PathResolver,
};
use jrsonnet_gcmodule::{Cc, Trace};
use jrsonnet_ir::IStr;
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

/// Receives a line of `std.trace`: where the call stands (`file:line`, or
/// nothing when native code called), and the text.
pub type TraceSink = Rc<dyn Fn(Option<&str>, &str)>;

/// Names a source file in `std.thisFile` and in trace lines.
pub type SourceName = Rc<dyn Fn(&SourcePath) -> String>;

/// What a [`State`](jrsonnet_evaluator::State) is told once.
#[derive(Clone)]
pub struct Settings {
    /// External variables (`std.extVar`) by name.
    pub externals: HashMap<IStr, TlaArg>,
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
            externals: HashMap::new(),
            source_name: Rc::new(|source| {
                source
                    .path()
                    .map_or_else(|| source.to_string(), |path| display(path))
            }),
            trace: Rc::new(|_, _| ()),
            writers: natives::Writers::default(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Settings").finish_non_exhaustive()
    }
}

fn display(path: &Path) -> String {
    path.display().to_string()
}

/// Gives every source file its `std`. One belongs to one
/// [`State`](jrsonnet_evaluator::State): what [`natives`] remember lives here.
#[derive(Trace)]
pub struct Standard {
    library: ObjValue,
    #[trace(skip)]
    source_name: SourceName,
}

/// Builds the library once; every import shares it and adds `thisFile`.
#[must_use]
pub fn context_initializer(settings: Settings) -> Standard {
    let stock = Cc::new(RefCell::new(jrsonnet_stdlib::Settings {
        ext_vars: settings.externals,
        ext_natives: natives::all(settings.writers),
        trace_printer: Rc::new(StdTracePrinter::new(PathResolver::Absolute)),
        path_resolver: PathResolver::Absolute,
    }));
    let mut library = ObjValueBuilder::new();
    library.with_super(jrsonnet_stdlib::stdlib_uncached(stock));
    library.method(
        "trace",
        trace {
            sink: settings.trace,
            source_name: settings.source_name.clone(),
        },
    );
    arrays::extend(&mut library);
    manifest::extend(&mut library);
    math::extend(&mut library);
    sets::extend(&mut library);
    strings::extend(&mut library);
    library.method("parseYaml", yaml::parse_yaml {});
    Standard {
        library: library.build(),
        source_name: settings.source_name,
    }
}

impl ContextInitializer for Standard {
    fn populate(&self, source: Source, context: &mut InitialContextBuilder) {
        let mut library = ObjValueBuilder::with_capacity(1);
        library.with_super(self.library.clone());
        library
            .field("thisFile")
            .hide()
            .value((self.source_name)(source.source_path()));
        context.bind("std", Thunk::evaluated(Val::Obj(library.build())));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[builtin(fields(
    #[trace(skip)]
    sink: TraceSink,
    #[trace(skip)]
    source_name: SourceName,
))]
fn trace(this: &trace, loc: CallLocation, str: IStr, rest: Thunk<Val>) -> Result<Val> {
    let place = loc.0.map(|span| {
        let line = span.0.map_source_locations(&[span.1])[0].line;
        format!("{}:{line}", (this.source_name)(span.0.source_path()))
    });
    (this.sink)(place.as_deref(), &str);
    rest.evaluate()
}

/// A runtime error in words of ours.
pub(super) fn failure(message: impl Into<IStr>) -> jrsonnet_evaluator::Error {
    ErrorKind::RuntimeError(message.into()).into()
}
