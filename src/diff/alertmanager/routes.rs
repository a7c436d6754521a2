//! Follows the tree of routes: which alerts reach whom, before and after.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::matchers::{Labels, Matchers};
use crate::diff::{
    class,
    found::{Found, Grade, Graded, Sides, fact},
    matching::{self, Taken, Words},
    model::{Class, Field, Kind, Language, Was, What},
    open::Origin,
    values::{self, Null},
};

/// Steps from route to route that are taken to follow examples.
const STEPS: usize = 2_000_000;

/// Examples of the alerts that one route is for.
const EXAMPLES: usize = 16;

/// Neighbours of a route whose alerts are looked at as well.
const SIBLINGS: usize = 32;

/// Nested routes.
const DEPTH: usize = 64;

/// Routes whose matchers changed have this much else in common, of 1000.
const ALIKE: u32 = 600;

/// The routes of one side, parents before children.
#[derive(Default)]
pub(super) struct Routes<'a> {
    routes: Vec<Route<'a>>,
    /// The integrations of each receiver.
    receivers: BTreeMap<&'a str, Vec<&'a str>>,
}

struct Route<'a> {
    parent: Option<usize>,
    children: Vec<usize>,
    /// All but `routes` and matchers.
    own: Value,
    matchers: Matchers,
    name: String,
    receiver: &'a str,
    goes_on: bool,
    origin: Origin,
}

impl<'a> Routes<'a> {
    /// Reads a configuration.
    pub(super) fn of(config: &'a Value, origin: &Origin) -> Self {
        let mut routes = Self::default();
        for receiver in config["receivers"].as_array().into_iter().flatten() {
            let Some(name) = receiver["name"].as_str() else {
                continue;
            };
            let used = |(_, list): &(&String, &Value)| {
                list.as_array().is_some_and(|list| !list.is_empty())
            };
            let all = receiver.as_object().into_iter().flatten();
            let integrations = all.filter(used).map(|(key, _)| key.as_str());
            routes.receivers.insert(name, integrations.collect());
        }
        if config["route"].is_object() {
            routes.add(&config["route"], None, &origin.keys(&["route"]), 0);
        }
        routes
    }

    fn add(
        &mut self,
        value: &'a Value,
        parent: Option<usize>,
        origin: &Origin,
        depth: usize,
    ) -> usize {
        let matchers = Matchers::of_route(value);
        let name = match (parent, matchers.to_string()) {
            (None, _) => "root".to_owned(),
            (Some(_), name) if name.is_empty() => "for everything".to_owned(),
            (Some(_), name) => name,
        };
        let mut own = value.clone();
        if let Some(own) = own.as_object_mut() {
            for name in ["routes", "matchers", "match", "match_re"] {
                own.remove(name);
            }
        }
        let inherited = parent.map_or("", |parent| self.routes[parent].receiver);
        let place = self.routes.len();
        self.routes.push(Route {
            parent,
            children: Vec::new(),
            own,
            matchers,
            name,
            receiver: value["receiver"].as_str().unwrap_or(inherited),
            goes_on: value["continue"].as_bool().unwrap_or_default(),
            origin: origin.clone(),
        });
        if depth < DEPTH {
            for (at, child) in value["routes"].as_array().into_iter().flatten().enumerate() {
                let origin = origin.keys(&["routes"]).item(at);
                let child = self.add(child, Some(place), &origin, depth + 1);
                self.routes[place].children.push(child);
            }
        }
        place
    }

    /// The routes where an alert with these labels ends.
    fn reach(&self, labels: &Labels) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        if !self.routes.is_empty() {
            self.follow(0, labels, &mut reached);
        }
        reached
    }

    fn follow(&self, at: usize, labels: &Labels, reached: &mut BTreeSet<usize>) -> bool {
        let route = &self.routes[at];
        if !route.matchers.hold(labels) {
            return false;
        }
        let mut taken = false;
        for &child in &route.children {
            if self.follow(child, labels, reached) {
                taken = true;
                if !self.routes[child].goes_on {
                    break;
                }
            }
        }
        if !taken {
            reached.insert(at);
        }
        true
    }

    /// The receivers of routes.
    fn receivers_of(&self, routes: &BTreeSet<usize>) -> BTreeSet<&'a str> {
        routes.iter().map(|&at| self.routes[at].receiver).collect()
    }

    fn pages(&self, receiver: &str) -> bool {
        let integrations = self.receivers.get(receiver).into_iter().flatten();
        integrations.into_iter().any(|name| class::is_pager(name))
    }

    /// Whether a route leads to a receiver.
    pub(super) fn uses(&self, receiver: &str) -> bool {
        self.routes.iter().any(|route| route.receiver == receiver)
    }

    /// Labels of alerts that a route is for.
    fn examples(&self, at: usize) -> Vec<Labels> {
        let mut chain = vec![at];
        while let Some(parent) = self.routes[*chain.last().expect("it begins with one")].parent {
            chain.push(parent);
        }
        let severities = ["critical", "warning", "info", ""].map(|severity| match severity {
            "" => Labels::new(),
            severity => Labels::from([("severity".to_owned(), severity.to_owned())]),
        });
        // What matches the route decides; severities are tried where it does
        // not speak of them.
        let mut labels = severities.to_vec();
        labels.extend([Labels::new()]);
        for &route in chain.iter().rev() {
            let matchers = &self.routes[route].matchers;
            let fitting = matchers.examples(&labels, EXAMPLES);
            labels = fitting;
        }
        // Alerts that its neighbours are for as well: the first is taken.
        let siblings = self.routes[at]
            .parent
            .map_or(&[][..], |parent| &self.routes[parent].children);
        let mut shared = Vec::new();
        for &sibling in siblings
            .iter()
            .filter(|&&sibling| sibling != at)
            .take(SIBLINGS)
        {
            shared.extend(self.routes[sibling].matchers.examples(&labels, EXAMPLES));
        }
        labels.extend(shared);
        labels.sort();
        labels.dedup();
        labels
    }

    fn within(&self, at: usize, outside: &[String]) -> Vec<String> {
        let mut within = outside.to_vec();
        let mut parents = Vec::new();
        let mut next = self.routes[at].parent;
        while let Some(at) = next {
            if self.routes[at].parent.is_some() {
                parents.push(format!("route {}", self.routes[at].name));
            }
            next = self.routes[at].parent;
        }
        within.extend(parents.into_iter().rev());
        within
    }
}

/// What changed between two trees of routes.
pub(super) fn compare(from: &Routes, to: &Routes, within: &[String]) -> Vec<Found> {
    let (pairs, taken) = pair(from, to);
    let mut effects = Effects {
        from,
        to,
        left: STEPS,
    };
    let mut found = Vec::new();
    let jumped = jumped(from, to, &pairs);
    let partner: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    for &(a, b) in &pairs {
        let (left, right) = (&from.routes[a], &to.routes[b]);
        let same_parent =
            left.parent.and_then(|parent| partner.get(&parent).copied()) == right.parent;
        let moved = !same_parent || jumped.contains(&(a, b));
        let mut fields = values::compare(&left.own, &right.own, Null::Absent);
        if left.name != right.name {
            let side = |route: &Route| Some(Value::String(route.matchers.to_string()));
            let field = Field {
                name: "matchers".to_owned(),
                language: Language::Data,
                from: side(left),
                to: side(right),
            };
            fields.insert(0, field);
        }
        if fields.is_empty() && !moved {
            continue;
        }
        let kind = if moved { Kind::Moved } else { Kind::Modified };
        let sides = Sides {
            within: to.within(b, within),
            from: Some(&left.origin),
            to: Some(&right.origin),
        };
        let effect = effects.of(Some(a), Some(b));
        let pages = effects.may_page(a, b);
        let graded = |field: Field| Graded {
            grade: timing(&field, pages),
            field,
        };
        let mut change = Found::new(kind, What::Route, &right.name, sides)
            .with(fields.into_iter().map(graded).collect())
            .graded(effect);
        if moved {
            change.was = Some(Was {
                name: None,
                within: Some(stood(from, a, same_parent)),
            });
        }
        found.push(change);
    }
    for at in taken.left_from() {
        found.push(lone(from, at, Kind::Removed, within).graded(effects.of(Some(at), None)));
    }
    for at in taken.left_to() {
        found.push(lone(to, at, Kind::Added, within).graded(effects.of(None, Some(at))));
    }
    found
}

/// Where a route stood, in words.
fn stood(routes: &Routes, at: usize, same_parent: bool) -> String {
    let parent = routes.routes[at].parent;
    let siblings = parent.map_or(&[][..], |parent| &routes.routes[parent].children);
    let before = siblings
        .iter()
        .position(|&sibling| sibling == at)
        .and_then(|at| at.checked_sub(1));
    match (same_parent, before, parent) {
        (true, Some(before), _) => format!("behind {}", routes.routes[siblings[before]].name),
        (true, None, _) => "the front".to_owned(),
        (false, _, Some(parent)) => format!("route {}", routes.routes[parent].name),
        (false, _, None) => "no route".to_owned(),
    }
}

fn pair(from: &Routes, to: &Routes) -> (Vec<(usize, usize)>, Taken) {
    let mut taken = Taken::none(from.routes.len(), to.routes.len());
    let mut pairs = Vec::new();
    if !from.routes.is_empty() && !to.routes.is_empty() {
        taken.take(0, 0);
        pairs.push((0, 0));
    }
    // A route's way from the root, then the route alone.
    let ways = |routes: &Routes| -> Vec<Option<Vec<String>>> {
        let way = |at| {
            let mut way = routes.within(at, &[]);
            way.push(routes.routes[at].name.clone());
            way
        };
        let mut ways: Vec<_> = (0..routes.routes.len()).map(|at| Some(way(at))).collect();
        ways.iter_mut().take(1).for_each(|root| *root = None);
        ways
    };
    let with_receiver = |routes: &Routes| -> Vec<_> {
        let key =
            |(way, route): (Option<Vec<String>>, &Route)| Some((way?, route.receiver.to_owned()));
        ways(routes)
            .into_iter()
            .zip(&routes.routes)
            .map(key)
            .collect()
    };
    let alone = |routes: &Routes| -> Vec<_> {
        let key = |route: &Route| {
            (!route.name.is_empty()).then(|| (route.name.clone(), route.receiver.to_owned()))
        };
        routes.routes.iter().map(key).collect()
    };
    pairs.extend(matching::by_key(
        &with_receiver(from),
        &with_receiver(to),
        &mut taken,
    ));
    pairs.extend(matching::by_key(&ways(from), &ways(to), &mut taken));
    pairs.extend(matching::by_key(&alone(from), &alone(to), &mut taken));
    let words = |routes: &Routes| -> Vec<Words> {
        let of = |route: &Route| {
            let mut own = route.own.clone();
            if let Some(own) = own.as_object_mut() {
                let matchers = route.matchers.to_string();
                own.insert("matchers".to_owned(), Value::String(matchers));
            }
            Words::of(&own)
        };
        routes.routes.iter().map(of).collect()
    };
    let same_receiver = |a: usize, b: usize| from.routes[a].receiver == to.routes[b].receiver;
    pairs.extend(matching::by_likeness(
        &words(from),
        &words(to),
        ALIKE,
        &mut taken,
        same_receiver,
    ));
    pairs.sort_unstable();
    (pairs, taken)
}

/// Routes that stand at another place among their siblings: the first that
/// matches is taken.
fn jumped(from: &Routes, to: &Routes, pairs: &[(usize, usize)]) -> BTreeSet<(usize, usize)> {
    let mut families: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
    for &(a, b) in pairs {
        let family = (from.routes[a].parent, to.routes[b].parent);
        families.entry(family).or_default().push((a, b));
    }
    families
        .values()
        .flat_map(|family| matching::out_of_order(family))
        .collect()
}

fn lone(routes: &Routes, at: usize, kind: Kind, within: &[String]) -> Found {
    let route = &routes.routes[at];
    let origin = Some(&route.origin);
    let sides = Sides {
        within: routes.within(at, within),
        from: origin.filter(|_| kind == Kind::Removed),
        to: origin.filter(|_| kind == Kind::Added),
    };
    let receiver = Value::String(route.receiver.to_owned());
    let facts = fact("receiver", Language::Data, kind, &receiver);
    Found::new(kind, What::Route, &route.name, sides).with(facts.into_iter().collect())
}

/// What the change of a field does beside what the route does as a whole.
fn timing(field: &Field, pages: bool) -> Grade {
    let mutes = field.name.starts_with("mute_time_intervals")
        || field.name.starts_with("muteTimeIntervals");
    let more = |value: &Option<Value>| {
        value
            .as_ref()
            .and_then(Value::as_array)
            .is_some_and(|list| !list.is_empty())
    };
    if mutes && pages {
        return match (more(&field.from), more(&field.to)) {
            (_, true) => Grade::new(Class::Silences, "muted at times"),
            (true, false) => Grade::new(Class::Pages, "not muted any more"),
            _ => Grade::plain(Class::Notifies),
        };
    }
    Grade::plain(Class::Notifies)
}

/// Follows examples through both trees.
struct Effects<'a, 'b> {
    from: &'b Routes<'a>,
    to: &'b Routes<'a>,
    /// Steps that may still be taken.
    left: usize,
}

impl Effects<'_, '_> {
    /// What becomes of the alerts that a route is for.
    fn of(&mut self, from: Option<usize>, to: Option<usize>) -> Grade {
        let mut examples = from.map_or_else(Vec::new, |at| self.from.examples(at));
        examples.extend(to.map_or_else(Vec::new, |at| self.to.examples(at)));
        examples.sort();
        examples.dedup();
        let mut worst: Option<Grade> = None;
        for labels in examples {
            let price = self.from.routes.len() + self.to.routes.len();
            let Some(left) = self.left.checked_sub(price) else {
                return worst
                    .unwrap_or_else(|| Grade::new(Class::Notifies, "too many routes to follow"));
            };
            self.left = left;
            let grade = self.effect(&labels, from, to);
            if let Some(grade) = grade
                && worst.as_ref().is_none_or(|worst| grade.class < worst.class)
            {
                worst = Some(grade);
            }
        }
        worst.unwrap_or_else(Grade::cosmetic)
    }

    /// What becomes of one alert that ends at one of the routes.
    fn effect(&self, labels: &Labels, from: Option<usize>, to: Option<usize>) -> Option<Grade> {
        let (before, after) = (self.from.reach(labels), self.to.reach(labels));
        let concerned =
            from.is_some_and(|at| before.contains(&at)) || to.is_some_and(|at| after.contains(&at));
        let (before, after) = (
            self.from.receivers_of(&before),
            self.to.receivers_of(&after),
        );
        if !concerned || before == after {
            return None;
        }
        let pager = |routes: &Routes, reached: &BTreeSet<&str>| -> Option<String> {
            reached
                .iter()
                .find(|name| routes.pages(name))
                .map(|name| (*name).to_owned())
        };
        let shown: Vec<String> = labels
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let shown = if shown.is_empty() {
            "all other alerts".to_owned()
        } else {
            format!("alerts with {}", shown.join(", "))
        };
        Some(match (pager(self.from, &before), pager(self.to, &after)) {
            (None, Some(receiver)) => {
                Grade::new(Class::Pages, format!("{shown} now page by {receiver}"))
            }
            (Some(receiver), None) => Grade::new(
                Class::Silences,
                format!("{shown} no longer page by {receiver}"),
            ),
            _ => Grade::plain(Class::Notifies),
        })
    }

    /// Whether alerts of a route that is on both sides wake people.
    fn may_page(&self, from: usize, to: usize) -> bool {
        self.from.pages(self.from.routes[from].receiver)
            || self.to.pages(self.to.routes[to].receiver)
    }
}
