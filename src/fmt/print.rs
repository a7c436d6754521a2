//! Lays out the tree. The author's line breaks stay; white space within lines
//! and at their beginnings is ours.
//!
//! What continues on a new line is either indented by one step, if its
//! bracket or keyword ended the line before, or lined up with what stands
//! behind that bracket or keyword.

use super::lex::{Kind, Token, Trivia, breaks_line};
use super::text::block;
use super::tree::{
    Assertion, Bind, Id, Item, Member, MemberKind, Name, Node, Object, Param, Params, Part, Spec,
};

/// Columns of one step to the right.
const STEP: usize = 2;

/// The text of a tree; `end` is the token at the end of the source.
pub(super) fn print(tree: &Node, tokens: &[Token], end: Id) -> String {
    let mut printer = Printer {
        tokens,
        out: String::new(),
        column: 0,
    };
    let outermost = Indent { block: 0, line: 0 };
    printer.node(tree, outermost, false);
    printer.token(end, false, false, 0, 0);
    let mut out = printer.out;
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Columns, from 0.
#[derive(Clone, Copy)]
struct Indent {
    /// Where the construct begins that the next step to the right is from.
    block: usize,
    /// Where a continued line begins.
    line: usize,
}

impl Indent {
    fn both(column: usize) -> Self {
        Self {
            block: column,
            line: column,
        }
    }
}

struct Printer<'a> {
    tokens: &'a [Token],
    out: String,
    column: usize,
}

impl Printer<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn new_line(&mut self, blank_lines: usize, column: usize) {
        for _ in 0..=blank_lines {
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n(' ', column));
        self.column = column;
    }

    /// A token with its trivia. `space` before the first of these, `apart`
    /// between a comment and the token; lines begin at `inner`, the line of
    /// the token itself at `last`.
    fn token(&mut self, id: Id, space: bool, apart: bool, inner: usize, last: usize) {
        self.trivia(id, space, apart, inner, last);
        let tokens = self.tokens;
        self.push(&tokens[id].text);
    }

    fn trivia(&mut self, id: Id, space: bool, apart: bool, inner: usize, last: usize) {
        let token = &self.tokens[id];
        let last_break = token
            .trivia
            .iter()
            .rposition(|one| !matches!(one, Trivia::Inline(_)));
        let mut space = space;
        for (index, trivia) in token.trivia.iter().enumerate() {
            let column = if Some(index) == last_break {
                last
            } else {
                inner
            };
            match trivia {
                Trivia::Break {
                    comment,
                    blank_lines,
                } => {
                    if let Some(comment) = comment {
                        self.push("  ");
                        self.push(comment);
                    }
                    self.new_line(*blank_lines, column);
                    space = false;
                }
                Trivia::Inline(comment) => {
                    let glued = self.out.ends_with([' ', '\n', '(', '[']);
                    if space || !glued && !self.out.is_empty() {
                        self.push(" ");
                    }
                    self.push(comment);
                    space = true;
                }
                Trivia::Lines { lines, blank_lines } => {
                    for (number, line) in lines.iter().enumerate() {
                        if number > 0 {
                            self.new_line(0, if line.is_empty() { 0 } else { inner });
                        }
                        self.push(line);
                    }
                    self.new_line(*blank_lines, column);
                    space = false;
                }
            }
        }
        if space && (apart || token.trivia.is_empty()) {
            self.push(" ");
        }
    }

    /// A token on whose line nothing depends.
    fn plain(&mut self, id: Id, space: bool, column: usize) {
        self.token(id, space, true, column, column);
    }

    fn breaks(&self, id: Id) -> bool {
        breaks_line(&self.tokens[id].trivia)
    }

    /// For what begins with `first` inside of `outer`, at the present column
    /// if it stays on the line.
    fn within(&self, first: Id, outer: Indent, space: bool) -> Indent {
        if self.breaks(first) {
            Indent::both(outer.block + STEP)
        } else {
            Indent {
                block: outer.block,
                line: self.column + usize::from(space),
            }
        }
    }

    /// As [`Self::within`], but steps to the right start at the column, too.
    fn within_strictly(&self, first: Id, outer: Indent, space: bool) -> Indent {
        if self.breaks(first) {
            Indent::both(outer.block + STEP)
        } else {
            Indent::both(self.column + usize::from(space))
        }
    }

    /// What follows a keyword or a sign.
    fn operand(&mut self, node: &Node, outer: Indent, space: bool) {
        let indent = self.within(node.first(), outer, space);
        self.node(node, indent, space);
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of node")]
    fn node(&mut self, node: &Node, indent: Indent, space: bool) {
        match node {
            Node::Atom(id) if self.tokens[*id].kind == Kind::Block => {
                self.text_block(*id, indent, space);
            }
            Node::Atom(id) => self.plain(*id, space, indent.line),
            Node::Prefix(id, operand) => {
                self.plain(*id, space, indent.line);
                let is_word = self.tokens[*id].kind == Kind::Word;
                self.operand(operand, indent, is_word);
            }
            Node::Parens(open, inside, close) => {
                self.plain(*open, space, indent.line);
                let inner = self.within_strictly(inside.first(), indent, false);
                self.node(inside, inner, false);
                self.token(*close, false, false, inner.line, indent.block);
            }
            Node::Array(open, items, close) => {
                self.plain(*open, space, indent.line);
                self.items(items, *close, indent);
            }
            Node::ArrayFor {
                open,
                body,
                specs,
                close,
            } => {
                self.plain(*open, space, indent.line);
                let inner = self.within(body.first(), indent, false);
                self.item(body, inner, false);
                self.specs(specs, inner);
                self.token(*close, false, false, inner.line, indent.block);
            }
            Node::Object(object) => self.object(object, indent, space),
            Node::Local {
                keyword,
                binds,
                semicolon,
                body,
            } => {
                self.plain(*keyword, space, indent.line);
                let inner = self.within(binds[0].name, indent, true);
                for bind in binds {
                    self.bind(bind, inner);
                }
                self.token(*semicolon, false, false, indent.block, indent.block);
                self.node(body, indent, true);
            }
            Node::If {
                keyword,
                condition,
                then,
                yes,
                no,
            } => {
                self.plain(*keyword, space, indent.line);
                self.operand(condition, indent, true);
                self.plain(*then, true, indent.block);
                self.operand(yes, indent, true);
                if let Some((keyword, no)) = no {
                    self.plain(*keyword, true, indent.block);
                    self.operand(no, indent, true);
                }
            }
            Node::Function {
                keyword,
                params,
                body,
            } => {
                self.plain(*keyword, space, indent.line);
                self.params(params, indent);
                self.operand(body, indent, true);
            }
            Node::Assert {
                assertion,
                semicolon,
                body,
            } => {
                self.assertion(assertion, indent, space);
                self.token(*semicolon, false, false, indent.block, indent.block);
                self.node(body, indent, true);
            }
            Node::Binary(left, operator, right) => {
                let inner = self.sides(left, *operator, right, indent, space);
                self.node(left, inner, space);
                self.plain(*operator, true, inner.line);
                self.node(right, inner, true);
            }
            Node::Field(target, dot, name) => {
                self.node(target, indent, space);
                self.plain(*dot, false, indent.line);
                self.plain(*name, false, indent.line);
            }
            Node::Index {
                target,
                open,
                parts,
                close,
            } => {
                self.node(target, indent, space);
                self.plain(*open, false, indent.line);
                for part in parts {
                    self.part(part, indent);
                }
                self.token(*close, false, false, indent.line, indent.block);
            }
            Node::Call {
                target,
                open,
                items,
                close,
                tailstrict,
            } => {
                self.node(target, indent, space);
                self.plain(*open, false, indent.line);
                self.items(items, *close, indent);
                if let Some(tailstrict) = tailstrict {
                    self.plain(*tailstrict, true, indent.block);
                }
            }
            Node::Extend(target, object) => {
                self.node(target, indent, space);
                self.object(object, indent, true);
            }
        }
    }

    fn part(&mut self, part: &Part, indent: Indent) {
        match part {
            Part::Node(node) => self.operand(node, indent, false),
            Part::Colons(id) => self.plain(*id, false, indent.line),
        }
    }

    /// For both sides of an operator: they line up, and if the right one has
    /// a line of its own, steps to the right start there.
    fn sides(&self, left: &Node, op: Id, right: &Node, outer: Indent, space: bool) -> Indent {
        if self.breaks(left.first()) {
            return outer;
        }
        let column = self.column + usize::from(space);
        let spread = self.breaks(op) || self.breaks(right.first());
        Indent {
            block: if spread { column } else { outer.block },
            line: column,
        }
    }

    fn text_block(&mut self, id: Id, indent: Indent, space: bool) {
        self.trivia(id, space, true, indent.line, indent.line);
        let tokens = self.tokens;
        let block = block(&tokens[id].text);
        self.push(if block.chomps { "|||-" } else { "|||" });
        for (number, line) in block.lines.into_iter().enumerate() {
            if line.is_empty() && number != block.measure {
                self.out.push('\n');
            } else {
                self.new_line(0, indent.block + STEP);
                self.push(line);
            }
        }
        self.new_line(0, indent.block);
        self.push("|||");
    }

    fn items(&mut self, items: &[Item], close: Id, outer: Indent) {
        let first = items.first().map_or(close, Item::first);
        let spread = items.iter().any(|item| self.breaks(item.first()));
        let inner = if spread {
            self.within_strictly(first, outer, false)
        } else {
            self.within(first, outer, false)
        };
        for (index, item) in items.iter().enumerate() {
            self.item(item, inner, index > 0);
        }
        self.token(close, false, false, inner.line, outer.block);
    }

    fn item(&mut self, item: &Item, indent: Indent, space: bool) {
        if let Some((name, equals)) = item.name {
            self.plain(name, space, indent.line);
            self.plain(equals, false, indent.line);
            self.operand(&item.value, indent, false);
        } else {
            self.node(&item.value, indent, space);
        }
        self.comma(item.comma, indent);
    }

    fn comma(&mut self, comma: Option<Id>, indent: Indent) {
        if let Some(comma) = comma {
            self.token(comma, false, false, indent.line, indent.line);
        }
    }

    fn specs(&mut self, specs: &[Spec], indent: Indent) {
        for spec in specs {
            self.plain(spec.first(), true, indent.line);
            match spec {
                Spec::For {
                    name, within, over, ..
                } => {
                    self.plain(*name, true, indent.line);
                    self.plain(*within, true, indent.line);
                    self.operand(over, indent, true);
                }
                Spec::If(_, condition) => self.operand(condition, indent, true),
            }
        }
    }

    fn object(&mut self, object: &Object, outer: Indent, space: bool) {
        self.plain(object.open, space, outer.line);
        let first = object.members.first().map_or(object.close, Member::first);
        let inner = self.within(first, outer, true);
        for member in &object.members {
            self.member(member, inner);
        }
        self.specs(&object.specs, inner);
        let filled = !object.members.is_empty();
        self.token(object.close, filled, true, inner.line, outer.block);
    }

    fn member(&mut self, member: &Member, indent: Indent) {
        match &member.kind {
            MemberKind::Local(keyword, bind) => {
                self.plain(*keyword, true, indent.line);
                self.bind(bind, indent);
            }
            MemberKind::Assert(assertion) => self.assertion(assertion, indent, true),
            MemberKind::Field {
                name,
                params,
                plus,
                colons,
                value,
            } => {
                match name {
                    Name::Fixed(id) if self.tokens[*id].kind == Kind::Block => {
                        self.text_block(*id, indent, true);
                    }
                    Name::Fixed(id) => self.plain(*id, true, indent.line),
                    Name::Computed(open, inside, close) => {
                        self.plain(*open, true, indent.line);
                        self.operand(inside, indent, false);
                        self.token(*close, false, false, indent.line, indent.line);
                    }
                }
                if let Some(params) = params {
                    self.params(params, indent);
                }
                if let Some(plus) = plus {
                    self.plain(*plus, false, indent.line);
                }
                self.plain(*colons, false, indent.line);
                self.operand(value, indent, true);
            }
        }
        self.comma(member.comma, indent);
    }

    fn assertion(&mut self, assertion: &Assertion, indent: Indent, space: bool) {
        self.plain(assertion.keyword, space, indent.line);
        self.operand(&assertion.condition, indent, true);
        if let Some((colon, message)) = &assertion.message {
            self.plain(*colon, true, indent.block);
            self.operand(message, indent, true);
        }
    }

    fn bind(&mut self, bind: &Bind, indent: Indent) {
        self.plain(bind.name, true, indent.line);
        if let Some(params) = &bind.params {
            self.params(params, indent);
        }
        self.plain(bind.equals, true, indent.line);
        self.operand(&bind.value, indent, true);
        self.comma(bind.comma, indent);
    }

    fn params(&mut self, params: &Params, outer: Indent) {
        self.plain(params.open, false, outer.line);
        let first = params
            .items
            .first()
            .map_or(params.close, |param| param.name);
        let inner = self.within_strictly(first, outer, false);
        for (index, param) in params.items.iter().enumerate() {
            self.param(param, inner, index > 0);
        }
        self.token(params.close, false, false, inner.line, outer.block);
    }

    fn param(&mut self, param: &Param, indent: Indent, space: bool) {
        self.plain(param.name, space, indent.line);
        if let Some((equals, default)) = &param.default {
            self.plain(*equals, false, indent.line);
            self.operand(default, indent, false);
        }
        self.comma(param.comma, indent);
    }
}
