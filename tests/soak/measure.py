"""What a worker holds of the machine, and whether that grows."""

from __future__ import annotations

import re
import statistics
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAGE = 4096
_LAG = re.compile(r"^dragoman_lag\{[^}]*\} (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """At one moment: seconds since the start, bytes resident, open files, processes, messages."""

    second: float
    resident: int
    files: int
    processes: int
    lag: int

    def row(self) -> str:
        """As a line of tab-separated values."""
        return f"{self.second:.0f}\t{self.resident}\t{self.files}\t{self.processes}\t{self.lag}"


HEAD = "second\tresident_bytes\topen_files\tprocesses\tlag"


def sample(leader: int, second: float, page: str) -> Sample:
    """The session of a worker now.

    Args:
        leader: process id of its parent, which leads its session.
        page: its metrics.
    """
    resident = files = processes = 0
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(stat[3]) != leader or stat[0] == "Z":
                continue
            processes += 1
            resident += int((entry / "statm").read_text().split()[1]) * _PAGE
            files += len(list((entry / "fd").iterdir()))
    lag = sum(float(value) for value in _LAG.findall(page))
    return Sample(second, resident, files, processes, int(lag))


def growing(samples: list[Sample], warm: float, *, within: float = 0.05) -> list[str]:
    """What grew between the beginning and the end of what comes after the warm-up; empty is well.

    Beginning and end are medians of a fifth of the samples each.

    Args:
        warm: seconds that do not count.
        within: share by which memory and files may grow.
    """
    kept = [each for each in samples if each.second >= warm]
    if len(kept) < 10:
        return [f"{len(kept)} samples after the warm-up are too few to tell"]
    size = max(1, len(kept) // 5)
    found = []
    for name in ("resident", "files", "processes"):
        first = statistics.median(getattr(each, name) for each in kept[:size])
        last = statistics.median(getattr(each, name) for each in kept[-size:])
        if last > first * (1 + within):
            found.append(f"{name} grew from {first:.0f} to {last:.0f}")
    first, last = (statistics.median(e.lag for e in part) for part in (kept[:size], kept[-size:]))
    if last > 2 * first + 50:
        found.append(f"lag grew from {first:.0f} to {last:.0f}")
    return found
