"""What is in every cluster, or was made by something that is: nobody writes manifests for it.

Sources: kubernetes.io, "RBAC: default roles", "Namespaces: initial namespaces", "Configure service
accounts", "API Priority and Fairness"; helm.sh, "Storage backends".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

SYSTEM_NAMESPACES: Final = frozenset({"kube-system", "kube-public", "kube-node-lease"})

# Of these every object is a record of what happens.
_RECORDS: Final = frozenset(
    {
        "CSINode", "CSIStorageCapacity", "ComponentStatus", "ControllerRevision", "EndpointSlice",
        "Endpoints", "Event", "IPAddress", "Lease", "Node", "NodeMetrics", "PodMetrics",
        "ServiceCIDR", "StorageVersion", "VolumeAttachment",
    }
)  # fmt: skip
_NAMES: Final = frozenset(
    {
        ("ClusterRole", "admin"),
        ("ClusterRole", "cluster-admin"),
        ("ClusterRole", "edit"),
        ("ClusterRole", "view"),
        ("ClusterRoleBinding", "cluster-admin"),
        ("ConfigMap", "istio-ca-root-cert"),
        ("ConfigMap", "kube-root-ca.crt"),
        ("ConfigMap", "openshift-service-ca.crt"),
        ("Namespace", "default"),
        ("PriorityClass", "system-cluster-critical"),
        ("PriorityClass", "system-node-critical"),
        ("ServiceAccount", "default"),
    }
)
_RBAC: Final = frozenset({"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"})
_LABELS: Final = (
    "addonmanager.kubernetes.io/mode",
    "kube-aggregator.kubernetes.io/automanaged",
    "kubernetes.io/bootstrapping",
)
_ANNOTATIONS: Final = (
    "apf.kubernetes.io/autoupdate-spec",
    "kubernetes.io/service-account.name",
    "pv.kubernetes.io/provisioned-by",
    "rbac.authorization.kubernetes.io/autoupdate",
)
_HELM: Final = re.compile(r"sh\.helm\.release\.v\d{1,3}\..{1,250}")


def is_well_known(item: Mapping[str, Any]) -> bool:
    """Whether an object has an owner, or came with the cluster or a tool."""
    kind = str(item.get("kind"))
    metadata = item.get("metadata")
    if not isinstance(metadata, Mapping) or kind in _RECORDS or metadata.get("ownerReferences"):
        return True
    name, namespace = str(metadata.get("name")), metadata.get("namespace")
    if namespace in SYSTEM_NAMESPACES or (kind == "Namespace" and name in SYSTEM_NAMESPACES):
        return True
    if (kind, name) in _NAMES or (kind in _RBAC and name.startswith(("system:", "kubeadm:"))):
        return True
    if (kind, namespace, name) == ("Service", "default", "kubernetes"):
        return True
    if kind == "Secret" and _HELM.fullmatch(name):
        return True
    labels, notes = metadata.get("labels"), metadata.get("annotations")
    return (isinstance(labels, Mapping) and any(one in labels for one in _LABELS)) or (
        isinstance(notes, Mapping) and any(one in notes for one in _ANNOTATIONS)
    )
