"""Events to records: one real-world event as known from all articles so far.

The only room with state. For now one record an event: reports of the same event by several articles
are not yet joined, but the signatures are those of a room that joins.
"""

from streams.records.merge import Known, fold, withdraw

__all__ = ["Known", "fold", "withdraw"]
