//! mixgen.toml: what must be known before evaluation, and what Jsonnet may not
//! decide.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Deserialize;

use super::SETTINGS_FILE;
use crate::{evaluate::Frame, limits::Limits};

/// The settings of a project.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder of the output, relative to the root; default `out`.
    pub out: Option<PathBuf>,
    /// Import folders, relative to the root.
    pub jpath: Vec<PathBuf>,
    /// Project folders that vendored files may read, relative to the root.
    pub vendored_may_read: Vec<PathBuf>,
    /// Fingerprints of look-alike credentials that are none.
    pub allowed_secrets: Vec<String>,
    /// When evaluation is given up.
    pub limits: Limits,
    /// How packages are fetched.
    pub vendor: VendorSettings,
}

/// `[vendor]`: how packages are fetched, and what jsonnetfile.json cannot say
/// of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorSettings {
    /// How long one transfer may take; in seconds.
    pub timeout: Duration,
    /// How often a transfer that broke off is tried again.
    pub retries: u32,
    /// Transfers at once.
    pub parallel: usize,
    /// Versions of packages, by folder in vendor/ or repository, that count
    /// whatever others ask for.
    pub overrides: BTreeMap<String, String>,
    /// Repositories that have another name now: `host/owner/repository` then
    /// and now.
    pub moved: BTreeMap<String, String>,
}

impl Default for VendorSettings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(300),
            retries: 2,
            parallel: 8,
            overrides: BTreeMap::new(),
            moved: BTreeMap::new(),
        }
    }
}

/// What is wrong with mixgen.toml.
#[derive(Debug)]
pub enum SettingsError {
    /// It is there and cannot be read.
    Unreadable(io::Error),
    /// It is not what it should be: the parser's words, and the place.
    Invalid(String, Option<Box<Frame>>),
    /// A limit of zero would refuse everything, and a very large one is none.
    Limit {
        /// Its name, such as `limits.time`.
        name: &'static str,
        /// What it may be at least.
        least: u64,
        /// What it may be at most.
        most: u64,
    },
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "can't read `{SETTINGS_FILE}`: {error}"),
            Self::Invalid(message, _) => {
                write!(f, "`{SETTINGS_FILE}` is not valid: {message}")
            }
            Self::Limit { name, least, most } => {
                write!(
                    f,
                    "`{name}` in `{SETTINGS_FILE}` must be from {least} to {most}"
                )
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    out: Option<PathBuf>,
    jpath: Vec<PathBuf>,
    imports: Imports,
    limits: LimitsTable,
    secrets: Secrets,
    vendor: VendorTable,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VendorTable {
    timeout: Option<u64>,
    retries: Option<u32>,
    parallel: Option<u64>,
    overrides: BTreeMap<String, String>,
    moved: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Imports {
    vendored_may_read: Vec<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Secrets {
    allow: Vec<String>,
}

/// `[limits]`: `time` in seconds, `memory`, `file` and `output` in MiB, the
/// rest counts.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct LimitsTable {
    time: Option<u64>,
    memory: Option<u64>,
    depth: Option<u64>,
    nesting: Option<u64>,
    file: Option<u64>,
    output: Option<u64>,
    files: Option<u64>,
}

/// A tebibyte, in MiB, and a million: as for the flags.
const MOST: u64 = 1 << 20;

impl Settings {
    /// Reads mixgen.toml in `root`; defaults when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or is not valid; unknown keys are not.
    pub fn load(root: &Path) -> Result<Self, SettingsError> {
        let text = match fs::read_to_string(root.join(SETTINGS_FILE)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(SettingsError::Unreadable(error)),
        };
        let file: File = toml::from_str(&text).map_err(|error| {
            let at = error
                .span()
                .map(|span| Box::new(Frame::at(SETTINGS_FILE.to_owned(), &text, span)));
            SettingsError::Invalid(error.message().to_owned(), at)
        })?;
        Ok(Self {
            limits: limits(&file.limits)?,
            vendor: vendor(file.vendor)?,
            out: file.out,
            jpath: file.jpath,
            vendored_may_read: file.imports.vendored_may_read,
            allowed_secrets: file.secrets.allow,
        })
    }
}

fn vendor(table: VendorTable) -> Result<VendorSettings, SettingsError> {
    let default = VendorSettings::default();
    let within = |name, value: Option<u64>, most, default| match value {
        Some(value) if !(1..=most).contains(&value) => Err(SettingsError::Limit {
            name,
            least: 1,
            most,
        }),
        value => Ok(value.unwrap_or(default)),
    };
    let seconds = default.timeout.as_secs();
    let seconds = within("vendor.timeout", table.timeout, MOST, seconds)?;
    let parallel = within(
        "vendor.parallel",
        table.parallel,
        64,
        default.parallel as u64,
    )?;
    let retries = table.retries.unwrap_or(default.retries);
    if retries > 10 {
        let (name, least, most) = ("vendor.retries", 0, 10);
        return Err(SettingsError::Limit { name, least, most });
    }
    Ok(VendorSettings {
        timeout: Duration::from_secs(seconds),
        retries,
        parallel: usize::try_from(parallel).expect("it is at most 64"),
        overrides: table.overrides,
        moved: table.moved,
    })
}

fn limits(table: &LimitsTable) -> Result<Limits, SettingsError> {
    let within = |name, value: Option<u64>, default| match value {
        Some(value) if !(1..=MOST).contains(&value) => Err(SettingsError::Limit {
            name,
            least: 1,
            most: MOST,
        }),
        value => Ok(value.unwrap_or(default)),
    };
    let count = |name, value: Option<u64>, default: usize| {
        let value = within(name, value, default as u64)?;
        Ok(usize::try_from(value).expect("it is at most MOST"))
    };
    let default = Limits::default();
    Ok(Limits {
        time: Duration::from_secs(within("limits.time", table.time, default.time.as_secs())?),
        memory: within("limits.memory", table.memory, default.memory)?,
        depth: count("limits.depth", table.depth, default.depth)?,
        nesting: count("limits.nesting", table.nesting, default.nesting)?,
        file: count("limits.file", table.file, default.file)?,
        output: count("limits.output", table.output, default.output)?,
        files: count("limits.files", table.files, default.files)?,
    })
}

/// The folders that jsonnetfile.json names as local dependencies. A file that
/// is missing or broken names none: `build` does not need it.
pub(super) fn local_dependencies(root: &Path) -> Vec<PathBuf> {
    let Ok(text) = fs::read_to_string(root.join("jsonnetfile.json")) else {
        return Vec::new();
    };
    let Ok(file) = serde_json::from_str::<serde_json::Value>(&text) else {
        return Vec::new();
    };
    let dependencies = file["dependencies"].as_array().into_iter().flatten();
    dependencies
        .filter_map(|dependency| dependency["source"]["local"]["directory"].as_str())
        .map(|folder| root.join(folder))
        .collect()
}
