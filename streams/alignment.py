"""A text under repair that remembers where each of its characters came from.

A run is ``(clean_start, clean_length, source_start, source_length)``. Runs follow each other
without gaps in the clean text; the gaps between them in the source are what was cut out. A run of
equal lengths is character for character, any other is one unit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from streams.messages import Field, Passage

Run = tuple[int, int, int, int]
Edit = tuple[int, int, str]  # replace [start, end) by these words


@dataclass(frozen=True, slots=True)
class Aligned:
    """Clean text and the runs that align it with the field it came from."""

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, source: str) -> Aligned:
        """The field as received, aligned with itself."""
        return cls(source, ((0, len(source), 0, len(source)),) if source else ())

    def edited(self, edits: Iterable[Edit]) -> Aligned:
        """This text with each ``[start, end)`` replaced; edits are in order and do not overlap."""
        made = _Builder(self)
        for start, end, words in edits:
            made.keep_until(start)
            made.replace(end, words)
        made.keep_until(len(self.text))
        return made.done()

    def cut(self, start: int, end: int) -> Aligned:
        """The part ``[start, end)``, still aligned with the whole field."""
        if start == 0 and end == len(self.text):
            return self
        first = max(bisect_right(self.runs, (start, len(self.text) + 1)) - 1, 0)
        runs: list[Run] = []
        for at in range(first, len(self.runs)):
            run = self.runs[at]
            if run[0] >= end:
                break
            piece = _piece(run, max(start, run[0]), min(end, run[0] + run[1]))
            runs.append((piece[0] - start, *piece[1:]))
        return Aligned(self.text[start:end], tuple(runs))

    def translated(self, table: dict[int, int]) -> Aligned:
        """This text with single characters exchanged, which moves nothing."""
        return Aligned(self.text.translate(table), self.runs)

    def passage(self, field: Field) -> Passage:
        """The same as a part of a message."""
        return Passage(field=field, text=self.text, runs=self.runs)


class _Builder:
    """Walks over the old runs once, left to right, while the new text is put together."""

    def __init__(self, old: Aligned) -> None:
        self.old = old
        self.at = 0  # how far the old text has been dealt with
        self.run = 0  # the old run that holds ``at``
        self.length = 0
        self.words: list[str] = []
        self.runs: list[Run] = []

    def keep_until(self, end: int) -> None:
        while self.at < end:
            run = self.old.runs[self.run]
            stop = min(end, run[0] + run[1])
            piece = _piece(run, self.at, stop)
            self._add(self.old.text[self.at : stop], piece[2], piece[3])
            self._pass(stop)

    def replace(self, end: int, words: str) -> None:
        if self.at >= end:
            return
        first = last = None
        while self.at < end:
            run = self.old.runs[self.run]
            stop = min(end, run[0] + run[1])
            piece = _piece(run, self.at, stop)
            first = piece[2] if first is None else first
            last = piece[2] + piece[3]
            self._pass(stop)
        if words and first is not None and last is not None:
            self._add(words, first, last - first)

    def done(self) -> Aligned:
        return Aligned("".join(self.words), tuple(self.runs))

    def _pass(self, stop: int) -> None:
        run = self.old.runs[self.run]
        self.at = stop
        if stop == run[0] + run[1]:
            self.run += 1

    def _add(self, words: str, source: int, source_length: int) -> None:
        size = len(words)
        self.words.append(words)
        last = self.runs[-1] if self.runs else None
        if last and size == source_length and last[1] == last[3] and last[2] + last[3] == source:
            self.runs[-1] = (last[0], last[1] + size, last[2], last[3] + size)
        else:
            self.runs.append((self.length, size, source, source_length))
        self.length += size


def _piece(run: Run, start: int, end: int) -> Run:
    clean, size, source, source_size = run
    if size == source_size:
        return start, end - start, source + start - clean, end - start
    return start, end - start, source, source_size


def source_span(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Where ``passage.text[start:end]`` stands in the field as received.

    Args:
        passage: a passage of a document.
        start: code point of the first character, in the passage.
        end: one past the last; not before ``start``.

    Returns:
        ``[start, end)`` in the title or body; what was cut out at either edge is left out.
    """
    runs = passage.runs
    if not runs:
        return 0, 0
    beyond = len(passage.text) + 1
    clean, size, source, source_size = runs[max(bisect_right(runs, (start, beyond)) - 1, 0)]
    first = source + min(start - clean, size) if size == source_size else source
    if end <= start:
        return first, first
    clean, size, source, source_size = runs[max(bisect_right(runs, (end - 1, beyond)) - 1, 0)]
    return first, source + (min(end - clean, size) if size == source_size else source_size)
