//! Numbers that can be worked out by hand.

use super::*;

fn target(name: &str, interval: f64) -> Target {
    Target {
        name: name.to_owned(),
        part: name.to_owned(),
        kind: name.to_owned(),
        job: name.to_owned(),
        per: Per::Number(1),
        interval,
        drops: Vec::new(),
    }
}

fn plan(targets: Vec<Target>) -> Plan {
    Plan {
        stack: "files".to_owned(),
        joined: false,
        replicas: 1,
        retention: Some(DAY),
        retention_size: None,
        volume: None,
        records: 0,
        targets,
    }
}

fn with_series(series: u64) -> Assumptions {
    Assumptions {
        series: BTreeMap::from([("x".to_owned(), series)]),
        ..Assumptions::default()
    }
}

/// `Number of series, interval, GB a day, GB of 15 days`, worked out by
/// series ÷ interval × 86,400 × 1.7.
const TABLE: [(u64, f64, f64, f64); 7] = [
    (50_000, 30.0, 0.24, 3.7),
    (50_000, 60.0, 0.12, 1.8),
    (100_000, 15.0, 0.98, 14.7),
    (100_000, 30.0, 0.49, 7.3),
    (500_000, 30.0, 2.45, 36.7),
    (1_000_000, 30.0, 4.90, 73.4),
    (1_000_000, 60.0, 2.45, 36.7),
];

#[test]
fn disk_is_series_by_interval_by_time() {
    for (series, interval, day, fortnight) in TABLE {
        let estimate = estimate(
            &plan(vec![target("x", interval)]),
            &with_series(series),
            None,
        );
        assert!((estimate.per_day / 1e9 - day).abs() < 0.006, "{estimate:?}");
        let long = estimate.per_day * 15.0 / 1e9;
        assert!((long - fortnight).abs() < 0.06, "{long}");
    }
}

#[test]
fn what_is_on_disk_is_what_is_kept_and_the_log_and_every_replica_has_it() {
    let one = Plan {
        replicas: 2,
        ..plan(vec![target("x", 30.0)])
    };
    let estimate = estimate(&one, &with_series(30_000), None);
    // 1,000 samples a second.
    assert!((estimate.samples - 1000.0).abs() < 1e-9);
    let (day, log) = (1000.0 * 86_400.0 * 1.7, 1000.0 * 10_800.0 * 6.5);
    assert!((estimate.disk.expect("it is known") - day - log).abs() < 1.0);
    assert!((estimate.disk_of_all.expect("it is known") - 2.0 * (day + log)).abs() < 1.0);
    assert!((estimate.memory.0 - 30_000.0 * 3072.0).abs() < 1.0);
    assert!((estimate.memory.1 - 30_000.0 * 8192.0).abs() < 1.0);
    assert_eq!(estimate.findings, []);
}

#[test]
fn the_limit_that_is_reached_first_counts() {
    let roomy = plan(vec![target("x", 30.0)]);
    let series = with_series(30_000);
    let log = 1000.0 * LOG * BYTES_IN_LOG;
    let half = log + 1000.0 * DAY / 2.0 * BYTES_PER_SAMPLE;
    let limited = Plan {
        retention_size: Some(half),
        ..roomy.clone()
    };
    let found = estimate(&limited, &series, None);
    assert!((found.disk.expect("it is known") - half).abs() < 1.0);
    let [Finding::Size { fits, wanted }] = found.findings.as_slice() else {
        panic!("{:?}", found.findings);
    };
    assert!((fits - DAY / 2.0).abs() < 1.0 && (wanted - DAY).abs() < 1.0);
    let small = Plan {
        volume: Some(half),
        ..roomy
    };
    let found = estimate(&small, &series, None);
    assert!(matches!(found.findings[..], [Finding::Volume { .. }]));
}

#[test]
fn what_is_dropped_is_taken_off() {
    let drop = |labels: &[&str], regex: &str, action: &str| Drop {
        action: action.to_owned(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        regex: regex.to_owned(),
    };
    let family = Family {
        name: "a_bucket".to_owned(),
        count: 40,
        bounds: ["0.5", "1", "2", "+Inf"].map(str::to_owned).to_vec(),
    };
    for (labels, regex, action, left) in [
        (&["__name__"][..], "a_.+", "drop", 0.0),
        (&["__name__"], "a_", "drop", 40.0),
        (&["__name__"], "b|a_bucket", "keep", 40.0),
        (&["__name__"], "b", "keep", 0.0),
        (
            &["__name__", "le"],
            r"a_bucket;(0\.5|2)(\.0)?",
            "drop",
            20.0,
        ),
        (&["__name__", "pod"], "a_bucket;", "drop", 40.0),
    ] {
        let kept = kept(
            std::slice::from_ref(&family),
            &[drop(labels, regex, action)],
        );
        assert!((kept - left).abs() < 1e-9, "{action} {regex}: {kept}");
    }
}

#[test]
fn unknown_targets_are_named_and_not_counted() {
    let estimate = estimate(
        &plan(vec![target("kube-state-metrics", 30.0)]),
        &Assumptions::default(),
        None,
    );
    assert_eq!(estimate.unknown, ["kube-state-metrics"]);
    assert!(estimate.series.abs() < 1e-9);
}

#[test]
fn measured_targets_can_be_read() {
    for kind in [
        "alertmanager",
        "apiserver",
        "etcd",
        "nats",
        "node-exporter",
        "probe",
        "prometheus",
    ] {
        let measured::Known::Families(families) = measured::of(kind) else {
            panic!("{kind} is measured");
        };
        assert!(families.len() > 10, "{kind}");
        assert!(measured::subject(kind).is_some(), "{kind}");
    }
}

fn counted(text: &str) -> Result<Counts, CountsError> {
    let mut counts = Counts::default();
    counts.add("x", text, false).map(|()| counts)
}

#[test]
fn counts_come_in_four_forms() {
    let api = r#"{"status":"success","data":{"resultType":"vector","result":[
        {"metric":{"job":"x","__name__":"a"},"value":[1,"300"]},
        {"metric":{"job":"x","__name__":"b"},"value":[1,"12"]}]}}"#;
    let tsdb = r#"{"status":"success","data":{"headStats":{"numSeries":400},
        "seriesCountByLabelValuePair":[{"name":"job=x","value":312},{"name":"a=b","value":9}]}}"#;
    let prom = "# TYPE a gauge\na{b=\"c\"} 1\na{b=\"d\"} 2\n";
    for (text, mine, all) in [
        (api, 312.0, 312.0),
        (tsdb, 312.0, 400.0),
        ("x 312\ny 8\n", 312.0, 320.0),
        (prom, 2.0 + 5.0, 2.0 + 5.0),
    ] {
        let counts = counted(text).expect(text);
        let estimate = estimate(
            &plan(vec![target("x", 30.0)]),
            &Assumptions::default(),
            Some(&counts),
        );
        assert_eq!(estimate.rows[0].series, Some(mine), "{text}");
        assert!((estimate.series - all).abs() < 1e-9, "{text}");
    }
}

#[test]
fn a_job_with_several_targets_counts_once() {
    let counts = counted("kubelet 900").expect("a line");
    let mut cadvisor = target("cadvisor", 30.0);
    "kubelet".clone_into(&mut cadvisor.job);
    let estimate = estimate(
        &plan(vec![cadvisor, target("kubelet", 30.0)]),
        &Assumptions::default(),
        Some(&counts),
    );
    assert!((estimate.series - 900.0).abs() < 1e-9);
}

#[test]
fn what_is_no_counts_says_why() {
    for (text, wanted) in [
        ("", CountsError::Empty),
        ("{}", CountsError::Shape),
        (
            r#"{"status":"error","error":"parse error"}"#,
            CountsError::Failed("parse error".to_owned()),
        ),
        ("x 1\ny many\n", CountsError::Line(2)),
        ("# TYPE a gauge\n= 3\n", CountsError::Line(2)),
        (
            r#"{"status":"success","data":{"result":[]}}"#,
            CountsError::Empty,
        ),
    ] {
        assert_eq!(counted(text), Err(wanted), "{text}");
    }
    assert!(matches!(counted("{"), Err(CountsError::Json(_))));
}
