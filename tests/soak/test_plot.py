"""The picture of a soak."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.soak.measure import Sample
from tests.soak.plot import drawn


def test_it_is_a_picture_of_every_sample() -> None:
    samples = [Sample(10.0 * n, (300 + n) * 2**20, 90, 12, n % 3) for n in range(50)]
    root = ElementTree.fromstring(drawn(samples))
    lines = [each for each in root.iter() if each.tag.endswith("polyline")]
    assert [len(line.attrib["points"].split()) for line in lines] == [50, 50, 50]
    assert "resident MiB" in "".join(root.itertext())
    assert "0 to 8 minutes" in "".join(root.itertext())
