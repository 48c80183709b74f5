"""The pattern language: what each kind of word becomes, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from streams.errors import BadKnowledge
from streams.ontology.model import Part, Trigger
from streams.ontology.patterns import FRAMES, MODES, PREPOSITIONS, triggers_of

SETS = {"talks": frozenset({"talk", "negotiation"}), "guns": frozenset({"gun", "rifle"})}
WHERE = "ACCUSE.toml"


def expand(group: dict[str, Any], event_type: str = "ACCUSE") -> list[Trigger]:
    table = {"type": event_type, "group": [{"id": "it", **group}]}
    return list(triggers_of(WHERE, table, SETS))


def verb(pattern: str) -> Trigger:
    (trigger,) = expand({"verbs": [pattern]})
    return trigger


def words(*of: str) -> frozenset[str]:
    return frozenset(of)


@pytest.mark.parametrize(
    ("pattern", "parts", "toward"),
    [
        ("condemn", (), None),
        ("rail against", (Part("against", None),), "against"),
        ("lash out at", (Part("out", None), Part("at", None)), "at"),
        ("rain on|upon", (Part("on|upon", None),), "on|upon"),
        ("voice outrage", (Part(None, words("outrage")),), None),
        ("voice outrage|dismay", (Part(None, words("outrage", "dismay")),), None),
        ("hold @talks with", (Part(None, SETS["talks"]), Part("with", None)), "with"),
        ("carry @guns|knife", (Part(None, words("gun", "rifle", "knife")),), None),
        ("come under fire from", (Part("under", words("fire")), Part("from", None)), "from"),
        ("fire tear gas at", (Part(None, words("gas"), (words("tear"),)), Part("at", None)), "at"),
        ("open @guns fire", (Part(None, words("fire"), (SETS["guns"],)),), None),
        ("put into effect", (Part("into", words("effect")),), None),
        ("leave dead", (Part(None, words("dead")),), None),
        (
            "hold responsible|accountable for",
            (Part(None, words("responsible", "accountable")), Part("for", None)),
            "for",
        ),
    ],
)
def test_what_follows_a_verb(pattern: str, parts: tuple[Part, ...], toward: str | None) -> None:
    trigger = verb(pattern)
    assert (trigger.word_class, trigger.head) == ("verb", pattern.split()[0])
    assert (trigger.parts, trigger.toward) == (parts, toward)


def test_each_alternative_verb_is_a_trigger_of_its_own() -> None:
    made = expand({"verbs": ["voice|express outrage", "condemn"]})
    assert [t.head for t in made] == ["voice", "express", "condemn"]
    assert made[0].parts == made[1].parts == (Part(None, words("outrage")),)


@pytest.mark.parametrize(
    ("pattern", "heads", "modifiers", "toward"),
    [
        ("condemnation", ["condemnation"], (), None),
        ("condemnation of", ["condemnation"], (), "of"),
        ("peace talks with", ["talks"], (words("peace"),), "with"),
        ("harsh|bitter word", ["word"], (words("harsh", "bitter"),), None),
        ("@talks", ["negotiation", "talk"], (), None),
        ("of", ["of"], (), None),
    ],
)
def test_the_last_word_of_a_noun_pattern_is_its_head(
    pattern: str, heads: list[str], modifiers: tuple[frozenset[str], ...], toward: str | None
) -> None:
    made = expand({"nouns": [pattern]})
    assert [t.head for t in made] == heads
    assert {t.word_class for t in made} == {"noun"}
    assert {(t.modifiers, t.toward) for t in made} == {(modifiers, toward)}


def test_a_noun_may_have_an_object_behind_a_preposition() -> None:
    (trigger,) = expand({"nouns": ["show of military force against|at"]})
    assert (trigger.head, trigger.toward) == ("show", "against|at")
    assert trigger.parts == (Part("of", words("force"), (words("military"),)),)
    (last,) = expand({"nouns": ["dispute over|about"]})
    assert (last.head, last.parts, last.toward) == ("dispute", (), "over|about")


def test_adjectives_are_read_as_nouns_are() -> None:
    (trigger,) = expand({"adjectives": ["critical of"]})
    assert (trigger.word_class, trigger.head, trigger.toward) == ("adjective", "critical", "of")


def test_a_phrase_is_its_words_in_a_row() -> None:
    made = expand({"phrases": ["up|out in arms over"]})
    assert [t.head for t in made] == ["out", "up"]
    assert made[0].sequence == (words("up", "out"), words("in"), words("arms"), words("over"))
    assert made[0].toward == "over"
    assert expand({"phrases": ["up in arms"]})[0].toward is None


def test_a_group_speaks_for_all_its_patterns() -> None:
    group = {
        "verbs": ["condemn"],
        "nouns": ["condemnation"],
        "mode": "disapprove",
        "frame": "asks",
        "content": True,
        "weight": 0.5,
        "cameo": "111",
        "goldstein": -2.0,
        "contexts": ["military"],
        "object": ["ACTOR", "@guns"],
        "not_subject": ["critic"],
    }
    for trigger in expand(group):
        assert (trigger.type, trigger.rule, trigger.mode) == ("ACCUSE", "ACCUSE/it", "disapprove")
        assert (trigger.frame, trigger.content, trigger.weight) == ("asks", True, 0.5)
        assert (trigger.cameo, trigger.goldstein) == ("111", -2.0)
        assert trigger.contexts == ("military",)
        assert trigger.object == words("ACTOR", "gun", "rifle")
        assert trigger.not_subject == words("critic")
        assert trigger.subject == trigger.not_object == frozenset()


def test_left_out_keys_have_the_page_s_defaults() -> None:
    trigger = verb("condemn")
    assert (trigger.frame, trigger.content, trigger.weight) == ("acts-on", False, 1.0)
    assert (trigger.mode, trigger.cameo, trigger.goldstein) == (None, None, None)


def test_what_asks_for_more_is_more_specific() -> None:
    order = ["condemn", "rail against", "come under fire from", "hold @talks with in"]
    scores = [verb(p).specificity for p in order]
    assert scores == sorted(set(scores))
    (narrow,) = expand({"verbs": ["condemn"], "object": ["ACTOR"]})
    assert narrow.specificity > verb("condemn").specificity


@pytest.mark.parametrize("frame", sorted(FRAMES))
def test_every_frame_of_the_page_is_known(frame: str) -> None:
    assert expand({"verbs": ["condemn"], "frame": frame})[0].frame == frame


@pytest.mark.parametrize("event_type", sorted(MODES))
def test_every_mode_belongs_to_its_type_alone(event_type: str) -> None:
    for mode in MODES[event_type]:
        assert expand({"verbs": ["do"], "mode": mode}, event_type)[0].mode == mode
    with pytest.raises(BadKnowledge):
        expand({"verbs": ["do"], "mode": "no such"}, event_type)


@pytest.mark.parametrize(
    ("group", "says"),
    [
        ({"verb": ["condemn"]}, "unknown key 'verb'"),
        ({"verbs": ["condemn"], "frame": "acts-at"}, "unknown frame 'acts-at'"),
        ({"verbs": ["condemn"], "mode": "visit"}, "unknown mode 'visit'"),
        ({"verbs": ["condemn"], "weight": 0}, "weight outside 0..1"),
        ({"verbs": ["condemn"], "weight": 1.5}, "weight outside 0..1"),
        ({"verbs": ["hold @walks"]}, "pattern 'hold @walks' uses the unknown set 'walks'"),
        ({"nouns": ["@walks with"]}, "pattern '@walks with' uses the unknown set 'walks'"),
        ({"phrases": ["in @walks"]}, "pattern 'in @walks' uses the unknown set 'walks'"),
        ({"verbs": ["condemn"], "object": ["@walks"]}, "uses the unknown set 'walks'"),
        ({"verbs": ["condemn"], "not_subject": ["@walks"]}, "uses the unknown set 'walks'"),
    ],
)
def test_a_refusal_is_one_line_with_file_and_group(group: dict[str, Any], says: str) -> None:
    with pytest.raises(BadKnowledge) as refused:
        expand(group)
    line = str(refused.value)
    assert line.startswith(f"{WHERE}: ")
    assert "ACCUSE/it" in line
    assert says in line
    assert "\n" not in line


def test_a_group_may_stand_once() -> None:
    table = {"type": "ACCUSE", "group": [{"id": "it"}, {"id": "other"}, {"id": "it"}]}
    with pytest.raises(BadKnowledge, match=r"^ACCUSE\.toml: group ACCUSE/it stands twice$"):
        list(triggers_of(WHERE, table, SETS))


@pytest.mark.parametrize("event_type", ["SCOLD", "accuse", None])
def test_there_are_sixteen_types(event_type: str | None) -> None:
    with pytest.raises(BadKnowledge, match=r"^ACCUSE\.toml: type .* is none of the sixteen$"):
        list(triggers_of(WHERE, {"type": event_type}, SETS))


@pytest.mark.parametrize("word", sorted(PREPOSITIONS))
def test_a_word_of_the_closed_list_is_no_object(word: str) -> None:
    assert verb(f"turn {word}").parts == (Part(word, None),)
    assert verb(f"turn {word} @guns").parts == (Part(word, SETS["guns"]),)


def test_home_is_a_particle_save_behind_a_preposition() -> None:
    assert verb("call home rifle").parts == (Part("home", words("rifle")),)
    assert verb("confine to home").parts == (Part("to", words("home")),)


def test_a_group_may_ask_for_an_auxiliary_and_for_a_content() -> None:
    group = {"verbs": ["respond"], "modal": ["will"], "content": True, "needs_content": True}
    (trigger,) = expand(group)
    assert (trigger.modal, trigger.needs_content) == (words("will"), True)
