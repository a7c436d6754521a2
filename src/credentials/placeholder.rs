//! What stands for a credential without being one.

/// Whether a field's value is empty of secrets: a reference, a template, an
/// encrypted or masked value, an example.
pub(super) fn is_value(value: &str) -> bool {
    const STARTS: [&str; 8] = ["<", "$", "{{", "ENC[", "ref+", "vault:", "%(", "__"];
    const PARTS: [&str; 7] = [
        "${",
        "$(",
        "{{",
        "example.com",
        "redacted",
        "placeholder",
        "changeme",
    ];
    const WORDS: [&str; 12] = [
        "password",
        "passwd",
        "secret",
        "token",
        "credentials",
        "api_key",
        "apikey",
        "none",
        "null",
        "true",
        "false",
        "optional",
    ];
    let lower = value.trim().to_ascii_lowercase();
    STARTS
        .iter()
        .any(|start| lower.starts_with(&start.to_ascii_lowercase()))
        || PARTS.iter().any(|part| lower.contains(part))
        || WORDS.contains(&lower.as_str())
        || lower
            .bytes()
            .all(|byte| matches!(byte, b'x' | b'*' | b'.' | b'-' | b'_' | b'0'))
        || lower.starts_with("xxx")
        || lower.starts_with("***")
}

/// Whether a text of a credential's shape is an example: eight equal
/// characters in a row do not occur in a random one.
pub(super) fn is_shape(text: &str) -> bool {
    let bytes = text.as_bytes();
    let repeats = bytes
        .windows(8)
        .any(|window| window.iter().all(|byte| *byte == window[0]));
    repeats || text.to_ascii_lowercase().contains("example")
}

/// Whether `scheme://user:password@host` comes from documentation.
pub(super) fn is_userinfo(user: &str, password: &str, host: &str) -> bool {
    host.starts_with("example.")
        || host.contains(".example.")
        || host.ends_with(".example")
        || (matches!(user, "user" | "username") && matches!(password, "pass" | "password"))
}
