//! From arguments to pairs of sides.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::{
    Arguments,
    errors::{no_project, with_folders},
};
use crate::{
    build::{self, Inputs, Program},
    commands::{
        CommandError, Exit, arguments,
        build::{is_file, place, project_around},
        output,
        progress::Progress,
        vendor,
    },
    limits::Limits,
    names::EnvironmentName,
    project::Project,
    report::Diagnostic,
    review::Labels,
    side::{At, Named},
    tree::{self, Layout, Place, Tree},
};

/// What is compared with what.
pub(super) struct Plan {
    /// The environments, or one without a name.
    pub(super) names: Vec<String>,
    /// Both sides of each, in step with `names`.
    pub(super) pairs: Vec<[Source; 2]>,
    /// Revisions that sources refer to.
    pub(super) revisions: Vec<At>,
    /// Fresh builds by environment.
    pub(super) fresh: BTreeMap<String, Tree>,
    pub(super) labels: Labels,
    pub(super) limits: Limits,
    pub(super) threads: usize,
}

/// Where the files of a side are.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// An environment's fresh build; nothing where the project has no such
    /// environment.
    Fresh(String),
    /// The folder that a build writes, and how it is shown.
    Written(PathBuf, String),
    /// Any folder, and how it is shown.
    Folder(PathBuf, String),
    /// The folder that a build writes, as it was at a revision.
    WrittenAt(usize, PathBuf),
    /// The current folder at a revision.
    HereAt(usize),
    /// A path at a revision.
    PathAt(usize, String),
}

/// A side before the environments are known.
enum Side {
    /// The same for all environments.
    One(Source),
    /// What lies in the output folder.
    Out,
    /// What would lie there.
    Fresh,
    /// What lay there.
    OutAt(usize),
}

/// The arguments, told apart.
pub(super) struct Asked {
    pub(super) from: Option<Named>,
    pub(super) to: Option<Named>,
    pub(super) targets: Vec<String>,
}

pub(super) fn plan(arguments: &Arguments) -> Result<Plan, CommandError> {
    let asked = asked(arguments)?;
    let file = asked.targets.iter().find(|target| is_file(target)).cloned();
    if file.is_some() && asked.targets.len() > 1 {
        return Err(CommandError::input(
            "a diff takes one file, or environments, not both",
        ));
    }
    let project = project_around(file.as_deref().map(Path::new))?;
    let mut inputs = arguments::inputs(&arguments.jsonnet, &arguments.limits, &project)?;
    if let Some(threads) = arguments.threads {
        inputs.threads = usize::from(threads);
    }
    let program = match file {
        Some(file) => Some(Program::File(PathBuf::from(file))),
        None => project
            .program()
            .map(|program| Program::Project(program, Vec::new())),
    };
    let mut revisions = Vec::new();
    let from = side(
        asked.from.as_ref(),
        Side::Out,
        program.is_some(),
        &project,
        &mut revisions,
    )?;
    let to = side(
        asked.to.as_ref(),
        Side::Fresh,
        program.is_some(),
        &project,
        &mut revisions,
    )?;
    let labels = Labels {
        from: arguments
            .from
            .clone()
            .unwrap_or_else(|| first(arguments, 0, "out/")),
        to: arguments
            .to
            .clone()
            .unwrap_or_else(|| first(arguments, 1, "a fresh build")),
        command: command(arguments),
        folders: Vec::new(),
    };
    let mut plan = Plan {
        names: Vec::new(),
        pairs: Vec::new(),
        revisions,
        fresh: BTreeMap::new(),
        labels,
        limits: inputs.limits.clone(),
        threads: inputs.threads,
    };
    let needs_no_program =
        |side: &Side| matches!(side, Side::One(source) if !matches!(source, Source::Fresh(_)));
    if needs_no_program(&from) && needs_no_program(&to) {
        if let Some(target) = asked.targets.first() {
            return Err(CommandError::input(format!(
                "both sides are given, and `{target}` beside them"
            )));
        }
        let (Side::One(from), Side::One(to)) = (from, to) else {
            unreachable!("both were looked at just now");
        };
        plan.names.push(String::new());
        plan.labels.folders.push(match &to {
            Source::Folder(_, shown) => shown.clone(),
            Source::PathAt(_, path) => path.clone(),
            _ => String::new(),
        });
        plan.pairs.push([from, to]);
        return Ok(plan);
    }
    let Some(program) = program else {
        return Err(no_project(&asked));
    };
    let mut work = Work {
        arguments,
        project: &project,
        program,
        inputs,
        place: None,
    };
    work.plan(&asked, [from, to], &mut plan)?;
    Ok(plan)
}

/// Two sides among the positional arguments take the place of the flags.
fn asked(arguments: &Arguments) -> Result<Asked, CommandError> {
    let named = |text: &Option<String>| text.as_deref().map(Named::new);
    let is_side =
        |text: &&String| !is_file(text) && !matches!(Named::new(text), Named::Environment(_));
    let Some(side) = arguments.targets.iter().find(is_side) else {
        return Ok(Asked {
            from: named(&arguments.from),
            to: named(&arguments.to),
            targets: arguments.targets.clone(),
        });
    };
    let hint = "`mixgen diff DIR DIR` compares two; `--from` and `--to` name one side each";
    if let Some(flag) = arguments
        .from
        .as_ref()
        .map(|_| "--from")
        .or(arguments.to.as_ref().map(|_| "--to"))
    {
        let message = format!("`{side}` is a side, and `{flag}` gives one too");
        return Err(CommandError::one(
            Exit::Input,
            Diagnostic::error(message).hint(hint),
        ));
    }
    match arguments.targets.as_slice() {
        [from, to] => Ok(Asked {
            from: Some(Named::new(from)),
            to: Some(Named::new(to)),
            targets: Vec::new(),
        }),
        others => {
            let message = format!(
                "a diff has two sides, and here are {}: `{}`",
                others.len(),
                others.join("`, `")
            );
            let message = if others.len() == 1 {
                format!("a diff has two sides, and `{side}` is one")
            } else {
                message
            };
            Err(CommandError::one(
                Exit::Input,
                Diagnostic::error(message).hint(hint),
            ))
        }
    }
}

/// How a side is called: the flag was not given.
fn first(arguments: &Arguments, place: usize, default: &str) -> String {
    let is_side =
        |text: &String| !is_file(text) && !matches!(Named::new(text), Named::Environment(_));
    if arguments.targets.iter().any(is_side) {
        arguments.targets[place].clone()
    } else {
        default.to_owned()
    }
}

/// The command again, for a reader who wants to see the whole.
fn command(arguments: &Arguments) -> String {
    let mut words = vec!["mixgen diff".to_owned()];
    for (flag, value) in [("--from", &arguments.from), ("--to", &arguments.to)] {
        words.extend(value.as_ref().map(|value| format!("{flag} {value}")));
    }
    words.extend(arguments.targets.iter().cloned());
    words.join(" ")
}

fn side(
    named: Option<&Named>,
    default: Side,
    has_program: bool,
    project: &Project,
    revisions: &mut Vec<At>,
) -> Result<Side, CommandError> {
    Ok(match named {
        None => default,
        Some(Named::Environment(name)) => Side::One(Source::Fresh(name.clone())),
        Some(Named::Folder(folder)) => {
            let shown = folder.display().to_string();
            Side::One(Source::Folder(project.current.join(folder), shown))
        }
        Some(Named::Revision { revision, path }) => {
            revisions.push(At::new(&project.current, revision)?);
            let at = revisions.len() - 1;
            match path {
                Some(path) => Side::One(Source::PathAt(at, path.clone())),
                None if has_program => Side::OutAt(at),
                None => Side::One(Source::HereAt(at)),
            }
        }
    })
}

/// Everything that a plan with a program needs.
struct Work<'a> {
    arguments: &'a Arguments,
    project: &'a Project,
    program: Program,
    inputs: Inputs,
    place: Option<Place>,
}

impl Work<'_> {
    fn plan(
        &mut self,
        asked: &Asked,
        sides: [Side; 2],
        plan: &mut Plan,
    ) -> Result<(), CommandError> {
        let named: Vec<String> = sides
            .iter()
            .filter_map(|side| match side {
                Side::One(Source::Fresh(name)) => Some(name.clone()),
                _ => None,
            })
            .collect();
        let single = sides
            .iter()
            .filter(|side| matches!(side, Side::One(_)))
            .count();
        if let (2, Some(target)) = (single, asked.targets.first()) {
            return Err(CommandError::input(format!(
                "both sides are given, and `{target}` beside them"
            )));
        }
        let is_file = matches!(self.program, Program::File(_));
        let mut targets = if is_file {
            Vec::new()
        } else {
            asked.targets.clone()
        };
        targets.sort();
        targets.dedup();
        // `--from git:main --to k3d` speaks of k3d on both sides.
        if single == 1 && targets.is_empty() {
            targets.clone_from(&named);
            if sides.iter().any(|side| matches!(side, Side::Fresh)) && !named.is_empty() {
                let message = format!("`{}` is compared with nothing", named[0]);
                let hint = format!(
                    "`--to` is missing; `mixgen diff {}` compares out/ with a fresh build",
                    named[0]
                );
                return Err(CommandError::one(
                    Exit::Input,
                    Diagnostic::error(message).hint(hint),
                ));
            }
        }
        let fresh = sides
            .iter()
            .any(|side| matches!(side, Side::Fresh | Side::One(Source::Fresh(_))));
        let mut known = None;
        if fresh {
            let mut wanted = targets.clone();
            if single == 2 || !wanted.is_empty() {
                wanted.extend(named);
                wanted.sort();
                wanted.dedup();
            }
            known = Some(self.build(wanted, plan)?);
        }
        let place = match self.place.take() {
            Some(place) => place,
            None => self.place()?,
        };
        if single == 2 {
            plan.names.push(String::new());
            let pair = sides.map(|side| match side {
                Side::One(source) => source,
                _ => unreachable!("both are of one kind"),
            });
            if let Source::Fresh(name) = &pair[1] {
                plan.labels.folders.push(folder(name, &place));
            }
            plan.pairs.push(pair);
            return Ok(());
        }
        plan.names = if place.layout() == Layout::Single {
            plan.fresh.keys().cloned().collect()
        } else if targets.is_empty() {
            everything(known.as_deref(), &place, &sides, plan)?
        } else {
            targets
        };
        if place.layout() == Layout::Single && plan.names.is_empty() {
            plan.names.push(String::new());
        }
        if single == 1 && plan.names.len() != 1 {
            let message = format!(
                "one side is a single tree, and there are {} environments: `{}`",
                plan.names.len(),
                plan.names.join("`, `")
            );
            let hint = "name the one that it belongs to, such as `mixgen diff --from ./before ENVIRONMENT`";
            return Err(CommandError::one(
                Exit::Input,
                Diagnostic::error(message).hint(hint),
            ));
        }
        for side in &sides {
            note_absent(side, &place, plan)?;
        }
        for name in &plan.names {
            plan.pairs.push([
                source(&sides[0], name, &place),
                source(&sides[1], name, &place),
            ]);
            plan.labels.folders.push(folder(name, &place));
        }
        Ok(())
    }

    /// Builds what is wanted, all where nothing is named; the environments
    /// that the project has.
    fn build(&mut self, wanted: Vec<String>, plan: &mut Plan) -> Result<Vec<String>, CommandError> {
        if let Program::Project(_, names) = &mut self.program {
            *names = wanted;
        }
        vendor::check(self.project, true)?;
        let progress = Progress::start(0, false);
        let built = build::build(self.project, &self.program, &self.inputs, |place| {
            progress.step(place);
        });
        drop(progress);
        let built = built.map_err(with_folders)?;
        output::traces(&built.traces);
        let warnings: Vec<Diagnostic> = built
            .warnings
            .iter()
            .map(|warning| Diagnostic::of_problem(warning, false))
            .collect();
        output::diagnostics(&warnings);
        let mut place = self.place()?;
        // Only its value tells that a file has environments.
        if built.environments.is_some() && place.layout() == Layout::Single {
            let project_like = Program::Project(PathBuf::new(), Vec::new());
            place = self::place(
                self.project,
                &project_like,
                self.arguments.out.as_deref(),
                &self.arguments.jsonnet,
            )?;
        }
        self.place = Some(place);
        for tree in built.trees {
            plan.fresh
                .insert(tree.environment().as_str().to_owned(), tree);
        }
        Ok(built.environments.unwrap_or_default())
    }

    fn place(&self) -> Result<Place, CommandError> {
        place(
            self.project,
            &self.program,
            self.arguments.out.as_deref(),
            &self.arguments.jsonnet,
        )
    }
}

/// The environments of either side: those of the project, and those of
/// output folders that a build has written.
fn everything(
    known: Option<&[String]>,
    place: &Place,
    sides: &[Side; 2],
    plan: &Plan,
) -> Result<Vec<String>, CommandError> {
    let mut names: BTreeSet<String> = known.into_iter().flatten().cloned().collect();
    for side in sides {
        match side {
            Side::Out => {
                let written = tree::stale_environments(place, &BTreeSet::new())?;
                names.extend(written.iter().map(|name| name.as_str().to_owned()));
            }
            Side::OutAt(at) => names.extend(plan.revisions[*at].environments(&place.path())?),
            Side::Fresh | Side::One(_) => {}
        }
    }
    Ok(names.into_iter().collect())
}

/// Tells that a revision holds no output at all, which makes everything new.
fn note_absent(side: &Side, place: &Place, plan: &Plan) -> Result<(), CommandError> {
    let Side::OutAt(at) = side else {
        return Ok(());
    };
    let at = &plan.revisions[*at];
    if place.layout() == Layout::Environments && at.environments(&place.path())?.is_empty() {
        output::note(&format!(
            "note: `git:{}` has no output in `{}`: is it committed?",
            at.revision(),
            place.shown()
        ));
    }
    Ok(())
}

/// A side of one environment.
fn source(side: &Side, name: &str, place: &Place) -> Source {
    let path = match place.layout() {
        Layout::Environments => place.path().join(name),
        Layout::Single => place.path(),
    };
    match side {
        Side::One(source) => source.clone(),
        Side::Fresh => Source::Fresh(name.to_owned()),
        Side::OutAt(at) => Source::WrittenAt(*at, path),
        Side::Out => Source::Written(path, folder(name, place)),
    }
}

/// The folder that a build writes for an environment, as it is shown.
fn folder(name: &str, place: &Place) -> String {
    EnvironmentName::new(name).map_or_else(
        |_| place.shown().to_owned(),
        |name| place.shown_folder(&name),
    )
}
