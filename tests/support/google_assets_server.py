"""A local Google Cloud: the services' own APIs to change things, and Cloud Asset Inventory.

Its routes come from Google's discovery documents, so that Google's own client can drive it:
``insert``, ``create``, ``patch``, ``get`` and ``delete`` of the services, ``setIamPolicy``, and
``assets.list`` of the inventory with paging, asset types and contents. What a service keeps is what
the inventory answers.
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

from google_discovery import ALSO, SCHEMAS, document
from werkzeug.serving import WSGIRequestHandler, make_server

SERVICES = (
    "artifactregistry.v1",
    "bigquery.v2",
    "cloudasset.v1",
    "cloudfunctions.v1",
    "cloudfunctions.v2",
    "cloudkms.v1",
    "cloudresourcemanager.v1",
    "compute.v1",
    "container.v1",
    "dns.v1",
    "logging.v2",
    "pubsub.v1",
    "redis.v1",
    "run.v2",
    "secretmanager.v1",
    "sqladmin.v1",
)
MADE = ("insert", "create")


@dataclass(frozen=True)
class Route:
    """A method of an API. id: ``compute.networks.insert``. field: where the body has the resource,
    "" when it is the body. assets: what it may be about; identifiers: query parameters that name
    what is made."""

    verb: str
    path: re.Pattern[str]
    method: str
    id: str
    service: str
    field: str
    assets: tuple[str, ...]
    identifiers: tuple[str, ...]

    def asset(self, path: str) -> str:
        """The asset type; what is global has one of its own beside what is regional."""
        for one in self.assets:
            if one.partition("/")[2].startswith("Global") == ("/global/" in path):
                return one
        return self.assets[0] if self.assets else ""


def routes(name: str) -> Iterator[Route]:
    """Every method of a discovery document."""
    doc = document(name)
    known: dict[str, list[str]] = {}
    for asset, (of, schema) in (*SCHEMAS.items(), *ALSO.items()):
        if of == name:
            known.setdefault(schema, []).append(asset)
    pending = list(doc.get("resources", {}).items())
    while pending:
        _, resource = pending.pop()
        pending += resource.get("resources", {}).items()
        for method, one in resource.get("methods", {}).items():
            path = "/" + doc["servicePath"] + one["path"]
            pattern = _pattern(path, one.get("parameters", {}))
            body = one.get("request", {}).get("$ref", "")
            field_, schema = "", body
            if body not in known:
                fields = doc["schemas"].get(body, {}).get("properties", {})
                inside = {f: of["$ref"] for f, of in fields.items() if of.get("$ref") in known}
                field_, schema = next(iter(inside.items()), ("", ""))
            identifiers = tuple(
                p
                for p, of in one.get("parameters", {}).items()
                if of["location"] == "query" and p.endswith("Id") and p != "requestId"
            )
            yield Route(
                one["httpMethod"], re.compile(pattern), method, one["id"], name, field_,
                tuple(known.get(schema, ())), identifiers,
            )  # fmt: skip


def _pattern(path: str, parameters: Any) -> str:
    """A regular expression for a method's path, with what its parameters may be."""
    found = ""
    for literal, whole, name in re.findall(r"([^{]*)(?:\{(\+?)(\w+)\})?", path):
        found += re.escape(literal)
        if name:
            of = parameters[name].get("pattern", "^.+$" if whole else "^[^/]+$")
            found += f"(?P<{name}>{of.strip('^$')})"
    return found


@dataclass
class AssetsServer:
    """url: of every service. kept: (asset type, data) by path. policies: assets with a policy.

    log: ``METHOD /path?query``. faults: (regular expression on the log entry, status; 0 for half
    an answer, -1 for silence). once: the same, each for one request alone.
    """

    url: str = ""
    kept: dict[str, tuple[str, Any]] = field(default_factory=dict)
    extra: list[Any] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)
    once: list[tuple[str, int]] = field(default_factory=list)
    page: int = 2
    _clients: dict[str, Any] = field(default_factory=dict)

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
        for one in (self.kept, self.extra, self.log, self.faults, self.once):
            one.clear()

    def client(self, service: str) -> Any:
        """Google's own client of a service, ``compute.v1``; it may change things."""
        if service in self._clients:
            return self._clients[service]
        from googleapiclient.discovery import build_from_document
        from googleapiclient.http import HttpRequest
        from httplib2 import Http

        doc = {**document(service), "rootUrl": self.url + "/"}
        untyped: Any = build_from_document
        made = untyped(json.dumps(doc), http=Http(timeout=10), requestBuilder=HttpRequest)
        self._clients[service] = made
        return made

    def make(self, asset: Any) -> None:
        """Make an asset's resource through Google's own client."""
        self._call(asset, MADE, asset["resource"]["data"])

    def change(self, asset: Any, data: Any) -> bool:
        """Change it so, whatever the service calls that; False where it has no such method."""
        return self._call(asset, ("patch", "update"), data)

    def delete(self, asset: Any) -> None:
        """Delete it."""
        assert self._call(asset, ("delete",), None)

    def _call(self, asset: Any, methods: Iterable[str], data: Any) -> bool:
        relative = asset["name"][2:].partition("/")[2]
        collection, _, name = relative.rpartition("/")
        for route in self._routes:
            if route.method not in methods or (data is not None and not route.assets):
                continue
            where = relative if route.verb in ("PUT", "PATCH", "DELETE") else collection
            services = {SCHEMAS[asset["assetType"]][0], *(one[0] for one in ALSO.values())}
            if route.service not in services or (route.verb == "POST" and data is None):
                continue
            if data is not None and asset["assetType"] not in route.assets:
                continue
            found = self._path(route, where)
            if found is None:
                continue
            resource: Any = self.client(route.service)
            for step in route.id.split(".")[1:-1]:
                resource = getattr(resource, step)()
            more = {one: name for one in route.identifiers if route.method in MADE}
            if data is not None:
                more["body"] = {route.field: data} if route.field else data
            getattr(resource, route.method)(**found, **more).execute()
            return True
        return False

    def _path(self, route: Route, where: str) -> dict[str, str] | None:
        prefix = route.path.pattern.partition("(?P<")[0].replace("\\", "")
        version = re.match(r"/(?:[a-z]+/)*v\d\w*/", prefix)
        found = route.path.fullmatch((version[0] if version else "/") + where)
        return found.groupdict() if found else None

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
        for faults in (self.once, self.faults):
            found = next((one for one in faults if re.search(one[0], entry)), None)
            if found is None:
                continue
            if faults is self.once:
                faults.remove(found)
            if found[1] == -1:
                time.sleep(3)
            elif found[1] == 0:
                body = body[: len(body) // 2]
            else:
                status, body = found[1], b'{"error": {"code": 0, "message": "injected"}}'
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
        if route.id == "cloudasset.assets.list":
            return self._inventory(query)
        if route.method == "setIamPolicy":
            self.extra.append(policy_asset(path, sent["policy"]))
            return 200, sent["policy"]
        if route.method in MADE:
            data = copy.deepcopy(sent.get(route.field, sent))
            at = path if verb == "PUT" else f"{path}/{_name(route, data, query)}"
            kind = route.asset(path)
            if kind.startswith("compute."):
                data.setdefault("selfLink", f"https://www.googleapis.com{at}")
            self.kept[at] = (kind, data)
            return 200, data
        if path not in self.kept:
            return 404, {"error": {"code": 404, "message": f"no {path}"}}
        if route.method in ("patch", "update"):
            self.kept[path][1].update(sent.get(route.field, sent))
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


def policy_asset(path: str, policy: Any) -> Any:
    """The asset of a ``:setIamPolicy``, or ``/setIamPolicy`` as Compute Engine has it."""
    relative = re.sub(r"[:/]setIamPolicy$", "", path[path.index("projects/") :])
    kind = {
        "cryptoKeys": "cloudkms.googleapis.com/CryptoKey",
        "projects": "cloudresourcemanager.googleapis.com/Project",
    }[relative.split("/")[-2]]
    if kind.endswith("/Project"):
        relative = "projects/123456789"
    return {
        "name": f"//{kind.partition('/')[0]}/{relative}",
        "assetType": kind,
        "iamPolicy": policy,
        "ancestors": ["projects/123456789"],
    }


def _name(route: Route, data: Any, query: Any) -> str:
    """What a new resource is called: by the query, by its own name, or by a reference of it."""
    for one in route.identifiers:
        if one in query:
            return str(query[one][0])
    if "name" in data:
        return str(data["name"]).rpartition("/")[2]
    # A dataset's or table's reference ends with its own id.
    references = [one for field, one in data.items() if field.endswith("Reference")]
    own = {"tables": "tableId"}.get(route.id.split(".")[-2], "datasetId")
    return str(references[0][own])


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: Any, **__: Any) -> None:
        """Tests print nothing."""
