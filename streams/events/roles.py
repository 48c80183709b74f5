"""Who does it and to whom: finds the parties of a match by its frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from streams.events.passives import in_pattern, unsaid_doer
from streams.events.phrases import (
    AGAINST,
    BETWEEN,
    INSIDE_ACTOR,
    INSIDE_OTHER,
    behind,
    between,
    named,
    toward,
    within,
)
from streams.events.placing import of_site
from streams.events.scene import Scene
from streams.events.sorts import of_the_people
from streams.events.struck import a_harm, struck_by
from streams.events.triggers import Match

_ABOUT: Final = ("about", "against", "over", "of")
_HARMED: Final = frozenset({"ASSAULT", "COERCE", "REJECT"})
_JUDGING: Final = frozenset({"ACCUSE", "SUPPORT"})


@dataclass(slots=True)
class Parties:
    """Indices of mentions in their roles, in the order found."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    reciprocal: bool = False


def _meant(scene: Scene, match: Match) -> bool:
    """Whether the object of the pattern's last preposition names somebody itself."""
    if match.toward is None or scene.tree.lowered[match.toward] in ("for", "over", "about"):
        return False  # "asked Canberra for troops", "was charged over radios"
    if match.trigger.mode == "expel":
        return False  # "threw Lima out of the bloc"
    if match.trigger.type == "ACCUSE" and scene.tree.lowered[match.toward] == "of":
        return False  # "accused Minsk of massing troops"
    inside = scene.tree.lowered[match.toward] in ("in", "inside", "aboard")
    if inside and (match.trigger.type == "COERCE" or match.trigger.mode == "convict"):
        return False  # "held two envoys in Bamako"
    objects = scene.tree.kids(match.toward, "pobj")
    return any(scene.mention(scene.through(noun)) is not None for noun in objects)


def acts_on(scene: Scene, match: Match) -> Parties:
    tree, token = scene.tree, match.token
    actors = _told_whose(scene, named(scene, scene.subject_of(token), INSIDE_ACTOR))
    if not actors:
        actors = unsaid_doer(scene, match)
    if not actors and scene.passive(token):
        both = _both_named(scene, match)
        if both is not None:
            return both
    objects = [o for o in scene.objects_of(token) if o not in match.words]
    # "accused Russia of an attack on Ukraine": who is the object goes before who is deeper
    recipients = [scene.at[o][0] for o in objects if scene.mention(o) is not None]
    if not recipients or _meant(scene, match):
        found = _meant_for(scene, match) or toward(scene, match)
        # "invited Iran's president to Riyadh": one's own place is where, not who
        recipients = found if found and not _own(scene, actors, found) else recipients or found
    if match.trigger.type == "ASSAULT":
        recipients = struck_by(scene, match) or recipients
    if match.trigger.type == "ACCUSE" and tree.lowered[match.toward or token] == "to":
        # "complained to the council about Togo": whom it is about, not who hears it
        recipients = behind(scene, (token, match.object), _ABOUT) or recipients
    if match.trigger.type == "ACCUSE" and match.content is not None and not scene.passive(token):
        # "told the council that Greece was breaking the treaty": not who hears it
        guilty = named(scene, scene.subject_of(match.content), INSIDE_ACTOR)
        recipients = guilty if guilty and not _own(scene, actors, guilty) else recipients
    if not recipients or _own(scene, actors, recipients):
        # "offered Lima access to its port"
        dative = tree.kid(token, "dative")
        if dative is not None and tree.pos[dative] != "ADP":
            recipients = named(scene, dative) or recipients
    if not recipients:
        recipients = [i for o in objects for i in named(scene, o)]
    thing = match.object
    if not recipients and thing is not None and tree.pos[thing] == "PROPN":
        recipients = [scene.at[thing][0]] if scene.mention(thing) is not None else []
    if not recipients and in_pattern(match) and match.trigger.type in _HARMED:
        # "bombed rebel positions in Mali": whose they are goes before where they are
        held = []
        if thing is not None and not a_harm(scene, thing):
            held = named(scene, scene.owner_of(thing))
        recipients = [] if _own(scene, actors, held) and not of_the_people(scene, held) else held
    if not recipients:
        recipients = behind(scene, (match.object, token, *objects), AGAINST)
    if not recipients and match.object is not None:
        recipients = within(scene, match.object, INSIDE_OTHER)
    recipients = _told_whose(scene, recipients)
    if match.trigger.type == "REJECT" and match.object is not None:
        # "turned down an offer by Lima of talks with rebels": whose it was goes before what it was of
        recipients = behind(scene, (match.object,), ("by", "from")) or recipients
    if _own(scene, actors, recipients):
        # "froze the British assets of a bank": whose they are goes before where they are
        recipients = behind(scene, (*objects, token), ("of", "from", "to")) or recipients
    if match.content is not None and match.trigger.type == "AGREE" and not recipients:
        recipients = _in_content(scene, match.content, actors)
    return Parties(actors, recipients)


def _both_named(scene: Scene, match: Match) -> Parties | None:
    """Both parties of a passive, by its prepositions: "extradited from Lima to Quito", "ties between them were cut"."""
    token, type_ = match.token, match.trigger.type
    if type_ == "COOPERATE":
        giver, taker = behind(scene, (token,), ("from",)), behind(scene, (token,), ("to",))
        return Parties(giver, taker) if giver and taker else None
    both = behind(scene, scene.objects_of(token), ("between",)) if type_ == "SANCTION" else []
    return Parties(both, [], reciprocal=True) if len(both) > 1 else None


def _meant_for(scene: Scene, match: Match) -> list[int]:
    """Whom it was meant for that is kept back, which goes before whose it was: "blocked EU aid for Chad"."""
    if match.trigger.type != "SANCTION":
        return []
    objects = scene.objects_of(match.token)
    sums = (scene.counted(o) for o in objects if scene.mention(o) is None)
    return behind(scene, (*objects, *sums), ("for", "to"))


def _own(scene: Scene, actors: list[int], others: list[int]) -> bool:
    """Whether those who suffer an act are but its doers again."""
    mentions = scene.entities.mentions
    keys = {a.key for i in actors for a in mentions[i].actors} - {None}
    return bool(others and keys) and {a.key for i in others for a in mentions[i].actors} <= keys


def _told_whose(scene: Scene, found: list[int]) -> list[int]:
    """Of those beside one another the ones whose land the text says: "NATO helicopters and jets"."""
    mentions = scene.entities.mentions
    said = [i for i in found if mentions[i].how != "coreference" or mentions[i].antecedents]
    return said or found


def _in_content(scene: Scene, content: int, actors: list[int]) -> list[int]:
    """Whom what is promised is done to: "agreed to open its border to Qatar"."""
    tree = scene.tree
    if tree.pos[content] != "VERB" or tree.kid(content, "nsubj", "nsubjpass") is not None:
        return []
    holders = (content, *scene.objects_of(content))
    found = behind(scene, holders, ("to", "with"))
    return [] if _own(scene, actors, found) else found


def asks(scene: Scene, match: Match) -> Parties:
    found = acts_on(scene, match)
    tree, content = scene.tree, match.content
    if content is not None and match.trigger.type in _JUDGING and tree.dep[content] == "ccomp":
        # "told his cabinet that the Danish plan was a mistake": whom it is about, not who hears it
        about = tree.kid(content, "nsubj", "nsubjpass")
        judged = named(scene, about) if about is not None else []
        if judged and not _own(scene, found.actors, judged):
            found.recipients = judged
            return found
    thing = match.object
    if thing is not None and in_pattern(match) and content is None:
        # "seeks Algerian help over migrants": whose help it is goes before whom it is about
        whose = named(scene, scene.owner_of(thing), INSIDE_ACTOR)
        if whose and not _own(scene, found.actors, whose):
            found.recipients = whose
    if (
        thing is not None
        and scene.mention(thing) is None
        and content is not None
        and not match.toward
    ):
        found.recipients = []
    if not found.recipients and content is not None:
        if tree.pos[content] in ("VERB", "AUX"):
            subject = scene.subject_of(content)
            if subject is not None and tree.head[subject] != match.token:
                found.recipients = named(scene, subject, INSIDE_ACTOR)
            if not found.recipients and scene.passive(content):
                found.recipients = behind(scene, (content,), ("by", "from"))
        else:
            found.recipients = within(scene, content, ("by", "from", "of", "in", "on", "against"))
    if not found.recipients:
        found.recipients = behind(scene, (match.token, thing), ("on", "to", "from", "of", "at"))
    if _own(scene, found.actors, found.recipients):
        # "sought an explanation from Beijing for the arrest of its citizen": who is asked
        asked = behind(scene, (match.token, thing), ("to", "from"))
        joined = _let_in(scene, content) if thing is None else []
        found.recipients = asked or joined or found.recipients
    return found


def _let_in(scene: Scene, content: int | None) -> list[int]:
    """Whom somebody asks to do something with himself: "asked to join the league", "to see the pope"."""
    if content is None or scene.tree.pos[content] != "VERB":
        return []
    return [i for thing in scene.objects_of(content) for i in named(scene, thing)]


def _means(scene: Scene, verb: int) -> list[int]:
    """By what and in what they deal, on which the other party may hang: "spoke by telephone with"."""
    tree = scene.tree
    return [
        noun
        for prep in tree.kids(verb, "prep", "agent")
        if tree.lowered[prep] in ("by", "in", "over", "via")
        for noun in tree.kids(prep, "pobj")
        if scene.mention(noun) is None
    ]


def mutual(scene: Scene, match: Match) -> Parties:
    token = match.token
    actors = named(scene, scene.subject_of(token), INSIDE_ACTOR)
    if scene.passive(token):
        actors += behind(scene, (token, match.object), ("by",))
    if not in_pattern(match) and match.object is not None:
        actors += named(scene, match.object)
    actors += [i for i in toward(scene, match) if not of_site(scene, i)]
    actors += behind(scene, (token, match.object, *_means(scene, token)), BETWEEN)
    subject = scene.subject_of(token)
    if not actors and subject is not None:
        actors = within(scene, subject, ("between", "with"))  # "the truce between them held"
    if in_pattern(match) and match.object is not None and len(actors) < 2:
        actors += within(scene, match.object, ("with", "between", "of", "by")) or between(
            scene, match.object
        )
    return Parties(actors, [], reciprocal=True)


def visit(scene: Scene, match: Match) -> Parties:
    actors = named(scene, scene.subject_of(match.token), INSIDE_ACTOR)
    recipients = toward(scene, match)
    if not recipients and not in_pattern(match) and match.object is not None:
        recipients = named(scene, match.object)
    if not recipients:
        recipients = behind(scene, (match.token, match.object), ("to", "in", "with", "at", "for"))
    return Parties(actors, recipients)


def host(scene: Scene, match: Match) -> Parties:
    hosts = named(scene, scene.subject_of(match.token), INSIDE_ACTOR)
    if not hosts and scene.passive(match.token):
        hosts = toward(scene, match)  # "is expected in Muscat"
    guests: list[int] = []
    if not in_pattern(match) and match.object is not None:
        guests = named(scene, match.object)
    guests = (
        guests
        or toward(scene, match)
        or behind(scene, (match.object, match.token), ("of", "with", "from", "between", "for"))
    )
    if match.object is not None and not guests:
        guests = within(scene, match.object, ("of", "with", "between"))
    return Parties(guests, hosts)


def mediate(scene: Scene, match: Match) -> Parties:
    found = mutual(scene, match)
    found.actors += behind(scene, (match.object, match.token), ("between", "with", "among", "in"))
    if match.object is not None:
        found.actors += within(scene, match.object, ("between", "with", "among"))
    return found


def receives(scene: Scene, match: Match) -> Parties:
    if scene.passive(match.token):
        recipients = [i for o in scene.objects_of(match.token) for i in named(scene, o)]
    else:
        recipients = named(scene, scene.subject_of(match.token), INSIDE_OTHER)
    actors = toward(scene, match) or behind(
        scene,
        (match.token, match.object, *match.words[1:]),
        ("from", "by", "at", "of", "to", "with"),
    )
    if not actors and match.object is not None:
        actors = within(scene, match.object, ("from", "by", "of"))
    return Parties(actors, recipients)


def happens_to(scene: Scene, match: Match) -> Parties:
    tree, token = scene.tree, match.token
    if scene.passive(token):
        return Parties(
            named(scene, scene.subject_of(token)),
            [i for o in scene.objects_of(token) for i in named(scene, o)],
        )
    recipients = named(scene, scene.subject_of(token), INSIDE_OTHER)
    actors = behind(scene, (token, match.object), ("by", "from"))
    if not actors:
        for prep in tree.kids(token, "prep"):
            for noun in tree.kids(prep, "pobj"):
                if noun not in scene.at and tree.lowered[prep] in (
                    "in",
                    "during",
                    "after",
                    "from",
                    "under",
                    "at",
                    "of",
                ):
                    owner = scene.owner_of(noun)
                    if owner is not None:
                        actors = named(scene, owner)
    return Parties(actors, recipients)


def alone(scene: Scene, match: Match) -> Parties:
    return Parties(named(scene, scene.subject_of(match.token), INSIDE_ACTOR), toward(scene, match))
