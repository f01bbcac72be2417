"""A local Google Cloud: the services' own APIs to change things, and Cloud Asset Inventory.

Its routes come from Google's discovery documents, so that Google's own client can drive it:
``insert``, ``patch``, ``get`` and ``delete`` of the services, ``assets.list`` of the inventory
with paging, asset types and contents. What a service keeps is what the inventory answers.
"""

from __future__ import annotations

import copy
import json
import re
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

from google_discovery import SCHEMAS, document
from werkzeug.serving import WSGIRequestHandler, make_server

SERVICES = ("compute.v1", "pubsub.v1", "cloudkms.v1", "cloudasset.v1")


@dataclass(frozen=True)
class Route:
    """A method of an API. asset: the asset type of what it is about."""

    verb: str
    path: re.Pattern[str]
    method: str
    collection: str
    asset: str


def routes(name: str) -> Iterator[Route]:
    """Every method of a discovery document."""
    doc = document(name)
    pending = list(doc.get("resources", {}).items())
    while pending:
        collection, resource = pending.pop()
        pending += resource.get("resources", {}).items()
        for method, one in resource.get("methods", {}).items():
            path = "/" + doc["servicePath"] + one["path"]
            pattern = re.sub(r"\\\{\\\+(\w+)\\\}", r"(?P<\1>.+?)", re.escape(path))
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", pattern)
            body = one.get("request", {}).get("$ref", one.get("response", {}).get("$ref", ""))
            asset = next((k for k, v in SCHEMAS.items() if v == (name, body)), "")
            yield Route(one["httpMethod"], re.compile(pattern), method, collection, asset)


@dataclass
class AssetsServer:
    """url: of every service. kept: (asset type, data) by path. policies: assets with a policy.

    log: ``METHOD /path?query``. faults: (regular expression on the log entry, status; 0 for half
    an answer, -1 for silence).
    """

    url: str = ""
    kept: dict[str, tuple[str, Any]] = field(default_factory=dict)
    extra: list[Any] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)
    page: int = 2

    def start(self) -> None:
        """Listen on a free port of loopback."""
        self._routes = [one for name in SERVICES for one in routes(name)]
        self._routes.sort(key=lambda one: -one.path.pattern.count("/"))
        self._server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=_Quiet)
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
        for one in (self.kept, self.extra, self.log, self.faults):
            one.clear()

    def client(self, service: str) -> Any:
        """Google's own client of a service, ``compute.v1``; it may change things."""
        from googleapiclient.discovery import build_from_document
        from googleapiclient.http import HttpRequest
        from httplib2 import Http

        doc = {**document(service), "rootUrl": self.url + "/"}
        untyped: Any = build_from_document
        return untyped(json.dumps(doc), http=Http(timeout=10), requestBuilder=HttpRequest)

    def assets(self) -> list[Any]:
        """Everything, as the inventory has it."""
        found = []
        for path, (kind, data) in sorted(self.kept.items()):
            relative = path[path.index("projects/") :]
            found.append(
                {
                    "name": f"//{kind.partition('/')[0]}/{relative}",
                    "assetType": kind,
                    "resource": {"version": "v1", "data": data},
                    "ancestors": ["projects/123456789"],
                }
            )
        return [*found, *self.extra]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        entry = f"{environ['REQUEST_METHOD']} {path}?{unquote(query)}"
        self.log.append(entry)
        size = int(environ.get("CONTENT_LENGTH") or 0)
        sent = json.loads(environ["wsgi.input"].read(size)) if size else {}
        status, answer = self._answer(environ["REQUEST_METHOD"], path, parse_qs(query), sent)
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
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response(f"{status} X", headers)
        return [body]

    def _answer(self, verb: str, path: str, query: Any, sent: Any) -> tuple[int, Any]:
        for route in self._routes:
            if route.verb == verb and route.path.fullmatch(path):
                break
        else:
            return 404, {"error": {"code": 404, "message": f"no route {verb} {path}"}}
        if route.collection == "assets":
            return self._inventory(query)
        if route.method in ("insert", "create"):
            name = sent.get("name") or next(iter(query.get("cryptoKeyId", query.get("keyRingId"))))
            at = path if verb == "PUT" else f"{path}/{name}"
            data = {**copy.deepcopy(sent), "name": name}
            if route.asset.startswith("compute."):
                data["selfLink"] = f"https://www.googleapis.com{at}"
            self.kept[at] = (route.asset, data)
            return 200, data
        if path not in self.kept:
            return 404, {"error": {"code": 404, "message": f"no {path}"}}
        if route.method == "patch":
            self.kept[path][1].update(sent)
        if route.method == "delete":
            del self.kept[path]
            return 200, {}
        return 200, self.kept[path][1]

    def _inventory(self, query: Any) -> tuple[int, Any]:
        kinds, content = set(query.get("assetTypes", ())), query["contentType"][0]
        if unknown := kinds - set(SCHEMAS):
            return 400, {"error": {"code": 400, "message": f"unknown: {unknown}"}}
        wanted = "resource" if content == "RESOURCE" else "iamPolicy"
        found = [one for one in self.assets() if one["assetType"] in kinds and wanted in one]
        start = int(query.get("pageToken", ["0"])[0])
        answer: dict[str, Any] = {"readTime": "2026-01-01T00:00:00Z"}
        if rest := found[start : start + self.page]:
            answer["assets"] = rest
        if start + self.page < len(found):
            answer["nextPageToken"] = str(start + self.page)
        return 200, answer


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: Any, **__: Any) -> None:
        """Tests print nothing."""
