"""What the README shows is true: its event keeps the contract, its files can be read."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from streams import contracts
from streams.ontology import load as ontology
from streams.wire import Mapping
from streams.wire.schema import check

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_the_event_keeps_its_contract_and_is_that_of_the_article_shown() -> None:
    (block,) = _blocks("json")
    event = json.loads(block)
    check("event", event)
    text = event["evidence"]["text"]
    assert f'"body": "{text}"' in README
    for party in (*event["actors"], *event["recipients"]):
        assert text[party["start"] : party["end"]] == party["mention"]


def test_the_mapping_is_one(tmp_path: Path) -> None:
    (block,) = (each for each in _blocks("toml") if "[constants]" in each)
    (tmp_path / "mapping.toml").write_text(block, encoding="utf-8")
    mapping = Mapping.read(str(tmp_path / "mapping.toml"))
    assert mapping.constants["language"] == "en"


def test_the_actor_can_be_added(tmp_path: Path) -> None:
    (block,) = (each for each in _blocks("toml") if "aliases" in each)
    data = shutil.copytree(ontology.DATA, tmp_path / "data")
    (data / "actors" / "own").mkdir(exist_ok=True)
    (data / "actors" / "own" / "river_forum.toml").write_text(block, encoding="utf-8")
    assert ontology.load(data).version != ontology.load().version


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"(?:`|^ {4}|KEEP=1 )make ([a-z-]+)", README, re.M)))
)
def test_every_make_command_is_one(command: str) -> None:
    assert re.search(rf"^{command}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_within_the_project_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("topic", contracts.topics(), ids=lambda topic: topic.name)
def test_every_topic_is_told_of(topic: contracts.Topic) -> None:
    assert f"| `{topic.name}` |" in README
