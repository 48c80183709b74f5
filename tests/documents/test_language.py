"""The language gate: English passes, the rest is filtered with its reason."""

from __future__ import annotations

import pytest

from streams.documents.language import verdict

ENGLISH = "The foreign ministers of Kenya and Uganda met in Kampala on Monday to discuss peace."
FRENCH = "Le président français a rencontré jeudi son homologue chinois pour parler de la paix."


def test_long_text_is_judged_by_the_model() -> None:
    assert verdict(ENGLISH, None, 0.6).reason is None
    found = verdict(FRENCH, None, 0.6)
    assert found.reason == "other-language"
    assert found.detail.startswith("fr at")


@pytest.mark.parametrize("tag", ["en", "EN", "en-GB", "en_US", "eng", "English", " en "])
def test_the_article_is_believed_when_it_says_english(tag: str) -> None:
    assert verdict("Kenya recalls envoy", tag, 0.6).reason is None


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "pt-BR", "ar", "xx"])
def test_the_article_is_believed_when_it_says_another(tag: str) -> None:
    assert verdict(ENGLISH, tag, 0.6).reason == "other-language"


@pytest.mark.parametrize("tag", ["", "und", "mul", None])
def test_an_empty_declaration_is_none(tag: str | None) -> None:
    assert verdict(ENGLISH, tag, 0.6).reason is None


@pytest.mark.parametrize(
    "text",
    ["Kenya recalls its envoy from the city.", "Who was he to say that?", "They met with him."],
)
def test_short_english_is_known_by_its_small_words(text: str) -> None:
    assert verdict(text, None, 0.6).reason is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "OK",
        "12:30 - 4",
        "Ministros de Kenia no hablan",
        "Was ist das so an Land?",
        "Il a dit on va so",
        "\u4e2d\u56fd",
    ],
)
def test_short_text_that_is_not_english_is_undecidable(text: str) -> None:
    assert verdict(text, None, 0.6).reason == "undecidable-language"


def test_the_floor_is_kept() -> None:
    assert verdict(FRENCH, None, 1.1).reason == "undecidable-language"
    assert verdict(ENGLISH, None, 1.1).reason is None  # its small words speak for it


def test_an_empty_text_is_not_english_because_it_says_so() -> None:
    assert verdict("...", "en", 0.6).reason == "undecidable-language"


def test_half_a_surrogate_pair_does_not_raise() -> None:
    assert verdict("\ud800" * 80, None, 0.6).reason == "undecidable-language"
