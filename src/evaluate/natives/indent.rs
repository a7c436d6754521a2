//! Changes the white space of JSON and nothing else.

/// Lays out `json`, valid JSON, with `step` spaces a level and a newline at the
/// end. Empty collections stay on one line.
pub(super) fn json(json: &str, step: usize) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0;
    let mut pending = false;
    let mut rest = json.trim().chars();
    while let Some(c) = rest.next() {
        if c.is_ascii_whitespace() {
            continue;
        }
        if pending && c != ']' && c != '}' {
            depth += 1;
            line(&mut out, depth * step);
        }
        match c {
            '{' | '[' => {
                out.push(c);
                pending = true;
                continue;
            }
            '}' | ']' => {
                if !pending {
                    depth -= 1;
                    line(&mut out, depth * step);
                }
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth * step);
            }
            ':' => out.push_str(": "),
            '"' => {
                out.push(c);
                let mut escaped = false;
                for c in rest.by_ref() {
                    out.push(c);
                    match c {
                        '"' if !escaped => break,
                        c => escaped = c == '\\' && !escaped,
                    }
                }
            }
            c => out.push(c),
        }
        pending = false;
    }
    out.push('\n');
    out
}

fn line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}
