"""Those who died, tied to the attack that their sentence tells: whose doing it was, and to whom."""

from __future__ import annotations

from typing import Final

from streams.events.attribution import attribution_of
from streams.events.befallen import befallen
from streams.events.composition import HARM
from streams.events.draft import Draft
from streams.events.phrases import INSIDE_ACTOR, behind, named
from streams.events.scene import Scene

_DRESS: Final = frozenset({"camouflage", "fatigues", "uniform"})
_BY_CROWDS: Final = frozenset({"primitive", "beat", "crowd-control", "destroy"})
_THERE: Final = ("in", "at", "near", "inside")
_JUDGED: Final = frozenset({"ACCUSE", "PROTEST"})
_COUNTING: Final = frozenset({"MED", "CVL", "COP"})
_REPROACHES: Final = frozenset({"ACCUSE", "SANCTION", "PROTEST", "THREATEN", "REQUEST"})


def blamed(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Give a harm that nobody does to whom it is held against: "protested to Tokyo over the arrest of a crew"."""
    found, mentions = draft.parties, scene.entities.mentions
    if draft.dropped or draft.type not in HARM or not found.recipients:
        return
    if any(a.key for i in found.actors for a in mentions[i].actors):
        return
    reproach = _reproach(scene, draft.match.token, made)
    if reproach is None or reproach is draft or reproach.type not in _REPROACHES:
        return
    of = {a.key for i in found.recipients for a in mentions[i].actors}
    guilty = [
        i
        for i in reproach.parties.recipients
        if any(a.key for a in mentions[i].actors) and i not in found.recipients
    ]
    if guilty and (
        draft.type == "ASSAULT" or not {a.key for a in mentions[guilty[0]].actors} <= of
    ):
        found.actors = guilty[:1]
        draft.inferred.add(guilty[0])
        draft.why.append("by whom it is held against")


def unblamed(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Do not hold a harm against those whom it befell: "condemned the Kabul bombing"."""
    if draft.dropped or draft.type not in _JUDGED or draft.match.object is None:
        return
    harm = made.get(draft.match.object)
    if harm is None or harm is draft or harm.type != "ASSAULT" or not harm.parties.recipients:
        return
    victims, mentions = harm.parties.recipients, scene.entities.mentions
    told = [mentions[i] for i in draft.parties.actors if mentions[i].how != "coreference"]
    own = {a.key for m in told for a in m.actors} - {None}
    befell = befallen(scene, harm.match.token) is not None
    if not (befell or own & {a.key for i in victims for a in mentions[i].actors}):
        return  # "condemned a massacre of Shia believers": those of one land are mostly its state's victims
    if set(draft.parties.recipients) <= {*victims}:
        draft.parties.recipients = list(harm.parties.actors)
        draft.spared = tuple(victims)
        draft.why.append("held against who did it, not against whom it befell")


def unharmed(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Do not threaten whom a harm would befall: "said that a strike on Beirut would be answered"."""
    if draft.dropped or draft.type != "THREATEN" or draft.parties.recipients:
        return
    tree = scene.tree
    here = tree.sentence_of[draft.match.token]
    draft.spared += tuple(
        i
        for other in made.values()
        if other.type == "ASSAULT" and tree.sentence_of[other.match.token] == here
        if not other.parties.actors
        for i in other.parties.recipients
    )


def fallen(scene: Scene, draft: Draft) -> None:
    """Give unnamed victims of a foreign hand the land they fell in: "missiles killed nine in Kryvyi Rih"."""
    found, mentions, token = draft.parties, scene.entities.mentions, draft.match.token
    if draft.dropped or draft.type != "ASSAULT" or not found.recipients:
        return
    if any(mentions[i].how != "coreference" or mentions[i].antecedents for i in found.recipients):
        return
    doers = {a.key for i in found.actors for a in mentions[i].actors} - {None}
    if not doers or not {a.key for i in found.recipients for a in mentions[i].actors} <= doers:
        return
    where = behind(scene, (token, *scene.objects_of(token)), _THERE)
    for index in (*where, *_who_counts(scene, token)):
        lands = {a.key for a in mentions[index].actors} - {None}
        if lands and not lands & doers:
            found.recipients = [index]
            draft.why.append("where they fell")
            return


def _who_counts(scene: Scene, token: int) -> list[int]:
    """Medics, residents or police who tell of the dead: they count those of their own land."""
    said = attribution_of(scene, token)
    if said is None or said[1] is None:
        return []
    sectors = {s for a in scene.entities.mentions[said[1]].actors for s in a.sectors}
    return [said[1]] if sectors & _COUNTING else []


def _reproach(scene: Scene, token: int, made: dict[int, Draft]) -> Draft | None:
    """The reproach or penalty that an act is the reason of: behind "over" or "for"."""
    tree = scene.tree
    preposition = tree.head[token]
    if tree.dep[token] not in ("pobj", "pcomp"):
        return None
    if tree.lowered[preposition] not in scene.ontology.cues["setting"]["reproached_for"]:
        return None
    above = tree.head[preposition]
    for _ in range(3):
        if above in made:
            return made[above]
        if tree.head[above] == above:
            return None
        above = tree.head[above]
    return None


def slain(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Give those who "were killed when rebels attacked" the doers of the attack."""
    tree, token = scene.tree, draft.match.token
    if draft.dropped or draft.type != "ASSAULT" or draft.parties.actors:
        return
    told_of = _in_which(scene, token, made)
    if told_of is not None:
        draft.parties.actors = [i for i in told_of if i not in draft.parties.recipients]
        draft.why.append("in the attack that the clause is of")
        return
    if not scene.passive(token):
        return
    for clause in tree.kids(token, "advcl"):
        words = {tree.lowered[c] for c in tree.kids(clause, "advmod", "mark")}
        if not words & {"when", "as"}:
            continue
        attack = made.get(clause)
        if attack is not None and attack.type == "ASSAULT":
            draft.parties.actors = list(attack.parties.actors)
        elif attack is None and _attacks(scene, clause):  # "… when rebels attacked": no object
            draft.parties.actors = named(scene, scene.subject_of(clause), INSIDE_ACTOR)
        else:
            continue
        draft.why.append("by those who attacked")
        return


def _in_which(scene: Scene, token: int, made: dict[int, Draft]) -> list[int] | None:
    """Who did what a relative clause is of: "a raid in which a camp was destroyed"."""
    tree, noun = scene.tree, scene.tree.head[token]
    if tree.dep[token] != "relcl":
        return None
    prepositions = [p for p in tree.kids(token, "prep") if tree.lowered[p] in ("in", "during")]
    if not any(tree.tag[w] == "WDT" for p in prepositions for w in tree.kids(p, "pobj")):
        return None
    for attack in made.values():
        if attack.type == "ASSAULT" and noun in attack.match.words and attack.parties.actors:
            return list(attack.parties.actors)
    return None


def by_unknown(scene: Scene, draft: Draft) -> None:
    """Leave an attack by "men" of no named land to nobody: they are gunmen, not the people of the place."""
    tree, mentions = scene.tree, scene.entities.mentions
    if draft.type != "ASSAULT" or draft.mode in _BY_CROWDS:
        return
    words = scene.ontology.cues["setting"]["anybody"]
    for index in draft.parties.actors:
        mention = mentions[index]
        if mention.how != "coreference" or mention.antecedents:
            return
        if tree.lemma[mention.head] not in words or tree.kid(mention.head, "poss") is not None:
            return  # "his men" are his
        worn = [n for p in tree.kids(mention.head, "prep") for n in tree.kids(p, "pobj")]
        if any(tree.lemma[n] in _DRESS for n in worn):
            return  # "men in uniform"
    if draft.parties.actors:
        draft.parties.actors = []
        draft.why.append("by people whom nobody knows")


def by_gangs(scene: Scene, draft: Draft) -> None:
    """Leave what unnamed gunmen do at home to nobody, and let it befall their land: "Haiti gangs kill 20"."""
    found, tree, mentions = draft.parties, scene.tree, scene.entities.mentions
    words = scene.ontology.cues["setting"]["outlaws"]
    if draft.dropped or draft.type != "ASSAULT" or not found.actors:
        return
    doers = [mentions[i] for i in found.actors]
    lands = {a.key for m in doers for a in m.actors}
    if not lands or not lands <= scene.ontology.states.keys():
        return
    if any(tree.lemma[m.head] not in words or m.kind != "role" for m in doers):
        return
    owners = [scene.owner_of(m.head) for m in doers]
    suffering = {a.key for i in found.recipients for a in mentions[i].actors}
    if not suffering <= lands and any(o is not None for o in owners):
        return  # "Pakistani gunmen killed an Indian officer" tells whose they are
    found.recipients = found.recipients or _their_land(scene, owners)
    if found.recipients:
        found.actors = []
        draft.why.append("by gunmen whom nobody knows")


def _their_land(scene: Scene, owners: list[int | None]) -> list[int]:
    return [scene.at[o][0] for o in owners if o is not None and o in scene.at]


def _attacks(scene: Scene, verb: int) -> bool:
    """Whether a verb that stands alone is one of attacking, whatever it wants for an object."""
    triggers = scene.ontology.verbs.get(scene.tree.lemma[verb], ())
    return any(t.type == "ASSAULT" and not t.parts for t in triggers)


def toll(scene: Scene, draft: Draft, made: dict[int, Draft]) -> None:
    """Give the unnamed dead of an attack the land that was attacked: "hit a school, killing 12"."""
    tree, token, mentions = scene.tree, draft.match.token, scene.entities.mentions
    found = draft.parties
    if draft.dropped or draft.type != "ASSAULT":
        return
    if any(mentions[i].how != "coreference" or mentions[i].antecedents for i in found.recipients):
        return
    above = tree.head[token]
    if tree.dep[token] not in ("advcl", "xcomp") or tree.tag[token] != "VBG":
        above = scene.subject_of(token) or token  # "the raid left four dead"
    attack = made.get(above)
    if attack is None or attack is draft or attack.type != "ASSAULT":
        return
    if attack.parties.recipients:
        found.recipients = list(attack.parties.recipients)
        found.actors = found.actors or list(attack.parties.actors)
        draft.why.append("the dead of the attack")
