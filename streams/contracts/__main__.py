"""``python -m streams.contracts check|generate|release``: the gate on contracts, for the Makefile.

``check`` compares schemas/messages with schemas/published and refuses what would break a reader;
``generate`` writes schemas/asyncapi.yaml; ``release`` publishes the schemas as they are, after
``check`` has let them through.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from streams.contracts.asyncapi import generate
from streams.contracts.compatibility import breaks
from streams.contracts.folder import folder

_USAGE = "usage: python -m streams.contracts check|generate|release"


def check(root: Path) -> list[str]:
    """One line for every breaking change under ``root``, the folder of contracts."""
    lines: list[str] = []
    for old in sorted((root / "published").glob("*.json")):
        message = old.name.split(".")[0]
        new = root / "messages" / old.name
        if not new.exists():
            lines.append(f"{message}: {old.name} is removed")
            continue
        lines += breaks(message, orjson.loads(old.read_bytes()), orjson.loads(new.read_bytes()))
    return lines


def release(root: Path) -> None:
    """Publishes the schemas: from now on the gate keeps them."""
    published = root / "published"
    published.mkdir(exist_ok=True)
    for path in sorted((root / "messages").glob("*.json")):
        (published / path.name).write_bytes(path.read_bytes())


def main(arguments: Sequence[str]) -> int:
    """Runs one command; 0 done, 1 refused, 2 wrong use."""
    root = folder()
    if list(arguments) == ["generate"]:
        (root / "asyncapi.yaml").write_text(generate(), encoding="utf-8")
        return 0
    if list(arguments) not in (["check"], ["release"]):
        print(_USAGE, file=sys.stderr)
        return 2
    lines = check(root)
    for line in lines:
        print(line)
    if lines:
        print(f"{len(lines)} breaking: write a version 2 beside it, or take the change back")
        return 1
    if arguments[0] == "release":
        release(root)
    count = len(list((root / "published").glob("*.json")))
    print(f"{count} published contracts kept")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
