"""A web server on loopback: any method, with or without TLS, a request log, faults on demand."""

from __future__ import annotations

import contextlib
import re
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Arrived:
    """One request. headers: by lower-case name. certificate: of the client, when it showed one."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""
    certificate: dict[str, Any] | None = None

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        found = parse_qs(urlsplit(self.target).query, keep_blank_values=True)
        return {name: values[0] for name, values in found.items()}

    @property
    def label(self) -> str:
        return f"{self.method} {self.target}"


@dataclass
class Answer:
    """What the server says."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """What happens to requests whose label matches: a status, ``truncate``, ``silence`` (seconds
    without a byte), ``drop`` (the connection ends), ``garbage`` (no such body). times: how often,
    None for always."""

    label: str
    kind: int | str
    times: int | None = None


App = Callable[[Arrived], Answer]


class WebServer:
    """Serves `app`. log: everything that arrived."""

    def __init__(self, app: App, tls: ssl.SSLContext | None = None) -> None:
        self.app, self.tls = app, tls
        self.log: list[Arrived] = []
        self.faults: list[Fault] = []
        self.silence = 3.0
        self._lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self.port = self._server.server_address[1]
        self.host = f"localhost:{self.port}"
        self.url = f"http{'s' if tls else ''}://{self.host}"

    def __enter__(self) -> WebServer:
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def labels(self) -> list[str]:
        """``METHOD /path?query`` of everything that arrived."""
        return [one.label for one in self.log]

    def calm(self) -> None:
        """Forget the log and the faults."""
        self.log.clear()
        self.faults.clear()

    def fault(self, label: str, kind: int | str, times: int | None = None) -> None:
        """Let requests fail; see `Fault`."""
        self.faults.append(Fault(label, kind, times))

    def answer(self, arrived: Arrived) -> tuple[Answer, str]:
        """The answer, and what of it fails on the way."""
        with self._lock:
            self.log.append(arrived)
            for fault in self.faults:
                if not re.search(fault.label, arrived.label) or fault.times == 0:
                    continue
                if fault.times is not None:
                    fault.times -= 1
                if isinstance(fault.kind, int):
                    return Answer(fault.kind, b"secret-of-the-error-page"), ""
                if fault.kind == "garbage":
                    return Answer(200, b"<html>secret-of-the-page</html>"), ""
                return self.app(arrived), fault.kind
            return self.app(arrived), ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: WebServer

    def handle_error(self, *_: Any) -> None:
        """Connections that clients give up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are written apart: without this each answer waits for an acknowledgement.
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        # Here, in the connection's own thread: a client that speaks no TLS must not hold the rest.
        if self.server.owner.tls is not None:
            tls, plain = self.server.owner.tls, self.request
            with contextlib.ExitStack() as stack:
                stack.callback(plain.close)
                self.request = tls.wrap_socket(plain, server_side=True)
                stack.pop_all()
        super().setup()

    def finish(self) -> None:
        super().finish()
        # The server closes the socket that it accepted, which is no longer the one in use.
        self.request.close()

    def log_message(self, *_: Any) -> None:
        """Tests print nothing."""

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        certificate = self.request.getpeercert() if self.server.owner.tls else None
        arrived = Arrived(
            self.command,
            self.path,
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length),
            certificate or None,
        )
        answer, failure = self.server.owner.answer(arrived)
        if failure == "silence":
            time.sleep(self.server.owner.silence)
        if failure in ("drop", "silence"):
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD" and answer.status not in (204, 304):
            self.wfile.write(answer.body[: len(answer.body) // 2] if failure else answer.body)
        if failure:
            self.close_connection = True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)
