"""Fixtures and settings of the whole test run."""

from hypothesis import HealthCheck, settings

from tests.support.brokers import embedded_broker, kafka
from tests.support.postgres import postgres

__all__ = ["embedded_broker", "kafka", "postgres"]

# how long an example takes says how busy the machine is, not whether it is right
settings.register_profile("dragoman", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dragoman")
