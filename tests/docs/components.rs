//! The pages below `docs/components/`: what is watched, what the alerts mean,
//! what the dashboards show.

use std::{fmt::Write as _, path::Path};

use serde_json::Value;

use super::{items, pages, text};

/// What a snippet says for values that have no default.
const EXAMPLES: [(&str, &str); 2] = [
    (
        "blackbox.probes",
        "{ website: { targets: ['https://example.org'] } }",
    ),
    (
        "http-service.services",
        "{ 'item-service': { namespace: 'shop' } }",
    ),
];

/// The page of a component.
pub fn page(component: &Value, stacks: &[&Value]) -> String {
    let mut page = pages::head(component);
    page.push_str(&snippet(component, stacks));
    page.push_str(&pages::requirements(component));
    page.push_str(&stacks_that_bring(component, stacks));
    page.push_str(&targets(component));
    page.push_str(&alerts(component));
    page.push_str(&dashboards(component));
    page.push_str(&recordings(component));
    page.push_str(&left_out(component));
    page.push_str(&pages::values_of(component));
    page
}

/// The table of all components.
pub fn index(components: &[&Value]) -> String {
    let mut page = "# Components\n\nThings that are monitored, in `components`. Each has scrape targets, alerts with a runbook, recording rules \
                    and dashboards, and works with every target, platform and mode; what the cluster cannot feed is left out.\n\n\
                    | component | | alerts | recordings | dashboards |\n|---|---|---|---|---|\n"
        .to_owned();
    for component in components {
        let name = text(component, "name");
        let rules = || items(&component["mixin"]["rules"]);
        let _ = writeln!(
            page,
            "| [{name}]({name}.md) | {} | {} | {} | {} |",
            text(component, "help"),
            number(rules().filter(|rule| rule["alert"].is_string()).count()),
            number(rules().filter(|rule| rule["record"].is_string()).count()),
            number(items(&component["mixin"]["boards"]).count()),
        );
    }
    page
}

fn number(count: usize) -> String {
    if count == 0 {
        String::new()
    } else {
        count.to_string()
    }
}

fn snippet(component: &Value, stacks: &[&Value]) -> String {
    let name = text(component, "name");
    let comes = stacks
        .iter()
        .any(|stack| items(&stack["installs"]).any(|it| it == name));
    let (mode, comment) = if comes {
        ("\n    mode: 'install',", "  // comes with `install`")
    } else {
        ("", "")
    };
    format!(
        "```jsonnet\nlocal mixgen = import 'mixgen/main.libsonnet';\nmixgen.environments({{\n  k3d: {{\n    platform: 'k3d',{mode}\n    \
         components: ['{name}'],{comment}{}\n  }},\n}})\n```\n",
        pages::values_line(component, &EXAMPLES)
    )
}

fn stacks_that_bring(component: &Value, stacks: &[&Value]) -> String {
    let bring = |what: &str| {
        let names: Vec<String> = stacks
            .iter()
            .filter(|stack| items(&stack["brings"][what]).any(|it| *it == component["name"]))
            .map(|stack| format!("`{}`", text(stack, "name")))
            .collect();
        names.join(", ")
    };
    let mut page = String::new();
    let rules = bring("rules");
    if !rules.is_empty() {
        let _ = write!(
            page,
            "\nIn mode `join`, rules of the same names come with the stack {rules}: there ours are left out, so that nothing is told twice.\n"
        );
    }
    let targets = bring("targets");
    if !targets.is_empty() {
        let _ = write!(
            page,
            "\nIn mode `join`, the stack {targets} scrapes it already.\n"
        );
    }
    page
}

fn targets(component: &Value) -> String {
    let mut page = String::new();
    for (name, target) in component["targets"].as_object().into_iter().flatten() {
        if page.is_empty() {
            page.push_str("\n## Scrape targets\n\nAs they are by default; the values below change them. The label `job` has the name of the target.\n\n| target | found as | where | port | path |\n|---|---|---|---|---|\n");
        }
        let labels = target["selector"].as_object();
        let labels: Vec<String> = labels
            .into_iter()
            .flatten()
            .map(|(label, value)| format!("`{label}={}`", value.as_str().unwrap_or_default()))
            .collect();
        let found = match text(target, "from") {
            "services" => format!("Services with {}", labels.join(", ")),
            "pods" => format!("pods with {}", labels.join(", ")),
            other => other.to_owned(),
        };
        let port = match &target["port"] {
            Value::String(port) => format!("`{port}`"),
            Value::Null => String::new(),
            port => port.to_string(),
        };
        let _ = writeln!(
            page,
            "| `{name}` | {found} | {} | {port} | `{}` |",
            match text(target, "namespace") {
                "" => String::new(),
                namespace => format!("namespace `{namespace}`"),
            },
            match text(target, "path") {
                "" => "/metrics",
                path => path,
            },
        );
    }
    page
}

fn alerts(component: &Value) -> String {
    let name = text(component, "name");
    let rules: Vec<&Value> = items(&component["mixin"]["rules"])
        .filter(|rule| rule["alert"].is_string())
        .collect();
    if rules.is_empty() {
        return String::new();
    }
    let mut page = format!(
        "\n## Alerts\n\nEach links its entry in the [runbook](../runbooks/{name}.md): what it means, what to look at, what to do.\n\n\
         | alert | severity | for | |\n|---|---|---|---|\n"
    );
    for rule in &rules {
        let alert = text(rule, "alert");
        let place = if rule["logs"] == true {
            " It reads logs, in Loki."
        } else {
            ""
        };
        let _ = writeln!(
            page,
            "| [{alert}](../runbooks/{name}.md#{}) | {} | {} | {}{place} |",
            alert.to_lowercase(),
            text(&rule["labels"], "severity"),
            text(rule, "for"),
            cell(text(&rule["annotations"], "summary")),
        );
    }
    page.push_str(
        "\nAs they are with the mixin's defaults:\n\n<details>\n<summary>Expressions</summary>\n",
    );
    for rule in &rules {
        let _ = write!(
            page,
            "\n{} ({})\n\n```\n{}\n```\n",
            text(rule, "alert"),
            text(&rule["labels"], "severity"),
            text(rule, "expr").trim_end()
        );
    }
    page.push_str("\n</details>\n");
    page
}

fn recordings(component: &Value) -> String {
    let rules: Vec<&Value> = items(&component["mixin"]["rules"])
        .filter(|rule| rule["record"].is_string())
        .collect();
    if rules.is_empty() {
        return String::new();
    }
    let mut page =
        "\n## Recording rules\n\n<details>\n<summary>Names and expressions</summary>\n".to_owned();
    let mut group = "";
    for rule in rules {
        if text(rule, "group") != group {
            group = text(rule, "group");
            let _ = write!(page, "\nGroup `{group}`:\n");
        }
        let labels = rule["labels"].as_object().into_iter().flatten();
        let labels: Vec<String> = labels
            .map(|(label, value)| format!("{label}={value}"))
            .collect();
        let labels = if labels.is_empty() {
            String::new()
        } else {
            format!(" with {}", labels.join(", "))
        };
        let _ = write!(
            page,
            "\n`{}`{labels}\n\n```\n{}\n```\n",
            text(rule, "record"),
            text(rule, "expr").trim_end()
        );
    }
    page.push_str("\n</details>\n");
    page
}

fn dashboards(component: &Value) -> String {
    let mut page = String::new();
    for board in items(&component["mixin"]["boards"]) {
        if page.is_empty() {
            page.push_str("\n## Dashboards\n");
        }
        let uid = text(board, "uid");
        let _ = write!(
            page,
            "\n### {}\n\n{} File `{}`, uid `{uid}`.\n",
            text(board, "title"),
            text(board, "description"),
            text(board, "file"),
        );
        let picture = format!("pictures/dashboards/{uid}.svg");
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
        if docs.join(&picture).exists() {
            let _ = write!(
                page,
                "\n![The layout of {}](../{picture})\n",
                text(board, "title")
            );
        }
        page.push_str("\n| row | panel | |\n|---|---|---|\n");
        for panel in items(&board["panels"]) {
            let _ = writeln!(
                page,
                "| {} | {} | {} |",
                cell(text(panel, "row")),
                cell(text(panel, "title")),
                cell(text(panel, "description")),
            );
        }
    }
    page
}

fn left_out(component: &Value) -> String {
    let mut page = String::new();
    for (platform, facts) in component["left_out"].as_object().into_iter().flatten() {
        if page.is_empty() {
            page.push_str("\n## What platforms leave out\n\nWhat a platform cannot feed is not emitted there; the reason is on its page.\n\n| platform | fact | alerts and groups of alerts | groups of recording rules | dashboards |\n|---|---|---|---|---|\n");
        }
        for (fact, drop) in facts.as_object().into_iter().flatten() {
            let names = |what: &str| {
                let names: Vec<String> = items(&drop[what])
                    .map(|name| format!("`{}`", name.as_str().unwrap_or_default()))
                    .collect();
                names.join(", ")
            };
            let _ = writeln!(
                page,
                "| [{platform}](../platforms/{platform}.md) | `{fact}` | {} | {} | {} |",
                names("alerts"),
                names("rules"),
                names("dashboards"),
            );
        }
    }
    page
}

/// Text for one cell of a table.
fn cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}
