"""What a stage asks to be allowed, with brokers that answer in their own way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from kafka.errors import GroupAuthorizationFailedError, InvalidGroupIdError

from streams.errors import Misuse
from streams.pipeline import stage
from streams.runtime import rights
from streams.runtime.settings import Settings

EVERYTHING = ["READ", "WRITE", "CREATE", "DELETE", "ALTER", "DESCRIBE"]


class Broker:
    """Answers as told: operations by topic, and what is said of a group."""

    def __init__(self, allowed: dict[str, Any], of_group: Any = None) -> None:
        self.allowed, self.of_group = allowed, of_group

    def describe_topics(self, names: list[str]) -> list[dict[str, Any]]:
        return [{"name": name, **self.allowed.get(name, {"error_code": 3})} for name in names]

    def describe_groups(self, names: list[str]) -> dict[str, Any]:
        if isinstance(self.of_group, Exception):
            raise self.of_group
        return {names[0]: {"authorized_operations": self.of_group}}


def asked(monkeypatch: pytest.MonkeyPatch, broker: Broker) -> None:
    """The last stage's rights, asked of that broker."""

    @contextmanager
    def admin(settings: Settings) -> Iterator[Broker]:
        del settings
        yield broker

    monkeypatch.setattr(rights, "admin", admin)
    rights.require(Settings(prefix="p."), [stage("records")])


def topics(operations: Any, **others: Any) -> dict[str, Any]:
    """The same operations on every topic, but for some."""
    same = {"error_code": 0, "authorized_operations": operations}
    names = rights.needed(stage("records"))
    return {f"p.{name}": others.get(name, same) for name in names}


@pytest.mark.parametrize(
    "of_group",
    [["READ"], None, ValueError("15 is not a valid ACLOperation"), InvalidGroupIdError("none yet")],
    ids=["allowed", "not said", "answers anything", "no group"],
)
def test_what_is_allowed_or_not_said_is_no_hindrance(
    monkeypatch: pytest.MonkeyPatch, of_group: Any
) -> None:
    for operations in (EVERYTHING, None):
        asked(monkeypatch, Broker(topics(operations), of_group))


@pytest.mark.parametrize("of_group", [["DESCRIBE"], GroupAuthorizationFailedError("no")])
def test_what_is_not_allowed_is_named(monkeypatch: pytest.MonkeyPatch, of_group: Any) -> None:
    closed = {"error_code": 29, "authorized_operations": None}
    with pytest.raises(Misuse) as why:
        asked(monkeypatch, Broker(topics(["READ"], rejects=closed), of_group))
    said = str(why.value)
    for wanted in ("WRITE on p.records", "WRITE on p.rejects", "READ on group p.records"):
        assert wanted in said
    assert "READ on p.records" not in said
    assert "READ on p.events" not in said


def test_topics_that_are_not_there_are_named_first(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"error_code": 3, "authorized_operations": None}
    with pytest.raises(Misuse, match=r"topics missing: p\.rejects; run `dragoman topics create`"):
        asked(monkeypatch, Broker(topics(EVERYTHING, rejects=missing), ["READ"]))
