"""Settings: from the environment, refused when unknown or out of range, and all written down."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from streams import pipeline
from streams.contracts import topics
from streams.errors import BadSetting
from streams.runtime import settings
from streams.runtime.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_defaults_when_nothing_is_given() -> None:
    assert settings.read({"PATH": "/bin"}) == Settings()


def test_every_kind_is_parsed() -> None:
    given = {
        "DRAGOMAN_BOOTSTRAP": " a:1,b:2 ",
        "DRAGOMAN_POOL": "3",
        "DRAGOMAN_CONFIDENCE_FLOOR": "0.25",
    }
    read = settings.read(given)
    assert (read.bootstrap, read.pool, read.confidence_floor) == ("a:1,b:2", 3, 0.25)
    assert read.processes() == 3
    assert Settings(prefix="x.").topic("events") == "x.events"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DRAGOMAN_BOTSTRAP", "x", "did you mean DRAGOMAN_BOOTSTRAP?"),
        ("DRAGOMAN_POOL", "two", "DRAGOMAN_POOL must be a whole number, not 'two'"),
        ("DRAGOMAN_POOL", "1.5", "must be a whole number"),
        ("DRAGOMAN_POOL", "-1", "must be between 0 and 256, not -1"),
        ("DRAGOMAN_LANGUAGE_FLOOR", "high", "must be a number"),
        ("DRAGOMAN_LANGUAGE_FLOOR", "nan", "must be between"),
        ("DRAGOMAN_CONFIDENCE_FLOOR", "1.01", "must be between 0.0 and 1.0"),
        ("DRAGOMAN_HTTP_PORT", "70000", "must be between 0 and 65535"),
        ("DRAGOMAN_PREFIX", "a/b", "DRAGOMAN_PREFIX may hold"),
    ],
)
def test_mistakes_are_one_clear_line(name: str, value: str, said: str) -> None:
    with pytest.raises(BadSetting) as why:
        settings.read({name: value})
    assert said in str(why.value)
    assert "\n" not in str(why.value)


def test_variables_give_the_same_settings_back() -> None:
    chosen = Settings(bootstrap="k:9", pool=2, confidence_floor=0.1, prefix="p.")
    assert settings.read(settings.variables(chosen)) == chosen


def test_the_reference_file_lists_every_setting_with_its_default() -> None:
    text = (DEPLOY / "worker.env.reference").read_text()
    assert text == settings.reference(), "write settings.reference() to deploy/worker.env.reference"
    found = settings.parse_file(text)
    assert set(found) == {settings.variable(f.name) for f in fields(Settings)}
    assert settings.read(found) == Settings()


def test_the_minimal_file_is_understood() -> None:
    found = settings.parse_file((DEPLOY / "worker.env.minimal").read_text())
    assert settings.read(found).bootstrap == found["DRAGOMAN_BOOTSTRAP"]


def test_every_setting_has_a_sentence() -> None:
    for each in fields(Settings):
        assert each.metadata["sentence"].endswith("."), each.name


def test_defaults_are_those_of_the_pipeline() -> None:
    assert Settings().options() == pipeline.Options()


def test_limits_are_those_of_the_topics() -> None:
    limits = {topic.name: topic.max_message_bytes for topic in topics()}
    assert limits.pop("rejects") == settings.MAX_REJECT
    assert set(limits.values()) == {settings.MAX_MESSAGE}
