//! What changed, as data: every shape that a report is made of.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::Value;

/// One side of a comparison: the bytes of each file by its path, relative to
/// the side's top and separated by `/`. Any path will do, so that trees made by
/// others can be compared too.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What changed between two sides, in one environment or in many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The environments that were compared, in the order they were given. A
    /// comparison of two folders has one, whose name is empty.
    pub environments: Vec<String>,
    /// Every change once, the most important first; changes that are alike
    /// are folded into one with many [`places`](Change::places) or many
    /// [`environments`](Change::environments).
    pub changes: Vec<Change>,
    /// What could not be read as what its name promises, and was compared as
    /// text.
    pub notes: Vec<Note>,
}

/// Changes of each class in one environment.
pub type Counts = BTreeMap<Class, usize>;

impl Comparison {
    /// Whether nothing changed anywhere.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many changes of each class an environment has, by its place in
    /// [`environments`](Self::environments); classes without any are absent.
    #[must_use]
    pub fn counts(&self, environment: usize) -> Counts {
        let mut counts = Counts::new();
        for change in &self.changes {
            if change.environments.contains(&environment) {
                *counts.entry(change.class).or_default() += 1;
            }
        }
        counts
    }

    /// The classes that occur.
    #[must_use]
    pub fn classes(&self) -> BTreeSet<Class> {
        self.changes.iter().map(|change| change.class).collect()
    }
}

/// What a change does to people and programs; the gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Somebody is woken who was not, or sooner: a new critical alert, a
    /// higher severity, a shorter `for`, a threshold that is reached sooner, a
    /// route to a pager.
    Pages,
    /// Nobody is woken any more, or later: the contrary of [`Self::Pages`].
    Silences,
    /// What reaches people without waking them: warnings, chat, mail.
    Notifies,
    /// Rules, dashboards and scrapes ask for or measure something else.
    Queries,
    /// Pods are made anew.
    Restarts,
    /// Nothing of the above: words, layout, objects that no pod and no alert
    /// depends on.
    Cosmetic,
}

impl Class {
    /// All classes, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Pages,
        Self::Silences,
        Self::Notifies,
        Self::Queries,
        Self::Restarts,
        Self::Cosmetic,
    ];

    /// The word that stands for it in flags and in data, such as `pages`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Silences => "silences",
            Self::Notifies => "notifies",
            Self::Queries => "queries",
            Self::Restarts => "restarts",
            Self::Cosmetic => "cosmetic",
        }
    }

    /// The class that [`Self::id`] gives `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.id() == id)
    }

    /// A heading for its changes.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Pages => "pages somebody",
            Self::Silences => "stops paging",
            Self::Notifies => "notifies",
            Self::Queries => "queries",
            Self::Restarts => "restarts pods",
            Self::Cosmetic => "cosmetic and other",
        }
    }
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It is on the `to` side alone.
    Added,
    /// It is on the `from` side alone.
    Removed,
    /// It is where it was, with other fields.
    Modified,
    /// It stands elsewhere, see [`Change::was`]; its fields may differ too.
    Moved,
    /// It has another name, see [`Change::was`]; it may stand elsewhere and
    /// its fields may differ too.
    Renamed,
}

impl Kind {
    /// The word for it, such as `renamed`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Modified => "modified",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
        }
    }
}

/// One change: of one thing, or of several that changed alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it does to people and programs.
    pub class: Class,
    /// Why it is of that class, in a few words such as `severity critical
    /// pages`; empty where the class says it all.
    pub because: String,
    /// What happened.
    pub kind: Kind,
    /// The thing. Of several things that changed alike, the first.
    pub subject: Subject,
    /// What a moved or renamed thing was before.
    pub was: Option<Was>,
    /// What of it changed, the important first. Of an added or removed thing,
    /// what a reader wants to know of it: one side of each is then `None`.
    pub fields: Vec<Field>,
    /// Where the thing is; never empty. More than one place: several things
    /// changed alike, each of them is named here.
    pub places: Vec<Place>,
    /// The environments that have this change, ascending places in
    /// [`Comparison::environments`]; never empty.
    pub environments: Vec<usize>,
    /// Both states of the dashboard that a dashboard, panel or variable belongs
    /// to. All changes of one dashboard share one of these.
    pub dashboard: Option<Arc<DashboardPair>>,
}

/// A thing that people have a word for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// What it is.
    pub what: What,
    /// Its name, as it is on the `to` side, or on the `from` side if it was
    /// removed. Not escaped.
    pub name: String,
}

/// The sorts of things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An alerting rule.
    Alert,
    /// A recording rule.
    Record,
    /// A group of rules.
    RuleGroup,
    /// A route of Alertmanager; its name is its matchers.
    Route,
    /// A receiver of Alertmanager.
    Receiver,
    /// An inhibition rule of Alertmanager.
    Inhibition,
    /// A time interval of Alertmanager.
    TimeInterval,
    /// Other settings of Alertmanager or Prometheus, by section.
    Settings,
    /// A scrape configuration of prometheus.yml.
    Scrape,
    /// A Grafana dashboard.
    Dashboard,
    /// A panel or row of a dashboard.
    Panel,
    /// A variable of a dashboard.
    Variable,
    /// A container of a workload.
    Container,
    /// The version of a component, told once for all that carries it.
    Version,
    /// A Kubernetes object; the text is its kind, such as `Deployment`.
    Object(String),
    /// A value of a Helm chart; its name is its path.
    ChartValue,
    /// A file that is none of these.
    File,
}

impl What {
    /// The words for it, such as `recording rule`.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Alert => "alert",
            Self::Record => "recording rule",
            Self::RuleGroup => "rule group",
            Self::Route => "route",
            Self::Receiver => "receiver",
            Self::Inhibition => "inhibition",
            Self::TimeInterval => "time interval",
            Self::Settings => "settings",
            Self::Scrape => "scrape job",
            Self::Dashboard => "dashboard",
            Self::Panel => "panel",
            Self::Variable => "variable",
            Self::Container => "container",
            Self::Version => "version",
            Self::Object(kind) => kind,
            Self::ChartValue => "chart value",
            Self::File => "file",
        }
    }

    /// The word for it in data, such as `recording_rule`; `object` for every
    /// Kubernetes object.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Record => "recording_rule",
            Self::RuleGroup => "rule_group",
            Self::Route => "route",
            Self::Receiver => "receiver",
            Self::Inhibition => "inhibition",
            Self::TimeInterval => "time_interval",
            Self::Settings => "settings",
            Self::Scrape => "scrape",
            Self::Dashboard => "dashboard",
            Self::Panel => "panel",
            Self::Variable => "variable",
            Self::Container => "container",
            Self::Version => "version",
            Self::Object(_) => "object",
            Self::ChartValue => "chart_value",
            Self::File => "file",
        }
    }
}

/// What a moved or renamed thing was on the `from` side. What is the same on
/// both sides is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Was {
    /// Its name.
    pub name: Option<String>,
    /// What it stood in, or after.
    pub within: Option<String>,
}

/// One field of a thing that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its path within the thing, such as `for`, `labels.severity`,
    /// `targets[A].expr`; for a file that is compared as text, empty.
    pub name: String,
    /// What is written in it.
    pub language: Language,
    /// Before; `None` where there was none.
    pub from: Option<Value>,
    /// After; `None` where there is none.
    pub to: Option<Value>,
}

/// How a field's value is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// A value of JSON.
    Data,
    /// `PromQL` in a string.
    PromQl,
    /// Prose or a template of several lines in a string.
    Text,
    /// Items of a list in a list: of each side those that the other has not.
    Items,
    /// The lines of a text file, in a string: of each side those that differ.
    Lines,
    /// A secret: neither value is here, both sides are `***`.
    Secret,
}

/// Where a changed thing is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The thing's name here, as for [`Subject::name`].
    pub name: String,
    /// What it is in, outermost first, in words such as `PrometheusRule
    /// monitoring/k8s-rules`, `group kubernetes-apps`. Not escaped.
    pub within: Vec<String>,
    /// Its file and line on the `from` side; `None` where it is not there.
    pub from: Option<At>,
    /// Its file and line on the `to` side; `None` where it is not there.
    pub to: Option<At>,
}

/// A file and a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The file's path in [`Files`].
    pub file: Arc<str>,
    /// Counted from 1; `None` where it is not known.
    pub line: Option<usize>,
}

/// Both states of a dashboard, as Grafana reads them.
#[derive(Debug, PartialEq)]
pub struct DashboardPair {
    /// Before; `None` if it was added.
    pub from: Option<Value>,
    /// After; `None` if it was removed.
    pub to: Option<Value>,
}

/// The side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Before.
    From,
    /// After.
    To,
}

/// Something about a file that a reader must know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The file, with the line where known.
    pub at: At,
    /// The side where it is so.
    pub side: Side,
    /// What is wrong, in words; it may quote the file. Not escaped.
    pub problem: String,
    /// The environments where it is so, ascending.
    pub environments: Vec<usize>,
}
