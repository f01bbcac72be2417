"""``kubernetes_*`` resources of Terraform as the API objects that they declare.

Rules on Kubernetes look at API objects, wherever these come from. The provider spells them in
Terraform's way: blocks instead of objects and lists, names in snake case, the singular for a block
of which there may be several. An object keeps the resource's address, so that findings, ignores and
waivers name what is in the code, and every place leads to the argument that it came from.

Source: the arguments of hashicorp/kubernetes beside the fields of the API (kubernetes.io,
"Kubernetes API").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from scanner.model import (
    ABSENT,
    Diagnostic,
    DiagnosticLevel,
    Extended,
    Location,
    Origin,
    Path,
    Resource,
    Source,
    Unknown,
    Value,
)

_KINDS: Final = {
    "cluster_role": ("ClusterRole", "rbac.authorization.k8s.io"),
    "cluster_role_binding": ("ClusterRoleBinding", "rbac.authorization.k8s.io"),
    "config_map": ("ConfigMap", ""),
    "cron_job": ("CronJob", "batch"),
    "daemon_set": ("DaemonSet", "apps"),
    "daemonset": ("DaemonSet", "apps"),
    "deployment": ("Deployment", "apps"),
    "horizontal_pod_autoscaler": ("HorizontalPodAutoscaler", "autoscaling"),
    "ingress": ("Ingress", "networking.k8s.io"),
    "ingress_class": ("IngressClass", "networking.k8s.io"),
    "job": ("Job", "batch"),
    "limit_range": ("LimitRange", ""),
    "namespace": ("Namespace", ""),
    "network_policy": ("NetworkPolicy", "networking.k8s.io"),
    "persistent_volume": ("PersistentVolume", ""),
    "persistent_volume_claim": ("PersistentVolumeClaim", ""),
    "pod": ("Pod", ""),
    "pod_disruption_budget": ("PodDisruptionBudget", "policy"),
    "replication_controller": ("ReplicationController", ""),
    "resource_quota": ("ResourceQuota", ""),
    "role": ("Role", "rbac.authorization.k8s.io"),
    "role_binding": ("RoleBinding", "rbac.authorization.k8s.io"),
    "secret": ("Secret", ""),
    "service": ("Service", ""),
    "service_account": ("ServiceAccount", ""),
    "stateful_set": ("StatefulSet", "apps"),
    "storage_class": ("StorageClass", "storage.k8s.io"),
}
# Resources without a version in their name, where it is not v1.
_OLD_VERSIONS: Final = {
    "cron_job": "v1beta1",
    "ingress": "v1beta1",
    "pod_disruption_budget": "v1beta1",
}
_VERSIONS: Final = ("_v1", "_v2", "_v1beta1", "_v2beta2")

# Blocks of which there may be several; every other block is one object.
_LISTS: Final = {
    "allowed_topologies": "allowedTopologies", "cluster_role_selectors": "clusterRoleSelectors",
    "container": "containers", "egress": "egress",
    "env": "env", "env_from": "envFrom", "from": "from", "host_aliases": "hostAliases",
    "http_header": "httpHeaders", "image_pull_secret": "imagePullSecrets",
    "image_pull_secrets": "imagePullSecrets", "ingress": "ingress",
    "init_container": "initContainers", "items": "items", "limit": "limits",
    "match_expression": "matchExpressions", "match_expressions": "matchExpressions",
    "match_fields": "matchFields", "match_label_expressions": "matchLabelExpressions",
    "metric": "metrics", "node_selector_term": "nodeSelectorTerms",
    "on_pod_condition": "onPodConditions", "option": "options", "path": "paths",
    "policy": "policies", "port": "ports", "ports": "ports",
    "preferred_during_scheduling_ignored_during_execution":
    "preferredDuringSchedulingIgnoredDuringExecution", "readiness_gate": "readinessGates",
    "required_during_scheduling_ignored_during_execution":
    "requiredDuringSchedulingIgnoredDuringExecution", "rule": "rules", "sources": "sources",
    "subject": "subjects", "sysctl": "sysctls", "tls": "tls", "to": "to",
    "toleration": "tolerations", "topology_spread_constraint": "topologySpreadConstraints",
    "volume": "volumes", "volume_claim_template": "volumeClaimTemplates",
    "volume_device": "volumeDevices", "volume_mount": "volumeMounts",
}  # fmt: skip
# Names that several blocks have: one object below these parents, several elsewhere.
_ONE_BELOW: Final = {
    "metric": ("external", "object", "pods"),
    "port": ("service",),
    "required_during_scheduling_ignored_during_execution": ("node_affinity",),
    "volume_claim_template": ("ephemeral",),
}
# A block whose content the API has in the object around it.
_AROUND: Final = "persistent_volume_source"
# A service account's; anywhere else ``secret`` is one volume.
_SECRETS: Final = "secret"
# Written otherwise than by capitals alone.
_NAMES: Final = {
    "ceph_fs": "cephfs", "ceph_monitors": "monitors", "client_ip": "clientIP",
    "cluster_ip": "clusterIP", "cluster_ips": "clusterIPs", "data_disk_uri": "diskURI",
    "dataset_uuid": "datasetUUID", "disk_uri": "diskURI", "downward_api": "downwardAPI",
    "endpoints_name": "endpoints", "external_ips": "externalIPs", "host_ip": "hostIP",
    "host_ipc": "hostIPC", "host_pid": "hostPID", "load_balancer_ip": "loadBalancerIP",
    "non_resource_urls": "nonResourceURLs", "pd_id": "pdID", "pod_cidr": "podCIDR",
    "rados_user": "user", "rbd_image": "image", "rbd_pool": "pool",
    "run_as_username": "runAsUserName", "storage_provisioner": "provisioner",
    "target_cpu_utilization_percentage": "targetCPUUtilizationPercentage",
    "target_ww_ns": "targetWWNs", "target_wwns": "targetWWNs", "timezone": "timeZone",
    "volume_id": "volumeID",
}  # fmt: skip
_OWN_NAMES: Final = {"DaemonSet": {"strategy": "updateStrategy"}}
# Numbers that the provider takes as text.
_NUMBERS: Final = frozenset(
    {"fs_group", "replicas", "run_as_group", "run_as_user", "termination_grace_period_seconds"}
)
# What the provider writes into a block where the argument is left out.
_DEFAULTS: Final = {"subject": {"namespace": "default"}}
_NOT_OF_THE_OBJECT: Final = frozenset(
    {"id", "timeouts", "wait_for_completion", "wait_for_load_balancer", "wait_for_rollout"}
    | {"wait_until_bound", "wait_for_default_service_account", "default_secret_name"}
    | {"wait_for_service_account_token", "target_state"}
    # Values that no state keeps, and their numbers.
    | {"data_wo", "data_wo_revision", "binary_data_wo", "binary_data_wo_revision"}
)


def with_api_objects(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """The resources, and after each ``kubernetes_*`` one the API object that it declares."""
    found: list[Resource] = []
    for resource in resources:
        found.append(resource)
        if resource.type.startswith("kubernetes_"):
            made = api_object(resource)
            if made is not None:
                found.append(made)
    return tuple(found)


def unread_manifests(resources: Iterable[Resource]) -> Iterator[Diagnostic]:
    """A note for each ``kubernetes_manifest`` of which nobody knows what object it is."""
    for resource in resources:
        if resource.type != "kubernetes_manifest" or resource.not_instantiated:
            continue
        if _manifest(resource) is None:
            place = resource.source.locate(("manifest",))
            message = (
                f"{resource.address} is not judged: its manifest, or the kind and apiVersion in "
                "it, is not known before apply"
            )
            note = DiagnosticLevel.NOTE
            yield Diagnostic(note, "manifest-unknown", message, place.path, place.start_line)


def api_object(resource: Resource) -> Resource | None:
    """The API object that a resource declares; None for a type that declares none we know."""
    name = resource.type.removeprefix("kubernetes_")
    if name == "manifest":
        return _manifest(resource)
    stem, version = name, ""
    for suffix in _VERSIONS:
        if name.endswith(suffix):
            stem, version = name.removesuffix(suffix), suffix[1:]
    if stem not in _KINDS:
        return None
    kind, group = _KINDS[stem]
    if stem == "ingress" and not version:
        group = "extensions"
    version = version or _OLD_VERSIONS.get(stem, "v1")
    if kind == "HorizontalPodAutoscaler" and version == "v1" and _has_metrics(resource):
        version = "v2"
    reading = _Reading(resource.origin is not Origin.CODE, _OWN_NAMES.get(kind, {}))
    content = reading.mapping(resource.attributes, (), (), name)
    head = {"apiVersion": f"{group}/{version}" if group else version, "kind": kind}
    return _object(resource, kind, {**head, **content}, reading.origins)


def _has_metrics(resource: Resource) -> bool:
    """Whether an autoscaler looks at more than processors, which version 1 of the API cannot."""
    spec = resource.attributes.get("spec")
    return any(
        isinstance(one, Mapping) and (one.get("metric") or one.get("behavior"))
        for one in (spec if isinstance(spec, list) else ())
    )


def _manifest(resource: Resource) -> Resource | None:
    """``kubernetes_manifest``, whose argument is the object itself."""
    manifest = resource.attributes.get("manifest")
    if not isinstance(manifest, Mapping):
        return None
    kind, version = manifest.get("kind"), manifest.get("apiVersion")
    if not isinstance(kind, str) or not isinstance(version, str):
        return None
    group = version.rpartition("/")[0]
    own = group in ("", "apps", "batch", "autoscaling", "policy", "extensions")
    type_ = kind if own or group.endswith(".k8s.io") else f"{kind}.{group}"
    return _object(resource, type_, dict(manifest), {(): ("manifest",)})


@dataclass(frozen=True, slots=True)
class MappedSource:
    """Leads a place in a converted object to the place that it came from.

    origins: place in the object -> path in what `source` locates.
    """

    source: Source
    origins: Mapping[Path, Path]

    def locate(self, path: Path) -> Location:
        """See `scanner.model.Source`."""
        if not path:
            return self.source.locate(())
        for length in range(len(path), -1, -1):
            origin = self.origins.get(path[:length])
            if origin is not None:
                return self.source.locate((*origin, *path[length:]))
        return self.source.locate(())

    def extent(self) -> Location:
        """The whole of what it was made from."""
        source = self.source
        return source.extent() if isinstance(source, Extended) else source.locate(())


def _object(
    resource: Resource, kind: str, attributes: dict[str, Value], origins: Mapping[Path, Path]
) -> Resource:
    places = {origin: place for place, origin in origins.items()}

    def moved(path: Path) -> Path | None:
        for length in range(len(path), 0, -1):
            place = places.get(path[:length])
            if place is not None:
                return (*place, *path[length:])
        return None

    sensitive = (moved(path) for path in resource.sensitive)
    references = {moved(path): names for path, names in resource.references.items()}
    return replace(
        resource,
        type=kind,
        attributes=attributes,
        source=MappedSource(resource.source, origins),
        references={path: names for path, names in references.items() if path is not None},
        sensitive=frozenset(path for path in sensitive if path is not None),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads blocks into objects. filled: empty values stand for what is left out, as in a plan or
    state. names: of the kind alone. origins: place in the object -> path of the argument."""

    filled: bool
    names: Mapping[str, str] = field(default_factory=dict)
    origins: dict[Path, Path] = field(default_factory=dict)

    def mapping(
        self, block: Mapping[str, Value], origin: Path, place: Path, parent: str
    ) -> dict[str, Value]:
        """The object that a block spells."""
        self.origins[place] = origin
        found: dict[str, Value] = {}
        for name, value in block.items():
            if value is None or (not place and name in _NOT_OF_THE_OBJECT):
                continue
            if self.filled and (value in ("", []) or (value == 0 and value is not False)):
                continue
            if name == _AROUND and _is_blocks(value):
                found |= self._around(value, (*origin, name), place)
                continue
            if _is_blocks(value):
                self._blocks(found, name, value, (*origin, name), place, parent)
                continue
            key = self._key(name, place)
            self.origins[(*place, key)] = (*origin, name)
            found[key] = _number(value) if name in _NUMBERS else value
        for key, default in _DEFAULTS.get(parent, {}).items():
            found.setdefault(key, default)
        return found

    def _key(self, name: str, place: Path) -> str:
        own = self.names.get(name) if place == ("spec",) else None
        return own or _camel(name)

    def _around(self, blocks: list[Value], origin: Path, place: Path) -> dict[str, Value]:
        """What a block says, for the object around it."""
        here = self.origins[place]
        inner = self._item(blocks[0], (*origin, 0), place, _AROUND)
        self.origins[place] = here
        return dict(inner) if isinstance(inner, Mapping) else {}

    def _blocks(
        self,
        found: dict[str, Value],
        name: str,
        blocks: list[Value],
        origin: Path,
        place: Path,
        parent: str,
    ) -> None:
        several = name in _LISTS and parent not in _ONE_BELOW.get(name, ())
        if name == _SECRETS and not place:
            several = True
        if not several:
            key = self._key(name, place)
            self.origins[(*place, key)] = origin
            items = list(self._items(blocks, origin, (*place, key), name, indexed=False))
            if items:
                found[key] = items[0]
            return
        key = "secrets" if name == _SECRETS else _LISTS[name]
        self.origins[(*place, key)] = origin
        found[key] = list(self._items(blocks, origin, (*place, key), name, indexed=True))

    def _items(
        self, blocks: list[Value], origin: Path, place: Path, name: str, *, indexed: bool
    ) -> Iterator[Value]:
        for index, block in enumerate(blocks):
            here = (*place, index) if indexed else place
            yield self._item(block, (*origin, index), here, name)

    def _item(self, block: Value, origin: Path, place: Path, name: str) -> Value:
        if isinstance(block, Unknown) and block.arms:
            arms = tuple(
                arm if arm is ABSENT else self._item(arm, origin, place, name) for arm in block.arms
            )
            return replace(block, arms=arms)
        if isinstance(block, Mapping):
            return self.mapping(block, origin, place, name)
        return {} if block is None else block


def _is_blocks(value: Value) -> bool:
    """Whether a value is a list of blocks; a map is an argument, whose keys are the user's."""
    if not isinstance(value, list) or not value:
        return False
    return all(
        item is None
        or isinstance(item, Mapping)
        or (isinstance(item, Unknown) and any(isinstance(arm, Mapping) for arm in item.arms))
        for item in value
    )


def _camel(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def _number(value: Value) -> Value:
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) < 16:
        return int(value)
    return value
