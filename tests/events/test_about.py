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
MACKEREL = (
    "Norway and Iceland agreed on Monday how to share the catch of mackerel, after four summers of quarrels over nets, "
    "quotas and the price of a barrel at the quay. Skippers grumbled into their coffee. Trawlers from Hull lay idle. "
    "A cook from Bergen said that herring tasted better.\n\nIceland gets a sixth of the fish. Norway's fisheries "
    "minister praised the deal. Greenland rejected it and sent two boats to the bank, where whales and gulls follow "
    "the shoals and the weather turns within the hour. Biologists warn that the stock has shrunk."
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


def scene(text: str, environment: Environment) -> Scene:
    return Scene(found(text, environment), environment.ontology)


def test_an_article_of_a_workshop_is_no_politics(environment: Environment) -> None:
    of_clay = politics(scene(POTTERY, environment), ())
    of_state = politics(scene(FRONTIER, environment), coded(FRONTIER, environment))
    assert of_clay is not None
    assert of_state is not None
    assert of_clay < -3 < 2 < of_state


def test_governments_that_quarrel_over_fish_are_politics(environment: Environment) -> None:
    assert {e.type for e in coded(MACKEREL, environment)} >= {"AGREE", "SUPPORT", "REJECT"}


def test_no_event_is_coded_of_it(environment: Environment) -> None:
    assert coded(POTTERY, environment) == ()
    assert len(coded(FRONTIER, environment)) >= 4


def test_a_short_text_is_not_judged(environment: Environment) -> None:
    text = "Chile rejected the potters' glaze, the tile and the jug."
    assert politics(scene(text, environment), ()) is None


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
