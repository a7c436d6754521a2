use super::*;
use crate::render;
use serde_json::json;

/// Text of `length` characters from `alphabet` in a fixed sequence, so that no
/// credential stands in this repository, not even a made-up one.
fn random(seed: &mut u64, alphabet: &str, length: usize) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    (0..length)
        .map(|_| {
            *seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            alphabet[(*seed >> 33) as usize % alphabet.len()]
        })
        .collect()
}

const DIGITS: &str = "123456789";
const HEX: &str = "0123456789abcdef";
const UPPER: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const WORD: &str = "abcdefghijkmnopqrstuvwyzABCDEFGHJKLMNPQRSTUVWYZ123456789";

fn uuid(seed: &mut u64) -> String {
    [8, 4, 4, 4, 12]
        .map(|length| random(seed, HEX, length))
        .join("-")
}

/// One look-alike of each shape: the rule, the text.
fn look_alikes(seed: &mut u64) -> Vec<(&'static str, String)> {
    let mut word = |length| random(seed, WORD, length);
    let (w10, w16, w20, w32, w34) = (word(10), word(16), word(20), word(32), word(34));
    let (w36, w43, w44, w68, w82, w8) = (word(36), word(43), word(44), word(68), word(82), word(8));
    let jwt = format!("eyJ{}.eyJ{}.{}", word(20), word(40), word(43));
    let id = random(seed, DIGITS, 18);
    let dashes = "-".repeat(5);
    let (u1, u2, u3) = (uuid(seed), uuid(seed), uuid(seed));
    vec![
        (
            "discord-webhook",
            format!("https://discord.com/api/webhooks/{id}/{w68}"),
        ),
        (
            "discord-webhook",
            format!("https://canary.discordapp.com/api/v10/webhooks/{id}/{w68}"),
        ),
        (
            "slack-webhook",
            format!(
                "https://hooks.slack.com/services/T{w8}/B{w10}/{w24}",
                w24 = &w44[..24]
            ),
        ),
        ("slack-token", format!("xox{}-{id}-{w20}", "b")),
        (
            "slack-token",
            format!(
                "xapp-{}-A{}-{}-{}",
                1,
                random(seed, UPPER, 9),
                random(seed, DIGITS, 12),
                random(seed, HEX, 64)
            ),
        ),
        (
            "telegram-token",
            format!("{}:A{w34}", random(seed, DIGITS, 10)),
        ),
        (
            "telegram-token",
            format!(
                "https://api.telegram.org/bot{}:A{w34}/sendMessage",
                random(seed, DIGITS, 9)
            ),
        ),
        (
            "teams-webhook",
            format!(
                "https://corp.webhook.office.com/webhookb2/{u1}@{u2}/IncomingWebhook/{w32}/{u3}"
            ),
        ),
        (
            "logic-app-url",
            format!(
                "https://prod-1.westeurope.logic.azure.com/workflows/{w32}?api-version=1&sig={w43}"
            ),
        ),
        (
            "victorops-url",
            format!(
                "https://alert.victorops.com/integrations/generic/{}/alert/{u1}/team",
                &id[..8]
            ),
        ),
        (
            "dead-mans-snitch-url",
            format!("https://nosnch.in/{}", random(seed, HEX, 10)),
        ),
        ("healthchecks-url", format!("https://hc-ping.com/{u2}")),
        (
            "grafana-token",
            format!("glsa_{w32}_{}", random(seed, HEX, 8)),
        ),
        ("grafana-token", format!("glc_{w68}")),
        (
            "private-key",
            format!(
                "{dashes}BEGIN RSA PRIVATE KEY{dashes}\n{w68}\n{w68}\n{dashes}END RSA PRIVATE KEY{dashes}\n"
            ),
        ),
        ("aws-access-key", format!("AKIA{}", random(seed, UPPER, 16))),
        ("github-token", format!("ghp_{w36}")),
        ("github-token", format!("github_pat_{w82}")),
        ("gitlab-token", format!("glpat-{w20}")),
        ("jwt", jwt),
        ("opsgenie-key", format!("GenieKey {u3}")),
        (
            "url-password",
            format!("postgres://mixgen:{w16}@db.internal:5432/app"),
        ),
        ("url-password", format!("redis://:{w10}@cache:6379")),
    ]
}

/// One look-alike for each kind of field: rule, key, value.
fn look_alike_fields(seed: &mut u64) -> Vec<(&'static str, &'static str, String)> {
    let token = format!("7{}", random(seed, WORD, 23));
    let mut fields = vec![
        ("opsgenie-key", "opsgenie_api_key", uuid(seed)),
        ("opsgenie-key", "api_key", uuid(seed)),
        ("opsgenie-key", "apiKey", uuid(seed)),
        (
            "secret-url",
            "webhook_url",
            format!("https://chat.internal/hooks/{token}"),
        ),
        (
            "secret-url",
            "slack_api_url",
            format!("https://chat.internal/a?token={token}"),
        ),
    ];
    for key in [
        "routing_key",
        "service_key",
        "routingKey",
        "integration_key",
    ] {
        fields.push(("pagerduty-key", key, format!("1{}", random(seed, WORD, 31))));
    }
    for key in [
        "password",
        "auth_password",
        "smtp_auth_password",
        "basicAuthPassword",
        "adminPassword",
        "GF_SECURITY_ADMIN_PASSWORD",
        "smtp-password",
        "passwd",
    ] {
        fields.push(("password", key, random(seed, WORD, 9)));
    }
    for key in [
        "api_secret",
        "app_token",
        "auth_secret",
        "smtp_auth_secret",
        "bot_token",
        "telegram_bot_token",
        "rocketchat_token",
        "rocketchat_token_id",
        "slack_app_token",
        "token",
        "token_id",
        "user_key",
        "victorops_api_key",
        "wechat_api_secret",
        "alert_source_token",
        "credentials",
        "bearer_token",
        "bearerToken",
        "client_secret",
        "secret_key",
        "AWS_SECRET_ACCESS_KEY",
    ] {
        fields.push(("token", key, format!("7{}", random(seed, WORD, 23))));
    }
    fields
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule).collect()
}

fn encode(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            out.push(if place <= chunk.len() {
                char::from(DIGITS[(bits >> (18 - 6 * place)) as usize & 63])
            } else {
                '='
            });
        }
    }
    out
}

fn yaml_text(value: &Value) -> String {
    let mut out = Vec::new();
    render::yaml(value, &mut out);
    String::from_utf8(out).expect("YAML is text")
}

#[test]
fn every_shape_is_found_everywhere() {
    let mut seed = 1;
    let mut found = 0;
    for _ in 0..20 {
        for (rule, secret) in look_alikes(&mut seed) {
            let inner = json!({"receivers": [{"configs": [{"somewhere": secret}]}]});
            let json_inner = inner.to_string().replace('/', "\\/");
            for (at, document) in [
                ("spec.x[0].y", json!({"spec": {"x": [{"y": secret}]}})),
                ("a", json!({"a": format!("see {secret} there")})),
                (
                    "data[\"a.yaml\"] > receivers[0].configs[0].somewhere",
                    json!({"data": {"a.yaml": yaml_text(&inner)}}),
                ),
                (
                    "data[\"a.json\"] > receivers[0].configs[0].somewhere",
                    json!({"data": {"a.json": json_inner}}),
                ),
                (
                    "data.b > a > receivers[0].configs[0].somewhere",
                    json!({"data": {"b": format!("a: {}\nb: 1\n", json!(inner.to_string()))}}),
                ),
                (
                    "data.x",
                    json!({"kind": "Secret", "data": {"x": encode(&secret)}}),
                ),
                (
                    "data[\"alertmanager.yaml\"] > receivers[0].configs[0].somewhere",
                    json!({"kind": "Secret", "data": {"alertmanager.yaml": encode(&yaml_text(&inner))}}),
                ),
            ] {
                let findings = scan(&document);
                assert_eq!(rules(&findings), [rule], "{document}");
                let text = findings[0].to_string();
                // A text of several lines gets a line.
                assert!(findings[0].at.starts_with(at), "{text}");
                assert!(
                    !text.contains(&secret[secret.len() - 12..]),
                    "the text shows it"
                );
                found += 1;
            }
        }
    }
    assert_eq!(found, 20 * 23 * 7);
}

#[test]
fn every_field_is_found_everywhere() {
    let mut seed = 2;
    for _ in 0..10 {
        for (rule, key, secret) in look_alike_fields(&mut seed) {
            let inner = json!({"receivers": [{"configs": [{key: secret}]}]});
            for document in [
                inner.clone(),
                json!({"data": {"a.yaml": yaml_text(&inner)}}),
                json!({"data": {"a.json": inner.to_string()}}),
                json!({"data": {"a.ini": format!("[section]\n{key} = {secret}\nother = 1\n")}}),
                json!({"kind": "Secret", "data": {key: encode(&secret)}}),
                json!({"kind": "Secret", "stringData": {key: secret}}),
                json!({"env": [{"name": key, "value": secret}]}),
            ] {
                assert_eq!(rules(&scan(&document)), [rule], "{key}: {document}");
            }
        }
    }
}

#[test]
fn settings_of_contact_points_and_data_sources_are_read() {
    let mut seed = 3;
    let token = format!("7{}", random(&mut seed, WORD, 23));
    let document = json!({
        "contactPoints": [{"settings": {"url": format!("https://chat.internal/{token}")}}],
        "datasources": [{"secureJsonData": {"httpHeaderValue1": "abc"}}],
    });
    let findings = scan(&document);
    assert_eq!(rules(&findings), ["secret-url", "grafana-secure-json"]);
    assert_eq!(
        findings[1].at,
        "datasources[0].secureJsonData.httpHeaderValue1"
    );
}

#[test]
fn references_templates_and_placeholders_are_no_findings() {
    let mut seed = 4;
    let long = random(&mut seed, WORD, 200);
    let sealed = format!("AgB{long}AKIA{}", random(&mut seed, UPPER, 16));
    let x = "X".repeat(24);
    for document in [
        json!({"password": {"name": "smtp", "key": "password"}}),
        json!({"apiKey": {"name": "opsgenie", "key": "api_key"}}),
        json!({"password_file": format!("/etc/{long}")}),
        json!({"smtp_auth_password_file": "/etc/secrets/smtp"}),
        json!({"bearer_token_file": "/var/run/secrets/kubernetes.io/serviceaccount/token"}),
        json!({"password": "<secret>"}),
        json!({"password": "$(SMTP_PASSWORD)", "token": "${TOKEN_123456789}", "api_key": "$OPSGENIE_KEY_1"}),
        json!({"password": "{{ .Values.password }}"}),
        json!({"password": "xxxxxxxx", "token": "REDACTED-123", "api_key": "********"}),
        json!({"password": "ref+vault://secret/a#password1"}),
        json!({"password": format!("ENC[AES256_GCM,data:{long}]")}),
        json!({"password": ""}),
        json!({"webhook_url": "http://alertmanager-discord:9094"}),
        json!({"api_url": "https://api.opsgenie.com/", "opsgenie_api_url": "https://api.eu.opsgenie.com/v2/alerts"}),
        json!({"routing_key": "team.alerts"}),
        json!({"url": format!("https://hooks.slack.com/services/T00000000/B00000000/{x}")}),
        json!({"url": "https://user:pass@example.com/"}),
        json!({"url": "http://user:$PASSWORD@db:1"}),
        json!({"uid": uuid(&mut seed), "datasource": {"uid": uuid(&mut seed)}}),
        json!({"image": format!("a/b@sha256:{}", random(&mut seed, HEX, 64))}),
        json!({"expr": "rate(http_requests_total{url=~\"http://.*:9090/a@b\"}[5m]) @ 1"}),
        json!({"text": "[\"http://prometheus:9090\",\"team@a.b\"]"}),
        json!({"automountServiceAccountToken": true, "token": 5}),
        json!({"kind": "SealedSecret", "spec": {"encryptedData": {"password": sealed}}}),
        json!({"kind": "ExternalSecret", "spec": {"data": [{"secretKey": "password", "remoteRef": {"property": "token-123456"}}]}}),
        json!({"env": [{"name": "ADMIN_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}]}),
        json!({"kind": "Secret", "data": {"x": "not base64 at all!"}}),
        json!({"properties": {"password": {"type": "string", "description": "password to use"}}, "required": ["password"]}),
    ] {
        assert_eq!(scan(&document), [], "{document}");
    }
}

#[test]
fn nesting_ends_at_three() {
    let mut seed = 5;
    let password = random(&mut seed, WORD, 12);
    let mut text = json!({"password": password}).to_string();
    for depth in 1..=4 {
        let found = scan(&json!({"data": text}));
        assert_eq!(found.len(), usize::from(depth <= 3), "{depth}");
        text = json!({"data": text}).to_string();
    }
}

#[test]
fn a_fingerprint_belongs_to_a_value() {
    let mut seed = 6;
    let (one, other) = (random(&mut seed, WORD, 12), random(&mut seed, WORD, 12));
    let print = |document: Value| scan(&document).remove(0).fingerprint;
    let first = print(json!({"password": one}));
    assert_eq!(first.len(), 16);
    assert_eq!(first, print(json!([{"x": {"admin_password": one}}])));
    assert_ne!(first, print(json!({"password": other})));
}

#[test]
fn short_values_are_masked_more() {
    assert_eq!(mask("abcdef"), "a…");
    assert_eq!(mask(&"é".repeat(40)), format!("{}…", "é".repeat(4)));
}

#[test]
fn files_are_read_by_their_extension() {
    let mut seed = 7;
    let password = random(&mut seed, WORD, 12);
    let at = |path: &str, text: String| {
        let findings = scan_file(path, text.as_bytes());
        findings
            .into_iter()
            .map(|finding| finding.at)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        at("a.yaml", format!("a:\n  password: {password}\n")),
        ["a.password"]
    );
    assert_eq!(
        at("a.yaml", format!("a: 1\n---\npassword: {password}\n")),
        ["[1].password"]
    );
    assert_eq!(
        at("a.json", format!("{{\"password\": \"{password}\"}}")),
        ["password"]
    );
    assert_eq!(
        at("a.yaml", format!("a: b: c\npassword: {password}\n")),
        ["line 2"]
    );
    assert_eq!(
        at("a.ini", format!("x = 1\npassword = {password}\n")),
        ["line 2"]
    );
    assert_eq!(at("a.txt", String::new()), Vec::<String>::new());
}
