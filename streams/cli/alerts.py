"""``dragoman alerts``: tries rules on records of the past, before anybody is woken by them."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from streams.errors import Misuse, Rejected


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("alerts", help="try rules for alerts on past records")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    test = actions.add_parser(
        "test",
        help="which rules would have fired on which records",
        description="Checks the rules and runs them over records as JSON Lines from standard "
        "input, in their order; one line an alert, sums on standard error.",
    )
    test.add_argument("rules", type=Path, metavar="RULES", help="a TOML file, or a folder of them")
    test.add_argument("--json", action="store_true", help="the alerts as JSON Lines")
    test.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the alerts that the records would have given."""
    from streams import alerts, wire
    from streams.messages import Record

    rules = alerts.read(arguments.rules)
    for rule, key in alerts.strangers(rules):
        print(
            f"note: {rule.where}: {key!r} is the key of nobody that ships; it can only come from "
            "your own lists or from mentions given with articles",
            file=sys.stderr,
        )
    watch = alerts.Watch(rules)
    fired: Counter[str] = Counter()
    read = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            record = wire.read(Record, line.strip())
        except Rejected as why:
            raise Misuse(f"line {number} is no record: {why}") from None
        read += 1
        watch, raised = alerts.watch(watch, record)
        for alert in raised:
            fired[alert.rule] += 1
            if arguments.json:
                print(wire.write(alert).decode())
                continue
            wait = f"  not before {alert.due}" if alert.due else ""
            print(f"{alert.raised_at}  {alert.severity:<8} {alert.rule}: {alert.title}{wait}")
            for reason in alert.reasons:
                print(f"    {reason.condition}: {reason.text}")
    for rule in rules:
        print(f"{fired[rule.name]:>6} {rule.name}", file=sys.stderr)
    print(f"{read} records, {fired.total()} alerts", file=sys.stderr)
    return 0
