"""What of an object is not a setting: what the server, tools and controllers keep in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scanner.model import Value

LAST_APPLIED: Final = "kubectl.kubernetes.io/last-applied-configuration"
"""The annotation in which `kubectl apply` notes what it applied."""

# Written by tools about what they did, and no settings.
VOLATILE: Final = frozenset(
    {
        LAST_APPLIED,
        "autoscaling.alpha.kubernetes.io/conditions",
        "autoscaling.alpha.kubernetes.io/current-metrics",
        "config.kubernetes.io/origin",
        "control-plane.alpha.kubernetes.io/leader",
        "deployment.kubernetes.io/revision",
        "deprecated.daemonset.template.generation",
        "kubectl.kubernetes.io/restartedAt",
        "kubernetes.io/change-cause",
        "pv.kubernetes.io/bind-completed",
        "pv.kubernetes.io/bound-by-controller",
    }
)
# What tools add to all that they apply, to find it again; no manifest has it. Sources: the
# documentation of Helm, Flux, Argo CD, kapp, Fleet, Config Sync and of ApplySets.
_TRACKING: Final = (
    "applyset.kubernetes.io/", "argocd.argoproj.io/", "config.k8s.io/owning-inventory",
    "configmanagement.gke.io/", "configsync.gke.io/", "fleet.cattle.io/",
    "helm.toolkit.fluxcd.io/", "kapp.k14s.io/", "kustomize.toolkit.fluxcd.io/", "meta.helm.sh/",
    "objectset.rio.cattle.io/",
)  # fmt: skip
_MANAGED_BY: Final = "app.kubernetes.io/managed-by"
_INSTANCE: Final = "app.kubernetes.io/instance"
_METADATA: Final = ("labels", "annotations", "finalizers")
_BOOKKEEPING: Final = frozenset(
    {"creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid"}
)


def is_tracking(name: str, value: Value, argo: bool = False) -> bool:
    """Whether a label or annotation is one that a tool adds to all that it applies.

    argo: whether Argo CD did; by default it uses a label that others write themselves.
    """
    return (
        name.startswith(_TRACKING)
        or (name == _MANAGED_BY and value == "Helm")
        or (argo and name == _INSTANCE)
    )


def settled(item: Mapping[str, Value]) -> dict[str, Value]:
    """A live object without what the server keeps about it: what a manifest of it would say."""
    found = {name: value for name, value in item.items() if name != "status"}
    metadata = item.get("metadata")
    if isinstance(metadata, Mapping):
        kept = {name: value for name, value in metadata.items() if name not in _BOOKKEEPING}
        notes = kept.get("annotations")
        if isinstance(notes, Mapping):
            kept["annotations"] = {k: v for k, v in notes.items() if k not in VOLATILE}
        found["metadata"] = kept
    return found


def compared_metadata(item: Mapping[str, Value]) -> Mapping[str, Value]:
    """What of the metadata somebody declares."""
    metadata = item.get("metadata")
    if not isinstance(metadata, Mapping):
        return {}
    found = {name: metadata[name] for name in _METADATA if metadata.get(name)}
    notes = found.get("annotations")
    if isinstance(notes, Mapping) and not VOLATILE.isdisjoint(notes):
        found["annotations"] = {k: v for k, v in notes.items() if k not in VOLATILE}
    return found


def left_alone(declared: Mapping[str, Value]) -> frozenset[str]:
    """Fields that the manifest itself hands over to a controller."""
    found: set[str] = set()
    if declared.get("aggregationRule"):
        found.add("rules")
    metadata = declared.get("metadata")
    notes = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    if isinstance(notes, Mapping) and any("inject-" in name for name in notes):
        found.add("caBundle")
    return frozenset(found)
