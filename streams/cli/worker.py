"""``dragoman worker``: runs the stages on Kafka until told to stop."""

from __future__ import annotations

import argparse
import logging
from typing import Any

from streams.errors import Misuse
from streams.runtime import settings


def register(subparsers: Any) -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "worker",
        help="run the stages on Kafka",
        description="Runs stages on Kafka, each in a process of its own, until SIGTERM; then "
        "finishes what is under way and leaves. Settings: deploy/worker.env.reference.",
    )
    parser.add_argument("--stages", metavar="A,B", help="only these stages, separated by commas")
    parser.add_argument("--quiet", action="store_true", help="warnings and errors only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Checks settings and topics, then runs."""
    chosen = settings.read()
    from streams import pipeline
    from streams.runtime import rights
    from streams.runtime.stage import Plan
    from streams.runtime.worker import Worker

    names = [stage.name for stage in pipeline.stages()]
    wanted = [n.strip() for n in arguments.stages.split(",")] if arguments.stages else names
    for name in wanted:
        if name not in names:
            raise Misuse(f"there is no stage {name!r}; there are {', '.join(names)}")
    if chosen.ontology:
        _ = pipeline.Environment(chosen.options()).ontology  # refused here, not by every process
    pipeline.Environment(chosen.options()).rules  # noqa: B018  # a wrong rule is told at once
    stages = [pipeline.stage(name) for name in names if name in wanted]
    rights.require(chosen, stages)
    plans = [Plan(stage, chosen, pipeline.Environment) for stage in stages]
    return Worker(plans, logging.WARNING if arguments.quiet else logging.INFO).run()
