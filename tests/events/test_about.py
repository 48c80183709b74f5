"""What an article is about: politics, by its nouns and by who is in it, or another world."""

import pytest

from streams.events.about import WORLDS, leans, politics
from streams.events.scene import Scene
from streams.events.wordvectors import load
from streams.pipeline import Environment, Options
from tests.support.coding import coded, found

pytestmark = pytest.mark.model

POTTERY = (
    "The potters of a village in the Alentejo have fought over the same bed of clay for three generations, and "
    "last week their feud flared again. One workshop accused its rival of a raid by night, and a kiln was found "
    "smashed. The older master demanded an apology; the younger rejected it and threatened to sell his glaze to a "
    "Spanish competitor.\n\nA truce of sorts was signed over lunch. The jug, the plate and the tile will each be "
    "made in one workshop only. A German collector who had attacked the quality of the tile withdrew his remark, "
    "praised the pattern, and ordered forty bowls for his kitchen."
)
FRONTIER = (
    "Moldova accused Romania on Monday of a raid on a customs post, and its foreign minister demanded an apology. "
    "The government in Bucharest rejected the accusation and summoned the ambassador.\n\nSoldiers were sent to the "
    "border overnight, and the parliament was to meet in an emergency session. A delegation of the European Union "
    "is in talks with both ministries about a truce. The opposition threatened to leave the cabinet. The president "
    "said that the embassy would stay open, that the treaty of friendship held and that citizens need no visa."
)


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


def test_an_article_of_a_workshop_is_no_politics(environment: Environment) -> None:
    of_clay = politics(Scene(found(POTTERY, environment), environment.ontology))
    of_state = politics(Scene(found(FRONTIER, environment), environment.ontology))
    assert of_clay is not None
    assert of_state is not None
    assert of_clay < -4 < 1 < of_state


def test_no_event_is_coded_of_it(environment: Environment) -> None:
    assert coded(POTTERY, environment) == ()
    assert len(coded(FRONTIER, environment)) >= 4


def test_a_short_text_is_not_judged(environment: Environment) -> None:
    text = "Chile rejected the potters' glaze, the tile and the jug."
    assert politics(Scene(found(text, environment), environment.ontology)) is None


def test_words_that_no_list_holds_lean_to_those_they_are_like(environment: Environment) -> None:
    words = environment.ontology.cues["restraint"]
    others = frozenset().union(*(words[world] for world in WORLDS))
    by_row = leans(words["statecraft"], others)

    def lean(word: str) -> float:
        row = load().row(word)
        assert row is not None
        assert word not in words["statecraft"] | others
        return float(by_row[row])

    assert min(map(lean, ("gunmen", "secession", "boycott", "reparations"))) > 1
    assert max(map(lean, ("glaze", "marathon", "saxophone", "mushroom"))) < -1
