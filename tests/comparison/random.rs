//! Random numbers that are the same in each run, and random ways to write one
//! value.

use std::fmt::Write as _;

use serde_json::Value;

/// Lists whose order says nothing.
const SETS: [&str; 9] = [
    "groups",
    "rules",
    "panels",
    "targets",
    "receivers",
    "containers",
    "env",
    "scrape_configs",
    "items",
];

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below a usize")
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// Writes a value as flow YAML or JSON, keys and sets in any order.
    pub fn write(&mut self, value: &Value, key: &str, text: &mut String) {
        match value {
            Value::Object(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                self.shuffle(&mut entries);
                text.push('{');
                for (at, (key, value)) in entries.into_iter().enumerate() {
                    self.gap(at, text);
                    let _ = write!(text, "{}: ", Value::String(key.clone()));
                    self.write(value, key, text);
                }
                text.push('}');
            }
            Value::Array(items) => {
                let mut items: Vec<_> = items.iter().collect();
                if SETS.contains(&key) && items.iter().all(|item| item.is_object()) {
                    self.shuffle(&mut items);
                }
                text.push('[');
                for (at, item) in items.into_iter().enumerate() {
                    self.gap(at, text);
                    self.write(item, "", text);
                }
                text.push(']');
            }
            Value::Number(number) if number.is_i64() && self.below(2) == 0 => {
                let _ = write!(text, "{number}.0");
            }
            // A document within a text.
            Value::String(inner) if key.rsplit_once('.').is_some_and(|(_, end)| end == "json") => {
                let inner: Value = serde_json::from_str(inner).expect("it is named so");
                let mut written = String::new();
                self.write(&inner, "", &mut written);
                let _ = write!(text, "{}", Value::String(written));
            }
            Value::String(query) if key == "expr" => {
                let spaced = query.replace(" > ", "  >\n ").replace('\n', "\n  ");
                let _ = write!(text, "{}", Value::String(spaced));
            }
            other => {
                let _ = write!(text, "{other}");
            }
        }
    }

    fn gap(&mut self, at: usize, text: &mut String) {
        if at > 0 {
            text.push(',');
        }
        text.push_str(["", " ", "\n", "\n    "][self.below(4)]);
    }
}
