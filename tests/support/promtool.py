"""Prometheus's own checker of rules: the one that is installed, or the one in Debian's package."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

WANTED = "NO promtool (Debian: apt-get install prometheus): alert rules were not run"


@contextmanager
def promtool() -> Iterator[Path | None]:
    """The program, or None where it can neither be found nor fetched; nothing is installed.

    A package is only unpacked, which asks for no rights, into a folder that ends with the block.
    """
    found = shutil.which("promtool")
    if found:
        yield Path(found)
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        yield None
        return
    with TemporaryDirectory(prefix="dragoman-prometheus-") as folder:
        yield _unpacked(Path(folder))


def _unpacked(folder: Path) -> Path | None:
    try:
        fetched = subprocess.run(
            ["apt-get", "download", "prometheus"], cwd=folder, capture_output=True, timeout=120
        )
        package = next(folder.glob("prometheus_*.deb"), None)
        if fetched.returncode or package is None:
            return None
        subprocess.run(
            ["dpkg-deb", "-x", package.name, "."],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    program = folder / "usr" / "bin" / "promtool"
    return program if program.is_file() else None
