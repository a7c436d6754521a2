//! Upstream mixins in vendor/, as jsonnet-bundler lays them out, pinned and
//! verified; the only code that uses the network, and the only one that writes
//! below vendor/.
//!
//! [`Files`] are jsonnetfile.json and jsonnetfile.lock.json, which jb shares,
//! and mixgen.lock. [`resolve()`] finds the commit of every package, and its
//! [`Contents`], with the help of a [`Store`]: the user's cache of git objects,
//! and the network behind it. [`install()`] compares them with what lies there,
//! stages what is new, verifies it, and switches folder by folder, see
//! `switch`. [`survey`] looks at what lies there, and `check` does so for a
//! build.

mod check;
mod contents;
mod error;
mod files;
mod install;
mod json;
mod jsonnetfile;
mod links;
mod record;
mod rehearse;
mod resolve;
mod source;
mod store;
pub mod survey;
mod switch;
#[cfg(test)]
mod tests;

pub use check::{Drift, differences, drift};
pub use contents::{Contents, ContentsError, Item, PackageLimits};
pub use error::{Misfit, VendorError};
pub use files::Files;
pub use install::{Edit, Moved, Options, Outcome, find, install};
pub use jsonnetfile::{Dependency, FILE, Jsonnetfile, LOCKFILE, ParseError};
pub use record::{Locked, RECORD, Record};
pub use rehearse::{Rehearsal, rehearse};
pub use resolve::{GitHeld, Held, Need, Package, Progress, Wanted, resolve};
pub use source::{
    GitSource, Source, SourceError, Version, legacy_name as package_name, local_source,
};
pub use store::{FetchError, Fetched, Network, Store};
