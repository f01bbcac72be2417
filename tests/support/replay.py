"""Answers without a server: recorded or constructed bodies, through botocore's own parsers.

An answer is ``{"status": "200 OK", "type": "text/xml", "body": "..."}`` (``base64`` instead of
``body`` for what is no text; ``{"raises": "timeout"}`` or
``"reset"`` where there is none), kept by the request's key: ``"<service> <form body>"`` for query
protocols, ``"<service> <operation> <body>"`` for JSON, ``"<service> GET <path>?<query>"`` for REST.
What has no answer is a failure of the test, never an empty answer.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import request_keys

_SIGNATURE = re.compile(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/")


class Replay:
    """Answers requests of the sessions it is attached to. log: keys of what was asked."""

    def __init__(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        self.answers = dict(answers)
        self.log: list[str] = []

    def attach(self, session: Any) -> Any:
        """Answer everything that the boto3 session inside of an AwsSession sends."""
        session._session.events.register("before-send", self._answer)
        return session

    def _answer(self, request: Any, **_: Any) -> Any:
        from botocore.awsrequest import AWSResponse

        key = key_of(request)
        self.log.append(key)
        assert key in self.answers, f"nothing recorded for {key}"
        found = self.answers[key]
        if "raises" in found:
            raise _failure(found["raises"], request.url)
        body = base64.b64decode(found["base64"]) if "base64" in found else found["body"].encode()
        status = int(str(found["status"]).split()[0])
        headers = {"content-type": found.get("type", "text/xml"), **found.get("headers", {})}
        return AWSResponse(request.url, status, headers, _Raw(body))


def _failure(kind: str, url: str) -> Exception:
    """What botocore raises where there is no answer at all."""
    from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

    if kind == "timeout":
        return ReadTimeoutError(endpoint_url=url)
    return ConnectionClosedError(endpoint_url=url)


class _Raw:
    """The part of urllib3's response that botocore reads."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: Any, **__: Any) -> Any:
        yield self._body

    def read(self, *_: Any, **__: Any) -> bytes:
        body, self._body = self._body, b""
        return body


def key_of(request: Any) -> str:
    """The key of a request, as the recording server makes it."""
    found = _SIGNATURE.search(_text(request.headers.get("Authorization", b"")))
    body = request.body or b""
    parts = urlsplit(request.url)
    return request_keys.request_key(
        found[2] if found else "",
        request.method,
        unquote(parts.path),
        parts.query,
        _text(request.headers.get("X-Amz-Target", b"")),
        body.encode() if isinstance(body, str) else body,
    )


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
