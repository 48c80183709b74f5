"""Which version of an article is its newest, told by where on the topic it was read.

A worker that lost its partitions may have handed an event to its client before that; it then comes
after what its successor made of a newer version of the same article, and would replace it.
"""

from __future__ import annotations

from typing import Final

Place = tuple[int, int]
"""Partition and offset of an article."""

_MOST: Final = 100_000


class Order:
    """The last place of each article, for the articles heard of last.

    Args:
        most: how many articles are remembered.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._last: dict[str, Place] = {}

    def __len__(self) -> int:
        """Articles remembered."""
        return len(self._last)

    def late(self, article_id: str, place: Place | None) -> bool:
        """Whether something newer was heard of the article already; if not, this is the newest.

        Places of different partitions cannot be compared: there the later to come is the newer, as
        it is where no place is known.
        """
        if place is None:
            return False
        before = self._last.pop(article_id, None)
        late = before is not None and before[0] == place[0] and before[1] > place[1]
        self._last[article_id] = before if late and before is not None else place
        if len(self._last) > self._most:
            del self._last[next(iter(self._last))]
        return late
