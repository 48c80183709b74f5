"""What is learnt from, that learning it twice gives the same bytes, and that what ships is fresh."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from streams.events import classifier, wordvectors
from streams.events.classifier import LABELS, NONE
from streams.events.features import Seen
from streams.events.wordvectors import WordVectors
from streams.ontology.load import load as ontology
from streams.training import artefact
from streams.training.examples import (
    Labelled,
    Line,
    from_marked,
    from_patterns,
    marked,
    told,
    types_of,
)
from streams.training.model import FOLDS, fold_of, learn
from streams.training.regression import Rows, fit, softmax
from streams.training.vectors import compact
from tests.support.scenes import scene_of


def test_what_ships_was_learnt_from_what_is_here() -> None:
    """When this fails, run ``make train`` and commit what it writes."""
    assert classifier.load().version == artefact.fingerprint()


def test_every_source_of_the_artefact_is_there() -> None:
    sources = artefact.sources()
    assert all(path.is_file() for path in sources)
    assert {path.suffix for path in sources} == {".py", ".tsv", ".toml"}


def test_what_ships_is_small() -> None:
    held = [wordvectors.WORDS, classifier.TYPES]
    assert sum(path.stat().st_size for path in held) < 20_000_000


def test_every_sentence_marks_one_trigger_and_somebody() -> None:
    lines = list(marked())
    assert {line.label for line in lines} == set(LABELS)
    for line in lines:
        assert 0 <= line.start < line.end <= len(line.text), line.text
        assert "{" not in line.text
        assert " " not in line.text[line.start : line.end], line.text


def test_examples_of_knowledge_files_are_learnt_from_with_their_rule() -> None:
    lines = list(told())
    assert {line.label for line in lines} == set(LABELS)
    assert all("/" in line.rule for line in lines)


def test_the_marked_word_is_learnt_with_its_type_and_others_as_none() -> None:
    scene = scene_of(
        "Norway/NNP/nsubj/1 spurned/VBD/ROOT/1/spurn the/DT/det/3 offer/NN/dobj/1", Norway="NOR"
    )
    start = scene.entities.body.index("spurned")
    found = list(from_marked(Line(scene.entities.body, "REJECT", start, start + 7), scene))
    assert [(e.seen.lemma, e.label) for e in found] == [("spurn", "REJECT"), ("offer", NONE)]
    assert found[0].weight > found[1].weight


def test_every_listed_pattern_is_learnt() -> None:
    known = ontology()
    lemmas = {e.seen.lemma for e in from_patterns(known)}
    assert lemmas == set(known.verbs) | set(known.nouns)


def few() -> list[Labelled]:
    """A handful of examples of two types and of none."""
    texts = {
        "ACCUSE": "condemn denounce deplore castigate blame",
        "AID": "donate deliver supply feed finance",
        NONE: "sing rain bake sleep paint",
    }
    return [
        Labelled(Seen(lemma, False, (f"own:{lemma}", "verb", f"prep:{prep}"), (), ()), label, 1.0)
        for label, lemmas in texts.items()
        for lemma in lemmas.split()
        for prep in ("for", "over")
    ]


@pytest.fixture(scope="module")
def words() -> WordVectors:
    """Words that ship, of those that are asked here only: likeness of all takes its time."""
    every = wordvectors.load()
    rows = {
        w: row
        for e in few()
        for w in (e.seen.lemma, "criticise", "shell")
        if (row := every.row(w)) is not None
    }
    names = sorted(rows)
    vectors = np.stack([every.vector(rows[w]) for w in names])
    return compact({w: i for i, w in enumerate(names)}, vectors, dimensions=8)


def test_the_same_examples_give_the_same_bytes(words: WordVectors, tmp_path: Path) -> None:
    digests = set()
    for name in ("one.npz", "two.npz"):
        model = learn(few(), words, ontology(), version="of a test", steps=20)
        artefact.save_types(model, tmp_path / name)
        artefact.save_words(words, tmp_path / f"words-{name}")
        for path in (tmp_path / name, tmp_path / f"words-{name}"):
            digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 2


def test_what_is_written_is_what_is_read(words: WordVectors, tmp_path: Path) -> None:
    model = learn(few(), words, ontology(), version="of a test", steps=20)
    artefact.save_types(model, tmp_path / "types.npz")
    again = classifier.load.__wrapped__(tmp_path / "types.npz")
    assert (again.version, again.names, again.listed) == ("of a test", model.names, model.listed)
    assert np.array_equal(again.sparse, model.sparse)
    assert np.array_equal(again.dense, model.dense)


def test_it_learns(words: WordVectors) -> None:
    examples = few()
    likely = learn(examples, words, ontology(), steps=40).probabilities([e.seen for e in examples])
    assert likely.argmax(axis=1).tolist() == types_of(examples)


def test_a_word_s_forms_are_in_one_fold() -> None:
    assert fold_of("condemn") == fold_of("condemn")
    assert {fold_of(e.seen.lemma) for e in few()} <= set(range(FOLDS))


def test_regression_finds_what_makes_a_label() -> None:
    rows = Rows([[0], [1], [0], [1], [2]], np.zeros((5, 1)))
    made = fit(
        rows,
        [0, 1, 0, 1, 1],
        [1.0] * 5,
        features=3,
        classes=2,
        sparse_penalty=0.1,
        dense_penalty=0.1,
    )
    scores = made.sparse + made.bias
    assert softmax(scores).argmax(axis=1).tolist() == [0, 1, 1]


def test_examples_come_in_one_order_in_every_process() -> None:
    """Sums of floating numbers differ in another order, and sets have another in each process."""
    code = (
        "from streams.ontology.load import load; from streams.training.examples import from_patterns;"
        "print([(e.seen.names, e.seen.about, e.label) for e in from_patterns(load())])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
