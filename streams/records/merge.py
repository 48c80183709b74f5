"""How an event or a withdrawal changes the records: the groups of all that it touches, made anew.

What is known is a set of reports; which of them are one event is a function of that set. So an event
that comes late, twice, or in another order gives the same records, except for what a record is called
and how often it was revised. An article's newest version replaces what its older versions reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from itertools import count
from operator import attrgetter
from typing import Final

from streams.messages import Event, Record, Report
from streams.records.best import record as amount_to
from streams.records.grouping import component, partition
from streams.records.identity import record_id
from streams.records.known import Known, report_of
from streams.records.sending import in_safe_order
from streams.records.traits import seconds, traits

_LATE: Final = "late/"
_BUT_REVISION: Final = attrgetter(*(f.name for f in fields(Record) if f.name != "revision"))


def fold(known: Known, event: Event) -> tuple[Known, tuple[Record, ...]]:
    """What is known once ``event`` is, and the records that changed, in the order to be told.

    An event from before the window can join nothing: it gives a record of its own, said once.
    """
    within = known.hear(event.published_at)
    known.forget()
    outdated = [
        name
        for name in known.articles.get(event.article_id, ())
        if known.reports[name].report.content_hash != event.content_hash
    ]
    if not within and event.event_id not in known.reports:
        alone = amount_to(record_id(_LATE + event.event_id), 1, [report_of(event)], ())
        return known, (*_settle(known, outdated), alone)
    report = report_of(event)
    there = known.reports.get(event.event_id)
    if there is None or there.report != report:
        if there is not None:
            outdated = sorted({*outdated, event.event_id})
        return known, _settle(known, outdated, report)
    return known, _settle(known, outdated, again=event.event_id)


def withdraw(known: Known, article_id: str) -> tuple[Known, tuple[Record, ...]]:
    """What is known once the article says nothing any more, and the records changed by that."""
    return known, _settle(known, sorted(known.articles.get(article_id, ())))


def bury(known: Known) -> tuple[Known, tuple[str, ...]]:
    """What is known without the retracted records whose time is over, and the ids of those."""
    return known, tuple(known.due())


def _settle(
    known: Known,
    gone: Iterable[str],
    new: Report | None = None,
    again: str | None = None,
) -> tuple[Record, ...]:
    """Makes the groups anew that hang together with what went or came; gives the changed records."""
    gone = set(gone)
    held = known.claims(gone)
    start = {other for name in gone for other in known.graph.around(name)}
    start |= known.remove(gone)
    start -= gone
    if new is not None:
        start |= known.add(traits(new))
    if again is not None:
        start.add(again)
    touched: set[str] = set()
    while start:
        touched |= component(start, known.graph)
        held |= known.claims(touched)
        told = {report.event_id for each in held for report in known.records[each].reports}
        start = (told & known.reports.keys()) - touched
    groups = partition(touched, known.graph)
    return _publish(known, groups, held)


def _publish(known: Known, groups: list[list[str]], held: set[str]) -> tuple[Record, ...]:
    """Gives each group its record; what is left over of ``held`` is retracted."""
    names, into = _named(known, groups, held)
    changed = []
    for number, members in enumerate(groups):
        old = known.records.get(names[number])
        reports = [known.reports[name].report for name in members]
        taken = {each for each, group in into.items() if group == number}
        if old and old.status != "retracted" and not taken and _same(old.reports, reports):
            continue
        gone = (*(old.supersedes if old else ()), *taken)
        standing = set(names.values())
        revision = old.revision + 1 if old else 1
        new = amount_to(names[number], revision, reports, tuple(sorted({*gone} - standing)))
        if old is None or _BUT_REVISION(new) != _BUT_REVISION(old):
            changed.append(new)
    for each in sorted(into):
        group = into[each]
        changed.append(
            replace(
                known.records[each],
                status="retracted",
                revision=known.records[each].revision + 1,
                superseded_by=names[group] if group is not None else None,
                retracted_at=known.stamp(),
            )
        )
    told = in_safe_order(changed, known.records)
    for record in told:
        known.put(record)
    return tuple(told)


def _named(
    known: Known, groups: list[list[str]], held: set[str]
) -> tuple[dict[int, str], dict[str, int | None]]:
    """Record ids by group; and, by record id, the group that has taken it in, if any has.

    The oldest record keeps the group that holds most of its reports.
    """
    group_of = {name: number for number, members in enumerate(groups) for name in members}
    names: dict[int, str] = {}
    into: dict[str, int | None] = {}
    for each in sorted(held, key=lambda name: (seconds(known.records[name].first_seen), name)):
        found = Counter(
            group_of[report.event_id]
            for report in known.records[each].reports
            if report.event_id in group_of
        )
        ranked = sorted(found, key=lambda number: (-found[number], number))
        free = [number for number in ranked if number not in names]
        if free:
            names[free[0]] = each
        else:
            into[each] = ranked[0] if ranked else None
    for number, members in enumerate(groups):
        if number not in names:
            names[number] = _free_name(known, members[0], {*names.values(), *into})
    return names, into


def _free_name(known: Known, first: str, taken: set[str]) -> str:
    """The id that a record beginning with this report has; a retracted one's is free again."""
    for turn in count():
        name = record_id(first, turn)
        old = known.records.get(name)
        if name not in taken and (old is None or old.status == "retracted"):
            return name
    raise AssertionError("unreachable")


def _same(before: tuple[Report, ...], after: list[Report]) -> bool:
    return len(before) == len(after) and all(
        one is other or one == other for one, other in zip(before, after, strict=True)
    )
