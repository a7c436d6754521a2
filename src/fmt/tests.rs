use std::fs;

use proptest::prelude::*;

use super::*;
use crate::source::tests::{blank, evaluate, expression, fill};

#[track_caller]
fn formats(from: &str, to: &str) {
    let once = format(from).expect("Jsonnet");
    assert_eq!(once, to);
    assert_eq!(format(&once).as_deref(), Ok(to), "again");
}

#[track_caller]
fn stays(text: &str) {
    formats(text, text);
}

#[test]
fn brackets_are_padded_or_spread() {
    formats(
        "{a:1,b:[ 1,2 ],c:{},d:[ ]}",
        "{ a: 1, b: [1, 2], c: {}, d: [] }\n",
    );
    formats(
        "{a:1,\nb:[1,\n2]}",
        "{\n  a: 1,\n  b: [\n    1,\n    2,\n  ],\n}\n",
    );
    formats("[{\na:1},{b:2}]", "[{\n  a: 1,\n}, { b: 2 }]\n");
    formats("[x for x in\ny\n]", "[\n  x\n  for x in\n    y\n]\n");
    formats("{[x]:1,for x in y if x}", "{ [x]: 1 for x in y if x }\n");
}

#[test]
fn commas_follow_the_brackets() {
    formats("[1,]", "[1]\n");
    formats("[\n1\n, 2 // two\n, ]", "[\n  1,\n  2,  // two\n]\n");
    formats("f(1,)", "f(1)\n");
    stays("f(\n  1,\n  2\n)\n");
    stays("f(\n  1,\n  2,\n)\n");
    formats(
        "local f(a,b=1,)=a;f(1,b = 2)",
        "local f(a, b=1) = a; f(1, b=2)\n",
    );
}

#[test]
fn continued_lines_line_up_or_step() {
    stays("local a = 1;\nlocal b =\n  2;\nassert a < b : 'm';\na\n");
    formats("local a=1,\nb=2;a", "local a = 1,\n      b = 2; a\n");
    stays("foo(a,\n    b)\n");
    stays("foo(a, {\n  b: 1,\n})\n");
    stays("{\n  a: b +\n     c,\n  d:\n    e,\n}\n");
    stays("if a then\n  b\nelse if c then\n  d\nelse\n  e\n");
    stays("function(x)\n  x\n");
    stays("local k = (import 'k') + {\n  a: 1,\n};\nk\n");
    stays("local k = (import 'k') +\n          {\n            a: 1,\n          };\nk\n");
    formats("(\na\n+ b)", "(\n  a\n  + b\n)\n");
}

#[test]
fn strings_keep_their_values() {
    formats(
        r#"["a", 'b', "it's", 'say "x"', "a\"b", 'a\'b', "'\"", '\u00e9\n\\', @"v""", @'v''']"#,
        "['a', 'b', \"it's\", 'say \"x\"', 'a\"b', \"a'b\", \"'\\\"\", '\\u00e9\\n\\\\', @\"v\"\"\", @'v''']\n",
    );
    formats(
        "{ a: |||-  \n      x\n\n       y \n   |||\n}",
        "{\n  a: |||-\n    x\n\n     y \n  |||,\n}\n",
    );
    formats(
        "{'a':1,\"b-c\":2,'if':3,\"d\"+:4,'e'(x)::5,['f']:6}",
        "{ a: 1, 'b-c': 2, 'if': 3, d+: 4, e(x):: 5, ['f']: 6 }\n",
    );
}

#[test]
fn comments_and_blank_lines_stay() {
    stays(
        "#!/usr/bin/env mixgen\n// a\n\n\n/* b\n * c\n */\n{\n  // d\n  a: 1,  // e\n\n  /* f */ b: /* g */ 2,\n  // h\n}\n// i\n",
    );
    formats("\n\n# a\n\n\n\n\n1\n\n\n", "// a\n\n\n1\n");
    formats(
        "[1 /* a */\n, /* b */ 2]",
        "[\n  1 /* a */,\n  /* b */ 2,\n]\n",
    );
    formats(
        "{\n    /* a\n       b\n     c */\n x: 1}",
        "{\n  /* a\n     b\n   c */\n  x: 1,\n}\n",
    );
    formats("1 +// a\n2", "1 +  // a\n2\n");
    formats("/** a **/ 1 /***/", "/** a **/ 1 /***/\n");
}

#[test]
fn all_that_has_a_form_is_laid_out() {
    formats(
        "{local a=$.b,assert a:'m',c+::super.d,e:::self.f[0],g:h[1:2:3],i:j[::2],k:l[:],\
         m:-1,n:!a&&~b,o:f(x)(y).z(1)tailstrict,\
         p(x):x.y[0](1){},q:[ ][0],r:error'x',s:import'y',t:(function(x,y=1)x),u:- -1,v:!(a),w:1in{}}",
        "{ local a = $.b, assert a : 'm', c+:: super.d, e::: self.f[0], g: h[1:2:3], i: j[::2], \
         k: l[:], m: -1, n: !a && ~b, o: f(x)(y).z(1) tailstrict, p(x): x.y[0](1) {}, q: [][0], \
         r: error 'x', s: import 'y', t: (function(x, y=1) x), u: --1, v: !(a), w: 1 in {} }\n",
    );
}

#[test]
fn what_is_no_jsonnet_is_refused_with_a_place() {
    for (source, message) in [
        ("{ a: 1\n  b: 2 }", "2:3: expected `}`, found `b:`"),
        ("[1, 'a", "1:5: expected a string that ends, found `'a`"),
        ("", "1:1: expected an expression, found the end of the file"),
        ("1 2", "1:3: expected an operator or the end, found `2`"),
        ("a[]", "1:3: expected an index, found `]`"),
        ("/* a", "1:1: expected a comment that ends, found `/*`"),
        ("local if = 1; 2", "1:7: expected a name, found `if`"),
        ("é", "1:1: expected Jsonnet, found `é`"),
    ] {
        let error = format(source).expect_err(source);
        assert_eq!(error.to_string(), message);
    }
    let deep = "[".repeat(501);
    assert!(matches!(format(&deep), Err(FmtError::Source(_))));
}

#[test]
fn the_deepest_source_has_a_layout() {
    let source = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    format(&source).expect("within the limits");
    for repeated in ["1+", "!", "local x=1;", "if a then b else "] {
        let source = repeated.repeat(9_990) + "1";
        format(&source).expect("within the limits");
    }
}

#[test]
fn the_check_sees_what_is_lost() {
    let tokens = |source| lex::tokens(source).expect("tokens");
    let differ = |a, b| check::first_difference(&tokens(a), &tokens(b));
    assert_eq!(differ("{ 'a': 'b', }", "{a:\"b\"}"), None);
    assert_eq!(differ("[1] # a", "[1,] // a"), None);
    assert_eq!(differ("[1, 2]", "[1]"), Some(2));
    assert_eq!(differ("[1] // a", "[1]"), Some(3));
    assert_eq!(differ("[1 /* a */]", "[1 /* b */]"), Some(2));
    assert_eq!(differ("'a'", "a"), Some(0));
    assert_eq!(differ("['a' + b]", "[a + b]"), Some(1));
    assert_eq!(differ("'a\\'b'", "\"a'b\""), None);
    assert_eq!(differ("|||\n  a\n|||", "|||\n    a\n|||"), None);
    assert_eq!(differ("|||\n  a\n|||", "|||-\n  a\n|||"), Some(0));
    assert_eq!(differ("1", "1 1"), Some(1));
}

#[test]
fn a_diff_is_unified() {
    assert_eq!(diff("a\n", "a\n"), "");
    assert_eq!(diff("a\nb\n", "a\nc\n"), "@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
}

#[test]
fn files_are_found_once_and_sorted() {
    let dir = tempfile::tempdir().expect("a directory");
    let root = dir.path();
    for path in [
        "b.jsonnet",
        "a/c.libsonnet",
        "a/d.json",
        "vendor/e.jsonnet",
        ".git/f.jsonnet",
        "out/g.jsonnet",
        "a/target/h.jsonnet",
        "a/.i.jsonnet",
        "plain",
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a directory");
        fs::write(path, "1").expect("a file");
    }
    let found = files(&[root.join("plain"), root.to_owned(), root.join("b.jsonnet")]);
    let wanted = ["a/c.libsonnet", "b.jsonnet", "plain"].map(|path| root.join(path));
    assert_eq!(found.expect("readable"), wanted);
    assert!(files(&[root.join("missing")]).is_err());
    assert_eq!(files(&[root.join("vendor")]).expect("readable").len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn formatting_is_stable_and_keeps_the_value(
        template in expression(),
        blanks in prop::collection::vec(blank(), 1..12),
    ) {
        let value = evaluate(&template.replace('\0', " "));
        prop_assume!(value.is_ok());
        let source = fill(&template, &blanks);
        let once = format(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(format(&once), Ok(once.clone()));
        let safe = source::prepare(once.as_bytes()).expect("as deep as before");
        prop_assert_eq!(evaluate(&safe.text), value);
    }

    #[test]
    fn anything_is_formatted_or_refused(source in "[ -~\n\r\té|/*'\"@({\\[;,]{0,60}") {
        if let Ok(once) = format(&source) {
            prop_assert_eq!(format(&once), Ok(once.clone()));
        }
    }
}
