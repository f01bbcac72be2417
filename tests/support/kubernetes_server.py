"""A small Kubernetes API for `web_server`: discovery, lists page by page, RBAC denials, writes.

*Constructed* after kubernetes.io/docs/reference/using-api/api-concepts (discovery, chunked lists,
410 Gone, PartialObjectMetadataList), .../server-side-apply (managedFields) and what kubectl sends.
Objects that are put in stay as they are, with what a real server would have filled in; what
arrives by POST, PUT or PATCH is defaulted, and gets managedFields.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kubernetes_defaults import stored
from kubernetes_fields import (
    changed,
    common,
    joined,
    merged,
    removed,
    said,
    without,
)
from kubernetes_protobuf import TYPE as PROTOBUF
from kubernetes_protobuf import decoded

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

    def create(self, item: dict[str, Any]) -> dict[str, Any]:
        """Store an object with the defaults that a server fills in."""
        return self.put(stored(item))

    def of(self, version: str, kind: str) -> Served:
        return next(k for k in self.kinds if (k.group_version, k.kind) == (version, kind))

    def find(self, resource: str, name: str, namespace: str = "default") -> dict[str, Any]:
        for (_, one, home, called), item in self.objects.items():
            if (one, called) == (resource, name) and home in (namespace, ""):
                return item
        raise KeyError(resource, name)

    # ---- answers -----------------------------------------------------------------------------

    def __call__(self, arrived: Any) -> Any:
        scheme, _, token = arrived.headers.get("authorization", "").partition(" ")
        if self.token and (scheme.lower(), token) != ("bearer", self.token):
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
        return self._object(arrived, served, match[4] or "", match[6] or "", match[7] or "")

    def _served(self, match: re.Match[str]) -> Served | None:
        group, version = (match[2] or "", match[3] or match[1])
        for one in self.kinds:
            if (one.group, one.version, one.resource) == (group, version, match[5]):
                return one
        return None

    def _object(
        self, arrived: Any, served: Served, namespace: str, name: str, subresource: str
    ) -> Any:
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
            if subresource == "scale":
                return self._json(_scale(item))
            return self._json({**item, "apiVersion": served.group_version, "kind": served.kind})
        return self._write(arrived, served, key, verb, subresource)

    def _list(self, arrived: Any, served: Served, namespace: str) -> Any:
        query, accept = arrived.query, arrived.headers.get("accept", "")
        if "watch" in query:
            return self._status(400, "BadRequest")
        found = [
            item
            for (group, resource, home, _), item in sorted(self.objects.items())
            if (group, resource) == (served.group, served.resource) and namespace in ("", home)
        ]
        for wanted in filter(None, query.get("labelSelector", "").split(",")):
            name, _, value = wanted.partition("=")
            found = [i for i in found if (i["metadata"].get("labels") or {}).get(name) == value]
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
        self,
        arrived: Any,
        served: Served,
        key: tuple[str, str, str, str],
        verb: str,
        subresource: str = "",
    ) -> Any:
        if verb == "delete":
            gone = self.objects.pop(key, None)
            return (
                self._json({"kind": "Status", "apiVersion": "v1", "status": "Success"})
                if (gone)
                else self._status(404, "NotFound")
            )
        how = arrived.headers.get("content-type", "")
        sent = decoded(arrived.body) if how == PROTOBUF else json.loads(arrived.body)
        apply = "apply" in how
        if verb == "create":
            key = (*key[:3], sent["metadata"]["name"])
            if key in self.objects:
                return self._status(409, "AlreadyExists")
        elif key not in self.objects and not apply:
            return self._status(404, "NotFound")
        old = self.objects.get(key, {})
        by = (
            arrived.query.get("fieldManager")
            or (arrived.headers.get("user-agent", "unknown").partition("/")[0])
        )
        entry = {
            "manager": by,
            "operation": "Apply" if apply else "Update",
            "apiVersion": served.group_version,
            "time": NOW,
            "fieldsType": "FieldsV1",
            **({"subresource": subresource} if subresource else {}),
        }
        if apply:
            new, others, fields, conflict = _applied(old, sent, entry, arrived.query.get("force"))
            if conflict:
                return self._status(409, "Conflict", f"Apply failed with 1 conflict: {conflict}")
        else:
            new = copy.deepcopy(sent) if verb in ("create", "update") else merged(old, sent)
            new.setdefault("metadata", {})["managedFields"] = []
        if subresource == "scale" and verb == "update":
            new = merged(old, {"spec": sent["spec"]})
        new.update(apiVersion=served.group_version, kind=served.kind)
        if served.namespaced:
            new["metadata"].setdefault("namespace", key[2])
        new = stored(new)
        if not apply:
            others, fields = _updated(old, new, entry)
        new["metadata"]["managedFields"] = [*others, {**entry, "fieldsV1": fields}]
        if "dryRun" in arrived.query:
            return self._json(new, 201 if verb == "create" else 200)
        self._number += 1
        generation = int((old.get("metadata") or {}).get("generation", 0)) + 1
        new["metadata"].update(generation=generation, resourceVersion=str(self._number))
        new["metadata"].setdefault("creationTimestamp", NOW)
        for name in ("uid", "creationTimestamp"):
            if name in (old.get("metadata") or {}):
                new["metadata"][name] = old["metadata"][name]
        self.objects[key] = new
        self.put(new)
        if subresource == "scale":
            return self._json(_scale(new))
        return self._json(new, 201 if not old else 200)

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


def _scale(item: dict[str, Any]) -> dict[str, Any]:
    """The ``scale`` of a workload."""
    metadata = {k: item["metadata"].get(k) for k in ("name", "namespace", "uid", "resourceVersion")}
    replicas = item["spec"].get("replicas", 1)
    return {
        "apiVersion": "autoscaling/v1",
        "kind": "Scale",
        "metadata": metadata,
        "spec": {"replicas": replicas},
        "status": {"replicas": replicas},
    }


Entries = list[dict[str, Any]]


def _applied(
    old: dict[str, Any], sent: dict[str, Any], entry: dict[str, Any], force: str | None
) -> tuple[dict[str, Any], Entries, dict[str, Any], str]:
    """The object after a server-side apply, the other entries, what the applier owns, and what is
    in its way."""
    fields, before, others = said(sent), {}, []
    for one in (old.get("metadata") or {}).get("managedFields") or ():
        if (one["manager"], one["operation"]) == (entry["manager"], "Apply"):
            before = one["fieldsV1"]
        else:
            others.append(one)
    touched = changed(old, merged(old, sent, ordered=True)) if old else {}
    for one in others:
        taken = common(one["fieldsV1"], touched)
        if taken and force != "true":
            return old, others, fields, f'conflict with "{one["manager"]}": {json.dumps(taken)}'
    gone = without(before, fields)
    for one in others:
        gone = without(gone, one["fieldsV1"])
    new = copy.deepcopy(old)
    removed(new, gone)
    new = merged(new, sent, ordered=True)
    left = [{**one, "fieldsV1": without(one["fieldsV1"], touched)} for one in others]
    return new, [one for one in left if one["fieldsV1"]], fields, ""


def _updated(
    old: dict[str, Any], new: dict[str, Any], entry: dict[str, Any]
) -> tuple[Entries, dict[str, Any]]:
    """The other entries after an update, and what its manager owns."""
    touched = changed(old, new)
    gone = changed(new, old) if old else {}
    fields, others = touched, []
    for one in (old.get("metadata") or {}).get("managedFields") or ():
        # Who changes a field takes it from all others; what is gone nobody owns.
        left = without(one["fieldsV1"], joined(touched, without(gone, touched)))
        if all(
            one.get(name) == entry.get(name) for name in ("manager", "operation", "subresource")
        ):
            fields = joined(left, touched)
        elif left:
            others.append({**one, "fieldsV1": left})
    return others, fields
