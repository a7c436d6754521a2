//! mixgen compiles Jsonnet monitoring mixins into a deterministic tree of
//! manifests and dashboards.
//!
//! A build goes through the modules below in their order, and each uses only
//! those above it:
//!
//! A [`project`] is found around the current folder, with its settings and
//! [`limits`]. Its program is handed to a [`worker`], a child process that
//! [`evaluate`]s it: every imported file goes through [`source`], which makes
//! it safe for the evaluator's parser, and `mixgen/…` comes from the
//! [`embedded`] library. The worker [`render`]s each document to bytes as soon
//! as it has its value, looks for literal [`credentials`] in it, and sends it
//! to the parent, together with the [`closure`] of all that it read. [`build`]
//! gives the documents checked [`names`] and makes one [`tree`] of each
//! environment, in memory; only then does [`tree::write()`] change a byte. The
//! [`cache`] lets a build that would change nothing end early.
//!
//! [`mod@diff`] says what changed between two trees of files, wherever they come
//! from, which [`side`] knows; [`review`] puts it into the forms that people
//! and programs read. [`estimate`] says what the metrics of an environment cost.
//! [`testing`] runs a project's own tests, and [`watch`] notices when a build is
//! no longer of what is there.
//!
//! Before all that, and never during it, [`vendor`] brings other people's
//! mixins into `vendor/`, with the system's [`git`].
//!
//! [`commands`] is the edge: arguments, printing, exit codes. [`report`] turns
//! the errors of all phases, which are data, into words.

// What has no place in the flow: text for people, and what may be a name.
pub mod text;

pub mod git;

pub mod names;

// Values to bytes and back.
pub mod yaml;

pub mod render;

// Queries, read and edited.
pub mod promql;

pub mod credentials;

// What a build starts from.
pub mod limits;

pub mod source;

pub mod embedded;

pub mod closure;

// From the program to documents.
pub mod evaluate;

pub mod worker;

pub mod project;

// From documents to files.
pub mod tree;

pub mod vendor;

pub mod build;

pub mod cache;

// From trees to what changed between them.
pub mod diff;

pub mod metrics;

// What it costs.
pub mod estimate;

// What changed, in the forms that people and programs read.
pub mod review;

// What is compared, and a project's own tests.
pub mod side;

pub mod testing;

pub mod watch;

// Beside the flow.
pub mod fmt;

// The edge.
pub mod report;

pub mod commands;
