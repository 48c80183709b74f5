"""``python -m tests.integration.faust_default``: a Faust app as its manual has it, to compare with.

Arguments: bootstrap address, app id, topic, what its agent does, and a folder of its own. ``raise``
fails at the message ``3``; ``stay`` works on four at a time and never finishes the message ``0``;
``forward:TOPIC`` sends each on in transactions.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import faust

bootstrap, name, topic, does, folder = sys.argv[1:]
app = faust.App(
    name,
    broker=f"kafka://{bootstrap}",
    store="memory://",
    datadir=folder,
    web_enabled=False,
    topic_disable_leader=True,
    broker_commit_interval=0.3,
    broker_session_timeout=6.0,
    broker_heartbeat_interval=1.0,
    consumer_auto_offset_reset="earliest",
    processing_guarantee="exactly_once" if does.startswith("forward") else "at_least_once",
)
output = app.topic(
    does.partition(":")[2] or topic, value_type=bytes, value_serializer="raw", key_type=bytes
)


async def work(values: Any) -> None:
    """Says what it has done."""
    async for value in values:
        if does == "raise" and value == b"3":
            raise ValueError("told to")
        if does == "stay" and value == b"0":
            await asyncio.sleep(3600.0)
        if does.startswith("forward"):
            await output.send(key=value, value=value)
            await asyncio.sleep(0.01)
        print("done", value.decode(), file=sys.__stdout__, flush=True)  # Faust takes the other one


app.agent(
    app.topic(topic, value_type=bytes, value_serializer="raw"),
    concurrency=4 if does == "stay" else 1,
)(work)

if __name__ == "__main__":
    sys.argv[1:] = ["worker", "-l", "error", "--without-web"]
    app.main()
