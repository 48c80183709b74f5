"""Which of a word's many patterns a sentence can hold at all: an index by the words that each asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from streams.events import shapes
from streams.ontology.model import Trigger


@dataclass(frozen=True, slots=True)
class Required:
    """Triggers of one head: those that ask for no other word, and the others by one set of words of theirs."""

    triggers: Sequence[Trigger]
    always: tuple[int, ...]
    by_word: dict[str, tuple[int, ...]]

    def of(self, present: frozenset[str]) -> list[Trigger]:
        """Those whose every part can be met by the words ``present``, in the order of the lists."""
        asked, words = self.by_word, present & self.by_word.keys()
        found = sorted({*self.always, *(i for word in words for i in asked[word])})
        return [
            self.triggers[i]
            for i in found
            if all(shapes.possible(part, present) for part in self.triggers[i].parts)
        ]


WIDE: Final = 60  # words of a set from which looking at once is cheaper than an entry for each
_MADE: dict[int, Required] = {}  # by the identity of the triggers, which each value keeps alive


def required(triggers: Sequence[Trigger]) -> Required:
    """The index of a head's triggers; made on first use."""
    found = _MADE.get(id(triggers))
    if found is None:
        found = _MADE[id(triggers)] = _indexed(triggers)
    return found


def _indexed(triggers: Sequence[Trigger]) -> Required:
    always: list[int] = []
    by_word: dict[str, list[int]] = {}
    for number, trigger in enumerate(triggers):
        sets = [s for part in trigger.parts if (s := shapes.needed(part)) is not None]
        fewest = min(sets, key=len, default=None)
        if fewest is None or len(fewest) > WIDE:
            always.append(number)
            continue
        for word in fewest:
            by_word.setdefault(word, []).append(number)
    return Required(triggers, tuple(always), {w: tuple(n) for w, n in by_word.items()})
