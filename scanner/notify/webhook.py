"""One POST to a webhook: over HTTPS, to that server and no other, bounded in time and attempts.

The standard library does it, as for state over HTTP. Proxies and trusted authorities come from the
environment (HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from scanner.errors import LiveError, UsageError

_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """timeout: seconds without a byte. attempts: where the server is busy or lost, with `wait`
    seconds before the second and twice as long before each further one, or as long as the server
    asks for, at most half a minute."""

    timeout: float = 10.0
    attempts: int = 3
    wait: float = 1.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to post. url: a secret, which is why it shows in no repr."""

    url: str = field(repr=False)

    @classmethod
    def of(cls, url: str, name: str, *, loopback: bool = False) -> Webhook:
        """The webhook of an environment variable `name`.

        loopback: this machine may be spoken to without TLS. Raises UsageError, without the URL.
        """
        try:
            parts = urlsplit(url.strip())
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
            parts = urlsplit("")
        if not host or port == 0 or not url.strip().isprintable() or " " in url.strip():
            raise UsageError(f"{name} holds no URL; set it to the address of the webhook")
        if parts.scheme == "https" or (loopback and parts.scheme == "http" and host in _LOOPBACK):
            return cls(url.strip().partition("#")[0])
        raise UsageError(f"{name} holds no https URL; what is found is sent to nobody in the clear")


def post(webhook: Webhook, body: dict[str, Any], limits: Limits | None = None) -> None:
    """Send a message. Raises LiveError, in words without the URL or the answer."""
    import json
    import time

    limits = limits or Limits()
    data = json.dumps(body).encode("ascii")
    for attempt in range(limits.attempts):
        last = attempt == limits.attempts - 1
        wait = limits.wait * 2**attempt
        try:
            status, asked = _post(webhook, data, limits.timeout)
        except _LostError as error:
            if last:
                raise LiveError(f"the webhook could not be reached: {error}") from None
        else:
            if 200 <= status < 300:
                return
            if 300 <= status < 400:
                raise LiveError(
                    f"the webhook refers to another address (HTTP {status}), which is not followed"
                )
            if last or status not in _TRY_AGAIN:
                raise LiveError(f"the webhook refused the message (HTTP {status})")
            wait = max(wait, asked)
        time.sleep(min(wait, _LONGEST_WAIT))
    raise AssertionError("the last attempt returns or raises")


class _LostError(Exception):
    """No answer: worth another attempt."""


def _post(webhook: Webhook, data: bytes, timeout: float) -> tuple[int, float]:
    """(status, seconds that the server asks us to wait)."""
    import http.client
    import ssl
    import urllib.error
    import urllib.request

    from scanner.version import __version__

    headers = {"Content-Type": "application/json", "User-Agent": f"trueup/{__version__}"}
    request = urllib.request.Request(  # noqa: S310 - the scheme was checked
        webhook.url, data=data, headers=headers, method="POST"
    )
    try:
        with _opener().open(request, timeout=timeout) as answer:
            answer.read(1)
            return int(answer.status), _seconds(answer.headers.get("Retry-After"))
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise LiveError(
                "the webhook's certificate is not trusted; name its authority's file with "
                "SSL_CERT_FILE"
            ) from None
        raise _LostError(_words(error.reason)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _LostError(_words(error)) from None


def _opener() -> Any:
    """Speaks HTTP and HTTPS, through a proxy if the environment says so, and follows nothing."""
    import ssl
    import urllib.request

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
    ):
        opener.add_handler(handler)
    return opener


def _seconds(value: str | None) -> float:
    return float(value) if value and value.isdecimal() and len(value) < 6 else 0.0


def _words(error: Any) -> str:
    """What went wrong, without what was sent or came back."""
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    if isinstance(error, OSError) and error.strerror:
        return " ".join(str(error.strerror).split())[:150]
    return f"no answer ({type(error).__name__})"
