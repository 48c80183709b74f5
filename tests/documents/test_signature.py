"""Hash and signature: the same for the same, near for the near, and the same on every machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.documents.signature import content_hash, signature, similarity

WORDS = [f"word{i * 7919 % 503}" for i in range(300)]
TEXT = " ".join(WORDS)


def test_the_hash_is_of_title_and_body_and_where_they_part() -> None:
    assert content_hash("a", "bc") == content_hash("a", "bc")
    assert len({content_hash("a", "bc"), content_hash("ab", "c"), content_hash("", "abc")}) == 3
    assert len(content_hash("", "\ud800")) == 64


def test_the_signature_does_not_depend_on_the_machine() -> None:
    assert signature("Kenya recalled its envoy on Monday.")[:16] == "c010de3b406d246d"


def test_copies_are_alike_whatever_their_spacing_and_case() -> None:
    assert similarity(signature(TEXT), signature("  " + TEXT.upper() + ".\n")) == 1.0


def test_overlap_is_estimated() -> None:
    half = " ".join(WORDS[150:])
    assert 0.38 < similarity(signature(TEXT), signature(half)) < 0.62
    edited = " ".join(["new", *WORDS[1:120], "other", *WORDS[121:]])
    assert similarity(signature(TEXT), signature(edited)) > 0.9


def test_strangers_are_not_alike() -> None:
    other = " ".join(f"term{i}" for i in range(300))
    assert similarity(signature(TEXT), signature(other)) < 0.1


def test_texts_without_words_are_like_nothing() -> None:
    assert similarity(signature(""), signature("...")) == 0.0


def test_a_stranger_to_signatures_is_refused() -> None:
    with pytest.raises(ValueError, match="256 hex digits"):
        similarity(signature(TEXT), "ab")


@given(st.text(), st.text())
def test_any_text_has_one_and_similarity_is_even_handed(a: str, b: str) -> None:
    first, second = signature(a), signature(b)
    assert len(first) == 256
    assert similarity(first, second) == similarity(second, first)
    assert 0.0 <= similarity(first, second) <= 1.0
