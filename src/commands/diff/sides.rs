//! Reads both sides of a pair when its turn comes.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use super::plan::{Plan, Source};
use crate::{
    commands::output,
    diff::Files,
    side::{self, Contents, SideError, Why},
    text::escape,
};

/// Notes of what was not read, at most.
const NOTES: usize = 10;

/// Reads sides from several threads, and keeps what was not read.
pub(super) struct Sides<'a> {
    plan: &'a Plan,
    skipped: Mutex<BTreeSet<String>>,
}

/// What lies at a source.
enum Loaded {
    /// All of it counts.
    Whole(Files),
    /// A fresh tree.
    Fresh(Files),
    /// An environment's folder, where others may keep files too.
    Shared(Contents),
}

impl<'a> Sides<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            skipped: Mutex::default(),
        }
    }

    /// Both sides of an environment.
    pub(super) fn load(&self, place: usize) -> Result<(Files, Files), SideError> {
        let [from, to] = &self.plan.pairs[place];
        Ok(pair(self.read(from)?, self.read(to)?))
    }

    /// Tells what was not read.
    pub(super) fn finish(self) {
        let skipped = self.skipped.into_inner();
        let skipped = skipped.unwrap_or_else(PoisonError::into_inner);
        for note in skipped.iter().take(NOTES) {
            output::note(&format!("note: {note}"));
        }
        if skipped.len() > NOTES {
            output::note(&format!("note: and {} more", skipped.len() - NOTES));
        }
    }

    fn read(&self, source: &Source) -> Result<Loaded, SideError> {
        let limits = &self.plan.limits;
        let at = |index: &usize| &self.plan.revisions[*index];
        Ok(match source {
            Source::Fresh(name) => {
                let tree = self.plan.fresh.get(name);
                Loaded::Fresh(tree.map(side::files).unwrap_or_default())
            }
            Source::Written(folder, shown) => match side::folder(folder, shown, limits) {
                Err(SideError::NoFolder(_)) => Loaded::Shared(Contents::default()),
                contents => Loaded::Shared(contents?),
            },
            Source::WrittenAt(index, folder) => Loaded::Shared(at(index).folder(folder, limits)?),
            Source::Folder(folder, shown) => {
                self.whole(shown, side::folder(folder, shown, limits)?)
            }
            Source::HereAt(index) => {
                let shown = format!("git:{}", at(index).revision());
                self.whole(&shown, at(index).here(limits)?)
            }
            Source::PathAt(index, path) => {
                let shown = format!("git:{}:{path}", at(index).revision());
                self.whole(&shown, at(index).path(path, limits)?)
            }
        })
    }

    fn whole(&self, shown: &str, contents: Contents) -> Loaded {
        let mut notes = self.skipped.lock().unwrap_or_else(PoisonError::into_inner);
        for skipped in contents.skipped {
            let why = match skipped.why {
                Why::Link => "a symbolic link that leads to no file of this side",
                Why::Submodule => "a submodule, which is another repository",
                Why::Special => "no regular file",
                Why::Name => "a file whose name is not UTF-8",
            };
            let path = escape(&skipped.path).into_owned();
            notes.insert(format!(
                "`{path}` of `{}` was not read: {why}",
                escape(shown)
            ));
        }
        Loaded::Whole(contents.files)
    }
}

fn pair(from: Loaded, to: Loaded) -> (Files, Files) {
    let fresh = match (&from, &to) {
        (Loaded::Fresh(files), _) | (_, Loaded::Fresh(files)) => Some(files.clone()),
        _ => None,
    };
    let files = |loaded| match loaded {
        Loaded::Whole(files) | Loaded::Fresh(files) => files,
        Loaded::Shared(contents) => contents.made(fresh.as_ref()),
    };
    (files(from), files(to))
}
