"""What the image demands: nobody's rights, no home, nothing written but in the one folder for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.shown import ROOT

NOBODY = 10001
ARTICLE = (
    b'{"article_id": "1", "title": "", "published_at": "2025-03-04T12:00:00Z",'
    b' "body": "Norway recalled its ambassador from Chad on Monday."}\n'
)


def as_nobody(command: list[str], folder: Path, given: bytes) -> subprocess.CompletedProcess[bytes]:
    """Runs as a user who owns nothing, where we are root; with a home that is not there anyway."""
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    kept = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TMPDIR": str(folder)}
    return subprocess.run(
        command,
        input=given,
        capture_output=True,
        timeout=240,
        cwd=ROOT,
        env={**kept, "PYTHONDONTWRITEBYTECODE": "1"},
        **who,
    )


@pytest.mark.model
@pytest.mark.slow
def test_articles_are_coded_with_nobodys_rights_and_nothing_is_left_behind() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o1777)
        try:
            seen = as_nobody([sys.executable, "-c", "import streams"], Path(folder), b"")
        except PermissionError:
            seen = None
        if seen is None or seen.returncode != 0:
            pytest.skip("NOBODY MAY READ THIS CHECKOUT: not tried with nobody's rights")
        command = [sys.executable, "-W", "ignore", "-m", "streams.cli", "code"]
        made = as_nobody(command, Path(folder), ARTICLE)
        assert made.returncode == 0, made.stderr.decode()
        assert b'"type":"SANCTION"' in made.stdout
        assert list(Path(folder).iterdir()) == []
