//! The page.

use std::sync::Arc;

use mixgen::{
    diff::{Comparison, DashboardPair},
    review::html::page,
};
use sha2::{Digest as _, Sha256};

use crate::sample::{HOSTILE, dashboard, hostile, labels, many, sample};

/// Elements and attributes that a page is made of.
const ELEMENTS: [&str; 53] = [
    "a",
    "b",
    "body",
    "button",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "i",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "pre",
    "rect",
    "script",
    "section",
    "small",
    "span",
    "style",
    "summary",
    "svg",
    "symbol",
    "title",
    "ul",
    "use",
    "!doctype",
    "sub",
    "hr",
    "br",
];
const ATTRIBUTES: [&str; 42] = [
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "aria-live",
    "aria-pressed",
    "autocomplete",
    "charset",
    "checked",
    "class",
    "content",
    "d",
    "data-class",
    "data-filter",
    "data-find",
    "data-p",
    "fill",
    "focusable",
    "for",
    "height",
    "href",
    "html",
    "http-equiv",
    "id",
    "lang",
    "max",
    "min",
    "name",
    "open",
    "placeholder",
    "preserveAspectRatio",
    "role",
    "spellcheck",
    "tabindex",
    "title",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "y",
    "rx",
    "hidden",
];

#[test]
fn it_reads_well() {
    let page = page(&sample(), &labels());
    insta::assert_snapshot!(without(&without(&page, "style"), "script"));
}

#[test]
fn nothing_from_a_file_is_an_element_an_attribute_or_a_link() {
    let ours = page(&Comparison::default(), &labels());
    for text in HOSTILE {
        let page = page(&hostile(text), &labels());
        assert_eq!(inside(&page, "script"), inside(&ours, "script"));
        assert!(inside(&page, "style")[0].starts_with(inside(&ours, "style")[0]));
        for (element, attributes) in elements(&without(&without(&page, "style"), "script")) {
            assert!(
                ELEMENTS.contains(&element.as_str()),
                "<{element}> of {text:?}"
            );
            for (name, value) in attributes {
                assert!(
                    ATTRIBUTES.contains(&name.as_str()),
                    "{name} in <{element}> of {text:?}"
                );
                assert!(name != "href" || value.starts_with('#'), "{value}");
            }
        }
        let deceptive = page
            .chars()
            .find(|c| *c != '\n' && mixgen::text::is_deceptive(*c));
        assert_eq!(deceptive, None, "{text:?}");
    }
}

#[test]
fn the_policy_names_the_style_and_the_script_and_nothing_else() {
    let page = page(&sample(), &labels());
    for element in ["style", "script"] {
        let [text] = inside(&page, element)[..] else {
            panic!("there is one {element}");
        };
        let digest: Vec<u8> = Sha256::digest(text.as_bytes()).to_vec();
        let start = page
            .find(&format!("{element}-src 'sha256-"))
            .expect("the policy names it");
        let named = page[start..]
            .split('\'')
            .nth(1)
            .and_then(|name| name.strip_prefix("sha256-"));
        assert_eq!(
            mixgen::text::base64(named.expect("a digest")),
            Some(digest),
            "{element}"
        );
    }
    assert!(page.contains("default-src 'none'"));
    for network in [
        "http:",
        "https:",
        "url(",
        "@import",
        "fetch(",
        "XMLHttpRequest",
        "import(",
    ] {
        assert!(!page.contains(network), "{network}");
    }
}

#[test]
fn the_same_dashboard_on_both_sides_is_not_in_the_page() {
    let mut comparison = sample();
    let same = dashboard(&["Requests", "Errors"]);
    let pair = Arc::new(DashboardPair {
        from: Some(same.clone()),
        to: Some(same),
    });
    for change in &mut comparison.changes {
        change.dashboard = change.dashboard.as_ref().map(|_| Arc::clone(&pair));
    }
    let page = page(&comparison, &labels());
    assert!(!page.contains("class=\"board\""));
    assert!(!page.contains("see it drawn"));
}

#[test]
fn a_dashboard_is_drawn_once_for_all_its_changes_and_environments() {
    let mut comparison = sample();
    let pairs: Vec<_> = comparison
        .changes
        .iter()
        .filter_map(|change| change.dashboard.clone())
        .collect();
    assert_eq!(pairs.len(), 2);
    let copy = Arc::new(DashboardPair {
        from: pairs[0].from.clone(),
        to: pairs[0].to.clone(),
    });
    let last = comparison
        .changes
        .iter_mut()
        .rfind(|change| change.dashboard.is_some());
    last.expect("there is one").dashboard = Some(copy);
    let page = page(&comparison, &labels());
    assert_eq!(page.matches("class=\"dashboard\"").count(), 1);
    assert_eq!(page.matches("see it drawn").count(), 2);
}

#[test]
fn a_page_stays_small_and_says_what_it_left_out() {
    let mut comparison = many(40);
    let titles: Vec<String> = (0..300).map(|at| format!("Panel {at}")).collect();
    for (at, change) in comparison.changes.iter_mut().enumerate() {
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let state = |mark: &str| {
            let mut state = dashboard(&titles);
            state["title"] = format!("Board {at}").into();
            state["panels"][0]["title"] = mark.into();
            Some(state)
        };
        change.dashboard = Some(Arc::new(DashboardPair {
            from: state("before"),
            to: state("after"),
        }));
    }
    let page = page(&comparison, &labels());
    assert!(page.len() < 5 * 1024 * 1024, "{}", page.len());
    let drawn = page.matches("class=\"dashboard\"").count();
    assert!((2..40).contains(&drawn), "{drawn}");
    assert!(page.contains("Not drawn, to keep this page small: Board"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(page(&sample(), &labels()), page(&sample(), &labels()));
}

/// What stands in each element of a name that holds no others.
fn inside<'a>(page: &'a str, element: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let parts = page.split(open.as_str()).skip(1);
    parts
        .map(|part| part.split(close.as_str()).next().unwrap_or_default())
        .collect()
}

fn without(page: &str, element: &str) -> String {
    let mut page = page.to_owned();
    for text in inside(&page.clone(), element) {
        page = page.replacen(text, "…", 1);
    }
    // Digests change with what they are of.
    let mut out = String::new();
    for (at, part) in page.split("sha256-").enumerate() {
        out += if at == 0 {
            part
        } else {
            part.split_once('\'').map_or("", |(_, rest)| rest)
        };
    }
    out
}

type Attributes = Vec<(String, String)>;

/// The elements of a page with their attributes, as a browser finds them.
fn elements(page: &str) -> Vec<(String, Attributes)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closing = rest.strip_prefix('/');
        let body = closing.unwrap_or(rest);
        let end = body
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
            .expect("an element ends");
        let name = body[..end].to_owned();
        let (attributes, after) = attributes(&body[end..]);
        found.push((name, attributes));
        rest = after;
    }
    found
}

fn attributes(text: &str) -> (Attributes, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .expect("a name ends");
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix("=\"") {
            let (inner, after) = after.split_once('"').expect("a value ends");
            inner.clone_into(&mut value);
            rest = after;
        }
        assert!(!rest.starts_with('='), "a value without quotes");
        found.push((name, value));
    }
}
