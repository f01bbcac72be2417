"""What Terraform keeps states in, as applications for `web_server`: enough of each protocol that
the real Terraform writes to them, and that the clients' own libraries read.

*Constructed* after developer.hashicorp.com/terraform/language/backend/http and
.../cloud-docs/api-docs, kubernetes.io/docs/reference/using-api/api-concepts and
learn.microsoft.com/rest/api/storageservices.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import uuid
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape


class HttpStates:
    """The http backend: GET, POST, LOCK, UNLOCK. states, locks: by path. user: (name, password)."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.states: dict[str, bytes] = {}
        self.locks: dict[str, bytes] = {}
        self.user: tuple[str, str] | None = None

    def __call__(self, arrived: Any) -> Any:
        path = arrived.path
        if self.user is not None:
            expected = base64.b64encode(":".join(self.user).encode()).decode()
            given = arrived.headers.get("authorization")
            if given != f"Basic {expected}":
                return self.answer(401 if given is None else 403, b"who are you?")
        if arrived.method == "GET":
            if path not in self.states:
                return self.answer(404)
            return self.answer(200, self.states[path])
        if arrived.method == "POST":
            self.states[path] = arrived.body
        elif arrived.method == "LOCK":
            if path in self.locks:
                return self.answer(423, self.locks[path])
            self.locks[path] = arrived.body
        elif arrived.method == "UNLOCK":
            self.locks.pop(path, None)
        else:
            return self.answer(405)
        return self.answer(200)


_VERSION = {"TFP-API-Version": "2.6", "TFP-AppName": "HCP Terraform"}


class TerraformCloud:
    """HCP Terraform: workspaces of one organization and their states.

    url: its own, for downloads. downloads: of another host that serves `archive`, or "".
    """

    def __init__(self, answer: Any, token: str = "tok.atlasv1.secret") -> None:
        self.answer = answer
        self.token = token
        self.url = ""
        self.downloads = ""
        self.page = 2
        self.workspaces: dict[str, dict[str, Any]] = {}
        self.versions: dict[str, list[dict[str, Any]]] = {}
        self.stored: dict[str, bytes] = {}

    def add(self, name: str, state: bytes | None = None) -> None:
        """A workspace, with a state if one is given."""
        self.workspaces[name] = {
            "id": f"ws-{name}",
            "type": "workspaces",
            "attributes": {
                "name": name,
                "locked": False,
                "execution-mode": "local",
                "operations": False,
                "terraform-version": "1.11.4",
                "permissions": dict.fromkeys(
                    ("can-update", "can-lock", "can-unlock", "can-queue-run", "can-read-settings"),
                    True,
                ),
            },
            "relationships": {
                "organization": {"data": {"id": "acme", "type": "organizations"}},
            },
        }
        if state is not None:
            self._keep(name, state, 1, "")

    def _keep(self, name: str, state: bytes | None, serial: int, lineage: str) -> dict[str, Any]:
        id_ = f"sv-{name}-{len(self.versions.get(name, [])) + 1}"
        path = f"/_archivist/v1/object/{id_}"
        if state is not None:
            self.stored[path] = state
        url = (self.downloads or self.url) + path
        version = {
            "id": id_,
            "type": "state-versions",
            "attributes": {
                "serial": serial,
                "lineage": lineage,
                "status": "finalized",
                "hosted-state-download-url": url,
                "hosted-json-state-download-url": url + ".json",
                "hosted-state-upload-url": url,
                "hosted-json-state-upload-url": url + ".json",
                "created-at": "2026-01-01T00:00:00Z",
            },
            "relationships": {"outputs": {"data": []}},
        }
        self.versions.setdefault(name, []).append(version)
        return version

    def archive(self, arrived: Any) -> Any:
        """Where the states themselves are: whoever knows the address may read."""
        if arrived.method == "PUT":
            self.stored[arrived.path] = arrived.body
            return self.answer(200)
        if arrived.path not in self.stored:
            return self.answer(404)
        return self.answer(200, self.stored[arrived.path])

    def __call__(self, arrived: Any) -> Any:
        if arrived.path == "/.well-known/terraform.json":
            services = {"state.v2": "/api/v2/", "tfe.v2": "/api/v2/", "tfe.v2.1": "/api/v2/"}
            return self.answer(
                200, json.dumps(services).encode(), {"Content-Type": "application/json"}
            )
        if arrived.path.startswith("/_archivist/"):
            return self.archive(arrived)
        if arrived.headers.get("authorization") != f"Bearer {self.token}":
            return self._json(401, {"errors": [{"status": "401", "title": "unauthorized"}]})
        steps = tuple(arrived.path.removeprefix("/api/v2/").split("/"))
        match steps:
            case ("ping",):
                return self.answer(204, b"", _VERSION)
            case ("organizations", "acme", *rest):
                return self._organization(arrived, tuple(rest))
            case ("workspaces", id_, *rest) if id_.removeprefix("ws-") in self.workspaces:
                return self._workspace(arrived, id_.removeprefix("ws-"), "/".join(rest))
            case ("state-versions", id_, *_):
                for version in (one for many in self.versions.values() for one in many):
                    if version["id"] == id_:
                        return self._json(200, {"data": version})
        return self._missing()

    def _organization(self, arrived: Any, steps: tuple[str, ...]) -> Any:
        match steps:
            case ("entitlement-set",):
                names = ("operations", "state-storage", "sentinel", "teams", "vcs-integrations")
                attributes = {name: name == "state-storage" for name in names}
                return self._json(
                    200,
                    {"data": {"id": "org", "type": "entitlement-sets", "attributes": attributes}},
                )
            case ():
                attributes = {"name": "acme", "permissions": {}}
                return self._json(
                    200,
                    {"data": {"id": "acme", "type": "organizations", "attributes": attributes}},
                )
            case ("workspaces",) if arrived.method == "POST":
                name = json.loads(arrived.body)["data"]["attributes"]["name"]
                self.add(name)
                return self._json(201, {"data": self.workspaces[name]})
            case ("workspaces",):
                return self._page(arrived.query)
            case ("workspaces", name) if name in self.workspaces:
                return self._json(200, {"data": self.workspaces[name]})
        return self._missing()

    def _page(self, query: dict[str, str]) -> Any:
        start = query.get("search[wildcard-name]", "*").removesuffix("*")
        names = sorted(name for name in self.workspaces if name.startswith(start))
        number = int(query.get("page[number]", "1"))
        there = names[(number - 1) * self.page : number * self.page]
        more = len(names) > number * self.page
        pages = {
            "current-page": number,
            "next-page": number + 1 if more else None,
            "total-pages": -(-len(names) // self.page),
            "total-count": len(names),
        }
        data = [self.workspaces[name] for name in there]
        return self._json(200, {"data": data, "meta": {"pagination": pages}})

    def _workspace(self, arrived: Any, name: str, rest: str) -> Any:
        if rest.startswith("actions/"):
            self.workspaces[name]["attributes"]["locked"] = "unlock" not in rest
        elif rest == "current-state-version":
            if not self.versions.get(name):
                return self._missing()
            return self._json(200, {"data": self.versions[name][-1]})
        elif rest == "state-versions" and arrived.method == "POST":
            given = json.loads(arrived.body)["data"]["attributes"]
            state = base64.b64decode(given["state"]) if given.get("state") else None
            version = self._keep(name, state, given["serial"], given.get("lineage", ""))
            return self._json(201, {"data": version})
        return self._json(200, {"data": self.workspaces[name]})

    def _missing(self) -> Any:
        return self._json(404, {"errors": [{"status": "404", "title": "not found"}]})

    def _json(self, status: int, document: Any) -> Any:
        headers = {"Content-Type": "application/vnd.api+json", **_VERSION}
        return self.answer(status, json.dumps(document).encode(), headers)


_OBJECT = re.compile(
    r"/(?:api/v1|apis/coordination\.k8s\.io/v1)/namespaces/([^/]+)/(secrets|leases)(?:/([^/]+))?"
)


class Cluster:
    """A Kubernetes API with Secrets and Leases. token: who may ask, or "" for a certificate."""

    def __init__(self, answer: Any, token: str = "") -> None:
        self.answer = answer
        self.token = token
        self.objects: dict[tuple[str, str, str], dict[str, Any]] = {}

    def put(self, namespace: str, name: str, data: dict[str, str]) -> None:
        """A Secret; data: as stored, in base64."""
        self.objects["secrets", namespace, name] = {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": name, "namespace": namespace},
            "data": data,
        }

    def __call__(self, arrived: Any) -> Any:
        given = arrived.headers.get("authorization", "")
        if self.token and given != f"Bearer {self.token}":
            return self._status(401, "Unauthorized")
        if not self.token and not arrived.certificate:
            return self._status(401, "Unauthorized")
        found = _OBJECT.fullmatch(arrived.path)
        if not found:
            return self._status(404, "NotFound")
        namespace, kind, name = found.groups()
        if arrived.method == "GET" and not name:
            return self._list(kind, namespace, arrived.query.get("labelSelector", ""))
        if arrived.method == "POST":
            return self._write(kind, namespace, json.loads(arrived.body), 201)
        key = (kind, namespace, name)
        if key not in self.objects:
            return self._status(404, "NotFound")
        if arrived.method == "PUT":
            return self._write(kind, namespace, json.loads(arrived.body), 200)
        if arrived.method == "DELETE":
            del self.objects[key]
            return self._status(200, "Success")
        return self._json(200, self.objects[key])

    def _list(self, kind: str, namespace: str, selector: str) -> Any:
        wanted = dict(one.split("=") for one in selector.split(",") if one)
        items = [
            one
            for (a_kind, where, _), one in sorted(self.objects.items())
            if (a_kind, where) == (kind, namespace)
            and wanted.items() <= one["metadata"].get("labels", {}).items()
        ]
        name = {"secrets": "SecretList", "leases": "LeaseList"}[kind]
        return self._json(
            200,
            {
                "kind": name,
                "apiVersion": "v1",
                "metadata": {"resourceVersion": "1"},
                "items": items,
            },
        )

    def _write(self, kind: str, namespace: str, given: dict[str, Any], status: int) -> Any:
        given["kind"] = {"secrets": "Secret", "leases": "Lease"}[kind]
        given["apiVersion"] = "v1" if kind == "secrets" else "coordination.k8s.io/v1"
        metadata = given.setdefault("metadata", {})
        metadata.update(namespace=namespace, uid=str(uuid.uuid4()), resourceVersion="1")
        self.objects[kind, namespace, metadata["name"]] = given
        return self._json(status, given)

    def _status(self, code: int, reason: str) -> Any:
        kind = {"kind": "Status", "apiVersion": "v1", "reason": reason, "code": code}
        return self._json(code, kind)

    def _json(self, status: int, document: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        return self.answer(status, json.dumps(document).encode(), headers)


_SIGNED = [
    "content-encoding",
    "content-language",
    "content-length",
    "content-md5",
    "content-type",
    "date",
    "if-modified-since",
    "if-match",
    "if-none-match",
    "if-unmodified-since",
    "range",
]


class BlobStore:
    """Azure Storage, one account: blobs by (container, name), read whole or in ranges, listed.

    key: the account's, in base64; a request signed with another is refused, one with a SAS token
    needs ``sig=`+ `signature`.
    """

    def __init__(self, answer: Any, account: str = "acmestates") -> None:
        self.answer = answer
        self.account = account
        self.key = base64.b64encode(b"key of the storage account").decode()
        self.signature = "c2lnbmF0dXJl"
        self.bearer = ""
        self.page = 2
        self.blobs: dict[tuple[str, str], bytes] = {}

    def __call__(self, arrived: Any) -> Any:
        if not self._is_signed(arrived):
            return self._error(403, "AuthenticationFailed")
        path = arrived.path.removeprefix(f"/{self.account}")
        _, container, *rest = path.split("/", 2)
        if container not in {name for name, _ in self.blobs}:
            return self._error(404, "ContainerNotFound")
        if not rest:
            return self._list(container, arrived.query)
        if (container, rest[0]) not in self.blobs:
            return self._error(404, "BlobNotFound")
        return self._blob(arrived, self.blobs[container, rest[0]])

    def _blob(self, arrived: Any, data: bytes) -> Any:
        total = len(data)
        wanted = arrived.headers.get("x-ms-range") or arrived.headers.get("range")
        headers = {
            "ETag": '"0x8D"',
            "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT",
            "Content-Type": "application/json",
            "x-ms-blob-type": "BlockBlob",
            "x-ms-version": arrived.headers.get("x-ms-version", ""),
        }
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", wanted or "")
        if not found:
            return self.answer(200, data, headers)
        start, end = int(found[1]), int(found[2] or total)
        if start >= total:
            return self._error(416, "InvalidRange")
        part = data[start : end + 1]
        headers["Content-Range"] = f"bytes {start}-{start + len(part) - 1}/{total}"
        return self.answer(206, part, headers)

    def _list(self, container: str, query: dict[str, str]) -> Any:
        prefix, marker = query.get("prefix", ""), int(query.get("marker") or 0)
        names = sorted(n for c, n in self.blobs if c == container and n.startswith(prefix))
        there = names[marker : marker + self.page]
        following = str(marker + self.page) if len(names) > marker + self.page else ""
        blobs = "".join(f"<Blob><Name>{escape(n)}</Name><Properties/></Blob>" for n in there)
        body = (
            f'<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="x" '
            f'ContainerName="{container}"><Prefix>{escape(prefix)}</Prefix><Blobs>{blobs}</Blobs>'
            f"<NextMarker>{following}</NextMarker></EnumerationResults>"
        )
        return self.answer(200, body.encode(), {"Content-Type": "application/xml"})

    def _is_signed(self, arrived: Any) -> bool:
        given = arrived.headers.get("authorization", "")
        if self.bearer:
            return bool(given == f"Bearer {self.bearer}")
        if "sig" in arrived.query:
            return bool(arrived.query["sig"] == self.signature)
        return bool(given == f"SharedKey {self.account}:{self._signed(arrived)}")

    def _signed(self, arrived: Any) -> str:
        """learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key"""
        values = [arrived.headers.get(name, "") for name in _SIGNED]
        values[2] = "" if values[2] == "0" else values[2]
        ours = sorted(name for name in arrived.headers if name.startswith("x-ms-"))
        resource = [f"/{self.account}{urlsplit(arrived.target).path}"]
        resource += [f"{name.lower()}:{value}" for name, value in sorted(arrived.query.items())]
        text = "\n".join(
            [
                arrived.method,
                *values,
                *(f"{name}:{arrived.headers[name]}" for name in ours),
                *resource,
            ]
        )
        digest = hmac.new(base64.b64decode(self.key), text.encode(), hashlib.sha256).digest()
        return base64.b64encode(digest).decode()

    def _error(self, status: int, code: str) -> Any:
        body = f'<?xml version="1.0"?><Error><Code>{quote(code)}</Code><Message>m</Message></Error>'
        headers = {"Content-Type": "application/xml", "x-ms-error-code": code}
        return self.answer(status, body.encode(), headers)
