//! An estimate for people and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    Assumptions, BYTES_IN_LOG, BYTES_PER_SAMPLE, DAY, Estimate, Finding, LOG, Plan, Row, Source,
    measured,
};

/// One environment with its estimate.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The environment.
    pub name: String,
    /// What it scrapes and keeps.
    pub plan: Plan,
    /// What that costs.
    pub estimate: Estimate,
}

/// Plain text, or Markdown with the same content.
#[must_use]
pub fn text(shown: &[Shown], assumptions: &Assumptions, markdown: bool) -> String {
    let mut text = String::new();
    for (index, one) in shown.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let _ = if markdown {
            writeln!(text, "## `{}`\n", one.name)
        } else {
            writeln!(text, "environment `{}`\n", one.name)
        };
        text.push_str(&table(&one.estimate, markdown));
        text.push('\n');
        for line in totals(one) {
            let _ = writeln!(text, "{}{line}", if markdown { "- " } else { "" });
        }
        let heading = if markdown {
            "\n### Assumptions\n\n"
        } else {
            "\nassumptions\n"
        };
        text.push_str(heading);
        for line in assumed(one, assumptions) {
            let _ = writeln!(text, "{}{line}", if markdown { "- " } else { "  " });
        }
    }
    text
}

/// JSON with all numbers in seconds and bytes, as they were worked out.
#[must_use]
pub fn json(shown: &[Shown], assumptions: &Assumptions) -> Value {
    let environments: Vec<Value> = shown
        .iter()
        .map(|one| {
            let mut value = json!(one.estimate);
            value["name"] = json!(one.name);
            value["assumptions"] = json!(assumed(one, assumptions));
            value
        })
        .collect();
    json!({ "version": 1, "environments": environments })
}

/// What is wrong with the storage, in words.
#[must_use]
pub fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Volume { needed, volume } => format!(
            "the volume of {} is too small: {} are needed",
            bytes(*volume),
            bytes(*needed)
        ),
        Finding::Size { fits, wanted } => format!(
            "`retention_size` is reached first: samples of {} fit, and {} are wanted",
            time(*fits),
            time(*wanted)
        ),
    }
}

const HEAD: [&str; 6] = [
    "target",
    "number",
    "series",
    "stored",
    "interval",
    "samples/s",
];

fn table(estimate: &Estimate, markdown: bool) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(estimate.rows.iter().map(cells));
    lines.push([
        "all".to_owned(),
        String::new(),
        number(estimate.rows.iter().filter_map(|row| row.exposed).sum()),
        number(estimate.series),
        String::new(),
        format!("{:.1}", estimate.samples),
    ]);
    let widths: Vec<usize> = (0..HEAD.len())
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max())
        .map(Option::unwrap_or_default)
        .collect();
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let cell = |column: usize| {
            let (cell, width) = (&line[column], widths[column]);
            if column == 0 {
                format!("{cell:width$}")
            } else {
                format!("{cell:>width$}")
            }
        };
        let cells: Vec<String> = (0..HEAD.len()).map(cell).collect();
        if markdown {
            let _ = writeln!(text, "| {} |", cells.join(" | "));
            if index == 0 {
                let _ = writeln!(text, "|---|--:|--:|--:|--:|--:|");
            }
        } else {
            let _ = writeln!(text, "  {}", cells.join("  ").trim_end());
        }
    }
    text
}

fn cells(row: &Row) -> [String; 6] {
    let known = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), number);
    [
        row.name.clone(),
        row.targets.to_string(),
        known(row.exposed),
        known(row.series),
        time(row.interval),
        row.samples
            .map_or_else(|| "?".to_owned(), |samples| format!("{samples:.1}")),
    ]
}

fn totals(shown: &Shown) -> Vec<String> {
    let Shown { plan, estimate, .. } = shown;
    let mut lines = vec![
        format!("series: {}", number(estimate.series)),
        format!("samples: {:.1} a second", estimate.samples),
        format!(
            "disk: {} a day, and {} for the log",
            bytes(estimate.per_day),
            bytes(estimate.log)
        ),
    ];
    match (estimate.disk, plan.retention) {
        (Some(disk), Some(kept)) => {
            let mut line = format!("disk for {}: {}", time(kept), bytes(disk));
            if let (true, Some(all)) = (plan.replicas > 1, estimate.disk_of_all) {
                let _ = write!(line, ", {} with {} replicas", bytes(all), plan.replicas);
            }
            lines.push(line);
        }
        _ => lines.push("disk in all: nobody knows how long samples are kept".to_owned()),
    }
    lines.push(format!(
        "memory: {} to {} for each replica",
        bytes(estimate.memory.0),
        bytes(estimate.memory.1)
    ));
    if let (Some(volume), true) = (plan.volume, estimate.findings.is_empty()) {
        lines.push(format!("the volume of {} suffices", bytes(volume)));
    }
    if !estimate.unknown.is_empty() {
        lines.push(format!(
            "not known, so not in these numbers: {}",
            estimate.unknown.join(", ")
        ));
    }
    if plan.joined {
        lines.push(format!(
            "beside these, the stack `{}` scrapes targets of its own",
            plan.stack
        ));
    }
    lines
}

fn assumed(shown: &Shown, assumptions: &Assumptions) -> Vec<String> {
    let Shown { plan, estimate, .. } = shown;
    let mut lines = vec![
        format!(
            "nodes: {}, of the control plane: {}, pods of a component: {} (`--nodes`, `--control-plane`, `--pods`, `--targets NAME=N`)",
            assumptions.nodes, assumptions.control_plane, assumptions.pods
        ),
        format!(
            "{BYTES_PER_SAMPLE} bytes a sample on disk (Prometheus: 1 to 2), {BYTES_IN_LOG} in the log, which holds {}",
            time(LOG)
        ),
        "3 to 8 KiB of memory a series; queries and series that come and go need more".to_owned(),
        "5 series more for each target: `up` and `scrape_…`".to_owned(),
        format!("what {} recording rules make is not counted", plan.records),
    ];
    for (target, row) in plan.targets.iter().zip(&estimate.rows) {
        let subject = measured::subject(&target.kind);
        lines.extend(match (row.source, subject) {
            (Source::Measured, Some(subject)) => {
                Some(format!("`{}`: measured, {subject}", row.name))
            }
            (Source::Thumb, _) if target.kind == "cadvisor" => Some(format!(
                "`{}`: a rule of thumb, 2,000 to 5,000 series a node with node_exporter and the kubelet; nothing is known of what drops take from it",
                row.name
            )),
            (Source::Thumb, _) => Some(format!("`{}`: counted with cAdvisor", row.name)),
            (Source::Flag, _) => Some(format!("`{}`: by `--series`, drops are not taken off", row.name)),
            (Source::Unknown, _) => Some(format!(
                "`{}`: give `--series {}=N` or `--counts FILE`",
                row.name, row.name
            )),
            (Source::Counts, _) => Some(format!("`{}`: by `--counts`", row.name)),
            (Source::Measured, None) => None,
        });
    }
    lines
}

/// A whole number with its thousands apart.
fn number(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Bytes in powers of ten, as disks have them.
fn bytes(bytes: f64) -> String {
    let units = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6)];
    for (unit, size) in units {
        if bytes >= size {
            return format!("{:.2} {unit}", bytes / size);
        }
    }
    format!("{:.1} kB", bytes / 1e3)
}

/// Seconds in the largest unit that they fill.
fn time(seconds: f64) -> String {
    let units = [("d", DAY), ("h", 3600.0), ("m", 60.0)];
    for (unit, length) in units {
        if seconds >= 2.0 * length {
            let rounded = format!("{:.1}", seconds / length);
            return format!("{}{unit}", rounded.trim_end_matches(".0"));
        }
    }
    format!("{seconds:.0}s")
}
