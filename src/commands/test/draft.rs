//! `mixgen test --scaffold ALERT`.

use std::{
    collections::BTreeSet,
    fs::OpenOptions,
    io::{self, Write as _},
    path::Path,
};

use super::{CommandError, CommandResult, Exit, environments, output, trees};
use crate::{
    build::Inputs,
    project::{PROJECT_FILE, Project},
    report::Diagnostic,
    testing::{FOLDER, rules, scaffold},
    text::did_you_mean,
};

/// Writes the draft; a file that is there already stays as it is.
pub(super) fn run(
    project: &Project,
    inputs: &Inputs,
    alert: &str,
    path: Option<&Path>,
) -> CommandResult {
    let known = environments(project, inputs)?;
    if known.is_empty() {
        let message = match project.program() {
            None => format!("there is no `{PROJECT_FILE}` here or above"),
            Some(_) => "the project has no environments".to_owned(),
        };
        let hint = "the draft of a test is made from the alert as an environment has it";
        return Err(CommandError::one(
            Exit::Input,
            Diagnostic::error(message).hint(hint),
        ));
    }
    let trees = trees(project, inputs, &known)?;
    let mut names = BTreeSet::new();
    let mut found = None;
    for (environment, files) in &trees {
        let alerts = rules::alerts(files);
        let of_name: Vec<_> = alerts
            .iter()
            .filter(|one| one.name == alert)
            .map(|one| one.rule.clone())
            .collect();
        names.extend(alerts.into_iter().map(|one| one.name));
        if found.is_none() && !of_name.is_empty() {
            found = Some((environment, of_name));
        }
    }
    let Some((environment, rules)) = found else {
        let near = did_you_mean(alert, names.iter().map(String::as_str));
        let hint = near.map_or_else(
            || "`mixgen test --coverage` names all alerts without a test".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let error = Diagnostic::error(format!("no environment has an alert `{alert}`"));
        return Err(CommandError::one(Exit::Input, error.hint(hint)));
    };
    let text = scaffold::scaffold(alert, &rules, environment).map_err(|error| {
        let message = format!("the query of `{alert}` can't be read: {error}");
        CommandError::input(message)
    })?;
    let path = match path {
        Some(path) => project.current.join(path),
        None => project
            .root
            .join(FOLDER)
            .join(format!("{}_test.yaml", file_name(alert))),
    };
    let shown = project.shown(&path);
    create(&path, &text).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => CommandError::one(
            Exit::Refused,
            Diagnostic::error(format!("`{shown}` is there already"))
                .hint("name another file with `--output FILE`"),
        ),
        _ => CommandError::one(
            Exit::Io,
            Diagnostic::error(format!("can't write `{shown}`: {error}")),
        ),
    })?;
    output::note(&format!("wrote {shown}"));
    output::note(&format!(
        "next: correct the series and labels, then `mixgen test {shown}`"
    ));
    Ok(Exit::Fine)
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// `KubePodNotReady` → `kube-pod-not-ready`, `etcdNoLeader` → `etcd-no-leader`.
fn file_name(alert: &str) -> String {
    let mut name = String::new();
    let letters: Vec<char> = alert.chars().collect();
    for (index, c) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| letters[index]);
        let after = letters.get(index + 1);
        // A word begins at a capital after a small letter, or before one.
        let begins = c.is_ascii_uppercase()
            && before.is_some_and(|before| {
                !before.is_ascii_uppercase() && before.is_ascii_alphanumeric()
                    || before.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase)
            });
        if begins {
            name.push('-');
        }
        name.push(if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        });
    }
    name
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn files_are_named_after_alerts() {
        let table = [
            ("KubePodNotReady", "kube-pod-not-ready"),
            ("etcdNoLeader", "etcd-no-leader"),
            ("NATSDown", "nats-down"),
            ("KubeAPIErrorBudgetBurn", "kube-api-error-budget-burn"),
            ("Up2Date", "up2-date"),
            ("a/b", "a-b"),
        ];
        for (alert, name) in table {
            assert_eq!(file_name(alert), name);
        }
    }
}
