"""The roles of ``deploy/acls`` granted on a broker, as ``grant.sh`` grants them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
)

from streams.runtime.settings import Settings
from streams.runtime.topics import admin

FILE = Path(__file__).parents[2] / "deploy" / "acls" / "roles.tsv"
OPERATIONS = {
    each.name.replace("_", "").lower(): each for each in ACLOperation if each.name != "UNKNOWN"
}

Right = dict[str, str]


def rights(role: str) -> list[Right]:
    """The lines of a role."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["role"] == role]


def grant(settings: Settings, user: str, given: list[Right]) -> None:
    """Grants rights to a user; settings of somebody who may."""
    with admin(settings) as client:
        made = client.create_acls([_acl(settings, user, each) for each in given])
        assert not made["failed"], made


def withdraw(settings: Settings, user: str, given: list[Right]) -> None:
    """Takes rights away again."""
    with admin(settings) as client:
        client.delete_acls([_acl(settings, user, each) for each in given])


def _acl(settings: Settings, user: str, right: Right) -> Any:
    pattern = ResourcePattern(
        ResourceType[right["resource"].upper()],
        settings.prefix + right["name"],
        ACLResourcePatternType[right["pattern"].upper()],
    )
    operation = OPERATIONS[right["operation"].lower()]
    return ACL(user, "*", operation, ACLPermissionType.ALLOW, pattern)
