"""A firewall rule of a VPC network.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/firewalls
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_firewall
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Final

from scanner.compare import blocks, case_insensitive, cidr_set, empty, google_value, set_of
from scanner.live.google.compute import PARAMS
from scanner.live.google.inventory import Asset
from scanner.live.google.table import by, tabled
from scanner.live.google.values import last, value_at
from scanner.model import Value

_DEFAULT = (
    "default-allow-icmp",
    "default-allow-internal",
    "default-allow-rdp",
    "default-allow-ssh",
)


_CLUSTER: Final = re.compile(
    r"(gke-[a-z0-9-]{1,60}-[0-9a-f]{8})-(?:all|exkubelet|inkubelet|master|ssh|vms)"
)


def _port(value: Value) -> Hashable:
    """``80-80`` is ``80``."""
    low, _, high = str(value).partition("-")
    return low if high in ("", low) else (low, high)


_ALLOWED = blocks(key=("protocol",), same={"ports": set_of(_port), "protocol": case_insensitive})


def _where_said(expected: Value, live: Value) -> bool:
    """The old spelling of log_config, which is compared as well; most states do not have it."""
    return empty(expected) or google_value(expected, live)


def _is_made(asset: Asset) -> bool:
    """Whether it comes with a project, or with a GKE cluster for its own nodes.

    https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules
    """
    name = str(asset.segment("firewalls"))
    nodes = _CLUSTER.fullmatch(name)
    if nodes is not None:
        # Only what the name says: a rule for everybody is somebody's.
        wide = {"0.0.0.0/0", "::/0"} & set(asset.data.get("sourceRanges") or ())
        return asset.data.get("targetTags") == [f"{nodes[1]}-node"] and not wide
    return last(asset.data.get("network")) == "default" and name in _DEFAULT


READER = tabled(
    "google_compute_firewall",
    "compute.googleapis.com/Firewall",
    key=by("name"),
    at={
        "allow": "allowed",
        "allow.protocol": "IPProtocol",
        "deny": "denied",
        "deny.protocol": "IPProtocol",
        "enable_logging": "logConfig.enable",
        # The answer keeps the configuration of logs that are off.
        "log_config": lambda raw: raw.get("logConfig") if value_at(raw, "logConfig.enable") else [],
    },
    same={
        "allow": _ALLOWED,
        "deny": _ALLOWED,
        "enable_logging": _where_said,
        "source_ranges": cidr_set,
        "destination_ranges": cidr_set,
    },
    defaults={"priority": 1000, "direction": "INGRESS", "disabled": False},
    computed={"self_link": "selfLink"},
    whole=("log_config",),
    uncovered=PARAMS,
    everywhere=_is_made,
)
