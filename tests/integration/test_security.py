"""TLS, certificates, logins and rights, on a real broker with real certificates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from streams.cli import main
from streams.runtime import feed, settings, topics
from streams.runtime.settings import Settings
from tests.support import grants, kraft
from tests.support.certificates import Authority
from tests.support.cluster import Cluster
from tests.support.flow import REAL, Flow, settings_for

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

SECRET = "a password that must be seen nowhere"
USER, CERTIFIED = "User:dragoman", "User:CN=client"


@dataclass(frozen=True)
class Guarded:
    """A broker with listeners of every kind, and the files of its clients."""

    cluster: Cluster
    folder: Path

    def open(self, **changes: Any) -> Settings:
        """Settings of an operator who may do everything."""
        return settings_for(self.cluster.bootstrap("BROKER"), **changes)

    def through(self, listener: str, like: Settings) -> Settings:
        """Settings of a client of a listener, with the prefix of ``like``."""
        chosen = replace(
            like,
            bootstrap=self.cluster.bootstrap(listener),
            ssl_ca=str(self.folder / "ca.pem"),
            security="SSL",
        )
        if listener == "MTLS":
            certificate, key = self.folder / "client.pem", self.folder / "client.key"
            return replace(chosen, ssl_certificate=str(certificate), ssl_key=str(key))
        if listener == "LOGIN":
            password = str(self.folder / "password")
            return replace(
                chosen, security="SASL_SSL", sasl_user="dragoman", sasl_password_file=password
            )
        return chosen


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """The broker; skips loudly without a JVM, as it has to be ours."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = Authority(folder)
    authority.issue("broker")
    authority.issue("client")
    other = tmp_path_factory.mktemp("others")
    Authority(other, "somebody else").issue("client")
    (folder / "other.pem").write_bytes((other / "ca.pem").read_bytes())
    (folder / "password").write_text(SECRET + "\n")
    (folder / "wrong").write_text("wrong " + SECRET)
    properties = {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(folder / "broker.store"),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(folder / "ca.pem"),
        "listener.name.mtls.ssl.client.auth": "required",
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "listener.name.login.scram-sha-512.sasl.jaas.config": (
            "org.apache.kafka.common.security.scram.ScramLoginModule required;"
        ),
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",  # who comes without a name: the broker itself and the test
    }
    try:
        with kraft.cluster(
            listeners={"TLS": "SSL", "MTLS": "SSL", "LOGIN": "SASL_SSL"},
            properties=properties,
            scram={"dragoman": SECRET},
        ) as cluster:
            yield Guarded(cluster, folder)
    except kraft.Missing as why:
        pytest.skip(f"NO BROKER OF OUR OWN, security is not tested: {why}")


@pytest.fixture
def as_environment(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the environment to settings."""

    def put(chosen: Settings) -> None:
        for name, value in settings.variables(chosen).items():
            monkeypatch.setenv(name, value)

    return put


def article(number: int) -> feed.Outgoing:
    body = {
        "article_id": f"a{number}",
        "title": "Talks",
        "body": "The foreign ministers of Kenya and Peru met in Nairobi on Monday for talks.",
        "published_at": "2025-03-04T12:00:00Z",
    }
    return f"a{number}".encode(), json.dumps(body).encode()


def seen_of(worker: Any) -> str:
    """Everything that others can see of a worker: its log, its metrics, its command lines."""
    lines = [worker.text(), *(worker.get(path)[1] for path in ("/metrics", "/health", "/ready"))]
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            lines.append((entry / "cmdline").read_text().replace("\0", " "))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("listener", "user"), [("TLS", None), ("MTLS", CERTIFIED), ("LOGIN", USER)]
)
def test_a_worker_with_just_its_rights_works_and_shows_no_secret(
    guarded: Guarded, tmp_path: Path, listener: str, user: str | None
) -> None:
    operator = guarded.open()
    topics.create(operator)
    if user is not None:
        for role in ("documents", "producer"):
            grants.grant(operator, user, grants.rights(role))
    client = guarded.through(listener, operator)
    if listener == "LOGIN":  # here from the environment, elsewhere from a file
        client = replace(client, sasl_password_file="", sasl_password=SECRET)
    flow = Flow(client, tmp_path, REAL)
    try:
        worker = flow.start("--stages", "documents")
        worker.await_text("worker: ready")
        feed.send(client, [article(n) for n in range(20)] + [(b"bad", b"{")])
        reader = Flow(operator, tmp_path)
        worker.await_text("ready")
        reader.await_outcomes(1)
        assert {m.key for m in reader.read("documents")} == {f"a{n}".encode() for n in range(20)}
        assert [m.value for m in reader.read("rejects")] == [b"{"]
        seen = seen_of(worker)
        assert "streams.cli" in seen, "the command lines are looked at"
        assert SECRET not in seen
        assert worker.stop() == 0
    finally:
        flow.close()


@pytest.mark.parametrize(
    ("listener", "changes"),
    [
        ("LOGIN", {"sasl_password_file": "wrong"}),
        ("TLS", {"ssl_ca": "other.pem"}),
        ("MTLS", {"ssl_certificate": "", "ssl_key": ""}),
    ],
    ids=["wrong password", "broker of an unknown authority", "no certificate"],
)
def test_who_is_not_let_in_is_told_in_one_line(
    guarded: Guarded,
    as_environment: Any,
    capsys: pytest.CaptureFixture[str],
    listener: str,
    changes: dict[str, str],
) -> None:
    named = {name: str(guarded.folder / value) if value else "" for name, value in changes.items()}
    impatient = guarded.open(request_seconds=3.0)
    as_environment(replace(guarded.through(listener, impatient), **named))  # type: ignore[arg-type]
    assert main(["worker", "--stages", "documents"]) == 3
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "certificate and login may be wrong" in said
    assert SECRET not in said


def test_each_missing_right_is_named_before_anything_is_read(
    guarded: Guarded, as_environment: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    operator = guarded.open()
    topics.create(operator)
    role = grants.rights("documents")
    grants.grant(operator, USER, role)
    as_environment(guarded.through("LOGIN", operator))
    for right in role:
        grants.withdraw(operator, USER, [right])
        assert main(["worker", "--stages", "documents"]) == 2, right
        said = capsys.readouterr().err
        of = "group " if right["resource"] == "group" else ""
        name = operator.prefix + right["name"]
        wanted = (
            f"dragoman is not allowed to {right['operation'].upper()} on {of}{name}; deploy/acls"
        )
        assert wanted in said
        assert len(said.splitlines()) == 1
        grants.grant(operator, USER, [right])


def test_a_right_that_is_taken_away_later_ends_the_worker_and_loses_nothing(
    guarded: Guarded, tmp_path: Path
) -> None:
    operator = guarded.open()
    topics.create(operator)
    grants.grant(operator, USER, grants.rights("documents"))
    client = guarded.through("LOGIN", operator)
    flow = Flow(client, tmp_path, REAL)
    (to_rejects,) = [r for r in grants.rights("documents") if r["name"] == "rejects"]
    try:
        worker = flow.start("--stages", "documents")
        worker.await_text("worker: ready")
        grants.withdraw(operator, USER, [to_rejects])
        feed.send(operator, [(b"bad", b"{")])
        assert worker.process.wait(60) == 1
        assert "rejects" in worker.text()
        assert "Authorization" in worker.text()
        assert "Traceback" not in worker.text()
        reader = Flow(operator, tmp_path)
        assert reader.read("rejects") == []

        grants.grant(operator, USER, [to_rejects])
        flow.start("--stages", "documents")
        reader.await_outcomes(1)
        assert [m.value for m in reader.read("rejects")] == [b"{"]
    finally:
        flow.close()


def test_the_other_roles_are_enough_for_their_commands(
    guarded: Guarded, as_environment: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    operator = guarded.open()
    as_environment(guarded.through("LOGIN", operator))

    def run(role: str, *command: str) -> tuple[int, str]:
        grants.grant(operator, USER, grants.rights(role))
        try:
            code = main(list(command))
        finally:
            grants.withdraw(operator, USER, grants.rights(role))
        said = capsys.readouterr()
        return code, said.out + said.err

    assert run("operator", "topics", "create")[0] == 0
    assert run("operator", "topics", "check") == (0, "topics are as declared\n")
    feed.send(operator, [article(1)])
    assert "1 articles is not 0 outcomes" in run("auditor", "topics", "audit")[1]
    assert run("auditor", "topics", "find", "a1")[0] == 0
    assert run("redriver", "rejects", "redrive", "--go") == (0, "0 sent again\n")
    assert run("consumer", "tail", "articles", "--from-start", "--count", "1")[0] in (2, 3)
