"""Fixtures of the whole test run."""

from tests.support.brokers import embedded_broker, kafka

__all__ = ["embedded_broker", "kafka"]
