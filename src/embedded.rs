//! The Jsonnet library inside the binary: `mixgen/…` imports resolve here and
//! nowhere else.
//!
//! `mixgen/{components,addons,platforms,lib}/…` map one to one to the folders
//! of the repository; `mixgen/main.libsonnet` is `lib/main.libsonnet`.

use include_dir::{Dir, include_dir};

/// The prefix that is reserved for the embedded library.
pub const PREFIX: &str = "mixgen/";

static FOLDERS: [(&str, Dir<'static>); 4] = [
    ("addons", include_dir!("$CARGO_MANIFEST_DIR/addons")),
    ("components", include_dir!("$CARGO_MANIFEST_DIR/components")),
    ("lib", include_dir!("$CARGO_MANIFEST_DIR/lib")),
    ("platforms", include_dir!("$CARGO_MANIFEST_DIR/platforms")),
];

/// The canonical name of what `mixgen/<path>` names: `.` and `..` resolved,
/// `main.libsonnet` replaced by the file it stands for. `None` when the path
/// leaves the library.
///
/// ```
/// use mixgen::embedded::canonical;
/// assert_eq!(canonical("main.libsonnet").as_deref(), Some("lib/main.libsonnet"));
/// assert_eq!(canonical("components/../lib/a").as_deref(), Some("lib/a"));
/// assert_eq!(canonical("../secret"), None);
/// ```
#[must_use]
pub fn canonical(path: &str) -> Option<String> {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    match segments.as_slice() {
        ["main.libsonnet"] => Some("lib/main.libsonnet".to_owned()),
        _ => Some(segments.join("/")),
    }
}

/// The contents of the embedded file with this canonical name.
#[must_use]
pub fn file(canonical: &str) -> Option<&'static [u8]> {
    let (folder, rest) = canonical.split_once('/')?;
    let (_, dir) = FOLDERS.iter().find(|(name, _)| *name == folder)?;
    dir.get_file(rest).map(include_dir::File::contents)
}
