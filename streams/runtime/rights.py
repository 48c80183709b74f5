"""What a stage needs to be allowed on the broker, and the refusal to start without it.

Asked once at the start, so that a missing right is one clear line and not a worker that joins, reads
and fails at its first reject. ``deploy/acls/roles.tsv`` says the same for whoever grants.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kafka.errors import GroupAuthorizationFailedError, KafkaError

from streams.errors import Misuse
from streams.pipeline import Stage
from streams.runtime.agents import group
from streams.runtime.settings import Settings
from streams.runtime.topics import admin

_UNKNOWN_TOPIC, _NOT_ALLOWED = 3, 29


def needed(stage: Stage) -> dict[str, set[str]]:
    """Operations by logical topic."""
    wanted: dict[str, set[str]] = {stage.takes: {"READ"}}
    for topic in stage.gives:
        wanted.setdefault(topic, set()).add("WRITE")
    if stage.work is None:  # its state is its own output, read back at every start
        wanted[stage.gives[0]].add("READ")
    return wanted


def require(settings: Settings, stages: Iterable[Stage]) -> None:
    """Refuses to go on without the stages' topics, or without the rights on them.

    Raises:
        Misuse: a topic is not there, or something is not allowed; one line that names all of it.
        Unavailable: the broker does not answer.
    """
    chosen = list(stages)
    wanted: dict[str, set[str]] = {}
    for stage in chosen:
        for topic, operations in needed(stage).items():
            wanted.setdefault(settings.topic(topic), set()).update(operations)
    with admin(settings) as client:
        found = {each["name"]: each for each in client.describe_topics(sorted(wanted))}
        refused = [
            f"{operation} on {topic}"
            for topic, operations in sorted(wanted.items())
            for operation in sorted(operations - _allowed(found.get(topic, {}), operations))
        ]
        refused += [f"READ on group {name}" for name in _closed_groups(client, settings, chosen)]
    missing = [t for t in sorted(wanted) if found.get(t, {}).get("error_code") == _UNKNOWN_TOPIC]
    if missing:
        raise Misuse(f"topics missing: {', '.join(missing)}; run `dragoman topics create` first")
    if refused:
        who = settings.sasl_user or "this client"
        raise Misuse(
            f"{who} is not allowed to {', '.join(refused)}; deploy/acls has what each role needs"
        )


def _allowed(topic: dict[str, Any], operations: set[str]) -> set[str]:
    """Which of the operations the broker grants; all of them where it does not say."""
    if topic.get("error_code") == _NOT_ALLOWED:
        return set()
    said = topic.get("authorized_operations")
    return set(said) & operations if said else operations


def _closed_groups(client: Any, settings: Settings, stages: list[Stage]) -> list[str]:
    closed = []
    for name in (group(stage, settings) for stage in stages):
        try:
            said = client.describe_groups([name])[name].get("authorized_operations")
        except GroupAuthorizationFailedError:
            said = ["NOTHING"]
        except (KafkaError, ValueError):
            continue  # no such group yet, or a broker that knows no rights and answers anything
        if said and "READ" not in said:
            closed.append(name)
    return closed
