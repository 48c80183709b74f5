"""How brokers are spoken to, decided from settings; real brokers are in tests/integration."""

from __future__ import annotations

import pickle
import ssl
from pathlib import Path
from typing import Any

import pytest
from faust.auth import SASLCredentials, SSLCredentials

from streams.errors import BadSetting
from streams.runtime import security, settings
from streams.runtime.settings import Settings
from tests.support.certificates import Authority

SECRET = "correct horse battery staple"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, a certificate with its key, and a password."""
    made = tmp_path_factory.mktemp("secrets")
    authority = Authority(made)
    authority.issue("client")
    (made / "password").write_text(SECRET + "\n")
    return made


def chosen(folder: Path, **changes: Any) -> Settings:
    named: dict[str, Any] = {
        name: str(folder / value) if name.startswith("ssl") or name.endswith("file") else value
        for name, value in changes.items()
    }
    return Settings(bootstrap="a:1, b:2", **named)


def test_in_the_clear_there_is_nothing_to_give() -> None:
    assert security.clients(Settings(bootstrap="a:1, b:2")) == {
        "bootstrap_servers": ["a:1", "b:2"],
        "bootstrap_timeout_ms": 30_000,
        "security_protocol": "PLAINTEXT",
    }
    assert security.credentials(Settings()) is None


def test_tls_checks_who_the_broker_is(folder: Path) -> None:
    given = chosen(folder, security="SSL", ssl_ca="ca.pem")
    made = security.clients(given)["ssl_context"]
    assert made.check_hostname
    assert made.verify_mode is ssl.CERT_REQUIRED
    assert made.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert [each["subject"] for each in made.get_ca_certs()], "the authority given is trusted"
    assert isinstance(security.credentials(given), SSLCredentials)


def test_a_login_is_the_same_for_both_clients(folder: Path) -> None:
    given = chosen(
        folder,
        security="SASL_SSL",
        ssl_ca="ca.pem",
        sasl_user="dragoman",
        sasl_password_file="password",
    )
    made, credentials = security.clients(given), security.credentials(given)
    assert isinstance(credentials, SASLCredentials)
    assert made["sasl_plain_password"] == credentials.password == SECRET
    assert made["sasl_plain_username"] == credentials.username == "dragoman"
    assert made["sasl_mechanism"] == credentials.mechanism.value == "SCRAM-SHA-512"
    assert made["security_protocol"] == credentials.protocol.value == "SASL_SSL"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"security": "TLS"}, "DRAGOMAN_SECURITY is one of PLAINTEXT, SSL,"),
        ({"security": "SASL_SSL", "sasl_password_file": "password"}, "needs DRAGOMAN_SASL_USER"),
        ({"security": "SASL_SSL", "sasl_user": "u"}, "needs DRAGOMAN_SASL_PASSWORD_FILE"),
        (
            {
                "security": "SASL_PLAINTEXT",
                "sasl_user": "u",
                "sasl_mechanism": "SCRAM",
                "sasl_password_file": "password",
            },
            "DRAGOMAN_SASL_MECHANISM is one of",
        ),
        (
            {
                "security": "SASL_PLAINTEXT",
                "sasl_user": "u",
                "sasl_password": SECRET,
                "sasl_password_file": "password",
            },
            "are both set",
        ),
        ({"security": "SSL", "ssl_ca": "none.pem"}, "none.pem cannot be read: No such file"),
        ({"security": "SSL", "ssl_ca": "password"}, "DRAGOMAN_SSL_CA holds no certificate"),
        ({"security": "SSL", "ssl_certificate": "client.pem"}, "go together"),
        (
            {"security": "SSL", "ssl_certificate": "client.pem", "ssl_key": "password"},
            "are no certificate and its key",
        ),
    ],
)
def test_mistakes_are_one_clear_line_without_the_secret(
    folder: Path, changes: dict[str, str], said: str
) -> None:
    given = chosen(folder, **changes)
    with pytest.raises(BadSetting) as why:
        security.clients(given)
    assert said in str(why.value)
    assert SECRET not in str(why.value)
    assert "\n" not in str(why.value)
    with pytest.raises(BadSetting):
        security.credentials(given)


def test_settings_do_not_print_the_password_and_still_carry_it() -> None:
    given = settings.read({"DRAGOMAN_SASL_PASSWORD": SECRET})
    assert SECRET not in repr(given)
    assert SECRET not in str(given)
    assert pickle.loads(pickle.dumps(given)).sasl_password == SECRET


def test_no_setting_that_looks_like_a_secret_is_printed() -> None:
    for name in settings.Settings.__dataclass_fields__.values():
        secret = "password" in name.name and not name.name.endswith("_file")
        assert name.repr is not secret, name.name
