"""The gate closes on every kind of breaking change, says where, and stays open for the others."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from streams import contracts
from streams.contracts.compatibility import breaks

Schema = dict[str, Any]
Change = Callable[[Schema], object]


def _changed(message: str, change: Change) -> list[str]:
    published = contracts.schema(message)
    proposed = copy.deepcopy(published)
    change(proposed)
    assert proposed != published
    return breaks(message, published, proposed)


def _fields(schema: Schema, part: str = "") -> Schema:
    fields: Schema = (schema["$defs"][part] if part else schema)["properties"]
    return fields


def _rename(fields: Schema, old: str, new: str) -> None:
    fields[new] = fields.pop(old)


BREAKING: dict[str, tuple[str, Change, str]] = {
    "field removed": (
        "event",
        lambda s: _fields(s).pop("rule"),
        "event: rule is removed",
    ),
    "field renamed": (
        "event",
        lambda s: _rename(_fields(s), "recipients", "targets"),
        "event: recipients is removed (renamed to targets?)",
    ),
    "field of a part removed": (
        "record",
        lambda s: _fields(s, "evidence").pop("trigger"),
        "record.reports[].evidence: trigger is removed",
    ),
    "part that may be null loses a field": (
        "event",
        lambda s: _fields(s, "location").pop("lat"),
        "event.location: lat is removed",
    ),
    "field of a dictionary's values removed": (
        "event",
        lambda s: _fields(s, "quantity").pop("unit"),
        "event.magnitude.*: unit is removed",
    ),
    "type changed": (
        "event",
        lambda s: _fields(s)["rule"].update(type="integer"),
        "event.rule: may no longer be string",
    ),
    "type narrowed": (
        "entities",
        lambda s: _fields(s, "place")["lat"].update(type="integer"),
        "entities.mentions[].place.lat: may no longer be null, number",
    ),
    "null no longer allowed": (
        "event",
        lambda s: _fields(s)["publisher"].update(type="string"),
        "event.publisher: may no longer be null",
    ),
    "null newly allowed": (
        "event",
        lambda s: _fields(s)["article_id"].update(type=["string", "null"]),
        "event.article_id: may now be null, which no reader expects",
    ),
    "integer becomes number": (
        "record",
        lambda s: _fields(s)["revision"].update(type="number"),
        "record.revision: may now be number, which no reader expects",
    ),
    "word taken out of a vocabulary": (
        "event",
        lambda s: _fields(s)["type"]["enum"].remove("AID"),
        "event.type: no longer allows AID",
    ),
    "word renamed in a vocabulary": (
        "event",
        lambda s: _fields(s)["factuality"].update(
            enum=["actual", "alleged", "planned", "hypothetical", "negated"]
        ),
        "event.factuality: no longer allows claimed",
    ),
    "reason taken out": (
        "reject",
        lambda s: _fields(s)["reject_reason"]["enum"].remove("poison"),
        "reject.reject_reason: no longer allows poison",
    ),
    "vocabulary opened": (
        "outcome",
        lambda s: (_fields(s)["outcome"].pop("enum"), _fields(s)["outcome"].update(type="string")),
        "outcome.outcome: is no longer limited to its list of words",
    ),
    "text closed to a vocabulary": (
        "article",
        lambda s: _fields(s)["language"].update(enum=["en", None]),
        "article.language: is now limited to a list of words",
    ),
    "new field required": (
        "article",
        lambda s: (
            s["required"].append("section"),
            _fields(s).update(section={"type": "string"}),
        ),
        "article: section is now required",
    ),
    "known field required": (
        "article",
        lambda s: s["required"].append("publisher"),
        "article: publisher is now required",
    ),
    "field no longer sure to be there": (
        "event",
        lambda s: s["required"].remove("evidence"),
        "event: evidence is no longer always there",
    ),
    "pattern tightened": (
        "event",
        lambda s: _fields(s)["cameo"].update(pattern="^[0-9]{3}$"),
        "event.cameo: pattern was ^[0-9]{2,4}$, is now ^[0-9]{3}$",
    ),
    "bound tightened on articles": (
        "article",
        lambda s: _fields(s)["article_id"].update(maxLength=64),
        "article.article_id: maxLength was 512, is now 64",
    ),
    "bound added on articles": (
        "article",
        lambda s: _fields(s)["title"].update(minLength=1),
        "article.title: minLength was none, is now 1",
    ),
    "bound loosened under readers": (
        "event",
        lambda s: _fields(s)["confidence"].update(maximum=100),
        "event.confidence: maximum was 1, is now 100",
    ),
    "open message closed": (
        "article",
        lambda s: s.update(additionalProperties=False),
        "article: no longer allows fields of the producer's own",
    ),
    "open dictionary closed": (
        "outcome",
        lambda s: _fields(s)["detail"].update(additionalProperties={"type": "number"}),
        "outcome.detail.*: is now limited to a shape",
    ),
    "contract renamed": (
        "event",
        lambda s: s.update({"$id": "urn:dragoman:schema:happening.v1"}),
        "event: is now called urn:dragoman:schema:happening.v1",
    ),
}

COMPATIBLE: dict[str, tuple[str, Change]] = {
    "optional field added": ("event", lambda s: _fields(s).update(story={"type": "string"})),
    "optional field added to a part": (
        "record",
        lambda s: _fields(s, "party").update(link={"type": "string"}),
    ),
    "word added to a vocabulary": (
        "entities",
        lambda s: _fields(s, "mention")["how"]["enum"].append("acronym"),
    ),
    "description reworded": ("event", lambda s: s.update(description="What happened.")),
    "article asks for less": ("article", lambda s: s["required"].remove("title")),
    "article takes null": (
        "article",
        lambda s: _fields(s)["title"].update(type=["string", "null"]),
    ),
    "article bound loosened": (
        "article",
        lambda s: _fields(s)["article_id"].update(maxLength=1024),
    ),
    "article vocabulary opened": (
        "article",
        lambda s: (
            _fields(s, "givenMention")["field"].pop("enum"),
            _fields(s, "givenMention")["field"].update(type="string"),
        ),
    ),
    "part moved to another definition": (
        "event",
        lambda s: (
            s["$defs"].update(span=s["$defs"].pop("words")),
            [
                node.update(anyOf=[{"$ref": "#/$defs/span"}, {"type": "null"}])
                for part in ("", "location", "eventDate", "attribution")
                for node in _fields(s, part).values()
                if node.get("anyOf", [{}])[0].get("$ref") == "#/$defs/words"
            ],
        ),
    ),
}


@pytest.mark.parametrize("case", BREAKING.values(), ids=BREAKING)
def test_gate_closes(case: tuple[str, Change, str]) -> None:
    message, change, line = case
    assert line in _changed(message, change)


@pytest.mark.parametrize("case", COMPATIBLE.values(), ids=COMPATIBLE)
def test_gate_stays_open(case: tuple[str, Change]) -> None:
    message, change = case
    assert _changed(message, change) == []


@pytest.mark.parametrize("message", contracts.MESSAGES)
def test_no_change_breaks_nothing(message: str) -> None:
    assert breaks(message, contracts.schema(message), contracts.schema(message)) == []
