"""One GET over HTTP or HTTPS: bounded in time and size, verified, never led to another host.

The standard library is enough for this, and costs a third of the time that requests needs to load.
Proxies come from the environment (HTTPS_PROXY, NO_PROXY); trusted authorities from the system or
SSL_CERT_FILE.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from scanner.errors import LiveError
from scanner.terraform.backends import Request, Response, Trust

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Limits:
    """timeout: seconds without a byte. deadline: seconds for one request with its body. attempts:
    per request, where the server is busy or lost, with `wait` seconds before the second and twice
    as long before each further one."""

    timeout: float = 30.0
    deadline: float = 300.0
    attempts: int = 3
    redirects: int = 5
    wait: float = 1.0


def get(request: Request, limits: Limits | None = None) -> Response:
    """Send the request and read the whole answer, whatever its status.

    Raises LiveError, in words without the URL's query, a header or a body.
    """
    import time

    limits = limits or Limits()
    for attempt in range(limits.attempts):
        last = attempt == limits.attempts - 1
        try:
            answer = _get(request, limits)
        except _LostError as error:
            if last:
                raise LiveError(str(error)) from None
        else:
            if last or answer.status not in _TRY_AGAIN:
                return answer
        time.sleep(limits.wait * 2**attempt)
    raise AssertionError("the last attempt answers or raises")


class _LostError(Exception):
    """Nothing, or not everything, came back: worth another attempt."""


def _get(request: Request, limits: Limits) -> Response:
    import time

    opener = _opener(request.trust)
    deadline = time.monotonic() + limits.deadline
    url = request.url
    for _ in range(limits.redirects + 1):
        answer, target = _once(opener, url, request, limits.timeout, deadline)
        if answer is not None:
            return answer
        url = _within(url, target)
    raise LiveError(f"it refers to itself more than {limits.redirects} times")


def _once(
    opener: Any, url: str, request: Request, timeout: float, deadline: float
) -> tuple[Response | None, str]:
    """The answer, or where the server says that it is instead."""
    import http.client
    import ssl
    import urllib.error
    import urllib.request

    from scanner.version import __version__

    if urlsplit(url).scheme not in _PORTS:
        raise LiveError("it is no address of a web server")
    headers = {
        "User-Agent": f"trueup/{__version__}",
        "Accept-Encoding": "identity",
        **request.headers,
    }
    message = urllib.request.Request(url, headers=headers, method="GET")  # noqa: S310 (http only)
    try:
        with opener.open(message, timeout=timeout) as answer:
            if answer.status in _REDIRECTS and answer.headers.get("Location"):
                return None, str(answer.headers["Location"])
            return Response(answer.status, _body(answer, request.limit, deadline)), ""
    except ssl.SSLCertVerificationError as error:
        raise LiveError(_untrusted(error)) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise LiveError(_untrusted(error.reason)) from None
        raise _LostError(_words(error.reason)) from None
    except (OSError, http.client.HTTPException) as error:
        raise _LostError(_words(error)) from None


def _body(answer: Any, limit: int, deadline: float) -> bytes:
    import time

    length = answer.headers.get("Content-Length")
    data = bytearray()
    while chunk := answer.read1(1 << 16):
        data += chunk
        if len(data) > limit:
            raise LiveError(f"the answer is larger than {limit >> 20} MiB")
        if time.monotonic() > deadline:
            raise _LostError("the answer takes too long")
    # `read1` does not complain about a body that is cut short.
    if length and length.isdecimal() and not answer.chunked and len(data) < int(length):
        raise _LostError("the answer is cut short")
    coding = (answer.headers.get("Content-Encoding") or "identity").lower()
    if coding != "identity":
        raise LiveError(f"the answer is packed ({coding[:20]}), which was not asked for")
    return bytes(data)


def _opener(trust: Trust) -> Any:
    """Speaks HTTP and HTTPS, through a proxy if the environment says so, and follows nothing."""
    import urllib.request

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=_context(trust)),
    ):
        opener.add_handler(handler)
    return opener


def _context(trust: Trust) -> Any:
    import ssl

    try:
        context = ssl.create_default_context(cadata=trust.authorities or None)
        if trust.certificate or trust.key:
            _present(context, trust)
    except (ssl.SSLError, ValueError, OSError):
        # The error's text may hold a part of the file.
        raise LiveError(
            "the certificate, its key or the authorities are no PEM texts that fit together; check "
            "TF_HTTP_CLIENT_CERTIFICATE_PEM, TF_HTTP_CLIENT_PRIVATE_KEY_PEM and "
            "TF_HTTP_CLIENT_CA_CERTIFICATE_PEM"
        ) from None
    if not trust.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _present(context: Any, trust: Trust) -> None:
    """Show the client's certificate. OpenSSL reads files only; this one is the user's alone, and
    is gone as soon as it is read."""
    import os
    import tempfile

    handle, path = tempfile.mkstemp(prefix="trueup-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{trust.certificate}\n{trust.key}\n")
        # An encrypted key would have OpenSSL ask the terminal.
        context.load_cert_chain(path, password=lambda: "")
    finally:
        os.unlink(path)


def _within(url: str, target: str) -> str:
    """Where a redirect leads, on the same server; the headers are for no other."""
    try:
        following = urljoin(url, target)
        if _origin(following) == _origin(url):
            return following
        host = urlsplit(following).hostname or "nowhere"
    except ValueError:
        host = "nowhere"
    raise LiveError(
        f"it refers to another server, {host[:100]}, which is not followed; name the right address"
    )


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)


def _untrusted(error: Any) -> str:
    return (
        f"its certificate is not trusted ({' '.join(str(error.verify_message).split())[:150]}); "
        "name its authority's file with SSL_CERT_FILE"
    )


def _words(error: Any) -> str:
    """What went wrong, without what was sent or came back."""
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    if isinstance(error, OSError) and error.strerror:
        return " ".join(str(error.strerror).split())[:150]
    name = type(error).__name__
    return {"IncompleteRead": "the answer is cut short"}.get(name, f"no whole answer ({name})")
