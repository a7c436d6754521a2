//! Arguments that several commands share, parsed at the edge.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum};

use super::{CommandError, Exit};
use crate::{
    build::Inputs, evaluate::Argument, limits::Limits, project::Project, report::Diagnostic,
};

/// Jsonnet's usual flags.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Jsonnet")]
pub(super) struct Jsonnet {
    /// Look for imports in DIR too; the right-most wins
    #[arg(short = 'J', long, value_name = "DIR")]
    jpath: Vec<PathBuf>,
    /// Top-level argument, a string; without =VALUE from the environment
    /// variable NAME
    #[arg(short = 'A', long, value_name = "NAME[=VALUE]")]
    tla_str: Vec<String>,
    /// Top-level argument, Jsonnet code
    #[arg(long, value_name = "NAME[=CODE]")]
    tla_code: Vec<String>,
    /// External variable, a string; without =VALUE from the environment
    /// variable NAME
    #[arg(short = 'V', long, value_name = "NAME[=VALUE]")]
    ext_str: Vec<String>,
    /// External variable, Jsonnet code
    #[arg(long, value_name = "NAME[=CODE]")]
    ext_code: Vec<String>,
}

/// When output has colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, where `NO_COLOR` does not forbid it.
    #[default]
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Makes it so for all that is printed.
    pub(super) fn choose(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// Limits of evaluation; mixgen.toml sets defaults in `[limits]`.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitFlags {
    /// Give up after this time [default: 60]
    #[arg(long = "max-time", value_name = "SECONDS", value_parser = seconds)]
    time: Option<Duration>,
    /// Give up above this much memory, on Linux [default: 2048]
    #[arg(long = "max-memory", value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    memory: Option<u64>,
    /// Give up at this many nested calls [default: 500]
    #[arg(long = "max-depth", value_name = "CALLS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    depth: Option<u32>,
    /// Give up above this much output [default: 512]
    #[arg(long = "max-output", value_name = "MIB", value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    output: Option<u32>,
}

impl Jsonnet {
    /// The `-J` folders as given.
    pub(super) fn folders(&self) -> impl Iterator<Item = &PathBuf> {
        self.jpath.iter()
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "not a number of seconds".to_owned())?;
    let duration =
        Duration::try_from_secs_f64(seconds).map_err(|_| "not a length of time".to_owned())?;
    if duration.is_zero() {
        Err("must be more than 0".to_owned())
    } else {
        Ok(duration)
    }
}

/// Puts flags and settings together.
///
/// # Errors
/// Import folders that are not there, a variable given twice, or one that the
/// environment does not hold.
pub(super) fn inputs(
    jsonnet: &Jsonnet,
    flags: &LimitFlags,
    project: &Project,
) -> Result<Inputs, CommandError> {
    project.check_jpath(&jsonnet.jpath).map_err(|errors| {
        let diagnostics = errors.iter().map(Diagnostic::from).collect();
        CommandError::new(Exit::Input, diagnostics)
    })?;
    let limits = &project.settings.limits;
    let wide = |value: u32| usize::try_from(value).expect("at least 32 bits");
    let limits = Limits {
        time: flags.time.unwrap_or(limits.time),
        memory: flags.memory.unwrap_or(limits.memory),
        depth: flags.depth.map_or(limits.depth, wide),
        output: flags.output.map_or(limits.output, wide),
        ..limits.clone()
    };
    Ok(Inputs {
        target: None,
        external: variables("external variable", &jsonnet.ext_str, &jsonnet.ext_code)?,
        top_level: variables("top-level argument", &jsonnet.tla_str, &jsonnet.tla_code)?,
        jpath: jsonnet.jpath.clone(),
        limits,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
    })
}

fn variables(
    what: &str,
    texts: &[String],
    codes: &[String],
) -> Result<BTreeMap<String, Argument>, CommandError> {
    let mut variables = BTreeMap::new();
    let texts = texts
        .iter()
        .map(|text| (text, Argument::Text as fn(String) -> Argument));
    let codes = codes
        .iter()
        .map(|code| (code, Argument::Code as fn(String) -> Argument));
    for (given, kind) in texts.chain(codes) {
        let (name, value) = match given.split_once('=') {
            Some((name, value)) => (name, value.to_owned()),
            None => (given.as_str(), from_environment(given)?),
        };
        if variables.insert(name.to_owned(), kind(value)).is_some() {
            return Err(CommandError::input(format!(
                "{what} `{name}` is given twice"
            )));
        }
    }
    Ok(variables)
}

fn from_environment(name: &str) -> Result<String, CommandError> {
    std::env::var(name).map_err(|_| {
        CommandError::input(format!(
            "`{name}` has no value here and none in the environment"
        ))
    })
}

/// The value of `--set`: `PATH=VALUE` with dots between keys; quoted keys may
/// hold dots.
///
/// # Errors
/// In words for clap.
pub(super) fn set(text: &str) -> Result<(Vec<String>, String), String> {
    let mut keys = Vec::new();
    let mut rest = text;
    loop {
        let (key, after) = if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
            rest[1..]
                .split_once(quote)
                .ok_or_else(|| format!("the quote {quote} is not closed"))?
        } else {
            let end = rest.find(['.', '=']).ok_or("expected PATH=VALUE")?;
            rest.split_at(end)
        };
        if key.is_empty() {
            return Err("the path has an empty key".to_owned());
        }
        keys.push(key.to_owned());
        match after.chars().next() {
            Some('.') => rest = &after[1..],
            Some('=') => return Ok((keys, after[1..].to_owned())),
            _ => return Err("expected `.` or `=` after a key".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::set;

    #[test]
    fn set_splits_at_dots_outside_of_quotes() {
        let ok = |text| set(text).expect("a valid path");
        assert_eq!(
            ok("email.to=a=b.c"),
            (vec!["email".into(), "to".into()], "a=b.c".into())
        );
        assert_eq!(
            ok("etcd.selector.\"app.kubernetes.io/name\"=x"),
            (
                vec![
                    "etcd".into(),
                    "selector".into(),
                    "app.kubernetes.io/name".into()
                ],
                "x".into()
            )
        );
        assert_eq!(
            ok("a.'b=c'="),
            (vec!["a".into(), "b=c".into()], String::new())
        );
        for wrong in ["", "a", "a.b", ".a=1", "a..b=1", "a.=1", "'a=1", "'a'b=1"] {
            assert!(set(wrong).is_err(), "{wrong}");
        }
    }
}
