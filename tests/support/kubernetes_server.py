"""A small Kubernetes API for `web_server`: discovery, lists page by page, RBAC denials, writes.

*Constructed* after kubernetes.io/docs/reference/using-api/api-concepts (discovery, chunked lists,
410 Gone, PartialObjectMetadataList), .../server-side-apply (managedFields) and what kubectl sends.
Objects that are put in stay as they are, with what a real server would have filled in; what
arrives by POST or PATCH gets managedFields of its own.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

JSON = {"Content-Type": "application/json"}
NOW = "2026-03-01T12:00:00Z"


@dataclass(frozen=True)
class Served:
    """A kind that the server has."""

    group: str
    version: str
    kind: str
    resource: str
    namespaced: bool = True

    @property
    def group_version(self) -> str:
        return f"{self.group}/{self.version}" if self.group else self.version


def _kinds(group: str, version: str, names: str, namespaced: bool = True) -> list[Served]:
    found = []
    for name in names.split():
        kind, _, resource = name.partition(":")
        found.append(Served(group, version, kind, resource, namespaced))
    return found


KINDS = [
    *_kinds("", "v1", "Pod:pods Service:services ConfigMap:configmaps Secret:secrets"),
    *_kinds("", "v1", "ServiceAccount:serviceaccounts"),
    *_kinds("", "v1", "ReplicationController:replicationcontrollers"),
    *_kinds("", "v1", "PersistentVolumeClaim:persistentvolumeclaims LimitRange:limitranges"),
    *_kinds("", "v1", "ResourceQuota:resourcequotas Endpoints:endpoints PodTemplate:podtemplates"),
    *_kinds("", "v1", "Namespace:namespaces PersistentVolume:persistentvolumes Node:nodes", False),
    *_kinds("apps", "v1", "Deployment:deployments StatefulSet:statefulsets DaemonSet:daemonsets"),
    *_kinds("apps", "v1", "ReplicaSet:replicasets"),
    *_kinds("batch", "v1", "Job:jobs CronJob:cronjobs"),
    *_kinds("autoscaling", "v2", "HorizontalPodAutoscaler:horizontalpodautoscalers"),
    *_kinds("autoscaling", "v1", "HorizontalPodAutoscaler:horizontalpodautoscalers"),
    *_kinds("policy", "v1", "PodDisruptionBudget:poddisruptionbudgets"),
    *_kinds("networking.k8s.io", "v1", "NetworkPolicy:networkpolicies Ingress:ingresses"),
    *_kinds("networking.k8s.io", "v1", "IngressClass:ingressclasses", False),
    *_kinds("rbac.authorization.k8s.io", "v1", "Role:roles RoleBinding:rolebindings"),
    *_kinds("rbac.authorization.k8s.io", "v1", "ClusterRole:clusterroles", False),
    *_kinds("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding:clusterrolebindings", False),
    *_kinds("storage.k8s.io", "v1", "StorageClass:storageclasses CSIDriver:csidrivers", False),
    *_kinds("scheduling.k8s.io", "v1", "PriorityClass:priorityclasses", False),
    *_kinds("apiextensions.k8s.io", "v1", "CustomResourceDefinition:customresourcedefinitions",
            False),
    *_kinds("admissionregistration.k8s.io", "v1",
            "ValidatingWebhookConfiguration:validatingwebhookconfigurations "
            "MutatingWebhookConfiguration:mutatingwebhookconfigurations", False),
    *_kinds("node.k8s.io", "v1", "RuntimeClass:runtimeclasses", False),
    *_kinds("cert-manager.io", "v1", "Certificate:certificates"),
]  # fmt: skip

_PATH = re.compile(
    r"/(?:api/(v1)|apis/([^/]+)/([^/]+))(?:/namespaces/([^/]+)(?=/))?/([a-z]+)(?:/([^/]+))?(?:/([a-z]+))?"
)


class ClusterApi:
    """One cluster.

    objects: (group, resource, namespace, name) -> object. denied: pairs (resource, verb) that the
    caller may not; ``*`` for all. page: the most objects in one answer. expires: how many
    continuations are answered with 410. aggregated: whether discovery is told all at once.
    schemas: OpenAPI v3 documents by ``apis/GROUP/VERSION``.
    """

    def __init__(self, answer: Any, kinds: Iterable[Served] = KINDS) -> None:
        self.answer = answer
        self.kinds = list(kinds)
        self.objects: dict[tuple[str, str, str, str], dict[str, Any]] = {}
        self.denied: set[tuple[str, str]] = set()
        self.page = 500
        self.expires = 0
        self.aggregated = True
        self.schemas: dict[str, Any] = {}
        self.token = ""
        self._number = 100

    def put(self, item: dict[str, Any]) -> dict[str, Any]:
        """Store an object as a server holds it: with a uid, and what it is given."""
        served = self.of(item["apiVersion"], item["kind"])
        metadata = item.setdefault("metadata", {})
        if served.namespaced:
            metadata.setdefault("namespace", "default")
        self._number += 1
        metadata.setdefault("uid", f"00000000-0000-4000-8000-{self._number:012}")
        metadata.setdefault("resourceVersion", str(self._number))
        metadata.setdefault("creationTimestamp", "2026-01-01T00:00:00Z")
        home = metadata["namespace"] if served.namespaced else ""
        self.objects[served.group, served.resource, home, metadata["name"]] = item
        return item

    def of(self, version: str, kind: str) -> Served:
        return next(k for k in self.kinds if (k.group_version, k.kind) == (version, kind))

    def find(self, resource: str, name: str, namespace: str = "default") -> dict[str, Any]:
        for (_, one, home, called), item in self.objects.items():
            if (one, called) == (resource, name) and home in (namespace, ""):
                return item
        raise KeyError(resource, name)

    # ---- answers -----------------------------------------------------------------------------

    def __call__(self, arrived: Any) -> Any:
        if self.token and arrived.headers.get("authorization") != f"Bearer {self.token}":
            return self._status(401, "Unauthorized")
        path = arrived.path.rstrip("/")
        if path in ("/api", "/apis") and arrived.method == "GET":
            return self._groups(path, arrived.headers.get("accept", ""))
        if path.startswith("/openapi/v3/"):
            document = self.schemas.get(path.removeprefix("/openapi/v3/"))
            return self._json(document) if document else self._status(404, "NotFound")
        if path == "/version":
            return self._json({"major": "1", "minor": "33", "gitVersion": "v1.33.0"})
        versions = {f"/apis/{k.group_version}" if k.group else "/api/v1" for k in self.kinds}
        if path in versions:
            return self._resources(path)
        match = _PATH.fullmatch(path)
        served = self._served(match) if match else None
        if match is None or served is None:
            return self._status(404, "NotFound")
        return self._object(arrived, served, match[4] or "", match[6] or "")

    def _served(self, match: re.Match[str]) -> Served | None:
        group, version = (match[2] or "", match[3] or match[1])
        for one in self.kinds:
            if (one.group, one.version, one.resource) == (group, version, match[5]):
                return one
        return None

    def _object(self, arrived: Any, served: Served, namespace: str, name: str) -> Any:
        verb = {"GET": "get" if name else "list", "POST": "create", "PATCH": "patch",
                "PUT": "update", "DELETE": "delete"}[arrived.method]  # fmt: skip
        where = f" in the namespace {namespace}" if namespace else " at the cluster scope"
        for resource in (served.resource, "*"):
            if {(resource, verb), (resource + where[-9:], verb), (resource, verb + where)} & (
                self.denied
            ):
                return self._status(403, "Forbidden", f"{served.resource} is forbidden{where}")
        key = (served.group, served.resource, namespace if served.namespaced else "", name)
        if verb == "list":
            return self._list(arrived, served, namespace)
        if verb == "get":
            item = self.objects.get(key)
            if item is None:
                return self._status(404, "NotFound")
            return self._json({**item, "apiVersion": served.group_version, "kind": served.kind})
        return self._write(arrived, served, key, verb)

    def _list(self, arrived: Any, served: Served, namespace: str) -> Any:
        query, accept = arrived.query, arrived.headers.get("accept", "")
        if "watch" in query:
            return self._status(400, "BadRequest")
        found = [
            item
            for (group, resource, home, _), item in sorted(self.objects.items())
            if (group, resource) == (served.group, served.resource) and namespace in ("", home)
        ]
        start = int(query.get("continue") or 0)
        if start and self.expires:
            self.expires -= 1
            return self._status(410, "Expired")
        size = min(int(query.get("limit") or self.page), self.page)
        metadata: dict[str, Any] = {"resourceVersion": str(self._number)}
        if start + size < len(found):
            metadata["continue"] = str(start + size)
            metadata["remainingItemCount"] = len(found) - start - size
        items = found[start : start + size]
        if "PartialObjectMetadataList" in accept:
            head = {"apiVersion": "meta.k8s.io/v1", "kind": "PartialObjectMetadata"}
            items = [{**head, "metadata": item["metadata"]} for item in items]
            kind, version = "PartialObjectMetadataList", "meta.k8s.io/v1"
        else:
            # Elements of a list do not say what they are.
            items = [{k: v for k, v in i.items() if k not in ("apiVersion", "kind")} for i in items]
            kind, version = served.kind + "List", served.group_version
        return self._json(
            {"kind": kind, "apiVersion": version, "metadata": metadata, "items": items}
        )

    def _write(
        self, arrived: Any, served: Served, key: tuple[str, str, str, str], verb: str
    ) -> Any:
        if verb == "delete":
            gone = self.objects.pop(key, None)
            return (
                self._json({"kind": "Status", "apiVersion": "v1", "status": "Success"})
                if (gone)
                else self._status(404, "NotFound")
            )
        sent = json.loads(arrived.body)
        apply = "apply" in arrived.headers.get("content-type", "")
        if verb == "create":
            key = (*key[:3], sent["metadata"]["name"])
            if key in self.objects:
                return self._status(409, "AlreadyExists")
        elif key not in self.objects and not apply:
            return self._status(404, "NotFound")
        old = self.objects.get(key, {})
        new = copy.deepcopy(sent) if verb in ("create", "update") else _merged(old, sent)
        new.update(apiVersion=served.group_version, kind=served.kind)
        manager = (
            arrived.query.get("fieldManager")
            or (arrived.headers.get("user-agent", "unknown").partition("/")[0])
        )
        if served.namespaced:
            new["metadata"].setdefault("namespace", key[2])
        self._number += 1
        new["metadata"].update(generation=1, resourceVersion=str(self._number))
        entries = [e for e in (old.get("metadata") or {}).get("managedFields", ())
                   if e["manager"] != manager]  # fmt: skip
        fields = _owned(old, new)
        new["metadata"]["managedFields"] = [
            # Who changes a field takes it from all others.
            *({**entry, "fieldsV1": _without(entry["fieldsV1"], fields)} for entry in entries),
            {
                "manager": manager,
                "operation": "Apply" if apply else "Update",
                "apiVersion": served.group_version,
                "time": NOW,
                "fieldsType": "FieldsV1",
                "fieldsV1": fields,
            },
        ]
        self.objects[key] = new
        self.put(new)
        return self._json(new, 201 if verb == "create" else 200)

    def _groups(self, path: str, accept: str) -> Any:
        groups: dict[str, dict[str, list[Served]]] = {}
        for one in self.kinds:
            if bool(one.group) == (path == "/apis"):
                groups.setdefault(one.group, {}).setdefault(one.version, []).append(one)
        if self.aggregated and "APIGroupDiscoveryList" in accept:
            items = [
                {
                    **({"metadata": {"name": name}} if name else {"metadata": {}}),
                    "versions": [
                        {
                            "version": version,
                            "freshness": "Current",
                            "resources": [
                                {
                                    "resource": k.resource,
                                    "responseKind": {"group": "", "version": "", "kind": k.kind},
                                    "scope": "Namespaced" if k.namespaced else "Cluster",
                                    "singularResource": k.kind.lower(),
                                    "verbs": ["create", "delete", "get", "list", "patch", "watch"],
                                    "subresources": [],
                                }
                                for k in kinds
                            ],
                        }
                        for version, kinds in versions.items()
                    ],
                }
                for name, versions in groups.items()
            ]
            kind = {"kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2"}
            how = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
            body = json.dumps({**kind, "metadata": {}, "items": items}).encode()
            return self.answer(200, body, {"Content-Type": how})
        if path == "/api":
            return self._json({"kind": "APIVersions", "versions": ["v1"]})
        found = []
        for name, versions in groups.items():
            listed = [{"groupVersion": f"{name}/{v}", "version": v} for v in versions]
            found.append({"name": name, "versions": listed, "preferredVersion": listed[0]})
        return self._json({"kind": "APIGroupList", "apiVersion": "v1", "groups": found})

    def _resources(self, path: str) -> Any:
        version = path.removeprefix("/apis/").removeprefix("/api/")
        found: list[dict[str, Any]] = []
        for one in self.kinds:
            if one.group_version != version:
                continue
            verbs = ["create", "delete", "get", "list", "patch", "update", "watch"]
            own = {"singularName": one.kind.lower(), "namespaced": one.namespaced}
            found.append({"name": one.resource, "kind": one.kind, "verbs": verbs, **own})
            found.append({"name": f"{one.resource}/status", "kind": one.kind,
                          "verbs": ["get", "patch"], **own})  # fmt: skip
        head = {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version}
        return self._json({**head, "resources": found})

    def _json(self, document: Any, status: int = 200) -> Any:
        return self.answer(status, json.dumps(document).encode(), JSON)

    def _status(self, code: int, reason: str, message: str = "") -> Any:
        return self._json(
            {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
             "message": message or reason, "reason": reason, "code": code}, code,
        )  # fmt: skip


def _merged(old: Any, new: Any) -> Any:
    """A merge patch, with lists of named elements merged by name as a strategic one does."""
    if isinstance(old, dict) and isinstance(new, dict):
        found = copy.deepcopy(old)
        for name, value in new.items():
            if name.startswith("$"):
                continue
            if value is None:
                found.pop(name, None)
            else:
                found[name] = _merged(old.get(name), value)
        return found
    if isinstance(old, list) and isinstance(new, list) and _named(old) and _named(new):
        mine = {one["name"]: one for one in old}
        theirs = {one["name"]: one for one in new}
        return [_merged(mine.get(n), theirs[n]) if n in theirs else mine[n]
                for n in dict.fromkeys((*mine, *theirs))]  # fmt: skip
    return copy.deepcopy(new)


def _named(elements: list[Any]) -> bool:
    return bool(elements) and all(isinstance(e, dict) and "name" in e for e in elements)


def _without(tree: dict[str, Any], taken: dict[str, Any]) -> dict[str, Any]:
    """fieldsV1 less what somebody else now owns."""
    return {
        name: _without(inner, taken[name]) if taken.get(name) else inner
        for name, inner in tree.items()
        if name not in taken or taken[name]
    }


def _owned(old: Any, new: Any) -> dict[str, Any]:
    """fieldsV1 of what a request changed."""
    found: dict[str, Any] = {}
    for name, value in new.items():
        before = old.get(name) if isinstance(old, dict) else None
        skipped = ("apiVersion", "kind", "managedFields", "resourceVersion", "generation")
        if before == value or name in (*skipped, "uid", "creationTimestamp", "name", "namespace"):
            continue
        if isinstance(value, dict) and value:
            inner = _owned(before or {}, value)
            found[f"f:{name}"] = inner if before else {".": {}, **inner}
        elif isinstance(value, list) and _named(value):
            mine = {one["name"]: one for one in before or ()}
            elements = {}
            for one in value:
                if mine.get(one["name"]) != one:
                    key = "k:" + json.dumps({"name": one["name"]}, separators=(",", ":"))
                    inner = _owned(mine.get(one["name"], {}), {**one})
                    elements[key] = inner if one["name"] in mine else {".": {}, **inner}
            found[f"f:{name}"] = elements
        else:
            found[f"f:{name}"] = {}
    return found
