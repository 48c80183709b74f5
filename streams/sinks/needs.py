"""Libraries that only some users want: imported when they are needed, missed in one clear line."""

from __future__ import annotations

import importlib
from typing import Any

from streams.errors import Misuse


def need(module: str, extra: str) -> Any:
    """The module.

    Raises:
        Misuse: it is not installed; says how to.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        top = module.partition(".")[0]
        raise Misuse(f"{top} is not installed: pip install 'dragoman[{extra}]'") from None
