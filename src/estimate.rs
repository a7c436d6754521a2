//! What an environment's metrics cost: series, samples, disk and memory, from
//! what it scrapes and how many series such targets have.
//!
//! The library says what is scraped, how often, and what is dropped ([`Plan`]).
//! Counts are those of single processes that were [`measured`], or real ones
//! ([`counts`]). What is not known is said, not guessed.

pub mod counts;
mod measured;
mod relabel;
pub mod show;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use counts::{Counts, CountsError};
pub use measured::Family;
pub use relabel::Drop;

/// Bytes of a sample on disk, once blocks are compacted: 1 to 2 according to
/// the documentation of Prometheus' storage.
pub const BYTES_PER_SAMPLE: f64 = 1.7;

/// Bytes of a sample in the log: about 13, halved by its compression.
pub const BYTES_IN_LOG: f64 = 6.5;

/// Seconds that the log covers: samples of two to three hours are in it.
pub const LOG: f64 = 3.0 * 3600.0;

/// Bytes of memory for each series, at least and at most.
pub const MEMORY: (f64, f64) = (3.0 * 1024.0, 8.0 * 1024.0);

/// Series that Prometheus adds to each target: `up` and four `scrape_…`.
pub const ADDED: u64 = 5;

/// Seconds of a day.
pub const DAY: f64 = 86_400.0;

/// What an environment scrapes and keeps.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Plan {
    /// The stack that is joined or installed.
    pub stack: String,
    /// Whether the stack is there already, with targets of its own.
    pub joined: bool,
    /// Prometheuses that scrape the same.
    pub replicas: u32,
    /// Seconds that samples are kept.
    pub retention: Option<f64>,
    /// Bytes that samples may fill.
    pub retention_size: Option<f64>,
    /// Bytes of the volume of each replica.
    pub volume: Option<f64>,
    /// Recording rules.
    pub records: u32,
    /// What is scraped.
    pub targets: Vec<Target>,
}

/// Targets of one kind.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Target {
    /// What the environment calls them.
    pub name: String,
    /// The component that they belong to.
    pub part: String,
    /// What they are, by which counts are found.
    pub kind: String,
    /// The label `job` of their series.
    pub job: String,
    /// How many there are.
    pub per: Per,
    /// Seconds between two scrapes.
    pub interval: f64,
    /// What is dropped of them, in order.
    pub drops: Vec<Drop>,
}

/// How many targets there are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Per {
    /// So many.
    Number(u64),
    /// One for each `node`, `pod` or `control-plane`, or `one`.
    Each(String),
}

/// What the cluster is like, where only a person can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumptions {
    /// Nodes of the cluster.
    pub nodes: u64,
    /// Nodes of its control plane.
    pub control_plane: u64,
    /// Pods of a component such as etcd.
    pub pods: u64,
    /// Targets by name, in place of all that.
    pub targets: BTreeMap<String, u64>,
    /// Series of one target by name, in place of what was measured.
    pub series: BTreeMap<String, u64>,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            nodes: 3,
            control_plane: 1,
            pods: 3,
            targets: BTreeMap::new(),
            series: BTreeMap::new(),
        }
    }
}

/// Where the number of series of a target comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// One such process was looked at.
    Measured,
    /// A rule of thumb, for want of better.
    Thumb,
    /// Given by a flag.
    Flag,
    /// Real counts.
    Counts,
    /// Nobody knows.
    Unknown,
}

/// The cost of the targets of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Their name in the environment.
    pub name: String,
    /// The component.
    pub part: String,
    /// How many.
    pub targets: u64,
    /// Seconds between two scrapes.
    pub interval: f64,
    /// Series of all of them before anything is dropped.
    pub exposed: Option<f64>,
    /// Series that are stored.
    pub series: Option<f64>,
    /// Samples per second.
    pub samples: Option<f64>,
    /// Where the number comes from.
    pub source: Source,
}

/// What is wrong with the storage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "finding", rename_all = "kebab-case")]
pub enum Finding {
    /// The volume is too small for what is to be kept: bytes of both.
    Volume {
        /// Bytes that are needed.
        needed: f64,
        /// Bytes that there are.
        volume: f64,
    },
    /// The limit of size is reached before that of time: seconds of both.
    Size {
        /// Seconds that fit.
        fits: f64,
        /// Seconds that are wanted.
        wanted: f64,
    },
}

/// What an environment's metrics cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// By target.
    pub rows: Vec<Row>,
    /// Series of all targets whose number is known.
    pub series: f64,
    /// Samples per second.
    pub samples: f64,
    /// Bytes of a day on disk, without the log.
    pub per_day: f64,
    /// Bytes of the log.
    pub log: f64,
    /// Bytes on disk of one replica, when it is as full as it gets: none where
    /// nobody knows how long samples are kept.
    pub disk: Option<f64>,
    /// Bytes on disk of all replicas.
    pub disk_of_all: Option<f64>,
    /// Bytes of memory of one replica, at least and at most.
    pub memory: (f64, f64),
    /// Names of targets whose series nobody knows.
    pub unknown: Vec<String>,
    /// What is wrong with the storage.
    pub findings: Vec<Finding>,
}

/// Works out the cost of a plan.
#[must_use]
pub fn estimate(plan: &Plan, assumptions: &Assumptions, counts: Option<&Counts>) -> Estimate {
    let mut used = BTreeSet::new();
    let mut rows: Vec<Row> = plan
        .targets
        .iter()
        .map(|target| row(target, assumptions, counts, &mut used))
        .collect();
    if let Some(counts) = counts {
        rows.extend(rest(plan, counts, &used));
    }
    let series: f64 = rows.iter().filter_map(|row| row.series).sum();
    let samples: f64 = rows.iter().filter_map(|row| row.samples).sum();
    let unknown = rows.iter().filter(|row| row.series.is_none());
    let unknown = unknown.map(|row| row.name.clone()).collect();
    let storage = Storage::of(plan, samples);
    Estimate {
        series,
        samples,
        per_day: storage.per_day,
        log: storage.log,
        disk: storage.disk,
        disk_of_all: storage.disk.map(|disk| disk * f64::from(plan.replicas)),
        memory: (series * MEMORY.0, series * MEMORY.1),
        unknown,
        findings: storage.findings,
        rows,
    }
}

/// What is on the disk of one replica.
struct Storage {
    per_day: f64,
    log: f64,
    disk: Option<f64>,
    findings: Vec<Finding>,
}

impl Storage {
    fn of(plan: &Plan, samples: f64) -> Self {
        let per_day = samples * DAY * BYTES_PER_SAMPLE;
        let log = samples * LOG * BYTES_IN_LOG;
        let mut findings = Vec::new();
        // The log and what is still in memory count against the limit of size.
        let by_time = plan.retention.map(|kept| per_day * kept / DAY + log);
        let disk = match (by_time, plan.retention_size) {
            (Some(time), Some(size)) => Some(time.min(size)),
            (time, size) => time.or(size),
        };
        if let (Some(wanted), Some(time), Some(size)) =
            (plan.retention, by_time, plan.retention_size)
            && time > size
        {
            let fits = ((size - log) / per_day * DAY).max(0.0);
            findings.push(Finding::Size { fits, wanted });
        }
        if let (Some(needed), Some(volume)) = (disk, plan.volume)
            && needed > volume
        {
            findings.push(Finding::Volume { needed, volume });
        }
        Self {
            per_day,
            log,
            disk,
            findings,
        }
    }
}

/// The cost of one kind of target. `used` are the counts that stand for others
/// already: a job may have several targets.
fn row<'a>(
    target: &Target,
    assumptions: &Assumptions,
    counts: Option<&'a Counts>,
    used: &mut BTreeSet<&'a str>,
) -> Row {
    let number = number(target, assumptions);
    let names = [target.name.as_str(), &target.job, &target.kind];
    let counted = counts.and_then(|counts| counts.of(&names));
    let (exposed, series, source) = if let Some((key, counted)) = counted {
        let mine = if counted.single || used.insert(key) {
            counted.families.as_slice()
        } else {
            &[]
        };
        used.insert(key);
        let times = if counted.single { scaled(number) } else { 1.0 };
        let added = if counted.single { scaled(ADDED) } else { 0.0 };
        let exposed: f64 = mine.iter().map(Family::series).sum();
        (
            Some(times * exposed),
            Some(times * (kept(mine, &target.drops) + added)),
            Source::Counts,
        )
    } else if let Some(series) = assumptions.series.get(&target.name) {
        let all = scaled(*series) * scaled(number);
        (Some(all), Some(all), Source::Flag)
    } else {
        match measured::of(&target.kind) {
            measured::Known::Families(families) => {
                let exposed: f64 = families.iter().map(Family::series).sum();
                let stored = kept(&families, &target.drops) + scaled(ADDED);
                let times = scaled(number);
                (
                    Some(times * exposed),
                    Some(times * stored),
                    Source::Measured,
                )
            }
            measured::Known::Thumb(series) => {
                let all = scaled(series) * scaled(number);
                (Some(all), Some(all), Source::Thumb)
            }
            measured::Known::Nothing => (None, None, Source::Unknown),
        }
    };
    Row {
        name: target.name.clone(),
        part: target.part.clone(),
        targets: number,
        interval: target.interval,
        exposed,
        series,
        samples: series.map(|series| series / target.interval),
        source,
    }
}

fn number(target: &Target, assumptions: &Assumptions) -> u64 {
    if let Some(number) = assumptions.targets.get(&target.name) {
        return *number;
    }
    match &target.per {
        Per::Number(number) => *number,
        Per::Each(what) => match what.as_str() {
            "node" => assumptions.nodes,
            "control-plane" => assumptions.control_plane,
            "pod" => assumptions.pods,
            _ => 1,
        },
    }
}

fn kept(families: &[Family], drops: &[Drop]) -> f64 {
    families
        .iter()
        .map(|family| relabel::kept(family, drops))
        .sum()
}

/// Real counts of targets that the environment does not scrape itself, as if
/// they were scraped as often as the most frequent of its own.
fn rest(plan: &Plan, counts: &Counts, used: &BTreeSet<&str>) -> Vec<Row> {
    let intervals = plan.targets.iter().map(|target| target.interval);
    let interval = intervals.reduce(f64::min).unwrap_or(30.0);
    let others = counts.all().filter(|(key, _)| !used.contains(key));
    others
        .map(|(key, counted)| {
            let series: f64 = counted.families.iter().map(Family::series).sum();
            Row {
                name: key.to_owned(),
                part: String::new(),
                targets: 1,
                interval,
                exposed: Some(series),
                series: Some(series),
                samples: Some(series / interval),
                source: Source::Counts,
            }
        })
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nobody has 2^53 series or targets"
)]
fn scaled(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests;
