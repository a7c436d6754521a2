//! Lines in YAML that was parsed before, by the parser's events.

use granit_parser::{Event, Options, Parser};

use super::{Step, Wanted, Way, inner, is_live, look_inside};

/// A collection that is under way.
struct Open {
    /// The next item, or `None` in a mapping.
    item: Option<usize>,
    /// In a mapping: whether a key comes next.
    key_next: bool,
    /// Whether something wanted is in it.
    live: bool,
}

/// Fills in the lines of what is wanted.
pub(super) fn find(text: &str, wanted: &mut Wanted) {
    let mut options = Options::default();
    options.emit_comments = false;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut walk = Walk {
        open: Vec::new(),
        way: (0, Vec::new()),
        documents: 0,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        // What is left of a broken text has no lines.
        let Ok((event, span)) = event else { return };
        walk.take(&event, span.start.line(), wanted);
    }
}

struct Walk {
    open: Vec<Open>,
    /// Where the next value stands, as far as its collections are live.
    way: Way,
    documents: usize,
}

impl Walk {
    fn take(&mut self, event: &Event<'_>, line: usize, wanted: &mut Wanted) {
        match event {
            Event::DocumentStart(..) => {
                self.way = (self.documents, Vec::new());
                self.documents += 1;
            }
            Event::Scalar(text, ..) => {
                if self.is_key() {
                    self.key(text);
                    return;
                }
                if self.begin(line, wanted) {
                    let ways = inner(wanted, &self.way);
                    if !ways.is_empty() {
                        // A block begins with its first line of text.
                        let way = self.way.clone();
                        look_inside(text, ways, &way, line, wanted);
                    }
                }
                self.end();
            }
            Event::Alias(_) if !self.is_key() => {
                self.begin(line, wanted);
                self.end();
            }
            Event::SequenceStart(..) => {
                let reaches = self.begin(line, wanted);
                self.open.push(Open {
                    item: Some(0),
                    key_next: false,
                    live: reaches,
                });
            }
            Event::MappingStart(..) => {
                let reaches = self.begin(line, wanted);
                self.open.push(Open {
                    item: None,
                    key_next: true,
                    live: reaches,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
                self.end();
            }
            _ => {}
        }
    }

    fn is_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.item.is_none() && open.key_next)
    }

    fn key(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.key_next = false;
            if open.live {
                self.way.1.push(Step::Key(text.to_owned()));
            }
        }
    }

    /// A value begins; whether something wanted is in it.
    fn begin(&mut self, line: usize, wanted: &mut Wanted) -> bool {
        if let Some(open) = self.open.last() {
            if !open.live {
                return false;
            }
            if let Some(item) = open.item {
                self.way.1.push(Step::Item(item));
            }
        }
        if let Some(found) = wanted.get_mut(&self.way) {
            *found = Some(line);
        }
        is_live(wanted, &self.way)
    }

    /// A value is complete.
    fn end(&mut self) {
        if let Some(open) = self.open.last_mut() {
            if open.live {
                self.way.1.pop();
            }
            match &mut open.item {
                Some(item) => *item += 1,
                None => open.key_next = true,
            }
        }
    }
}
