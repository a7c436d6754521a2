use super::*;

#[track_caller]
fn matches(pattern: &str, text: &str) -> bool {
    regex_match(pattern, text).expect(pattern)
}

#[track_caller]
fn subst(pattern: &str, text: &str, replacement: &str) -> String {
    regex_subst(pattern, text, replacement).expect(pattern)
}

#[test]
fn escapes_are_those_of_go() {
    assert_eq!(
        escape_string_regex(r"a.b-c#d&e~f \+*?()|[]{}^$ é"),
        r"a\.b-c#d&e~f \\\+\*\?\(\)\|\[\]\{\}\^\$ é"
    );
}

#[test]
fn matches_are_unanchored() {
    assert!(matches("b", "abc"));
    assert!(!matches("^b", "abc"));
    assert!(matches("(?i)B$", "ab"));
    assert!(!matches("a.b", "a\nb"));
    assert!(matches("(?s)a.b", "a\nb"));
}

#[test]
fn classes_of_letters_are_ascii() {
    assert!(!matches(r"^\d$", "٣"));
    assert!(!matches(r"^\w$", "é"));
    assert!(matches(r"^\W$", "é"));
    assert!(!matches(r"^\s$", "\u{a0}"));
    assert!(!matches(r"^\s$", "\u{b}"));
    assert!(matches(r"^[\d_]+[^\s\W]$", "1_a"));
    assert!(matches(r"^[\D]$", "é"));
    assert!(matches(r"é\bx", "éx"));
    assert!(!matches(r"a\Bé", "aé"));
    assert!(matches(r"^\pL\p{Greek}$", "éλ"));
    assert!(matches(r"^[[:alpha:]]+$", "abc"));
}

#[test]
fn punctuation_means_what_it_means_in_go() {
    for (pattern, text) in [
        (r"^[[]$", "["),
        (r"^[]a]+$", "]a"),
        (r"^[^]]$", "a"),
        (r"^[a&&b~~]+$", "a&b~"),
        (r"^[+--]+$", "+,-"),
        (r"^[--0a-]+$", "-./0a"),
        (r"^[\[\]\-\\^]+$", r"[]-\^"),
        (r"^\<a\>$", "<a>"),
        (r"^\_\/\-\#\&$", "_/-#&"),
        (r"^a{$", "a{"),
        (r"^{{x}}$", "{{x}}"),
        (r"^a{,2}$", "a{,2}"),
        (r"^a{2}b{1,}c{0,1}$", "aab"),
        (r"^\Qa.b[\E+$", "a.b[["),
        (r"^\Qa.b", "a.b"),
        (r"^\x41\x{42}\t$", "AB\t"),
    ] {
        assert!(matches(pattern, text), "{pattern} {text}");
    }
}

#[test]
fn what_is_no_pattern_says_why() {
    for pattern in ["(", "[a", "a\\", "*", r"(?=a)", r"\C"] {
        let error = regex_match(pattern, "").expect_err(pattern).to_string();
        assert!(error.starts_with("not a regular expression: `"), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn groups_expand_as_in_go() {
    let pattern = r"(\w+)-(?P<b>\w+)(-x)?";
    for (replacement, expected) in [
        ("$2", "c"),
        ("${1}x", "ax"),
        ("$1x", ""),
        ("$1-$b", "a-c"),
        ("${b}${3}$3", "c"),
        ("$$1 $", "$1 $"),
        ("${1 ${} $-", "${1 ${} $-"),
        ("$0$9", "a-c"),
        (r"\1", r"\1"),
    ] {
        assert_eq!(
            subst(pattern, "a-c", replacement),
            expected,
            "{replacement}"
        );
    }
}

#[test]
fn all_matches_are_replaced_once() {
    assert_eq!(subst("a*", "baaac", "x"), "xbxcx");
    assert_eq!(subst("", "ab", "-"), "-a-b-");
    assert_eq!(subst("b", "abab", ""), "aa");
    assert_eq!(subst("z", "ab", "y"), "ab");
}

#[test]
fn json_is_indented_and_nothing_else() {
    let json = r#" {"b":[1.0,1e3,{}],"a":"x: [\"{,\\","c":[ ], "é":[[null]]} "#;
    let expected = r#"{
  "b": [
    1.0,
    1e3,
    {}
  ],
  "a": "x: [\"{,\\",
  "c": [],
  "é": [
    [
      null
    ]
  ]
}
"#;
    assert_eq!(manifest_json_from_json(json, 2).expect("JSON"), expected);
    assert_eq!(
        manifest_json_from_json("[1]", 0).expect("JSON"),
        "[\n1\n]\n"
    );
    assert_eq!(manifest_json_from_json("3", 4).expect("JSON"), "3\n");
    assert!(manifest_json_from_json("{a: 1}", 2).is_err());
    assert!(manifest_json_from_json("1 2", 2).is_err());
}

#[test]
fn digests_are_hexadecimal() {
    assert_eq!(
        sha256_hex(""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(
        sha256_hex("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}
