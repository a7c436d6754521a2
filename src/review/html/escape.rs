//! Text from anywhere, made harmless inside of a page.

use std::fmt::Write as _;

use crate::text::{escape_short, is_deceptive};

/// Characters of one value that a page shows; what is longer is cut there, and
/// the page says so.
const LONGEST: usize = 8 * 1024;

/// Characters of a name that a page shows.
const NAME: usize = 200;

/// Text for the content of an element or for a quoted attribute, on one line:
/// control and bidirectional characters are shown as escapes.
pub(super) fn text(text: &str) -> String {
    escape(text, false)
}

/// The same for a name, which is cut sooner: it stands in headings.
pub(super) fn name(name: &str) -> String {
    text(&escape_short(name, NAME))
}

/// The same with line breaks and tabs kept, for `<pre>`.
pub(super) fn lines(text: &str) -> String {
    escape(text, true)
}

fn escape(text: &str, keeps_lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars();
    for c in chars.by_ref().take(LONGEST) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' if keeps_lines => out.push('\n'),
            '\t' if keeps_lines => out.push_str("    "),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Private code points and noncharacters may be drawn as anything.
            c if is_deceptive(c) || is_private(c) => {
                write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a String takes any text");
            }
            c => out.push(c),
        }
    }
    let rest = chars.count();
    if rest > 0 {
        write!(out, "… (and {rest} characters more)").expect("a String takes any text");
    }
    out
}

fn is_private(c: char) -> bool {
    let code = u32::from(c);
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..) || code & 0xfffe == 0xfffe
}

/// A colour as Grafana names it, in the words of SVG; `None` for what is no
/// colour.
pub(super) fn color(name: &str) -> Option<String> {
    let name = name.trim();
    let (shade, hue) = ["super-light-", "semi-dark-", "light-", "dark-"]
        .iter()
        .find_map(|shade| Some((*shade, name.strip_prefix(shade)?)))
        .unwrap_or(("", name));
    // Grafana's palette: dark, semi-dark, plain, light, super-light.
    let shades = match hue {
        "green" => ["#37872d", "#56a64b", "#73bf69", "#96d98d", "#c8f2c2"],
        "red" => ["#c4162a", "#e02f44", "#f2495c", "#ff7383", "#ffa6b0"],
        "orange" => ["#fa6400", "#ff780a", "#ff9830", "#ffb357", "#ffcb7d"],
        "yellow" => ["#e0b400", "#f2cc0c", "#fade2a", "#ffee52", "#fff899"],
        "blue" => ["#1f60c4", "#3274d9", "#5794f2", "#8ab8ff", "#c0d8ff"],
        "purple" => ["#8f3bb8", "#a352cc", "#b877d9", "#ca95e5", "#deb6f2"],
        _ => return is_plain_color(name).then(|| name.to_owned()),
    };
    let at = match shade {
        "dark-" => 0,
        "semi-dark-" => 1,
        "light-" => 3,
        "super-light-" => 4,
        _ => 2,
    };
    Some(shades[at].to_owned())
}

/// Hexadecimal digits, `rgb()` or `rgba()` of numbers, or one word.
fn is_plain_color(name: &str) -> bool {
    let inner = name
        .strip_prefix("rgba(")
        .or_else(|| name.strip_prefix("rgb("))
        .and_then(|rest| rest.strip_suffix(')'));
    match (name.strip_prefix('#'), inner) {
        (Some(digits), _) => {
            matches!(digits.len(), 3 | 4 | 6 | 8)
                && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        }
        (None, Some(numbers)) => {
            let allowed = |byte: u8| byte.is_ascii_digit() || b" ,.%".contains(&byte);
            numbers.len() < 40 && numbers.bytes().all(allowed)
        }
        (None, None) => {
            let known = ["text", "transparent"].contains(&name);
            !known && (3..=20).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, color, lines, name, text};

    #[test]
    fn nothing_leaves_its_element_or_attribute() {
        assert_eq!(
            text("</script><img src=x onerror='a'>\"&"),
            "&lt;/script&gt;&lt;img src=x onerror=&#39;a&#39;&gt;&quot;&amp;"
        );
    }

    #[test]
    fn what_hides_or_reorders_is_shown() {
        assert_eq!(
            text("a\n\t\0\u{202e}b\u{e001}"),
            "a\\n\\t\\u{0}\\u{202e}b\\u{e001}"
        );
        assert_eq!(lines("a\n\tb\r\u{200b}"), "a\n    b\\r\\u{200b}");
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let long = text(&"ü".repeat(LONGEST + 5));
        assert!(long.ends_with("ü… (and 5 characters more)"), "{long}");
        assert_eq!(name("<a>"), "&lt;a&gt;");
        assert!(name(&"a".repeat(3000)).ends_with("a… (3000 bytes)"));
    }

    #[test]
    fn only_colours_are_colours() {
        assert_eq!(color("semi-dark-red").as_deref(), Some("#e02f44"));
        assert_eq!(color("#EAB839").as_deref(), Some("#EAB839"));
        assert_eq!(color("rgba(1, 2,3,.5)").as_deref(), Some("rgba(1, 2,3,.5)"));
        assert_eq!(color("teal").as_deref(), Some("teal"));
        for no in [
            "",
            "url(#x)",
            "red;x:y",
            "#12",
            "rgb(calc(1))",
            "text",
            "\"",
            "RED",
        ] {
            assert_eq!(color(no), None, "{no}");
        }
    }
}
