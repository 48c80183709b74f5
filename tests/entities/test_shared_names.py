"""Names of several places or people: the text decides, and where it does not they stay open."""

from __future__ import annotations

import pytest

from streams.messages import Mention
from streams.pipeline import Environment, Options
from tests.support.coding import found

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


def named(text: str, words: str, environment: Environment, day: str = "2024-07-04") -> Mention:
    """The mention that these words are the end of."""
    who = found(text, environment, day=day)
    return next(m for m in who.mentions if m.text.endswith(words))


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Russia sent troops into Georgia and Tbilisi protested.", "Georgia", "GEO"),
        ("King Abdullah of Jordan met Egypt's president in Amman.", "Jordan", "JOR"),
        ("Chad closed its border with Sudan.", "Chad", "TCD"),
        ("Guinea recalled its ambassador from Conakry.", "Guinea", "GIN"),
        ("Guinea-Bissau arrested the general.", "Guinea-Bissau", "GNB"),
        ("Equatorial Guinea expelled the envoy.", "Equatorial Guinea", "GNQ"),
        ("Papua New Guinea signed the pact with Australia.", "Papua New Guinea", "PNG"),
        ("The Republic of Congo and Gabon signed a pact.", "Republic of Congo", "COG"),
        ("The Democratic Republic of Congo left.", "Democratic Republic of Congo", "COD"),
        ("North Korea threatened South Korea.", "North Korea", "PRK"),
        ("North Korea threatened South Korea.", "South Korea", "KOR"),
        ("Dominica thanked Venezuela for the aid.", "Dominica", "DMA"),
        ("The Dominican Republic deported Haitians.", "Dominican Republic", "DOM"),
        ("Nigeria warned Niger of sanctions.", "Niger", "NER"),
        ("Nigeria warned Niger of sanctions.", "Nigeria", "NGA"),
        ("Niger, Nigeria and Chad signed the pact.", "Niger", "NER"),
        ("Sudan and South Sudan signed a deal in Juba.", "South Sudan", "SSD"),
        ("American Samoa held a vote.", "American Samoa", "ASM"),
        ("Samoa signed a treaty with New Zealand.", "Samoa", "WSM"),
        ("Northern Ireland police found a bomb.", "Northern Ireland", "GBR"),
        ("New Mexico declared an emergency.", "New Mexico", "USA"),
        ("Washington imposed sanctions on Iran.", "Washington", "USA"),
        ("Air India cancelled its flights.", "Air India", "AIR INDIA"),
        ("Syrian air defences shot down a missile.", "Syrian air defences", "SYR"),
        ("The Guardian Council in Iran barred him.", "Guardian Council", "IRN"),
    ],
)
def test_a_state_is_told_from_its_namesakes(
    text: str, words: str, key: str, environment: Environment
) -> None:
    (actor,) = named(text, words, environment).actors
    assert actor.key == key


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Rockets hit Tripoli as Libya's government met.", "Tripoli", "LBY"),
        ("Clashes in Tripoli killed two Lebanese soldiers.", "Tripoli", "LBN"),
        ("Floods hit Valencia, Spain's government said.", "Valencia", "ESP"),
        ("Police in Valencia, Venezuela, arrested three protesters.", "Valencia", "VEN"),
        ("Police in Birmingham, Alabama, arrested a man.", "Birmingham", "USA"),
        ("Britain sent troops to Birmingham.", "Birmingham", "GBR"),
        ("Costa Rica hosted talks in San José.", "San José", "CRI"),
        ("Chile's president spoke in Santiago.", "Santiago", "CHL"),
        ("A parade was held in Lebanon, Pennsylvania.", "Lebanon", "USA"),
    ],
)
def test_a_town_is_told_from_its_namesakes(
    text: str, words: str, country: str, environment: Environment
) -> None:
    place = named(text, words, environment).place
    assert place is not None and place.country == country


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Michael Jordan thanked the fans.", "Michael Jordan"),
        ("Denzel Washington visited Kenya.", "Denzel Washington"),
        ("Paris Hilton visited Kenya.", "Paris Hilton"),
        ("Chad Wilson met the minister.", "Chad Wilson"),
    ],
)
def test_a_person_is_no_state(text: str, words: str, environment: Environment) -> None:
    mention = named(text, words, environment)
    assert (mention.actors, mention.place) == ((), None)


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Congolese police left Kinshasa.", "Congolese police", "COD"),
        ("Congolese police left Brazzaville.", "Congolese police", "COG"),
        ("Dominican police met Haiti's envoy in Santo Domingo.", "Dominican police", "DOM"),
        ("Dominican police left Roseau.", "Dominican police", "DMA"),
    ],
)
def test_a_people_of_two_states_is_that_of_the_one_spoken_of(
    text: str, words: str, key: str, environment: Environment
) -> None:
    (actor,) = named(text, words, environment).actors
    assert actor.key == key


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2011-07-04", "Nicolas Sarkozy"),
        ("2012-05-15", "François Hollande"),
        ("2016-07-04", "François Hollande"),
        ("2024-07-04", "Emmanuel Macron"),
    ],
)
def test_an_unnamed_president_is_the_one_of_the_day(
    day: str, name: str, environment: Environment
) -> None:
    (actor,) = named("The French president left.", "president", environment, day).actors
    assert (actor.key, actor.name, actor.role) == ("FRA", name, "president")


@pytest.mark.parametrize(
    "words",
    [
        "The next French president left.",
        "The former French president left.",
        "A French president left.",
        "The French presidents left.",
        "The French vice president left.",
        "The French minister left.",
    ],
)
def test_who_is_meant_stays_open_where_the_words_do_not_say_it(
    words: str, environment: Environment
) -> None:
    who = found(words, environment, day="2024-07-04")
    names = {a.name for m in who.mentions for a in m.actors if m.how == "office"}
    assert names <= {None}


@pytest.mark.parametrize(
    ("text", "day", "sectors", "role"),
    [
        ("Catherine Ashton left.", "2012-07-04", ("IGO",), "high representative"),
        ("Catherine Ashton left.", "2024-07-04", ("ELI",), "former high representative"),
        ("David Beasley left.", "2020-07-04", ("IGO",), "executive director"),
        ("David Beasley left.", "2024-07-04", ("ELI",), "former executive director"),
    ],
)
def test_who_has_left_an_organisation_is_a_former_official(
    text: str, day: str, sectors: tuple[str, ...], role: str, environment: Environment
) -> None:
    (actor,) = named(text, text.split()[1], environment, day).actors
    assert (actor.sectors, actor.role) == (sectors, role)


def test_an_imported_office_holder_counts_by_the_day(
    tmp_path_factory: pytest.TempPathFactory, environment: Environment
) -> None:
    own = tmp_path_factory.mktemp("own")
    (own / "offices").mkdir()
    line = "head of government\tEd Rainwater\tRainwater\t2031-02\t2033-05\n"
    (own / "offices" / "NOR.tsv").write_text("office\tname\taliases\tfrom\tuntil\n" + line)
    mine = Environment(Options(ontology=str(own)))
    mine.__dict__["parser"] = environment.parser
    text = "Ed Rainwater left."
    (actor,) = named(text, "Rainwater", mine, "2032-07-04").actors
    assert (actor.key, actor.sectors) == ("NOR", ("GOV",))
    (actor,) = named(text, "Rainwater", mine, "2034-07-04").actors
    assert (actor.key, actor.sectors) == ("NOR", ("ELI",))
    (actor,) = named("The Norwegian prime minister left.", "minister", mine, "2032-07-04").actors
    assert actor.name == "Ed Rainwater"
    (actor,) = named("The Norwegian prime minister left.", "minister", mine, "2031-01-04").actors
    assert actor.name == "Jonas Gahr Støre"
