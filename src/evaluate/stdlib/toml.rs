//! `std.manifestTomlEx`, blank lines and all, as go-jsonnet writes it.

use jrsonnet_evaluator::{ObjValue, Result, Val, ensure_sufficient_stack, val::ArrValue};

use super::{failure, strings::quoted};

/// Writes `value`, an object, with `step` for each level of indent. `null` and
/// functions are errors.
pub(super) fn document(value: &Val, step: &str) -> Result<String> {
    let Val::Obj(object) = value else {
        return Err(failure(format!(
            "a TOML document is an object, got {}",
            value.value_type()
        )));
    };
    Writer { step }.body(object, &mut Vec::new(), "")
}

struct Writer<'a> {
    step: &'a str,
}

impl Writer<'_> {
    /// The fields of a table, then its sections, each after a blank line.
    fn body(&self, table: &ObjValue, path: &mut Vec<String>, indent: &str) -> Result<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut sections = String::new();
        for (key, value) in table.iter() {
            let value = value?;
            path.push(key.to_string());
            if is_section(&value)? {
                sections.push_str("\n\n");
                sections.push_str(&ensure_sufficient_stack(|| {
                    self.section(&value, path, indent)
                })?);
            } else {
                let text = format!("{} = {}", name(&key), self.value(&value, path, false)?);
                lines.extend(text.split('\n').map(|line| format!("{indent}{line}")));
            }
            path.pop();
        }
        Ok(lines.join("\n") + &sections)
    }

    fn section(&self, value: &Val, path: &mut Vec<String>, indent: &str) -> Result<String> {
        let title = path
            .iter()
            .map(|key| name(key))
            .collect::<Vec<_>>()
            .join(".");
        let deeper = format!("{indent}{}", self.step);
        let mut table = |object: &ObjValue, heading: String| -> Result<String> {
            let newline = if object.is_empty() { "" } else { "\n" };
            Ok(heading + newline + &self.body(object, path, &deeper)?)
        };
        match value {
            Val::Obj(object) => table(object, format!("{indent}[{title}]")),
            Val::Arr(items) => Ok(items
                .iter()
                .map(|item| match item? {
                    Val::Obj(object) => table(&object, format!("{indent}[[{title}]]")),
                    _ => unreachable!("a section is an array of objects"),
                })
                .collect::<Result<Vec<_>>>()?
                .join("\n\n")),
            _ => unreachable!("a section is an object or an array of them"),
        }
    }

    fn value(&self, value: &Val, path: &[String], inline: bool) -> Result<String> {
        match value {
            Val::Bool(truth) => Ok(truth.to_string()),
            Val::Num(number) => Ok(number.to_string()),
            Val::Str(text) => Ok(quoted(&text.into_flat())),
            Val::Arr(items) => ensure_sufficient_stack(|| self.array(items, path, inline)),
            Val::Obj(object) => ensure_sufficient_stack(|| {
                object.run_assertions()?;
                let fields = object
                    .iter()
                    .map(|(key, field)| {
                        Ok(format!(
                            "{} = {}",
                            name(&key),
                            self.value(&field?, path, true)?
                        ))
                    })
                    .collect::<Result<Vec<_>>>()?;
                Ok(format!("{{ {} }}", fields.join(", ")))
            }),
            Val::Null | Val::Func(_) => Err(failure(format!(
                "TOML has no {} (at `{}`)",
                value.value_type(),
                path.join(".")
            ))),
        }
    }

    fn array(&self, items: &ArrValue, path: &[String], inline: bool) -> Result<String> {
        if items.is_empty() {
            return Ok("[]".to_owned());
        }
        let (separator, indent) = if inline { (" ", "") } else { ("\n", self.step) };
        let items = items
            .iter()
            .map(|item| Ok(format!("{indent}{}", self.value(&item?, path, true)?)))
            .collect::<Result<Vec<_>>>()?;
        Ok(format!(
            "[{separator}{}{separator}]",
            items.join(&format!(",{separator}"))
        ))
    }
}

fn is_section(value: &Val) -> Result<bool> {
    match value {
        Val::Obj(_) => Ok(true),
        Val::Arr(items) => {
            for item in items.iter() {
                if !matches!(item?, Val::Obj(_)) {
                    return Ok(false);
                }
            }
            Ok(!items.is_empty())
        }
        _ => Ok(false),
    }
}

fn name(key: &str) -> String {
    if key.is_empty() {
        "''".to_owned()
    } else if key
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    {
        key.to_owned()
    } else {
        quoted(key)
    }
}
