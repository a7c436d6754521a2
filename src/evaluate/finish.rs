//! What is left to do with a document once the evaluator has delivered it:
//! looking for credentials, and rendering.

use serde_json::Value;

use super::{Credential, Document, Events, Failure, Place};
use crate::{credentials, render};

/// Sends a document, what is wrong with it, or both. `limit` is the size of a
/// file in MiB.
pub(super) fn document(
    place: Place,
    path: String,
    made_by: Vec<String>,
    value: Value,
    limit: usize,
    events: &dyn Events,
) {
    for found in credentials::scan(&value) {
        events.credential(credential(&place, found));
    }
    match contents(&path, value, limit, &place) {
        Ok(contents) => events.document(Document {
            environment: place.environment,
            path,
            made_by,
            contents,
        }),
        Err(failure) => events.failure(*failure),
    }
}

fn credential(place: &Place, found: credentials::Finding) -> Credential {
    Credential {
        place: place.clone(),
        at: found.at,
        rule: found.rule.to_owned(),
        masked: found.masked,
        fingerprint: found.fingerprint,
        instead: found.instead.to_owned(),
    }
}

/// The bytes of a document; `limit` in MiB.
fn contents(
    path: &str,
    value: Value,
    limit: usize,
    place: &Place,
) -> Result<Vec<u8>, Box<Failure>> {
    let contents = match value {
        Value::String(text) => text.into_bytes(),
        value => render::document(path, &value)
            .map_err(|error| Box::new(Failure::plain(error.to_string(), place.clone())))?,
    };
    if contents.len() > limit << 20 {
        let message = format!("the file is larger than the limit of {limit} MiB");
        return Err(Box::new(Failure::limit(message, place.clone(), "file")));
    }
    Ok(contents)
}
