//! The forms of a comparison: whole outputs, and that nothing in the compared
//! files can leave its place in them.

#[path = "review/html.rs"]
mod html;
#[path = "review/json.rs"]
mod json;
#[path = "review/markdown.rs"]
mod markdown;
#[path = "review/sample.rs"]
mod sample;
#[path = "review/sarif.rs"]
mod sarif;
#[path = "review/schema.rs"]
mod schema;
