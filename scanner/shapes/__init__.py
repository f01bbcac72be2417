"""Views that hide spelling, so that rules stay short. Rules import from here alone.

Every function takes the view that a rule's check receives, or one below it, and gives views, so
that `fail` on them finds the right line. A module is loaded when the first of its names is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.shapes.dockerfiles import commands, final_stage, instructions, program, stages
    from scanner.shapes.networks import FIREWALLS, WORLD, Opening, egress, ingress
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
    from scanner.shapes.secrets import credential_in, is_literal, is_secret_name, secret_in
    from scanner.shapes.values import asks, covers, entry_key, matches, might, quantity, repeated
    from scanner.shapes.workloads import (
        CONTAINED,
        SERVING,
        WORKLOADS,
        containers,
        is_windows,
        namespace_gives,
        pod_annotations,
        pod_labels,
        pod_spec,
    )

_MODULES = {
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
        "egress",
        "ingress",
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
        "namespace_gives",
        "pod_annotations",
        "pod_labels",
        "pod_spec",
    ),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "CONTAINED",
    "FIREWALLS",
    "SERVING",
    "WORKLOADS",
    "WORLD",
    "Opening",
    "allowing",
    "asks",
    "commands",
    "condition_values",
    "containers",
    "covers",
    "credential_in",
    "egress",
    "entry_key",
    "final_stage",
    "grants",
    "ingress",
    "instructions",
    "is_for_anyone",
    "is_literal",
    "is_public",
    "is_secret_name",
    "is_windows",
    "limits_callers",
    "matches",
    "might",
    "namespace_gives",
    "on_everything",
    "pod_annotations",
    "pod_labels",
    "pod_spec",
    "principals",
    "program",
    "quantity",
    "repeated",
    "secret_in",
    "stages",
    "statements",
]
