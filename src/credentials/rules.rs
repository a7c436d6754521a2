//! Credentials that are known by their shape.
//!
//! The shapes are those that the services document or that public scanners
//! agree on. A pass over the text for the fixed part of each decides whether
//! the expressions run at all.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, packed};
use memchr::{memchr, memmem};
use regex::{Regex, RegexSet};

use super::placeholder;

/// A kind of credential.
pub(super) struct Rule {
    pub(super) name: &'static str,
    /// What to write instead.
    pub(super) instead: &'static str,
}

/// No text of fewer bytes holds a credential of these shapes.
pub(super) const SHORTEST: usize = 12;

const WEBHOOK: &str =
    "refer to the Secret that holds the URL, or use the `_file` form of the field";
const TOKEN: &str =
    "refer to the Secret that holds the token, or use the `_file` form of the field";
const KEY: &str = "refer to the Secret that holds the key";
const USERINFO: &str =
    "take user and password out of the URL and refer to the Secret that holds them";

/// Each rule with its expression; the group `secret`, or else all of the
/// match, is the credential.
static SHAPES: [(Rule, &str); 17] = [
    shape(
        "discord-webhook",
        WEBHOOK,
        r"https?://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/api(?:/v\d+)?/webhooks/\d{17,20}/[A-Za-z0-9_-]{60,72}",
    ),
    shape(
        "slack-webhook",
        WEBHOOK,
        r"https?://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,56}",
    ),
    shape(
        "slack-token",
        TOKEN,
        r"\b(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+)",
    ),
    shape(
        "telegram-token",
        TOKEN,
        r"(?:\b|bot)(?P<secret>\d{5,16}:A[A-Za-z0-9_-]{34})(?:[^A-Za-z0-9_-]|$)",
    ),
    shape(
        "teams-webhook",
        WEBHOOK,
        r"https?://[a-z0-9-]+\.webhook\.office\.com/webhookb2/[A-Za-z0-9@/_-]{36,}",
    ),
    shape(
        "logic-app-url",
        WEBHOOK,
        r#"https?://[^\s"'/]*logic\.azure\.com[^\s"']*[?&]sig=[A-Za-z0-9_%-]{43,}"#,
    ),
    shape(
        "victorops-url",
        WEBHOOK,
        r"alert\.victorops\.com/integrations/generic/\d+/alert/[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
    ),
    shape(
        "dead-mans-snitch-url",
        WEBHOOK,
        r"\bnosnch\.in/[0-9a-f]{10}\b",
    ),
    shape(
        "healthchecks-url",
        WEBHOOK,
        r"\bhc-ping\.com/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
    ),
    shape(
        "grafana-token",
        TOKEN,
        r"\b(?:glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}|glc_[A-Za-z0-9+/]{32,400}={0,3}|eyJrIjoi[A-Za-z0-9+/=]{60,})",
    ),
    shape(
        "private-key",
        KEY,
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s]{0,64}",
    ),
    shape("aws-access-key", KEY, r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    shape(
        "github-token",
        TOKEN,
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82})",
    ),
    shape("gitlab-token", TOKEN, r"\bglpat-[A-Za-z0-9_-]{20}"),
    shape(
        "jwt",
        TOKEN,
        r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    ),
    shape(
        "opsgenie-key",
        KEY,
        r"\bGenieKey\s+(?P<secret>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})",
    ),
    shape(
        "url-password",
        USERINFO,
        r#"\b[a-z][a-z0-9+.-]*://(?P<user>[^/\s:@"'`<>{}\[\]|\\]*):(?P<secret>[^/\s@"'`<>{}\[\]|\\]{3,})@(?P<host>[A-Za-z0-9.-]*)"#,
    ),
];

const fn shape(
    name: &'static str,
    instead: &'static str,
    expression: &'static str,
) -> (Rule, &'static str) {
    (Rule { name, instead }, expression)
}

/// A fixed part of each shape, without `/`, which JSON text may escape; for
/// `telegram-token` and `url-password` see [`suspicious`].
const FIXED: [&str; 23] = [
    "webhooks",
    "hooks.slack",
    "xox",
    "xapp-",
    "webhook.office.com",
    "sig=",
    "victorops.com",
    "nosnch.in",
    "hc-ping.com",
    "glsa_",
    "glc_",
    "eyJ",
    "PRIVATE KEY",
    "AKIA",
    "ASIA",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "GenieKey",
];

struct Compiled {
    /// `None` on processors without the vector instructions it needs.
    fast: Option<packed::Searcher>,
    fixed: AhoCorasick,
    telegram: memmem::Finder<'static>,
    scheme: memmem::Finder<'static>,
    set: RegexSet,
    each: Vec<Regex>,
}

static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    const VALID: &str = "the table's expressions compile";
    let expressions = SHAPES.iter().map(|(_, expression)| *expression);
    Compiled {
        fast: packed::Searcher::new(FIXED),
        fixed: AhoCorasick::new(FIXED).expect("a few short words fit an automaton"),
        telegram: memmem::Finder::new(":A"),
        scheme: memmem::Finder::new("://"),
        set: RegexSet::new(expressions.clone()).expect(VALID),
        each: expressions
            .map(|expression| Regex::new(expression).expect(VALID))
            .collect(),
    }
});

/// Calls `found(rule, start, secret)` for each credential in `text`; `start`
/// is its first byte.
pub(super) fn find<'a>(text: &'a str, mut found: impl FnMut(&'static Rule, usize, &'a str)) {
    let compiled = &*COMPILED;
    if !suspicious(compiled, text.as_bytes()) {
        return;
    }
    for index in compiled.set.matches(text) {
        let rule = &SHAPES[index].0;
        for captures in compiled.each[index].captures_iter(text) {
            let whole = captures.get_match();
            let secret = captures.name("secret").unwrap_or(whole);
            if placeholder::is_shape(whole.as_str()) || placeholder::is_value(secret.as_str()) {
                continue;
            }
            if let (Some(user), Some(host)) = (captures.name("user"), captures.name("host"))
                && placeholder::is_userinfo(user.as_str(), secret.as_str(), host.as_str())
            {
                continue;
            }
            found(rule, secret.start(), secret.as_str());
        }
    }
}

fn suspicious(compiled: &Compiled, text: &[u8]) -> bool {
    let fixed = match &compiled.fast {
        Some(fast) => fast.find(text).is_some(),
        None => compiled.fixed.is_match(text),
    };
    fixed
        || compiled.telegram.find(text).is_some()
        || (memchr(b'@', text).is_some() && compiled.scheme.find(text).is_some())
}
