"""Articles in a user's own JSON: a TOML file says where each field of ours stands in theirs.

    article_id = "meta.guid"
    title = "headline.main"
    body = ["abstract", "paragraphs.*.text"]     # several: joined by blank lines
    published_at = "dates.0.value"

    [constants]
    publisher = "The Example Times"

A path is keys and list indices with dots between; ``*`` takes every item of a list. A path that
leads nowhere leaves the field out, which the contract of articles then judges.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from streams.errors import BadSetting

REQUIRED: Final = ("article_id", "body", "published_at")
FIELDS: Final = ("article_id", "title", "body", "published_at", "url", "publisher", "language")
_PARAGRAPH: Final = "\n\n"

Path_ = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where the fields of an article stand: paths by field, and texts that are always the same."""

    paths: dict[str, tuple[Path_, ...]]
    constants: dict[str, str]

    @classmethod
    def read(cls, path: str) -> Mapping:
        """The mapping in the TOML file at ``path``.

        Raises:
            BadSetting: the file is missing, is not TOML, names an unknown field or lacks a needed
                one; one line that names file and field.
        """
        try:
            found = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as why:
            raise BadSetting(f"mapping {path} cannot be read: {why.strerror}") from why
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
            raise BadSetting(f"mapping {path} is not TOML: {why}") from why
        constants = found.pop("constants", {})
        if not isinstance(constants, dict):
            raise BadSetting(f"mapping {path}: constants is to be a table [constants]")
        _check_fields(path, found, constants)
        for name, text in constants.items():
            if not isinstance(text, str):
                raise BadSetting(f"mapping {path}: the constant {name} is to be text")
        return cls({name: _paths(path, name, given) for name, given in found.items()}, constants)

    def apply(self, found: dict[str, Any]) -> dict[str, Any]:
        """An article in our shape out of one in the user's; what is not there is left out."""
        article: dict[str, Any] = {"title": "", **self.constants}
        for name, paths in self.paths.items():
            values = [v for path in paths for v in _follow(found, path) if v is not None]
            if values:
                article[name] = _joined(values) if name in ("title", "body") else values[0]
        if type(article.get("article_id")) is int:
            article["article_id"] = str(article["article_id"])
        return article


def _check_fields(path: str, found: dict[str, Any], constants: dict[str, Any]) -> None:
    for name in (*found, *constants):
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise BadSetting(f"mapping {path}: {name} is no field of an article; those are {known}")
    for name in found.keys() & constants.keys():
        raise BadSetting(f"mapping {path}: {name} has both a path and a constant; keep one")
    for name in REQUIRED:
        if name not in found:
            raise BadSetting(f'mapping {path}: {name} is missing; add a line like {name} = "a.b"')


def _paths(file: str, name: str, given: Any) -> tuple[Path_, ...]:
    listed = given if isinstance(given, list) else [given]
    split = tuple(tuple(each.split(".")) if isinstance(each, str) else () for each in listed)
    if not split or not all(path and all(path) for path in split):
        raise BadSetting(
            f'mapping {file}: {name} is to be a path like "a.b.0" or a list of them, not {given!r}'
        )
    if len(split) > 1 and name not in ("title", "body"):
        raise BadSetting(f"mapping {file}: {name} takes one path, only title and body several")
    return split


def _follow(value: Any, path: Path_) -> Iterator[Any]:
    if not path:
        yield value
        return
    part, rest = path[0], path[1:]
    if isinstance(value, dict):
        if part in value:
            yield from _follow(value[part], rest)
    elif isinstance(value, list):
        if part == "*":
            for item in value:
                yield from _follow(item, rest)
        elif part.isascii() and part.isdigit() and int(part) < len(value):
            yield from _follow(value[int(part)], rest)


def _joined(values: list[Any]) -> Any:
    """Texts as paragraphs; anything else as it is, for the contract to refuse."""
    if not all(isinstance(value, str) for value in values):
        return next(value for value in values if not isinstance(value, str))
    return _PARAGRAPH.join(value for value in values if value.strip())
