"""What is looked up without loading all knowledge is what loading it gives."""

from streams.ontology import vocabulary
from streams.ontology.load import load
from streams.ontology.patterns import MODES


def test_every_mode_is_given_by_a_trigger_and_no_other() -> None:
    ontology = load()
    tables = (ontology.verbs, ontology.nouns, ontology.adjectives, ontology.phrases)
    given = {(t.type, t.mode) for table in tables for ts in table.values() for t in ts if t.mode}
    assert given == {(kind, mode) for kind, modes in MODES.items() for mode in modes}


def test_keys_are_those_of_states_and_actors() -> None:
    keys = vocabulary.actor_keys()
    assert set(load().states) <= keys
    assert {"IRN", "XKX", "HAMAS", "NATO", "UN"} <= keys
    assert "IRM" not in keys
