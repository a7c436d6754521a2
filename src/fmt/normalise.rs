//! Settles what the layout follows: which brackets are spread over lines,
//! commas, quotes, and the style of comments.

use super::lex::{Kind, Token, Trivia, breaks_line};
use super::text::{bare, is_name, requote};
use super::tree::{
    Assertion, Bind, Id, Item, Member, MemberKind, Name, Node, Object, Params, Part, Spec,
};

/// The most blank lines in a row.
const BLANK_LINES: usize = 2;

/// Changes the tree and its tokens, of which some may be added.
pub(super) fn normalise(tree: &mut Node, tokens: &mut Vec<Token>) {
    let mut pass = Pass { tokens };
    pass.node(tree);
    for token in tokens {
        if token.kind == Kind::Quoted {
            token.text = requote(&token.text);
        }
        token.trivia.iter_mut().for_each(restyle);
    }
}

fn restyle(trivia: &mut Trivia) {
    let blank_lines = match trivia {
        Trivia::Break {
            comment,
            blank_lines,
        } => {
            comment.as_mut().into_iter().for_each(slashes);
            blank_lines
        }
        Trivia::Lines { lines, blank_lines } => {
            lines.iter_mut().take(1).for_each(slashes);
            blank_lines
        }
        Trivia::Inline(_) => return,
    };
    *blank_lines = BLANK_LINES.min(*blank_lines);
}

/// `# comment` becomes `// comment`; an interpreter line stays.
fn slashes(comment: &mut String) {
    if comment.starts_with('#') && !comment.starts_with("#!") {
        comment.replace_range(..1, "//");
    }
}

/// `front` and then `back`, before one token.
fn join(mut front: Vec<Trivia>, back: Vec<Trivia>) -> Vec<Trivia> {
    for mut one in back {
        let broken = matches!(
            front.last(),
            Some(Trivia::Break { .. } | Trivia::Lines { .. })
        );
        if broken
            && let Trivia::Break {
                comment,
                blank_lines,
            } = &mut one
        {
            match comment.take() {
                None => {
                    if let Some(
                        Trivia::Break {
                            blank_lines: before,
                            ..
                        }
                        | Trivia::Lines {
                            blank_lines: before,
                            ..
                        },
                    ) = front.last_mut()
                    {
                        *before = (*before).max(*blank_lines);
                    }
                    continue;
                }
                Some(comment) => {
                    one = Trivia::Lines {
                        lines: vec![comment],
                        blank_lines: *blank_lines,
                    };
                }
            }
        }
        front.push(one);
    }
    front
}

struct Pass<'a> {
    tokens: &'a mut Vec<Token>,
}

impl Pass<'_> {
    fn breaks(&self, id: Id) -> bool {
        breaks_line(&self.tokens[id].trivia)
    }

    /// Lets a token begin a line.
    fn break_before(&mut self, id: Id) {
        if !self.breaks(id) {
            self.tokens[id].trivia.insert(0, Trivia::BREAK);
        }
    }

    /// Moves what stands before one token in front of what stands before the
    /// next, from the first line break on.
    fn hand_on_lines(&mut self, from: Id, to: Id) {
        let is_inline = |one: &Trivia| matches!(one, Trivia::Inline(_));
        let trivia = &mut self.tokens[from].trivia;
        let stays = trivia.iter().take_while(|one| is_inline(one)).count();
        let front = trivia.split_off(stays);
        self.put_before(front, to);
    }

    /// As [`Self::hand_on_lines`], with comments on the same line.
    fn hand_on(&mut self, from: Id, to: Id) {
        let front = std::mem::take(&mut self.tokens[from].trivia);
        self.put_before(front, to);
    }

    fn put_before(&mut self, front: Vec<Trivia>, to: Id) {
        if !front.is_empty() {
            let back = std::mem::take(&mut self.tokens[to].trivia);
            self.tokens[to].trivia = join(front, back);
        }
    }

    /// Settles the comma behind the last element.
    fn last_comma(&mut self, comma: &mut Option<Id>, close: Id, wanted: bool) {
        match (*comma, wanted) {
            (Some(id), false) => {
                self.hand_on(id, close);
                *comma = None;
            }
            (None, true) => {
                *comma = Some(self.tokens.len());
                self.tokens.push(Token {
                    kind: Kind::Symbol,
                    text: ",".to_owned(),
                    trivia: Vec::new(),
                    offset: self.tokens[close].offset,
                });
            }
            _ => {}
        }
    }

    /// Spreads what stands between two brackets over lines, or not: all of
    /// the elements that begin with `firsts` and the closing bracket.
    fn spread(&mut self, firsts: &[Id], close: Id) -> bool {
        let spread = firsts.iter().chain([&close]).any(|id| self.breaks(*id));
        if spread {
            for id in firsts.iter().chain([&close]) {
                self.break_before(*id);
            }
        }
        spread
    }

    fn node(&mut self, node: &mut Node) {
        match node {
            Node::Atom(_) => {}
            Node::Prefix(_, operand) => self.node(operand),
            Node::Parens(_, inside, close) => {
                let first = inside.first();
                self.spread(&[first], *close);
                self.node(inside);
            }
            Node::Array(_, items, close) => self.array(items, *close),
            Node::ArrayFor {
                body, specs, close, ..
            } => {
                self.last_comma(&mut body.comma, specs[0].first(), false);
                let mut firsts = vec![body.first()];
                firsts.extend(specs.iter().map(Spec::first));
                self.spread(&firsts, *close);
                self.node(&mut body.value);
                self.specs(specs);
            }
            Node::Object(object) => self.object(object),
            Node::Local { binds, body, .. } => {
                self.binds(binds);
                self.node(body);
            }
            Node::If {
                condition, yes, no, ..
            } => {
                self.node(condition);
                self.node(yes);
                if let Some((_, no)) = no {
                    self.node(no);
                }
            }
            Node::Function { params, body, .. } => {
                self.params(params);
                self.node(body);
            }
            Node::Assert {
                assertion, body, ..
            } => {
                self.assertion(assertion);
                self.node(body);
            }
            Node::Binary(left, _, right) => {
                self.node(left);
                self.node(right);
            }
            Node::Field(target, ..) => self.node(target),
            Node::Index { target, parts, .. } => {
                self.node(target);
                for part in parts {
                    if let Part::Node(node) = part {
                        self.node(node);
                    }
                }
            }
            Node::Call {
                target,
                items,
                close,
                ..
            } => {
                self.node(target);
                self.arguments(items, *close);
            }
            Node::Extend(target, object) => {
                self.node(target);
                self.object(object);
            }
        }
    }

    /// Hands on the line breaks before the commas.
    fn commas(&mut self, commas: &[Option<Id>], firsts: &[Id], close: Id) {
        for (index, comma) in commas.iter().enumerate() {
            if let Some(comma) = comma {
                let next = firsts.get(index + 1).copied().unwrap_or(close);
                self.hand_on_lines(*comma, next);
            }
        }
    }

    fn array(&mut self, items: &mut [Item], close: Id) {
        let firsts: Vec<Id> = items.iter().map(Item::first).collect();
        let commas: Vec<_> = items.iter().map(|item| item.comma).collect();
        self.commas(&commas, &firsts, close);
        if !items.is_empty() {
            let spread = self.spread(&firsts, close);
            if let Some(last) = items.last_mut() {
                self.last_comma(&mut last.comma, close, spread);
            }
        }
        for item in items {
            self.node(&mut item.value);
        }
    }

    fn arguments(&mut self, items: &mut [Item], close: Id) {
        let firsts: Vec<Id> = items.iter().map(Item::first).collect();
        let commas: Vec<_> = items.iter().map(|item| item.comma).collect();
        self.commas(&commas, &firsts, close);
        let spread = self.spread_list(&firsts, close);
        if let Some(last) = items.last_mut().filter(|_| !spread) {
            self.last_comma(&mut last.comma, close, false);
        }
        for item in items {
            self.node(&mut item.value);
        }
    }

    fn params(&mut self, params: &mut Params) {
        let firsts: Vec<Id> = params.items.iter().map(|param| param.name).collect();
        let commas: Vec<_> = params.items.iter().map(|param| param.comma).collect();
        self.commas(&commas, &firsts, params.close);
        let spread = self.spread_list(&firsts, params.close);
        if let Some(last) = params.items.last_mut().filter(|_| !spread) {
            self.last_comma(&mut last.comma, params.close, false);
        }
        for param in &mut params.items {
            if let Some((_, default)) = &mut param.default {
                self.node(default);
            }
        }
    }

    /// Arguments and parameters may begin behind their bracket and still
    /// have lines of their own. Gives whether the closing bracket has one; if
    /// so, the comma behind the last is the author's choice.
    fn spread_list(&mut self, firsts: &[Id], close: Id) -> bool {
        let Some((first, others)) = firsts.split_first() else {
            return false;
        };
        if others.iter().any(|id| self.breaks(*id)) {
            for id in others {
                self.break_before(*id);
            }
        }
        self.spread(&[*first], close)
    }

    fn object(&mut self, object: &mut Object) {
        let close = object.close;
        let firsts: Vec<Id> = object
            .members
            .iter()
            .map(Member::first)
            .chain(object.specs.iter().map(Spec::first))
            .collect();
        let commas: Vec<_> = object.members.iter().map(|member| member.comma).collect();
        self.commas(&commas, &firsts, close);
        if let Some(last) = object.members.last_mut() {
            let spread = self.spread(&firsts, close);
            let next = object.specs.first().map_or(close, Spec::first);
            let wanted = spread && object.specs.is_empty();
            self.last_comma(&mut last.comma, next, wanted);
        }
        for member in &mut object.members {
            match &mut member.kind {
                MemberKind::Local(_, bind) => self.bind(bind),
                MemberKind::Assert(assertion) => self.assertion(assertion),
                MemberKind::Field {
                    name,
                    params,
                    value,
                    ..
                } => {
                    match name {
                        Name::Fixed(id) => self.field_name(*id),
                        Name::Computed(_, inside, _) => self.node(inside),
                    }
                    if let Some(params) = params {
                        self.params(params);
                    }
                    self.node(value);
                }
            }
        }
        self.specs(&mut object.specs);
    }

    /// Takes off quotes that a name does not need.
    fn field_name(&mut self, id: Id) {
        let token = &mut self.tokens[id];
        if token.kind == Kind::Quoted && !token.text.starts_with('@') {
            let name = bare(&token.text);
            if is_name(&name) {
                token.kind = Kind::Word;
                token.text = name;
            }
        }
    }

    fn specs(&mut self, specs: &mut [Spec]) {
        for spec in specs {
            match spec {
                Spec::For { over: node, .. } | Spec::If(_, node) => self.node(node),
            }
        }
    }

    fn binds(&mut self, binds: &mut [Bind]) {
        for index in 0..binds.len() {
            if let Some(comma) = binds[index].comma
                && let Some(next) = binds.get(index + 1)
            {
                self.hand_on_lines(comma, next.name);
            }
        }
        if binds.iter().skip(1).any(|bind| self.breaks(bind.name)) {
            for bind in &binds[1..] {
                self.break_before(bind.name);
            }
        }
        for bind in binds {
            self.bind(bind);
        }
    }

    fn bind(&mut self, bind: &mut Bind) {
        if let Some(params) = &mut bind.params {
            self.params(params);
        }
        self.node(&mut bind.value);
    }

    fn assertion(&mut self, assertion: &mut Assertion) {
        self.node(&mut assertion.condition);
        if let Some((_, message)) = &mut assertion.message {
            self.node(message);
        }
    }
}
