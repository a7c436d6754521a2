//! Credentials that are known by their shape.
//!
//! The shapes are those that the services document or that public scanners
//! agree on. A pass over the text for the fixed part of each decides whether
//! the expressions run at all.

use std::sync::{LazyLock, OnceLock};

use memchr::{memchr, memmem};
use regex::{Regex, RegexSet};

use super::placeholder;
use super::words::Words;

/// A kind of credential.
pub(super) struct Rule {
    pub(super) name: &'static str,
    /// What to write instead.
    pub(super) instead: &'static str,
}

/// No text of fewer bytes holds a credential of these shapes.
pub(super) const SHORTEST: usize = 12;
/// The same for keys, where URLs with a password are not expected.
pub(super) const SHORTEST_KEY: usize = 20;

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
        r"https?://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/api(?:/v[0-9]+)?/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,72}",
    ),
    shape(
        "slack-webhook",
        WEBHOOK,
        r"https?://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,56}",
    ),
    shape(
        "slack-token",
        TOKEN,
        r"(?-u:\b)(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]+)",
    ),
    shape(
        "telegram-token",
        TOKEN,
        r"(?:(?-u:\b)|bot)(?P<secret>[0-9]{5,16}:A[A-Za-z0-9_-]{34})(?:[^A-Za-z0-9_-]|$)",
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
        r"alert\.victorops\.com/integrations/generic/[0-9]+/alert/[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
    ),
    shape(
        "dead-mans-snitch-url",
        WEBHOOK,
        r"(?-u:\b)nosnch\.in/[0-9a-f]{10}(?-u:\b)",
    ),
    shape(
        "healthchecks-url",
        WEBHOOK,
        r"(?-u:\b)hc-ping\.com/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
    ),
    shape(
        "grafana-token",
        TOKEN,
        r"(?-u:\b)(?:glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}|glc_[A-Za-z0-9+/]{32,400}={0,3}|eyJrIjoi[A-Za-z0-9+/=]{60,})",
    ),
    shape(
        "private-key",
        KEY,
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s]{0,64}",
    ),
    shape(
        "aws-access-key",
        KEY,
        r"(?-u:\b)(?:AKIA|ASIA)[A-Z0-9]{16}(?-u:\b)",
    ),
    shape(
        "github-token",
        TOKEN,
        r"(?-u:\b)(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82})",
    ),
    shape("gitlab-token", TOKEN, r"(?-u:\b)glpat-[A-Za-z0-9_-]{20}"),
    shape(
        "jwt",
        TOKEN,
        r"(?-u:\b)eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    ),
    shape(
        "opsgenie-key",
        KEY,
        r"(?-u:\b)GenieKey\s+(?P<secret>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})",
    ),
    shape(
        "url-password",
        USERINFO,
        r#"(?-u:\b)[a-z][a-z0-9+.-]*://(?P<user>[^/\s:@"'`<>{}\[\]|\\]*):(?P<secret>[^/\s@"'`<>{}\[\]|\\]{3,})@(?P<host>[A-Za-z0-9.-]*)"#,
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

/// What [`suspicious`] looks for.
struct Signs {
    fixed: Words,
    telegram: memmem::Finder<'static>,
    scheme: memmem::Finder<'static>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| Signs {
    fixed: Words::new(&FIXED),
    telegram: memmem::Finder::new(":A"),
    scheme: memmem::Finder::new("://"),
});

const VALID: &str = "the table's expressions compile";

/// Which expressions match at all, and each by itself when it is first
/// needed: compiling them costs more than reading a tree.
static SET: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(SHAPES.iter().map(|(_, expression)| *expression)).expect(VALID));
static EACH: [OnceLock<Regex>; SHAPES.len()] = [const { OnceLock::new() }; SHAPES.len()];

/// Calls `found(rule, start, secret)` for each credential in `text`; `start`
/// is its first byte.
pub(super) fn find<'a>(text: &'a str, mut found: impl FnMut(&'static Rule, usize, &'a str)) {
    if !suspicious(text.as_bytes()) {
        return;
    }
    for index in SET.matches(text) {
        let expression = EACH[index].get_or_init(|| Regex::new(SHAPES[index].1).expect(VALID));
        let rule = &SHAPES[index].0;
        for captures in expression.captures_iter(text) {
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

fn suspicious(text: &[u8]) -> bool {
    let signs = &*SIGNS;
    signs.fixed.occur(text)
        || signs.telegram.find(text).is_some()
        || (memchr(b'@', text).is_some() && signs.scheme.find(text).is_some())
}
