"""On whose word: ties a speaker to a trigger by the clause or quotation it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from streams.events.scene import Scene
from streams.messages import Attribution, Words


def attribution_of(scene: Scene, trigger: int) -> tuple[Attribution, int | None] | None:
    """Who says so: subject of the verb of saying above the trigger, "according to", or a quotation's speaker."""
    tree = scene.tree
    telling = scene.ontology.cues["saying"]["telling"]
    node = trigger
    for _ in range(10):
        governor = tree.head[node]
        if governor == node:
            break
        if node < governor and ";" in tree.text[node:governor]:
            above = tree.head[
                governor
            ]  # two clauses side by side, of which somebody says the first
            if above < node and _says(scene, above, node):
                subject = scene.subject_of(above)
                if subject is not None:
                    return _said(scene, subject, above, trigger)
            break
        if (tree.dep[node] in ("ccomp", "parataxis", "xcomp") and _says(scene, governor, node)) or (
            tree.dep[node] == "dobj" and tree.lemma[governor] in telling
        ):
            subject = scene.subject_of(governor)
            if subject is not None:
                return _said(scene, subject, governor, trigger)
        if tree.dep[node] == "relcl" and tree.dep[governor] == "dobj":
            # "told a newspaper that they had fled", where the parser takes "that" for "which"
            verb = tree.head[governor]
            if tree.lemma[verb] in scene.ontology.cues["saying"]["addressing"]:
                subject = scene.subject_of(verb)
                if subject is not None and tree.lowered[min(tree.subtree(node))] == "that":
                    return _said(scene, subject, verb, trigger)
        node = governor
    child = _aside(scene, node, trigger)
    if child is not None:
        subject = tree.kid(child, "nsubj")
        if subject is not None:
            return _said(scene, subject, child, trigger)
    sentence = tree.sentence(trigger)
    for token in range(sentence.first, sentence.last - 1):
        if tree.lowered[token] == "according" and tree.lowered[token + 1] == "to":
            speaker = tree.kid(token + 1, "pobj") or tree.kid(token, "pobj")
            if speaker is not None:
                return _said(scene, speaker, token, trigger)
    for quote in scene.entities.quotes:
        if quote.first <= trigger < quote.last and quote.speaker is not None:
            mention = scene.entities.mentions[quote.speaker]
            return _said(scene, mention.head, quote.cue, trigger)
    return None


def own_telling(scene: Scene, act: int, actors: Sequence[int]) -> int | None:
    """The verb of saying above an act whose subject is the one who does it: "X said that it rejects"."""
    tree, saying = scene.tree, scene.ontology.cues["saying"]["verbs"]
    node = act
    for _ in range(6):
        governor = tree.head[node]
        if governor == node:
            break
        if tree.dep[node] in ("ccomp", "parataxis") and tree.lemma[governor] in saying:
            return governor if _by_doer(scene, governor, actors) and _now(scene, node) else None
        node = governor
    child = _aside(scene, node, act)
    if child is None or not _by_doer(scene, child, actors) or not _now(scene, node):
        return None
    return child


def _aside(scene: Scene, top: int, act: int) -> int | None:
    """The saying clause hung below what is told: "…, a spokesman said", "if …, he said, they …"."""
    tree = scene.tree
    for child in tree.kids(top, "ccomp", "parataxis"):
        between = tree.dep[child] == "parataxis"  # "the talks, he said, would go on"
        if (
            (child > act or between)
            and _says(scene, child, None)
            and tree.tag[child] in ("VBD", "VBZ", "VBP", "VBN")
            and tree.kid(child, "mark") is None
            and ";" not in tree.text[top:child]
        ):
            return child
    return None


def _says(scene: Scene, verb: int, below: int | None) -> bool:
    """Whether a verb says what stands below it, alone or with a word of its own: "let it be known that"."""
    tree, cues = scene.tree, scene.ontology.cues["saying"]
    if (below is None or tree.dep[below] != "xcomp") and tree.lemma[verb] in cues["verbs"]:
        return True
    around = tree.kids(verb, "acomp", "oprd", "ccomp", "xcomp", "dobj", "advmod", "prep")
    return any(f"{tree.lemma[verb]} {tree.lowered[w]}" in cues["phrasal"] for w in around)


def _by_doer(scene: Scene, saying: int, actors: Sequence[int]) -> bool:
    subject = scene.subject_of(saying)
    mention = scene.mention(subject) if subject is not None else None
    if mention is None:
        return False
    mentions = scene.entities.mentions
    doers = {a.key for i in actors for a in mentions[i].actors} - {None}
    return bool(doers & {a.key for a in mention.actors})


def _now(scene: Scene, clause: int) -> bool:
    """Whether a reported clause is not put before the report: no "had" and no negation."""
    tree = scene.tree
    return not any(
        tree.lowered[c] in ("had", "'d", "’d") or tree.dep[c] == "neg"
        for c in tree.kids(clause, "aux", "neg")
    )


def _said(
    scene: Scene, speaker: int, cue: int | None, trigger: int
) -> tuple[Attribution, int | None]:
    tree, parse = scene.tree, scene.entities.parse
    found = scene.at.get(speaker)
    field = tree.sentence(speaker).field
    text = scene.entities.title if field == "title" else scene.entities.body
    index: int | None = None
    key: str | None = None
    if found is not None:
        index, mention = found
        start, end = mention.start, mention.end
        key = mention.actors[0].key if mention.actors else None
        name = (mention.actors[0].name if mention.actors else None) or mention.text
    else:
        start, end = parse.start[speaker], parse.end[speaker]
        name = text[start:end]
    quote = next((q for q in scene.entities.quotes if q.first <= trigger < q.last), None)
    quoted = None
    if quote is not None:
        source = scene.entities.title if quote.field == "title" else scene.entities.body
        quoted = source[quote.start : quote.end]
    words = Words(field=field, start=start, end=end, text=text[start:end])
    said = Attribution(
        name=name,
        cue=tree.text[cue] if cue is not None else None,
        quote=quoted,
        key=key,
        words=words,
    )
    return said, index
