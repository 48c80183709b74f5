"""What the parser finds no verb in is read again, and only that."""

from __future__ import annotations

import pytest

from streams.messages import Parse
from streams.pipeline import Environment, Options
from streams.syntax import Tree
from tests.support.coding import document

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(Options())


def _clause(parse: Parse) -> tuple[str, str, list[str], list[str]]:
    """The root of the last sentence, its lemma, and the words of its subjects and objects."""
    tree = Tree(parse)
    sentence = parse.sentences[-1]
    root = next(t for t in range(sentence.first, sentence.last) if tree.head[t] == t)
    return (
        parse.text[root],
        tree.lemma[root],
        [parse.text[t] for t in tree.kids(root, "nsubj")],
        [parse.text[t] for t in tree.kids(root, "dobj")],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland scrambled fighter jets.", ("scrambled", "scramble", ["Poland"], ["jets"])),
        ("Chad Orders New Trial in Spy Case", ("Orders", "order", ["Chad"], ["Trial"])),
        ("PERU EXPELS CHILEAN AMBASSADOR", ("EXPELS", "expel", ["PERU"], ["AMBASSADOR"])),
        ("Pakistan fires missiles into Iran", ("fires", "fire", ["Pakistan"], ["missiles"])),
        ("Ethiopia and Somalia strike port deal", ("strike", "strike", ["Ethiopia"], ["deal"])),
        ("Bolivia troops storm palace", ("storm", "storm", ["troops"], ["palace"])),
        ("Rebels, army trade fire in Chad", ("trade", "trade", ["Rebels"], ["fire"])),
        ("Turkey fumes at Greece over islands", ("fumes", "fume", ["Turkey"], [])),
        ("Winner Lula thanks the nation.", ("thanks", "thank", ["Lula"], ["nation"])),
        ("Chinese ship 'rammed' Philippine boat", ("rammed", "ram", ["ship"], ["boat"])),
        ("Greece fires warning shots at boat", ("fires", "fire", ["Greece"], ["shots"])),
        (
            "Danish court sentences Iranian to life",
            ("sentences", "sentence", ["court"], ["Iranian"]),
        ),
    ],
)
def test_a_verb_is_found(
    text: str, expected: tuple[str, str, list[str], list[str]], environment: Environment
) -> None:
    assert _clause(environment.parser.parse(document(text))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Elon Musk feuds with Apple over advertising.",
        "Peace talks in Geneva",
        "Over 70 killed in Iran in a week",
        "Chad to host talks",
        "Food prices in Ukraine",
        "The end of the talks in Lima",
    ],
)
def test_what_has_no_other_verb_stays_as_it_was(text: str, environment: Environment) -> None:
    parse = environment.parser.parse(document(text))
    roots = [t for t in range(len(parse.head)) if parse.head[t] == t]
    assert not [parse.text[t] for t in roots if parse.tag[t] in ("VBZ", "VBP", "VBD")]


def test_what_stands_before_a_colon_hangs_from_what_follows(environment: Environment) -> None:
    parse = environment.parser.parse(document("Ukraine war: Peru Sends Tanks"))
    tree = Tree(parse)
    roots = [t for t in range(len(tree.head)) if tree.head[t] == t]
    assert [parse.text[t] for t in roots] == ["Sends"]


def test_text_and_offsets_are_those_of_the_first_reading(environment: Environment) -> None:
    text = "PERU EXPELS CHILEAN AMBASSADOR"
    parse = environment.parser.parse(document(text))
    assert [text[a:b] for a, b in zip(parse.start, parse.end, strict=True)] == list(parse.text)


def test_running_text_is_not_read_again(environment: Environment) -> None:
    text = "The envoy met the minister in Lima on Monday, and both left without a word."
    parse = environment.parser.parse(document(text))
    tree = Tree(parse)
    assert {parse.text[t] for t in range(len(tree.head)) if tree.head[t] == t} == {"met"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Cyprus: Greece accuses Turkey of bullying.", ["Greece"]),
        ("Burkina Faso: UN chief urges restraint after Djibo attack.", ["chief"]),
        ("Belarus: Two opposition leaders are released.", ["leaders"]),
    ],
)
def test_a_topic_is_no_second_subject(
    text: str, subjects: list[str], environment: Environment
) -> None:
    parse = environment.parser.parse(document(text))
    tree = Tree(parse)
    found = [t for t in range(len(tree)) if tree.dep[t] in ("nsubj", "nsubjpass")]
    assert [parse.text[t] for t in found] == subjects
