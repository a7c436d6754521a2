//! What targets and clusters have against a project.

use super::{Data, Words, quoted};

/// What the target or the stack of an environment cannot do, and environments
/// that get in each other's way.
pub(super) fn of_targets(data: &Data<'_>) -> Option<Words> {
    Some(match data.code() {
        "target-of-stack" => {
            let target = data.text("target").unwrap_or_default();
            let stacks = data.list("stacks");
            (
                format!(
                    "the stack `{}` cannot take target `{target}`",
                    data.text("stack").unwrap_or_default()
                ),
                Some(format!(
                    "it takes {}; `{target}` goes with {}, or leave `stack` out",
                    quoted(&data.list("targets")),
                    quoted(&stacks)
                )),
            )
        }
        "unsaid" => (
            format!(
                "target `{}` leaves out {}",
                data.text("target").unwrap_or_default(),
                data.text("what").unwrap_or_default()
            ),
            data.text("why").map(str::to_owned),
        ),
        "shared" => {
            let names = data.list("names");
            let more = match names.len().saturating_sub(SHOWN) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let shown = &names[..names.len().min(SHOWN)];
            (
                format!(
                    "both environments of cluster `{}` have {} {}{more}",
                    data.text("cluster").unwrap_or_default(),
                    data.text("what").unwrap_or_default(),
                    quoted(shown)
                ),
                data.text("hint").map(str::to_owned),
            )
        }
        _ => return None,
    })
}

/// Names that two environments share, as many as a line takes.
const SHOWN: usize = 3;
