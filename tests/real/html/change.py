"""Two small trees to compare: a component's files, and the same after an edit.

usage: change.py OUT FROM TO [--hostile]

OUT is the folder of an environment. With --hostile there is a dashboard more,
whose texts try to leave the page.
"""

import json
import pathlib
import shutil
import sys

HOSTILE = [
    "</script><script>document.title = 'broken'</script>",
    "\"><img src=http://127.0.0.1:9/x onerror=\"document.title='broken'\">",
    "javascript:alert(1)",
    "\u202edesrever\u0000\u001b[2J",
    "a" * 3000,
]


def rules(text):
    """An alert pages sooner, one is gone, one asks something else."""
    start = text.index("    - alert: etcdInsufficientMembers\n")
    text = text[:start] + text[text.index("    - alert: ", start + 1):]
    edits = [
        ("      for: 3m\n", "      for: 1m\n"),
        ("    - alert: etcdMembersDown\n", "    - alert: etcdMemberDown\n"),
        (">= 4\n", ">= 3\n"),
    ]
    for old, new in edits:
        if old not in text:
            sys.exit(f"change.py: the rules have no {old.strip()}")
        text = text.replace(old, new, 1)
    return text


def dashboard(board):
    """Panels come, go, move, grow and ask something else."""
    panels = board["panels"]

    def at(title, kind="timeseries"):
        return next(panel for panel in panels if (panel["title"], panel["type"]) == (title, kind))

    at("Quota used", "stat")["fieldConfig"]["defaults"]["thresholds"]["steps"][-1]["value"] = 0.9
    at("Requests")["targets"][0]["expr"] += " * 60"
    at("Requests")["fieldConfig"]["defaults"]["unit"] = "reqpm"
    at("Open streams")["title"] = "Watch and lease streams"
    panels.remove(at("Keys changed"))
    at("Database size")["gridPos"]["w"] = 24
    moved = at("Failed sends to peers")
    moved["gridPos"] = {"x": 16, "y": 12, "w": 8, "h": 8}
    at("Leader seen")["gridPos"]["w"] = 8
    at("Leader changes")["gridPos"].update(x=8, w=8)
    panels.append({
        "id": 77, "title": "Request durations", "type": "heatmap",
        "gridPos": {"x": 0, "y": 37, "w": 24, "h": 7},
        "fieldConfig": {"defaults": {"unit": "s"}, "overrides": []},
        "options": {"calculate": False, "yAxis": {"unit": "s"}},
        "targets": [{
            "refId": "A", "format": "heatmap",
            "expr": "sum by (le) (increase(grpc_server_handling_seconds_bucket{job=\"etcd\"}[$__rate_interval]))",
        }],
    })
    for panel in panels:
        if panel["gridPos"]["y"] >= 37 and panel["id"] != 77:
            panel["gridPos"]["y"] += 7
    return board


def hostile(mark):
    panels = [
        {
            "id": at, "title": f"{text}{mark}", "type": text, "description": text, "repeat": text,
            "gridPos": {"x": at * 1e9, "y": -at, "w": 1e99, "h": at},
            "targets": [{"refId": text, "expr": f"{text}{mark}", "legendFormat": text}],
            "fieldConfig": {"defaults": {"unit": text, "thresholds": {"steps": [{"color": text}, {"color": "red", "value": 1}]}}},
        }
        for at, text in enumerate(HOSTILE)
    ]
    return {"title": HOSTILE[0], "uid": "hostile", "schemaVersion": 39, "panels": panels}


def main():
    out, before, after = (pathlib.Path(path) for path in sys.argv[1:4])
    for folder in (before, after):
        (folder / "dashboards").mkdir(parents=True)
        shutil.copy(out / "etcd/prometheus-rule.yaml", folder)
        shutil.copy(out / "dashboards/etcd/etcd.json", folder / "dashboards")
    rule, board = after / "prometheus-rule.yaml", after / "dashboards/etcd.json"
    rule.write_text(rules(rule.read_text()))
    board.write_text(json.dumps(dashboard(json.loads(board.read_text()))))
    if "--hostile" in sys.argv:
        for folder, mark in ((before, ""), (after, "!")):
            (folder / "dashboards/hostile.json").write_text(json.dumps(hostile(mark)))


main()
