"""events: entities → what the article says happened, by rules over its parse."""

from streams.events.coder import code

__all__ = ["code"]
