"""PostgreSQL for tests: the server that is given, or one of this machine's own in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from streams.runtime.processes import free_port

GIVEN = "POSTGRES_ADDRESS"


def _tools() -> Path | None:
    """The folder of the server's programs; Debian keeps them out of the path."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    if found:
        places.append(Path(found).resolve().parent)
    return next((each for each in places if (each / "initdb").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty database on a server of its own, which ends with the block.

    Raises:
        RuntimeError: there is none to be had, and why.
    """
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    tools = _tools()
    if tools is None:
        raise RuntimeError(
            f"neither {GIVEN} nor PostgreSQL's programs (apt-get install postgresql)"
        )
    user = _user()
    with tempfile.TemporaryDirectory(prefix="dragoman-postgres-") as folder:
        data, port = Path(folder) / "data", free_port()
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -F"
        try:
            _run(user, tools / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8")
            _run(
                user,
                tools / "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                f"{folder}/log",
                "-o",
                options,
                "start",
            )
        except subprocess.CalledProcessError as why:
            raise RuntimeError(f"PostgreSQL does not start: {why.stderr.decode()[-300:]}") from None
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(user, tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _user() -> pwd.struct_passwd | None:
    """Whom to run it as: the server refuses to run as the superuser."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise RuntimeError("no user postgres, and the server does not run as root") from None


def _run(user: pwd.struct_passwd | None, *command: object) -> None:
    subprocess.run(
        [str(each) for each in command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=120,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL; skips loudly where none can be had, fails in CI."""
    running = server()
    try:
        address = running.__enter__()
    except RuntimeError as why:
        message = f"NO POSTGRESQL, the archive in it is not tested: {why}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        print(f"\n*** {message} ***", file=sys.__stderr__, flush=True)
        pytest.skip(message)
    try:
        yield address
    finally:
        running.__exit__(None, None, None)
