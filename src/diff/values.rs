//! Compares two values field by field.

use serde_json::{Map, Value};

use super::{
    equal, identity,
    model::{Field, Language},
};
use crate::yaml;

/// Fields told of one thing; the rest is counted in one more.
const MOST: usize = 2_000;

/// What `null` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    /// The field is absent, as Kubernetes reads it.
    Absent,
    /// A value of its own, as in the values of a chart.
    Value,
}

/// The fields that differ between two values, in the order of their names;
/// none where both mean the same.
pub(super) fn compare(from: &Value, to: &Value, null: Null) -> Vec<Field> {
    compare_at("", from, to, null)
}

/// As [`compare`], where both are the field `name` of something.
pub(super) fn compare_at(name: &str, from: &Value, to: &Value, null: Null) -> Vec<Field> {
    let mut comparison = Comparison {
        null,
        path: Vec::new(),
        shown: String::new(),
        fields: Vec::new(),
        more: 0,
    };
    if name.is_empty() {
        comparison.value(from, to);
    } else {
        comparison.within(name, |it| it.value(from, to));
    }
    let Comparison {
        mut fields, more, ..
    } = comparison;
    if more > 0 {
        fields.push(Field {
            name: format!("and {more} more fields"),
            language: Language::Data,
            from: None,
            to: None,
        });
    }
    fields
}

/// What language the value of a field is in.
pub(super) fn language(key: &str, from: Option<&Value>, to: Option<&Value>) -> Language {
    let text = |value: Option<&Value>| value.is_none_or(Value::is_string);
    let lines = |value: Option<&Value>| {
        let text = value.and_then(Value::as_str);
        text.is_some_and(|text| text.trim_end().contains('\n'))
    };
    if !text(from) || !text(to) {
        Language::Data
    } else if equal::is_query(key) {
        Language::PromQl
    } else if lines(from) || lines(to) {
        Language::Text
    } else {
        Language::Data
    }
}

struct Comparison {
    null: Null,
    path: Vec<String>,
    /// The path as it is shown.
    shown: String,
    fields: Vec<Field>,
    more: usize,
}

impl Comparison {
    fn value(&mut self, from: &Value, to: &Value) {
        match (from, to) {
            (Value::Object(from), Value::Object(to)) => self.objects(from, to),
            (Value::Array(from), Value::Array(to)) => self.lists(from, to),
            _ if equal::same(&self.path, from, to) => {}
            _ => self.push(Some(from.clone()), Some(to.clone())),
        }
    }

    fn objects(&mut self, from: &Map<String, Value>, to: &Map<String, Value>) {
        let null = self.null;
        let there = |value: &&Value| null == Null::Value || !value.is_null();
        let mut keys: Vec<&String> = from.keys().chain(to.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let left = from.get(key).filter(there);
            let right = to.get(key).filter(there);
            match (left, right) {
                (Some(left), Some(right)) => self.within(key, |it| it.value(left, right)),
                (None, None) => {}
                (left, right) => {
                    self.within(key, |it| it.push(left.cloned(), right.cloned()));
                }
            }
        }
    }

    fn lists(&mut self, from: &[Value], to: &[Value]) {
        let equal = |(from, to): (&Value, &Value)| yaml::same(from, to);
        if from.len() == to.len() && from.iter().zip(to).all(equal) {
            return;
        }
        let name = self.path.last().map_or("", String::as_str);
        let paired = identity::pair(name, from, to);
        for (a, b, name) in &paired.pairs {
            self.item(name, |it| it.value(&from[*a], &to[*b]));
        }
        if paired.plain {
            let all = |items: &[Value], places: &[(usize, String)]| {
                let values: Vec<_> = places.iter().map(|(at, _)| items[*at].clone()).collect();
                (!values.is_empty()).then_some(Value::Array(values))
            };
            let (gone, new) = (all(from, &paired.removed), all(to, &paired.added));
            if gone.is_some() || new.is_some() {
                self.push_as(Language::Items, gone, new);
            }
        } else {
            for (at, name) in &paired.removed {
                self.item(name, |it| it.push(Some(from[*at].clone()), None));
            }
            for (at, name) in &paired.added {
                self.item(name, |it| it.push(None, Some(to[*at].clone())));
            }
        }
        if paired.reordered {
            let from = Value::Array(from.to_vec());
            let to = Value::Array(to.to_vec());
            self.item("order", |it| it.push(Some(from), Some(to)));
        }
    }

    fn push(&mut self, from: Option<Value>, to: Option<Value>) {
        let key = self.path.last().map_or("", String::as_str);
        let language = language(key, from.as_ref(), to.as_ref());
        self.push_as(language, from, to);
    }

    fn push_as(&mut self, language: Language, from: Option<Value>, to: Option<Value>) {
        if self.fields.len() == MOST {
            self.more += 1;
            return;
        }
        self.fields.push(Field {
            name: self.shown.clone(),
            language,
            from,
            to,
        });
    }

    /// Goes into the field `key`.
    fn within(&mut self, key: &str, then: impl FnOnce(&mut Self)) {
        let length = self.shown.len();
        if length > 0 {
            self.shown.push('.');
        }
        self.shown.push_str(key);
        self.path.push(key.to_owned());
        then(self);
        self.path.pop();
        self.shown.truncate(length);
    }

    /// Goes into the item `name` of a list.
    fn item(&mut self, name: &str, then: impl FnOnce(&mut Self)) {
        let length = self.shown.len();
        self.shown.extend(["[", name, "]"]);
        self.path.push(String::new());
        then(self);
        self.path.pop();
        self.shown.truncate(length);
    }
}
