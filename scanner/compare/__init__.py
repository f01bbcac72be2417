"""Comparators: when two spellings of a value mean the same to the platform.

Each is ``same(expected, live) -> bool`` over JSON values and never raises, whatever it is given:
what it cannot read as its own kind of value it compares plainly. ``None``, ``""``, ``[]`` and
``{}`` are one and the same "nothing is set". Most comparators compare canonical forms, and so are
symmetric; `version_prefix`, `tags` and `sparse` are not, and say so.
"""

from __future__ import annotations

from scanner.compare.balancing import (
    delivery_logs,
    listener_actions,
    listener_conditions,
    nested_blocks,
    subnet_addresses,
    target_stickiness,
)
from scanner.compare.blocks import blocks, security_group_rules
from scanner.compare.compute import (
    container_definitions,
    ssh_public_key,
    timestamp,
    user_data,
)
from scanner.compare.forms import Same, by, elements, empty, equal, frozen, text
from scanner.compare.networks import network_acl_entries, routes
from scanner.compare.policies import policy, principal
from scanner.compare.sparse import sparse
from scanner.compare.values import (
    arn_or_name,
    case_insensitive,
    cidr,
    cidr_set,
    duration,
    either,
    google_link,
    google_value,
    google_values,
    json_document,
    pem,
    port_range,
    scalar,
    schedule,
    self_link_or_name,
    set_of,
    string_set,
    tags,
    trailing_dot,
    trailing_slash,
    version_prefix,
    with_default,
    without_scheme,
)

__all__ = [
    "Same",
    "arn_or_name",
    "blocks",
    "by",
    "case_insensitive",
    "cidr",
    "cidr_set",
    "container_definitions",
    "delivery_logs",
    "duration",
    "either",
    "elements",
    "empty",
    "equal",
    "frozen",
    "google_link",
    "google_value",
    "google_values",
    "json_document",
    "listener_actions",
    "listener_conditions",
    "nested_blocks",
    "network_acl_entries",
    "pem",
    "policy",
    "port_range",
    "principal",
    "routes",
    "scalar",
    "schedule",
    "security_group_rules",
    "self_link_or_name",
    "set_of",
    "sparse",
    "ssh_public_key",
    "string_set",
    "subnet_addresses",
    "tags",
    "target_stickiness",
    "text",
    "timestamp",
    "trailing_dot",
    "trailing_slash",
    "user_data",
    "version_prefix",
    "with_default",
    "without_scheme",
]
