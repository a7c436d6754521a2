//! Writes what `tests/real/tenants` compares with Prometheus' own parser.
//!
//! `cargo run --example promql_corpus -- OUT.jsonl [QUERIES.json]`: a line for
//! each query, `{"query": …, "labels": {…}, "injected": …}`, or `"error"` in the
//! place of `"injected"`. `QUERIES.json` is an array of further queries.

#[path = "../../../src/promql/tests/looks.rs"]
#[expect(dead_code, reason = "the queries with variables are for Grafana alone")]
mod looks;
#[path = "../../../src/promql/tests/nasty.rs"]
mod nasty;

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    io::{BufWriter, Write},
};

use mixgen::promql;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments
        .next()
        .ok_or("usage: promql_corpus OUT.jsonl [QUERIES.json]")?;
    let mut queries: BTreeSet<String> = BTreeSet::new();
    for (query, _) in nasty::INJECTED.iter().chain(looks::ERRORS) {
        queries.insert((*query).to_owned());
    }
    if let Some(path) = arguments.next() {
        let more: Vec<String> = serde_json::from_slice(&std::fs::read(path)?)?;
        queries.extend(more);
    }
    let sets = [
        &[("namespace", "team-a")][..],
        &[("cluster", "a\"b\\c\n{d}"), ("tenant.name", "ü")],
    ];
    let mut out = BufWriter::new(std::fs::File::create(out)?);
    for query in &queries {
        for set in sets {
            let labels: BTreeMap<String, String> = set
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            let mut line = json!({"query": query, "labels": &labels});
            match promql::inject(query, &labels) {
                Ok(injected) => line["injected"] = injected.into(),
                Err(error) => line["error"] = error.to_string().into(),
            }
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(())
}
