//! The commands that change vendor/: `install`, `add`, `remove`, `update`.

use std::path::Path;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{TICK, failed, preview, project, short, store};
use crate::{
    commands::{CommandError, CommandResult, Exit, output},
    git::masked,
    project::Project,
    report::{Diagnostic, count},
    vendor::{
        Dependency, Edit, GitSource, Moved, Options, Outcome, Progress, Source, SourceError,
        VendorError, Version, install as install_packages, local_source, package_name,
    },
};

/// Make vendor/ what the lockfile says; lock what is not
///
/// What is locked stays locked, whatever its branch or tag names now. Nothing
/// is removed before what takes its place is complete and verified.
#[derive(Args)]
pub(super) struct Install {
    /// Refuse where the lockfile does not fit jsonnetfile.json, and write none
    #[arg(long)]
    locked: bool,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
pub(super) struct Common {
    /// Use the cache alone, not the network
    #[arg(long)]
    pub(super) offline: bool,
    /// Remove from vendor/ what no lockfile names
    #[arg(long)]
    prune: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// Add dependencies to jsonnetfile.json, and install them
#[derive(Args)]
pub(super) struct Add {
    /// Repositories with a folder in them: host/owner/repository/folder, or a
    /// URL where `.git` ends the repository; behind `@` a branch, tag or commit
    /// [default: the repository's default branch]; or a local folder
    #[arg(value_name = "SOURCE[@VERSION]", required = true)]
    sources: Vec<String>,
    /// The name of its link in vendor/, for old imports
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The folder in the repository
    #[arg(long, value_name = "FOLDER")]
    subdir: Option<String>,
    /// Leave out what the package itself depends on
    #[arg(long)]
    single: bool,
    #[command(flatten)]
    common: Common,
}

/// Remove dependencies from jsonnetfile.json, and what only they need
#[derive(Args)]
pub(super) struct Remove {
    /// Dependencies, by name or the end of it
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    #[command(flatten)]
    common: Common,
}

/// Lock what the versions name now, and say what moved
#[derive(Args)]
pub(super) struct Update {
    /// Packages, by name or the end of it, and the version that jsonnetfile.json
    /// is to ask for [default: all packages]
    #[arg(value_name = "NAME[@VERSION]")]
    names: Vec<String>,
    /// Change nothing; show what the update would do to alerts, rules and
    /// dashboards
    #[arg(long)]
    preview: bool,
    /// How to show a preview
    #[arg(long, value_enum, default_value_t, requires = "preview")]
    format: preview::Format,
    #[command(flatten)]
    common: Common,
}

pub(super) fn install(arguments: &Install) -> CommandResult {
    change(
        &project()?,
        &Edit::Install,
        arguments.locked,
        &arguments.common,
    )
}

pub(super) fn add(arguments: &Add) -> CommandResult {
    if arguments.sources.len() > 1 && (arguments.name.is_some() || arguments.subdir.is_some()) {
        return Err(CommandError::input(
            "`--name` and `--subdir` are for one source alone",
        ));
    }
    let project = project()?;
    let mut dependencies = Vec::new();
    let mut errors = Vec::new();
    for text in &arguments.sources {
        match dependency(&project, text, arguments) {
            Ok(dependency) => dependencies.push(dependency),
            Err((text, error)) => errors.push(VendorError::Argument(masked(&text), error)),
        }
    }
    if !errors.is_empty() {
        return Err(failed(&errors));
    }
    change(&project, &Edit::Add(dependencies), false, &arguments.common)
}

pub(super) fn remove(arguments: &Remove) -> CommandResult {
    let edit = Edit::Remove(arguments.names.clone());
    change(&project()?, &edit, false, &arguments.common)
}

pub(super) fn update(arguments: &Update) -> CommandResult {
    let mut names = Vec::new();
    let mut errors = Vec::new();
    for text in &arguments.names {
        match text.rsplit_once('@') {
            // `git@host:…` is no version.
            Some((name, version)) if !name.is_empty() && name != "git" => {
                match Version::new(version) {
                    Ok(version) if !version.as_str().is_empty() => {
                        names.push((name.to_owned(), Some(version)));
                    }
                    _ => errors.push(VendorError::Argument(masked(text), SourceError::Version)),
                }
            }
            _ => names.push((text.clone(), None)),
        }
    }
    if !errors.is_empty() {
        return Err(failed(&errors));
    }
    let (project, edit) = (project()?, Edit::Update(names));
    if arguments.preview {
        return preview::show(&project, &edit, arguments.format, &arguments.common);
    }
    change(&project, &edit, false, &arguments.common)
}

/// What an argument of `add` asks for.
fn dependency(
    project: &Project,
    text: &str,
    arguments: &Add,
) -> Result<Dependency, (String, SourceError)> {
    let wrong = |error| (text.to_owned(), error);
    let is_folder = |text: &str| Path::new(text).is_dir();
    let parsed = GitSource::parse(text);
    let mut made = match parsed {
        Ok((mut source, version)) if !text.starts_with('.') => {
            if let Some(subdir) = &arguments.subdir {
                let folder = format!("{}/{subdir}", source.subdir);
                source = GitSource::new(&source.remote(), &folder)
                    .map_err(|error| (subdir.clone(), error))?;
            }
            Dependency::new(Source::Git(source), version)
        }
        _ if is_folder(text) => {
            let folder = local_source(&project.root, &project.current.join(text));
            let source = Source::Local(folder.map_err(wrong)?);
            Dependency::new(source, Version::default())
        }
        Ok(_) => return Err(wrong(SourceError::Form)),
        Err(error) => return Err(wrong(error)),
    };
    if let Some(name) = &arguments.name {
        let name = package_name(name).map_err(|error| (name.clone(), error))?;
        made.name = Some(name);
    }
    made.single = arguments.single;
    Ok(made)
}

fn change(project: &Project, edit: &Edit, locked: bool, common: &Common) -> CommandResult {
    let store = store(project, common.offline);
    let options = Options {
        locked,
        prune: common.prune,
    };
    let bar = bar(common.quiet);
    let on_progress = |progress: Progress<'_>| advance(&bar, &progress);
    let on_wait = || output::note("waiting for another `mixgen vendor` to finish");
    let outcome = install_packages(
        &project.root,
        &project.settings.vendor,
        edit,
        options,
        &store,
        &on_progress,
        &on_wait,
    );
    bar.finish_and_clear();
    let outcome = outcome.map_err(|errors| failed(&errors))?;
    if !common.quiet {
        tell(&outcome);
    }
    Ok(Exit::Fine)
}

/// One step of a transfer.
pub(super) fn advance(bar: &ProgressBar, progress: &Progress<'_>) {
    match progress {
        Progress::Begin(folder) => {
            bar.inc_length(1);
            bar.set_message((*folder).to_owned());
        }
        Progress::End(_) => bar.inc(1),
    }
}

/// A bar on a terminal, and nothing elsewhere.
pub(super) fn bar(quiet: bool) -> ProgressBar {
    let target = if quiet {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr_with_hz(10)
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let style = ProgressStyle::with_template("fetching {bar:20} {pos}/{len} {wide_msg}");
    bar.set_style(style.expect("the template is valid").progress_chars("━╸ "));
    bar.enable_steady_tick(TICK);
    bar
}

/// A version and commit.
pub(super) fn at((version, commit): &(String, String)) -> String {
    match (version.as_str(), short(commit)) {
        ("", "") => "a local folder".to_owned(),
        ("", commit) => commit.to_owned(),
        (version, commit) if version.starts_with(commit) => commit.to_owned(),
        (version, commit) => format!("{version} ({commit})"),
    }
}

fn tell(outcome: &Outcome) {
    for Moved { folder, to, .. } in &outcome.added {
        output::note(&format!("added {folder} {}", at(to)));
    }
    for Moved { folder, from, to } in &outcome.moved {
        output::note(&format!("moved {folder} {} → {}", at(from), at(to)));
    }
    for folder in &outcome.removed {
        output::note(&format!("removed {folder}"));
    }
    for folder in &outcome.installed {
        output::note(&format!("installed {folder}"));
    }
    for folder in &outcome.restored {
        output::note(&format!("restored {folder}: it was not what is locked"));
    }
    for path in &outcome.pruned {
        output::note(&format!("pruned vendor/{path}"));
    }
    let warning = |message: String| Diagnostic {
        level: crate::report::Level::Warning,
        ..Diagnostic::error(message)
    };
    let taken = outcome.taken.iter().map(|(name, folder)| {
        warning(format!(
            "`vendor/{name}` is taken already: import `{folder}/…` by its whole name"
        ))
    });
    let submodules = outcome.submodules.iter();
    let submodules = submodules.map(|path| {
        warning(format!("the submodule `{path}` is left out")).hint("jb leaves it out too")
    });
    let redirected = outcome.redirected.iter().map(|(old, url)| {
        warning(format!("`{old}` has moved to `{url}`")).hint(
            "name it so in jsonnetfile.json, or, where others name it, by `[vendor.moved]` in mixgen.toml",
        )
    });
    let warnings: Vec<Diagnostic> = taken.chain(submodules).chain(redirected).collect();
    output::diagnostics(&warnings);
    for path in &outcome.unknown {
        output::note(&format!(
            "note: no lockfile names `vendor/{path}`; `--prune` removes it"
        ));
    }
    let changed = outcome.added.len()
        + outcome.moved.len()
        + outcome.removed.len()
        + outcome.installed.len()
        + outcome.restored.len();
    let unchanged = format!("{} unchanged", outcome.unchanged);
    output::note(&if changed == 0 {
        format!("vendor: {}, unchanged", count(outcome.unchanged, "package"))
    } else {
        let parts = [
            ("added", outcome.added.len()),
            ("moved", outcome.moved.len()),
            ("removed", outcome.removed.len()),
            ("installed", outcome.installed.len()),
            ("restored", outcome.restored.len()),
        ];
        let parts = parts.iter().filter(|(_, number)| *number > 0);
        let mut words: Vec<String> = parts.map(|(word, n)| format!("{n} {word}")).collect();
        words.push(unchanged);
        format!("vendor: {}", words.join(", "))
    });
}
