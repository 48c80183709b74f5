"""What comes late from a worker that lost its partitions does not replace what is newer."""

from __future__ import annotations

from streams import wire
from streams.pipeline import Environment, Message, fold_step
from streams.records import Known
from streams.records.order import Order
from tests.support.events import event


def told(version: str, offset: int | None, partition: int = 3, number: int = 0) -> Message:
    """An event of one version of an article, as it comes from the events stage."""
    made = event("a1", number, version)
    cause = wire.placed((), partition, offset) if offset is not None else ()
    return Message("events", b"a1", wire.write(made), wire.headers(made, cause))


def withdrawn(offset: int) -> Message:
    cause = wire.placed((), 3, offset)
    return Message("events", b"a1", None, wire.withdrawal_headers("events", b"a1", cause))


def standing(*messages: Message) -> set[str]:
    """Content hashes of the reports in the records that stand in the end."""
    known = Known()
    for each in messages:
        known, _ = fold_step(each, known, Environment())
    return {t.report.content_hash for t in known.reports.values()}


OLD, NEW = event("a1", 0, "v1").content_hash, event("a1", 0, "v2").content_hash


def test_a_late_older_version_changes_nothing() -> None:
    assert standing(told("v1", 10), told("v2", 12)) == {NEW}
    assert standing(told("v1", 10), told("v2", 12), told("v1", 10)) == {NEW}
    assert standing(told("v1", 10), told("v2", 12), told("v1", 10, number=1)) == {NEW}


def test_a_late_withdrawal_or_what_was_withdrawn_changes_nothing() -> None:
    assert standing(told("v1", 10), withdrawn(11), told("v1", 10)) == set()
    assert standing(told("v1", 10), told("v2", 12), withdrawn(11)) == {NEW}


def test_all_events_of_a_version_and_its_redelivery_count() -> None:
    assert len(standing(told("v1", 10), told("v1", 10, number=1))) == 1
    assert standing(told("v1", 10), told("v2", 12), told("v1", 13)) == {OLD}, (
        "sent again on purpose"
    )


def test_where_places_cannot_be_compared_the_later_to_come_is_the_newer() -> None:
    assert standing(told("v2", 12), told("v1", None)) == {OLD}
    assert standing(told("v2", 12, partition=3), told("v1", 10, partition=2)) == {OLD}


def test_so_many_articles_are_remembered() -> None:
    order = Order(most=3)
    for n in range(5):
        assert not order.late(f"a{n}", (0, n + 5))
    assert len(order) == 3
    assert order.late("a4", (0, 1))
    assert not order.late("a0", (0, 1)), "forgotten"
