//! Pages made from what `mixgen list --json` says: one a platform, target and
//! channel, and an index of each folder.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::Value;

use super::{components, items, text, values};

const MADE: &str = "<!-- Made by `UPDATE_DOCS=1 cargo test --test docs` from the library; an edit here is lost. -->\n";

/// Pages by their path below `docs/`.
pub fn all(parts: &[Value]) -> BTreeMap<String, String> {
    let of = |kind: &'static str| parts.iter().filter(move |part| part["kind"] == kind);
    let channels: Vec<&Value> = of("addon")
        .filter(|addon| !addon["channels"].is_null())
        .collect();
    let platforms: Vec<&Value> = of("platform").collect();
    let facts: Vec<&Value> = of("fact").collect();
    let stacks: Vec<&Value> = of("stack").collect();
    let targets: Vec<&Value> = of("target").collect();

    let components: Vec<&Value> = of("component").collect();
    let addons: Vec<&Value> = of("addon").collect();

    let mut pages = BTreeMap::new();
    let mut add = |path: String, body: String| {
        pages.insert(path, format!("{MADE}\n{}\n", body.trim_end()));
    };
    for platform in &platforms {
        add(
            format!("platforms/{}.md", text(platform, "name")),
            of_platform(platform, &facts),
        );
    }
    for target in &targets {
        add(
            format!("targets/{}.md", text(target, "name")),
            of_target(target, &stacks, parts),
        );
    }
    for component in &components {
        add(
            format!("components/{}.md", text(component, "name")),
            components::page(component, &stacks),
        );
    }
    for addon in addons.iter().filter(|addon| folder(addon) == "addons") {
        add(
            format!("addons/{}.md", text(addon, "name")),
            of_addon(addon),
        );
    }
    for channel in &channels {
        add(
            format!("channels/{}.md", text(channel, "name")),
            of_channel(channel),
        );
    }
    add(
        "components/README.md".into(),
        components::index(&components),
    );
    add("addons/README.md".into(), index_of_addons(&addons));
    add(
        "platforms/README.md".into(),
        table_of_platforms(&platforms, &facts),
    );
    add(
        "targets/README.md".into(),
        table_of_targets(&targets, &stacks),
    );
    add(
        "channels/README.md".into(),
        index(
            "Channels",
            "Where alerts go: addons. How they are routed and grouped is in `values.routing`.",
            &channels,
        ),
    );
    pages
}

/// The folder below `docs/` that has the page of a part.
pub fn folder(part: &Value) -> &'static str {
    match text(part, "kind") {
        "component" => "components",
        "addon" if part["channels"].is_null() => "addons",
        "addon" => "channels",
        "platform" => "platforms",
        _ => "targets",
    }
}

fn of_addon(addon: &Value) -> String {
    let name = text(addon, "name");
    let mut page = head(addon);
    let _ = write!(
        page,
        "```jsonnet\nlocal mixgen = import 'mixgen/main.libsonnet';\nmixgen.environments({{\n  k3d: {{\n    platform: 'k3d',\n    addons: ['{name}'],{}\n  }},\n}})\n```\n",
        values_line(addon, &[])
    );
    page.push_str(&requirements(addon));
    page.push_str(&values_of(addon));
    page
}

/// What else the environment must have.
pub fn requirements(part: &Value) -> String {
    let names: Vec<String> = items(&part["requires"])
        .map(|name| format!("`{}`", name.as_str().unwrap_or_default()))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!("\nIt needs {} in the same environment.\n", names.join(", "))
}

/// The line of a project that sets what must be set; `known` are examples.
pub fn values_line(part: &Value, known: &[(&str, &str)]) -> String {
    let name = text(part, "name");
    let required: Vec<String> = items(&part["values"])
        .filter(|value| value["required"] == true)
        .map(|value| {
            let path: Vec<&str> = items(&value["path"]).filter_map(Value::as_str).collect();
            let path = path.join(".");
            let known = known.iter().find(|(of, _)| *of == format!("{name}.{path}"));
            let filler = match (known, text(value, "type")) {
                (Some((_, example)), _) => example,
                (None, "number") => "0",
                (None, "object") => "{ … }",
                (None, "array") => "[…]",
                (None, _) => "'…'",
            };
            format!("{path}: {filler}")
        })
        .collect();
    if required.is_empty() {
        return String::new();
    }
    let name = if name.contains('-') {
        format!("'{name}'")
    } else {
        name.to_owned()
    };
    format!(
        "\n    values: {{ {name}+: {{ {} }} }},",
        required.join(", ")
    )
}

fn index_of_addons(addons: &[&Value]) -> String {
    let mut page = "# Addons\n\nOptional patches, in `addons`. Channels send alerts to somebody; the others change other parts.\n\n## Channels\n\n".to_owned();
    for addon in addons {
        let (name, folder) = (text(addon, "name"), folder(addon));
        if folder == "channels" {
            let _ = writeln!(
                page,
                "- [{name}](../channels/{name}.md): {}",
                text(addon, "help")
            );
        }
    }
    page.push_str("\n## Others\n\n");
    let others: Vec<&Value> = addons
        .iter()
        .copied()
        .filter(|it| folder(it) == "addons")
        .collect();
    list(&mut page, &others);
    page
}

fn of_platform(platform: &Value, facts: &[&Value]) -> String {
    let name = text(platform, "name");
    let mut page = head(platform);
    let _ = write!(
        page,
        "```jsonnet\nlocal mixgen = import 'mixgen/main.libsonnet';\nmixgen.environments({{\n  {name}: {{ platform: '{name}' }},\n}})\n```\n\n## What differs\n\n\
         Facts from which components draw the conclusions: what is not there is not scraped, and its alerts and dashboards \
         are left out. Anything that is not listed is as on [a cluster of one's own](README.md).\n\n\
         | fact | here | elsewhere | because |\n|---|---|---|---|\n"
    );
    for fact in facts {
        let key = text(fact, "name");
        let here = &platform["facts"][key];
        if !here.is_null() {
            let why = text(&platform["why"], key);
            let _ = writeln!(
                page,
                "| `{key}` | {} | {} | {why} |",
                shown(here),
                shown(&fact["default"])
            );
        }
    }
    if let Some(notes) = platform["notes"]
        .as_object()
        .filter(|notes| !notes.is_empty())
    {
        page.push_str("\n## Worth knowing\n\n");
        for (topic, note) in notes {
            let _ = writeln!(page, "- **{topic}**: {}", note.as_str().unwrap_or_default());
        }
    }
    page.push_str(&values_of(platform));
    page
}

fn of_target(target: &Value, stacks: &[&Value], parts: &[Value]) -> String {
    let name = text(target, "name");
    let mut page = head(target);
    let _ = write!(
        page,
        "An environment asks for it by `target: '{name}'`, or a build by `--target {name}`. Unless the environment says otherwise, \
         it then has `mode: '{}'` and `stack: '{}'`.\n\n## Stacks that read it\n\n",
        text(&target["defaults"], "mode"),
        text(&target["defaults"], "stack"),
    );
    for stack in stacks
        .iter()
        .filter(|stack| items(&stack["targets"]).any(|it| it == name))
    {
        let installs: Vec<&str> = items(&stack["installs"])
            .filter_map(Value::as_str)
            .collect();
        let brings = if installs.is_empty() {
            "It can be joined only.".to_owned()
        } else {
            format!("Mode `install` brings {}.", installs.join(", "))
        };
        let _ = writeln!(
            page,
            "- **{}**: {} {brings}",
            text(stack, "name"),
            text(stack, "help")
        );
    }
    let own = parts
        .iter()
        .find(|part| part["kind"] == "settings" && part["name"] == name);
    if let Some(own) = own {
        page.push_str(&values_of(own));
    }
    page
}

fn of_channel(channel: &Value) -> String {
    let name = text(channel, "name");
    let mut page = head(channel);
    let values = values_line(channel, &[]);
    let _ = write!(
        page,
        "```jsonnet\nlocal mixgen = import 'mixgen/main.libsonnet';\nmixgen.environments({{\n  k3d: {{\n    platform: 'k3d',\n    addons: ['{name}'],{values}\n  }},\n}})\n```\n"
    );
    let secrets: Vec<(&str, &str, &str)> = items(&channel["values"])
        .filter_map(|value| {
            let default = &value["default"];
            Some((
                default["secret"].as_str()?,
                default["key"].as_str()?,
                text(value, "help"),
            ))
        })
        .collect();
    if !secrets.is_empty() {
        page.push_str("\n## Credentials\n\nThey are never in a project or in `out/`: a value names the Secret and the key that hold one.\n\n");
        for (secret, key, help) in &secrets {
            let _ = writeln!(
                page,
                "- {help}: `kubectl -n monitoring create secret generic {secret} --from-file={key}=FILE`"
            );
        }
        page.push_str(
            "\nTarget `crd` and `rhob` refer to the Secret, in the namespace of the objects; `helm` mounts it into Alertmanager and refers to \
             its file; `plain` reads `secrets/<secret>/<key>` beside alertmanager.yml.\n",
        );
    }
    page.push_str(&values_of(channel));
    page
}

fn table_of_platforms(platforms: &[&Value], facts: &[&Value]) -> String {
    let mut page = "# Platforms\n\nKinds of cluster. A platform states facts, and components draw the conclusions: what is not there is not \
                    scraped, and its alerts and dashboards are left out. The reasons are on the page of each.\n\n"
        .to_owned();
    list(&mut page, platforms);
    page.push_str("\n## Every difference\n\nThe second column is a cluster without a platform; empty is the same as there.\n\n| fact | |");
    for platform in platforms {
        let name = text(platform, "name");
        let _ = write!(page, " [{name}]({name}.md) |");
    }
    let _ = writeln!(page, "\n|---|---|{}", "---|".repeat(platforms.len()));
    for fact in facts {
        let key = text(fact, "name");
        let _ = write!(page, "| `{key}` | {} |", shown(&fact["default"]));
        for platform in platforms {
            let here = &platform["facts"][key];
            let cell = if here.is_null() || *here == fact["default"] {
                String::new()
            } else {
                shown(here)
            };
            let _ = write!(page, " {cell} |");
        }
        page.push('\n');
    }
    page.push_str("\n## What the facts mean\n\n");
    for fact in facts {
        let _ = writeln!(page, "- `{}`: {}", text(fact, "name"), text(fact, "help"));
    }
    page
}

fn table_of_targets(targets: &[&Value], stacks: &[&Value]) -> String {
    let mut page = "# Targets\n\nWho reads the output. To move from one to another is one word in the project; what a target cannot say is a \
                    warning that names the value.\n\n"
        .to_owned();
    list(&mut page, targets);
    page.push_str("\n| stack |");
    for target in targets {
        let name = text(target, "name");
        let _ = write!(page, " [{name}]({name}.md) |");
    }
    let _ = writeln!(
        page,
        " `install` |\n|---|{}---|",
        "---|".repeat(targets.len())
    );
    for stack in stacks {
        let _ = write!(page, "| `{}` |", text(stack, "name"));
        for target in targets {
            let reads = items(&stack["targets"]).any(|it| *it == target["name"]);
            page.push_str(if reads { " yes |" } else { " |" });
        }
        let installs = items(&stack["installs"]).next().is_some();
        page.push_str(if installs { " yes |\n" } else { " |\n" });
    }
    page
}

fn index(title: &str, about: &str, parts: &[&Value]) -> String {
    let mut page = format!("# {title}\n\n{about}\n\n");
    list(&mut page, parts);
    page
}

pub fn list(page: &mut String, parts: &[&Value]) {
    for part in parts {
        let name = text(part, "name");
        let _ = writeln!(page, "- [{name}]({name}.md): {}", text(part, "help"));
    }
}

/// Title, what it is, and the prose that is written by hand.
pub fn head(part: &Value) -> String {
    let mut head = format!("# {}\n\n{}\n\n", text(part, "name"), text(part, "help"));
    let doc = text(part, "doc").trim();
    if !doc.is_empty() {
        let _ = write!(head, "{doc}\n\n");
    }
    head
}

pub fn values_of(part: &Value) -> String {
    let table = values(part);
    if table.is_empty() {
        return String::new();
    }
    format!(
        "\n## Values\n\nThey go into `values.{}`.\n{table}",
        text(part, "name")
    )
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        other => format!("`{other}`"),
    }
}
