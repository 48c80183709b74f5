"""Whether an act happened: sentences of our own through the whole room."""

from __future__ import annotations

import pytest

from streams.messages import Event
from streams.pipeline import Environment, Options
from tests.support.coding import all_coded

pytestmark = pytest.mark.model

# text, type of the act, its factuality (None: it is no event)
CASES = [
    # under a condition, or laid down in a proposal; what is merely wished is no event
    ("Sudan would expel the Egyptian envoy if the talks failed.", "SANCTION", "hypothetical"),
    ("Under the proposal Serbia would recognise Kosovo.", "SUPPORT", "hypothetical"),
    ("Belarus could close its border with Poland, officials said.", "COERCE", "hypothetical"),
    ("Iran wants to attack Iraq.", "ASSAULT", None),
    # "would" after saying is the speaker's "will"
    ("Norway said it would bomb the Swedish base.", "ASSAULT", "planned"),
    ("Norway announced that it would visit Cuba in May.", "AGREE", "actual"),
    # who treats or saw the victims has but his word for it
    ("Doctors said that Guinean soldiers had shot marchers.", "ASSAULT", "claimed"),
    ("Ukraine says Russian sappers blew up a dam; Moscow blames Kyiv.", "ASSAULT", "claimed"),
    ("Somali migrants are to be put on planes by Kenya.", "COERCE", "planned"),
    # a threat is made when it is said
    ("Turkey told Norway that it would retaliate.", "THREATEN", "actual"),
    ("Turkey has not said whether it will retaliate against Greece.", "THREATEN", None),
    # who warns of another's act threatens nobody
    ("France warned that Russia could invade Ukraine.", "THREATEN", None),
    ("France warned that it could bomb Syria.", "THREATEN", "actual"),
    # in the present tense on a day to come
    ("The French president travels to Oslo on Friday.", "AGREE", "planned"),
    # diplomats clash with words
    ("American and Chinese diplomats clashed in public.", "ASSAULT", None),
    # what is not ruled out is neither refused nor done; what one vows never to give is refused
    ("Russia did not rule out a visit to Norway.", "REJECT", None),
    ("Iran vowed never to release the French prisoners.", "REJECT", "actual"),
    # what is answered has been; what would have an effect has not
    ("Israel will respond to the Iranian attack on Haifa.", "ASSAULT", "actual"),
    ("An attack on Norway would trigger the treaty with Sweden.", "ASSAULT", None),
    ("Norway will retaliate against any Swedish attack on Oslo.", "ASSAULT", None),
    # one's own word that another denies; the word of others about arms
    ("Norway said that it had bombed a Swedish base. Sweden denied it.", "ASSAULT", "claimed"),
    ("Norway said that it had bombed a Swedish base. Sweden wept.", "ASSAULT", "actual"),
    ("Kyiv said that North Korea had supplied Russia with shells.", "AID", "claimed"),
    # a plan is no act yet, a decision is one
    ("The Turkish president plans to visit Georgia.", "AGREE", "planned"),
    ("Denmark promised to send aid to Chad.", "AGREE", "actual"),
    ("Chile announced a decision to expel two Peruvian diplomats.", "SANCTION", "actual"),
    ("Denmark shelved a plan to expel the Russian ambassador.", "SANCTION", "negated"),
    ("Denmark scrapped a plan to expel the Russian ambassador.", "SANCTION", "negated"),
    # a negation ends where a verb has a tense of its own
    ("Qatar did not attend and condemned Israel.", "ACCUSE", "actual"),
    ("Qatar did not attend or condemn Israel.", "ACCUSE", "negated"),
    ("Albania and Greece have yet to sign the treaty.", "SUPPORT", "negated"),
    ("Austria never condemned the Russian attack on Ukraine.", "ASSAULT", "actual"),
    # what one is told not to do is not said to be left undone
    ("Spain told Morocco not to attack the enclave.", "ASSAULT", None),
    # the other side's word, a victim's word; one's own army's, an outsider's
    ("Armenian forces shelled an Azerbaijani village, Baku said.", "ASSAULT", "claimed"),
    ("Residents said that Syrian police had killed nine Syrian workers.", "ASSAULT", "claimed"),
    ("Azerbaijani forces shelled an Armenian village, Baku said.", "ASSAULT", "actual"),
    (
        "Armenian forces shelled an Azerbaijani village, the United Nations said.",
        "ASSAULT",
        "actual",
    ),
    ("Cuba said that Mexico had asked Cuba for oil.", "REQUEST", "claimed"),
    ("Cuba said on Friday that it had asked Mexico for oil.", "REQUEST", "actual"),
    ("Lebanon condemned Israel; Syria has not answered.", "ACCUSE", "actual"),
]


@pytest.fixture(scope="module")
def coded() -> list[tuple[Event, ...]]:
    return all_coded([text for text, _, _ in CASES], Environment(Options()))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _, _ in CASES])
def test_whether_it_happened(number: int, coded: list[tuple[Event, ...]]) -> None:
    _, kind, factuality = CASES[number]
    told = [e.factuality for e in coded[number] if e.type == kind]
    assert told == ([factuality] if factuality else [])
