//! A [`Comparison`](crate::diff::Comparison) in the forms that people and programs read.
//!
//! Every form is a function of the comparison and of its [`Labels`] alone: the
//! same input gives the same bytes. Everything that comes from the compared
//! files is escaped for the form it is put in.

pub mod fingerprint;

pub mod html;

pub mod inline;

pub mod json;

pub mod markdown;

pub mod sarif;

pub mod text;

pub mod words;

/// What a report calls that which was compared, in the user's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The `from` side, such as `out/` or `git:main`.
    pub from: String,
    /// The `to` side, such as `a fresh build`.
    pub to: String,
    /// The command that shows the whole, such as `mixgen diff k3d`.
    pub command: String,
    /// Of each environment, the folder in the repository where its files lie
    /// on the `to` side, such as `out/k3d`; empty where they lie in none.
    pub folders: Vec<String>,
}
