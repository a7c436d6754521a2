//! Builds the tree from tokens: recursive descent, operators by binding power.

use super::lex::{Kind, Token};
use super::tree::{
    Assertion, Bind, Id, Item, Member, MemberKind, Name, Node, Object, Param, Params, Part, Spec,
};

/// Where the tokens are no Jsonnet: the number of the token, and what was
/// expected instead.
pub(super) type Mistake = (Id, &'static str);

/// The tree of a whole source.
pub(super) fn parse(tokens: &[Token]) -> Result<Node, Mistake> {
    let mut parser = Parser { tokens, at: 0 };
    let node = parser.expression()?;
    if tokens[parser.at].kind == Kind::End {
        Ok(node)
    } else {
        Err((parser.at, "an operator or the end"))
    }
}

pub(super) const KEYWORDS: [&str; 18] = [
    "assert",
    "else",
    "error",
    "false",
    "for",
    "function",
    "if",
    "import",
    "importbin",
    "importstr",
    "in",
    "local",
    "null",
    "self",
    "super",
    "tailstrict",
    "then",
    "true",
];

/// How strongly a binary operator binds; 0 if it is none.
fn power(token: &Token) -> u8 {
    if !matches!(token.kind, Kind::Symbol | Kind::Word) {
        return 0;
    }
    match token.text.as_str() {
        "||" => 1,
        "&&" => 2,
        "|" => 3,
        "^" => 4,
        "&" => 5,
        "==" | "!=" => 6,
        "<" | ">" | "<=" | ">=" | "in" => 7,
        "<<" | ">>" => 8,
        "+" | "-" => 9,
        "*" | "/" | "%" => 10,
        _ => 0,
    }
}

const UNARY: u8 = 11;

struct Parser<'a> {
    tokens: &'a [Token],
    at: Id,
}

impl Parser<'_> {
    fn is(&self, text: &str) -> bool {
        let token = &self.tokens[self.at];
        matches!(token.kind, Kind::Symbol | Kind::Word) && token.text == text
    }

    fn next(&mut self) -> Id {
        self.at += 1;
        self.at - 1
    }

    fn maybe(&mut self, text: &str) -> Option<Id> {
        self.is(text).then(|| self.next())
    }

    fn expect(&mut self, text: &'static str) -> Result<Id, Mistake> {
        self.maybe(text).ok_or((self.at, text))
    }

    fn word(&mut self) -> Result<Id, Mistake> {
        let token = &self.tokens[self.at];
        if token.kind == Kind::Word && !KEYWORDS.contains(&token.text.as_str()) {
            Ok(self.next())
        } else {
            Err((self.at, "a name"))
        }
    }

    fn expression(&mut self) -> Result<Node, Mistake> {
        self.operators(1)
    }

    fn boxed(&mut self) -> Result<Box<Node>, Mistake> {
        self.expression().map(Box::new)
    }

    fn operators(&mut self, weakest: u8) -> Result<Node, Mistake> {
        let mut left = if ["+", "-", "!", "~"].iter().any(|op| self.is(op)) {
            let operator = self.next();
            Node::Prefix(operator, Box::new(self.operators(UNARY)?))
        } else {
            self.suffixes()?
        };
        loop {
            let power = power(&self.tokens[self.at]);
            if power == 0 || power < weakest {
                return Ok(left);
            }
            let operator = self.next();
            let right = self.operators(power + 1)?;
            left = Node::Binary(Box::new(left), operator, Box::new(right));
        }
    }

    fn suffixes(&mut self) -> Result<Node, Mistake> {
        let mut node = self.basic()?;
        loop {
            node = if let Some(dot) = self.maybe(".") {
                Node::Field(Box::new(node), dot, self.word()?)
            } else if let Some(open) = self.maybe("[") {
                self.index(node, open)?
            } else if let Some(open) = self.maybe("(") {
                let items = self.items(")")?;
                Node::Call {
                    target: Box::new(node),
                    open,
                    items,
                    close: self.expect(")")?,
                    tailstrict: self.maybe("tailstrict"),
                }
            } else if let Some(open) = self.maybe("{") {
                Node::Extend(Box::new(node), self.object(open)?)
            } else {
                return Ok(node);
            };
        }
    }

    fn index(&mut self, target: Node, open: Id) -> Result<Node, Mistake> {
        let mut parts = Vec::new();
        let mut colons = 0;
        while !self.is("]") {
            let ends_part = matches!(parts.last(), None | Some(Part::Colons(_)));
            parts.push(if self.is(":") || self.is("::") {
                colons += self.tokens[self.at].text.len();
                Part::Colons(self.next())
            } else if ends_part {
                Part::Node(self.expression()?)
            } else {
                return Err((self.at, "]"));
            });
        }
        if parts.is_empty() || colons > 2 {
            return Err((self.at, "an index"));
        }
        Ok(Node::Index {
            target: Box::new(target),
            open,
            parts,
            close: self.expect("]")?,
        })
    }

    fn basic(&mut self) -> Result<Node, Mistake> {
        let token = &self.tokens[self.at];
        match token.kind {
            Kind::Number | Kind::Quoted | Kind::Block => Ok(Node::Atom(self.next())),
            Kind::Word => self.keyword(),
            Kind::Symbol => match token.text.as_str() {
                "$" => Ok(Node::Atom(self.next())),
                "(" => {
                    let open = self.next();
                    Ok(Node::Parens(open, self.boxed()?, self.expect(")")?))
                }
                "[" => {
                    let open = self.next();
                    self.array(open)
                }
                "{" => {
                    let open = self.next();
                    self.object(open).map(Node::Object)
                }
                _ => Err((self.at, "an expression")),
            },
            Kind::End => Err((self.at, "an expression")),
        }
    }

    fn keyword(&mut self) -> Result<Node, Mistake> {
        let id = self.at;
        match self.tokens[id].text.as_str() {
            "null" | "true" | "false" | "self" | "super" => Ok(Node::Atom(self.next())),
            "error" | "import" | "importstr" | "importbin" => {
                self.next();
                Ok(Node::Prefix(id, self.boxed()?))
            }
            "local" => {
                self.next();
                let mut binds = vec![self.bind()?];
                while let Some(comma) = self.maybe(",") {
                    if let Some(last) = binds.last_mut() {
                        last.comma = Some(comma);
                    }
                    if self.is(";") {
                        break;
                    }
                    binds.push(self.bind()?);
                }
                Ok(Node::Local {
                    keyword: id,
                    binds,
                    semicolon: self.expect(";")?,
                    body: self.boxed()?,
                })
            }
            "if" => {
                self.next();
                let condition = self.boxed()?;
                let then = self.expect("then")?;
                let yes = self.boxed()?;
                let no = match self.maybe("else") {
                    Some(keyword) => Some((keyword, self.boxed()?)),
                    None => None,
                };
                Ok(Node::If {
                    keyword: id,
                    condition,
                    then,
                    yes,
                    no,
                })
            }
            "function" => {
                self.next();
                let open = self.expect("(")?;
                Ok(Node::Function {
                    keyword: id,
                    params: self.params(open)?,
                    body: self.boxed()?,
                })
            }
            "assert" => {
                let assertion = Box::new(self.assertion()?);
                Ok(Node::Assert {
                    assertion,
                    semicolon: self.expect(";")?,
                    body: self.boxed()?,
                })
            }
            _ => self.word().map(Node::Atom),
        }
    }

    fn assertion(&mut self) -> Result<Assertion, Mistake> {
        let keyword = self.expect("assert")?;
        let condition = self.expression()?;
        let message = match self.maybe(":") {
            Some(colon) => Some((colon, self.expression()?)),
            None => None,
        };
        Ok(Assertion {
            keyword,
            condition,
            message,
        })
    }

    /// Elements or arguments, up to the closing bracket.
    fn items(&mut self, close: &str) -> Result<Vec<Item>, Mistake> {
        let mut items = Vec::new();
        while !self.is(close) {
            let named = self.tokens[self.at].kind == Kind::Word
                && self.tokens[self.at + 1].text == "="
                && close == ")";
            let name = if named {
                Some((self.word()?, self.expect("=")?))
            } else {
                None
            };
            let value = self.expression()?;
            let comma = self.maybe(",");
            items.push(Item { name, value, comma });
            if comma.is_none() {
                break;
            }
        }
        Ok(items)
    }

    fn array(&mut self, open: Id) -> Result<Node, Mistake> {
        if let Some(close) = self.maybe("]") {
            return Ok(Node::Array(open, Vec::new(), close));
        }
        let value = self.expression()?;
        let comma = self.maybe(",");
        let first = Item {
            name: None,
            value,
            comma,
        };
        if self.is("for") {
            return Ok(Node::ArrayFor {
                open,
                body: Box::new(first),
                specs: self.specs()?,
                close: self.expect("]")?,
            });
        }
        let mut items = vec![first];
        if comma.is_some() {
            items.extend(self.items("]")?);
        }
        Ok(Node::Array(open, items, self.expect("]")?))
    }

    fn specs(&mut self) -> Result<Vec<Spec>, Mistake> {
        let mut specs = Vec::new();
        loop {
            if let Some(keyword) = self.maybe("for") {
                specs.push(Spec::For {
                    keyword,
                    name: self.word()?,
                    within: self.expect("in")?,
                    over: self.expression()?,
                });
            } else if let Some(keyword) = self.maybe("if") {
                specs.push(Spec::If(keyword, self.expression()?));
            } else {
                return Ok(specs);
            }
        }
    }

    fn object(&mut self, open: Id) -> Result<Object, Mistake> {
        let mut members = Vec::new();
        while !self.is("}") && !self.is("for") {
            let kind = self.member()?;
            let comma = self.maybe(",");
            members.push(Member { kind, comma });
            if comma.is_none() {
                break;
            }
        }
        let specs = if members.is_empty() {
            Vec::new()
        } else {
            self.specs()?
        };
        if matches!(specs.first(), Some(Spec::If(..))) {
            return Err((specs[0].first(), "for"));
        }
        Ok(Object {
            open,
            members,
            specs,
            close: self.expect("}")?,
        })
    }

    fn member(&mut self) -> Result<MemberKind, Mistake> {
        if let Some(keyword) = self.maybe("local") {
            return Ok(MemberKind::Local(keyword, self.bind()?));
        }
        if self.is("assert") {
            return self.assertion().map(MemberKind::Assert);
        }
        let name = match self.tokens[self.at].kind {
            Kind::Quoted | Kind::Block => Name::Fixed(self.next()),
            _ => match self.maybe("[") {
                Some(open) => Name::Computed(open, self.expression()?, self.expect("]")?),
                None => Name::Fixed(self.word()?),
            },
        };
        let params = match self.maybe("(") {
            Some(open) => Some(self.params(open)?),
            None => None,
        };
        let plus = if params.is_none() {
            self.maybe("+")
        } else {
            None
        };
        let colons = [":", "::", ":::"]
            .iter()
            .find_map(|text| self.maybe(text))
            .ok_or((self.at, ":"))?;
        Ok(MemberKind::Field {
            name,
            params,
            plus,
            colons,
            value: self.expression()?,
        })
    }

    fn bind(&mut self) -> Result<Bind, Mistake> {
        let name = self.word()?;
        let params = match self.maybe("(") {
            Some(open) => Some(self.params(open)?),
            None => None,
        };
        Ok(Bind {
            name,
            params,
            equals: self.expect("=")?,
            value: self.expression()?,
            comma: None,
        })
    }

    fn params(&mut self, open: Id) -> Result<Params, Mistake> {
        let mut items = Vec::new();
        while !self.is(")") {
            let name = self.word()?;
            let default = match self.maybe("=") {
                Some(equals) => Some((equals, self.expression()?)),
                None => None,
            };
            let comma = self.maybe(",");
            items.push(Param {
                name,
                default,
                comma,
            });
            if comma.is_none() {
                break;
            }
        }
        Ok(Params {
            open,
            items,
            close: self.expect(")")?,
        })
    }
}
