"""Whose police, soldiers and crowds act in passages of two or three sentences that name several lands."""

from __future__ import annotations

import pytest

from streams.messages import Party
from streams.pipeline import Environment, Options
from tests.support.coding import coded

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


def told(text: str, environment: Environment) -> set[tuple[str, str, str]]:
    """Type, actors and recipients of each event."""
    return {(e.type, keys(e.actors), keys(e.recipients)) for e in coded(text, environment)}


def keys(parties: tuple[Party, ...]) -> str:
    return " ".join(sorted(p.key or "-" for p in parties))


@pytest.mark.parametrize(
    ("event", "text"),
    [
        # whose embassy or flag it is, says nothing of whose police come
        (
            ("COERCE", "KEN", "KEN"),
            "Youths in Nairobi protested outside the Ugandan embassy. Police arrested ten people.",
        ),
        (
            ("COERCE", "SEN", "SEN"),
            "A crowd burned Malian flags in Dakar. Police detained several students.",
        ),
        # who tells of soldiers, tells of those of the land left
        (
            ("ASSAULT", "BDI", "BDI"),
            "Burundian refugees arriving in Tanzania said soldiers had burned their villages.",
        ),
        # who condemns what was done elsewhere, is not where the text is
        (
            ("ASSAULT", "GHA", "GHA"),
            "Protesters in Accra stormed the Togolese embassy. Togo condemned the attack. "
            "Security forces beat the protesters.",
        ),
        # a visitor's soldiers are not meant, the host's are
        (
            ("ASSAULT", "LAO", "LAO"),
            "Denmark's foreign minister visited Laos. Soldiers had killed ten villagers.",
        ),
        # whom a court tries by nation is not of its land
        (
            ("SANCTION", "OMN", "DNK"),
            "Denmark criticised Oman. A court in Muscat sentenced two Danish sailors to prison.",
        ),
        # "the soldiers" are those who were called so before
        (
            ("ASSAULT", "TCD", "NER"),
            "Chadian soldiers crossed the border. Nigerien police fled and the soldiers killed six officers.",
        ),
        # who acts and who is struck may be two sorts of one land's people
        (
            ("ASSAULT", "PER", "PER"),
            "Students blocked a road in Lima. Riot police beat several of them.",
        ),
        # a land without an army: whose soldiers are there
        (("COERCE", "ISR", "PSE"), "In Ramallah, soldiers arrested two Palestinian students."),
        # arms are of where they are fired from
        (
            ("ASSAULT", "LBN", "CYP"),
            "Cypriot planes bombed the town. Rockets fired from Lebanon killed three Cypriots.",
        ),
        # the dead are of the land of those who count them
        (
            ("ASSAULT", "TCD", "SDN"),
            "Chadian aircraft killed twelve people on Monday, Sudanese medics said.",
        ),
        # of whom a court let go, the court's land had taken hold
        (
            ("COERCE", "OMN", "NOR"),
            "An Omani court released a Norwegian reporter. He had been arrested in May.",
        ),
        # whoever blames "its" leader means another's
        (
            ("SUPPORT", "CAN", "GMB"),
            "The opposition in Gambia held a rally. Canada recognised its leader as president.",
        ),
        (("REJECT", "MWI", "MWI"), "Malawi's opposition rejected the result of the election."),
        (("RETREAT", "MWI", ""), "Malawi's president resigned and fled to Kenya."),
    ],
)
def test_who_acts_where_no_land_is_said(
    event: tuple[str, str, str], text: str, environment: Environment
) -> None:
    assert event in told(text, environment)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("QAT", "The ousted president fled to Qatar. Prosecutors charged him with murder."),
        ("QAT", "The former president left for Qatar."),
        ("UGA", "Youths protested outside the Ugandan embassy. Police arrested ten people."),
    ],
)
def test_a_refuge_or_an_embassy_does_nothing(key: str, text: str, environment: Environment) -> None:
    assert not any(actors == key for _, actors, _ in told(text, environment))


def test_rebels_who_fight_a_named_group_are_others(environment: Environment) -> None:
    text = "Chad bombed the town. Rebels killed two Boko Haram fighters."
    assert not any(actors == "BOKO HARAM" for _, actors, _ in told(text, environment))


def test_who_urges_both_sides_is_none_of_them(environment: Environment) -> None:
    text = "Gabon's army fired on protesters. Kenya urged both sides to stop."
    assert ("REQUEST", "KEN", "GAB") in told(text, environment)


@pytest.mark.parametrize(
    ("active", "text"),
    [
        (True, "Peruvian soldiers shot at marchers in Cusco."),
        (False, "Two Peruvian soldiers were shot at a checkpoint near Cusco, the army said."),
    ],
)
def test_shooting_at_people_is_done_by_the_subject(
    active: bool, text: str, environment: Environment
) -> None:
    events = [e for e in coded(text, environment) if e.type == "ASSAULT"]
    assert any(keys(e.actors) == "PER" for e in events) == active
