"""Flows on Apache Kafka."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.flow import CHEAP, Flow, settings_for

Make = Callable[..., Flow]


@pytest.fixture
def make_flow(kafka: str, tmp_path: Path) -> Iterator[Make]:
    """Makes flows with settings of one's choice; kills their workers in the end."""
    made: list[Flow] = []

    def make(program: tuple[str, ...] = CHEAP, **changes: Any) -> Flow:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        flow = Flow(settings_for(kafka, **changes), folder, program).create()
        made.append(flow)
        return flow

    yield make
    for flow in made:
        flow.close()
