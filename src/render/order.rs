//! The order of keys in YAML: what a person looks for first comes first.
//!
//! An order is chosen by the shape of the object and the key it stands under,
//! never by its path, so it serves foreign documents too. The keys that a row
//! of the table names come in the row's order; the others stand between
//! `first` and `last`, sorted by their bytes.
//!
//! | shape | first | last |
//! |---|---|---|
//! | `apiVersion` or `kind` at the top, both anywhere | apiVersion, kind, name, metadata, type, immutable, spec, data, binaryData, stringData | status |
//! | under `metadata` | name, generateName, namespace, labels, annotations | |
//! | a rule: `expr` with `alert` or `record` | alert, record, expr, for, `keep_firing_for`, labels, annotations | |
//! | a group: `rules` and `name` | name, interval, … | rules |
//! | any other | name | |

use serde_json::{Map, Value};

/// One row of the table.
struct Order {
    first: &'static [&'static str],
    last: &'static [&'static str],
}

static MANIFEST: Order = Order {
    first: &[
        "apiVersion",
        "kind",
        "name",
        "metadata",
        "type",
        "immutable",
        "spec",
        "data",
        "binaryData",
        "stringData",
    ],
    last: &["status"],
};
static METADATA: Order = Order {
    first: &["name", "generateName", "namespace", "labels", "annotations"],
    last: &[],
};
static RULE: Order = Order {
    first: &[
        "alert",
        "record",
        "expr",
        "for",
        "keep_firing_for",
        "labels",
        "annotations",
    ],
    last: &[],
};
static GROUP: Order = Order {
    first: &["name", "interval"],
    last: &["rules"],
};
static NAMED: Order = Order {
    first: &["name"],
    last: &[],
};

const API_VERSION: u8 = 1;
const KIND: u8 = 2;
const NAME: u8 = 4;
const EXPR: u8 = 8;
const ALERT_OR_RECORD: u8 = 16;
const RULES: u8 = 32;

/// Where an object stands, as far as its order depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the document.
    Top,
    /// It is the value of `metadata`.
    Metadata,
    /// Elsewhere.
    Inside,
}

/// Calls `each` for every entry of `map`, once, in the table's order.
pub(super) fn for_each<'a>(
    map: &'a Map<String, Value>,
    place: Place,
    mut each: impl FnMut(&'a str, &'a Value),
) {
    let Some(order) = choose(map, place) else {
        for (key, value) in map {
            each(key, value);
        }
        return;
    };
    for &key in order.first {
        if let Some((key, value)) = map.get_key_value(key) {
            each(key, value);
        }
    }
    for (key, value) in map {
        let key = key.as_str();
        if !order.first.contains(&key) && !order.last.contains(&key) {
            each(key, value);
        }
    }
    for &key in order.last {
        if let Some((key, value)) = map.get_key_value(key) {
            each(key, value);
        }
    }
}

/// The row for `map`; `None` where sorted order is the answer.
fn choose(map: &Map<String, Value>, place: Place) -> Option<&'static Order> {
    if place == Place::Metadata {
        return Some(&METADATA);
    }
    let mut seen = 0;
    for key in map.keys() {
        seen |= match key.as_str() {
            "apiVersion" => API_VERSION,
            "kind" => KIND,
            "name" => NAME,
            "expr" => EXPR,
            "alert" | "record" => ALERT_OR_RECORD,
            "rules" => RULES,
            _ => 0,
        };
    }
    let has = |bits| seen & bits == bits;
    if has(API_VERSION | KIND) || (place == Place::Top && seen & (API_VERSION | KIND) != 0) {
        Some(&MANIFEST)
    } else if has(EXPR | ALERT_OR_RECORD) {
        Some(&RULE)
    } else if has(RULES | NAME) {
        Some(&GROUP)
    } else if has(NAME) {
        Some(&NAMED)
    } else {
        None
    }
}
