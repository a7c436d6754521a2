use std::borrow::Cow;

use jrsonnet_evaluator::manifest::JsonFormat;
use jrsonnet_evaluator::{FileImportResolver, State};
use jrsonnet_stdlib::ContextInitializer;
use proptest::prelude::*;

use super::*;

mod comprehensions;

/// The value of Jsonnet source as JSON, or why there is none.
pub(crate) fn evaluate(source: &str) -> Result<String, String> {
    let mut builder = State::builder();
    builder
        .import_resolver(FileImportResolver::default())
        .context_initializer(ContextInitializer::new(
            jrsonnet_evaluator::trace::PathResolver::FileName,
        ));
    let state = builder.build();
    let _guard = state.enter();
    state
        .evaluate_snippet("test", source)
        .and_then(|value| value.manifest(JsonFormat::cli(1)))
        .map_err(|error| error.to_string())
}

fn prepared(source: &str) -> Prepared<'_> {
    prepare(source.as_bytes()).expect("within the limits")
}

/// Holds what is true of every source without insertions, and gives the prepared text.
fn check(source: &str) -> String {
    let first = prepared(source);
    assert_eq!(first.text.len(), source.len());
    let newlines = |text: &str| text.match_indices('\n').map(|m| m.0).collect::<Vec<_>>();
    assert_eq!(newlines(&first.text), newlines(source));
    let second = prepared(&first.text);
    assert_eq!(second.text, first.text);
    assert!(second.raw_imports.is_empty());
    assert!(matches!(second.text, Cow::Borrowed(_)));
    first.text.into_owned()
}

#[test]
fn source_without_traps_is_borrowed() {
    for source in [
        "",
        "{}",
        "/**/ 1",
        "/* a */ 1",
        "/* * / ** x */ 1",
        "/****/ 1",
        "// /***/\n1",
        "# /***/\n1",
        "// a\r\n1\r\n",
        "'/***/'",
        "\"/***/ \\\" /***/\"",
        "@'/***/ '' /***/'",
        "@\"\\\" + \"/***/\"",
        "|||\n  /***/ \"\n|||",
        "|||-\n\n\t/***/ '\n\n\t x\n  |||",
        "/* öffnen */ { 'ä': \"€\" }",
        "import 'importstr'",
    ] {
        assert!(
            matches!(prepared(source).text, Cow::Borrowed(_)),
            "{source}"
        );
        check(source);
    }
}

#[test]
fn comments_that_the_lexer_misreads_are_blanked() {
    for (source, expected) in [
        ("/***/ 1", "/* */ 1"),
        ("/** x **/ 1", "/*     */ 1"),
        ("/*****/ 1 /***/", "/*   */ 1 /* */"),
        ("/* a\r\n ä **/ 1", "/*  \r\n     */ 1"),
        ("'/***/' /***/", "'/***/' /* */"),
        ("@'\\' /***/", "@'\\' /* */"),
        ("\"\\\\\" /***/", "\"\\\\\" /* */"),
        ("'\\'/***/' /***/", "'\\'/***/' /* */"),
        ("@'''/***/''' /***/", "@'''/***/''' /* */"),
        ("1 / 2 /***/", "1 / 2 /* */"),
        ("|||\n a\n||| + '' /***/", "|||\n a\n||| + '' /* */"),
    ] {
        assert_eq!(check(source), expected);
    }
}

#[test]
fn a_carriage_return_does_not_end_a_line_comment() {
    assert_eq!(check("{ a: 1, // x\r b: 2\r\n}"), "{ a: 1, // x  b: 2\r\n}");
    assert_eq!(check("# a\r\r\n1 // b\r"), "# a \r\n1 // b ");
}

#[test]
fn nothing_is_lost_in_evaluation() {
    for (source, expected) in [
        (
            "{ a: 1, /** x **/ b: 2, /* y */ c: 3 }",
            "{ a: 1, b: 2, c: 3 }",
        ),
        ("/***/ { a: 1 } /* y */", "{ a: 1 }"),
        ("{ /****/ a: 1, /**/ b: 2 /* y */ }", "{ a: 1, b: 2 }"),
        (
            "/*****************\n * Licence\n *****************/\n{ a: 1 }\n/* end */\n",
            "{ a: 1 }",
        ),
        (
            "/****************\n * Licence\n ****************/\n{ a: 1 } /* end */ + { b: 2 }",
            "{ a: 1, b: 2 }",
        ),
        (
            "{ a: '/***/', b: 1 /***/, c: '*/' }",
            "{ a: '/***/', b: 1, c: '*/' }",
        ),
        ("/*/ x */ 1 /* y **/", "1"),
    ] {
        assert_eq!(evaluate(&check(source)), evaluate(expected), "{source}");
        assert!(evaluate(expected).is_ok());
    }
}

#[test]
fn broken_source_is_left_to_the_parser() {
    for source in [
        "'a",
        "\"a\\",
        "@'a''",
        "@x",
        "/* a",
        "/*/",
        "/*",
        "|||",
        "||| a\n|||",
        "|||\na\n|||",
        "|||\n  a\n",
        "|||\n  a\n b\n|||",
        "|||-",
        "]",
        ")}]",
        ";",
        "((",
        "local",
        "\\",
        "\u{1F600}",
    ] {
        assert_eq!(check(source), source);
        assert!(evaluate(source).is_err(), "{source}");
    }
}

#[test]
fn raw_imports_are_marked() {
    let source = "[importstr 'a', importstr /* x **/ \"é/b\", importbin 'a', import 'a', \
                  importstr @'a', importstr 'c', (importstr ('b'))]";
    let result = prepared(source);
    assert_eq!(
        result.text,
        "[importstr '\u{1}', importstr /*    */ \"\u{1}\u{1}/b\", importbin '\u{2}', import 'a', \
         importstr @'\u{1}', importstr '\u{3}', (importstr ('\u{4}'))]"
    );
    let table: Vec<_> = result
        .raw_imports
        .iter()
        .map(|raw| (raw.marked.as_str(), raw.original.as_str(), raw.kind))
        .collect();
    assert_eq!(
        table,
        [
            ("\u{1}", "a", RawKind::Str),
            ("\u{1}\u{1}/b", "é/b", RawKind::Str),
            ("\u{2}", "a", RawKind::Bin),
            ("\u{3}", "c", RawKind::Str),
            ("\u{4}", "b", RawKind::Str),
        ]
    );
    assert_eq!(result.raw_import("\u{2}").expect("marked").original, "a");
    assert_eq!(result.raw_import("a"), None);
    check(source);
}

#[test]
fn a_mark_is_no_byte_of_the_source() {
    let result = prepared("[importstr 'ab', import '\u{1}b', '\u{2}']");
    assert_eq!(result.raw_imports[0].marked, "\u{3}b");
}

#[test]
fn what_is_not_a_plain_raw_path_stays_unmarked() {
    for source in [
        "importstr ''",
        "importstr 'a\\u0062'",
        "importstr @'a''b'",
        "importstr |||\n  a\n|||",
        "importstr x + 'a'",
        "importstr ['a']",
        "importstr '\u{1}a'",
        "import 'a'",
        "'importstr' + 'a'",
        "// importstr 'a'\n1",
        "importstrs 'a'",
    ] {
        assert_eq!(prepared(source).text, source);
        assert!(prepared(source).raw_imports.is_empty());
    }
}

#[test]
fn marks_run_out_without_harm() {
    let source = ('A'..='Z').chain('a'..='z').fold(String::new(), |text, c| {
        text + "importstr '" + c.encode_utf8(&mut [0; 4]) + "',"
    });
    let result = prepared(&source);
    assert_eq!(result.raw_imports.len(), 26);
    assert!(result.text.ends_with("importstr 'z',"));
}

#[test]
fn bytes_that_are_not_text_are_refused_with_a_place() {
    let error = prepare(b"{\n  \xC3\xA4: '\xFF' }").expect_err("not UTF-8");
    assert_eq!(error.kind, SourceErrorKind::NotUtf8);
    assert_eq!((error.offset, error.line, error.column), (9, 2, 7));
    assert_eq!(error.to_string(), "2:7: not UTF-8");
}

#[test]
fn deep_nesting_is_refused_with_a_place() {
    let limits = Limits::default();
    for (open, close) in [("[", "]"), ("(", ")"), ("{a:", "}"), ("f(", ")")] {
        let times = limits.nesting;
        let fine = format!("{}1{}", open.repeat(times), close.repeat(times));
        prepare(fine.as_bytes()).expect("within the limit");
        let deep = format!("\n{}1", open.repeat(times + 1));
        let error = prepare(deep.as_bytes()).expect_err("too deep");
        assert_eq!(error.kind, SourceErrorKind::Nesting(limits.nesting));
        assert_eq!(error.line, 2);
        assert_eq!(error.column, error.offset);
    }
}

/// What makes a tree higher each time it is repeated: by how much, what is
/// repeated, what comes before and after.
const CHAINS: &[(usize, &str, &str, &str)] = &[
    (1, "1+", "", "1"),
    (1, "1 in ", "", "{}"),
    (1, "true&&", "", "true"),
    (1, "1==", "", "1"),
    (1, "!", "", "true"),
    (1, "-", "", "1"),
    (1, "local x=1;", "", "1"),
    (1, "local x=", "", "1"),
    (1, "assert true;", "", "1"),
    (1, "if true then 1 else ", "", "1"),
    (1, "if false then 1else ", "", "1"),
    (1, "error ", "", "'x'"),
    (2, "function(x)", "", "1"),
    (1, "(1)", "local f(x)=f;f", ""),
    (1, "{}", "{}", ""),
    (1, "['a']", "local x={a:x};x", ""),
    (1, "[::]", "[1]", ""),
];

/// Evaluates on a thread with the stack that the limits are made for.
fn survives(source: String) {
    std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || {
            prepare(source.as_bytes()).expect("within the limits");
            // Only that it ends counts: many of these have no value.
            drop(evaluate(&source));
        })
        .expect("a thread starts")
        .join()
        .expect("evaluation ends");
}

#[test]
fn what_the_limits_allow_does_not_overflow() {
    let limits = Limits::default();
    for (levels, repeated, before, after) in CHAINS {
        let times = limits.depth / levels - 4;
        survives(format!("{before}{}{after}", repeated.repeat(times)));
    }
    for (brackets, open, close) in [
        (1, "[", "]"),
        (1, "(", ")"),
        (1, "{a:", "}"),
        (1, "[1][", "]"),
        (2, "(function(x=", ")1)()"),
        (2, "{[", "]:1}"),
        (2, "[x for x in [", "]]"),
        (2, "{[x]:1 for x in [", "]}"),
        (3, "{local a=1,assert true,a:std.map(function(x) x,[", "])}"),
        (1, "(!!!!!!!!!!!!!!", ")"),
        (
            1,
            "[local x=1;local x=1;if true then 1 else if true then 1 else ",
            "]",
        ),
        (1, "{a+:1+1+1+1+1+1+1+1+1+1+1+", "}"),
    ] {
        let times = limits.nesting / brackets - 1;
        survives(format!("{}1{}", open.repeat(times), close.repeat(times)));
    }
}

#[test]
fn long_chains_are_refused() {
    let limit = Limits::default().depth;
    for (levels, repeated, before, after) in CHAINS {
        let source = format!("{before}{}{after}", repeated.repeat(limit / levels + 1));
        let error = prepare(source.as_bytes()).expect_err(repeated);
        assert_eq!(error.kind, SourceErrorKind::Depth(limit));
    }
}

#[test]
fn width_is_not_depth() {
    for source in [
        format!("[{}]", "1+1,".repeat(50_000)),
        format!(
            "{{{}}}",
            "a:{b:[1]},local c=-1,assert !c:'',".repeat(20_000)
        ),
        format!("f({})", "if a then b else c,".repeat(50_000)),
        format!("a{}", ".b".repeat(50_000)),
    ] {
        assert!(matches!(prepared(&source).text, Cow::Borrowed(_)));
    }
}

#[test]
fn levels_before_and_after_a_bracket_add_up() {
    let limits = Limits {
        nesting: 10,
        depth: 20,
    };
    let deep = |source: &str| prepare_with(source.as_bytes(), limits).is_err();
    assert!(!deep("(1+1+1+1+1+1)+1+1+1+1+1+1"));
    assert!(deep("(((1+1+1+1+1+1)+1+1+1+1+1+1)+1+1+1+1+1+1)+1+1"));
    assert!(deep("!!!!!!!(!!!!!!!(!!!!!!!1))"));
    assert!(!deep(
        "local a=1+1+1+1+1+1+1+1+1,b=1+1+1+1+1+1+1+1+1;[a+a+a+a+a+a,b+b+b+b+b]"
    ));
}

pub(crate) fn blank() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(" ".to_owned()),
        2 => Just("\n".to_owned()),
        1 => Just("\r\n\t".to_owned()),
        2 => "//[ -~é]{0,12}\n",
        1 => "#[ -~é\"'|]{0,12}\r\n",
        2 => "[ a*é\"'|\n]{0,12}".prop_map(|inside| format!("/*{inside}*/")),
    ]
}

/// Blanks in which the evaluator's lexer makes no mistake.
fn tame_blank() -> impl Strategy<Value = String> {
    blank().prop_filter("no even run of stars", |text| {
        let inside = text.strip_prefix("/*").and_then(|t| t.strip_suffix('/'));
        inside.is_none_or(|inside| {
            let other = inside.trim_end_matches('*').len();
            (inside.len() - other) % 2 == 1
        })
    })
}

fn string() -> impl Strategy<Value = String> {
    let inside = "[ -!#-&(-\\[\\]-~é€\n]{0,10}|(/\\*)?[*]{1,3}/|importstr|\\|\\|\\|";
    prop_oneof![
        inside.prop_map(|s| format!("'{s}\\''")),
        inside.prop_map(|s| format!("\"{s}\\\\\\\"\\u00e9\"")),
        inside.prop_map(|s| format!("@'{s}\\'''")),
        inside.prop_map(|s| format!("@\"{s}\"\"\\\"")),
        (inside, prop::bool::ANY).prop_map(|(s, chomp)| {
            let lines = s.replace('\n', "\n\t ");
            format!(
                "|||{}\n\n\t {lines}\n\n\t  x\n |||",
                if chomp { "-" } else { "" }
            )
        }),
    ]
}

/// An expression; each `\0` stands for a place where a blank may be.
pub(crate) fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        string(),
        Just("1e-3".to_owned()),
        Just("10/2".to_owned()),
        Just("null".to_owned()),
        Just("std.length('*/')".to_owned()),
    ];
    leaf.prop_recursive(4, 32, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3)
                .prop_map(|items| format!("[\0{}\0]", items.join("\0,\0"))),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("{{\0a\0:\0{a}\0,\0local\0b\0=\0{b}\0,\0c\0::\0b\0}}")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("local\0x\0=\0{a}\0;\0[\0x\0,\0{b}\0]")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("if\0{a}\0==\0{b}\0then\0{b}\0else\0{a}")),
            inner
                .clone()
                .prop_map(|a| format!("(function(x)\0[\0x\0])(\0{a}\0)")),
            inner.prop_map(|a| format!("[\0y\0for\0y\0in\0[\0{a}\0]\0if\0!false\0]")),
        ]
    })
}

pub(crate) fn fill(template: &str, blanks: &[String]) -> String {
    let mut blanks = blanks.iter().cycle();
    let mut out = String::new();
    for part in template.split('\0') {
        out.push_str(part);
        out.push_str(blanks.next().expect("there are blanks"));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn preparing_loses_nothing(
        template in expression(),
        blanks in prop::collection::vec(blank(), 1..12),
    ) {
        let source = fill(&template, &blanks);
        let text = check(&source);
        prop_assert_eq!(evaluate(&text), evaluate(&template.replace('\0', " ")));
    }

    #[test]
    fn where_the_lexer_is_right_nothing_changes(
        template in expression(),
        blanks in prop::collection::vec(tame_blank(), 1..12),
    ) {
        let source = fill(&template, &blanks);
        prop_assert_eq!(&check(&source), &source);
        prop_assert_eq!(evaluate(&source), evaluate(&template.replace('\0', " ")));
    }

    #[test]
    fn anything_is_survived(source in "[ -~\n\r\té|/*'\"@({\\[;,]{0,80}") {
        if prepare(source.as_bytes()).is_ok() {
            check(&source);
        }
    }
}
