"""Rules are read from TOML; each possible mistake gets its one clear line with file and line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from streams.alerts.conditions import CONDITIONS
from streams.alerts.reading import _READ, parse, read, strangers
from streams.alerts.rules import Quiet, Spike, Turn
from streams.errors import BadRule
from streams.messages import COUNTED
from streams.ontology.load import DATA

DEPLOYED = Path(__file__).parents[2] / "deploy" / "alerts"
HEAD = '[[rule]]\nname = "first"\ntypes = ["AID"]\n\n[[rule]]\nname = "second"\n'

MISTAKES: dict[str, tuple[str, str]] = {
    "not TOML": ('types = ["AID"\n', "r.toml:8: not TOML"),
    "unknown key": ('typs = ["AID"]', "r.toml:7: unknown 'typs'; did you mean 'types'?"),
    "far from any key": ("xyzzy = 1", "r.toml:7: unknown 'xyzzy'; there are name,"),
    "unknown type": ('types = ["AIDE"]', "r.toml:7: types has unknown 'AIDE'; did you mean 'AID'?"),
    "unknown mode": (
        'types = ["AID"]\nmodes = ["visits"]',
        "r.toml:8: modes has unknown 'visits'; did you mean 'visit'?",
    ),
    "mode of another type": (
        'types = ["AID", "SANCTION"]\nmodes = ["visit"]',
        "r.toml:8: modes: 'visit' is no mode of AID or SANCTION; their modes are convict,",
    ),
    "mode of a type without modes": (
        'types = ["AID"]\nmodes = ["visit"]',
        "r.toml:8: modes: 'visit' is no mode of AID; they have none",
    ),
    "mode without type": ('modes = ["visit"]', "r.toml:7: modes belong to types"),
    "unknown quad class": ('quad_classes = ["war"]', "r.toml:7: quad_classes has unknown 'war'"),
    "unknown sector": ('sectors = ["GVO"]', "r.toml:7: sectors has unknown 'GVO'; did you mean"),
    "unknown context": ('contexts = ["economy"]', "r.toml:7: contexts has unknown 'economy'"),
    "unknown factuality": ('factuality = ["true"]', "r.toml:7: factuality has unknown 'true'"),
    "unknown status": ('status = ["confirmed"]', "r.toml:7: status has unknown 'confirmed'"),
    "unknown severity": (
        'severity = "urgent"',
        "r.toml:7: severity has unknown 'urgent'; there are low",
    ),
    "unknown repeat": ('repeat = "always"', "r.toml:7: repeat has unknown 'always'"),
    "empty list": ("types = []", "r.toml:7: types is a list of at least one, not []"),
    "no list": ('actors = "IRN"', "r.toml:7: actors is a list of at least one, not 'IRN'"),
    "actor in small letters": ('actors = ["irn"]', "r.toml:7: actors are keys in capitals"),
    "recipient no text": ("recipients = [1]", "r.toml:7: recipients are keys in capitals"),
    "party in small letters": ('parties = ["Hamas"]', "r.toml:7: parties are keys in capitals"),
    "dyad of one": ('dyads = [["IRN"]]', "r.toml:7: dyads are pairs of two different keys"),
    "dyad with itself": ('dyads = [["IRN", "IRN"]]', "r.toml:7: dyads are pairs of two different"),
    "dyad in small letters": ('dyads = [["IRN", "qat"]]', "r.toml:7: dyads are keys in capitals"),
    "country that is none": ('countries = ["QXX"]', "r.toml:7: countries are codes of ISO 3166-1;"),
    "magnitude of nothing known": (
        "magnitude = { kiled = 10 }",
        "r.toml:7: magnitude has unknown 'kiled'; did you mean 'killed'?",
    ),
    "country by name": ('countries = ["Qatar"]', "r.toml:7: countries are three capitals"),
    "confidence over one": (
        "min_confidence = 70",
        "r.toml:7: min_confidence is a number from 0 to 1",
    ),
    "half a source": ("min_sources = 1.5", "r.toml:7: min_sources is a whole number from 1"),
    "sources by yes": ("min_sources = true", "r.toml:7: min_sources is a whole number from 1"),
    "magnitude no table": ("magnitude = 10", "r.toml:7: magnitude is a table such as"),
    "magnitude no number": (
        'magnitude = { killed = "10" }',
        "r.toml:7: magnitude is a number from",
    ),
    "silence of nothing": ("silence_days = 0", "r.toml:7: silence_days is a number from 0.01"),
    "spike no table": ("spike = 3", "r.toml:7: spike is a table of days, over_days, times, least"),
    "spike half said": ("spike = { days = 3 }", "r.toml:7: spike lacks over_days"),
    "spike misspelt": (
        "spike = { days = 3, over_day = 60, times = 2.0, least = 2 }",
        "r.toml:7: spike has unknown 'over_day'; did you mean 'over_days'?",
    ),
    "spike less than usual": (
        "spike = { days = 3, over_days = 60, times = 0.5, least = 2 }",
        "r.toml:7: spike times is a number from 1",
    ),
    "turn half said": ("turn = { records = 5 }", "r.toml:7: turn lacks days"),
    "turn in a table of its own": ("[rule.turn]\nrecords = 5", "r.toml:7: turn lacks days"),
    "quiet without zone": (
        'types = ["AID"]\nquiet = { from = "22:00", to = "06:00" }',
        "r.toml:8: quiet lacks zone",
    ),
    "quiet at no time": (
        'quiet = { from = "24:30", to = "06:00", zone = "UTC" }',
        "r.toml:7: quiet from is a time such as",
    ),
    "quiet nowhere": (
        'quiet = { from = "22:00", to = "06:00", zone = "Mars/Olympus" }',
        "r.toml:7: quiet zone is a time zone such as",
    ),
    "quiet never": (
        'quiet = { from = "06:00", to = "06:00", zone = "UTC" }',
        "r.toml:7: quiet begins and ends at the same time",
    ),
    "cooldown below nothing": (
        "cooldown_hours = -1",
        "r.toml:7: cooldown_hours is a number from 0",
    ),
    "digest for ever": ("digest_hours = 1e9", "r.toml:7: digest_hours is a number from 0"),
    "no condition": ('severity = "low"', "r.toml:6: the rule 'second' has no condition"),
    "no name": ('types = ["AID"]\n[[rule]]\ntypes = ["AID"]', "r.toml:8: a rule needs a name"),
    "odd name": (
        'types = ["AID"]\n[[rule]]\nname = "No Spaces"',
        "r.toml:9: name is small letters, digits and dashes",
    ),
    "stray table": ('types = ["AID"]\n[rules]\nx = 1', "r.toml:8: unknown 'rules'"),
}


@pytest.mark.parametrize("case", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_one_line_that_names_file_and_line(case: tuple[str, str]) -> None:
    text, wanted = case
    with pytest.raises(BadRule) as told:
        parse(f"{HEAD}{text}\n", "r.toml")
    assert str(told.value).startswith(wanted)
    assert "\n" not in str(told.value)


def test_every_key_is_mistaken_once() -> None:
    told = " ".join(wanted for _, wanted in MISTAKES.values())
    assert [key for key in _READ if f": {key} " not in told and key != "name"] == []


def test_keys_of_nobody_that_ships_are_told_and_not_refused() -> None:
    rules = parse(
        '[[rule]]\nname = "a"\ndyads = [["IRN", "IRM"]]\n[[rule]]\nname = "b"\nactors = ["HAMAS"]',
        "r.toml",
    )
    assert [(rule.name, key) for rule, key in strangers(rules)] == [("a", "IRM")]


def test_no_rules_at_all() -> None:
    with pytest.raises(BadRule, match=r"r\.toml:1: no \[\[rule\]\]"):
        parse("", "r.toml")


@pytest.mark.parametrize("text", ['rule = ["x"]', 'rule = [{ name = "a", typs = ["AID"] }]'])
def test_rules_are_tables_of_their_own(text: str) -> None:
    with pytest.raises(BadRule, match=r"r\.toml:2: each rule is to be a table of its own"):
        parse(f"\n{text}\n", "r.toml")
    with pytest.raises(BadRule, match=r"r\.toml:3: unknown 'typs'"):
        parse('[["rule"]]\nname = "a"\ntyps = ["AID"]\n', "r.toml")


def test_what_numbers_count_is_what_the_coder_counts() -> None:
    cues = tomllib.loads((DATA / "cues" / "magnitude.toml").read_text())
    verbs = {key.removesuffix("_verbs") for key in cues if key.endswith("_verbs")}
    assert set(COUNTED) == (verbs - {"complement"}) | {"money"}


def test_a_name_used_twice_is_refused_over_files(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('\n[[rule]]\nname = "same"\ntypes = ["AID"]\n')
    with pytest.raises(BadRule, match=r"b\.toml:3: the rule 'same' is there already, at a\.toml:3"):
        read(tmp_path)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRule, match=r"no \*\.toml file there"):
        read(tmp_path)
    with pytest.raises(BadRule, match="cannot be read"):
        read(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(BadRule, match="cannot be read"):
        read(tmp_path)


def test_the_deployed_rules_are_sound_and_show_every_key() -> None:
    rules = read(DEPLOYED)
    assert len(rules) >= 4
    text = "\n".join(path.read_text() for path in DEPLOYED.glob("*.toml"))
    assert [key for key in (*_READ, *CONDITIONS) if f"\n{key} =" not in text] == []


def test_tables_become_what_they_say() -> None:
    (rule,) = parse(
        '[[rule]]\nname = "r"\nspike = { days = 3, over_days = 60, times = 2, least = 4 }\n'
        'turn = { records = 5, days = 90 }\nquiet = { from = "22:30", to = "06:00", zone = "UTC" }',
        "r.toml",
    )
    assert rule.spike == Spike(days=3, over_days=60, times=2, least=4)
    assert rule.turn == Turn(records=5, days=90)
    assert rule.quiet == Quiet(start=1350, end=360, zone="UTC")
    assert rule.lookback_days == 90
    assert rule.where == "r.toml:2"
