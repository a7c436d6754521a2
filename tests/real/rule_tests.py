"""The mixins' rules and the tests of them, for those who judge them.

$MIXGEN is the binary under test; `manifests`, which reads YAML, is in PATH.
"""

import glob
import json
import os
import re
import subprocess
import sys

import promql

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MIXGEN = os.environ.get("MIXGEN", os.path.join(ROOT, "target/debug/mixgen"))
TESTS = os.path.join(ROOT, "tests", "rules")
# `alertname="X"`, `alertname!~"X.*"` …
NAMED = re.compile(r'alertname\s*(=~|!~|!=|=)\s*"((?:\\.|[^"\\])*)"')
SELECTOR = re.compile(r"\bALERTS\{([^}]*)\}")


def run(command, **options):
    """What a command prints, or None, having told why."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        print(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return None
    return done.stdout


def read(files):
    """YAML files by path."""
    text = run(["manifests", "json", *files])
    if text is None:
        sys.exit(2)
    return json.loads(text)


def build_reader(work):
    """Builds `manifests` where it is missing."""
    path = os.path.join(work, "bin")
    if not os.path.exists(os.path.join(path, "manifests")):
        folder = os.path.join(ROOT, "tests", "real", "manifests")
        subprocess.run(["go", "build", "-o", os.path.join(path, "manifests"), "."], cwd=folder, check=True)
    os.environ["PATH"] = path + os.pathsep + os.environ["PATH"]


def render():
    """Writes the rules of each mixin, and of each variant of one, where the
    tests look for them: `rendered/NAME.rules.yml`. Gives groups by name."""
    mixins = {
        os.path.basename(os.path.dirname(path)): None
        for path in sorted(glob.glob(os.path.join(ROOT, "lib", "mixins", "*", "mixin.libsonnet")))
    }
    variants = json.loads(run([MIXGEN, "eval", os.path.join(TESTS, "variants.jsonnet")], cwd=ROOT) or sys.exit(2))
    folder = os.path.join(TESTS, "rendered")
    os.makedirs(folder, exist_ok=True)
    groups = {}
    for name, variant in {**mixins, **variants}.items():
        mixin, config = (name, {}) if variant is None else (variant["mixin"], variant["config"])
        program = (
            f"local mixin = (import 'mixgen/lib/mixins/{mixin}/mixin.libsonnet') + {{ _config+:: {json.dumps(config)} }};"
            "{ groups: std.get(mixin, 'prometheusRules', { groups: [] }).groups"
            " + std.get(mixin, 'prometheusAlerts', { groups: [] }).groups }"
        )
        text = run([MIXGEN, "eval", "-e", program], cwd=ROOT)
        if text is None:
            sys.exit(2)
        # JSON is YAML.
        with open(os.path.join(folder, f"{name}.rules.yml"), "w") as rendered:
            rendered.write(text)
        groups[name] = json.loads(text)["groups"]
    if not groups:
        sys.exit("no mixins")
    return groups


def rules_of(groups):
    """The rules of groups, in order."""
    return [rule for group in groups for rule in group["rules"]]


def test_files():
    """The files of tests by path, each with the `rendered` that it is about."""
    files = read(sorted(glob.glob(os.path.join(TESTS, "*.yaml"))))
    for path, content in files.items():
        content["rendered"] = [os.path.basename(file).removesuffix(".rules.yml") for file in content["rule_files"]]
    return files


def admits(expr, alert):
    """Whether a query of a test looks at an alert among those that fire."""

    def admitted(matchers):
        if re.search(r'alertstate\s*=\s*"pending"', matchers):
            return False
        for operator, value in NAMED.findall(matchers):
            equal = alert == value if operator in ("=", "!=") else bool(re.fullmatch(value, alert))
            if equal != operator.startswith("="):
                return False
        return True

    return any(admitted(matchers) for matchers in SELECTOR.findall(expr))


def samples(check, alert):
    """The samples that a query of a test expects of an alert, or None where it
    does not tell alerts apart."""
    expected = check.get("exp_samples") or []
    if re.search(r'alertname\s*=\s*"%s"' % alert, check["expr"]):
        return expected
    if any("alertname=" not in sample["labels"] for sample in expected):
        return None
    return [sample for sample in expected if re.search(r'alertname="%s"' % alert, sample["labels"])]


def fires(test, alert):
    """Whether a test wants an alert to fire at some time."""
    for check in test.get("alert_rule_test") or []:
        if check["alertname"] == alert and check.get("exp_alerts"):
            return True
    for check in test.get("promql_expr_test") or []:
        if admits(check["expr"], alert) and any(sample["value"] != 0 for sample in samples(check, alert) or []):
            return True
    return False


def is_silent(test, alert):
    """Whether a test wants an alert not to fire at some time."""
    for check in test.get("alert_rule_test") or []:
        if check["alertname"] == alert and not check.get("exp_alerts"):
            return True
    for check in test.get("promql_expr_test") or []:
        if admits(check["expr"], alert) and samples(check, alert) == []:
            return True
    return False


def sources(groups, rule):
    """The queries of a rule and of the rules that record what it reads."""
    recorded = [other for other in rules_of(groups) if "record" in other]
    queries, waiting = [], [rule["expr"]]
    while waiting:
        query = waiting.pop()
        queries.append(query)
        for other in recorded:
            if promql.reads(query, other["record"]) and other["expr"] not in queries + waiting:
                waiting.append(other["expr"])
    return queries


def has_series(test, queries):
    """Whether a test has a series that one of the queries reads."""
    for series in test.get("input_series") or []:
        text = series["series"]
        named = re.search(r'__name__\s*=\s*"([^"]*)"', text)
        metric = named[1] if named else text.partition("{")[0].strip()
        if any(promql.reads(query, metric) for query in queries):
            return True
    return False
