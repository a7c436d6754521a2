//! Notices when something that a build read is no longer what it was.
//!
//! Files are looked at again and again: that works on every file system, a
//! network's or a container's too, and a build reads a few hundred files.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

use sha2::{Digest as _, Sha256};

use crate::closure::Closure;

/// Time between two looks.
const EVERY: Duration = Duration::from_millis(200);

/// What tells a file from itself after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    length: u64,
    inode: u64,
}

/// Files, and what they were before a build read them.
#[derive(Debug, Default)]
pub struct Watched {
    /// `None` where there was no file.
    files: BTreeMap<PathBuf, Option<Stamp>>,
    /// Files that have changed since.
    changed: Vec<PathBuf>,
}

impl Watched {
    /// Watches what the last build read, where it looked in vain, and `others`,
    /// such as files of settings, which need not exist. A build that could not
    /// say what it read leaves what was watched before.
    ///
    /// What was watched already keeps the state in which it was last seen, which
    /// is that before the build: so a change during a build counts.
    pub fn update(&mut self, closure: Option<&Closure>, others: &[PathBuf]) {
        let known = std::mem::take(&mut self.files);
        let mut files = BTreeMap::new();
        if let Some(closure) = closure {
            for (path, digest) in &closure.read {
                let state = known.get(path).copied().unwrap_or_else(|| {
                    let same = fs::read(path)
                        .is_ok_and(|bytes| <[u8; 32]>::from(Sha256::digest(bytes)) == *digest);
                    if !same {
                        self.changed.push(path.clone());
                    }
                    stamp(path)
                });
                files.insert(path.clone(), state);
            }
            for path in &closure.missing {
                let state = known.get(path).copied().unwrap_or(None);
                files.entry(path.clone()).or_insert(state);
            }
        } else {
            files.clone_from(&known);
        }
        for path in others {
            let state = known.get(path).copied();
            let state = state.unwrap_or_else(|| stamp(path));
            files.entry(path.clone()).or_insert(state);
        }
        self.files = files;
    }

    /// How many files there are.
    #[must_use]
    pub fn files(&self) -> usize {
        self.files.values().flatten().count()
    }

    /// Waits until files have changed and then rested for a moment, so that
    /// what an editor or `git checkout` does in several steps is one change;
    /// none when `stop` says so.
    pub fn wait(&mut self, stop: impl Fn() -> bool) -> Option<Vec<PathBuf>> {
        loop {
            if stop() {
                return None;
            }
            thread::sleep(EVERY);
            let news = self.look();
            if news.is_empty() && !self.changed.is_empty() {
                let mut changed = std::mem::take(&mut self.changed);
                changed.sort();
                changed.dedup();
                return Some(changed);
            }
            self.changed.extend(news);
        }
    }

    /// Files that changed since the last look.
    fn look(&mut self) -> Vec<PathBuf> {
        let mut news = Vec::new();
        for (path, known) in &mut self.files {
            let now = stamp(path);
            if now != *known {
                *known = now;
                news.push(path.clone());
            }
        }
        news
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some(Stamp {
        modified: about.modified().ok()?,
        length: about.len(),
        inode: about.ino(),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use sha2::{Digest as _, Sha256};

    use super::Watched;
    use crate::closure::Closure;

    #[test]
    fn changes_of_all_kinds_are_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for name in ["edited", "removed", "replaced", "same", "stale"] {
            fs::write(path(name), name).expect("it can be written");
        }
        let digest = |text: &str| <[u8; 32]>::from(Sha256::digest(text));
        let names = ["edited", "removed", "replaced", "same"];
        let mut closure = Closure {
            read: names
                .into_iter()
                .map(|name| (path(name), digest(name)))
                .collect(),
            missing: [path("made"), path("never")].into(),
            ..Closure::default()
        };
        let settings = [path("mixgen.toml")];
        // It was changed before anybody looked.
        closure.read.insert(path("stale"), digest("before"));
        let mut watched = Watched::default();
        watched.update(Some(&closure), &settings);
        assert_eq!(watched.files(), 5);
        assert_eq!(watched.wait(|| false), Some(vec![path("stale")]));
        // During a build that said nothing, and in one that did.
        fs::write(path("stale"), "again and again").expect("it can be written");
        watched.update(None, &settings);
        watched.update(Some(&closure), &settings);
        assert_eq!(watched.wait(|| false), Some(vec![path("stale")]));
        // One that was missing in a build, and is there before anybody looks.
        fs::write(path("new"), "").expect("it can be written");
        closure.missing.insert(path("new"));
        watched.update(Some(&closure), &settings);
        assert_eq!(watched.wait(|| false), Some(vec![path("new")]));
        fs::write(path("edited"), "longer than before").expect("it can be written");
        fs::remove_file(path("removed")).expect("it can be removed");
        fs::write(path("other"), "replaced").expect("it can be written");
        fs::rename(path("other"), path("replaced")).expect("it can be renamed");
        fs::write(path("made"), "").expect("it can be written");
        fs::write(path("mixgen.toml"), "").expect("it can be written");
        let expected = ["edited", "made", "mixgen.toml", "removed", "replaced"];
        assert_eq!(watched.wait(|| false), Some(expected.map(path).to_vec()));
        assert_eq!(watched.wait(|| true), None);
    }
}
