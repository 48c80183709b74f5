"""A small ontology made up for tests of rules over names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable

from streams.messages import Place
from streams.ontology.load import DATA
from streams.ontology.model import Name, NameTree, Ontology, Role, fold

# the words of grammar are the real ones: rules may ask for any of their files
CUES = {
    path.stem: {
        name: frozenset(words)
        for name, words in tomllib.loads(path.read_text(encoding="utf-8")).items()
        if isinstance(words, list)
    }
    for path in sorted((DATA / "cues").glob("*.toml"))
}
ELBONIA = Name(form="Elbonia", kind="state", key="ELB", country="ELB", name="Elbonia")
ELBONIAN = Name(form="Elbonian", kind="adjective", key="ELB", country="ELB", name="Elbonia")
MUDVILLE = Name(
    form="Mudville", kind="standing", key="ELB", country="ELB", sectors=("GOV",), name="Elbonia"
)
DRYLAND = Name(form="Dryland", kind="state", key="DRY", country="DRY", name="Dryland")
DUST = Name(
    form="Dust", kind="city", key="DRY", country="DRY", name="Dust", people=90_000,
    place=Place(name="Dust", kind="city", country="DRY", lat=1.0, lon=2.0),
)  # fmt: skip
OWN: tuple[Name, ...] = (ELBONIA, ELBONIAN, MUDVILLE, DRYLAND, DUST)


def holder(
    form: str, *, full: bool = True, since: str = "", until: str = "", doubtful: bool = False
) -> Name:
    """A form of the name of Ana Mud, head of state of Elbonia."""
    return Name(
        form=form, kind="person", key="ELB", country="ELB", sectors=("GOV",), name="Ana Mud",
        role="head of state", full=full, since=since, until=until, doubtful=doubtful,
    )  # fmt: skip


def ontology(names: Iterable[Name] = OWN, roles: Iterable[tuple[str, str, str]] = ()) -> Ontology:
    """An ontology of these names and roles (noun, sector, kind), the real cues, and nothing else."""
    tree = NameTree()
    for name in names:
        tree.add(fold(name.form), name)
    places = {key: Place(name=key, kind="country", country=key) for key in ("ELB", "DRY")}
    return Ontology(
        version="of a test",
        names=tree,
        roles={fold(noun): Role(noun, (sector,), kind) for noun, sector, kind in roles},
        titles={},
        states=places,
        holders={},
        kinds={},
        verbs={},
        nouns={},
        adjectives={},
        phrases={},
        sets={},
        cues=CUES,
    )
