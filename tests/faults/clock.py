"""A wall clock that jumps, for the laboratory's workers: ``time.time`` as Python code sees it.

The monotonic clock goes on as it does on a machine whose time is set. Preloading libfaketime instead
was tried: under it Python's ``time.sleep`` fails.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_VARIABLE = "FAULTS_CLOCK"
_LOOK_SECONDS = 0.5


class Clock:
    """What the processes that are started with ``environment`` take for the time.

    Args:
        file: says by how many seconds it is wrong.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set(0)

    def environment(self) -> dict[str, str]:
        """What a process has to be started with."""
        return {_VARIABLE: str(self._file)}

    def set(self, seconds: int) -> None:
        """Puts the clock that far from the right time."""
        new = self._file.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self._file)  # never read half written


def follow() -> None:
    """Makes this process go by the clock that it was started with, if it was started with one."""
    given = os.environ.get(_VARIABLE)
    if given is None or hasattr(time.time, "right"):
        return
    file, right = Path(given), time.time
    wrong, looked = 0.0, 0.0

    def now() -> float:
        nonlocal wrong, looked
        if time.monotonic() - looked > _LOOK_SECONDS:
            wrong, looked = float(file.read_text()), time.monotonic()
        return right() + wrong

    now.right = right  # type: ignore[attr-defined]
    time.time = now
