//! Matchers between braces, and labels between parentheses.

use super::{Error, Kind, Place, Problem, Scanner, literal};

const MATCHES: [&str; 4] = ["=", "!=", "=~", "!~"];

impl Scanner<'_> {
    /// The braces of a selector; notes the place for further matchers.
    pub(super) fn matchers(&mut self) -> Result<(), Error> {
        let open = self.offset();
        self.copy();
        let mut place = Place::Empty(open + 1);
        while !self.is("}") {
            if !matches!(place, Place::Empty(_) | Place::Comma(_)) {
                if self.is_word("or") {
                    return Err(self.error(Problem::Or));
                }
                return self.close("}", open);
            }
            self.matcher()?;
            place = Place::Last(self.behind());
            if self.is(",") {
                self.copy();
                place = Place::Comma(self.behind());
            }
        }
        self.scan.selectors.push(place);
        self.copy();
        Ok(())
    }

    fn behind(&self) -> usize {
        self.tokens[self.at - 1].span.end
    }

    fn matcher(&mut self) -> Result<(), Error> {
        let compares = self
            .symbol(self.at + 1)
            .is_some_and(|symbol| MATCHES.contains(&symbol));
        let Some((kind, word)) = self.text_at(self.at) else {
            return self.close("}", self.open_brace());
        };
        match kind {
            Kind::Text(value) if compares => self.label(value),
            // The metric's name, between quotes.
            Kind::Text(value) => {
                self.take(&literal::quote(value));
                return Ok(());
            }
            Kind::Variable if compares => {
                let name = self.stand_in_name();
                self.take(&name);
            }
            Kind::Variable => {
                let name = self.stand_in_name();
                self.take(&format!("{name} = \"1\""));
                return Ok(());
            }
            // Keywords, `inf` and `nan` are names here.
            Kind::Word | Kind::Number(_) if literal::is_label(word) => {
                if !compares {
                    self.at += 1;
                    return Err(self.unexpected("`=`, `!=`, `=~` or `!~`"));
                }
                self.label(word);
            }
            _ => return Err(self.unexpected("a matcher")),
        }
        self.copy();
        self.value()
    }

    /// `or` with a blank behind it is something else to the parser.
    fn label(&mut self, name: &str) {
        if literal::is_label(name) && !name.eq_ignore_ascii_case("or") {
            self.take(name);
        } else {
            self.take(&literal::quote(name));
        }
    }

    fn value(&mut self) -> Result<(), Error> {
        match self.token().map(|token| &token.kind) {
            Some(Kind::Text(value)) => {
                if self.names.are_in_use() {
                    let value = self.names.replace(value);
                    self.take(&literal::quote(&value));
                } else {
                    self.take(&literal::quote(value));
                }
            }
            Some(Kind::Variable) => {
                let name = self.stand_in_name();
                self.take(&literal::quote(&name));
            }
            None => return self.close("}", self.open_brace()),
            Some(_) => return Err(self.unexpected("a string")),
        }
        Ok(())
    }

    fn open_brace(&self) -> usize {
        let open = self.tokens[..self.at]
            .iter()
            .rev()
            .find(|token| token.kind == Kind::Symbol && &self.text[token.span.clone()] == "{");
        open.expect("matchers are between braces").span.start
    }

    /// The list of labels behind `by`, `on` and the like.
    pub(super) fn labels(&mut self) -> Result<(), Error> {
        let open = self.offset();
        if !self.is("(") {
            return Err(self.unexpected("`(`"));
        }
        self.copy();
        while !self.is(")") {
            match self.text_at(self.at) {
                None => return self.close(")", open),
                Some((Kind::Text(value), _)) => self.take(&literal::quote(value)),
                Some((Kind::Variable, _)) => {
                    let name = self.stand_in_name();
                    self.take(&name);
                }
                Some((Kind::Word, word)) if literal::is_label(word) => self.copy(),
                Some(_) => return Err(self.unexpected("a label")),
            }
            if !self.is(",") {
                break;
            }
            self.copy();
        }
        self.close(")", open)
    }
}
