"""A Faust app for each stage, and the carrier between it and the runner.

One app is one consumer group: a slow stage can neither starve nor rebalance a quick one. The app is
built in a factory, never at import. Its one agent takes raw bytes, acknowledges nothing itself
(``noack``) and crashes the worker where Faust would skip a message.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import faust
from mode.supervisors import CrashingSupervisor

from streams.pipeline import Message, Origin, Stage
from streams.runtime import security
from streams.runtime.metrics import Metrics
from streams.runtime.settings import MAX_REJECT, Settings
from streams.runtime.transport import Transport

log = logging.getLogger(__name__)

# far above anything real: a client that is slow to ask again may never be expelled for it, because
# Faust cannot rejoin; our own watchdog judges progress instead
_POLL_INTERVAL_SECONDS = 86_400.0
_BATCH_BYTES = 256 * 1024
_ANSWER_SECONDS = 5.0

Take = Callable[[Any, Message], Awaitable[None]]


class App(faust.App):
    """One stage's Faust app.

    ``before_revoked`` is awaited before partitions are given up.
    """

    fetch_wait_seconds: float = 0.5

    async def _nothing(self) -> None:
        """Nothing is under way until a runner says otherwise."""

    before_revoked: Callable[[], Awaitable[None]]

    def __init__(self, *args: Any, fetch_wait_seconds: float, **options: Any) -> None:
        self.fetch_wait_seconds = fetch_wait_seconds
        self.before_revoked = self._nothing
        super().__init__(*args, **options)

    def _new_transport(self) -> Any:
        return Transport(self.conf.broker_consumer, self)


def group(stage: Stage, settings: Settings) -> str:
    """The consumer group of a stage, which is also its Faust app id."""
    return settings.prefix + stage.name


def build(stage: Stage, settings: Settings) -> App:
    """The Faust app of a stage, without its agent."""
    return App(
        group(stage, settings),
        fetch_wait_seconds=settings.fetch_wait_seconds,
        broker_credentials=security.credentials(settings),
        broker=[f"kafka://{each.strip()}" for each in settings.bootstrap.split(",")],
        datadir=Path(tempfile.gettempdir()) / "dragoman-faust",  # named, never written: no tables
        store="memory://",
        web_enabled=False,
        autodiscover=False,
        processing_guarantee="at_least_once",
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        agent_supervisor=CrashingSupervisor,
        stream_wait_empty=False,
        stream_buffer_maxsize=settings.buffer,
        broker_max_poll_records=settings.buffer,
        broker_max_poll_interval=_POLL_INTERVAL_SECONDS,
        broker_session_timeout=settings.session_seconds,
        broker_heartbeat_interval=settings.session_seconds / 3,
        broker_rebalance_timeout=settings.rebalance_seconds,
        broker_request_timeout=max(
            settings.request_seconds,
            settings.session_seconds,
            # to join is answered when every other member has finished and given up its partitions;
            # whoever gives up asking before that makes them do it all again
            settings.rebalance_seconds + _ANSWER_SECONDS,
        ),
        broker_commit_interval=settings.commit_seconds,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_linger=settings.linger_seconds,
        producer_max_batch_size=_BATCH_BYTES,
        producer_max_request_size=MAX_REJECT,
        producer_request_timeout=settings.request_seconds,
    )


def attach(app: App, stage: Stage, settings: Settings, take: Take) -> None:
    """Gives the app its one agent: every delivery goes to ``take``, in order."""
    topic = app.topic(
        settings.topic(stage.takes),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        internal=False,
    )

    async def carry(deliveries: Any) -> None:
        async for delivery in deliveries.noack().events():  # noack is missing from StreamT
            raw = delivery.message
            if raw.generation_id != app.consumer_generation_id:
                continue  # whoever has the partition now reads it again
            await take(delivery, _message(stage, raw))

    app.agent(topic, name=f"{stage.name}.carry", concurrency=1)(carry)


def _message(stage: Stage, raw: Any) -> Message:
    headers = raw.headers.items() if isinstance(raw.headers, dict) else raw.headers or ()
    return Message(
        stage.takes,
        raw.key,
        raw.value,
        tuple((name, value or b"") for name, value in headers),
        Origin(raw.topic, raw.partition, raw.offset),
    )


class Carrier:
    """Sends through the app's producer and acknowledges through its consumer.

    Args:
        may_write: asked before each send; raises where it may be another's turn by now.
    """

    def __init__(
        self,
        app: App,
        settings: Settings,
        metrics: Metrics,
        may_write: Callable[[], None],
    ) -> None:
        self._app, self._settings, self._metrics = app, settings, metrics
        self._may_write = may_write

    async def send(self, message: Message) -> Awaitable[Any]:
        """Hands a message to the producer; the result is done when the broker has it."""
        self._may_write()
        sent: Awaitable[Any] = await self._app.producer.send(
            self._settings.topic(message.topic),
            message.key,
            message.value,
            None,
            None,
            list(message.headers),
        )
        return sent

    def acknowledge(self, delivery: Any) -> None:
        """Lets the next commit pass this delivery."""
        raw = delivery.message
        if raw.timestamp is not None:
            self._metrics.observe("age_seconds", max(0.0, time.time() - raw.timestamp))
        delivery.ack()
