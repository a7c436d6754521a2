//! What a build would change in a folder. Only reads.

use std::collections::BTreeSet;

use crate::names::EnvironmentName;
use crate::tree::comparison::{Comparison, SameMeaning};
use crate::tree::error::{Context as _, WriteError};
use crate::tree::place::{Layout, Place};
use crate::tree::plan::plan;
use crate::tree::scan::{read_index, scan};
use crate::tree::{Digest, Tree};

/// What a build would change for `tree`; writes nothing and takes no lock.
///
/// # Errors
/// [`WriteError::Io`] when something cannot be read.
pub fn compare(
    place: &Place,
    tree: &Tree,
    same_meaning: Option<SameMeaning<'_>>,
) -> Result<Comparison, WriteError> {
    plan(
        place,
        place.slot(tree.environment()),
        Some(tree),
        same_meaning,
    )
    .map(|plan| plan.comparison)
}

/// Whether a folder still is what an earlier build wrote: its index has the
/// digest `index`, and every file in it has the digest that the index says.
/// Needs no tree; files of others do not count.
///
/// # Errors
/// [`WriteError::Io`] when something cannot be read.
pub fn is_intact(
    place: &Place,
    environment: &EnvironmentName,
    index: Digest,
) -> Result<bool, WriteError> {
    let slot = place.slot(environment);
    let shown = slot.shown(place);
    let Some(parent) = place.parent()? else {
        return Ok(false);
    };
    let Some((holder, name)) = slot.holder(place, &parent).when("open", || shown.clone())? else {
        return Ok(false);
    };
    let scan = scan(Some((&holder, name)), None, &shown)?;
    let Some(Ok((listed, bytes))) = &scan.index else {
        return Ok(false);
    };
    Ok(Digest::of(bytes) == index
        && listed.files.iter().all(|(path, entry)| {
            scan.found.get(path).and_then(|found| found.digest) == Some(entry.sha256)
        }))
}

/// The environments that lie in the output folder, have an index of mixgen's,
/// and are not in `known`, which is all environments of the project (not only
/// those of this build). They are reported; only
/// [`Options::prune_environments`](crate::tree::Options) removes them.
///
/// # Errors
/// [`WriteError::Io`] when something cannot be read.
pub fn stale_environments(
    place: &Place,
    known: &BTreeSet<EnvironmentName>,
) -> Result<Vec<EnvironmentName>, WriteError> {
    let mut stale = Vec::new();
    if place.layout() == Layout::Single {
        return Ok(stale);
    }
    let Some(parent) = place.parent()? else {
        return Ok(stale);
    };
    let Some(out) = parent
        .child(place.name())
        .when("open", || place.shown().to_owned())?
    else {
        return Ok(stale);
    };
    for name in out.entries().when("list", || place.shown().to_owned())? {
        let Some(name) = name
            .to_str()
            .and_then(|name| EnvironmentName::new(name).ok())
        else {
            continue;
        };
        if known.contains(&name) {
            continue;
        }
        let Ok(Some(folder)) = out.child(name.as_str()) else {
            continue;
        };
        let shown = || format!("{}/{name}", place.shown());
        if matches!(read_index(&folder).when("read", shown)?, Some(Ok(_))) {
            stale.push(name);
        }
    }
    Ok(stale)
}
