"""Google Cloud's settings that several resources spell each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from scanner.maybes import Maybe
from scanner.model import Value
from scanner.shapes.google_iam import is_account_made_here
from scanner.shapes.values import asks
from scanner.views import View

if TYPE_CHECKING:
    from scanner.shapes.networks import Opening

MACHINES: Final = (
    "google_compute_instance",
    "google_compute_instance_template",
    "google_compute_region_instance_template",
)
"""What describes a virtual machine."""

NODES: Final = ("google_container_cluster", "google_container_node_pool")
"""What describes nodes of GKE; see `node_configs`."""

GOOGLE_FIREWALLS: Final = (
    "google_compute_firewall",
    "google_compute_firewall_policy_rule",
    "google_compute_network_firewall_policy_rule",
    "google_compute_region_network_firewall_policy_rule",
)
"""What lets traffic into a VPC network; see `scanner.shapes.ingress`."""


MANAGEMENT_PORTS: Final = (135, 139, 445, 2375, 2376, 2379, 2380, 5601, 5900, 5985, 5986, 10250)
"""Ports of what administers machines and clusters: Docker, the kubelet, etcd, WinRM, VNC, SMB."""


def opens_every_port(opening: Opening) -> bool:
    """Whether it opens all the ports of its protocol, in whatever spelling."""
    return opening.is_everything() or (opening.covers(1) and opening.covers(65535))


def node_configs(view: View) -> Iterator[View]:
    """The settings of the nodes of a GKE node pool, or of the pools that a cluster declares.

    Autopilot's nodes are Google's, and a default pool that is removed at once has none.
    """
    if view.type == "google_container_node_pool":
        yield view.sub("node_config")
        return
    if view.get("enable_autopilot", default=False):
        return
    pools = [pool.sub("node_config") for pool in view.each("node_pool")]
    if pools:
        yield from pools
    elif not view.get("remove_default_node_pool", default=False):
        yield view.sub("node_config")


def metadata_is_on(view: View, key: str) -> bool:
    """Whether a machine's or project's metadata switches `key` on: TRUE, Y, yes or 1."""
    return asks(view.get(("metadata", key), default=""), "is switched on", is_on)


def is_on(value: Value) -> bool:
    """What the guest environment and Cloud SQL take for true, whatever its case."""
    return str(value).lower() in ("true", "1", "y", "yes", "on")


def database_flags(view: View, name: str) -> Iterator[View]:
    """The ``database_flags`` blocks of a Cloud SQL instance that set the flag `name`."""
    for flag in view.each("settings.database_flags"):
        if flag.get("name") == name:
            yield flag


def is_engine(view: View, engine: str) -> bool:
    """Whether a Cloud SQL instance runs ``MYSQL``, ``POSTGRES`` or ``SQLSERVER``."""
    return asks(
        view.get("database_version", default=""),
        f"is {engine}",
        lambda version: str(version).upper().startswith(engine),
    )


def is_replica(view: View) -> bool:
    """Whether a Cloud SQL instance is a read replica, which has its primary's settings."""
    return view.is_set("master_instance_name")


def has_own_account(view: View, attribute: str) -> bool:
    """Whether `attribute` is the address of a service account that the same code makes, which is
    known only once it is made."""
    return is_account_made_here(view.get(attribute))


def has_own_network(view: View, attribute: str) -> bool:
    """Whether `attribute` names a VPC network that the same code makes, and which is known only
    once it is made."""
    value = view.get(attribute)
    return isinstance(value, Maybe) and any(_NETWORK.search(one) for one in value.references)


_NETWORK: Final = re.compile(r"(?:\A|(?<!\bdata)\.)google_compute_network\.")


def is_watched(view: View, *words: str) -> bool:
    """Whether somebody is alerted to log entries of a kind: by a log metric that an alert policy
    names, or by an alert policy on the log itself, whose filter holds one of `words`.

    Both are looked for in the root of `view`.
    """
    policies = view.beside("google_monitoring_alert_policy")
    conditions = [one for policy in policies for one in policy.each("conditions")]
    filters = [one.get("condition_matched_log.filter", default="") for one in conditions]
    if any(_holds_one(text, words) for text in filters):
        return True
    named = [one.get("condition_threshold.filter", default="") for one in conditions]
    return any(
        _names_metric(text, metric.get("name", default=""))
        for metric in view.beside("google_logging_metric")
        if not metric.get("disabled", default=False)
        if _holds_one(metric.get("filter", default=""), words)
        for text in named
    )


def _holds_one(text: Value, words: tuple[str, ...]) -> bool:
    return asks(text, f"holds one of {words}", lambda known: any(w in str(known) for w in words))


def _names_metric(text: Value, name: Value) -> bool:
    def test(known: Value) -> bool:
        return _holds_one(text, (f"logging.googleapis.com/user/{known}",))

    return asks(name, f"is the metric of {text}", test)
