"""Metrics: a closed list, a sentence each, outcomes and rejects counted from what is sent."""

from __future__ import annotations

from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from streams.pipeline import Message
from streams.runtime import metrics
from streams.runtime.metrics import Metrics


def test_every_name_has_a_sentence_and_no_name_is_forgotten() -> None:
    lists = (
        (metrics.Count, metrics.COUNTS),
        (metrics.Level, metrics.LEVELS),
        (metrics.Spread, metrics.SPREADS),
    )
    for names, about in lists:
        assert set(get_args(names)) == set(about)
        assert all(each.sentence.endswith(".") for each in about.values())


def test_the_page_shows_listed_names_only() -> None:
    made = Metrics("events")
    made.observe("work_seconds", 0.2)
    made.gauge("window", 3)
    families = {family.name for family in text_string_to_metric_families(made.page())}
    assert families == {name.removesuffix("_total") for name in metrics.names()}


def test_unlisted_names_and_labels_are_refused() -> None:
    made = Metrics("events")
    with pytest.raises(KeyError):
        made.count("something")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="label"):
        made.count("outcomes", colour="red")


def test_outcomes_and_rejects_are_counted_from_what_is_sent() -> None:
    made = Metrics("documents")
    made.made([Message("documents", b"a", b"{}")])
    made.made(
        [
            Message("rejects", b"b", b"x"),
            Message("outcomes", b"b", b'{"outcome":"rejected","reason":"not-json"}'),
        ]
    )
    page = made.page()
    assert 'dragoman_outcomes_total{outcome="rejected",stage="documents"} 1.0' in page
    assert 'dragoman_rejects_total{reason="not-json",stage="documents"} 1.0' in page
    assert 'dragoman_sent_total{stage="documents",topic="documents"} 1.0' in page


def test_merged_pages_keep_each_metric_together() -> None:
    pages = []
    for stage in ("documents", "events"):
        one = Metrics(stage)
        one.count("taken", 2)
        one.observe("stage_seconds", 0.1)
        pages.append(one.page())
    merged = metrics.merged(pages)
    assert merged.count("# TYPE dragoman_taken_total") == 1
    families = {f.name: f for f in text_string_to_metric_families(merged)}
    taken = {sample.labels["stage"]: sample.value for sample in families["dragoman_taken"].samples}
    assert taken == {"documents": 2.0, "events": 2.0}
    assert len(families) == len(metrics.names())
    assert metrics.merged([]) == ""
