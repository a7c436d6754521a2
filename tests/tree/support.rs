//! A throwaway project, and what lies in it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use mixgen::names::{EnvironmentName, OutputPath};
use mixgen::tree::{
    File, Layout, Options, Place, PlaceError, Reason, Request, Tree, WriteError, Written, write,
};

/// A project folder with files of other people all around its `out/`.
pub struct Project {
    root: tempfile::TempDir,
    pub layout: Layout,
}

impl Project {
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder");
        let project = root.path().join("project");
        for canary in [
            "../canary",
            "../etc/passwd",
            "mixgen.jsonnet",
            "src/x",
            "vendor/v/x",
            ".git/config",
        ] {
            let path = project.join(canary);
            let inside = path.parent().expect("it lies in a folder").to_owned();
            fs::create_dir_all(inside).expect("the temporary folder is writable");
            fs::write(path, canary).expect("the temporary folder is writable");
        }
        Self {
            root,
            layout: Layout::Environments,
        }
    }

    pub fn single() -> Self {
        Self {
            layout: Layout::Single,
            ..Self::new()
        }
    }

    pub fn path(&self, within: &str) -> PathBuf {
        self.root.path().join("project").join(within)
    }

    pub fn try_place(&self, out: &str) -> Result<Place, PlaceError> {
        Place::new(&Request {
            project: &self.path(""),
            out: Path::new(out),
            layout: self.layout,
            home: Some(&self.root.path().join("etc")),
            sources: &["vendor".into(), "src".into(), "mixgen.jsonnet".into()],
        })
    }

    pub fn place(&self) -> Place {
        self.try_place("out").expect("`out` is a plain folder")
    }

    pub fn write(&self, trees: &[Tree]) -> Result<Vec<Written>, WriteError> {
        write(&self.place(), trees, &Options::default())
    }

    pub fn put(&self, within: &str, contents: &str) {
        let path = self.path(within);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it is writable");
        fs::write(path, contents).expect("it is writable");
    }

    pub fn read(&self, within: &str) -> String {
        fs::read_to_string(self.path(within)).expect("it is a readable file")
    }

    pub fn exists(&self, within: &str) -> bool {
        self.path(within).symlink_metadata().is_ok()
    }

    /// Everything but `out/` and `.mixgen/`.
    pub fn outside(&self) -> Snapshot {
        let mut all = snapshot(self.root.path());
        all.retain(|path, _| {
            !path.starts_with("project/out") && !path.starts_with("project/.mixgen")
        });
        // The project folder's own time changes as `out` is exchanged.
        all.remove(Path::new("project"));
        all
    }

    pub fn out(&self) -> Snapshot {
        snapshot(&self.path("out"))
    }
}

pub type Snapshot = BTreeMap<PathBuf, String>;

/// All that can be told of every entry: kind, mode, inode, time, contents.
pub fn snapshot(folder: &Path) -> Snapshot {
    let mut all = Snapshot::new();
    for entry in walkdir::WalkDir::new(folder)
        .follow_links(false)
        .into_iter()
        .filter_map(Result::ok)
    {
        let meta = entry.path().symlink_metadata().expect("it was just listed");
        let (mode, inode) = (meta.permissions().mode(), meta.ino());
        let time = (meta.mtime(), meta.mtime_nsec());
        let contents = if meta.is_file() {
            String::from_utf8_lossy(&fs::read(entry.path()).expect("it is readable")).into_owned()
        } else if meta.is_symlink() {
            fs::read_link(entry.path())
                .expect("it is a link")
                .display()
                .to_string()
        } else {
            String::new()
        };
        let path = entry
            .path()
            .strip_prefix(folder)
            .expect("it lies within")
            .to_owned();
        all.insert(path, format!("{mode:o} {inode} {time:?} {contents}"));
    }
    all
}

/// The contents of every regular file, by path.
pub fn contents(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder)
        .follow_links(false)
        .into_iter()
        .filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("it lies within");
            let contents = fs::read_to_string(entry.path()).expect("it is text");
            (path.display().to_string(), contents)
        })
        .collect()
}

pub fn environment(name: &str) -> EnvironmentName {
    EnvironmentName::new(name).expect("a plain name")
}

pub fn path(name: &str) -> OutputPath {
    OutputPath::new(name).expect("a plain name")
}

pub fn tree(name: &str, files: &[(&str, &str)]) -> Tree {
    let file = |(name, contents): &(&str, &str)| {
        (
            path(name),
            File::new(contents.as_bytes().to_vec(), vec!["component x".to_owned()]),
        )
    };
    Tree::new(environment(name), files.iter().map(file).collect()).expect("no clash")
}

/// The refused paths and why, of a write that must be refused.
pub fn refused(result: Result<Vec<Written>, WriteError>) -> Vec<(String, Reason)> {
    match result {
        Err(WriteError::Refused(all)) => all.into_iter().map(|it| (it.path, it.reason)).collect(),
        other => panic!("it should have been refused: {other:?}"),
    }
}
