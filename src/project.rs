//! What a command works on: the project's folders and settings, and the
//! arguments, checked once. Inside, nothing is "not yet validated".

mod settings;

use std::path::{Path, PathBuf};

pub use settings::{Settings, SettingsError, VendorSettings};

use crate::evaluate::Scope;

/// The project's own program.
pub const PROJECT_FILE: &str = "mixgen.jsonnet";
/// The settings that are read before evaluation.
pub const SETTINGS_FILE: &str = "mixgen.toml";

/// The folder of packages, at a project's root.
const VENDOR: &str = "vendor";

/// A project on disk.
#[derive(Clone, Debug)]
pub struct Project {
    /// Absolute, without symlinks.
    pub root: PathBuf,
    /// Where the command runs; absolute, without symlinks.
    pub current: PathBuf,
    /// Where its packages lie: `vendor/` at the root, or what stands for it
    /// while an update is tried.
    pub vendor: PathBuf,
    /// Its settings, defaults where there is no file.
    pub settings: Settings,
}

/// Why there is no project to work on.
#[derive(Debug)]
pub enum ProjectError {
    /// The current folder is gone or cannot be read.
    Current(std::io::Error),
    /// Messages and the index are text; paths must be too.
    NotText(PathBuf),
    /// mixgen.toml is wrong.
    Settings(SettingsError),
    /// An import folder as it was given, and whether by `-J`.
    NoFolder(PathBuf, bool),
}

impl Project {
    /// The project around `start`: the nearest folder upwards that holds
    /// mixgen.jsonnet, mixgen.toml or jsonnetfile.json, else `start` itself.
    ///
    /// # Errors
    /// When a folder cannot be resolved or mixgen.toml is wrong.
    pub fn around(start: &Path, current: &Path) -> Result<Self, ProjectError> {
        let start = start.canonicalize().map_err(ProjectError::Current)?;
        let current = current.canonicalize().map_err(ProjectError::Current)?;
        let marks = [PROJECT_FILE, SETTINGS_FILE, "jsonnetfile.json"];
        let root = start
            .ancestors()
            .find(|folder| marks.iter().any(|mark| folder.join(mark).is_file()))
            .unwrap_or(if start.starts_with(&current) {
                &current
            } else {
                &start
            })
            .to_owned();
        for path in [&root, &current] {
            if path.to_str().is_none() {
                return Err(ProjectError::NotText(path.clone()));
            }
        }
        let settings = Settings::load(&root).map_err(ProjectError::Settings)?;
        Ok(Self {
            vendor: root.join(VENDOR),
            root,
            current,
            settings,
        })
    }

    /// A project whose root is the current folder.
    ///
    /// # Errors
    /// As [`Project::around`].
    pub fn here(current: &Path) -> Result<Self, ProjectError> {
        let root = current.canonicalize().map_err(ProjectError::Current)?;
        if root.to_str().is_none() {
            return Err(ProjectError::NotText(root));
        }
        let settings = Settings::load(&root).map_err(ProjectError::Settings)?;
        Ok(Self {
            current: root.clone(),
            vendor: root.join(VENDOR),
            root,
            settings,
        })
    }

    /// The project's program, if it has one.
    #[must_use]
    pub fn program(&self) -> Option<PathBuf> {
        let program = self.root.join(PROJECT_FILE);
        program.is_file().then_some(program)
    }

    /// Whether the import folders are there: those of the settings, and those
    /// of the command line. One that is not would be passed over in silence,
    /// and a file of the same name elsewhere be taken.
    ///
    /// # Errors
    /// All that are not, or cannot be named.
    pub fn check_jpath(&self, jpath: &[PathBuf]) -> Result<(), Vec<ProjectError>> {
        let from_settings = self.settings.jpath.iter().map(|path| (path, false));
        let from_flags = jpath.iter().map(|path| (path, true));
        let mut errors = Vec::new();
        for (path, is_flag) in from_settings.chain(from_flags) {
            let base = if is_flag { &self.current } else { &self.root };
            if path.to_str().is_none() {
                errors.push(ProjectError::NotText(path.clone()));
            } else if !base.join(path).is_dir() {
                errors.push(ProjectError::NoFolder(path.clone(), is_flag));
            }
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    /// The folders that evaluation sees, with the `-J` folders of the command
    /// line after those of the settings.
    #[must_use]
    pub fn scope(&self, jpath: &[PathBuf]) -> Scope {
        let from_settings = self.settings.jpath.iter().map(|path| self.root.join(path));
        let from_flags = jpath.iter().map(|path| self.current.join(path));
        // An import folder may name vendor/ too.
        let own = self.root.join(VENDOR);
        let folder = |path: PathBuf| {
            let path = tidy(&path);
            if path == own {
                self.vendor.clone()
            } else {
                path
            }
        };
        Scope {
            project: self.root.clone(),
            current: self.current.clone(),
            vendor: self.vendor.is_dir().then(|| self.vendor.clone()),
            jpath: from_settings.chain(from_flags).map(folder).collect(),
            local: settings::local_dependencies(&self.root),
            vendored_may_read: self
                .settings
                .vendored_may_read
                .iter()
                .map(|path| self.root.join(path))
                .collect(),
        }
    }

    /// A path as people see it: relative to the current folder where it lies
    /// in the project.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        let up = self.current.ancestors().enumerate();
        let within = up.take_while(|(_, folder)| folder.starts_with(&self.root));
        for (steps, folder) in within {
            if let Ok(rest) = path.strip_prefix(folder) {
                let shown = Path::new(&"../".repeat(steps)).join(rest);
                return match shown.display().to_string() {
                    here if here.is_empty() => ".".to_owned(),
                    shown => shown,
                };
            }
        }
        path.display().to_string()
    }
}

/// Removes `.` components, so that one folder has one name.
fn tidy(path: &Path) -> PathBuf {
    path.components().collect()
}
