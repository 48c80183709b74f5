"""Text that a newswire could send on its worst day."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import strategies as st

_WORDS = (
    "Kenya Peru Norway minister president said told Monday yesterday March 5 2024 the of and in to "
    "condemned met killed 12 two dozen “ ” \" ' ‘ ’ « » — - ( ) , . ; : ? ! & $ % € # @ "
    "<p> </p> <br/> <script> </script> &amp; &rsquo; &#x27; &#1114112; &nbsp; http://example.org/a "
    "NAIROBI (Reuters) Copyright 2024. ALL RIGHTS RESERVED \u200b \u200f \u00ad \ufeff \u0301 é ﬁ "
    "𝒜 👩‍👩‍👧 \u2028 \u0085 \x07 1/2/2024 31.12.1999 last next ago week century 99999999999999999999"
).split(" ")

words = st.sampled_from([word for word in _WORDS if word])
texts = st.one_of(
    st.lists(words, max_size=60).map(" ".join),
    st.lists(st.one_of(words, st.text(max_size=12), st.just("\n\n")), max_size=40).map("".join),
    st.text(max_size=400),
)
"""Without surrogates: JSON that holds one is refused before."""

times = st.one_of(
    st.datetimes().map(lambda t: t.isoformat() + "Z"),
    st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", fullmatch=True),
    st.text(max_size=30),
)
_leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | texts
values: st.SearchStrategy[Any] = st.recursive(
    _leaves,
    lambda of: st.lists(of, max_size=4) | st.dictionaries(st.text(max_size=8), of, max_size=4),
)


@st.composite
def articles(draw: st.DrawFn) -> dict[str, Any]:
    """An article that is nearly right, or quite right."""
    article: dict[str, Any] = {
        "article_id": draw(st.one_of(st.just("a1"), st.text(max_size=20))),
        "title": draw(texts),
        "body": draw(texts),
        "published_at": draw(st.one_of(st.just("2024-07-03T10:00:00Z"), times)),
    }
    for name in draw(st.sets(st.sampled_from(["publisher", "url", "language", "mentions"]))):
        article[name] = draw(st.one_of(texts, values))
    for name in draw(st.sets(st.sampled_from(sorted(article)), max_size=1)):
        article[name] = draw(values)
    return article


def as_bytes(article: Any) -> bytes:
    """As a producer sends it."""
    return orjson.dumps(article, option=orjson.OPT_NON_STR_KEYS)


sendable = st.one_of(
    articles().map(as_bytes),
    st.binary(max_size=200),
    st.builds(
        lambda value, at, noise: (
            value[: at % (len(value) + 1)] + noise + value[at % (len(value) + 1) :]
        ),
        articles().map(as_bytes),
        st.integers(0, 2000),
        st.binary(min_size=1, max_size=4),
    ),
)
"""Bytes on the articles topic: right, nearly right, spoilt on the way, or nothing of the kind."""
