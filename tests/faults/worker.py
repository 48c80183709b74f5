"""``python -m tests.faults.worker``: the real worker over the laboratory's stages."""

from __future__ import annotations

import sys

from streams.runtime import settings
from streams.runtime.stage import Plan
from streams.runtime.worker import Worker
from tests.faults import stages


def main() -> int:
    """Runs until told to stop; settings from the environment."""
    chosen = settings.read()
    return Worker(
        [
            Plan(stage, chosen, stages.environment, stages.step, hire=stages.InPlace)
            for stage in stages.stages()
        ]
    ).run()


if __name__ == "__main__":
    sys.exit(main())
