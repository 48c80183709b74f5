"""Whom names, titles, descriptions and pronouns stand for, with the model at work."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams import entities
from streams.messages import Entities, GivenMention, Mention, Time
from streams.pipeline import Environment, Options
from tests.support.coding import document, found

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


def at(who: Entities, text: str) -> Mention:
    """The first mention that ends with these words."""
    return next(m for m in who.mentions if m.text.endswith(text))


@pytest.mark.parametrize(
    ("text", "mention", "how", "key", "sectors"),
    [
        ("Polish foreign minister Jan Kowalczyk left.", "Kowalczyk", "title", "POL", ("GOV",)),
        (
            "Jan Kowalczyk, the Polish foreign minister, left.",
            "Kowalczyk",
            "apposition",
            "POL",
            ("GOV",),
        ),
        ("The Turks left.", "Turks", "demonym", "TUR", ()),
        ("The Kremlin said it would wait.", "Kremlin", "metonym", "RUS", ("GOV",)),
        ("Tehran condemned the raid.", "Tehran", "metonym", "IRN", ("GOV",)),
        ("The Kremlin said it would wait.", "it", "pronoun", "RUS", ("GOV",)),
        ("The French president left.", "president", "office", "FRA", ("GOV",)),
    ],
)
def test_how_a_mention_is_resolved(
    text: str, mention: str, how: str, key: str, sectors: tuple[str, ...], environment: Environment
) -> None:
    one = at(found(text, environment), mention)
    assert one.how == how
    (actor,) = one.actors
    assert (actor.key, actor.sectors) == (key, sectors)


@pytest.mark.parametrize(("day", "sectors"), [("2015-07-04", ("GOV",)), ("2024-07-04", ("ELI",))])
def test_an_office_counts_by_the_day(
    day: str, sectors: tuple[str, ...], environment: Environment
) -> None:
    who = at(found("Angela Merkel left Vienna.", environment, day=day), "Merkel")
    assert (who.actors[0].key, who.actors[0].sectors) == ("DEU", sectors)


def test_goma_is_a_place_and_no_person(environment: Environment) -> None:
    goma = at(found("Fighting went on in Goma.", environment), "Goma")
    assert goma.kind == "place"
    assert goma.place is not None and goma.place.country == "COD"


def test_she_is_the_woman_named_before(environment: Environment) -> None:
    who = found("Angela Merkel left Vienna. Later she flew home.", environment)
    she = at(who, "she")
    assert she.actors == at(who, "Merkel").actors
    assert who.mentions[she.antecedents[0]].text == "Angela Merkel"


def test_the_two_countries_are_those_named_before(environment: Environment) -> None:
    both = at(found("Iran and Qatar met. The two countries signed.", environment), "countries")
    assert {a.key for a in both.actors} == {"IRN", "QAT"}


@pytest.mark.parametrize(
    ("text", "mention", "keys"),
    [
        ("Chad, Niger and Mali met. The three signed.", "three", {"TCD", "NER", "MLI"}),
        ("European Union leaders met. The 27 want an inquiry.", "27", {"EU"}),
        ("ECOWAS met in Abuja. West African leaders lifted the ban.", "leaders", {"ECOWAS"}),
        ("World leaders urged Myanmar to free her.", "leaders", set()),
        ("Western diplomats left Russia.", "diplomats", set()),
    ],
)
def test_many_are_not_of_the_land_they_speak_to(
    text: str, mention: str, keys: set[str], environment: Environment
) -> None:
    assert {a.key for a in at(found(text, environment), mention).actors} == keys


def test_an_acronym_stands_for_the_body_it_was_put_beside(environment: Environment) -> None:
    who = found("The African Union (AU) met. The AU sent observers.", environment)
    assert {m.actors[0].key for m in who.mentions if m.text == "AU"} == {"AU"}


def test_a_mention_that_came_with_the_article_counts(environment: Environment) -> None:
    text = "The Blue Lantern Circle condemned Israel."
    given_ = (GivenMention(field="body", start=4, end=23),)
    who = entities.find(document(text, mentions=given_), environment.parser, environment.ontology)
    (one,) = [m for m in who.mentions if m.how == "given"]
    assert text[one.start : one.end] == one.text == "Blue Lantern Circle"
    assert one.actors != ()


def test_a_speaker_is_we(environment: Environment) -> None:
    who = found("“We will wait,” said Angela Merkel.", environment)
    (quote,) = who.quotes
    assert quote.speaker is not None
    assert who.mentions[quote.speaker].text == "Angela Merkel"
    assert at(who, "We").actors == at(who, "Merkel").actors


SENTENCES = [
    "Polish foreign minister Jan Kowalczyk — “a friend” — left Kyiv on Monday.",
    "The Kremlin said it would wait.",
    "He met Côte d'Ivoire's president, Alassane Ouattara, in Abidjan.",
    "Iran\u00a0and Qatar agreed; the two countries signed last week.",
    "“We're ready,” she said.",
    "U.S. troops 🙂 fought near Goma &amp; Bunia.",
    "",
    "   ",
]


@given(st.lists(st.sampled_from(SENTENCES), max_size=5), st.sampled_from([" ", "  ", "\n"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_offsets_cut_their_words(sentences: list[str], between: str) -> None:
    text = between.join(sentences)
    who = found(text, SHARED)
    parts: list[Mention | Time] = [*who.mentions, *who.times]
    for part in parts:
        assert text[part.start : part.end] == part.text
        assert who.parse.start[part.first] == part.start
        assert part.first < part.last
    for quote in who.quotes:
        assert 0 <= quote.start < quote.end <= len(text)
    for mention in who.mentions:
        assert mention.first <= mention.head < mention.last
        assert all(a < len(who.mentions) for a in mention.antecedents)


SHARED = Environment(Options())  # hypothesis takes no fixture of a module; built on first use


def test_unseen_words_do_not_stay_in_the_model(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 60
    monkeypatch.setattr("streams.entities.nlp.REMEMBERED", limit)
    environment.parser._forget_words()
    strings = environment.parser._nlp.vocab.strings
    before = len(strings)
    most = 0
    for number in range(40):
        found(f"Qwx{number}zyk met Vbn{number}mqa in Hjk{number}lop.", environment)
        most = max(most, len(strings))
    # a word brings up to six: itself, its lower case, shape, beginning, end and lemma
    assert before < most < before + 6 * 2 * limit
    environment.parser._forget_words()
    assert len(strings) == before


def test_the_pipeline_gives_its_word_vectors(environment: Environment) -> None:
    rows, table = environment.parser.vectors()
    assert max(rows.values()) < len(table)
    assert table.shape[1] == 300
    assert table[rows["treaty"]].any()


def test_a_parse_is_the_same_in_whatever_company(environment: Environment) -> None:
    parser = environment.parser
    texts = [
        "Iran's foreign minister met his Iraqi counterpart in Baghdad on Tuesday.",
        "He left.",
        "Troops from Chad, Niger and Mali crossed the border; three villages burned. No one claimed it.",
        "“We shall not wait,” the president told reporters in Quito, “for a court to decide.”",
    ]
    documents = [document(text, title=f"Report {n}") for n, text in enumerate(texts * 3)]
    alone = [parser.parse(each) for each in documents]
    for size in (1, 3, 12):
        parser.ahead(documents[:size])
        assert [parser.parse(each) for each in documents] == alone


def test_a_parse_is_the_same_when_words_were_forgotten_in_between(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    parser = environment.parser
    one = document("Zubrowka's envoy Xanthippe Quibblethorpe left Lutz for Nebelsbad on Monday.")
    before = parser.parse(one)
    monkeypatch.setattr("streams.entities.nlp.REMEMBERED", 1)
    for _ in range(3):
        parser._forget_words()
        assert parser.parse(one) == before


def test_what_is_done_again_is_one_word(environment: Environment) -> None:
    text = "Chad re-established ties with Mali. The re-election pleased Niger."
    words = environment.parser.parse(document(text)).text
    assert "re-established" in words
    assert "re-election" in words
