//! YAML: mappings and sequences; `scalar` spells what they hold.

use serde_json::{Map, Value};

use super::order::{self, Place};

mod scalar;

/// Readers look for the `:` of a plain `key: value` within 1,024 characters
/// of the key's start; a longer key is announced by `? `.
const LONGEST_SIMPLE_KEY: usize = 1_000;

/// Appends `value` as one document that ends in a newline.
pub(super) fn document(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(map) if !map.is_empty() => mapping(map, Place::Top, 0, false, out),
        Value::Array(items) if !items.is_empty() => sequence(items, 0, false, out),
        value => scalar::write(value, scalar::Room::Top, out),
    }
}

/// Writes the entries at `indent`. `begun`: the first one follows a `- `.
fn mapping(
    map: &Map<String, Value>,
    place: Place,
    indent: usize,
    mut begun: bool,
    out: &mut Vec<u8>,
) {
    order::for_each(map, place, |key, value| {
        if !begun {
            spaces(indent, out);
        }
        begun = false;
        let start = out.len();
        scalar::key(key, out);
        let explicit = out.len() - start > LONGEST_SIMPLE_KEY;
        if explicit {
            out.splice(start..start, *b"? ");
            out.push(b'\n');
            spaces(indent, out);
        }
        out.push(b':');
        match value {
            Value::Object(map) if !map.is_empty() => {
                out.push(b'\n');
                let place = if key == "metadata" {
                    Place::Metadata
                } else {
                    Place::Inside
                };
                mapping(map, place, indent + 2, false, out);
            }
            Value::Array(items) if !items.is_empty() => {
                out.push(b'\n');
                let indent = if explicit { indent + 2 } else { indent };
                sequence(items, indent, false, out);
            }
            value => {
                out.push(b' ');
                scalar::write(value, scalar::Room::Indent(indent + 2), out);
            }
        }
    });
}

/// Writes the items with their `-` at `indent`. `begun` as for [`mapping`].
fn sequence(items: &[Value], indent: usize, mut begun: bool, out: &mut Vec<u8>) {
    for item in items {
        if !begun {
            spaces(indent, out);
        }
        begun = false;
        out.extend_from_slice(b"- ");
        match item {
            Value::Object(map) if !map.is_empty() => {
                mapping(map, Place::Inside, indent + 2, true, out);
            }
            Value::Array(items) if !items.is_empty() => sequence(items, indent + 2, true, out),
            item => scalar::write(item, scalar::Room::Indent(indent + 2), out),
        }
    }
}

fn spaces(count: usize, out: &mut Vec<u8>) {
    out.resize(out.len() + count, b' ');
}
