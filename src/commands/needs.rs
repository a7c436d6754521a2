//! What a person must do besides applying a new tree.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{
    evaluate::{Needs, SecretKey},
    report::count,
    text::escape,
    tree::Written,
};

/// The notes for trees that were not there before; equal ones of several
/// environments once. Empty where there is nothing to say.
pub(super) fn words(needs: &[Needs], written: &[Written]) -> String {
    let is_new = |written: &&Written| {
        written.unchanged + written.modified.len() + written.removed.len() == 0
            && !written.added.is_empty()
    };
    let new: Vec<&str> = written
        .iter()
        .filter(is_new)
        .map(|written| written.environment.as_str())
        .collect();
    let mut lines: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for need in needs
        .iter()
        .filter(|need| new.contains(&need.environment.as_str()))
    {
        for note in &need.notes {
            let line = format!("{} of `{}`: {}", note.about, note.stack, note.text);
            lines.entry(line).or_default().push(&need.environment);
        }
        if !need.secrets.is_empty() {
            let line = format!("Secrets that must exist: {}", secrets(&need.secrets));
            lines.entry(line).or_default().push(&need.environment);
        }
    }
    let mut text = String::new();
    for (line, mut environments) in lines {
        environments.sort_unstable();
        let names = environments.join("`, `");
        let plural = if environments.len() == 1 { "" } else { "s" };
        let _ = write!(
            text,
            "\nnote: environment{plural} `{names}`, {}",
            escape(&line)
        );
    }
    text
}

/// `monitoring/mixgen-discord` (key `url`), and so on; those of many namespaces
/// by name.
fn secrets(secrets: &[SecretKey]) -> String {
    let mut by_name: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for SecretKey {
        namespace,
        name,
        key,
    } in secrets
    {
        by_name.entry((name, key)).or_default().push(namespace);
    }
    let one = |((name, key), namespaces): (&(&str, &str), &Vec<&str>)| match namespaces.as_slice() {
        [namespace] => format!("`{namespace}/{name}` (key `{key}`)"),
        many => format!(
            "`{name}` (key `{key}`) in {}",
            count(many.len(), "namespace")
        ),
    };
    by_name.iter().map(one).collect::<Vec<_>>().join(", ")
}
