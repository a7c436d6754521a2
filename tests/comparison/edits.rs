//! Edits that are planted in documents, and what must be said of them.

use mixgen::diff::{Class, Kind};
use serde_json::{Value, json};

use super::{Documents, random::Random};

/// What an edit did.
#[derive(Debug)]
pub struct Planted {
    pub edit: &'static str,
    pub kind: Kind,
    /// The word for the thing.
    pub what: String,
    pub name: String,
    pub class: Option<Class>,
}

type Edit = fn(&mut Value, &mut Random) -> Option<Planted>;

/// Every edit, with its name.
pub const EDITS: [(&str, Edit); 25] = [
    ("add an alert", add_alert),
    ("remove an alert", |value, random| {
        remove_rule(value, random, "alert")
    }),
    ("rename an alert", rename_alert),
    ("move an alert", move_alert),
    ("shorten for", |value, random| set_for(value, random, "1m")),
    ("lengthen for", |value, random| {
        set_for(value, random, "10d")
    }),
    ("change a severity", change_severity),
    ("change an alert's query", |value, random| {
        change_query(value, random, "alert")
    }),
    ("change an annotation", change_annotation),
    ("add a recording rule", add_record),
    ("remove a recording rule", |value, random| {
        remove_rule(value, random, "record")
    }),
    ("change a record's query", |value, random| {
        change_query(value, random, "record")
    }),
    ("change an interval", change_interval),
    ("add a panel", add_panel),
    ("remove a panel", remove_panel),
    ("rename a panel", rename_panel),
    ("move a panel", move_panel),
    ("change a panel's query", change_panel),
    ("rename a dashboard", rename_dashboard),
    ("add a variable", add_variable),
    ("change a receiver", change_receiver),
    ("add a route", add_route),
    ("change an image", change_image),
    ("change a variable of a container", change_env),
    ("change a scrape", change_scrape),
];

/// Plants an edit that fits, somewhere; gives the file that it is in.
pub fn plant(documents: &mut Documents, random: &mut Random) -> Option<(String, Planted)> {
    for _ in 0..200 {
        let (name, edit) = EDITS[random.below(EDITS.len())];
        let at = random.below(documents.len());
        // Most edits fit few documents: try them from a random one on.
        let paths: Vec<String> = documents
            .keys()
            .skip(at)
            .chain(documents.keys().take(at))
            .cloned()
            .collect();
        for path in paths {
            let value = documents.get_mut(&path).expect("it was listed");
            if let Some(mut planted) = edit(value, random) {
                planted.edit = name;
                return Some((path, planted));
            }
        }
    }
    None
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it ends every edit, and not every edit fits"
)]
fn planted(kind: Kind, what: &str, name: &str, class: Option<Class>) -> Option<Planted> {
    Some(Planted {
        edit: "",
        kind,
        what: what.to_owned(),
        name: name.to_owned(),
        class,
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn pick<'a>(list: &'a mut Value, random: &mut Random) -> Option<&'a mut Value> {
    let list = list.as_array_mut().filter(|list| !list.is_empty())?;
    let at = random.below(list.len());
    list.get_mut(at)
}

fn groups(value: &mut Value) -> Option<&mut Value> {
    value
        .pointer_mut("/spec/groups")
        .filter(|groups| groups.is_array())
}

fn rules<'a>(value: &'a mut Value, random: &mut Random) -> Option<&'a mut Vec<Value>> {
    pick(groups(value)?, random)?["rules"].as_array_mut()
}

/// A rule of a sort whose name occurs once.
fn rule<'a>(value: &'a mut Value, random: &mut Random, sort: &str) -> Option<&'a mut Value> {
    let all = names(value, sort);
    let rule = pick(pick(groups(value)?, random)?.get_mut("rules")?, random)?;
    let name = rule.get(sort)?.as_str()?;
    (all.iter().filter(|other| *other == name).count() == 1).then_some(rule)
}

fn names(value: &mut Value, sort: &str) -> Vec<String> {
    let groups = groups(value)
        .and_then(|groups| groups.as_array())
        .into_iter()
        .flatten();
    let rules = groups.flat_map(|group| group["rules"].as_array().into_iter().flatten());
    rules
        .filter_map(|rule| rule[sort].as_str().map(str::to_owned))
        .collect()
}

#[expect(clippy::unnecessary_wraps, reason = "as `Planted` holds it")]
fn loud(rule: &Value, pages: Class) -> Option<Class> {
    Some(if rule["labels"]["severity"] == "critical" {
        pages
    } else {
        Class::Notifies
    })
}

fn add_alert(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let number = random.below(1_000_000);
    let name = format!("Planted{number}");
    let severity = ["critical", "warning", "info"][random.below(3)];
    let rule = json!({
        "alert": name,
        "expr": format!("planted_metric_{number} > 3"),
        "for": "5m",
        "labels": { "severity": severity },
    });
    let class = loud(&rule, Class::Pages);
    let rules = rules(value, random)?;
    let at = random.below(rules.len() + 1);
    rules.insert(at, rule);
    planted(Kind::Added, "alert", &name, class)
}

fn remove_rule(value: &mut Value, random: &mut Random, sort: &str) -> Option<Planted> {
    let all = names(value, sort);
    let rules = rules(value, random)?;
    // An empty group goes with its last rule.
    if rules.len() < 2 {
        return None;
    }
    let at = random.below(rules.len());
    let name = rules[at].get(sort)?.as_str()?.to_owned();
    if all.iter().filter(|other| **other == name).count() != 1 {
        return None;
    }
    let gone = rules.remove(at);
    match sort {
        "alert" => planted(Kind::Removed, "alert", &name, loud(&gone, Class::Silences)),
        _ => planted(Kind::Removed, "recording rule", &name, Some(Class::Queries)),
    }
}

fn rename_alert(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let rule = rule(value, random, "alert")?;
    let name = format!("{}Renamed", text(&rule["alert"]));
    rule["alert"] = json!(name);
    planted(Kind::Renamed, "alert", &name, Some(Class::Notifies))
}

fn move_alert(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let all = names(value, "alert");
    let groups = groups(value)?.as_array_mut()?;
    if groups.len() < 2 {
        return None;
    }
    let (a, b) = (random.below(groups.len()), random.below(groups.len()));
    let from = groups[a]["rules"].as_array_mut()?;
    if a == b || from.len() < 3 {
        return None;
    }
    let at = random.below(from.len());
    let name = from[at].get("alert")?.as_str()?.to_owned();
    if all.iter().filter(|other| **other == name).count() != 1 {
        return None;
    }
    let rule = from.remove(at);
    groups[b]["rules"].as_array_mut()?.push(rule);
    planted(Kind::Moved, "alert", &name, Some(Class::Cosmetic))
}

fn set_for(value: &mut Value, random: &mut Random, length: &str) -> Option<Planted> {
    let rule = rule(value, random, "alert")?;
    let before = rule.get("for")?.as_str()?;
    if before == length || before == "0m" || before == "0s" || before == "1m" {
        return None;
    }
    rule["for"] = json!(length);
    let class = loud(
        rule,
        if length == "1m" {
            Class::Pages
        } else {
            Class::Silences
        },
    );
    planted(Kind::Modified, "alert", &text(&rule["alert"]), class)
}

fn change_severity(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let rule = rule(value, random, "alert")?;
    let (severity, class) = match rule["labels"]["severity"].as_str()? {
        "critical" => ("warning", Class::Silences),
        "warning" | "info" => ("critical", Class::Pages),
        _ => return None,
    };
    rule["labels"]["severity"] = json!(severity);
    planted(Kind::Modified, "alert", &text(&rule["alert"]), Some(class))
}

fn change_query(value: &mut Value, random: &mut Random, sort: &str) -> Option<Planted> {
    let rule = rule(value, random, sort)?;
    rule["expr"] = json!(format!("({}) and on () planted == 1", text(&rule["expr"])));
    let what = if sort == "alert" {
        "alert"
    } else {
        "recording rule"
    };
    planted(
        Kind::Modified,
        what,
        &text(&rule[sort]),
        Some(Class::Queries),
    )
}

fn change_annotation(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let rule = rule(value, random, "alert")?;
    let summary = text(rule.get("annotations")?.get("summary")?);
    rule["annotations"]["summary"] = json!(format!("{summary} Planted."));
    planted(
        Kind::Modified,
        "alert",
        &text(&rule["alert"]),
        Some(Class::Cosmetic),
    )
}

fn add_record(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let number = random.below(1_000_000);
    let name = format!("planted:metric{number}:sum");
    rules(value, random)?.push(json!({ "record": name, "expr": format!("sum(planted_{number})") }));
    planted(Kind::Added, "recording rule", &name, Some(Class::Queries))
}

fn change_interval(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let group = pick(groups(value)?, random)?;
    if group["interval"] == "7m" {
        return None;
    }
    group["interval"] = json!("7m");
    planted(
        Kind::Modified,
        "rule group",
        &text(&group["name"]),
        Some(Class::Queries),
    )
}

/// The panels of a plain dashboard.
fn panels(value: &mut Value) -> Option<&mut Vec<Value>> {
    value.get("title")?;
    value
        .get_mut("panels")?
        .as_array_mut()
        .filter(|panels| panels.len() > 2)
}

/// A panel with a title of its own.
fn panel<'a>(value: &'a mut Value, random: &mut Random) -> Option<&'a mut Value> {
    let panels = panels(value)?;
    let at = random.below(panels.len());
    let title = panels[at].get("title")?.as_str()?.to_owned();
    let same = panels
        .iter()
        .filter(|panel| panel["title"] == title.as_str())
        .count();
    let fits = same == 1 && !title.is_empty() && panels[at].get("targets").is_some();
    panels.get_mut(at).filter(|_| fits)
}

fn add_panel(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let panels = panels(value)?;
    let name = format!("Planted {}", random.below(1_000_000));
    let target = json!({ "refId": "A", "expr": "sum(planted)" });
    panels.push(json!({
        "id": 9_999, "title": name, "type": "stat", "targets": [target],
        "gridPos": { "x": 0, "y": 999, "w": 24, "h": 3 },
    }));
    planted(Kind::Added, "panel", &name, Some(Class::Queries))
}

fn remove_panel(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let title = text(&panel(value, random)?["title"]);
    panels(value)?.retain(|panel| panel["title"] != title.as_str());
    planted(Kind::Removed, "panel", &title, Some(Class::Queries))
}

fn rename_panel(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let panel = panel(value, random)?;
    let name = format!("{} (planted)", text(&panel["title"]));
    panel["title"] = json!(name);
    planted(Kind::Renamed, "panel", &name, Some(Class::Cosmetic))
}

fn move_panel(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let panel = panel(value, random)?;
    let width = panel["gridPos"]["w"].as_i64()?;
    panel["gridPos"]["w"] = json!(if width > 3 { width - 2 } else { width + 2 });
    planted(
        Kind::Moved,
        "panel",
        &text(&panel["title"]),
        Some(Class::Cosmetic),
    )
}

fn change_panel(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let panel = panel(value, random)?;
    let target = pick(panel.get_mut("targets")?, random)?;
    target["expr"] = json!(format!("planted + {}", text(target.get("expr")?)));
    planted(
        Kind::Modified,
        "panel",
        &text(&panel["title"]),
        Some(Class::Queries),
    )
}

fn rename_dashboard(value: &mut Value, _: &mut Random) -> Option<Planted> {
    panels(value)?;
    let name = format!("{} (planted)", text(&value["title"]));
    value["title"] = json!(name);
    planted(Kind::Renamed, "dashboard", &name, Some(Class::Cosmetic))
}

fn add_variable(value: &mut Value, random: &mut Random) -> Option<Planted> {
    panels(value)?;
    let list = value.pointer_mut("/templating/list")?.as_array_mut()?;
    let name = format!("planted{}", random.below(1_000_000));
    list.push(json!({ "name": name, "type": "custom", "query": "a,b" }));
    planted(Kind::Added, "variable", &name, Some(Class::Queries))
}

fn change_receiver(value: &mut Value, random: &mut Random) -> Option<Planted> {
    value.get("route")?;
    let receiver = pick(value.get_mut("receivers")?, random)?;
    receiver.get("slack_configs")?[0].get("channel")?;
    receiver["slack_configs"][0]["channel"] = json!(format!("#planted{}", random.below(1_000_000)));
    planted(
        Kind::Modified,
        "receiver",
        &text(&receiver["name"]),
        Some(Class::Notifies),
    )
}

fn add_route(value: &mut Value, random: &mut Random) -> Option<Planted> {
    value.get("receivers")?;
    let routes = value.pointer_mut("/route/routes")?.as_array_mut()?;
    let number = random.below(1_000_000);
    let (receiver, class) = [("pager", Class::Pages), ("mail", Class::Notifies)][random.below(2)];
    let at = random.below(2);
    routes.insert(
        at,
        json!({ "matchers": [format!("planted=\"{number}\"")], "receiver": receiver }),
    );
    // Before the route of critical alerts it takes some of them away.
    let class = (receiver == "pager").then_some(class);
    planted(
        Kind::Added,
        "route",
        &format!("planted=\"{number}\""),
        class,
    )
}

fn containers(value: &mut Value) -> Option<&mut Value> {
    value.pointer_mut("/spec/template/spec/containers")
}

fn change_image(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let container = pick(containers(value)?, random)?;
    container["image"] = json!(format!(
        "registry.example/planted{}:v1",
        random.below(1_000_000)
    ));
    planted(
        Kind::Modified,
        "container",
        &text(&container["name"]),
        Some(Class::Restarts),
    )
}

fn change_env(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let container = pick(containers(value)?, random)?;
    let variable = pick(container.get_mut("env")?, random)?;
    variable["value"] = json!(format!("planted{}", random.below(1_000_000)));
    planted(
        Kind::Modified,
        "container",
        &text(&container["name"]),
        Some(Class::Restarts),
    )
}

fn change_scrape(value: &mut Value, random: &mut Random) -> Option<Planted> {
    let job = pick(value.get_mut("scrape_configs")?, random)?;
    job["scrape_interval"] = json!(format!("{}s", 61 + random.below(1_000_000)));
    planted(
        Kind::Modified,
        "scrape job",
        &text(&job["job_name"]),
        Some(Class::Queries),
    )
}
