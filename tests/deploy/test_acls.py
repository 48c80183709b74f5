"""The roles say just what the code needs, and the command grants just what they say."""

from __future__ import annotations

import os
import subprocess

import pytest

from streams import pipeline
from streams.runtime.rights import needed
from tests.deploy.shown import DEPLOY
from tests.support.grants import rights

GRANT = DEPLOY / "acls" / "grant.sh"


@pytest.mark.parametrize("stage", pipeline.stages(), ids=lambda stage: stage.name)
def test_a_stage_has_what_it_needs_and_nothing_else(stage: pipeline.Stage) -> None:
    given = {(r["resource"], r["name"], r["operation"].upper()) for r in rights(stage.name)}
    wanted = {("topic", topic, each) for topic, ops in needed(stage).items() for each in ops}
    assert given == wanted | {("group", stage.name, "READ")}
    assert {r["pattern"] for r in rights(stage.name)} == {"literal"}


def test_roles_are_all_told_of() -> None:
    told = (DEPLOY / "acls" / "README.md").read_text(encoding="utf-8")
    lines = (DEPLOY / "acls" / "roles.tsv").read_text(encoding="utf-8").splitlines()[1:]
    roles = {line.split("\t")[0] for line in lines}
    assert [role for role in sorted(roles) if f"`{role}`" not in told] == []


def granted(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(GRANT), *arguments], capture_output=True, text=True, timeout=30, env=dict(os.environ)
    )


def test_the_command_grants_each_line_of_a_role() -> None:
    made = granted("p.", "documents", "User:x", "echo", "--bootstrap-server", "b:1")
    assert made.returncode == 0, made.stderr
    lines = made.stdout.splitlines()
    assert len(lines) == len(rights("documents"))
    for line, right in zip(lines, rights("documents"), strict=True):
        assert line == (
            "--bootstrap-server b:1 --add --force --allow-principal User:x "
            f"--operation {right['operation']} --{right['resource']} p.{right['name']} "
            f"--resource-pattern-type {right['pattern']}"
        )


def test_a_whole_prefix_is_granted_as_a_prefix() -> None:
    made = granted("p.", "auditor", "User:x", "echo")
    assert "--topic p. --resource-pattern-type prefixed" in made.stdout


def test_a_role_that_is_not_there_is_refused() -> None:
    assert granted("p.", "king", "User:x", "echo").returncode == 2
    assert granted("p.").returncode == 2
