"""How brokers are spoken to: TLS, our own certificate, a login; the same for every client.

Secrets come from the environment or from files and go nowhere but into the clients: no message of
ours names one, and ``Settings`` does not print one.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from streams.errors import BadSetting, Unavailable
from streams.runtime.settings import Settings, variable

if TYPE_CHECKING:
    from faust.auth import SASLCredentials, SSLCredentials

PROTOCOLS: Final = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
_FIRST_ANSWER_SECONDS: Final = 30.0
MECHANISMS: Final = ("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN")


def clients(settings: Settings) -> dict[str, Any]:
    """What every kafka-python client is given: where the brokers are and how they are spoken to.

    Raises:
        BadSetting: settings contradict each other, or a file is not what it should be.
    """
    given: dict[str, Any] = {
        "bootstrap_servers": [each.strip() for each in settings.bootstrap.split(",")],
        "bootstrap_timeout_ms": int(1000 * min(settings.request_seconds, _FIRST_ANSWER_SECONDS)),
        "security_protocol": _protocol(settings),
    }
    if _encrypted(settings):
        given["ssl_context"] = context(settings)
    if _login(settings):
        given["sasl_mechanism"] = _mechanism(settings)
        given["sasl_plain_username"] = _user(settings)
        given["sasl_plain_password"] = password(settings)
    return given


def credentials(settings: Settings) -> SSLCredentials | SASLCredentials | None:
    """The same for Faust; None for a broker that is spoken to in the clear.

    Raises:
        BadSetting: as ``clients``.
    """
    # it takes a second to import, and commands that only read have no need of it
    from faust.auth import SASLCredentials, SSLCredentials

    protocol = _protocol(settings)
    if protocol == "PLAINTEXT":
        return None
    if protocol == "SSL":
        return SSLCredentials(context(settings))
    return SASLCredentials(
        username=_user(settings),
        password=password(settings),
        mechanism=_mechanism(settings),
        ssl_context=context(settings) if _encrypted(settings) else None,
    )


def context(settings: Settings) -> ssl.SSLContext:
    """TLS that checks the broker's certificate and name, with our own certificate if there is one.

    Raises:
        BadSetting: a file cannot be read or holds no certificate or key.
    """
    if bool(settings.ssl_certificate) != bool(settings.ssl_key):
        raise BadSetting(
            f"{variable('ssl_certificate')} and {variable('ssl_key')} go together: set both or none"
        )
    for name in ("ssl_ca", "ssl_certificate", "ssl_key"):
        _readable(name, getattr(settings, name))
    try:
        made = ssl.create_default_context(cafile=settings.ssl_ca or None)
    except ssl.SSLError:
        raise BadSetting(f"{variable('ssl_ca')} holds no certificate in PEM") from None
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.ssl_certificate:
        try:
            # a key under a password would be asked for on a terminal that nobody sits at
            made.load_cert_chain(settings.ssl_certificate, settings.ssl_key, password=lambda: "")
        except (ssl.SSLError, ValueError):
            raise BadSetting(
                f"{variable('ssl_certificate')} and {variable('ssl_key')} are no certificate and "
                "its key in PEM without a password"
            ) from None
    return made


def password(settings: Settings) -> str:
    """The password, from its file or the environment.

    Raises:
        BadSetting: there is none, or the file cannot be read.
    """
    if settings.sasl_password and settings.sasl_password_file:
        raise BadSetting(
            f"{variable('sasl_password')} and {variable('sasl_password_file')} are both set"
        )
    if settings.sasl_password_file:
        _readable("sasl_password_file", settings.sasl_password_file)
        found = Path(settings.sasl_password_file).read_text(encoding="utf-8").rstrip("\r\n")
    else:
        found = settings.sasl_password
    if not found:
        raise BadSetting(f"{settings.security} needs {variable('sasl_password_file')}")
    return found


def no_answer(settings: Settings, why: Exception) -> Unavailable:
    """What to raise when no broker can be spoken to, with what may be wrong."""
    hint = ""
    if _encrypted(settings) or _login(settings):
        hint = f" (spoken to with {settings.security}: certificate and login may be wrong)"
    return Unavailable(f"no Kafka at {settings.bootstrap}{hint}: {_named(why)}")


def _named(why: Exception) -> str:
    """An error in one line, by its kind where it says nothing."""
    return " ".join(str(why).split()) or type(why).__name__


def _protocol(settings: Settings) -> str:
    return _one_of("security", settings.security, PROTOCOLS)


def _mechanism(settings: Settings) -> str:
    return _one_of("sasl_mechanism", settings.sasl_mechanism, MECHANISMS)


def _one_of(name: str, given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise BadSetting(f"{variable(name)} is one of {', '.join(known)}, not {given!r}")
    return given


def _encrypted(settings: Settings) -> bool:
    return settings.security.endswith("SSL")


def _login(settings: Settings) -> bool:
    return settings.security.startswith("SASL")


def _user(settings: Settings) -> str:
    if not settings.sasl_user:
        raise BadSetting(f"{settings.security} needs {variable('sasl_user')}")
    return settings.sasl_user


def _readable(name: str, path: str) -> None:
    if not path:
        return
    try:
        with Path(path).open("rb"):
            pass
    except OSError as why:
        raise BadSetting(f"{variable(name)}: {path} cannot be read: {why.strerror}") from None
