"""The demo as a stranger runs it: one command, exit 0, nothing left behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.flow import ROOT, session

pytestmark = [pytest.mark.broker, pytest.mark.model, pytest.mark.slow]

COMMAND = [sys.executable, "-m", "streams.cli", "demo"]


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN_") and k != "KEEP"}
    return {**kept, **more}


def test_demo_shows_events_and_sums_within_a_minute_and_leaves_nothing(tmp_path: Path) -> None:
    started = time.monotonic()
    with (tmp_path / "log").open("w") as log:
        demo = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        code = demo.wait(120)
    said = (tmp_path / "log").read_text()
    assert code == 0, said
    assert time.monotonic() - started < 60, said
    sums = re.search(r"(\d+) articles = (.*)", said.split("outcomes\n")[-1])
    assert sums, said
    counted = {word: int(n) for n, word in re.findall(r"(\d+) (\w+)", sums.group(2))}
    assert sum(counted.values()) == int(sums.group(1))
    assert counted["coded"] >= 15
    assert counted["withdrawn"] == counted["rejected"] == counted["filtered"] == 1
    assert re.search(r"^2025-\d\d-\d\d  SANCTION/expel +PER → BOL .*\[actual\].*“", said, re.M), (
        said
    )
    assert "dragoman rejects list" in said
    assert "Traceback" not in said
    assert session(demo.pid) == []


def test_a_demo_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as log:
        demo = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env=environment(KEEP="1"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 60
        while "sent to" not in (tmp_path / "log").read_text() and time.monotonic() < deadline:
            time.sleep(0.1)
        children = [int(pid) for pid in _children(demo.pid)]
        assert len(children) == 2, "a broker and a worker"
        demo.send_signal(2)
        assert demo.wait(60) == 130
    assert "Traceback" not in (tmp_path / "log").read_text()
    assert [pid for pid in children if session(pid)] == []


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
