"""Records to alerts: rules over what is known, each alert with the reason and the words.

Rules are TOML files, see ``deploy/alerts``; delivery is somebody else's work (``dragoman notify``).
"""

from streams.alerts.reading import read, strangers
from streams.alerts.rules import Rule
from streams.alerts.watch import Watch, drop, watch

__all__ = ["Rule", "Watch", "drop", "read", "strangers", "watch"]
