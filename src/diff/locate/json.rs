//! Lines in JSON that was parsed before; broken text gives no lines.

use super::{Step, Wanted, Way, is_live};

/// Nested collections.
const DEPTH: usize = 200;

/// Fills in the lines of what is wanted.
pub(super) fn find(text: &str, wanted: &mut Wanted) {
    let mut walk = Walk {
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        way: (0, Vec::new()),
    };
    // What is left of a broken text has no lines.
    let _ = walk.value(wanted, true);
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    way: Way,
}

impl Walk<'_> {
    fn space(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' | b',' | b':' => {}
                other => return Some(other),
            }
            self.at += 1;
        }
    }

    /// Passes a value; `live` if something wanted is in it.
    fn value(&mut self, wanted: &mut Wanted, live: bool) -> Option<()> {
        let first = self.space()?;
        if live && let Some(line) = wanted.get_mut(&self.way) {
            *line = Some(self.line);
        }
        match first {
            b'{' | b'[' => self.collection(first, wanted, live),
            b'"' => self.string().map(|_| ()),
            b'}' | b']' => None,
            _ => {
                let rest = &self.bytes[self.at..];
                let end = rest.iter().position(|byte| {
                    matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')
                });
                self.at += end.unwrap_or(rest.len());
                Some(())
            }
        }
    }

    fn collection(&mut self, open: u8, wanted: &mut Wanted, live: bool) -> Option<()> {
        if self.way.1.len() > DEPTH {
            return None;
        }
        self.at += 1;
        let mut index = 0;
        loop {
            let byte = self.space()?;
            if matches!(byte, b'}' | b']') {
                self.at += 1;
                return Some(());
            }
            let step = if open == b'{' {
                let (start, end) = self.string()?;
                let text = self.bytes.get(start..end)?;
                let key: String = serde_json::from_slice(text).ok()?;
                Step::Key(key)
            } else {
                index += 1;
                Step::Item(index - 1)
            };
            self.way.1.push(step);
            let live = live && is_live(wanted, &self.way);
            let done = self.value(wanted, live);
            self.way.1.pop();
            done?;
        }
    }

    /// Passes a string; gives where it begins and ends, with its quotes.
    fn string(&mut self) -> Option<(usize, usize)> {
        let start = self.at;
        if *self.bytes.get(start)? != b'"' {
            return None;
        }
        self.at += 1;
        loop {
            match *self.bytes.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some((start, self.at));
                }
                b'\\' => self.at += 2,
                byte => {
                    self.line += usize::from(byte == b'\n');
                    self.at += 1;
                }
            }
        }
    }
}
