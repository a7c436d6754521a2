//! Credentials that are known by the name of their field.
//!
//! The names are those of Alertmanager's, Prometheus' and Grafana's secret
//! fields. Names are compared without case, `_` and `-`, by their end, so that
//! `smtp_auth_password`, `adminPassword` and `GF_SECURITY_ADMIN_PASSWORD` are
//! one. A field that ends in `_file` refers to a file and never matches.

use std::sync::LazyLock;

use super::placeholder;
use super::rules::Rule;
use super::words::Words;

static PASSWORD: Rule = Rule {
    name: "password",
    instead: "refer to the Secret that holds it, or use `password_file`",
};
static TOKEN: Rule = Rule {
    name: "token",
    instead: "refer to the Secret that holds it, or use the `_file` form of the field",
};
static OPSGENIE: Rule = Rule {
    name: "opsgenie-key",
    instead: "use `apiKey: {name, key}` in an AlertmanagerConfig, or `api_key_file`",
};
static PAGERDUTY: Rule = Rule {
    name: "pagerduty-key",
    instead: "use `routingKey: {name, key}` in an AlertmanagerConfig, or `routing_key_file`",
};
static URL: Rule = Rule {
    name: "secret-url",
    instead: "refer to the Secret that holds the URL, or use the `_file` form of the field",
};
static SECURE_JSON: Rule = Rule {
    name: "grafana-secure-json",
    instead: "use `$__file{…}` or an environment variable in `secureJsonData`",
};

/// Ends of names, and how a value there is judged.
const ENDS: [(&[u8], Judge); 20] = [
    (b"password", Judge::Password),
    (b"passwd", Judge::Password),
    (b"token", Judge::Token),
    (b"tokenid", Judge::Token),
    (b"apikey", Judge::ApiKey),
    (b"apisecret", Judge::Token),
    (b"authsecret", Judge::Token),
    (b"clientsecret", Judge::Token),
    (b"secretaccesskey", Judge::Token),
    (b"s3secretkey", Judge::Token),
    (b"credentials", Judge::Token),
    (b"userkey", Judge::Token),
    (b"accountkey", Judge::Token),
    (b"routingkey", Judge::PagerDuty),
    (b"servicekey", Judge::PagerDuty),
    (b"integrationkey", Judge::PagerDuty),
    (b"webhookurl", Judge::Url),
    (b"slackapiurl", Judge::Url),
    (b"apiurl", Judge::Url),
    (b"passphrase", Judge::Password),
];
const LONGEST_END: usize = 15;

#[derive(Clone, Copy)]
enum Judge {
    /// Any literal of a few characters.
    Password,
    /// A literal that is neither a word nor a name of words, as `etcd-1`.
    Token,
    /// As a token; a UUID is `OpsGenie`'s.
    ApiKey,
    /// 32 letters and digits.
    PagerDuty,
    /// A URL with a secret in its path or query.
    Url,
}

/// The rule that `value` breaks as the value of `key` inside `parent`.
pub(super) fn judge(key: &str, parent: &str, value: &str) -> Option<&'static Rule> {
    let judge = match by_name(key) {
        _ if parent == "secureJsonData" => {
            return is_literal(value, 1).then_some(&SECURE_JSON);
        }
        Some(judge) => judge,
        None if key == "secret_key" => Judge::Token,
        None if key == "url" && parent == "settings" => Judge::Url,
        None => return None,
    };
    match judge {
        Judge::Password => is_literal(value, 6).then_some(&PASSWORD),
        Judge::ApiKey if is_uuid(value) => Some(&OPSGENIE),
        Judge::ApiKey | Judge::Token => is_token(value).then_some(&TOKEN),
        Judge::PagerDuty => {
            let fits = value.len() == 32
                && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !placeholder::is_shape(value);
            fits.then_some(&PAGERDUTY)
        }
        Judge::Url => is_secret_url(value).then_some(&URL),
    }
}

fn by_name(key: &str) -> Option<Judge> {
    let last = key.as_bytes().last()?.to_ascii_lowercase();
    if key.len() < 5 || !b"dnytsle".contains(&last) {
        return None;
    }
    let mut end = [0; LONGEST_END];
    let mut start = LONGEST_END;
    for byte in key.bytes().rev() {
        if start == 0 {
            break;
        }
        if byte != b'_' && byte != b'-' {
            start -= 1;
            end[start] = byte.to_ascii_lowercase();
        }
    }
    let name = &end[start..];
    ENDS.iter()
        .find(|(end, _)| name.ends_with(end))
        .map(|(_, judge)| *judge)
}

/// One line without spaces of at least `shortest` characters that stands for
/// itself: no path, no placeholder.
fn is_literal(value: &str, shortest: usize) -> bool {
    let value = value.trim_end_matches('\n');
    value.len() >= shortest
        && !value.starts_with(['/', '.'])
        && !value.contains(char::is_whitespace)
        && !placeholder::is_value(value)
}

fn is_token(value: &str) -> bool {
    let value = value.trim_end_matches('\n');
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let looks_random = if value.contains(['-', '.', '_']) {
        digits >= 3 && value.len() >= 16
    } else {
        digits >= 1 || value.len() >= 20
    };
    looks_random && is_literal(value, 8) && !placeholder::is_shape(value) && !value.contains("://")
}

fn is_uuid(value: &str) -> bool {
    let value = value.trim_end_matches('\n');
    value.len() == 36
        && !placeholder::is_shape(value)
        && value.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_secret_url(value: &str) -> bool {
    let value = value.trim_end_matches('\n');
    let Some((_, rest)) = value.split_once("://") else {
        return false;
    };
    let Some((_, path)) = rest.split_once('/') else {
        return false;
    };
    is_literal(value, 12)
        && !placeholder::is_shape(value)
        && path.split(['/', '?', '&', '=']).any(|part| {
            part.len() >= 16
                && part.bytes().any(|byte| byte.is_ascii_digit())
                && part.bytes().any(|byte| byte.is_ascii_alphabetic())
        })
}

/// Whether `text` may be a document or settings: several lines, or braces.
pub(super) fn may_nest(text: &str) -> bool {
    text.len() >= 8
        && (text.starts_with(['{', '[']) || memchr::memchr(b'\n', text.as_bytes()).is_some())
}

/// Parts of the names that [`judge`] looks at, in the cases that occur; they
/// leave out a first letter that may be a capital.
const PARTS: [&str; 46] = [
    "assw",
    "ASSW",
    "assphrase",
    "ASSPHRASE",
    "oken",
    "OKEN",
    "ecret",
    "ECRET",
    "redential",
    "REDENTIAL",
    "pi_key",
    "pi-key",
    "piKey",
    "pikey",
    "PI_KEY",
    "er_key",
    "er-key",
    "erKey",
    "erkey",
    "ER_KEY",
    "nt_key",
    "nt-key",
    "ntKey",
    "ntkey",
    "NT_KEY",
    "ng_key",
    "ngKey",
    "ngkey",
    "NG_KEY",
    "ce_key",
    "ceKey",
    "cekey",
    "CE_KEY",
    "on_key",
    "onKey",
    "onkey",
    "ON_KEY",
    "hook_url",
    "hookUrl",
    "hookURL",
    "hookurl",
    "pi_url",
    "piUrl",
    "piURL",
    "piurl",
    "ettings",
];

static NAMES: LazyLock<Words> = LazyLock::new(|| Words::new(&PARTS));

/// Whether `text` names a field that [`judge`] looks at.
pub(super) fn names_one(text: &str) -> bool {
    NAMES.occur(text.as_bytes())
}

/// The `key = value` and `key: value` lines of text: number from 1, key, value
/// without quotes.
pub(super) fn settings(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let line = line.trim();
        if line.starts_with(['#', ';', '/']) {
            return None;
        }
        let (key, value) = line.split_once(['=', ':'])?;
        let key = key.trim().trim_matches(['"', '\'']);
        let value = value
            .trim()
            .trim_end_matches([',', ';'])
            .trim_matches(['"', '\'']);
        let is_name = !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        is_name.then_some((index + 1, key, value))
    })
}
