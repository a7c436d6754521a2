//! Operands with a name: metrics, aggregations, functions, variables.

use super::{Error, Place, Role, Scanner, variables};

const AGGREGATES: [&str; 14] = [
    "avg",
    "bottomk",
    "count",
    "count_values",
    "group",
    "limit_ratio",
    "limitk",
    "max",
    "min",
    "quantile",
    "stddev",
    "stdvar",
    "sum",
    "topk",
];

impl Scanner<'_> {
    /// An identifier where an operand is due: a call, or a metric, which may
    /// have a keyword's name.
    pub(super) fn word(&mut self) -> Result<(), Error> {
        let word = self.current().to_ascii_lowercase();
        let aggregates = AGGREGATES.contains(&word.as_str());
        if aggregates && self.groups(self.at + 1) {
            return self.aggregate();
        }
        if self.symbol(self.at + 1) == Some("(") {
            if aggregates {
                return self.aggregate();
            }
            self.copy();
            return self.arguments();
        }
        if [
            "bool",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "atan2",
        ]
        .contains(&word.as_str())
        {
            return Err(self.unexpected("an expression"));
        }
        self.copy();
        self.name_behind()
    }

    fn aggregate(&mut self) -> Result<(), Error> {
        self.copy();
        self.aggregate_behind()
    }

    /// What follows the name of an aggregation.
    fn aggregate_behind(&mut self) -> Result<(), Error> {
        if self.groups(self.at) {
            self.copy();
            self.labels()?;
            return self.arguments();
        }
        self.arguments()?;
        if self.groups(self.at) {
            self.copy();
            self.labels()?;
        }
        Ok(())
    }

    /// A metric's matchers, if it has any.
    fn name_behind(&mut self) -> Result<(), Error> {
        if self.is("{") {
            return self.matchers();
        }
        let end = self.tokens[self.at - 1].span.end;
        self.scan.selectors.push(Place::Bare(end));
        Ok(())
    }

    /// A variable where an operand is due.
    pub(super) fn variable_operand(&mut self, start: usize) -> Result<(), Error> {
        let token = &self.tokens[self.at];
        let word = self.current();
        if self.groups(self.at + 1) || self.symbol(self.at + 1) == Some("(") {
            let grouped = self.groups(self.at + 1);
            let roles: &[Role] = if grouped {
                &variables::AGGREGATION
            } else {
                &variables::FUNCTION
            };
            let name = match self.role(roles) {
                Role::Call(name) => name,
                Role::Number | Role::Metric => "sum",
            };
            self.note();
            self.take(name);
            return if name == "sum" {
                self.aggregate_behind()
            } else {
                self.arguments()
            };
        }
        let behind = self.symbol(self.at + 1);
        let selects = matches!(behind, Some("{" | "[" | "@"))
            || self.word_at(self.at + 1, "offset")
            || variables::is_name(word);
        let role = if selects {
            Role::Metric
        } else if variables::is_number(word) || self.names.knows_number(word) {
            Role::Number
        } else {
            self.role(&variables::OPERAND)
        };
        if role == Role::Metric {
            let name = self.stand_in_name();
            self.take(&name);
            return self.name_behind();
        }
        let value = self.stand_in();
        self.number(start, token, value);
        Ok(())
    }

    fn role(&mut self, roles: &'static [Role]) -> Role {
        let word = variables::uniform(self.current());
        let role = self.roles.get(&word).copied();
        self.scan.open.insert(word, roles);
        role.filter(|role| roles.contains(role)).unwrap_or(roles[0])
    }

    fn arguments(&mut self) -> Result<(), Error> {
        self.part()?;
        let open = self.offset();
        if !self.is("(") {
            return Err(self.unexpected("`(`"));
        }
        self.copy();
        if self.is(")") {
            self.copy();
            return Ok(());
        }
        loop {
            self.expression()?;
            if !self.is(",") {
                return self.close(")", open);
            }
            self.copy();
        }
    }
}
