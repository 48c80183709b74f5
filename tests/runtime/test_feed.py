"""Lines of a file to keys and values."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.errors import Misuse
from streams.runtime import feed
from streams.wire import Mapping


def read(tmp_path: Path, text: str, mapping: Mapping | None = None) -> list[feed.Outgoing]:
    path = tmp_path / "articles.jsonl"
    path.write_text(text)
    return list(feed.read(path, mapping))


def test_articles_withdrawals_and_raw_lines(tmp_path: Path) -> None:
    text = (
        '{"article_id": "a",  "title": "é"}\n\n'
        '{"article_id": "a", "withdraw": true}\n'
        '{"raw": "{not json", "key": "bad"}\n'
        '{"raw": "x"}\n'
        '{"title": "no id"}\n'
    )
    assert read(tmp_path, text) == [
        (b"a", '{"article_id": "a",  "title": "é"}'.encode()),
        (b"a", None),
        (b"bad", b"{not json"),
        (None, b"x"),
        (None, b'{"title": "no id"}'),
    ]


def test_the_key_is_found_by_the_mapping(tmp_path: Path) -> None:
    mapping = Mapping({"article_id": (("meta", "guid"),)}, {})
    line = '{"meta": {"guid": "g1"}}'
    assert read(tmp_path, line, mapping) == [(b"g1", line.encode())]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"article_id": "a"}\n{oops\n', "articles.jsonl:2 is not JSON"),
        ("[1]\n", "articles.jsonl:1 is not a JSON object"),
        ('{"withdraw": true}\n', "articles.jsonl:1 withdraws nothing"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Misuse, match=said):
        read(tmp_path, text)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match=r"nowhere\.jsonl cannot be read: No such file"):
        list(feed.read(tmp_path / "nowhere.jsonl"))
