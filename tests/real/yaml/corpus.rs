//! Writes the documents that `tests/real/yaml` reads with Go's YAML readers.
//!
//! `cargo run --example yaml_corpus -- OUT.jsonl [VALUES.json]`: a line for
//! each document, `{"value": …, "yaml": "…", "json": "…"}`, where `value` is
//! what both texts must read back as, and for each stream, with
//! `"stream": true` and an array for `value`. `VALUES.json` is an array of
//! further values to put in every place.

#[path = "hard.rs"]
mod hard;

use std::error::Error;
use std::io::{BufWriter, Write};

use mixgen::render;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments
        .next()
        .ok_or("usage: yaml_corpus OUT.jsonl [VALUES.json]")?;
    let mut values: Vec<Value> = hard::texts().into_iter().map(Value::from).collect();
    values.extend(hard::others());
    if let Some(path) = arguments.next() {
        let more: Vec<Value> = serde_json::from_slice(&std::fs::read(path)?)?;
        values.extend(more);
    }
    let mut out = BufWriter::new(std::fs::File::create(out)?);
    let mut documents = 0_usize;
    for value in &values {
        let mut places = hard::places(value);
        if let Some(text) = value.as_str() {
            places.extend(hard::key_places(text));
        }
        for document in &places {
            let mut yaml = Vec::new();
            render::yaml(document, &mut yaml);
            let mut json = Vec::new();
            render::json(document, &mut json);
            writeln!(
                out,
                "{}",
                json!({"value": document, "yaml": String::from_utf8(yaml)?, "json": String::from_utf8(json)?})
            )?;
            documents += 1;
        }
        let stream = [value.clone(), json!({"a": value}), value.clone()];
        let yaml = render::yaml_stream(&stream);
        writeln!(
            out,
            "{}",
            json!({"stream": true, "value": stream, "yaml": String::from_utf8(yaml)?})
        )?;
        documents += 1;
    }
    out.flush()?;
    #[expect(clippy::disallowed_macros, reason = "nothing else prints here")]
    {
        eprintln!("{} values, {documents} documents", values.len());
    }
    Ok(())
}
