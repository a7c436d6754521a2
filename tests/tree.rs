//! The safety of `out/`: what a write may change, and what it may not.

#[path = "tree/forged.rs"]
mod forged;
#[path = "tree/names.rs"]
mod names;
#[path = "tree/ownership.rs"]
mod ownership;
#[path = "tree/place.rs"]
mod place;
#[path = "tree/support.rs"]
mod support;
#[path = "tree/together.rs"]
mod together;
