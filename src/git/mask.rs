//! Credentials taken out of URLs before anybody sees them.

use std::sync::LazyLock;

use regex::Regex;

/// `text` with what stands for a person in its URLs replaced: user and
/// password, a user alone where it may be a token (not the `git` of
/// `ssh://git@…`), and everything behind `?` or `#`.
#[must_use]
pub fn masked(text: &str) -> String {
    static USER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"([A-Za-z][A-Za-z0-9+.-]*)://([^\s/'"`<>]*)@"#).expect("it is valid")
    });
    static QUERY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"([A-Za-z][A-Za-z0-9+.-]*://[^\s'"`<>?#]*)([?#])[^\s'"`<>]+"#)
            .expect("it is valid")
    });
    let users = USER.replace_all(text, |found: &regex::Captures<'_>| {
        let (scheme, user) = (&found[1], &found[2]);
        let harmless = scheme.contains("ssh") && !user.contains([':', '@']);
        let user = if harmless { user } else { "***" };
        format!("{scheme}://{user}@")
    });
    QUERY.replace_all(&users, "$1$2***").into_owned()
}
