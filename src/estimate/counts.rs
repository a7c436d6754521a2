//! Real numbers of series, in the forms in which people have them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Family;

/// Real series by target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    targets: BTreeMap<String, Counted>,
}

/// The series of one job, or of a single target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// Whether it is one target, of which there may be several.
    pub single: bool,
    /// By name, or one without a name.
    pub families: Vec<Family>,
}

/// Why a text has no counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountsError {
    /// It begins like JSON and is none: the reader's words.
    Json(String),
    /// The query failed: Prometheus' words.
    Failed(String),
    /// JSON that is neither the answer to a query nor TSDB status.
    Shape,
    /// A line, from 1 on, that is no sample and no count.
    Line(usize),
    /// There is nothing in it.
    Empty,
}

impl Counts {
    /// Takes the counts of a text in. `name` is the target of a text that says
    /// none; `exposition` whether it is what a target shows.
    ///
    /// # Errors
    /// Text in none of the forms.
    pub fn add(&mut self, name: &str, text: &str, exposition: bool) -> Result<(), CountsError> {
        let first = text.trim_start();
        if first.is_empty() {
            return Err(CountsError::Empty);
        }
        if first.starts_with('{') {
            return self.json(text);
        }
        let shown = exposition || text.lines().any(|line| line.starts_with("# TYPE "));
        if shown {
            let families = exposed(text)?;
            self.entry(name).single = true;
            self.entry(name).families.extend(families);
            return Ok(());
        }
        self.lines(text)
    }

    /// The counts under the first of `names` that has some, with the name that
    /// they have here.
    #[must_use]
    pub fn of(&self, names: &[&str]) -> Option<(&str, &Counted)> {
        names.iter().find_map(|wanted| {
            let found = self.targets.iter().find(|(key, _)| same(key, wanted));
            found.map(|(key, counted)| (key.as_str(), counted))
        })
    }

    /// All that is counted, by its name here.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Counted)> {
        self.targets
            .iter()
            .map(|(key, counted)| (key.as_str(), counted))
    }

    fn entry(&mut self, name: &str) -> &mut Counted {
        self.targets.entry(name.to_owned()).or_default()
    }

    fn put(&mut self, job: &str, name: &str, count: u64) {
        self.entry(job).families.push(Family {
            name: name.to_owned(),
            count,
            bounds: Vec::new(),
        });
    }

    fn json(&mut self, text: &str) -> Result<(), CountsError> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| CountsError::Json(error.to_string()))?;
        if value["status"] == "error" {
            let words = value["error"].as_str().unwrap_or("no reason is given");
            return Err(CountsError::Failed(words.to_owned()));
        }
        if let Some(results) = value["data"]["result"].as_array() {
            return self.vector(results);
        }
        let jobs = value["data"]["seriesCountByLabelValuePair"].as_array();
        let total = value["data"]["headStats"]["numSeries"].as_u64();
        let Some(total) = total else {
            return Err(CountsError::Shape);
        };
        let mut known = 0;
        for pair in jobs.into_iter().flatten() {
            let job = pair["name"]
                .as_str()
                .and_then(|name| name.strip_prefix("job="));
            if let (Some(job), Some(count)) = (job, pair["value"].as_u64()) {
                self.put(job, "", count);
                known += count;
            }
        }
        if total > known {
            self.put("(other jobs)", "", total - known);
        }
        Ok(())
    }

    /// The answer to an instant query.
    fn vector(&mut self, results: &[Value]) -> Result<(), CountsError> {
        if results.is_empty() {
            return Err(CountsError::Empty);
        }
        for result in results {
            let count = result["value"][1].as_str();
            let count = count.and_then(|count| count.parse().ok());
            let count = count.ok_or(CountsError::Shape)?;
            let label = |name: &str| result["metric"][name].as_str();
            self.put(
                label("job").unwrap_or("(no job)"),
                label("__name__").unwrap_or_default(),
                count,
            );
        }
        Ok(())
    }

    /// `job count`, a line each.
    fn lines(&mut self, text: &str) -> Result<(), CountsError> {
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            let count = match words.as_slice() {
                [job, count] => count.parse().ok().map(|count| (*job, count)),
                _ => None,
            };
            let (job, count) = count.ok_or(CountsError::Line(index + 1))?;
            self.put(job, "", count);
        }
        Ok(())
    }
}

/// Whether two names mean one target: `node_exporter` is `node-exporter`.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a.replace('_', "-") == b.replace('_', "-")
}

/// The series in the text that a target shows.
fn exposed(text: &str) -> Result<Vec<Family>, CountsError> {
    let mut families: BTreeMap<&str, Family> = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'));
        let end = end.filter(|end| *end > 0 && line[*end..].starts_with(['{', ' ', '\t']));
        let end = end.ok_or(CountsError::Line(index + 1))?;
        let (name, rest) = line.split_at(end);
        let family = families.entry(name).or_insert_with(|| Family {
            name: name.to_owned(),
            count: 0,
            bounds: Vec::new(),
        });
        family.count += 1;
        let bound = ["{le=\"", ",le=\""]
            .iter()
            .find_map(|begin| rest.split_once(begin)?.1.split_once('"'));
        if let Some((bound, _)) = bound
            && !family.bounds.iter().any(|known| known == bound)
        {
            family.bounds.push(bound.to_owned());
        }
    }
    if families.is_empty() {
        return Err(CountsError::Empty);
    }
    Ok(families.into_values().collect())
}
