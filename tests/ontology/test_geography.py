"""Cities and regions: where they lie, which of their names count, which words are left alone."""

from __future__ import annotations

from collections import defaultdict

import pytest

from streams.ontology.geography import countries, places
from streams.ontology.model import Name, fold

Index = dict[tuple[str, ...], list[Name]]


@pytest.fixture(scope="module")
def index() -> Index:
    found: Index = defaultdict(list)
    for words, toponym in places():
        found[words].append(toponym.unfold())
    return found


def biggest(index: Index, form: str) -> Name:
    return max(index[fold(form)], key=lambda n: n.people)


@pytest.mark.parametrize(
    ("form", "country", "lat", "lon"),
    [
        ("Goma", "COD", -1.7, 29.2),
        ("Odesa", "UKR", 46.5, 30.7),
        ("Aleppo", "SYR", 36.2, 37.2),
        ("Geneva", "CHE", 46.2, 6.1),
        ("Port Sudan", "SDN", 19.6, 37.2),
        ("Pristina", "XKX", 42.7, 21.2),
    ],
)
def test_where_a_city_lies(form: str, country: str, lat: float, lon: float, index: Index) -> None:
    name = biggest(index, form)
    assert (name.kind, name.key, name.country) == ("city", country, country)
    assert name.place is not None and name.place.lat is not None and name.place.lon is not None
    assert abs(name.place.lat - lat) < 0.5
    assert abs(name.place.lon - lon) < 0.5


def test_a_region_has_the_point_of_its_largest_city(index: Index) -> None:
    (region,) = [n for n in index["bavaria",] if n.kind == "region"]
    munich = biggest(index, "Munich")
    assert region.country == "DEU"
    assert region.place is not None and munich.place is not None
    assert (region.place.lat, region.place.lon) == (munich.place.lat, munich.place.lon)


def test_a_name_of_several_places_stays_several(index: Index) -> None:
    assert {"GBR", "USA", "CAN"} <= {n.country for n in index["london",]} | {
        n.country for n in index["birmingham",]
    }
    assert len({n.country for n in index["tripoli",]}) > 1


def test_an_old_name_of_a_large_city_counts_as_another(index: Index) -> None:
    kyiv = next(n for n in index["kiev",] if n.country == "UKR")
    assert (kyiv.name, kyiv.full) == ("Kyiv", False)
    assert next(n for n in index["kyiv",] if n.country == "UKR").full


@pytest.mark.parametrize("word", ["of", "march", "police", "reading", "union", "jordan", "hope"])
def test_common_words_are_no_places(word: str, index: Index) -> None:
    assert (word,) not in index


def test_no_name_is_a_single_short_word(index: Index) -> None:
    assert [w for w in index if len(w) == 1 and len(w[0]) < 4] == []


def test_every_place_lies_on_the_map_and_in_a_country(index: Index) -> None:
    known = countries() | {"XKX"}
    for names in index.values():
        for name in names:
            assert name.country in known
            assert name.place is not None and name.place.lat is not None
            assert -90 <= name.place.lat <= 90
            assert name.people >= 0


def test_countries_are_alpha_three() -> None:
    assert len(countries()) > 240
    assert {"FRA", "COD", "TWN", "PSE"} <= countries()
    assert all(len(c) == 3 and c.isupper() for c in countries())
