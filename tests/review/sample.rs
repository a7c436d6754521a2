//! Comparisons made by hand, so that a form is tested apart from what finds
//! changes.

use std::sync::Arc;

use mixgen::{
    diff::{
        At, Change, Class, Comparison, DashboardPair, Field, Kind, Language, Note, Place, Side,
        Subject, Was, What,
    },
    review::Labels,
};
use serde_json::{Value, json};

/// What a file may say to break out of a page, a comment or a message.
pub const HOSTILE: [&str; 14] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "[click](javascript:alert(1)) ![x](https://example.com/x.png)",
    "</style><style>*{display:none}</style>",
    "``` ` `` \n```\n# heading\n",
    "| a | b |\n|---|---|",
    "@everyone #123 GH-7 owner/name#8 0123456789abcdef0123",
    "https://example.com www.example.com <https://example.com>",
    "</details></summary><!-- ",
    "\u{202e}\u{200b}\u{7}\0\u{1b}[2J\r\n\t",
    "{0} {{x}} \\[a\\](1) %s",
    "&lt;&#60;&amp;",
];

/// The labels of all samples.
pub fn labels() -> Labels {
    Labels {
        from: "git:main".to_owned(),
        to: "a fresh build".to_owned(),
        command: "mixgen diff --from git:main".to_owned(),
        folders: vec!["out/k3d".to_owned(), "out/gke".to_owned()],
    }
}

/// A change of each sort in two environments.
pub fn sample() -> Comparison {
    let mut changes = changes();
    let mut more = changes[6].places[0].clone();
    "grafana-image-renderer".clone_into(&mut more.name);
    changes[6].places.push(more);
    Comparison {
        environments: vec!["k3d".to_owned(), "gke".to_owned()],
        changes,
        notes: vec![Note {
            at: At {
                file: "broken.yaml".into(),
                line: Some(3),
            },
            side: Side::To,
            problem: "found a tab where indentation was expected".to_owned(),
            environments: vec![0, 1],
        }],
    }
}

fn changes() -> Vec<Change> {
    let pair = Arc::new(DashboardPair {
        from: Some(dashboard(&["Requests", "Errors", "Gone"])),
        to: Some(dashboard(&["Requests", "Errors by code", "New"])),
    });
    let alert = |class, kind, name: &str| change(class, kind, What::Alert, name);
    vec![
        Change {
            because: "fires after 5m instead of 15m".to_owned(),
            fields: vec![
                field("for", Language::Data, Some(json!("15m")), Some(json!("5m"))),
                field(
                    "expr",
                    Language::PromQl,
                    Some(json!(
                        "kube_pod_status_phase{job=\"ksm\", phase=~\"Pending|Unknown\"} > 0"
                    )),
                    Some(json!(
                        "kube_pod_status_phase{job=\"ksm\", phase=~\"Pending|Unknown|Failed\"} > 0"
                    )),
                ),
            ],
            ..alert(Class::Pages, Kind::Modified, "KubePodNotReady")
        },
        Change {
            fields: vec![field(
                "labels.severity",
                Language::Data,
                Some(json!("critical")),
                None,
            )],
            environments: vec![1],
            ..alert(Class::Silences, Kind::Removed, "etcdNoLeader")
        },
        Change {
            was: Some(Was {
                name: None,
                within: Some("group a".to_owned()),
            }),
            ..alert(Class::Notifies, Kind::Moved, "NodeClockSkew")
        },
        Change {
            fields: vec![field(
                "stringData.url",
                Language::Secret,
                Some(json!("***")),
                Some(json!("***")),
            )],
            ..change(
                Class::Notifies,
                Kind::Modified,
                What::Object("Secret".to_owned()),
                "alertmanager-main",
            )
        },
        Change {
            was: Some(Was {
                name: Some("Errors".to_owned()),
                within: None,
            }),
            fields: vec![field(
                "unit",
                Language::Data,
                Some(json!("short")),
                Some(json!("reqps")),
            )],
            dashboard: Some(Arc::clone(&pair)),
            ..change(Class::Queries, Kind::Renamed, What::Panel, "Errors by code")
        },
        Change {
            dashboard: Some(pair),
            ..change(Class::Queries, Kind::Added, What::Panel, "New")
        },
        Change {
            fields: vec![field(
                "image",
                Language::Data,
                Some(json!("grafana:12")),
                Some(json!("grafana:13")),
            )],
            ..change(Class::Restarts, Kind::Modified, What::Container, "grafana")
        },
        Change {
            fields: vec![field(
                "",
                Language::Lines,
                Some(json!("old\n")),
                Some(json!("new\nmore\n")),
            )],
            ..change(Class::Cosmetic, Kind::Modified, What::File, "README.md")
        },
    ]
}

/// A comparison with `text` in every place where a file's text can be.
pub fn hostile(text: &str) -> Comparison {
    let board = |panel: &str| {
        json!({
            "title": text, "uid": text, "templating": {"list": []},
            "panels": [
                {"type": "row", "title": text, "collapsed": true, "repeat": text, "gridPos": {"y": 0},
                 "panels": [{"id": 2, "title": format!("{text}{panel}"), "type": text}]},
                {"id": 1, "title": text, "type": text, "description": format!("{panel}{text}"), "repeat": text,
                 "libraryPanel": {"name": text}, "datasource": {"type": text, "uid": text},
                 "targets": [{"refId": text, "expr": format!("{text}{panel}"), "legendFormat": text}],
                 "options": {"legend": {"displayMode": text, "calcs": [text]}, text: panel},
                 "fieldConfig": {"defaults": {"unit": text, "thresholds": {"mode": text, "steps": [
                    {"color": text, "value": null}, {"color": text, "value": text}]}}}},
            ],
        })
    };
    let pair = Arc::new(DashboardPair {
        from: Some(board("a")),
        to: Some(board("b")),
    });
    let place = Place {
        name: text.to_owned(),
        within: vec![text.to_owned(), text.to_owned()],
        from: None,
        to: Some(At {
            file: text.into(),
            line: None,
        }),
    };
    let languages = [
        Language::Data,
        Language::PromQl,
        Language::Text,
        Language::Lines,
    ];
    let mut fields = Vec::new();
    for language in languages {
        let long = text.repeat(20);
        fields.push(field(
            text,
            language,
            Some(json!(text)),
            Some(json!(format!("{text}."))),
        ));
        fields.push(field(
            text,
            language,
            Some(json!(long)),
            Some(json!(format!("{long}{text}"))),
        ));
        fields.push(field(
            text,
            language,
            None,
            Some(json!([text, {text: text}])),
        ));
    }
    let changes = Class::ALL
        .into_iter()
        .map(|class| Change {
            class,
            because: text.to_owned(),
            kind: Kind::Renamed,
            subject: Subject {
                what: What::Object(text.to_owned()),
                name: text.to_owned(),
            },
            was: Some(Was {
                name: Some(text.to_owned()),
                within: Some(text.to_owned()),
            }),
            fields: fields.clone(),
            places: vec![place.clone(); 5],
            environments: vec![0],
            dashboard: Some(Arc::clone(&pair)),
        })
        .collect();
    Comparison {
        environments: vec![text.to_owned(), "other".to_owned()],
        changes,
        notes: vec![Note {
            at: At {
                file: text.into(),
                line: None,
            },
            side: Side::From,
            problem: text.to_owned(),
            environments: vec![0],
        }],
    }
}

/// So many changes, the gravest first.
pub fn many(number: usize) -> Comparison {
    let changes = (0..number).map(|at| {
        let class = Class::ALL[at * Class::ALL.len() / number];
        Change {
            because: "threshold 1 → 2".to_owned(),
            fields: vec![field(
                "expr",
                Language::PromQl,
                Some(json!(format!(
                    "sum by (namespace, pod) (rate(some_metric_total{{number=\"{at}\"}}[5m])) > 1"
                ))),
                Some(json!(format!(
                    "sum by (namespace, pod) (rate(some_metric_total{{number=\"{at}\"}}[5m])) > 2"
                ))),
            )],
            environments: vec![0],
            ..change(class, Kind::Modified, What::Alert, &format!("Alert{at}"))
        }
    });
    Comparison {
        environments: vec![String::new()],
        changes: changes.collect(),
        notes: Vec::new(),
    }
}

/// A dashboard of panels side by side.
pub fn dashboard(titles: &[&str]) -> Value {
    let panels: Vec<Value> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| {
            json!({
                "id": at + 1, "title": title, "type": (["timeseries", "stat", "table"][at % 3]),
                "gridPos": {"x": at * 8, "y": 0, "w": 8, "h": 7},
                "fieldConfig": {"defaults": {"unit": "reqps", "thresholds": {"mode": "absolute", "steps": [
                    {"color": "green", "value": null}, {"color": "semi-dark-red", "value": 80}]}}},
                "targets": [{"refId": "A", "expr": format!("sum(rate({}_total[5m]))", title.to_lowercase()),
                             "legendFormat": "{{pod}}"}],
            })
        })
        .collect();
    json!({"title": "Service", "uid": "service", "panels": panels})
}

fn change(class: Class, kind: Kind, what: What, name: &str) -> Change {
    let at = |line| {
        Some(At {
            file: "rules/kubernetes.yaml".into(),
            line: Some(line),
        })
    };
    Change {
        class,
        because: String::new(),
        kind,
        subject: Subject {
            what,
            name: name.to_owned(),
        },
        was: None,
        fields: Vec::new(),
        places: vec![Place {
            name: name.to_owned(),
            within: vec![
                "PrometheusRule monitoring/rules".to_owned(),
                "group kubernetes-apps".to_owned(),
            ],
            from: at(10).filter(|_| kind != Kind::Added),
            to: at(12).filter(|_| kind != Kind::Removed),
        }],
        environments: vec![0, 1],
        dashboard: None,
    }
}

fn field(name: &str, language: Language, from: Option<Value>, to: Option<Value>) -> Field {
    Field {
        name: name.to_owned(),
        language,
        from,
        to,
    }
}
