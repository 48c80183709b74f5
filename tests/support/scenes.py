"""Scenes made by hand: a parse, and who stands at which word of it."""

from __future__ import annotations

from streams.events.scene import Scene
from streams.messages import Actor, Entities, How, Mention
from tests.support.names import ontology
from tests.support.parses import source_of, tree_of


def scene_of(*sentences: str, how: How = "gazetteer", **parties: str) -> Scene:
    """A scene of sentences as ``tree_of`` takes them; ``Norway="NOR"`` makes that word a state."""
    parse = tree_of(*sentences)
    mentions = tuple(
        Mention(
            first=token,
            last=token + 1,
            head=token,
            field="body",
            start=parse.start[token],
            end=parse.end[token],
            text=text,
            kind="state",
            how=how,
            actors=(Actor(key=parties[text], country=parties[text], sectors=("GOV",)),),
        )
        for token, text in enumerate(parse.text)
        if text in parties
    )
    body = source_of(parse)
    return Scene(
        Entities(
            article_id="by hand",
            content_hash="0",
            title="",
            body=body,
            published_at="2024-07-04T00:00:00Z",
            anchor="2024-07-04",
            signature="0",
            parse=parse,
            mentions=mentions,
        ),
        ontology(),
    )
