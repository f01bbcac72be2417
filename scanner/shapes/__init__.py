"""Views that hide spelling, so that rules stay short. Rules import from here alone.

Every function takes the view that a rule's check receives, or one below it, and gives views, so
that `fail` on them finds the right line. A module is loaded when the first of its names is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.shapes.components import components, flag, lists
    from scanner.shapes.dockerfiles import commands, final_stage, instructions, program, stages
    from scanner.shapes.networks import FIREWALLS, WORLD, Opening, contains, egress, ingress
    from scanner.shapes.objects import (
        CLUSTER_WIDE,
        in_namespace,
        named,
        namespace,
        routed,
        scaled,
        scaling,
        selected,
        selecting,
        selects,
    )
    from scanner.shapes.policies import (
        allowing,
        condition_values,
        grants,
        is_for_anyone,
        is_public,
        limits_callers,
        on_everything,
        principals,
        statements,
    )
    from scanner.shapes.rbac import granted, is_built_in, subjects
    from scanner.shapes.secrets import credential_in, is_literal, is_secret_name, secret_in
    from scanner.shapes.values import asks, covers, entry_key, matches, might, quantity, repeated
    from scanner.shapes.workloads import (
        CONTAINED,
        SERVING,
        WORKLOADS,
        containers,
        is_windows,
        pod_annotations,
        pod_labels,
        pod_spec,
        replicas,
    )

_MODULES = {
    "components": (
        "components",
        "flag",
        "lists",
    ),
    "dockerfiles": (
        "commands",
        "final_stage",
        "instructions",
        "program",
        "stages",
    ),
    "networks": (
        "FIREWALLS",
        "Opening",
        "WORLD",
        "contains",
        "egress",
        "ingress",
    ),
    "objects": (
        "CLUSTER_WIDE",
        "in_namespace",
        "named",
        "namespace",
        "routed",
        "scaled",
        "scaling",
        "selected",
        "selecting",
        "selects",
    ),
    "policies": (
        "allowing",
        "condition_values",
        "grants",
        "is_for_anyone",
        "is_public",
        "limits_callers",
        "on_everything",
        "principals",
        "statements",
    ),
    "rbac": (
        "granted",
        "is_built_in",
        "subjects",
    ),
    "secrets": (
        "credential_in",
        "is_literal",
        "is_secret_name",
        "secret_in",
    ),
    "values": (
        "asks",
        "covers",
        "entry_key",
        "matches",
        "might",
        "quantity",
        "repeated",
    ),
    "workloads": (
        "CONTAINED",
        "SERVING",
        "WORKLOADS",
        "containers",
        "is_windows",
        "pod_annotations",
        "pod_labels",
        "pod_spec",
        "replicas",
    ),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "CLUSTER_WIDE",
    "CONTAINED",
    "FIREWALLS",
    "SERVING",
    "WORKLOADS",
    "WORLD",
    "Opening",
    "allowing",
    "asks",
    "commands",
    "components",
    "condition_values",
    "containers",
    "contains",
    "covers",
    "credential_in",
    "egress",
    "entry_key",
    "final_stage",
    "flag",
    "granted",
    "grants",
    "in_namespace",
    "ingress",
    "instructions",
    "is_built_in",
    "is_for_anyone",
    "is_literal",
    "is_public",
    "is_secret_name",
    "is_windows",
    "limits_callers",
    "lists",
    "matches",
    "might",
    "named",
    "namespace",
    "on_everything",
    "pod_annotations",
    "pod_labels",
    "pod_spec",
    "principals",
    "program",
    "quantity",
    "repeated",
    "replicas",
    "routed",
    "scaled",
    "scaling",
    "secret_in",
    "selected",
    "selecting",
    "selects",
    "stages",
    "statements",
    "subjects",
]
