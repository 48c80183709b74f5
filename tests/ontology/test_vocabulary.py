"""What is looked up without loading all knowledge is what loading it gives."""

from streams.messages import EVENT_TYPES
from streams.ontology import vocabulary
from streams.ontology.load import load


def test_modes_are_those_that_triggers_give() -> None:
    ontology = load()
    tables = (ontology.verbs, ontology.nouns, ontology.adjectives, ontology.phrases)
    given = {(t.type, t.mode) for table in tables for ts in table.values() for t in ts if t.mode}
    told = {(kind, mode) for kind, modes in vocabulary.modes_of().items() for mode in modes}
    assert told == given
    assert sorted(vocabulary.modes_of()) == sorted(EVENT_TYPES)


def test_keys_are_those_of_states_and_actors() -> None:
    keys = vocabulary.actor_keys()
    assert set(load().states) <= keys
    assert {"IRN", "XKX", "HAMAS", "NATO", "UN"} <= keys
    assert "IRM" not in keys
