//! Series of single processes, counted once by looking at what they say.

/// The series of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The name; empty where it is not known.
    pub name: String,
    /// How many series there are.
    pub count: u64,
    /// Upper bounds of buckets, where it has them and they are known.
    pub bounds: Vec<String>,
}

impl Family {
    /// How many series there are.
    #[must_use]
    pub fn series(&self) -> f64 {
        super::scaled(self.count)
    }
}

/// What is known of a kind of target.
pub(super) enum Known {
    /// One such process was looked at.
    Families(Vec<Family>),
    /// About so many.
    Thumb(u64),
    Nothing,
}

/// By kind of target, as the library calls it.
const MEASURED: [(&str, &str); 7] = [
    ("alertmanager", include_str!("measured/alertmanager.txt")),
    ("apiserver", include_str!("measured/apiserver.txt")),
    ("etcd", include_str!("measured/etcd.txt")),
    ("nats", include_str!("measured/nats.txt")),
    ("node-exporter", include_str!("measured/node-exporter.txt")),
    ("probe", include_str!("measured/probe.txt")),
    ("prometheus", include_str!("measured/prometheus.txt")),
];

/// A node has 2,000 to 5,000 series of cAdvisor, the kubelet and
/// `node_exporter` together: the middle, less what the latter was measured to
/// have.
const CADVISOR_AND_KUBELET: u64 = 3_500 - 534;

pub(super) fn of(kind: &str) -> Known {
    if let Some((_, text)) = MEASURED.iter().find(|(name, _)| *name == kind) {
        return Known::Families(text.lines().filter_map(line).collect());
    }
    match kind {
        "cadvisor" => Known::Thumb(CADVISOR_AND_KUBELET),
        "kubelet" => Known::Thumb(0),
        _ => Known::Nothing,
    }
}

/// What the comment at the top of a kind's counts says that it is.
pub(super) fn subject(kind: &str) -> Option<&'static str> {
    let (_, text) = MEASURED.iter().find(|(name, _)| *name == kind)?;
    let first = text.lines().next()?;
    first
        .split_once(": ")
        .map(|(_, subject)| subject.trim_end_matches('.'))
}

/// `name count [bound,bound]`.
fn line(line: &str) -> Option<Family> {
    let mut words = line.split(' ');
    let name = words.next().filter(|name| !name.starts_with('#'))?;
    Some(Family {
        name: name.to_owned(),
        count: words.next()?.parse().ok()?,
        bounds: words
            .next()
            .map(|bounds| bounds.split(',').map(str::to_owned).collect())
            .unwrap_or_default(),
    })
}
