"""Fixtures and settings of the whole test run."""

from hypothesis import HealthCheck, settings

from tests.support.brokers import embedded_broker, kafka

__all__ = ["embedded_broker", "kafka"]

# how long an example takes says how busy the machine is, not whether it is right
settings.register_profile("dragoman", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dragoman")
