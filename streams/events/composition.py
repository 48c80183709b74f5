"""An act whose content is another act: "agreed to withdraw", "threatened to bomb", "denied shelling".

The verb's type and the content's type together give what is coded; the content itself is then no
fact of its own. Source: PLOVER 2.0's manual (future retreats are CONCEDE, promised harm is THREATEN).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from streams.messages import EventType, Factuality

HARM: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
GIVING: Final = frozenset({"RETREAT", "CONCEDE"})
KIND: Final = GIVING | {"AID", "AGREE", "CONSULT", "COOPERATE", "SUPPORT"}
_TELLING: Final = frozenset(
    "add announce be declare insist pledge promise say state stress tell vow write".split()
)
OATHS: Final = frozenset({"vow", "threaten", "swear", "warn", "promise", "pledge", "threat"})
_PLANS: Final = frozenset({"plan", "intend"})
_DENIALS: Final = frozenset({"deny", "denial", "refute", "disavow", "disclaim"})


@dataclass(frozen=True, slots=True)
class Composed:
    """What operator and content give: ``keep_content`` with a factuality where the content is coded."""

    type: EventType
    mode: str | None
    keep_operator: bool = True
    content: Factuality | None = None


def compose(
    operator: EventType, mode: str | None, lemma: str, content: EventType, content_mode: str | None
) -> Composed:
    """The coding of an operator verb of type ``operator`` over a content of type ``content``."""
    if lemma in _DENIALS and content == "ACCUSE":
        return Composed(
            operator, mode
        )  # what is denied is what the charge says, not that it was made
    if lemma in _DENIALS:
        return Composed(operator, mode, keep_operator=False, content="negated")
    if operator == "AGREE":
        if lemma in _PLANS:
            return Composed(operator, mode, keep_operator=False, content="planned")
        if content in GIVING:
            return Composed("CONCEDE", None)
        if content in HARM:
            if lemma in OATHS:
                return Composed("THREATEN", threat_mode(content, content_mode))
            return Composed(operator, mode, keep_operator=False, content="planned")
        if content in ("PROTEST", "REJECT", "ACCUSE"):
            return Composed(operator, mode, keep_operator=False, content="planned")
        return Composed(operator, mode)
    if operator == "THREATEN":
        if content == "THREATEN":  # "Lima will pay dearly, it said"
            return Composed(operator, mode, keep_operator=False, content="actual")
        if content in KIND and lemma in _TELLING:
            return Composed(operator, mode, keep_operator=False)  # "said it would lift sanctions"
        return Composed(operator, threat_mode(content, content_mode) or mode)
    if operator == "REQUEST":
        return Composed(operator, asked_mode(content) or mode)
    if operator == "REJECT":
        return Composed(operator, refused_mode(content) or mode)
    return Composed(operator, mode)


def withheld(operator: EventType, content: EventType) -> Composed | None:
    """The coding of a promise not to do something: never to give way, not to attack; None for others."""
    if operator not in ("AGREE", "THREATEN"):
        return None
    if content in KIND - {"AGREE", "CONSULT"}:
        return Composed("REJECT", refused_mode(content))
    return Composed("AGREE", None) if content in HARM else None


def threat_mode(content: str, mode: str | None) -> str | None:
    """The mode of a threat by what is threatened."""
    if content == "ASSAULT" or content == "MOBILIZE":
        return "violence"
    if content == "SANCTION":
        return {"expel": "expel", "withdraw": "relations"}.get(mode or "", "restrict")
    if content == "COERCE":
        return {"arrest": "arrest", "deport": "expel", "ban": "ban", "seize": "territory"}.get(
            mode or "", "restrict"
        )
    return None


def asked_mode(content: str) -> str | None:
    """The mode of a request by what is asked for."""
    if content in ("AID", "COOPERATE"):
        return "assist"
    if content == "CONSULT":
        return "meet"
    if content in GIVING:
        return "yield"
    return (
        "change"
        if content
        in (
            "SUPPORT",
            "AGREE",
            "SANCTION",
            "REJECT",
            "ACCUSE",
            "ASSAULT",
            "COERCE",
            "MOBILIZE",
            "PROTEST",
        )
        else None
    )


def refused_mode(content: str) -> str | None:
    """The mode of a refusal by what is refused."""
    if content in ("AID", "COOPERATE"):
        return "assist"
    if content == "CONSULT":
        return "meet"
    if content in GIVING:
        return "yield"
    return "change" if content in ("SUPPORT", "AGREE") else None
