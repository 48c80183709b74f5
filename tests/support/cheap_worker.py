"""``python -m tests.support.cheap_worker``: the real worker over the cheap stages."""

from __future__ import annotations

import sys

from streams.runtime import settings
from streams.runtime.stage import Plan
from streams.runtime.worker import Worker
from tests.support import stages


def main() -> int:
    """Runs until told to stop; settings from the environment."""
    chosen = settings.read()
    plans = [
        Plan(stage, chosen, stages.environment, stages.step, stages.count, stages.recorded)
        for stage in stages.cheap_stages()
    ]
    return Worker(plans).run()


if __name__ == "__main__":
    sys.exit(main())
