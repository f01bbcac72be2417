"""URLs of states: taken apart, shown without secrets, and held against what the user allows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scanner.errors import StateError
from scanner.terraform.backends.common import not_followed, printable

INSECURE: Final = "https+insecure"
"""The scheme with which ``--allow-endpoint`` lets a server's certificate go unchecked."""

_PORTS: Final = {"http": 80, "https": 443, INSECURE: 443}
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?")
_ADDRESS = re.compile(r"\[[0-9a-f:.]{2,45}\]")
_SPLIT = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Address:
    """A URL. host: lower case, ASCII. port: 0 for the scheme's. query: with its ``?``, or ""."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    @property
    def netloc(self) -> str:
        """``HOST`` or ``HOST:PORT``."""
        return f"{self.host}:{self.port}" if self.port else self.host

    @property
    def origin(self) -> tuple[str, str, int]:
        """What a browser calls the same site: credentials stay within it."""
        return self.scheme, self.host, self.port or _PORTS.get(self.scheme, 0)

    @property
    def url(self) -> str:
        """The whole URL, to send."""
        return f"{self.scheme}://{self.netloc}{self.path or '/'}{self.query}"

    @property
    def shown(self) -> str:
        """The URL, to print: a query may hold a token."""
        return f"{self.scheme}://{self.netloc}{printable(self.path)}{'?...' if self.query else ''}"


def address(url: str, what: str) -> Address:
    """Take a web address apart. what: names it in errors, as it may be no URL to be printed.

    Raises StateError for one with credentials in it, or none at all.
    """
    found = _SPLIT.fullmatch(url)
    if not found:
        raise StateError(f"{what}: not a web address; write it as https://HOST/PATH")
    scheme, place, path, query = (found[1].lower(), found[2], found[3], found[4] or "")
    refuse_credentials(url, what)
    host, port = _host(place, what)
    if scheme not in _PORTS:
        raise StateError(f"{what}: {printable(scheme)}:// is not spoken; write https://HOST/PATH")
    if re.search(r"[^!-~]", path + query):
        raise StateError(f"{what}: its path has characters that must be written as %XX")
    return Address(scheme, host, port, path, query)


def refuse_credentials(url: str, what: str) -> None:
    """StateError when a URL holds a user name or password, which is not repeated in it."""
    if "@" in url.partition("://")[2].partition("/")[0].partition("?")[0]:
        raise StateError(
            f"{what}: credentials in a URL end in logs and process lists, so none are taken from "
            "there; set the environment variables of the backend instead (docs/drift.md)"
        )


def host_of(name: str, what: str) -> str:
    """A host's name with its port, if it has one, in the form that is compared."""
    host, port = _host(name, what)
    return f"{host}:{port}" if port not in (0, 443) else host


def _host(place: str, what: str) -> tuple[str, int]:
    bracketed = re.fullmatch(r"(\[[^\]]*\])(?::([0-9]{1,5}))?", place)
    plain = re.fullmatch(r"([^:]*)(?::([0-9]{1,5}))?", place)
    found = bracketed or plain
    if not found:
        raise StateError(f"{what}: it names no host; write it as https://HOST/PATH")
    host, port = found[1].lower(), int(found[2] or 0)
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            host = ""
    if port > 65535 or len(host) > 253 or not (_HOST if plain else _ADDRESS).fullmatch(host):
        raise StateError(f"{what}: it names no host; write it as https://HOST/PATH")
    return host, port


def allowed_address(place: Address, endpoints: Iterable[str]) -> tuple[Address, bool]:
    """An address that code names, when the user allows it or its host; whether without checking
    the server's certificate. StateError when it is not allowed.
    """
    for name in endpoints:
        try:
            one = address(name if "://" in name else f"https://{name}", "--allow-endpoint")
        except StateError:
            # It may be what another backend understands, and then it is not this one.
            continue
        insecure = one.scheme == INSECURE
        origin = ("https", *one.origin[1:]) if insecure else one.origin
        if origin == place.origin and (
            one.path in ("", "/") or (one.path, one.query) == (place.path, place.query)
        ):
            return place, insecure
    remedy = f"allow it with --allow-endpoint {place.scheme}://{place.netloc}"
    raise not_followed(place.shown, "address", remedy)


def segments(url: str, form: str, count: int) -> list[str]:
    """The parts of ``SCHEME://A/B/REST`` as `count` texts; StateError when one is missing.

    form: how it is to be written.
    """
    refuse_credentials(url, f"--state {form}")
    parts = url.partition("://")[2].split("/", count - 1)
    if len(parts) < count or not all(parts) or not url.isprintable():
        raise StateError(f"--state {printable(url)}: write it as {form}")
    return parts
