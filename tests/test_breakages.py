"""Breaking the code behind a promise makes its test fail: tried on a copy of the tree."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUNNER, TRANSPORT, STAGE = (f"streams/runtime/{n}.py" for n in ("runner", "transport", "stage"))
BREAKAGES: dict[str, tuple[str, str, str, str]] = {
    "the second await is dropped": (
        RUNNER,
        "            for each in flight.sent:\n                await each\n",
        "",
        "tests/runtime/test_runner.py::test_nothing_is_acknowledged_before_the_broker_has_it",
    ),
    "a message is acknowledged as soon as it is done": (
        RUNNER,
        "            made = await self._patiently(message)\n",
        "            made = await self._patiently(message)\n"
        "            self._carrier.acknowledge(int(message.value or b'0'))\n",
        "tests/runtime/test_runner.py"
        "::test_work_that_ends_out_of_order_is_sent_and_acknowledged_in_order",
    ),
    "the commit before partitions go is forgotten": (
        TRANSPORT,
        "            if not await self.commit():\n"
        "                await self.commit()  # the first may only have waited for one that was under way\n",
        "",
        "tests/runtime/test_transport.py::"
        "test_what_was_acknowledged_is_committed_before_partitions_go_and_fausts_own_forgets_it",
    ),
    "late acknowledgements are let in": (
        TRANSPORT,
        "if message.acked or message.generation_id != cast(Any, self.app).consumer_generation_id:",
        "if message.acked:",
        "tests/runtime/test_transport.py::"
        "test_late_acknowledgements_count_for_nothing_and_fausts_own_commits_past_them",
    ),
    "a commit passes a message that is not done": (
        "streams/runtime/ledger.py",
        "        return min(still) if still else self._behind.get(partition)\n",
        "        return self._done.get(partition, -1) + 1\n",
        "tests/runtime/test_transport.py::"
        "test_no_commit_goes_past_a_message_that_was_not_done_and_fausts_own_does",
    ),
    "what was read too early is not read again": (
        TRANSPORT,
        "            await self._go_back(batch, left)\n",
        "            pass\n",
        "tests/runtime/test_transport.py::"
        "test_what_was_read_too_early_is_read_again_and_fausts_own_loses_it",
    ),
    "marks of what was handed on are kept": (
        TRANSPORT,
        "        self._read_offset = _NoMark()\n",
        "",
        "tests/runtime/test_transport.py::"
        "test_no_late_mark_makes_messages_be_skipped_and_with_fausts_own_it_does",
    ),
    "a stopped worker writes on": (
        STAGE,
        "if away > self._settings.session_seconds:",
        "if away < 0:",
        "tests/runtime/test_tools.py::"
        "test_a_stage_leaves_when_it_was_stopped_longer_than_its_session",
    ),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parts of the tree that these tests need."""
    made = tmp_path_factory.mktemp("copy")
    for name in ("streams", "schemas", "tests/runtime", "tests/support"):
        shutil.copytree(
            ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__", "training")
        )
    for name in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py"):
        shutil.copy(ROOT / name, made / name)
    return made


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_is_noticed(copy: Path, name: str) -> None:
    file, sound, broken, test = BREAKAGES[name]
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(sound) == 1, f"{file} reads otherwise now"
    assert _passes(copy, test), "sound"
    (copy / file).write_text(text.replace(sound, broken), encoding="utf-8")
    try:
        assert not _passes(copy, test), f"{test} does not notice that {name}"
    finally:
        (copy / file).write_text(text, encoding="utf-8")


def _passes(folder: Path, test: str) -> bool:
    command = [sys.executable, "-B", "-W", "ignore", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    made = subprocess.run([*command, test], cwd=folder, capture_output=True, text=True, timeout=120)
    assert made.returncode in (0, 1), made.stdout + made.stderr
    return made.returncode == 0
