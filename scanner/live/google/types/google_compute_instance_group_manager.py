"""A zonal managed instance group.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/instanceGroupManagers
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance_group_manager
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scanner.live.google.compute import relative
from scanner.live.google.inventory import MissingType
from scanner.live.google.table import by, tabled
from scanner.live.google.values import value_at
from scanner.live.notread import ByItselfError, NotRead

AUTOSCALER: Final = "compute.googleapis.com/Autoscaler"


def _size(raw: Any) -> Any:
    """What an autoscaler decides is no drift.

    https://cloud.google.com/compute/docs/reference/rest/v1/autoscalers
    """
    every = raw.get("@autoscalers")
    if isinstance(every, NotRead):
        # An export of everything has none where there is none.
        if not isinstance(every, MissingType):
            raise every
        every = {}
    mine = relative(raw.get("selfLink"))
    for one in every.values():
        if relative(one.get("target")) == mine and value_at(one, "autoscalingPolicy.mode") != "OFF":
            raise ByItselfError(f"the autoscaler {one.get('name')} decides it")
    return raw.get("targetSize")


def _stateful(kind: str, name: str) -> Callable[[Any], Any]:
    """The map of what is kept, by its name, as a list."""

    def read(raw: Any) -> Any:
        kept = value_at(raw, f"statefulPolicy.preservedState.{kind}")
        return [
            {name: key, "autoDelete": value_at(one, "autoDelete")}
            for key, one in (kept.items() if isinstance(kept, dict) else ())
        ]

    return read


READER = tabled(
    "google_compute_instance_group_manager",
    "compute.googleapis.com/InstanceGroupManager",
    key=by("zone", "name"),
    only=lambda asset: asset.segment("zones") is not None,
    beside={"@autoscalers": AUTOSCALER},
    at={
        "target_size": _size,
        "all_instances_config.labels": "properties.labels",
        "all_instances_config.metadata": "properties.metadata",
        "update_policy.max_surge_percent": "maxSurge.percent",
        "update_policy.max_surge_fixed": "maxSurge.fixed",
        "update_policy.max_unavailable_percent": "maxUnavailable.percent",
        "update_policy.max_unavailable_fixed": "maxUnavailable.fixed",
        "stateful_disk": _stateful("disks", "device_name"),
        "stateful_disk.device_name": "device_name",
        "stateful_disk.delete_rule": "autoDelete",
        "stateful_external_ip": _stateful("externalIPs", "interface_name"),
        "stateful_external_ip.interface_name": "interface_name",
        "stateful_external_ip.delete_rule": "autoDelete",
        "stateful_internal_ip": _stateful("internalIPs", "interface_name"),
        "stateful_internal_ip.interface_name": "interface_name",
        "stateful_internal_ip.delete_rule": "autoDelete",
        "named_port": "namedPorts",
        "version": "versions",
    },
    defaults={
        "list_managed_instances_results": "PAGELESS",
        "update_policy.replacement_method": "SUBSTITUTE",
    },
    unordered=("stateful_external_ip", "stateful_internal_ip", "version"),
    computed={"self_link": "selfLink", "instance_group": "instanceGroup"},
    apply_only=("wait_for_instances", "wait_for_instances_status"),
    sensitive=("all_instances_config.metadata",),
)
