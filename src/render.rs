//! Render: a document (a JSON value) → the bytes of its file.
//!
//! The bytes depend on the value alone: not on the order of insertion, the
//! locale, the machine or the thread. What a file holds is chosen by its
//! extension, see [`document`]. Both encoders are ours, because the common
//! YAML encoders leave text unquoted that Kubernetes' readers take for a
//! boolean or a number.

mod json;
mod number;
mod order;
mod yaml;

use std::fmt;

use serde_json::Value;

/// Why a document cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderError {
    /// The path ends in none of `.yaml`, `.yml`, `.json`.
    Extension {
        /// The document's path.
        path: String,
    },
    /// The document, or one document of a stream, is `null`.
    Null {
        /// The document's path.
        path: String,
        /// Which document of the stream, counted from 0; `None` if the path
        /// holds a single document.
        index: Option<usize>,
    },
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Extension { path } => {
                write!(f, "`{path}` must end in `.yaml`, `.yml` or `.json`")
            }
            Self::Null { path, index: None } => write!(f, "document `{path}` is null"),
            Self::Null {
                path,
                index: Some(index),
            } => write!(f, "document {index} of the stream `{path}` is null"),
        }
    }
}

impl std::error::Error for RenderError {}

/// Renders the document at `path`: `.json` as [`json`], `.yaml` and `.yml` as
/// [`yaml`], or as [`yaml_stream`] if it is an array. A string is the file's
/// text already and is written as it is.
///
/// # Errors
/// Another extension, a `null` document, a `null` in a stream.
pub fn document(path: &str, value: &Value) -> Result<Vec<u8>, RenderError> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_yaml = match extension {
        "json" => false,
        "yaml" | "yml" => true,
        _ => return Err(RenderError::Extension { path: path.into() }),
    };
    match value {
        Value::Null => Err(RenderError::Null {
            path: path.into(),
            index: None,
        }),
        Value::String(text) => Ok(text.clone().into_bytes()),
        Value::Array(documents) if is_yaml => {
            if let Some(index) = documents.iter().position(Value::is_null) {
                return Err(RenderError::Null {
                    path: path.into(),
                    index: Some(index),
                });
            }
            Ok(yaml_stream(documents))
        }
        value => {
            let mut out = Vec::with_capacity(4096);
            if is_yaml {
                yaml(value, &mut out);
            } else {
                json(value, &mut out);
            }
            Ok(out)
        }
    }
}

/// Appends `value` as one YAML document that ends in a newline (a block text
/// at the top level may end in several), without a `---`.
///
/// Readers of YAML 1.1 and 1.2 get the same value back. Keys come in the
/// order of the `order` table; sequences stand at their parent's indent, as
/// `kubectl get -o yaml` prints them; text of several lines is a literal block
/// where that keeps every byte; no line is ever wrapped.
pub fn yaml(value: &Value, out: &mut Vec<u8>) {
    yaml::document(value, out);
}

/// Renders `documents` as a YAML stream with `---` between them; no document
/// gives no bytes.
#[must_use]
pub fn yaml_stream(documents: &[Value]) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    for (index, document) in documents.iter().enumerate() {
        if index > 0 {
            out.extend_from_slice(b"---\n");
        }
        yaml(document, &mut out);
    }
    out
}

/// [`yaml`], as text.
#[must_use]
pub fn yaml_text(value: &Value) -> String {
    let mut out = Vec::new();
    yaml(value, &mut out);
    String::from_utf8(out).expect("text and escapes of text")
}

/// [`json`], as text.
#[must_use]
pub fn json_text(value: &Value) -> String {
    let mut out = Vec::new();
    json(value, &mut out);
    String::from_utf8(out).expect("text and escapes of text")
}

/// Appends `value` as JSON: sorted keys, two spaces of indent, numbers as in
/// YAML, a newline at the end.
pub fn json(value: &Value, out: &mut Vec<u8>) {
    json::document(value, out);
}

/// Where the first `null` inside `value` is, as `spec.groups[0].interval`
/// (keys in sorted order; `.` alone for the value itself). A manifest that
/// holds one is refused by server-side apply, so a caller warns about it.
#[must_use]
pub fn find_null(value: &Value) -> Option<String> {
    fn search(value: &Value, path: &mut String) -> bool {
        let length = path.len();
        match value {
            Value::Null => return true,
            Value::Object(map) => {
                for (key, value) in map {
                    push_key(path, key);
                    if search(value, path) {
                        return true;
                    }
                    path.truncate(length);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    push_index(path, index);
                    if search(value, path) {
                        return true;
                    }
                    path.truncate(length);
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        false
    }
    let mut path = String::new();
    search(value, &mut path).then(|| {
        if path.is_empty() {
            ".".to_owned()
        } else {
            path
        }
    })
}

/// Appends a key to a path inside a document: `.key`, or `["a.b"]` where the
/// key is no plain word.
pub(crate) fn push_key(path: &mut String, key: &str) {
    let plain = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if plain {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    } else {
        path.push('[');
        let mut quoted = Vec::with_capacity(key.len() + 2);
        json::string(key, &mut quoted);
        path.push_str(&String::from_utf8_lossy(&quoted));
        path.push(']');
    }
}

/// Appends an index to a path inside a document: `[3]`.
pub(crate) fn push_index(path: &mut String, index: usize) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}

#[cfg(test)]
mod tests;
