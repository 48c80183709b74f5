"""Every way in which a stranger's article can be unusable has its own reason."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.errors import REASONS, Rejected
from streams.messages import Article, GivenMention
from streams.wire import read_article

LIMIT = 4 * 1024 * 1024
GOOD: dict[str, Any] = {
    "article_id": "a-1",
    "title": "Chad opens border",
    "body": "N'DJAMENA — Chad said on Monday that it had opened its border.",
    "published_at": "2024-05-06T16:30:00Z",
}


def _bytes(**changes: Any) -> bytes:
    return orjson.dumps({**GOOD, **changes})


def _with_raw(raw: bytes) -> bytes:
    """A good article with one more field, written as given."""
    return _bytes()[:-1] + b',"extra":' + raw + b"}"


def _reason(value: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(Rejected) as refused:
        read_article(value, None, limit=limit)
    return refused.value.reason


def test_good_article_is_read_whole() -> None:
    value = _bytes(
        url="https://example.org/1",
        publisher="Sahel Wire",
        language="en",
        mentions=[{"field": "title", "start": 0, "end": 4, "source": "tagger"}],
        section={"name": "World"},
    )
    assert read_article(value, None, limit=LIMIT) == Article(
        article_id="a-1",
        title=GOOD["title"],
        body=GOOD["body"],
        published_at="2024-05-06T16:30:00+00:00",
        url="https://example.org/1",
        publisher="Sahel Wire",
        language="en",
        mentions=(GivenMention(field="title", start=0, end=4),),
    )


def test_null_stands_for_absent() -> None:
    article = read_article(_bytes(url=None, publisher=None, mentions=None), None, limit=LIMIT)
    assert (article.url, article.publisher, article.mentions) == (None, None, ())


@pytest.mark.parametrize(
    ("given_time", "read"),
    [
        ("2024-05-06T16:30:00Z", "2024-05-06T16:30:00+00:00"),
        ("2024-05-06t16:30:00z", "2024-05-06T16:30:00+00:00"),
        ("2024-05-06 16:30:00+02:00", "2024-05-06T16:30:00+02:00"),
        ("2024-05-06T16:30:00.500-03:30", "2024-05-06T16:30:00.500000-03:30"),
        ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00+00:00"),
        ("2200-12-31T23:59:59Z", "2200-12-31T23:59:59+00:00"),
    ],
)
def test_times_are_read_into_one_spelling(given_time: str, read: str) -> None:
    article = read_article(_bytes(published_at=given_time), None, limit=LIMIT)
    assert article.published_at == read


@pytest.mark.parametrize(
    "time",
    [
        "1246-05-06T16:30:00Z",
        "1899-12-31T23:59:59Z",
        "2201-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2024-05-06T16:30:00",
        "2024-05-06",
        "2024-02-30T10:00:00Z",
        "2024-05-06T25:00:00Z",
        "2024-05-06T16:30:00+26:00",
        "2024-W19-1T16:30:00Z",
        "٢٠٢٤-05-06T16:30:00Z",
        "Monday",
        "",
        "2024-05-06T16:30:00Z\n",
    ],
)
def test_no_time_of_publication(time: str) -> None:
    assert _reason(_bytes(published_at=time)) == "bad-date"


@pytest.mark.parametrize(
    "value", [b"", b"{", b"{not json", b"[]", b'"text"', b"null", b"\xff\xfe{}", b"{}{}", b"NaN"]
)
def test_not_json(value: bytes) -> None:
    assert _reason(value) == "not-json"


def test_bytes_that_are_not_utf8_are_said_to_be() -> None:
    with pytest.raises(Rejected, match="not UTF-8"):
        read_article(_bytes().replace(b"Chad", b"Ch\xe9d"), None, limit=LIMIT)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": 3},
        {"title": None},
        {"article_id": ""},
        {"article_id": 7},
        {"published_at": 1715005800},
        {"mentions": [{"field": "lead", "start": 0, "end": 1}]},
        {"mentions": [{"field": "title", "start": 4, "end": 4}]},
        {"mentions": [{"field": "title", "start": 0, "end": 1000}]},
        {"mentions": [{"field": "title", "start": -4, "end": 4}]},
    ],
)
def test_wrong_schema(changes: dict[str, Any]) -> None:
    assert _reason(_bytes(**changes)) == "wrong-schema"


@pytest.mark.parametrize("name", ["article_id", "title", "body", "published_at"])
def test_missing_field_is_named(name: str) -> None:
    value = orjson.dumps({key: text for key, text in GOOD.items() if key != name})
    with pytest.raises(Rejected, match=f"wrong-schema: article: .*{name}"):
        read_article(value, None, limit=LIMIT)


@pytest.mark.parametrize("name", ["article_id", "title", "body", "publisher", "url", "language"])
def test_null_characters(name: str) -> None:
    assert _reason(_bytes(**{name: "a\x00b"})) == "null-bytes"


@pytest.mark.parametrize(("title", "body"), [("", ""), (" ", "\n\n"), ("\u2003", "\t")])
def test_no_text(title: str, body: str) -> None:
    assert _reason(_bytes(title=title, body=body)) == "empty-text"


def test_one_of_title_and_body_is_enough() -> None:
    assert read_article(_bytes(title=""), None, limit=LIMIT).title == ""
    assert read_article(_bytes(body=""), None, limit=LIMIT).body == ""


@pytest.mark.parametrize(
    "raw",
    [
        rb'"\ud800"',
        rb'"\udc00 low first"',
        rb'{"\ud83d": 1}',
        rb'[["\ud83dx"]]',
        rb'"\uD83D\u0041"',
    ],
)
def test_lone_surrogates_wherever_they_stand(raw: bytes) -> None:
    assert _reason(_with_raw(raw)) == "lone-surrogate"


def test_whole_pairs_are_read() -> None:
    article = read_article(_bytes(title=r"X").replace(b"X", rb"\ud83d\ude00"), None, limit=LIMIT)
    assert article.title == "\U0001f600"


def test_surrogates_encoded_as_bytes_are_no_utf8() -> None:
    assert _reason(_with_raw(b'"\xed\xa0\x80"')) == "not-json"


@pytest.mark.parametrize(
    "value",
    [
        b"[" * 3_000_000,
        b'{"a":' * 700_000,
        _with_raw(b"[" * 65 + b"]" * 65),
        b'"\\"' + b'"' + b"[{" * 40,
    ],
    ids=["arrays", "objects", "well formed", "after a string with a quote in it"],
)
def test_nesting_bombs(value: bytes) -> None:
    assert _reason(value) == "too-deep"


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 60 + b"]" * 60,
        b"[" + b",".join([b"[[]]"] * 200) + b"]",
        orjson.dumps("[{" * 200),
        orjson.dumps('\\"[' * 200),
    ],
    ids=["just within", "wide", "brackets in a string", "brackets after escapes"],
)
def test_what_only_looks_like_a_bomb_is_read(raw: bytes) -> None:
    assert read_article(_with_raw(raw), None, limit=LIMIT).article_id == "a-1"


def test_five_megabytes_are_too_large() -> None:
    assert _reason(_bytes(body="word " * 1_000_000)) == "too-large"


def test_limit_is_in_bytes_and_inclusive() -> None:
    value = _bytes()
    assert read_article(value, None, limit=len(value)).article_id == "a-1"
    assert _reason(value, limit=len(value) - 1) == "too-large"


def _read_or_reason(value: bytes) -> Article | str:
    try:
        return read_article(value, None, limit=LIMIT)
    except Rejected as why:
        return why.reason


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_read_or_rejected(value: bytes) -> None:
    made = _read_or_reason(value)
    assert isinstance(made, Article) or made in REASONS


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: _JSON | st.just(good) | st.text()
            for name, good in {**GOOD, "url": "u", "mentions": [], "language": "en"}.items()
        },
    )
)
def test_arbitrary_fields_are_read_or_rejected(fields: dict[str, Any]) -> None:
    try:
        value = orjson.dumps(fields, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:  # half a surrogate pair or an integer beyond 64 bits: no JSON to send
        return
    made = _read_or_reason(value)
    assert isinstance(made, Article) or made in REASONS


@given(st.integers(0, len(_bytes()) - 1), st.binary(max_size=3))
def test_a_damaged_article_is_read_or_rejected(at: int, damage: bytes) -> None:
    value = _bytes()
    made = _read_or_reason(value[:at] + damage + value[at + len(damage) :])
    assert isinstance(made, Article) or made in REASONS
