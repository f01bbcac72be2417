"""How Kubernetes objects belong together: by namespace, by name, and by labels.

Everything is looked for beside the object that asks: in its folder, root module or cluster. Tables
are made once for each folder, so that a thousand Services find their pods among a thousand
workloads without trying each with each.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from scanner.model import Resource, Value
from scanner.relations import Join
from scanner.shapes.workloads import SERVING, WORKLOADS, pod_labels, pod_template
from scanner.views import View

CLUSTER_WIDE: Final = frozenset(
    {
        "ClusterRole", "ClusterRoleBinding", "IngressClass", "Namespace", "PersistentVolume",
        "PriorityClass", "StorageClass",
    }
)  # fmt: skip
"""Kinds whose objects are in no namespace."""

_SELECTORS: Final = {
    "NetworkPolicy": "spec.podSelector",
    "PodDisruptionBudget": "spec.selector",
    "Service": "spec.selector",
}
_PLAIN: Final = ("Service", "ReplicationController")


def namespace(view: View) -> Value:
    """The namespace of an object; empty for kinds that are in none."""
    if view.type in CLUSTER_WIDE:
        return ""
    return view.get("metadata.namespace", default="default")


def in_namespace(view: View, wanted: Value, *types: str) -> Iterator[View]:
    """The objects of these types in a namespace."""
    for other in _candidates(view, types, _by_namespace, [wanted]):
        if namespace(other) == wanted:
            yield other


def named(view: View, name: Value, *types: str, within: Value = None) -> Iterator[View]:
    """The objects of these types of that name; within: in this namespace, by default in that of
    `view`. Kinds that are in no namespace are found from everywhere."""
    home = namespace(view) if within is None else within
    for kind in types:
        place = "" if kind in CLUSTER_WIDE else home
        for other in _candidates(view, (kind,), _by_name, [(place, name)], place, name):
            if other.get("metadata.name") == name and namespace(other) == place:
                yield other


def selects(selector: View, labels: View, plain: bool = False) -> bool:
    """Whether a selector matches labels: an empty one matches all.

    plain: a map of labels, as a Service has; it selects nothing when it is empty.
    """
    wanted = list(selector.entries("" if plain else "matchLabels"))
    if plain and not wanted:
        return False
    if not all(labels.get((str(label.key),)) == label.value for label in wanted):
        return False
    return plain or all(_meets(labels, e) for e in selector.each("matchExpressions"))


def _meets(labels: View, expression: View) -> bool:
    """Whether labels meet one of a selector's matchExpressions."""
    key = (expression.get("key", default=""),)
    operator = expression.get("operator")
    if operator == "Exists":
        return labels.is_set(key)
    if operator == "DoesNotExist":
        return not labels.is_set(key)
    listed = labels.is_set(key) and labels.get(key) in expression.get("values", default=[])
    return listed if operator == "In" else not listed


def selected(holder: View) -> Iterator[View]:
    """The workloads whose pods a Service, NetworkPolicy or PodDisruptionBudget selects."""
    path = _SELECTORS[holder.type]
    if holder.type == "PodDisruptionBudget" and not holder.is_set(path):
        return
    plain = holder.type in _PLAIN
    home, selector = namespace(holder), holder.sub(path)
    known: list[tuple[Hashable, Hashable]] = [
        (label.key, label.value)
        for label in selector.entries("" if plain else "matchLabels")
        if isinstance(label.value, str)
    ]
    wanted: Sequence[Hashable] = [home, *((home, *pair) for pair in known)]
    found = _candidates(holder, WORKLOADS, _by_pod_labels, wanted, home, join="every")
    for workload in found:
        if namespace(workload) == home and selects(selector, pod_labels(workload), plain):
            yield workload


def selecting(workload: View, kind: str) -> Iterator[View]:
    """The Services, NetworkPolicies or PodDisruptionBudgets that select a workload's pods."""
    path, plain = _SELECTORS[kind], kind in _PLAIN
    home, labels = namespace(workload), pod_labels(workload)
    pairs = [(label.key, label.value) for label in labels.entries()]
    wanted: list[Hashable] = [home, *((home, *pair) for pair in pairs)]
    clues = [home, *(value for _, value in pairs)]
    keys = _by_selector(path, plain)
    for holder in _candidates(workload, (kind,), keys, wanted, *clues, join="within"):
        if kind == "PodDisruptionBudget" and not holder.is_set(path):
            continue
        if namespace(holder) == home and selects(holder.sub(path), labels, plain):
            yield holder


def scaled(autoscaler: View) -> Iterator[View]:
    """The workloads that a HorizontalPodAutoscaler names."""
    name = autoscaler.get("spec.scaleTargetRef.name")
    kind = autoscaler.get("spec.scaleTargetRef.kind")
    for workload in named(autoscaler, name, *SERVING):
        if kind == workload.type.partition(".")[0]:
            yield workload


def scaling(workload: View) -> Iterator[View]:
    """The HorizontalPodAutoscalers that name a workload."""
    home, name = namespace(workload), workload.get("metadata.name")
    kind = workload.type.partition(".")[0]
    types = ("HorizontalPodAutoscaler",)
    for autoscaler in _candidates(workload, types, _by_target, [(home, name)], home, name):
        if (
            autoscaler.get("spec.scaleTargetRef.name") == name
            and autoscaler.get("spec.scaleTargetRef.kind") == kind
            and namespace(autoscaler) == home
        ):
            yield autoscaler


def routed(ingress: View, host: Value, path: Value) -> Iterator[View]:
    """The other Ingresses that have a rule for a host ("" for none) and a path."""
    for other in _candidates(ingress, ("Ingress",), _by_route, [(host, path)], host, path):
        if other.resource is not ingress.resource and any(
            rule.get("host", default="") == host
            and any(way.get("path", default="/") == path for way in rule.each("http.paths"))
            for rule in other.each("spec.rules")
        ):
            yield other


# --- Tables --------------------------------------------------------------------------------------


def _candidates(
    view: View,
    types: tuple[str, ...],
    keys: Callable[[Resource], Iterable[Hashable] | None],
    wanted: Sequence[Hashable],
    *clues: Value,
    join: Join = "any",
) -> Iterator[View]:
    """By table; all there are, if something that is to be looked up by is unknown or no text."""
    known = all(isinstance(clue, str) for clue in (clues or wanted))
    return view.keyed(types, keys, wanted, join) if known else iter(view.beside(*types))


def _by_namespace(resource: Resource) -> list[Hashable] | None:
    home = _home(resource)
    return None if home is None else [home]


def _by_name(resource: Resource) -> list[Hashable] | None:
    home, name = _home(resource), _at(resource, "metadata.name")
    return [(home, name)] if home is not None and isinstance(name, str) else None


def _by_target(resource: Resource) -> list[Hashable] | None:
    home, name = _home(resource), _at(resource, "spec.scaleTargetRef.name")
    return [(home, name)] if home is not None and isinstance(name, str) else None


def _by_pod_labels(resource: Resource) -> list[Hashable] | None:
    template = pod_template(resource.type)
    return _labelled(resource, f"{template}.metadata.labels" if template else "metadata.labels")


def _by_route(resource: Resource) -> list[Hashable] | None:
    rules = _at(resource, "spec.rules")
    found: list[tuple[Value, Value]] = []
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, Mapping):
            return None
        http = rule.get("http")
        paths = http.get("paths") if isinstance(http, Mapping) else http
        if not isinstance(paths, list) or not all(isinstance(way, Mapping) for way in paths):
            return None
        found += [(rule.get("host", ""), way.get("path", "/")) for way in paths]
    known = all(isinstance(text, str) for pair in found for text in pair)
    return list(found) if known else None


@cache
def _by_selector(path: str, plain: bool) -> Callable[[Resource], list[Hashable] | None]:
    """By the namespace and the labels that are selected by."""

    def keys(resource: Resource) -> list[Hashable] | None:
        return _labelled(resource, path if plain else f"{path}.matchLabels")

    return keys


def _labelled(resource: Resource, path: str) -> list[Hashable] | None:
    """The namespace, and with it each pair of the labels at a path."""
    home, labels = _home(resource), _at(resource, path)
    labels = {} if labels is None else labels
    if home is None or not isinstance(labels, Mapping):
        return None
    if not all(isinstance(value, str) for value in labels.values()):
        return None
    return [home, *((home, key, value) for key, value in labels.items())]


def _home(resource: Resource) -> str | None:
    if resource.type in CLUSTER_WIDE:
        return ""
    name = _at(resource, "metadata.namespace")
    return "default" if name is None else name if isinstance(name, str) else None


def _at(resource: Resource, path: str) -> Value:
    """The raw value at a path; None where nothing stands, and what stands on the way if that is
    no mapping, which is then no text."""
    value: Value = resource.attributes
    for name in path.split("."):
        if value is None:
            return None
        if not isinstance(value, Mapping):
            return [value]
        value = value.get(name)
    return value
