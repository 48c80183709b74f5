"""Loading: what the real folder holds, how names are folded, what is refused and how it is said."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import BadKnowledge
from streams.messages import EVENT_TYPES
from streams.ontology import geography
from streams.ontology.load import DATA, load
from streams.ontology.model import Ontology, Trigger, fold
from streams.ontology.tables import rows

STATE = """
key = "ELB"
name = "Elbonia"
kind = "state"
country = "ELB"
names = ["Republic of Elbonia"]
adjectives = ["Elbonian"]
people = ["Elbonians"]
lat = 1.0
lon = 2.0
[standing]
GOV = ["Mudville"]
"""
ACCUSE = """
type = "ACCUSE"
quad_class = "verbal conflict"
intensity = -2
cameo = "11"
goldstein = -2
[[group]]
id = "condemn"
verbs = ["condemn", "voice @anger"]
"""
OFFICES = "office\tname\taliases\tfrom\tuntil\n"
ACTORS = "key\tname\taliases\tcountry\tsectors\tfrom\tuntil\tnote\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small folder that loads."""
    monkeypatch.setattr(geography, "places", lambda: iter(()))
    for path, text in {
        "sets.toml": 'anger = ["anger", "fury"]',
        "states/ELB.toml": STATE,
        "event_types/ACCUSE.toml": ACCUSE,
        "roles.tsv": "noun\tsectors\tkind\tnote\nmud minister\tGOV\tperson\n",
        "titles.tsv": "title\tsectors\tnote\nGrand Mud\tGOV|ELI\n",
        "cues/saying.toml": 'verbs = ["say"]',
        "offices/ELB.tsv": OFFICES + "head of state\tAna Mud\tMud|?Mudd\t2019-05\t\n",
        "actors/ngos.tsv": ACTORS + "DRY\tDry Land\tDL\tELB\tNGO\t\t\t\n",
    }.items():
        write(tmp_path, path, text)
    return tmp_path


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def fresh(folder: Path) -> Ontology:
    """Loaded without touching what the process keeps."""
    return load.__wrapped__(folder)


def triggers(ontology: Ontology) -> list[Trigger]:
    tables = (ontology.verbs, ontology.nouns, ontology.adjectives, ontology.phrases)
    return [t for table in tables for found in table.values() for t in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Côte d'Ivoire", ("cote", "d", "ivoire")),
        ("Côte d’Ivoire", ("cote", "d", "ivoire")),
        ("al-Shabaab", ("al", "shabaab")),
        ("Al–Shabaab", ("al", "shabaab")),
        ("U.S.", ("us",)),
        ("Erdoğan", ("erdogan",)),
        ("Yıldırım", ("yildirim",)),
        ("Łódź", ("lodz",)),
        ("Støre", ("store",)),
        ("Meißen", ("meissen",)),
        ("  The   Hague ", ("the", "hague")),
        ("AC/DC (band)", ("ac", "dc", "band")),
        ("’s", ("s",)),
        ("...", ()),
        ("", ()),
    ],
)
def test_fold(text: str, words: tuple[str, ...]) -> None:
    assert fold(text) == words


@given(st.text())
def test_folded_words_are_folded(text: str) -> None:
    words = fold(text)
    assert all(words)
    assert not any(w.isspace() for w in words)


@given(st.text(alphabet="abcÀÉÎõüŽÅ'- .", max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(" ".join(fold(text))) == fold(text)


def test_the_real_folder_holds_the_world() -> None:
    ontology = load(DATA)
    assert len(ontology.states) >= 193
    assert set(ontology.kinds) == set(EVENT_TYPES)
    assert len(triggers(ontology)) >= 2000
    each = Counter(t.type for t in triggers(ontology))
    assert min(each[t] for t in EVENT_TYPES) >= 30
    assert len(ontology.roles) >= 500
    assert len(ontology.titles) >= 20
    assert {"saying", "modality", "magnitude"} <= set(ontology.cues)


def test_every_name_of_the_real_folder_is_counted_to_a_state_by_its_code() -> None:
    trees, wrong = [load().names], set()
    while trees:
        tree = trees.pop()
        trees += tree.branches.values()
        wrong |= {n.country for n in tree.names if not re.fullmatch("[A-Z]{3}", n.country or "AAA")}
    assert not wrong, "the contract of entities knows three-letter codes only"


def test_the_real_types_score_as_their_side_of_the_table() -> None:
    for kind in load(DATA).kinds.values():
        friendly = kind.quad_class.endswith("cooperation")
        assert (kind.intensity > 0) == (kind.goldstein > 0) == friendly, kind.type


def test_the_most_specific_trigger_of_a_word_is_tried_first() -> None:
    for found in load(DATA).verbs.values():
        scores = [t.specificity for t in found]
        assert scores == sorted(scores, reverse=True)


def test_a_small_folder_loads(folder: Path) -> None:
    ontology = fresh(folder)
    (state,) = ontology.names.find(("elbonia",))
    assert (state.key, state.country, state.kind) == ("ELB", "ELB", "state")
    assert state.place is not None and (state.place.lat, state.place.lon) == (1.0, 2.0)
    (seat,) = ontology.names.find(("mudville",))
    assert (seat.kind, seat.sectors) == ("standing", ("GOV",))
    assert ontology.states["ELB"].name == "Elbonia"
    assert ontology.roles["mud", "minister"].sectors == ("GOV",)
    assert ontology.titles["grand", "mud"] == ("GOV", "ELI")
    assert ontology.cues == {"saying": {"verbs": frozenset({"say"})}}
    assert [t.head for t in triggers(ontology)] == ["condemn", "voice"]


def test_an_office_holder_has_a_name_and_other_forms(folder: Path) -> None:
    names = fresh(folder).names
    (full,), (short,), (doubtful,) = (names.find(w) for w in (("ana", "mud"), ("mud",), ("mudd",)))
    assert (full.full, short.full) == (True, False)
    assert (short.doubtful, doubtful.doubtful) == (False, True)
    assert (full.role, full.since, full.until) == ("head of state", "2019-05", "")


def test_an_actor_of_one_s_own_is_one_file(folder: Path) -> None:
    text = 'key = "MUD"\nname = "Mud League"\naliases = ["ML"]\ncountry = "ELB"\nsectors = ["NGO"]'
    write(folder, "actors/own/mud.toml", text)
    for form in (("mud", "league"), ("ml",)):
        (name,) = fresh(folder).names.find(form)
        assert (name.key, name.country, name.sectors) == ("MUD", "ELB", ("NGO",))


@pytest.mark.parametrize("shared", [True, False])
def test_names_of_two_actors_have_to_be_marked_as_shared(folder: Path, shared: bool) -> None:
    text = 'key = "MUD"\nname = "Mud League"\naliases = ["DL"]\nsectors = ["NGO"]\n'
    write(folder, "actors/own/mud.toml", text + f"shared = {str(shared).lower()}")
    if not shared:
        with pytest.raises(
            BadKnowledge, match=r"own/mud.toml: 'DL' already names DRY \(ngos.tsv:2\)"
        ):
            fresh(folder)
        return
    sure, doubtful = fresh(folder).names.find(("dl",))
    assert (sure.key, sure.doubtful, doubtful.key, doubtful.doubtful) == ("DRY", False, "MUD", True)
    (name,) = fresh(folder).names.find(("mud", "league"))
    assert (name.name, name.doubtful) == ("Mud League", True)


def test_who_held_an_office_is_known_by_state_and_office(folder: Path) -> None:
    ((key, names),) = fresh(folder).holders.items()
    assert key == ("ELB", "head of state")
    assert [(n.form, n.since) for n in names] == [("Ana Mud", "2019-05")]


def test_a_noun_means_an_office_of_some_states_or_of_all(folder: Path) -> None:
    write(folder, "office_nouns.toml", '["foreign minister"]\nELB = ["mud minister"]')
    role = fresh(folder).roles["mud", "minister"]
    assert (role.office("ELB"), role.office("DRY")) == ("foreign minister", None)
    write(folder, "office_nouns.toml", '["foreign minister"]\nall = ["mud minister"]')
    assert fresh(folder).roles["mud", "minister"].office("DRY") == "foreign minister"


def test_the_version_changes_with_any_file_and_with_nothing_else(folder: Path) -> None:
    before = fresh(folder).version
    assert fresh(folder).version == before
    copy = folder.parent / f"{folder.name}-copy"
    shutil.copytree(folder, copy)
    assert fresh(copy).version == before
    write(folder, "titles.tsv", "title\tsectors\tnote\n")
    assert fresh(folder).version != before


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("states/ELB.toml", STATE.replace("GOV", "KNG"), "unknown sector 'KNG'"),
        ("states/ELB.toml", STATE.replace('name = "Elbonia"', ""), "name is missing"),
        ("states/ELB.toml", STATE.replace('country = "ELB"', ""), "country is missing"),
        ("states/ELB.toml", STATE.replace('key = "ELB"', ""), "key is missing"),
        ("states/ELB.toml", STATE.replace('kind = "state"', ""), "kind is missing"),
        ("states/ELB.toml", STATE + "key = [", "ELB.toml"),
        ("states/ELB.toml", STATE.replace('"state"', '"realm"'), "kind 'realm' is none of"),
        (
            "states/ELB.toml",
            STATE.replace('"ELB"\nnames', '"QQQ"\nnames'),
            "country 'QQQ' is no state",
        ),
        ("states/ELB.toml", 'claims = ["QQQ"]' + STATE, "claims 'QQQ' is no state"),
        ("states/ELB.toml", 'parent = "QQQ"' + STATE, "parent 'QQQ' is no state"),
        ("offices/XYZ.tsv", OFFICES, "no state has the key XYZ"),
        ("offices/ELB.tsv", OFFICES + "king\tAna Mud", "ELB.tsv:2: unknown office 'king'"),
        ("offices/ELB.tsv", OFFICES + "speaker\t\tMud", "ELB.tsv:2: name is missing"),
        ("offices/ELB.tsv", OFFICES + "speaker\tA\t\tMay", "ELB.tsv:2: from 'May' is no YYYY"),
        (
            "offices/ELB.tsv",
            OFFICES + "speaker\tA\t\t\t2020-02-30",
            "until '2020-02-30' is no YYYY",
        ),
        (
            "offices/ELB.tsv",
            OFFICES + "speaker\tA\t\t2021\t2020",
            "from 2021 lies after until 2020",
        ),
        ("offices/ELB.tsv", "office\tfrom\nspeaker", "ELB.tsv:1: the header has no 'name'"),
        ("actors/ngos.tsv", ACTORS + "A\tB\t\t\tNGO\t20-05", "ngos.tsv:2: from '20-05'"),
        (
            "actors/ngos.tsv",
            ACTORS + "A\tMudville",
            "'Mudville' already names ELB (states/ELB.toml)",
        ),
        ("actors/ngos.tsv", ACTORS + "A\tOne\tX\nB\tTwo\tX", "ngos.tsv:3: 'X' already names A"),
        ("actors/own/mud.toml", 'key = "A"', "own/mud.toml: name is missing"),
        ("actors/own/mud.toml", 'key = "A"\nname = "B"\nalias = []', "unknown field 'alias'"),
        ("roles.tsv", "noun\tsectors\tkind\nmud maker\tKNG\tperson", "unknown sector 'KNG'"),
        ("office_nouns.toml", '[king]\nall = ["king"]', "unknown office 'king'"),
        ("offices/ELB.tsv", OFFICES + "a\tb\tc\td\te\tf", "ELB.tsv:2: 6 cells, header has 5"),
        ("actors/ngos.tsv", ACTORS + "A\tB\t\t\tKNG", "ngos.tsv:2: unknown sector 'KNG'"),
        ("actors/ngos.tsv", ACTORS + "A\tB\t\tQQQ\tNGO", "no state has the key 'QQQ'"),
        ("actors/clubs.tsv", ACTORS + "A\tB", "actors/clubs.tsv: unknown table"),
        ("actors/own/mud.toml", "key = ", "mud.toml"),
        ("roles.tsv", "noun\tsectors\tkind\n\n# note\na\tb\tc\td", "roles.tsv:4: 4 cells"),
        ("event_types/ACCUSE.toml", ACCUSE + 'nouns = ["@joy"]', "unknown set 'joy'"),
        ("event_types/ACCUSE.toml", ACCUSE + "nouns = [no]", "ACCUSE.toml"),
        ("event_types/ACCUSE.toml", ACCUSE.replace("quad_class", "#"), "quad_class is missing"),
        ("event_types/ACCUSE.toml", ACCUSE.replace("intensity", "#"), "intensity is missing"),
        ("event_types/ACCUSE.toml", ACCUSE.replace("-2", '"low"', 1), "'low' is no number"),
        ("sets.toml", 'anger = ["anger"', "sets.toml"),
        ("cues/saying.toml", "verbs = say", "saying.toml"),
    ],
)
def test_a_refusal_names_the_file_in_one_line(
    folder: Path, path: str, text: str, says: str
) -> None:
    write(folder, path, text)
    with pytest.raises(BadKnowledge) as refused:
        fresh(folder)
    line = str(refused.value)
    assert says in line
    assert path.rsplit("/", 1)[-1] in line
    assert "\n" not in line


def test_a_key_has_one_file(folder: Path) -> None:
    write(folder, "states/OTHER.toml", STATE)
    with pytest.raises(BadKnowledge, match=r"^states/ELB\.toml: the key is claimed twice$"):
        fresh(folder)


def test_rows_are_cells_by_header(tmp_path: Path) -> None:
    write(tmp_path, "x.tsv", "# a note\na\tb\tc\n\n1\t 2 \n")
    assert rows(tmp_path / "x.tsv") == [{"a": "1", "b": "2", "c": "", "line": "x.tsv:4"}]
    assert rows(tmp_path / "none.tsv") == []
