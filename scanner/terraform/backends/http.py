"""The http backend: the state is what a GET of its address answers.

Settings: developer.hashicorp.com/terraform/language/backend/http. Only GET is ever sent: what
locks, stores and deletes there has other methods. The address in the code is followed only when
the user allows it, and what makes TLS weaker only when the user asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scanner.errors import LiveError, StateError
from scanner.model import Value
from scanner.outcome import StateInfo
from scanner.terraform.backends.addresses import INSECURE, Address, address, allowed_address
from scanner.terraform.backends.common import (
    Found,
    Openers,
    Request,
    Response,
    Trust,
    no_state,
    setting,
    text,
)

FORM: Final = "https://HOST/PATH"
_CODE: Final = 'backend "http"'


@dataclass(frozen=True, slots=True)
class Place:
    """Where the state is and who asks. password: of `username`, for basic authentication."""

    address: Address
    username: str = ""
    password: str = field(default="", repr=False)
    trust: Trust = field(default_factory=Trust)


def place_of(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Place:
    """Where the backend block's settings, or else TF_HTTP_*, put the state."""
    if workspace != "default":
        raise StateError(
            f'{_CODE}: it has no workspaces, so none is called "{workspace}"; leave out '
            "--workspace, or name the state with --state"
        )
    ours = openers.environment.get("TF_HTTP_ADDRESS", "")
    place = address(setting(settings, "http", "address", FORM, ours), _CODE)
    insecure = False
    if not ours or address(ours, "TF_HTTP_ADDRESS") != place:
        place, insecure = allowed_address(place, openers.endpoints)
    if settings.get("skip_cert_verification") and not insecure:
        raise StateError(
            f"{_CODE}: skip_cert_verification is not followed because code is untrusted; allow it "
            f"with --allow-endpoint {INSECURE}://{place.netloc}"
        )
    if settings.get("client_ca_certificate_pem") and not _ours(
        openers, "CLIENT_CA_CERTIFICATE_PEM"
    ):
        raise StateError(
            f"{_CODE}: client_ca_certificate_pem is not followed because code is untrusted; set "
            "TF_HTTP_CLIENT_CA_CERTIFICATE_PEM or SSL_CERT_FILE"
        )

    def of(name: str) -> str:
        return text(settings, name) or _ours(openers, name.upper())

    return Place(
        place,
        of("username"),
        of("password"),
        _trust(
            openers,
            of("client_certificate_pem"),
            of("client_private_key_pem"),
            not (insecure and settings.get("skip_cert_verification")),
        ),
    )


def place_of_url(url: str, openers: Openers) -> Place:
    """``https://HOST/PATH`` as named with ``--state``."""
    return Place(
        address(url, f"--state {FORM}"),
        _ours(openers, "USERNAME"),
        _ours(openers, "PASSWORD"),
        _trust(
            openers,
            _ours(openers, "CLIENT_CERTIFICATE_PEM"),
            _ours(openers, "CLIENT_PRIVATE_KEY_PEM"),
        ),
    )


def configured(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Found:
    """The state, where the backend block puts it."""
    return _read(place_of(settings, workspace, openers), openers, workspace)


def named(url: str, workspace: str, openers: Openers) -> list[Found]:
    """The state that a web address names."""
    if "*" in url:
        raise StateError(
            "--state https://...: a web server has no list of states to hold a pattern against; "
            "name each with a --state of its own"
        )
    return [_read(place_of_url(url, openers), openers, workspace)]


def _read(place: Place, openers: Openers, workspace: str) -> Found:
    shown = place.address.shown
    if openers.web is None:
        raise StateError(f"{shown}: nothing here can read it; give a file with --state")
    headers = {"Accept": "application/json"}
    if place.username or place.password:
        headers["Authorization"] = _basic(place.username, place.password, shown)
    try:
        answer = openers.web(Request(place.address.url, headers, place.trust))
    except LiveError as error:
        raise StateError(f"{shown}: cannot be read ({error}); check the address") from None
    if answer.status in (204, 404) or (answer.status == 200 and not answer.body.strip()):
        raise no_state(shown, workspace)
    if answer.status != 200:
        raise _refused(shown, answer, place)
    return Found(answer.body, StateInfo(shown, None, workspace))


def _refused(shown: str, answer: Response, place: Place) -> StateError:
    if answer.status == 401 and not place.username:
        return StateError(
            f"{shown}: it asks who you are (401); set TF_HTTP_USERNAME and TF_HTTP_PASSWORD"
        )
    if answer.status in (401, 403):
        return StateError(
            f"{shown}: access is denied ({answer.status}); check TF_HTTP_USERNAME, "
            "TF_HTTP_PASSWORD and what that user may read"
        )
    return StateError(f"{shown}: it answered {answer.status}; check the address and the server")


def _basic(username: str, password: str, shown: str) -> str:
    import base64

    if ":" in username or not (username + password).isprintable():
        raise StateError(
            f"{shown}: a user name with a colon, or control characters, cannot be sent; check "
            "TF_HTTP_USERNAME and TF_HTTP_PASSWORD"
        )
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


def _trust(openers: Openers, certificate: str, key: str, verify: bool = True) -> Trust:
    return Trust(_ours(openers, "CLIENT_CA_CERTIFICATE_PEM"), certificate, key, verify)


def _ours(openers: Openers, name: str) -> str:
    return openers.environment.get(f"TF_HTTP_{name}", "")
