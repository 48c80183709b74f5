"""entities: document → everybody and every place in it, with the parse they stand in."""

from __future__ import annotations

from streams.entities.actors import resolve
from streams.entities.coreference import complete, speakers
from streams.entities.drafts import Draft, Scene
from streams.entities.mentions import spots
from streams.entities.nlp import Parser
from streams.entities.quotes import find_quotes
from streams.entities.times import find_times
from streams.messages import Dateline, Document, Entities, Mention
from streams.ontology.model import Ontology, fold
from streams.syntax import Tree

__all__ = ["Parser", "find"]


def find(document: Document, parser: Parser, ontology: Ontology) -> Entities:
    """Everybody, every place, date and quotation of a document, resolved as far as the text goes."""
    parse = parser.parse(document)
    tree = Tree(parse)
    scene = Scene(tree, ontology, document.anchor, spots(tree, ontology, document.mentions))
    resolve(scene)
    dateline = _placed(document.dateline, ontology)
    complete(scene, dateline.country if dateline else None)
    saying = ontology.cues["saying"]["verbs"] | ontology.cues["saying"]["phrases"]
    quotes = find_quotes(parse, _mentions(document, scene), saying)
    speakers(scene, quotes)
    return Entities(
        article_id=document.article_id,
        content_hash=document.content_hash,
        title=document.title,
        body=document.body,
        published_at=document.published_at,
        anchor=document.anchor,
        signature=document.signature,
        parse=parse,
        url=document.url,
        publisher=document.publisher,
        dateline=dateline,
        mentions=_mentions(document, scene),
        times=find_times(parse, document.anchor),
        quotes=quotes,
    )


def _placed(dateline: Dateline | None, ontology: Ontology) -> Dateline | None:
    if dateline is None or dateline.place is None:
        return dateline
    country = None
    # "AL-ULA, Saudi Arabia": the land is named last, if it is named
    for part in reversed(dateline.place.split("/")[0].split(",")):
        country = country or _land(ontology, part)
    return Dateline(
        start=dateline.start,
        end=dateline.end,
        place=dateline.place,
        country=country,
        date=dateline.date,
        agency=dateline.agency,
    )


def _land(ontology: Ontology, name: str) -> str | None:
    """The country of a place: of the state or seat of that name, else of the largest town."""
    names = ontology.names.find(fold(name))
    standing = [n for n in names if n.kind in ("standing", "state")]
    if standing:
        return standing[0].country
    known = [n for n in names if n.place is not None]
    return max(known, key=lambda n: n.people).country if known else None


def _mentions(document: Document, scene: Scene) -> tuple[Mention, ...]:
    return tuple(_mention(document, scene, draft) for draft in scene.drafts)


def _mention(document: Document, scene: Scene, draft: Draft) -> Mention:
    parse = scene.tree.parse
    where = scene.tree.sentence(draft.head).field
    start, end = parse.start[draft.first], parse.end[draft.last - 1]
    text = document.title if where == "title" else document.body
    return Mention(
        first=draft.first,
        last=draft.last,
        head=draft.head,
        field=where,
        start=start,
        end=end,
        text=text[start:end],
        kind=draft.kind,
        how=draft.how,
        actors=draft.actors,
        place=draft.place,
        antecedents=draft.antecedents,
        candidates=draft.candidates,
        note=draft.note,
    )
