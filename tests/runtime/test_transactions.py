"""Why Faust's transactions are not offered: what a message gives and its commit are in different ones."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from faust.transport.consumer import TransactionManager
from faust.types import TP


class Producer:
    """Notes which transaction a message is sent in, and which an offset is committed in."""

    def __init__(self) -> None:
        self.sent: list[str | None] = []
        self.committed: list[str] = []

    async def send(self, *_: Any, transactional_id: str | None) -> None:
        self.sent.append(transactional_id)

    async def commit_transactions(self, offsets: dict[str, Any], *_: Any, **__: Any) -> None:
        self.committed += offsets


def test_fausts_transactions_follow_the_partition_of_the_output_and_not_of_the_input() -> None:
    """The message read from partition 1 gives one for partition 3: two transactions, so no atom."""
    producer = Producer()
    manager: Any = TransactionManager.__new__(TransactionManager)
    manager.producer = producer
    manager.consumer = SimpleNamespace(key_partition=lambda *_: 3)
    manager.app = SimpleNamespace(
        assignor=SimpleNamespace(group_for_topic=lambda _: 0), conf=SimpleNamespace(id="stage")
    )

    async def scene() -> None:
        await manager.send("given", b"key", b"value", None, None, None)
        await manager.commit({TP("taken", 1): 8})

    asyncio.run(scene())
    assert producer.sent == ["stage-0-3"]
    assert producer.committed == ["stage-0-1"], "mended upstream? then try them in the laboratory"
