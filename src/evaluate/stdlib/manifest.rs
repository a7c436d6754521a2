//! Functions that turn values into text.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::fmt::Write as _;

use jrsonnet_evaluator::{
    IStr, ObjValueBuilder, Result, ResultExt as _, Val, function::builtin, in_description_frame,
    typed::FromUntyped, val::ArrValue,
};

use super::{INFALLIBLE, failure, strings::quoted, toml};

/// Replaces what differs from go-jsonnet.
pub(super) fn extend(library: &mut ObjValueBuilder) {
    library
        .method("manifestIni", builtin_manifest_ini {})
        .method("manifestJson", builtin_manifest_json {})
        .method("manifestJsonEx", builtin_manifest_json_ex {})
        .method("manifestJsonMinified", builtin_manifest_json_minified {})
        .method("manifestToml", builtin_manifest_toml {})
        .method("manifestTomlEx", builtin_manifest_toml_ex {})
        .method("manifestXmlJsonml", builtin_manifest_xml_jsonml {})
        .method("manifestYamlDoc", builtin_manifest_yaml_doc {})
        .method("manifestYamlStream", builtin_manifest_yaml_stream {});
}

#[builtin]
fn builtin_manifest_ini(ini: Val) -> Result<String> {
    let text = jrsonnet_stdlib::builtin_manifest_ini(ini)?;
    Ok(if text == "\n" { String::new() } else { text })
}

#[builtin]
fn builtin_manifest_json(value: Val) -> Result<String> {
    jrsonnet_stdlib::builtin_manifest_json(value).map(escape_separators)
}

#[builtin]
fn builtin_manifest_json_ex(
    value: Val,
    indent: String,
    newline: Option<IStr>,
    key_val_sep: Option<IStr>,
) -> Result<String> {
    jrsonnet_stdlib::builtin_manifest_json_ex(value, indent, newline, key_val_sep)
        .map(escape_separators)
}

#[builtin]
fn builtin_manifest_json_minified(value: Val) -> Result<String> {
    jrsonnet_stdlib::builtin_manifest_json_minified(value).map(escape_separators)
}

/// Go escapes the line and paragraph separators, which end a line in
/// JavaScript. In JSON they can stand inside a string only.
fn escape_separators(json: String) -> String {
    if json.contains(['\u{2028}', '\u{2029}']) {
        json.replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029")
    } else {
        json
    }
}

#[builtin]
fn builtin_manifest_toml(value: Val) -> Result<String> {
    toml::document(&value, "  ")
}

#[builtin]
fn builtin_manifest_toml_ex(value: Val, indent: IStr) -> Result<String> {
    toml::document(&value, &indent)
}

#[builtin]
fn builtin_manifest_xml_jsonml(value: Val) -> Result<String> {
    if !matches!(value, Val::Arr(_)) {
        return Err(failure(format!(
            "expected a JsonML value (an array), got {}",
            value.value_type()
        )));
    }
    let mut out = String::new();
    xml(&value, &mut out)?;
    Ok(out)
}

/// As go-jsonnet does, without escapes: `std.escapeStringXML` is the caller's.
fn xml(value: &Val, out: &mut String) -> Result<()> {
    if let Val::Str(text) = value {
        out.push_str(&text.into_flat());
        return Ok(());
    }
    let element = ArrValue::from_untyped(value.clone())?;
    let mut parts = element.iter().peekable();
    let tag = match parts.next() {
        Some(tag) => IStr::from_untyped(tag?)?,
        None => return Err(failure("a JsonML element without a tag name")),
    };
    out.push('<');
    out.push_str(&tag);
    if let Some(Ok(Val::Obj(attributes))) = parts.peek() {
        for (name, value) in attributes.iter() {
            let value = value?.to_string()?;
            write!(out, " {name}=\"{value}\"").expect(INFALLIBLE);
        }
        parts.next();
    }
    out.push('>');
    for part in parts {
        xml(&part?, out)?;
    }
    write!(out, "</{tag}>").expect(INFALLIBLE);
    Ok(())
}

#[builtin]
fn builtin_manifest_yaml_doc(
    value: Val,
    #[default(false)] indent_array_in_object: bool,
    #[default(true)] quote_keys: bool,
) -> Result<String> {
    let mut yaml = Yaml {
        indent_array_in_object,
        quote_keys,
        out: String::new(),
    };
    yaml.value(&value, &mut String::new())?;
    Ok(yaml.out)
}

#[builtin]
#[allow(
    clippy::fn_params_excessive_bools,
    reason = "the parameters of the function in Jsonnet"
)]
fn builtin_manifest_yaml_stream(
    value: ArrValue,
    #[default(false)] indent_array_in_object: bool,
    #[default(true)] c_document_end: bool,
    #[default(true)] quote_keys: bool,
) -> Result<String> {
    let documents = value
        .iter()
        .map(|document| builtin_manifest_yaml_doc(document?, indent_array_in_object, quote_keys))
        .collect::<Result<Vec<_>>>()?;
    let end = if c_document_end { "\n...\n" } else { "\n" };
    Ok(format!("---\n{}{end}", documents.join("\n---\n")))
}

/// Writes `std.manifestYamlDoc`. Not for manifests: it quotes too little for
/// some readers and too much for people.
struct Yaml {
    indent_array_in_object: bool,
    quote_keys: bool,
    out: String,
}

impl Yaml {
    fn value(&mut self, value: &Val, indent: &mut String) -> Result<()> {
        match value {
            Val::Null => self.out.push_str("null"),
            Val::Bool(truth) => self.out.push_str(if *truth { "true" } else { "false" }),
            Val::Num(number) => self.out.push_str(&number.to_string()),
            Val::Str(text) => self.text(&text.into_flat(), indent),
            Val::Func(_) => return Err(failure("a function cannot be written as YAML")),
            Val::Arr(items) if items.is_empty() => self.out.push_str("[]"),
            Val::Arr(items) => {
                for (index, item) in items.iter().enumerate() {
                    let item = item.with_description(|| format!("elem <{index}> evaluation"))?;
                    if index > 0 {
                        self.line(indent);
                    }
                    self.out.push('-');
                    self.item(&item, index, indent)?;
                }
            }
            Val::Obj(object) => {
                object.run_assertions()?;
                for (index, (key, field)) in object.iter().enumerate() {
                    let field = field.with_description(|| format!("field <{key}> evaluation"))?;
                    if index > 0 {
                        self.line(indent);
                    }
                    self.field(&key, &field, indent)?;
                }
                if object.is_empty() {
                    self.out.push_str("{}");
                }
            }
        }
        Ok(())
    }

    fn item(&mut self, item: &Val, index: usize, indent: &mut String) -> Result<()> {
        let nested = match item {
            Val::Arr(items) if !items.is_empty() => {
                self.line(indent);
                self.out.push_str("  ");
                true
            }
            _ => {
                self.out.push(' ');
                matches!(item, Val::Arr(_) | Val::Obj(_))
            }
        };
        let width = indent.len();
        if nested {
            indent.push_str("  ");
        }
        in_description_frame(
            || format!("elem <{index}> manifestification"),
            || self.value(item, indent),
        )?;
        indent.truncate(width);
        Ok(())
    }

    fn field(&mut self, key: &str, field: &Val, indent: &mut String) -> Result<()> {
        if !self.quote_keys && is_bare(key) {
            self.out.push_str(key);
        } else {
            self.out.push_str(&quoted(key));
        }
        self.out.push(':');
        let width = indent.len();
        let deeper = match field {
            Val::Arr(items) if !items.is_empty() => Some(self.indent_array_in_object),
            Val::Obj(object) if !object.is_empty() => Some(true),
            _ => None,
        };
        match deeper {
            None => self.out.push(' '),
            Some(deeper) => {
                if deeper {
                    indent.push_str("  ");
                }
                self.line(indent);
            }
        }
        in_description_frame(
            || format!("field <{key}> manifestification"),
            || self.value(field, indent),
        )?;
        indent.truncate(width);
        Ok(())
    }

    fn text(&mut self, text: &str, indent: &str) {
        match text.strip_suffix('\n') {
            Some(block) => {
                self.out.push('|');
                for line in block.split('\n') {
                    self.line(indent);
                    self.out.push_str("  ");
                    self.out.push_str(line);
                }
            }
            None => self.out.push_str(&quoted(text)),
        }
    }

    fn line(&mut self, indent: &str) {
        self.out.push('\n');
        self.out.push_str(indent);
    }
}

/// Whether go-jsonnet leaves the key `key` without quotes.
fn is_bare(key: &str) -> bool {
    const RESERVED: [&str; 15] = [
        "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", "-.inf", "+.inf", ".inf",
        "null", "-", "---",
    ];
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-/.".contains(c);
    !key.is_empty()
        && key.chars().all(plain)
        && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(key))
        && !is_date_like(key)
        && !is_number_like(key)
}

/// Two dashes and otherwise digits only.
fn is_date_like(key: &str) -> bool {
    key.matches('-').count() == 2 && key.bytes().all(|b| b == b'-' || b.is_ascii_digit())
}

fn is_number_like(key: &str) -> bool {
    let unsigned = key.strip_prefix('-').unwrap_or(key);
    let binary = unsigned
        .strip_prefix("0b")
        .is_some_and(|bits| !bits.is_empty() && bits.bytes().all(|b| b"01_".contains(&b)));
    let hexadecimal = key.match_indices("0x").any(|(at, _)| {
        key.as_bytes()
            .get(at + 2)
            .is_some_and(|&b| b.is_ascii_hexdigit() || b == b'_')
    });
    // Rust and Go read the same decimal numbers, infinities and NaN here.
    binary || hexadecimal || key.parse::<f64>().is_ok()
}
