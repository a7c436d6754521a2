use super::*;

fn value(source: &str) -> Result<String, String> {
    evaluate(&prepared(source).text)
}

/// Holds what is true of insertions: without them, the text is the source but
/// for what was overwritten, and offsets lead to where they should.
fn check_insertions(source: &str) {
    let prepared = prepared(source);
    let mut original = 0;
    for (at, byte) in prepared.text.bytes().enumerate() {
        assert_eq!(prepared.original_offset(at), original);
        let next = prepared.original_offset(at + 1);
        if next > original {
            assert!(byte == source.as_bytes()[original] || byte == b' ');
            original += 1;
        } else {
            assert!(!byte.is_ascii_control());
        }
        assert_eq!(next, original);
    }
    assert_eq!(original, source.len());
}

#[test]
fn up_to_two_clauses_are_borrowed() {
    for source in [
        "[a for a in [1]]",
        "[[a, b] for a in [1] for b in [a] if a in {} if b in {}]",
        "{ [a + b]: [c for c in [1] for d in [2]] for a in ['x'] for b in [a] }",
        "[[x for x in [1] for y in [2]] for a in [[z for z in [3] for y in [4]]] for b in [5]]",
        "{ forever: 1, 'for': 2, a: 'for a in b for c in d for e in f' }",
        "[1 /* for a in [] */ for a in [2] for b in [3]] // for c in [4]",
    ] {
        let result = prepared(source);
        assert!(matches!(result.text, Cow::Borrowed(_)), "{source}");
        assert!(result.insertions.is_empty());
        assert_eq!(result.original_offset(7), 7);
    }
}

#[test]
fn later_clauses_are_held_back() {
    for (source, expected) in [
        (
            "[c for a in A for b in B for c in C]",
            "local _=0;[c for a in A for b in B for c in if false then _ else C]",
        ),
        (
            "[for_ for a in A for _ in B for a__b in[C]for d in D in E if d in F for e in\nG]",
            "local ___=0;[for_ for a in A for _ in B for a__b in if false then ___ else[C]for d \
             in if false then ___ else D in E if d in F for e in if false then ___ else\nG]",
        ),
        (
            "/***/ { [a]: [x for x in X for y in Y], for a in A for b in \
             local a = 1, b = [2]; b for c in [z for x in X for y in Y for z in Z] }",
            "local _=0;/* */ { [a]: [x for x in X for y in Y], for a in A for b in \
             local a = 1, b = [2]; b for c in if false then _ else [z for x in X for y in Y \
             for z in if false then _ else Z] }",
        ),
    ] {
        assert_eq!(prepared(source).text, expected);
        check_insertions(source);
    }
}

#[test]
fn an_offset_inside_an_insertion_leads_to_its_place() {
    let source = "[c for a in A for b in B for c in C]";
    let result = prepared(source);
    let offset = |needle: &str| result.text.find(needle).expect("it is there");
    assert_eq!(result.original_offset(0), 0);
    assert_eq!(result.original_offset("local".len()), 0);
    assert_eq!(result.original_offset(offset("[c")), 0);
    assert_eq!(result.original_offset(offset("B")), 23);
    assert_eq!(result.original_offset(offset("false")), 33);
    assert_eq!(result.original_offset(offset(" C]")), 33);
    assert_eq!(result.original_offset(offset("C]")), 34);
    assert_eq!(result.original_offset(result.text.len()), source.len());
}

#[test]
fn broken_comprehensions_stay_broken() {
    for source in [
        "[1 for a in [] for b in [] for c in]",
        "[1 for a in [] for b in [] for c]",
        "[1 for a in [] for b in [] for (c in [])]",
        "[1 for a in [] for b in [] for c of [1 in {}]]",
        "[1 for a in [] for b in [] for c in ] for d in []]",
        "{ assert true, ['x']: 1 for a in [] for b in [] for c in [] }",
        "(1 for a in [] for b in [] for c in [])",
        "1 for a in [] for b in [] for c in []",
        "; [1 for a in [] for b in [] for c in []]",
    ] {
        assert!(value(source).is_err(), "{source}");
        check_insertions(source);
    }
}

/// What go-jsonnet 0.22 gives for each source.
const VALUES: &[(&str, &str)] = &[
    (
        "[[a, b, c] for a in [1, 2] for b in [3] for c in [b]]",
        "[[1, 3, 3], [2, 3, 3]]",
    ),
    (
        "[[a, b, c] for a in [1, 2] for b in [3, 4] for c in [b, b + 1] if c != 4]",
        "[[1, 3, 3], [1, 4, 5], [2, 3, 3], [2, 4, 5]]",
    ),
    (
        "[[a, b, c] for a in [1, 2] for b in [3, 4] if b > 3 for c in [b] if c > 3]",
        "[[1, 4, 4], [2, 4, 4]]",
    ),
    (
        "[[a, b, c, d] for a in [1] for b in [2] for c in [3] for d in [c, b, a]]",
        "[[1, 2, 3, 3], [1, 2, 3, 2], [1, 2, 3, 1]]",
    ),
    (
        "[[a, b, c, d] for a in [1] for b in [2, 5] for c in [b] for d in [c]]",
        "[[1, 2, 2, 2], [1, 5, 5, 5]]",
    ),
    (
        "[[a, b] for a in [1, 2] for b in [a, 3] for a in [b]]",
        "[[1, 1], [3, 3], [2, 2], [3, 3]]",
    ),
    (
        "[[a, b] for a in [1, 2] for b in [3] for a in [a, b] for b in [a]]",
        "[[1, 1], [3, 3], [2, 2], [3, 3]]",
    ),
    (
        "[[std, a, b] for std in [1] for a in [std] for std in [a] for b in [std]]",
        "[[1, 1, 1]]",
    ),
    (
        "[b for a in [1] for std in [2] for a in [std] for b in [std + a]]",
        "[4]",
    ),
    (
        "[c for a in [1] for b in [2] for c in if b > 1 then [b] else []]",
        "[2]",
    ),
    (
        "[c for a in [1] for b in [2] for c in (if b > 3 then [b] else [a]) if c < 2]",
        "[1]",
    ),
    (
        "[c for a in [1] for b in [2] for c in local x = b, y = [x]; y]",
        "[2]",
    ),
    (
        "[c for a in [1] for b in [2] for c in [b] + [b] for d in [c][0:1]]",
        "[2, 2]",
    ),
    (
        "[c(2) for a in [1] for b in [2] for c in [function(x) [x, b]]]",
        "[[2, 2]]",
    ),
    ("[c for a in [1] for b in [[2, 3]] for c in b]", "[2, 3]"),
    ("[c for a in [1] for b in [{ x: [2] }] for c in b.x]", "[2]"),
    (
        "[c for a in [1] for b in [2] for c in { x: [b], y: self.x }.y]",
        "[2]",
    ),
    (
        "[c for a in [1] for b in [2] for c in [z for x in [b] for y in [x] for z in [y]]]",
        "[2]",
    ),
    (
        "[[z, b] for a in [[z for x in [1] for y in [2] for z in [y]]] for b in a for z in [b]]",
        "[[2, 2]]",
    ),
    (
        "[c for a in [1] for b in [{ k: 2 }] for c in ['k' in b]]",
        "[true]",
    ),
    (
        "[c for a in [1] for b in [{ k: 2 }] if 'k' in b for c in [b.k]]",
        "[2]",
    ),
    ("[c for a in [1, 2] for b in [] for c in [b]]", "[]"),
    ("[c for a in [] for b in a for c in error 'never']", "[]"),
    (
        "[c for a in [1] for b in [[]] for c in b for d in error 'never']",
        "[]",
    ),
    (
        "{ [a + b + c]: c for a in ['1', '2'] for b in ['3'] for c in [b] }",
        "{\"133\": \"3\", \"233\": \"3\"}",
    ),
    (
        "{ [a + c]: [b, d] for a in ['x'] for b in ['y', 'z'] if b != 'q' for c in [b] for d in [c] }",
        "{\"xy\": [\"y\", \"y\"], \"xz\": [\"z\", \"z\"]}",
    ),
    (
        "{ local n = c + 1, [a]: if a == 'x' then n else $.x + 1, for a in ['x', 'y'] for b in [1] for c in [b] }",
        "{\"x\": 2, \"y\": 3}",
    ),
    (
        "{ a:: [7], b: [c for x in [1] for y in self.a for c in [y]], c: [c for x in [1] for y in $.a for c in [y]] }",
        "{\"b\": [7], \"c\": [7]}",
    ),
    (
        "{ v: { [d]: [self[c] for c in ['y'] if d == 'x'] for a in ['x', 'y'] for b in [a] for d in [b] } }",
        "{\"v\": {\"x\": [[]], \"y\": []}}",
    ),
    (
        "local o = [9]; [d for a in o for b in [a] for c in [b] for d in [c] + o]",
        "[9, 9]",
    ),
    (
        "local f(n) = [c for a in [n] for b in [a] for c in [b]]; [f(1), f(2)]",
        "[[1], [2]]",
    ),
    ("[c for a in[1]for b in[2]for c in[b]]", "[2]"),
    (
        "[c for a in [1] for b in [2] for c in /** x **/ [b] /** y **/]",
        "[2]",
    ),
    (
        "[_ for _ in [1] for __ in [2] for ___ in [__] for ____ in [_]]",
        "[1]",
    ),
    (
        "[c for a in [1] for b in [2] for c in // for d in [b]\n [b]]",
        "[2]",
    ),
    (
        "[\n  c\n  for a in ['x']\n  for b in [|||\n    for x in y\n  |||]\n  for c in [b]\n]",
        "[\"for x in y\\n\"]",
    ),
];

#[test]
fn values_are_those_of_another_implementation() {
    for (source, expected) in VALUES {
        assert_eq!(value(source), evaluate(expected), "{source}");
        check_insertions(source);
    }
}

/// A clause of a generated comprehension; the numbers choose, modulo what
/// there is.
#[derive(Clone, Debug)]
struct Clause {
    is_if: bool,
    form: usize,
    name: usize,
    first: usize,
    second: usize,
}

fn clauses() -> impl Strategy<Value = Vec<Clause>> {
    let clause = (prop::bool::weighted(0.3), any::<[u8; 4]>()).prop_map(|(is_if, choice)| Clause {
        is_if,
        form: usize::from(choice[0]),
        name: usize::from(choice[1]),
        first: usize::from(choice[2]),
        second: usize::from(choice[3]),
    });
    prop::collection::vec(clause, 1..8).prop_map(|mut clauses| {
        clauses[0].is_if = false;
        let mut loops = 0;
        clauses.retain(|clause| {
            loops += usize::from(!clause.is_if);
            clause.is_if || loops <= 5
        });
        clauses
    })
}

/// Few, so that some are bound again; none is safe by its name.
const NAMES: &[&str] = &["a", "b", "c", "_", "std", "outer"];

/// Arrays of numbers; `V` and `W` stand for variables.
const ARRAYS: &[&str] = &[
    "[1, 2]",
    "[]",
    "[\0V\0]",
    "[V,\0W]",
    "[V\0+\0W, 2]",
    "local\0x\0=\0V,\0y\0=\0[x];\0y",
    "{\0x:\0V,\0y:\0[self.x]\0}.y",
    "{\0[k]:\0[V]\0for\0k\0in\0['k']\0}.k",
    "(function(x)\0[x,\0V])(W)",
    "if\0V\0<\0W\0then\0[V]\0else\0[W]",
    "if\0'k'\0in\0{\0k:\0V\0}\0then\0[V]\0else\0[]",
    "[x\0+\0y\0for\0x\0in\0[V]\0for\0y\0in\0[W,\0x]\0if\0x\0< 2]",
    "assert\0true\0:\0V;\0[W]",
    "length([V])",
    "[V][0:1]\0+\0[W]",
];

/// Conditions.
const CONDITIONS: &[&str] = &[
    "V\0<\0W\0+ 2",
    "V\0!=\0W",
    "'k'\0in\0{\0[if\0V\0< 3\0then\0'k']:\0W\0}",
    "(if\0V\0== 1\0then\0true\0else\0W\0< 4)",
];

/// What each generated program has around it.
const OUTER: &str = "local outer = 1, map = std.flatMap, text = std.toString, \
                     length(x) = std.range(1, std.length(x)); ";

/// A comprehension, each `\0` a place where a blank may be, with the value of
/// its element; and the same array as nested functions.
fn build(clauses: &[Clause]) -> (String, String) {
    let mut scope = vec!["outer"];
    let (mut written, mut before, mut behind) = (Vec::new(), Vec::new(), Vec::new());
    for clause in clauses {
        let pick = |choice: usize| scope[scope.len() - 1 - choice % scope.len()];
        let fill = |forms: &[&str]| {
            forms[clause.form % forms.len()]
                .replace('V', pick(clause.first))
                .replace('W', pick(clause.second))
        };
        if clause.is_if {
            let condition = fill(CONDITIONS);
            written.push(format!("\0if\0{condition}"));
            before.push(format!("if {condition} then "));
            behind.push(" else []".to_owned());
        } else {
            let array = fill(ARRAYS);
            let name = NAMES[clause.name % NAMES.len()];
            written.push(format!("\0for\0{name}\0in\0{array}"));
            before.push(format!("map(function({name}) "));
            behind.push(format!(", {array})"));
            scope.retain(|known| *known != name);
            scope.push(name);
        }
    }
    behind.reverse();
    let element = format!("[{}]", scope.join(",\0"));
    let naive = format!("{}[{element}]{}", before.concat(), behind.concat());
    (
        format!("\0{element}{}\0", written.concat()),
        naive.replace('\0', " "),
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_comprehension_is_nested_functions(
        clauses in clauses(),
        blanks in prop::collection::vec(blank(), 1..12),
    ) {
        let (template, naive) = build(&clauses);
        let expected = evaluate(&format!("{OUTER}{naive}"));
        prop_assert!(expected.is_ok(), "{naive}: {expected:?}");

        let array = fill(&format!("{OUTER}[{template}]"), &blanks);
        prop_assert_eq!(value(&array), expected, "{}", array);

        let (element, written) = template.split_once("\0for").expect("a `for` comes first");
        let object = format!("{OUTER}{{\0[text({element})]:\0{element}\0for{written}}}");
        let object = fill(&object, &blanks);
        let expected = evaluate(&format!(
            "{OUTER}local all = {naive}; {{ [text(e)]: e for e in all }}"
        ));
        prop_assert_eq!(value(&object).ok(), expected.ok(), "{}", object);
    }

    #[test]
    fn offsets_lead_back(
        clauses in clauses(),
        blanks in prop::collection::vec(blank(), 1..12),
    ) {
        let (template, _) = build(&clauses);
        let source = fill(&format!("[{template}]"), &blanks);
        check_insertions(&source);
    }
}
