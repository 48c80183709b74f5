"""What the files of ``deploy/`` say about metrics, and which metrics there are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import yaml

from streams.runtime.metrics import COUNTS, LEVELS, NAMESPACE, SPREADS

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"

_SERIES = re.compile(rf"\b({NAMESPACE}_[a-z_]+)(?:\{{([^}}]*)\}})?")
_BY = re.compile(r"\bby \(([^)]*)\)")
_LABEL = re.compile(r'([a-z_]+)\s*[=!]~?\s*"')
OF_PROMETHEUS: Final = frozenset({"instance", "job", "le"})


def series() -> dict[str, frozenset[str]]:
    """Every series as Prometheus stores it, and the labels that it has of ours."""
    found = {f"{NAMESPACE}_{n}_total": frozenset({"stage", *a.labels}) for n, a in COUNTS.items()}
    found |= {f"{NAMESPACE}_{name}": frozenset({"stage"}) for name in LEVELS}
    for name in SPREADS:
        for ending in ("_bucket", "_sum", "_count"):
            found[f"{NAMESPACE}_{name}{ending}"] = frozenset({"stage"})
    return found


def wrong_in(query: str) -> list[str]:
    """What a query asks for that does not exist."""
    known, wrong, labels = series(), [], set[str]()
    for name, selectors in _SERIES.findall(query):
        if name not in known:
            wrong.append(f"no metric {name}")
            continue
        labels |= known[name]
        beyond = set(_LABEL.findall(selectors)) - known[name] - OF_PROMETHEUS
        wrong += [f"{name} has no label {label}" for label in sorted(beyond)]
    for given in _BY.findall(query):
        beyond = {each.strip() for each in given.split(",")} - labels - OF_PROMETHEUS
        wrong += [f"nothing to group by {label}" for label in sorted(beyond)]
    return wrong


def panels() -> dict[str, list[str]]:
    """The dashboard's queries by panel."""
    board = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text(encoding="utf-8"))
    return {
        panel["title"]: [target["expr"] for target in panel["targets"]]
        for panel in board["panels"]
        if panel["type"] != "row"
    }


def alerts() -> dict[str, dict[str, Any]]:
    """The alert rules by name."""
    text = (DEPLOY / "prometheus" / "alerts.yaml").read_text(encoding="utf-8")
    return {
        rule["alert"]: rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]
    }
