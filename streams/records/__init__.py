"""Events to records: one real-world event as known from all articles so far.

The only rooms with state are this one and ``alerts``. Reports of one event by several articles become
one record, which gains sources, is corrected, is disputed, is retracted, and is taken in by another
where a later report shows that the two were one.
"""

from streams.records.known import RETRACTED_DAYS, WINDOW_DAYS, Known
from streams.records.merge import bury, fold, withdraw

__all__ = ["RETRACTED_DAYS", "WINDOW_DAYS", "Known", "bury", "fold", "withdraw"]
