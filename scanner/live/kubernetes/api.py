"""Requests to a cluster: what answers mean, discovery, and lists page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from scanner.errors import LiveError
from scanner.live.kubernetes.guard import METADATA
from scanner.live.kubernetes.session import KubernetesSession
from scanner.live.notread import NotRead

PAGE: Final = 500
"""Objects per answer, as kubectl asks."""
_RESTARTS: Final = 3
_MAX_PAGES: Final = 20_000
_JSON: Final = "application/json"
_AGGREGATED: Final = (
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that the cluster serves. version: ``apps/v1``. resource: ``deployments``."""

    version: str
    kind: str
    resource: str
    namespaced: bool
    listable: bool = True

    @property
    def group(self) -> str:
        """Its API group, "" for the core one."""
        return self.version.rpartition("/")[0]

    def path(self, namespace: str = "", name: str = "") -> str:
        """Of its objects, of those in a namespace, or of one."""
        root = f"/apis/{self.version}" if "/" in self.version else f"/api/{self.version}"
        home = f"/namespaces/{quote(namespace, safe='')}" if namespace and self.namespaced else ""
        return f"{root}{home}/{self.resource}" + (f"/{quote(name, safe='')}" if name else "")


def fetch(session: KubernetesSession, path: str, query: str = "", accept: str = _JSON) -> Any:
    """The JSON document at a path. Raises NotRead, for 404 and 410 as `Gone`."""
    import orjson

    try:
        status, body = session.get(path, query, accept)
    except NotRead:
        raise
    except LiveError as error:
        raise NotRead(str(error)) from None
    if status in (404, 410):
        raise Gone(status)
    if status == 401:
        raise NotRead("the cluster does not know who asks (401); sign in again", denied=True)
    if status == 403:
        raise NotRead("access is denied", denied=True)
    if status == 429:
        raise NotRead("the cluster is busy (429)")
    if status != 200:
        raise NotRead(f"the cluster answered {status}")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NotRead("what answers there is no Kubernetes API; check the kubeconfig") from None


class Gone(NotRead):
    """404, there is no such thing, or 410, the continuation of a list has expired."""

    def __init__(self, status: int) -> None:
        super().__init__("there is no such resource" if status == 404 else "the list has expired")
        self.status = status


# ---- discovery -------------------------------------------------------------------------------


@dataclass(slots=True)
class Discovery:
    """Which kinds a cluster serves. Asks for what it needs to answer, once.

    groups: (group, its versions, the preferred one first), when it is not told all at once.
    """

    session: KubernetesSession
    kinds: dict[tuple[str, str], Kind] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    failed: dict[str, NotRead] = field(default_factory=dict)
    _read: set[str] = field(default_factory=set)
    preferred: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, session: KubernetesSession) -> Discovery:
        """Raises NotRead when the cluster does not say which groups it has."""
        found = cls(session)
        for path in ("/api", "/apis"):
            answer = fetch(session, path, "", _AGGREGATED)
            if not isinstance(answer, dict):
                raise NotRead("what answers there is no Kubernetes API; check the kubeconfig")
            if answer.get("kind") == "APIGroupDiscoveryList":
                found._aggregated(answer)
            elif path == "/api":
                found.groups[""] = _texts(answer.get("versions"))
            else:
                for group in _dicts(answer.get("groups")):
                    versions = [str(one.get("groupVersion")) for one in _dicts(group["versions"])]
                    found.groups[str(group.get("name"))] = versions
        return found

    def find(self, version: str, kind: str) -> Kind | None:
        """The kind in this version; None when the cluster does not serve it. Raises NotRead."""
        if (version, kind) not in self.kinds and version not in self._read:
            served = self.groups.get(version.rpartition("/")[0], ())
            if version in served:
                self._resources(version)
        if version in self.failed:
            raise self.failed[version]
        return self.kinds.get((version, kind))

    def versions(self, group: str, kind: str) -> list[str]:
        """In which versions the cluster serves a kind of a group."""
        return [v for (v, k), one in self.kinds.items() if k == kind and one.group == group]

    def everything(self) -> list[Kind]:
        """Every kind that can be listed, each in the version its group prefers."""
        for versions in self.groups.values():
            for version in versions:
                if version not in self._read:
                    self._resources(version)
        chosen: dict[tuple[str, str], Kind] = {}
        for one in self.kinds.values():
            if one.listable:
                chosen.setdefault((one.group, one.kind), one)
        return list(chosen.values())

    def _resources(self, version: str) -> None:
        self._read.add(version)
        root = f"/apis/{version}" if "/" in version else f"/api/{version}"
        try:
            answer = fetch(self.session, root)
        except NotRead as error:
            # A server behind the API server that is down costs only its own group.
            self.failed[version] = error
            return
        for one in _dicts(answer.get("resources") if isinstance(answer, dict) else None):
            name, kind, verbs = str(one.get("name")), str(one.get("kind")), _texts(one.get("verbs"))
            if "/" not in name and "get" in verbs:
                self._add(version, kind, name, bool(one.get("namespaced")), "list" in verbs)

    def _aggregated(self, answer: Mapping[str, Any]) -> None:
        for group in _dicts(answer.get("items")):
            name = str((group.get("metadata") or {}).get("name") or "")
            for served in _dicts(group.get("versions")):
                version = f"{name}/{served.get('version')}" if name else str(served.get("version"))
                self.groups.setdefault(name, []).append(version)
                self._read.add(version)
                if served.get("freshness") == "Stale":
                    self.failed[version] = NotRead("its API server does not answer")
                for one in _dicts(served.get("resources")):
                    kind = str((one.get("responseKind") or {}).get("kind") or "")
                    verbs = _texts(one.get("verbs"))
                    if kind and "get" in verbs:
                        namespaced = one.get("scope") == "Namespaced"
                        resource = str(one.get("resource"))
                        self._add(version, kind, resource, namespaced, "list" in verbs)

    def _add(
        self, version: str, kind: str, resource: str, namespaced: bool, listable: bool
    ) -> None:
        one = Kind(version, kind, resource, namespaced, listable)
        self.kinds.setdefault((version, kind), one)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


# ---- lists -----------------------------------------------------------------------------------


def listed(
    session: KubernetesSession, kind: Kind, namespace: str = "", *, metadata_only: bool = False
) -> list[dict[str, Any]]:
    """Every object of a kind (in a namespace), page by page. Raises NotRead: a part is nothing.

    A list whose continuation expires on the way is begun again.
    """
    for _ in range(_RESTARTS):
        try:
            return list(_pages(session, kind, namespace, metadata_only))
        except Gone as gone:
            if gone.status == 404:
                raise
    raise NotRead("the list expired again and again while it was read")


def _pages(
    session: KubernetesSession, kind: Kind, namespace: str, metadata_only: bool
) -> Iterator[dict[str, Any]]:
    path, token = kind.path(namespace), ""
    for _ in range(_MAX_PAGES):
        query = f"limit={PAGE}" + (f"&continue={quote(token, safe='')}" if token else "")
        answer = fetch(session, path, query, METADATA if metadata_only else _JSON)
        items = answer.get("items") if isinstance(answer, dict) else None
        if items is None and isinstance(answer, dict) and "items" in answer:
            items = []  # How Go writes an empty list.
        if not isinstance(items, list):
            raise NotRead("the answer is no list; check the cluster")
        for item in items:
            if isinstance(item, dict):
                # Elements of a list do not say what they are.
                head = {"apiVersion": kind.version, "kind": kind.kind}
                yield {**head, "metadata": item.get("metadata")} if metadata_only else item | head
        metadata = answer.get("metadata")
        following = metadata.get("continue") if isinstance(metadata, dict) else ""
        if not isinstance(following, str) or not following:
            return
        if following == token:
            raise NotRead("the list goes on without an end")
        token = following
    raise NotRead("the list goes on without an end")
