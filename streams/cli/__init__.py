"""The command ``dragoman``: one file a subcommand, imported only when it is asked for.

Each file has ``register(subparsers)``, which adds its parser and sets ``run``: a function from the
parsed arguments to an exit code. Exit codes: 0 done; 1 the answer is no; 2 asked for something that
cannot be; 3 something outside does not answer; 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from streams.errors import Misuse, Unavailable

COMMANDS: Final = (
    "code",
    "resolve",
    "explain",
    "ontology",
    "worker",
    "topics",
    "feed",
    "tail",
    "replay",
    "rejects",
    "alerts",
    "notify",
    "archive",
    "query",
    "demo",
)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise Misuse(f"{message} (see `{self.prog} --help`)")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line and gives its exit code; never raises for a user's mistake."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        parsed = _parser(arguments).parse_args(arguments)
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except Misuse as why:
        return _complain(why, 2)
    except Unavailable as why:
        return _complain(why, 3)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read our output has seen enough; keep the interpreter from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _complain(why: Exception, code: int) -> int:
    print(f"dragoman: {' '.join(str(why).split())}", file=sys.stderr)
    return code


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dragoman",
        description="Turns news articles into coded diplomatic events, on files and on Kafka.",
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    asked = arguments[0] if arguments else ""
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        importlib.import_module(f"streams.cli.{name}").register(subparsers)
    return parser
