"""A local Cloud Storage for buckets: keeps what it is given, pages, logs, fails on demand.

*Constructed* after https://cloud.google.com/storage/docs/json_api/v1/buckets; it serves the whole
bucket resource, which fake-gcs-server does not keep.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

from werkzeug.serving import WSGIRequestHandler, make_server

_ONE = re.compile(r"/storage/v1/b/([^/]+)(/iam)?")


@dataclass
class GoogleServer:
    """url: for STORAGE_EMULATOR_HOST. buckets: raw, by name. policies: theirs, by name.

    log: ``METHOD /path``. faults: (regular expression on the log entry, status; 0 for half an
    answer, -1 for silence).
    """

    url: str = ""
    buckets: dict[str, dict[str, Any]] = field(default_factory=dict)
    policies: dict[str, dict[str, Any]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)
    page: int = 2

    def start(self) -> None:
        """Listen on a free port of loopback."""
        self._server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=_Quiet)
        # Clients keep connections open; stopping must not wait for them.
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self._server.block_on_close = False  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def reset(self) -> None:
        """Empty everything."""
        self.buckets.clear()
        self.policies.clear()
        self.log.clear()
        self.faults.clear()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        entry = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        self.log.append(entry)
        status, answer = self._answer(environ)
        body = json.dumps(answer).encode()
        for pattern, fault in self.faults:
            if re.search(pattern, entry):
                if fault == -1:
                    time.sleep(3)
                elif fault == 0:
                    body = body[: len(body) // 2]
                else:
                    status, body = fault, b'{"error": {"code": 0, "message": "injected"}}'
                break
        start_response(
            f"{status} X",
            [("Content-Type", "application/json"), ("Content-Length", str(len(body)))],
        )
        return [body]

    def _answer(self, environ: dict[str, Any]) -> tuple[int, Any]:
        path, query = environ["PATH_INFO"], parse_qs(environ["QUERY_STRING"])
        if environ["REQUEST_METHOD"] == "GET" and path == "/storage/v1/b":
            start = int(query.get("pageToken", ["0"])[0])
            names = sorted(self.buckets)
            answer: dict[str, Any] = {
                "items": [self.buckets[name] for name in names[start : start + self.page]]
            }
            if start + self.page < len(names):
                answer["nextPageToken"] = str(start + self.page)
            return 200, answer
        one = _ONE.fullmatch(path)
        if environ["REQUEST_METHOD"] == "GET" and one and unquote(one[1]) in self.buckets:
            name = unquote(one[1])
            policy = {"kind": "storage#policy", "etag": "CAE=", "version": 1}
            return 200, {**policy, **self.policies.get(name, {})} if one[2] else self.buckets[name]
        return 404, {"error": {"code": 404, "message": "not found"}}


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: Any, **__: Any) -> None:
        """Tests print nothing."""
