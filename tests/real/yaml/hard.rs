//! Hard values for encoders of YAML, made by rule: what some reader takes for
//! something else than text, white space in every arrangement, indicators in
//! every position, characters that YAML forbids, long lines and keys, numbers
//! at every edge. Included by the unit tests and by `corpus.rs`.

use serde_json::{Map, Value, json};

/// Every hard text, without duplicates, in a fixed order.
pub fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    words(&mut texts);
    numbers_as_text(&mut texts);
    times(&mut texts);
    indicators(&mut texts);
    arrangements(&mut texts);
    characters(&mut texts);
    long(&mut texts);
    ordinary(&mut texts);
    let mut seen = std::collections::BTreeSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    texts
}

/// Every hard value that is no text.
pub fn others() -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!([]),
        json!({}),
        json!([[]]),
        json!([{}]),
        json!([[[1], [2, [3]]], []]),
        json!({"a": {}}),
        json!({"a": []}),
        json!({"a": null}),
        json!({"": ""}),
        json!([null, [null]]),
        json!([{"a": [{"b": [{"c": "x\ny"}]}]}, [[{"a": 1, "b": 2}]]]),
    ];
    for power in [0, 8, 16, 31, 32, 52, 53, 54, 62, 63] {
        for delta in [0, 1] {
            let integer = (1_u64 << power) + delta;
            values.push(json!(integer));
            values.push(json!(integer - 2 * delta));
            if let Ok(integer) = i64::try_from(integer) {
                values.push(json!(-integer));
            }
        }
    }
    values.extend([json!(i64::MIN), json!(i64::MAX), json!(u64::MAX)]);
    let mut floats = vec![0.0, -0.0, f64::MIN_POSITIVE, f64::MAX, f64::EPSILON, 5e-324];
    for exponent in -25..=25 {
        for digits in ["1", "-1", "1.5", "9.999999", "1.2345678901234567"] {
            floats.extend(format!("{digits}e{exponent}").parse::<f64>());
        }
    }
    // A fixed sequence of bit patterns covers every exponent.
    let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..500 {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        floats.push(f64::from_bits(bits));
    }
    values.extend(
        floats
            .into_iter()
            .filter(|float| float.is_finite())
            .map(Value::from),
    );
    values
}

/// Puts `value` at the top, and wherever a document can hold it: as a value,
/// an item, nested, in front of and after others.
pub fn places(value: &Value) -> Vec<Value> {
    vec![
        value.clone(),
        json!({"a": value}),
        json!({"a": value, "b": value, "c": "end"}),
        json!([value, value, "end"]),
        json!({"a": {"b": [{"c": value, "d": 1}, value, [value, [value]]]}, "z": value}),
    ]
}

/// Puts `text` wherever a key can stand, before each kind of value.
pub fn key_places(text: &str) -> Vec<Value> {
    let object = |value: Value| Value::Object(Map::from_iter([(text.to_owned(), value)]));
    vec![
        object(json!(1)),
        object(json!("two\nlines\n")),
        object(json!({"a": [1]})),
        object(json!([1, {"a": 2}])),
        json!([object(json!([])), {"a": object(json!({"b": "c"}))}, 1]),
    ]
}

fn words(texts: &mut Vec<String>) {
    for word in [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "nan", "inf",
        "infinity", ".inf", "-.inf", "+.inf", ".nan", "~", "=", "<<", "!!null", "!!str",
    ] {
        let mut title = word.to_owned();
        if let Some(at) = word.find(|c: char| c.is_ascii_lowercase()) {
            title[at..=at].make_ascii_uppercase();
        }
        let mut last = word.to_owned();
        if let Some(at) = word.rfind(|c: char| c.is_ascii_lowercase()) {
            last[at..=at].make_ascii_uppercase();
        }
        for word in [word.to_owned(), word.to_uppercase(), title, last] {
            texts.extend([
                format!("{word} "),
                format!(" {word}"),
                format!("{word}\n"),
                format!("{word}s"),
                word,
            ]);
        }
    }
}

fn numbers_as_text(texts: &mut Vec<String>) {
    for sign in ["", "+", "-", "--"] {
        for start in [
            "",
            "0",
            "00",
            "1",
            "12",
            "0x",
            "0X",
            "0o",
            "0O",
            "0b",
            "0B",
            ".",
            "_",
            "1_",
            "0.",
            "1.",
            "1:",
            "1:30",
            "190:20:3",
            "1,0",
            "1e",
            "1E+",
            "123456789012345678901234567890",
        ] {
            for end in [
                "", "0", "7", "9", "F", "1_000", "_", ".", ".5", ".5.6", "e5", "E-5", "e+5", ":30",
                "d", "m", "s", "Gi", "e3s", "%", "/8", " 1",
            ] {
                texts.push(format!("{sign}{start}{end}"));
            }
        }
    }
}

fn times(texts: &mut Vec<String>) {
    for date in [
        "2001-12-14",
        "2001-1-4",
        "20011214",
        "2001-12",
        "12-14-2001",
    ] {
        for time in [
            "",
            "T21:59:43Z",
            "t21:59:43.10+01:00",
            " 21:59:43.10 -5",
            " 21:59",
            "T",
            "Z",
        ] {
            texts.push(format!("{date}{time}"));
        }
    }
}

fn indicators(texts: &mut Vec<String>) {
    for mark in (0x21_u8..0x7f)
        .map(char::from)
        .filter(|c| !c.is_alphanumeric())
    {
        for form in [
            "@", "@@", "@@@", "@a", "@ a", "a@", "a @", "a@b", "a@ b", "a @b", "a @ b", "@\n",
            "\n@", "@\na", "a\n@", "a\n@ b", "a\n@b\n", " @", "@ ", "@1", "1@", "1@1", "@a@",
            "@ a @", "@-", "-@",
        ] {
            texts.push(form.replace('@', &mark.to_string()));
        }
    }
    for text in [
        "--- a",
        "---\na",
        "a\n---\nb",
        "a\n...\nb\n",
        "... a",
        "- - a",
        "-- a",
        "? - a",
        "a: b: c",
        "a: b\nc: d",
        "{a: b}",
        "[a, b]",
        "!!binary aGk=",
        "!<tag:x> a",
        "&a *a",
        "*a : b",
        "<<: *a",
        "%YAML 1.1",
        "%TAG ! x",
        "|-",
        "|2",
        "|+\n a",
        ">-",
        ">1\n a",
        "# a",
        "a # b",
        "a\t# b",
        "''''",
        "it's",
        "it's \"so\"",
        "\"a\" 'b'",
        "\\'",
        "\\\"",
        "a\\\nb",
        "\\u0041",
        "'a\n'",
    ] {
        texts.push(text.to_owned());
    }
}

fn arrangements(texts: &mut Vec<String>) {
    for (alphabet, longest) in [
        (&['a', ' ', '\n', '\t'][..], 5),
        (&['a', '\r', '\n'], 4),
        (&['a', ' ', '\n', '#', '-', ':'], 4),
    ] {
        let mut layer = vec![String::new()];
        for _ in 0..longest {
            layer = layer
                .iter()
                .flat_map(|text| alphabet.iter().map(move |c| format!("{text}{c}")))
                .collect();
            texts.extend(layer.iter().cloned());
        }
    }
}

fn characters(texts: &mut Vec<String>) {
    let beyond = [
        0xa0, 0xad, 0xe9, 0x301, 0x61c, 0x5d0, 0x1680, 0x2000, 0x200b, 0x200d, 0x200e, 0x2028,
        0x2029, 0x202e, 0x2066, 0x3000, 0x65e5, 0xd7ff, 0xe000, 0xfdd0, 0xfdef, 0xfeff, 0xfffc,
        0xfffd, 0xfffe, 0xffff, 0x1_0000, 0x1_f600, 0x1_fffe, 0x1_ffff, 0xe_0001, 0xf_0000,
        0x10_fffe, 0x10_ffff,
    ];
    for c in (0..0x20)
        .chain(0x7f..0xa0)
        .chain(beyond)
        .filter_map(char::from_u32)
    {
        for text in [
            format!("{c}"),
            format!("{c}{c}"),
            format!("{c}a"),
            format!("a{c}"),
            format!("a{c}b"),
            format!(" {c}"),
            format!("a\n{c}b"),
            format!("{c}\na"),
            format!("a{c}\nb\n"),
            format!("'{c}\"\\"),
        ] {
            texts.push(text);
        }
    }
}

fn long(texts: &mut Vec<String>) {
    for length in [
        79, 80, 81, 127, 128, 129, 998, 999, 1000, 1001, 1021, 1022, 1023, 1024, 1025, 1030, 5000,
    ] {
        texts.push("k".repeat(length));
        texts.push("\u{e9}".repeat(length));
        texts.push("'".repeat(length));
        texts.push("\u{1}".repeat(length));
        texts.push("a ".repeat(length));
        texts.push("a: ".repeat(length));
        texts.push(format!("{}\n{}", "a ".repeat(length), "b".repeat(length)));
    }
    texts.push("two  spaces   three ".repeat(200));
    texts.push("line\n".repeat(3000));
    texts.push(format!("a{}", "\n".repeat(50)));
}

fn ordinary(texts: &mut Vec<String>) {
    for text in [
        "sum by (job) (\n  rate(up{job=~\"a|b\"}[5m])\n)\n> 0\n",
        "  sum(up)\nor\n  vector(0)",
        "\n  sum(up)\n",
        "\tsum(up)\n\t> 0\n",
        "a\n\n\n  b\n\t\n\n",
        "{{ $labels.pod }}: {{ $value | humanize }}%",
        "{\n  \"title\": \"a\",\n  \"panels\": []\n}\n",
        "#!/bin/sh\nset -e\n\n# comment\necho \"$HOME\"\n",
        "key: value\nlist:\n- a\n- b\n",
        "--config.file=/etc/prometheus.yaml",
        "-Xmx2g",
        "__meta_kubernetes_pod_name",
        "$(POD_NAME)",
        "(.*);(.+)",
        "^a$",
        "\\d+\\.\\d+",
        "0 */6 * * *",
        "10.0.0.0/8",
        "quay.io/prometheus/prometheus:v3.1.0",
        "http://a.example:9090/path?x=1#y",
        "99.9%",
    ] {
        texts.push(text.to_owned());
    }
}
