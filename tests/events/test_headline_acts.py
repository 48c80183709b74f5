"""Acts as headlines tell them: without articles, with verbs in quotes, below a number, with what was left out."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, and every event of it as type, actors and recipients
CASES = [
    ("Three dead as Chad troops fire on miners", {"ASSAULT TCD>TCD"}),
    ("Two hurt as Peru police fire on protesters", {"ASSAULT PER>PER"}),
    ("Greece fires warning shots at Turkish trawler", {"ASSAULT GRC>TUR"}),
    ("South Korea fires warning shots at North's patrol boat", {"ASSAULT KOR>PRK"}),
    ("Turkish jets 'buzzed' Greek frigate off Rhodes", {"MOBILIZE TUR>GRC"}),
    ("Chad hands over bombing suspect to France", {"COOPERATE TCD>FRA"}),
    ("Rebels of M23 lay down arms", {"RETREAT M23>"}),
    ("Slovakia blocks €30bn in EU aid for Moldova", {"SANCTION SVK>MDA"}),
    ("Canada froze 20 million dollars in aid to Mali.", {"SANCTION CAN>MLI"}),
    ("Kenya gets $40m from Qatar", {"AID QAT>KEN"}),
    ("Serbia kicked out of Council of Europe", {"SANCTION COUNCIL OF EUROPE>SRB"}),
    ("Hacker extradited from Spain to Canada", {"COOPERATE ESP>CAN"}),
    ("Ties between Peru and Chile were severed.", {"SANCTION CHL,PER>"}),
    ("UN convoy attacked in Somalia", {"ASSAULT >UN"}),
    ("Six killed in Mogadishu suicide attack", {"ASSAULT >SOM"}),
    ("Two Japanese engineers were kidnapped by gunmen in Mali.", {"ASSAULT >JPN"}),
    ("Haiti gangs kill 30 in raid on town", {"ASSAULT >HTI"}),
    ("Pakistani gunmen killed an Indian officer.", {"ASSAULT PAK>IND"}),
    ("Anti-French protests in Bamako", {"PROTEST MLI>FRA"}),
    ("Anti-Chinese marchers stone embassy in Hanoi", {"PROTEST VNM>CHN"}),
    ("Iranian hackers attack Albanian ministry", {"COERCE IRN>ALB"}),
    ("Syrian defector given asylum in Denmark", {"AID DNK>SYR"}),
    ("Georgian pilots trained in Poland", {"AID POL>GEO"}),
    ("Danish jets intercept Russian bomber off Bornholm", {"MOBILIZE DNK>RUS"}),
    ("Mali soldiers detain president", {"COERCE MLI>MLI"}),
    ("Niger army fires on crowd", {"ASSAULT NER>NER"}),
    ("India retaliates with air strikes on Pakistan", {"ASSAULT IND>PAK"}),
    ("Villages torched in Myanmar", {"ASSAULT >MMR"}),
    ("Iran hit with new US sanctions", {"SANCTION USA>IRN"}),
    ("Togolese ambassador ordered out of Chad", {"SANCTION TCD>TGO"}),
    ("Suspected PKK member handed to Turkey by Sweden", {"COOPERATE SWE>TUR"}),
    ("Sudan removed from US terror list", {"RETREAT USA>SDN"}),
    ("Clashes in Dakar as opposition supporters protest", {"PROTEST SEN>SEN"}),
    ("Britain hands Chagos Islands to Mauritius", {"RETREAT GBR>MUS"}),
    ("Norway handed over ambulances to Nepal.", {"AID NOR>NPL"}),
    ("Spain sends firefighting planes to Greece", {"AID ESP>GRC"}),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _ in CASES])
def test_what_a_headline_tells(number: int, coded: list[tuple[Event, ...]]) -> None:
    def keys(parties: tuple[object, ...]) -> str:
        return ",".join(sorted(str(getattr(p, "key", None)) for p in parties))

    told = {f"{e.type} {keys(e.actors)}>{keys(e.recipients)}" for e in coded[number]}
    assert told == CASES[number][1]
