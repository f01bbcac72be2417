"""A local AWS: moto as a WSGI application on loopback, with a request log and injected faults.

moto's backends are not safe for threads, so requests pass one at a time. Every request is logged
with the service, the region and a label; what `readonly` marks as the scanner's part of a test can
be read back to prove what was sent.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import request_keys
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

_SIGNATURE = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/")
_ONE_TIME = re.compile(r"(<[Rr]equestId>)[^<]*(</[Rr]equestId>)")
_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")


UNSERVED = {
    "PATCH /accounts?": b"{}",  # of Security Hub
    "ListStateMachineVersions": b'{"stateMachineVersions": []}',
    "ValidateStateMachineDefinition": b'{"result": "OK", "diagnostics": []}',
}
"""What the provider asks when it creates something, and moto does not know."""


@dataclass(frozen=True)
class Request:
    """One request that arrived. label: the action, or ``METHOD /path?query``. key: see
    `request_keys`."""

    service: str
    region: str
    label: str
    key: str = ""


@dataclass
class Fault:
    """What happens to requests that match. code "": only the latency; "truncate": half an answer.

    service and label: regular expressions, searched. times: how often, None for always.
    """

    label: str = ""
    service: str = ""
    code: str = "AccessDenied"
    status: int = 403
    times: int | None = None
    latency: float = 0.0


@dataclass
class AwsServer:
    """The server. url: where boto3 finds it. log: requests since the last `forget`.

    constructed: answers by request key, given instead of moto's.
    """

    url: str = ""
    log: list[Request] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    recording: dict[str, dict[str, Any]] | None = None
    constructed: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._app = DomainDispatcherApplication(create_backend_app)
        self._lock = threading.RLock()

    def start(self) -> None:
        """Listen on a free port of loopback."""
        self._server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=_Quiet)
        # Clients keep connections open; stopping must not wait for them.
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self._server.block_on_close = False  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; waits for requests under way."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def reset(self) -> None:
        """Empty every backend, the log and the faults."""
        from moto.moto_api._internal.models import moto_api_backend

        with self._lock:
            moto_api_backend.reset()
        self.calm()

    def calm(self) -> None:
        """Forget the log and the faults."""
        with self._lock:
            self.log.clear()
            self.faults.clear()

    def forget(self) -> None:
        """Empty the log."""
        with self._lock:
            self.log.clear()

    def fault(self, label: str = "", **options: Any) -> None:
        """Let requests whose label matches fail; see `Fault`."""
        self.faults.append(Fault(label, **options))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = _request(environ)
        with self._lock:
            self.log.append(request)
            fault = self._fault(request)
        if fault is not None and fault.latency:
            time.sleep(fault.latency)
        if fault is not None and fault.code and fault.code != "truncate":
            return _error(fault, request, environ, start_response)
        if request.label in UNSERVED:
            start_response("200 OK", [("Content-Type", "application/x-amz-json-1.0")])
            return [UNSERVED[request.label]]
        if request.key in self.constructed:
            return self._given(request.key, start_response)
        answer: list[Any] = []
        try:
            with self._lock:
                body = b"".join(self._app(environ, lambda *parts: answer.append(parts[:2])))
        except Exception as error:  # noqa: BLE001 - whatever moto cannot do costs this request only
            print(f"moto: {request.label}: {type(error).__name__}: {error}", file=sys.stderr)
            fault = Fault(code="NotServed", status=400)
            return _error(fault, request, environ, start_response)
        if fault is not None and fault.code == "truncate":
            body = body[: len(body) // 2]
        body = _mended(request, body)
        status, headers = answer[-1]
        if environ["REQUEST_METHOD"] != "HEAD":
            headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
            headers.append(("Content-Length", str(len(body))))
        if self.recording is not None:
            self.recording[self._placeless(request.key)] = {
                name: self._placeless(one)
                for name, one in _recorded(status, dict(headers), body).items()
            }
        start_response(status, headers)
        return [body]

    def _placeless(self, said: Any) -> Any:
        """A text with the address of another server, the same in every recording: SQS answers
        with URLs of its own."""
        return said.replace(self.url, "http://127.0.0.1:5000") if isinstance(said, str) else said

    def _given(self, key: str, start_response: Any) -> list[bytes]:
        """A constructed answer."""
        found = self.constructed[key]
        if self.recording is not None:
            self.recording[key] = found
        body = found["body"].encode()
        headers = {"Content-Type": found["type"], **found.get("headers", {})}
        start_response(found["status"], [*headers.items(), ("Content-Length", str(len(body)))])
        return [body]

    def _fault(self, request: Request) -> Fault | None:
        for fault in self.faults:
            if not re.search(fault.service, request.service):
                continue
            if not re.search(fault.label, request.label):
                continue
            if fault.times is not None:
                if fault.times <= 0:
                    continue
                fault.times -= 1
            return fault
        return None


def _mended(request: Request, body: bytes) -> bytes:
    """moto answers with every trail, whichever are asked for."""
    if request.label != "DescribeTrails":
        return body
    asked = json.loads(request.key.partition(f"{request.label} ")[2] or "{}").get("trailNameList")
    found = json.loads(body)
    if asked and "trailList" in found:
        found["trailList"] = [
            one for one in found["trailList"] if {one["Name"], one["TrailARN"]} & {*asked}
        ]
    return json.dumps(found).encode()


def _recorded(status: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    """An answer as it is kept: without what differs each time and says nothing."""
    answer: dict[str, Any] = {"status": status, "type": headers.get("Content-Type", "text/xml")}
    try:
        answer["body"] = _ONE_TIME.sub(r"\1r\2", body.decode())
    except UnicodeDecodeError:
        answer["base64"] = base64.b64encode(body).decode()
    kept = {
        name.lower(): value
        for name, value in headers.items()
        if name.lower() == "etag" or name.lower().startswith(("x-amz-", "x-amzn-"))
    }
    kept = {name: value for name, value in kept.items() if "request" not in name.replace("-", "")}
    return {**answer, "headers": kept} if kept else answer


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: Any, **__: Any) -> None:
        """Tests print nothing."""


def _request(environ: dict[str, Any]) -> Request:
    """What the request asks for; a form body is read and put back."""
    found = _SIGNATURE.search(environ.get("HTTP_AUTHORIZATION", ""))
    region, service = (found[2], found[3]) if found else ("", "")
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    query, body = environ["QUERY_STRING"], b""
    # Objects of S3 are neither forms nor JSON, come in chunks, and are nothing that is compared.
    if service != "s3":
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
    label = target.rpartition(".")[2]
    if not label and "urlencoded" in environ.get("CONTENT_TYPE", ""):
        action = _ACTION.search(body)
        label = action[1].decode() if action else ""
    key = request_keys.request_key(service, method, path, query, target, body)
    return Request(service, region, label or f"{method} {path}?{query}", key)


def _error(
    fault: Fault, request: Request, environ: dict[str, Any], start_response: Any
) -> list[bytes]:
    """An error in the words of the service's protocol."""
    code, kind = fault.code, "text/xml"
    if environ.get("HTTP_X_AMZ_TARGET"):
        body, kind = (
            json.dumps({"__type": code, "message": "injected"}),
            "application/x-amz-json-1.1",
        )
    elif request.service == "s3":
        body = f"<Error><Code>{code}</Code><Message>injected</Message></Error>"
    elif request.service == "ec2":
        body = (
            f"<Response><Errors><Error><Code>{code}</Code><Message>injected</Message></Error>"
            "</Errors><RequestID>r</RequestID></Response>"
        )
    else:
        body = (
            f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code>"
            "<Message>injected</Message></Error><RequestId>r</RequestId></ErrorResponse>"
        )
    data = body.encode()
    start_response(
        f"{fault.status} Injected",
        [("Content-Type", kind), ("Content-Length", str(len(data)))],
    )
    return [data]
