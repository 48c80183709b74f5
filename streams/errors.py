"""Every error of the project and the closed list of reasons; imported by all rooms, imports none.

    DragomanError
    ├── Rejected      the message's fault: one reject, never retried
    ├── Unavailable   the world's fault: back off, then leave without acknowledging
    └── Misuse        the user's fault: one clear line and exit code 2
        ├── BadSetting
        ├── BadKnowledge
        └── BadRule

Anything else that is raised is our own fault: it becomes a reject with reason ``bug``.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

Reason = Literal[
    "not-json",
    "wrong-schema",
    "wrong-version",
    "empty-text",
    "too-large",
    "too-deep",
    "null-bytes",
    "lone-surrogate",
    "bad-date",
    "bad-key",
    "output-too-large",
    "poison",
    "timeout",
    "bug",
]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)

WHAT_REASONS_MEAN: Final[dict[Reason, str]] = {
    "not-json": "the value is not a JSON object in UTF-8",
    "wrong-schema": "the value does not keep the contract of its topic",
    "wrong-version": "the message names a contract version that this build does not know",
    "empty-text": "title and body hold no text",
    "too-large": "the value is larger than the limit on an article",
    "too-deep": "the value nests objects deeper than the limit",
    "null-bytes": "a text field holds null characters",
    "lone-surrogate": "a text field holds half of a surrogate pair",
    "bad-date": "the time of publication is not a real time between 1900 and 2200",
    "bad-key": "the message key is not UTF-8 text or is not the article's id",
    "output-too-large": "what was made from the message exceeds the limit of the topic",
    "poison": "the message killed the process that worked on it, twice",
    "timeout": "the message took longer than the limit for one article, twice",
    "bug": "our own fault: the reject carries a fingerprint and the traceback",
}

FilterReason = Literal["other-language", "undecidable-language"]
FILTER_REASONS: Final[tuple[FilterReason, ...]] = get_args(FilterReason)


class DragomanError(Exception):
    """What every error of the project descends from."""


class Rejected(DragomanError):
    """The message cannot be processed, however often it is tried.

    Args:
        reason: one of ``REASONS``.
        detail: one line for the person who looks at the reject; bounded to 500 characters.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason: Reason = reason
        self.detail = " ".join(detail.split())[:500]
        super().__init__(f"{reason}: {self.detail}" if self.detail else reason)


class Unavailable(DragomanError):
    """Something outside (broker, disk, network) does not answer; trying again later may help."""


class Misuse(DragomanError):
    """A person asked for something that cannot be; the message says what to do instead.

    It is one line, whatever it quotes.
    """

    def __init__(self, said: str = "") -> None:
        super().__init__(" ".join(said.splitlines()))


class BadSetting(Misuse):
    """A setting is unknown, malformed or out of range."""


class BadKnowledge(Misuse):
    """A knowledge file is wrong; the message names file and line or entry."""


class BadRule(Misuse):
    """A rule for alerts is wrong; the message names file and line."""
