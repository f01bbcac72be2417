"""Views that hide spelling, so that rules stay short. Rules import from here alone.

Every function takes the view that a rule's check receives, or one below it, and gives views, so
that `fail` on them finds the right line. A module is loaded when the first of its names is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.shapes.dockerfiles import commands, final_stage, instructions, program, stages
    from scanner.shapes.google import (
        GOOGLE_FIREWALLS,
        MACHINES,
        NODES,
        database_flags,
        has_own_account,
        is_engine,
        is_replica,
        metadata_is_on,
        node_configs,
        opens_every_port,
    )
    from scanner.shapes.google_iam import (
        IamGrant,
        iam_grants,
        iam_types,
        is_basic_role,
        public_grants,
    )
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
    from scanner.shapes.values import asks, covers, matches, quantity
    from scanner.shapes.workloads import (
        CONTAINED,
        SERVING,
        WORKLOADS,
        containers,
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
    "google": (
        "GOOGLE_FIREWALLS",
        "has_own_account",
        "MACHINES",
        "NODES",
        "database_flags",
        "is_engine",
        "is_replica",
        "metadata_is_on",
        "node_configs",
        "opens_every_port",
    ),
    "google_iam": (
        "IamGrant",
        "iam_grants",
        "iam_types",
        "is_basic_role",
        "public_grants",
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
        "matches",
        "quantity",
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
    "GOOGLE_FIREWALLS",
    "MACHINES",
    "NODES",
    "SERVING",
    "WORKLOADS",
    "WORLD",
    "IamGrant",
    "Opening",
    "allowing",
    "asks",
    "commands",
    "condition_values",
    "containers",
    "covers",
    "credential_in",
    "database_flags",
    "egress",
    "final_stage",
    "grants",
    "has_own_account",
    "iam_grants",
    "iam_types",
    "ingress",
    "instructions",
    "is_basic_role",
    "is_engine",
    "is_for_anyone",
    "is_literal",
    "is_public",
    "is_replica",
    "is_secret_name",
    "limits_callers",
    "matches",
    "metadata_is_on",
    "node_configs",
    "on_everything",
    "opens_every_port",
    "pod_labels",
    "pod_spec",
    "principals",
    "program",
    "public_grants",
    "quantity",
    "secret_in",
    "stages",
    "statements",
]
