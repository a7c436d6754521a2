//! Why an import failed.

use super::{ImportPath, Origin};
use crate::{
    evaluate::{
        access::Refusal,
        trace::{Class, Frame},
    },
    source,
};

/// Why an import failed. The evaluator's error holds only the message; the
/// rest is found again by it.
#[derive(Clone, Debug)]
pub(in crate::evaluate) struct ImportError {
    pub(in crate::evaluate) message: String,
    pub(in crate::evaluate) class: Class,
    /// Where it is imported, or what is wrong in what is imported.
    pub(in crate::evaluate) at: Option<Box<Frame>>,
    pub(in crate::evaluate) hint: Option<&'static str>,
}

impl ImportError {
    pub(super) fn input(message: String) -> Self {
        Self {
            message,
            class: Class::Input,
            at: None,
            hint: None,
        }
    }

    /// What is wrong in the text of an imported file.
    pub(super) fn source(path: &ImportPath, bytes: &[u8], error: &source::SourceError) -> Self {
        let (class, hint) = match error.kind {
            source::SourceErrorKind::NotUtf8 => (Class::Input, None),
            source::SourceErrorKind::Nesting(_) => (
                Class::Limit,
                Some("raise it with `nesting` in `[limits]` of mixgen.toml"),
            ),
            source::SourceErrorKind::Depth(_) => (Class::Limit, None),
        };
        let line = bytes
            .split(|byte| *byte == b'\n')
            .nth(error.line - 1)
            .unwrap_or_default();
        let at = Frame {
            file: path.to_string(),
            embedded: matches!(path.origin, Origin::Embedded(_)),
            line: error.line,
            column: error.column,
            length: 1,
            source: String::from_utf8_lossy(line).into_owned(),
            what: String::new(),
        };
        let kind = &error.kind;
        Self {
            message: format!("can't import `{path}`: {kind}"),
            class,
            at: Some(Box::new(at)),
            hint,
        }
    }

    /// `mixgen/…` that is not there.
    pub(super) fn not_in_library(path: &str) -> Self {
        Self::input(format!(
            "can't find `{path}`: `mixgen/…` is the library inside mixgen, and it has no such file"
        ))
    }
}

impl From<Refusal> for ImportError {
    fn from(refusal: Refusal) -> Self {
        let class = match refusal {
            Refusal::Unreadable(..) => Class::Input,
            Refusal::TooLarge(_) => Class::Limit,
            _ => Class::Refused,
        };
        Self {
            message: refusal.to_string(),
            class,
            at: None,
            hint: None,
        }
    }
}
