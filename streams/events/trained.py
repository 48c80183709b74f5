"""The trained part at work beside the rules: what it proposes, links and weighs.

It proposes where rules are silent, links parties that were marked and not brought together, and says
of every draft how likely its type is; ``confidence`` makes use of that. It changes no type that a rule
gave: measured, that broke more than it mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from streams.events.candidates import Judged, generic, propose, reasons
from streams.events.classifier import LABELS, Classifier, Likely
from streams.events.draft import Draft
from streams.events.features import look
from streams.events.links import link, unlinked
from streams.events.modality import verdict
from streams.events.noun_roles import parties
from streams.events.roles import Parties
from streams.events.scene import Scene
from streams.events.triggers import Match

_TOLD: Final = frozenset({"actual", "claimed", "planned"})


def proposals(scene: Scene, model: Classifier, matches: Iterable[Match]) -> dict[int, Draft]:
    """Drafts by token of words that rules are silent about and that stand between two parties."""
    held = {word for match in matches for word in match.words}
    found: dict[int, Draft] = {}
    for match, judged in propose(scene, model, held):
        draft = _draft(scene, model, match, judged, parties(scene, match))
        if draft.verdict.factuality in _TOLD and _two(scene, draft.parties):
            found[match.token] = draft
    return found


def links(scene: Scene, model: Classifier, made: Mapping[int, Draft]) -> dict[int, Draft]:
    """Drafts by token of what passes between marked parties that no kept draft brings together."""
    found: dict[int, Draft] = {}
    for pair in list(unlinked(scene, made.values())):
        between = link(scene, model, pair, made)
        if between is None:
            continue
        judged = between.judged
        assert judged.type is not None
        match = generic(scene, judged.token, judged.type, judged.probability)
        found[judged.token] = _draft(scene, model, match, judged, between.parties)
    return found


def weigh(scene: Scene, model: Classifier, drafts: Iterable[Draft]) -> None:
    """Say of every kept draft how likely the trained part holds its trigger's type, and none."""
    kept = [draft for draft in drafts if not draft.dropped]
    if not kept:
        return
    likely = model.probabilities([look(scene, draft.match.token) for draft in kept])
    for draft, row in zip(kept, likely, strict=True):
        column = LABELS.index(draft.match.trigger.type)
        draft.likely = Likely(float(row[column]), float(row[0]))


def _draft(scene: Scene, model: Classifier, match: Match, judged: Judged, who: Parties) -> Draft:
    draft = Draft(match, match.trigger.type, None, who, verdict(scene, match.token))
    draft.why.append(f"{match.trigger.rule}: {reasons(model, judged)}")
    return draft


def _two(scene: Scene, who: Parties) -> bool:
    """Whether somebody does it and somebody else is there, by what the sentence itself says."""
    mentions = scene.entities.mentions
    keys = {a.key or a.name for i in (*who.actors, *who.recipients) for a in mentions[i].actors}
    return bool(who.actors) and len(keys) > 1
