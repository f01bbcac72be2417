"""Views that hide spelling, so that rules stay short. Rules import from here alone.

Every function takes the view that a rule's check receives, or one below it, and gives views, so
that `fail` on them finds the right line. A module is loaded when the first of its names is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.shapes.buckets import receives_access_logs
    from scanner.shapes.dockerfiles import commands, final_stage, instructions, program, stages
    from scanner.shapes.networks import FIREWALLS, WORLD, Opening, egress, ingress
    from scanner.shapes.policies import (
        PERMISSION_POLICIES,
        allowing,
        condition_values,
        conditions_ending,
        grants,
        identity_provider,
        is_aws_managed,
        is_for_anyone,
        is_public,
        limits_callers,
        narrowly_grants,
        on_every,
        on_everything,
        permission_policies,
        principals,
        statements,
    )
    from scanner.shapes.secrets import credential_in, decoded, is_literal, is_secret_name, secret_in
    from scanner.shapes.values import asks, covers, matches, quantity, text_ends
    from scanner.shapes.workloads import (
        CONTAINED,
        SERVING,
        WORKLOADS,
        containers,
        pod_labels,
        pod_spec,
    )

_MODULES = {
    "buckets": ("receives_access_logs",),
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
        "PERMISSION_POLICIES",
        "allowing",
        "condition_values",
        "conditions_ending",
        "grants",
        "identity_provider",
        "is_aws_managed",
        "is_for_anyone",
        "is_public",
        "limits_callers",
        "narrowly_grants",
        "on_every",
        "on_everything",
        "permission_policies",
        "principals",
        "statements",
    ),
    "secrets": (
        "credential_in",
        "decoded",
        "is_literal",
        "is_secret_name",
        "secret_in",
    ),
    "values": (
        "asks",
        "covers",
        "matches",
        "quantity",
        "text_ends",
    ),
    "workloads": (
        "CONTAINED",
        "SERVING",
        "WORKLOADS",
        "containers",
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
    "PERMISSION_POLICIES",
    "SERVING",
    "WORKLOADS",
    "WORLD",
    "Opening",
    "allowing",
    "asks",
    "commands",
    "condition_values",
    "conditions_ending",
    "containers",
    "covers",
    "credential_in",
    "decoded",
    "egress",
    "final_stage",
    "grants",
    "identity_provider",
    "ingress",
    "instructions",
    "is_aws_managed",
    "is_for_anyone",
    "is_literal",
    "is_public",
    "is_secret_name",
    "limits_callers",
    "matches",
    "narrowly_grants",
    "on_every",
    "on_everything",
    "permission_policies",
    "pod_labels",
    "pod_spec",
    "principals",
    "program",
    "quantity",
    "receives_access_logs",
    "secret_in",
    "stages",
    "statements",
    "text_ends",
]
