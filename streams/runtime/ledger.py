"""What was read of an assignment and is not done yet: how far a commit may go.

Kafka's own count does not say it: offsets have holes (the markers of transactions, what compaction took
away), and a message that was read may be dropped on its way to whoever works on it. So every offset that
the client gave is written down here, before anything can happen to it, and crossed out when its work is
done. A commit goes up to the first that is not crossed out.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any


class Ledger:
    """The offsets of one assignment.

    Args:
        assignment: the client's object for it, told apart by identity; null for none.
    """

    def __init__(self, assignment: object | None = None) -> None:
        self.assignment = assignment
        self._open: dict[Any, dict[int, float]] = {}
        self._behind: dict[Any, int] = {}
        self._done: dict[Any, int] = {}

    def enter(self, partition: Any, offsets: Sequence[int]) -> None:
        """Writes down what was read; an offset that is read again is open again."""
        if not offsets:
            return
        now = time.monotonic()
        still = self._open.setdefault(partition, {})
        for offset in offsets:
            still.setdefault(offset, now)
        self._behind[partition] = max(self._behind.get(partition, 0), offsets[-1] + 1)

    def cross_out(self, partition: Any, offset: int) -> None:
        """Notes that the work on a message is done."""
        if self._open.get(partition, {}).pop(offset, None) is not None:
            self._done[partition] = max(self._done.get(partition, -1), offset)

    def safe(self, partition: Any) -> int | None:
        """The offset from which somebody else would have to go on; null where nothing was read."""
        still = self._open.get(partition)
        return min(still) if still else self._behind.get(partition)

    def partitions(self) -> Iterable[Any]:
        """Those of which something was read."""
        return self._behind.keys()

    def overtaken_since(self) -> float | None:
        """When the oldest message was read that later ones of its partition were done before.

        Messages are done in order, so such a one has been let fall on the way, or was read twice and
        waits for its second turn. ``time.monotonic``; null where there is none.
        """
        read = (
            at
            for partition, still in self._open.items()
            for offset, at in still.items()
            if offset < self._done.get(partition, -1)
        )
        return min(read, default=None)
