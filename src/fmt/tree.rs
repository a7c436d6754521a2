//! The syntax tree that is laid out: its leaves are numbers of tokens.

/// The number of a token.
pub(super) type Id = usize;

#[derive(Debug)]
pub(super) enum Node {
    /// A literal, a name, `self`, `super`, `$`.
    Atom(Id),
    /// A unary operator, `error` or an import.
    Prefix(Id, Box<Node>),
    Parens(Id, Box<Node>, Id),
    Array(Id, Vec<Item>, Id),
    ArrayFor {
        open: Id,
        body: Box<Item>,
        specs: Vec<Spec>,
        close: Id,
    },
    Object(Object),
    Local {
        keyword: Id,
        binds: Vec<Bind>,
        semicolon: Id,
        body: Box<Node>,
    },
    If {
        keyword: Id,
        condition: Box<Node>,
        then: Id,
        yes: Box<Node>,
        no: Option<(Id, Box<Node>)>,
    },
    Function {
        keyword: Id,
        params: Params,
        body: Box<Node>,
    },
    Assert {
        assertion: Box<Assertion>,
        semicolon: Id,
        body: Box<Node>,
    },
    Binary(Box<Node>, Id, Box<Node>),
    /// A target, the dot, a name.
    Field(Box<Node>, Id, Id),
    /// An index or a slice.
    Index {
        target: Box<Node>,
        open: Id,
        parts: Vec<Part>,
        close: Id,
    },
    Call {
        target: Box<Node>,
        open: Id,
        items: Vec<Item>,
        close: Id,
        tailstrict: Option<Id>,
    },
    /// An object right behind what it extends.
    Extend(Box<Node>, Object),
}

/// An element of an array, or an argument.
#[derive(Debug)]
pub(super) struct Item {
    /// The name of an argument, and `=`.
    pub(super) name: Option<(Id, Id)>,
    pub(super) value: Node,
    pub(super) comma: Option<Id>,
}

/// What stands between brackets after a target.
#[derive(Debug)]
pub(super) enum Part {
    Node(Node),
    Colons(Id),
}

#[derive(Debug)]
pub(super) struct Object {
    pub(super) open: Id,
    pub(super) members: Vec<Member>,
    /// Not empty in a comprehension.
    pub(super) specs: Vec<Spec>,
    pub(super) close: Id,
}

#[derive(Debug)]
pub(super) struct Member {
    pub(super) kind: MemberKind,
    pub(super) comma: Option<Id>,
}

#[derive(Debug)]
pub(super) enum MemberKind {
    Field {
        name: Name,
        params: Option<Params>,
        plus: Option<Id>,
        colons: Id,
        value: Node,
    },
    Local(Id, Bind),
    Assert(Assertion),
}

#[derive(Debug)]
pub(super) enum Name {
    /// A word or a string.
    Fixed(Id),
    Computed(Id, Node, Id),
}

#[derive(Debug)]
pub(super) struct Bind {
    pub(super) name: Id,
    pub(super) params: Option<Params>,
    pub(super) equals: Id,
    pub(super) value: Node,
    pub(super) comma: Option<Id>,
}

#[derive(Debug)]
pub(super) struct Params {
    pub(super) open: Id,
    pub(super) items: Vec<Param>,
    pub(super) close: Id,
}

#[derive(Debug)]
pub(super) struct Param {
    pub(super) name: Id,
    pub(super) default: Option<(Id, Node)>,
    pub(super) comma: Option<Id>,
}

#[derive(Debug)]
pub(super) struct Assertion {
    pub(super) keyword: Id,
    pub(super) condition: Node,
    pub(super) message: Option<(Id, Node)>,
}

#[derive(Debug)]
pub(super) enum Spec {
    For {
        keyword: Id,
        name: Id,
        within: Id,
        over: Node,
    },
    If(Id, Node),
}

impl Node {
    /// The token that the node begins with.
    pub(super) fn first(&self) -> Id {
        match self {
            Self::Atom(id)
            | Self::Prefix(id, _)
            | Self::Parens(id, ..)
            | Self::Array(id, ..)
            | Self::ArrayFor { open: id, .. }
            | Self::Local { keyword: id, .. }
            | Self::If { keyword: id, .. }
            | Self::Function { keyword: id, .. } => *id,
            Self::Object(object) => object.open,
            Self::Assert { assertion, .. } => assertion.keyword,
            Self::Binary(target, ..)
            | Self::Field(target, ..)
            | Self::Index { target, .. }
            | Self::Call { target, .. }
            | Self::Extend(target, _) => target.first(),
        }
    }
}

impl Item {
    /// The token that the item begins with.
    pub(super) fn first(&self) -> Id {
        self.name
            .map_or_else(|| self.value.first(), |(name, _)| name)
    }
}

impl Member {
    /// The token that the member begins with.
    pub(super) fn first(&self) -> Id {
        match &self.kind {
            MemberKind::Field { name, .. } => match name {
                Name::Fixed(id) | Name::Computed(id, ..) => *id,
            },
            MemberKind::Local(keyword, _) => *keyword,
            MemberKind::Assert(assertion) => assertion.keyword,
        }
    }
}

impl Spec {
    /// `for` or `if`.
    pub(super) fn first(&self) -> Id {
        match self {
            Self::For { keyword, .. } | Self::If(keyword, _) => *keyword,
        }
    }
}
