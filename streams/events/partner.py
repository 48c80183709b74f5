"""The other side under discussion: whom an act is aimed at where its own words do not say.

"NATO condemned the downing" is aimed at whoever downed. Who that is, is weighed: how much of the
article is about a party, whether it is at odds or in touch with the actor elsewhere in it, and how
near it stands. The slot says that it was reached so (``how`` is ``coreference``).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from streams.events.draft import Draft
from streams.events.roles import Parties
from streams.events.scene import Scene
from streams.messages import Mention

REACH: Final = 10
"""Sentences back in which the other side must be named."""
_NEAR: Final = (2.0, 1.5, 1.0, 0.7, 0.5, 0.3, 0.2, 0.1, 0.0, 0.0, 0.0)
_GUILT: Final = 0.8
_HARM: Final = frozenset({"ASSAULT", "COERCE"})
_ASIDE: Final = frozenset({"amod", "compound", "nmod", "poss"})
_PLACED_BY: Final = frozenset({"in", "at", "near", "inside", "outside", "across", "through"})


class Sides:
    """Who deals with whom in one article, by the acts whose words say so."""

    def __init__(self, scene: Scene, drafts: Iterable[Draft]) -> None:
        self._scene = scene
        self._named: defaultdict[str, float] = defaultdict(float)
        self._dealings: Counter[tuple[str, str]] = Counter()
        self._harmed: list[tuple[int, frozenset[str], frozenset[str]]] = []
        self._between: list[tuple[int, tuple[int, ...]]] = []
        self._mutual: list[tuple[int, tuple[int, ...]]] = []
        for mention in scene.entities.mentions:
            if len(mention.actors) == 1 and mention.note != "unlisted":
                weight = 0.5 if mention.kind == "place" else 1.0
                self._named[mention.actors[0].key or ""] += weight
        for draft in drafts:
            everyone = (*draft.parties.actors, *draft.parties.recipients)
            keys = self._keys(everyone)
            if len(keys) == 2 and not draft.dropped:
                self._between.append((draft.match.token, everyone))
                if draft.parties.reciprocal:
                    self._mutual.append((draft.match.token, everyone))
            if draft.type in _HARM:
                by, to = self._keys(draft.parties.actors), self._keys(draft.parties.recipients)
                self._harmed.append((draft.match.token, frozenset(by - to), frozenset(to - by)))
            for one in keys:
                for other in keys - {one}:
                    self._dealings[one, other] += 1

    def other(self, token: int, parties: Parties, *, blamed: bool = False) -> int | None:
        """The index of the mention that names the other side at ``token``; None where nobody does.

        With ``blamed`` who did harm in the article is likelier than who suffered it.
        """
        own = self._keys(parties.actors)
        best: tuple[float, int, int] | None = None
        for index, mention in enumerate(self._scene.entities.mentions):
            score = self._score(token, own, mention)
            if score is not None and blamed:
                score += self._guilt(token, {a.key for a in mention.actors})
            if score is not None and (best is None or (score, mention.head) > best[:2]):
                best = score, mention.head, index
        return best[2] if best is not None else None

    def pair(self, token: int) -> tuple[int, ...]:
        """The mentions of the two whom the nearest act before ``token`` brings together; none in no reach.

        "Ties were restored last month" is of the two whose ties were cut in the sentence before.
        """
        return self._last(self._between, token)

    def opposed(self, token: int, actors: Iterable[int]) -> tuple[int, ...]:
        """The mentions of the two who last fought or dealt with each other, if neither is an actor here.

        "China called for restraint" is said to both who fight.
        """
        both = self._last(self._mutual, token)
        return () if self._keys(both) & self._keys(actors) else both

    def _last(self, acts: list[tuple[int, tuple[int, ...]]], token: int) -> tuple[int, ...]:
        tree = self._scene.tree
        for at, everyone in sorted(acts, reverse=True):
            back = tree.sentence_of[token] - tree.sentence_of[at]
            if 0 < back <= REACH and tree.sentence(at).field == tree.sentence(token).field:
                return everyone
        return ()

    def _guilt(self, token: int, keys: set[str | None]) -> float:
        """How much of the harm that is told up to here these have done, less what they have suffered."""
        done = sum(bool(keys & by) for at, by, _ in self._harmed if at != token)
        suffered = sum(bool(keys & to) for at, _, to in self._harmed if at != token)
        return _GUILT * max(-2, min(2, done - suffered))

    def known(self, indices: Iterable[int]) -> bool:
        """Whether any of these mentions has a key."""
        return bool(self._keys(indices))

    def _score(self, token: int, own: set[str], mention: Mention) -> float | None:
        tree = self._scene.tree
        back = tree.sentence_of[token] - tree.sentence_of[mention.head]
        if not 0 <= back <= REACH or not mention.actors or mention.note == "unlisted":
            return None
        if tree.sentence(mention.head).field != tree.sentence(token).field:
            return None
        keys = {a.key for a in mention.actors}
        sectors = {s for a in mention.actors for s in a.sectors}
        if None in keys or keys & own or sectors & {"JRN", "NGO", "BUS", "MNC"}:
            return None
        score = _NEAR[back] - 0.6 * (tree.dep[mention.head] in _ASIDE)
        score += min(1.2 * math.log2(1 + self._named[k or ""]) for k in keys)
        score += 1.5 * min(
            2, max((self._dealings[o, k or ""] for o in own for k in keys), default=0)
        )
        score -= 1.5 * (mention.kind == "place") + 1.0 * ("IGO" in sectors)
        score -= 0.5 * (mention.head > token)
        above = tree.head[mention.head]
        if tree.dep[mention.head] == "pobj" and tree.lowered[above] in _PLACED_BY:
            score -= 1.0
        return score

    def _keys(self, indices: Iterable[int]) -> set[str]:
        mentions = self._scene.entities.mentions
        return {a.key for i in indices for a in mentions[i].actors if a.key is not None}
