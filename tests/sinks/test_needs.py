"""What is not installed is missed in one clear line, and a target that is none is refused."""

from __future__ import annotations

import pytest

from streams.errors import Misuse
from streams.sinks.archive import store_at
from streams.sinks.needs import need


def test_what_is_not_installed_is_told() -> None:
    assert need("json", "archive").dumps([]) == "[]"
    with pytest.raises(
        Misuse, match=r"nowhere is not installed: pip install 'dragoman\[archive\]'"
    ):
        need("nowhere.at_all", "archive")


def test_a_target_that_is_none() -> None:
    with pytest.raises(Misuse, match="neither a folder nor postgresql"):
        store_at("mysql://somewhere")
