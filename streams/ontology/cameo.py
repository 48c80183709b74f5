"""The crosswalk from PLOVER to CAMEO: which codes may stand under a type, which is the code of a mode."""

from __future__ import annotations

from collections.abc import Iterable

from streams.errors import BadKnowledge
from streams.ontology.model import Crosswalk, Kind, Trigger


def code_of(found: Crosswalk, kind: Kind, mode: str | None, trigger: Trigger) -> str:
    """The fullest code that is sure: the trigger's, or its mode's, or the root of the type.

    Args:
        found: the crosswalk.
        kind: the type that the event has in the end.
        mode: its mode in the end.
        trigger: what made it; its code counts as far as type and mode leave it standing.
    """
    own = trigger.cameo
    if own is not None and kind.type != trigger.type and kind.type not in found.types.get(own, ()):
        own = None
    if own is not None and mode == trigger.mode:
        return own
    return found.modes.get((kind.type, mode or "")) or own or kind.cameo


def crosswalk(lines: Iterable[dict[str, str]]) -> Crosswalk:
    """The crosswalk of the lines of ``cameo.tsv``.

    Raises:
        BadKnowledge: a code or a mode stands twice, or a code is not two to four digits.
    """
    found = Crosswalk()
    for line in lines:
        code = line["code"]
        if not (code.isdigit() and 2 <= len(code) <= 4) or code in found.types:
            raise BadKnowledge(f"{line['line']}: {code} is no code, or stands twice")
        names = [name.partition("/") for name in line["plover"].split()]
        found.types[code] = frozenset(kind for kind, _, mode in names if not mode)
        for kind, _, mode in names:
            if mode and found.modes.setdefault((kind, mode), code) != code:
                raise BadKnowledge(f"{line['line']}: {kind}/{mode} has a code already")
    return found


def check(found: Crosswalk, kinds: Iterable[Kind], triggers: Iterable[Trigger]) -> None:
    """Refuse codes that do not exist or stand under another type.

    Raises:
        BadKnowledge: with the type or rule that has it.
    """
    if not found.types:
        return  # a set of files of a user's own need not bring a crosswalk
    for kind in kinds:
        if kind.type not in found.types.get(kind.cameo, ()):
            raise BadKnowledge(f"{kind.type}: CAMEO has no such root as {kind.cameo}")
    for trigger in triggers:
        if trigger.cameo and trigger.type not in found.types.get(trigger.cameo, ()):
            raise BadKnowledge(
                f"{trigger.rule}: {trigger.cameo} is no CAMEO code of {trigger.type}"
            )
