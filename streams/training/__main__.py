"""``python -m streams.training``: learn anew, and write what ships. Minutes on two cores.

Options: ``--check`` measures on words left out of the learning, and writes nothing.
"""

from __future__ import annotations

import sys

from streams import documents, entities, pipeline
from streams.events import classifier, wordvectors
from streams.events.scene import Scene
from streams.messages import Article
from streams.training import artefact
from streams.training.examples import collect
from streams.training.model import learn, on_unseen
from streams.training.vectors import compact


class _Reader:
    """Parses a sentence as an article of its own."""

    def __init__(self, environment: pipeline.Environment) -> None:
        self._environment = environment

    def __call__(self, text: str) -> Scene:
        article = Article(
            article_id="training",
            title="",
            body=text,
            published_at="2024-07-04T12:00:00Z",
            language="en",
        )
        document = documents.read(article, language_floor=0.0)
        assert not isinstance(document, documents.Filtered)
        made = self._environment
        return Scene(entities.find(document, made.parser, made.ontology), made.ontology)


def main(arguments: list[str]) -> int:
    """Train, or with ``--check`` measure."""
    environment = pipeline.Environment()
    rows, table = environment.parser.vectors()
    words = compact(rows, table)
    examples = collect(_Reader(environment), environment.ontology)
    if arguments == ["--check"]:
        for name, share in on_unseen(examples, words, environment.ontology).items():
            print(f"{name} {share:.3f}")
        return 0
    version = artefact.fingerprint()
    model = learn(examples, words, environment.ontology, version=version)
    artefact.save_words(words, wordvectors.WORDS)
    artefact.save_types(model, classifier.TYPES)
    print(f"learnt from {len(examples)} examples: {len(model.names)} features, version {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
