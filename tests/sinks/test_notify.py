"""The notifier: due times, digests, retries, dead letters, and what a crash repeats."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams import cli
from streams.errors import Misuse, Unavailable
from streams.sinks.consuming import Line
from streams.sinks.notify import Apprise, Channel, Journal, Notifier, Policy, text
from streams.sinks.webhook import Undeliverable, Webhook
from tests.sinks.test_webhook import SECRET, alert
from tests.support.receivers import receiver

NOON = 1_720_008_000.0  # 2024-07-03T12:00:00Z


class Recorder:
    """A channel that fails as told, then takes everything."""

    def __init__(self, *fails: Exception) -> None:
        self.fails, self.got = list(fails), list[list[str]]()

    def deliver(self, alerts: Sequence[dict[str, Any]]) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.got.append([each["alert_id"] for each in alerts])


class Desk:
    """A notifier with a clock and pauses of the test's own."""

    def __init__(self, folder: Path, *channels: Channel, **policy: Any) -> None:
        self.now, self.pauses, self.dead = NOON, list[float](), folder / "dead.jsonl"
        self.journal = folder / "place.json"
        named = [(f"c{number}", channel) for number, channel in enumerate(channels)]
        self.notifier = Notifier(
            named,
            Journal.read(self.journal),
            self.dead,
            Policy(**policy),
            clock=lambda: self.now,
            sleep=self.pauses.append,
        )

    def give(self, *alerts: dict[str, Any], first: int = 0) -> None:
        self.notifier.take(
            Line("alerts", 0, at, 0, b"r1", orjson.dumps(each))
            for at, each in enumerate(alerts, first)
        )
        self.notifier.settle()

    def letters(self) -> list[dict[str, Any]]:
        if not self.dead.exists():
            return []
        return [json.loads(line) for line in self.dead.read_text().splitlines()]


def test_what_is_due_goes_out_at_once_and_the_place_moves_on(tmp_path: Path) -> None:
    channel = Recorder()
    desk = Desk(tmp_path, channel)
    desk.give(alert("a"), alert("b"))
    assert channel.got == [["a"], ["b"]]
    assert Desk(tmp_path).notifier.place("alerts", 0) == 2


def test_what_is_due_later_waits_and_the_place_stays_before_it(tmp_path: Path) -> None:
    channel = Recorder()
    desk = Desk(tmp_path, channel)
    desk.give(alert("late", due="2024-07-03T13:00:00+00:00"), alert("now"))
    assert channel.got == [["now"]]
    assert desk.notifier.place("alerts", 0) == 0
    desk.now += 3600
    desk.notifier.settle()
    assert channel.got == [["now"], ["late"]]
    assert desk.notifier.place("alerts", 0) == 2


def test_after_a_crash_what_was_held_is_read_again_and_nothing_goes_out_twice(
    tmp_path: Path,
) -> None:
    given = [alert("late", due="2024-07-03T13:00:00+00:00"), alert("now")]
    Desk(tmp_path, Recorder()).give(*given)
    channel = Recorder()
    again = Desk(tmp_path, channel)
    assert again.notifier.place("alerts", 0) == 0
    again.now += 3600
    again.give(*given)
    assert channel.got == [["late"]]
    assert json.loads(again.journal.read_text()) == {"places": {"0": 2}, "done": []}


def test_alerts_of_one_digest_go_out_together(tmp_path: Path) -> None:
    channel = Recorder()
    desk = Desk(tmp_path, channel)
    due = {"due": "2024-07-03T13:00:00+00:00", "digest": "r/1"}
    desk.give(alert("a", **due), alert("b", **due), alert("a", **due), alert("alone"))
    desk.now += 3600
    desk.notifier.settle()
    assert channel.got == [["alone"], ["a", "b"]]


def test_attempts_come_at_growing_distances_and_then_there_is_a_dead_letter(tmp_path: Path) -> None:
    patient = Recorder(Unavailable("down"), Unavailable("down"), Unavailable("down"))
    desk = Desk(tmp_path, patient, attempts=6, pause=1.0)
    desk.give(alert("a"))
    assert patient.got == [["a"]]
    assert [round(p / 2**n) for n, p in enumerate(desk.pauses)] == [1, 1, 1]
    assert desk.letters() == []

    hopeless = Recorder(*[Unavailable("down")] * 9)
    desk = Desk(tmp_path, hopeless, attempts=3)
    desk.give(alert("b"), first=1)
    (letter,) = desk.letters()
    assert letter["alert"] == alert("b")
    assert (letter["channel"], letter["why"]) == ("c0", "after 3 attempts: down")
    assert desk.notifier.place("alerts", 0) == 2, "one dead letter holds nobody up"


def test_what_is_refused_for_good_is_not_tried_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Recorder(Undeliverable("answered 410")), Recorder())
    desk.give(alert("a"))
    assert desk.pauses == []
    assert [letter["why"] for letter in desk.letters()] == ["answered 410"]
    assert desk.notifier.delivered == 1, "the other channel has it"


def test_what_is_no_alert_is_a_dead_letter_and_what_is_slight_is_left_out(tmp_path: Path) -> None:
    channel = Recorder()
    desk = Desk(tmp_path, channel, least_severity="high")
    desk.give({"odd": 1}, alert("a", severity="medium"), alert("b"))
    assert channel.got == [["b"]]
    assert [letter["why"] for letter in desk.letters()] == ["no alert"]
    assert desk.notifier.place("alerts", 0) == 3


def test_through_a_webhook_that_fails_hangs_and_then_takes_it(tmp_path: Path) -> None:
    with receiver(503, "hang", "garbage", 200) as there:
        hook = Webhook(url=there.url, secret=SECRET, seconds=0.5, allow_private=True)
        desk = Desk(tmp_path, hook)
        desk.give(alert("a"))
    assert len(there.got) == 4
    assert len({body for _, body in there.got}) == 1, "the same event each time"
    assert desk.letters() == []


def test_through_apprise(tmp_path: Path) -> None:
    with receiver(200) as there:
        channel = Apprise([there.url.replace("http://", "json://")])
        Desk(tmp_path, channel).give(alert("a"))
    sent = json.loads(there.got[0][1])
    assert sent["title"] == "[high] r"
    assert "it is CONSULT" in sent["message"]
    with receiver(500) as there:
        channel = Apprise([there.url.replace("http://", "json://")])
        with pytest.raises(Unavailable):
            channel.deliver([alert()])
    with pytest.raises(Misuse, match="does not know how to deliver to a xyzzy:// address"):
        Apprise(["xyzzy://somewhere"])


def test_text_for_people() -> None:
    proof = {"evidence": {"text": "IRN met QAT"}, "publisher": "P", "url": None}
    title, body = text([alert("a", evidence=[proof]), alert("b")])
    assert title == "[high] r: 2 alerts"
    assert "“IRN met QAT” P" in body


def test_a_file_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    (tmp_path / "place.json").write_text("[]")
    with pytest.raises(Misuse, match="is not where a notifier has kept"):
        Journal.read(tmp_path / "place.json")


@pytest.mark.parametrize(
    ("arguments", "secret", "complaint"),
    [
        ([], "x" * 16, "nobody to notify"),
        (["--webhook", "http://127.0.0.1/x"], "x", "must hold a secret of at least 16"),
        (["--webhook", "http://127.0.0.1/x"], "x" * 16, "is private; --allow-private lets it"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(
    arguments: list[str],
    secret: str,
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    assert cli.main(["notify", *arguments]) == 2
    assert complaint in capsys.readouterr().err
