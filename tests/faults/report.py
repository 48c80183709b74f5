"""What was done in the laboratory, and what came of it."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field

from streams.runtime.settings import Settings
from tests.faults.checker import Verdict


@dataclass
class Report:
    """What was done and what came of it."""

    seed: int
    faults: list[tuple[str, float]] = field(default_factory=list)
    exits: Counter[int] = field(default_factory=Counter)
    verdict: Verdict = field(default_factory=Verdict)
    accepted: int = 0
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """The figures as a table."""
        by_kind: dict[str, list[float]] = {}
        for kind, took in self.faults:
            by_kind.setdefault(kind, []).append(took)
        lines = [f"seed {self.seed}: {len(self.faults)} faults in {self.seconds:.0f} s"]
        lines += [
            f"  {kind:<22} {len(times):>3}  recovered after p50 {statistics.median(times):5.1f} s, "
            f"at most {max(times):5.1f} s"
            for kind, times in sorted(by_kind.items())
        ]
        if self.faults:
            times = sorted(took for _, took in self.faults)
            at = min(len(times) - 1, int(0.99 * len(times)))
            lines.append(f"  all: p50 {statistics.median(times):.1f} s, p99 {times[at]:.1f} s")
        ends = ", ".join(f"{code}: {n}" for code, n in sorted(self.exits.items())) or "none"
        lines.append(f"workers that ended by themselves or were killed, by exit code: {ends}")
        return [*lines, *self.verdict.lines()]


def settings_said(settings: Settings) -> str:
    """The settings that recovery times depend on."""
    return (
        f"session {settings.session_seconds:g} s, rebalance {settings.rebalance_seconds:g} s, "
        f"commit {settings.commit_seconds:g} s, request {settings.request_seconds:g} s"
    )
