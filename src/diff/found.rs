//! A change while it is being found: one thing, one place, each field with a
//! class of its own.

use std::sync::Arc;

use serde_json::Value;

use super::{
    model::{Class, DashboardPair, Field, Kind, Language, Subject, Was, What},
    open::Origin,
};

/// One change of one thing.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) subject: Subject,
    pub(super) was: Option<Was>,
    /// What the change itself does, beside that of its fields.
    pub(super) grade: Grade,
    pub(super) fields: Vec<Graded>,
    pub(super) within: Vec<String>,
    pub(super) from: Option<Origin>,
    pub(super) to: Option<Origin>,
    pub(super) dashboard: Option<Arc<DashboardPair>>,
    /// The component that the object belongs to, by its label.
    pub(super) component: Option<String>,
}

/// A class, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Grade {
    pub(super) class: Class,
    pub(super) because: String,
}

impl Grade {
    pub(super) fn new(class: Class, because: impl Into<String>) -> Self {
        Self {
            class,
            because: because.into(),
        }
    }

    /// Of this class, without a reason that is worth words.
    pub(super) fn plain(class: Class) -> Self {
        Self::new(class, "")
    }

    pub(super) fn cosmetic() -> Self {
        Self::plain(Class::Cosmetic)
    }
}

/// A field and what its change does.
#[derive(Clone, Debug)]
pub(super) struct Graded {
    pub(super) field: Field,
    pub(super) grade: Grade,
}

/// Where a thing stands on each side.
pub(super) struct Sides<'a> {
    pub(super) within: Vec<String>,
    pub(super) from: Option<&'a Origin>,
    pub(super) to: Option<&'a Origin>,
}

impl Found {
    pub(super) fn new(kind: Kind, what: What, name: impl Into<String>, sides: Sides) -> Self {
        Self {
            kind,
            subject: Subject {
                what,
                name: name.into(),
            },
            was: None,
            grade: Grade::cosmetic(),
            fields: Vec::new(),
            within: sides.within,
            from: sides.from.cloned(),
            to: sides.to.cloned(),
            dashboard: None,
            component: None,
        }
    }

    pub(super) fn graded(mut self, grade: Grade) -> Self {
        self.grade = grade;
        self
    }

    pub(super) fn with(mut self, fields: Vec<Graded>) -> Self {
        self.fields = fields;
        self
    }

    /// The gravest of its grades.
    pub(super) fn worst(&self) -> &Grade {
        let fields = self.fields.iter().map(|field| &field.grade);
        // Of one class, the first with a reason.
        let rank = |grade: &&Grade| (grade.class, grade.because.is_empty());
        [&self.grade]
            .into_iter()
            .chain(fields)
            .min_by_key(rank)
            .expect("there is at least one")
    }
}

/// Fields of one class.
pub(super) fn all(fields: Vec<Field>, grade: &Grade) -> Vec<Graded> {
    let graded = |field| Graded {
        field,
        grade: grade.clone(),
    };
    fields.into_iter().map(graded).collect()
}

/// A field of a thing that was added or removed.
pub(super) fn fact(name: &str, language: Language, kind: Kind, value: &Value) -> Option<Graded> {
    if value.is_null() {
        return None;
    }
    let (from, to) = match kind {
        Kind::Removed => (Some(value.clone()), None),
        _ => (None, Some(value.clone())),
    };
    let field = Field {
        name: name.to_owned(),
        language,
        from,
        to,
    };
    Some(Graded {
        field,
        grade: Grade::cosmetic(),
    })
}
