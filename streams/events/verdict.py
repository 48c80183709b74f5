"""What is said of whether an act happened, and the word that says it."""

from __future__ import annotations

from dataclasses import dataclass

from streams.messages import Factuality


@dataclass(frozen=True, slots=True)
class Verdict:
    """A factuality and the token that says so, or None where nothing does."""

    factuality: Factuality
    cue: int | None = None
