"""What must hold whatever comes in: a function of one drawn thing each, which raises if it does not."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from streams import documents, pipeline, wire
from streams.documents import dateline, dates
from streams.entities.quotes import find_quotes
from streams.entities.times import find_times
from streams.errors import BadKnowledge, Misuse, Rejected
from streams.messages import Article, Document
from streams.ontology.patterns import triggers_of
from streams.pipeline import Environment, Message, Origin
from streams.wire import Mapping
from tests.fuzz import texts
from tests.support.parses import flat, source_of

LIMIT: Final = 4 * 1024 * 1024
SAYING: Final = frozenset({"say", "tell", "according to"})


@cache
def environment() -> Environment:
    """Loaded once for all."""
    return Environment()


def article(value: bytes) -> None:
    """An article is read, or rejected for a reason that is not our fault."""
    try:
        found = wire.read_article(value, None, limit=LIMIT)
    except Rejected as why:
        assert why.reason != "bug"
    else:
        assert found.article_id


def document(given: tuple[str, str, str | None]) -> None:
    """A text is cleaned with every character's way back, and the document keeps its contract."""
    title, body, publisher = given
    made = documents.read(
        Article(
            article_id="a",
            title=title,
            body=body,
            published_at="2024-07-03T10:00:00Z",
            publisher=publisher,
        ),
        language_floor=0.0,
    )
    if not isinstance(made, Document):
        return
    assert wire.read(Document, wire.write(made)) == made
    for passage in made.passages:
        source = title if passage.field == "title" else body
        for run in passage.runs:
            assert 0 <= run[2] <= run[2] + run[3] <= len(source)
            assert 0 <= run[0] <= run[0] + run[1] <= len(passage.text)


def time(text: str) -> None:
    """A time of publication is a real one, or rejected."""
    try:
        assert 1900 <= dates.published(text).year <= 2200
    except Rejected as why:
        assert why.reason == "bad-date"


def heading(text: str) -> None:
    """A dateline is found inside its text, or not."""
    found = dateline.find(text, date(2024, 7, 3))
    if found is not None:
        assert 0 < found.end <= len(text)


def quotes(sentences: list[list[str]]) -> None:
    """Quotations lie within the text, in order."""
    parse = flat(*(" ".join(each) for each in sentences))
    length = len(source_of(parse))
    last = 0
    for quote in find_quotes(parse, (), SAYING):
        assert last <= quote.start <= quote.end <= length
        last = quote.start


def days(sentences: list[list[str]]) -> None:
    """Times lie within the text and end no sooner than they begin."""
    parse = flat(*(" ".join(each) for each in sentences))
    for found in find_times(parse, "2024-07-03"):
        assert date.fromisoformat(found.from_day) <= date.fromisoformat(found.to_day)
        assert 0 <= found.start < found.end <= len(source_of(parse))


def rules(table: dict[str, Any]) -> None:
    """A table of rules is understood, or refused as bad knowledge."""
    try:
        list(triggers_of("a test", table, {"anger": frozenset({"anger"})}))
    except BadKnowledge as why:
        assert "\n" not in str(why)


def mapping(text: str) -> None:
    """A file of field paths is understood, or refused in one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            Mapping.read(str(path)).apply({"a": [{"b": 1}], "id": "x"})
        except Misuse as why:
            assert "\n" not in str(why)


def first_step(given: tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]) -> None:
    """Whatever is on the articles topic has one outcome or one document, and no bug."""
    key, value, headers = given
    message = Message("articles", key, value, tuple(headers), Origin("articles", 0, 0))
    made = pipeline.step(pipeline.stage("documents"), message, environment())
    _sound(made)
    assert [each.topic for each in made if each.topic in ("documents", "outcomes")]
    if any(each.topic == "rejects" for each in made):
        assert [each.value for each in made if each.topic == "rejects"] == [value]


def whole_way(value: bytes) -> None:
    """Whatever is on the articles topic goes all the way without a bug."""
    message = Message("articles", b"a1", value, (), Origin("articles", 0, 0))
    made = list(pipeline.run([message], environment()))
    _sound(made)
    assert sum(each.topic == "outcomes" for each in made) == 1


def _sound(made: list[Message]) -> None:
    for each in made:
        if each.topic == "rejects":
            note = wire.read_reject(each.headers)
            assert note.reason != "bug", note.trace


_spans = st.lists(
    st.lists(
        texts.words.filter(lambda w: w.strip() == w and "/" not in w), min_size=1, max_size=12
    ),
    min_size=1,
    max_size=4,
)
_headers = st.lists(st.tuples(st.text(max_size=12), st.binary(max_size=40)), max_size=4)

_patterns = st.lists(
    st.sampled_from(["meet", "@anger", "voice @anger", "@fury", "a/b", "*", "", "meet with +"])
    | texts.texts
)
_groups = st.dictionaries(
    st.sampled_from(["id", "verbs", "nouns", "phrases", "frame", "mode", "object", "weight", "x"]),
    texts.values | _patterns | st.sampled_from(["condemn", "actor-verb"]),
)
_tables = st.fixed_dictionaries(
    {"type": st.sampled_from(["ACCUSE", "AGREE", "WAR"]) | texts.values},
    optional={"group": st.lists(_groups, max_size=3) | texts.values, "cameo": texts.values},
)

Target = tuple[Callable[[Any], None], st.SearchStrategy[Any]]

TARGETS: Final[dict[str, Target]] = {
    "article": (article, texts.sendable),
    "document": (document, st.tuples(texts.texts, texts.texts, st.none() | texts.texts)),
    "time": (time, texts.times),
    "heading": (heading, texts.texts),
    "quotes": (quotes, _spans),
    "days": (days, _spans),
    "rules": (rules, _tables),
    "mapping": (mapping, texts.texts | st.sampled_from([
        'article_id = "id"', "[constants]\nlanguage = 1", 'body = ["a.*.b"]', 'title = "a..b"',
    ])),
    "first step": (first_step, st.tuples(
        st.none() | st.just(b"a1") | st.binary(max_size=8), st.none() | texts.sendable, _headers
    )),
}  # fmt: skip
WITH_MODEL: Final[dict[str, Target]] = {
    "whole way": (whole_way, texts.articles().map(texts.as_bytes))
}
