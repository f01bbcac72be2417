"""The views of Azure's settings that several resources spell each in its own way."""

from __future__ import annotations

from typing import Any

import pytest

from scanner import View
from scanner.decisions import Decisions
from scanner.model import Location, Origin, Resource
from scanner.relations import Index
from scanner.shapes import ingress, is_alerted, is_udp, server_parameters

OPERATION = "Microsoft.Sql/servers/firewallRules/write"


class Source:
    def locate(self, path: object) -> Location:
        return Location("main.tf")


def views(*found: tuple[str, dict[str, Any]]) -> View:
    """The view of the first of these resources, with the others beside it."""
    resources = [
        Resource(kind, f"{kind}.x{number}", attributes, Origin.CODE, Source(), ".")
        for number, (kind, attributes) in enumerate(found)
    ]
    return View(resources[0], Decisions(), Index(resources), {})


@pytest.mark.parametrize(
    ("alert", "alerted"),
    [
        ({"criteria": [{"operation_name": OPERATION}]}, True),
        ({"criteria": [{"operation_name": OPERATION.upper()}], "enabled": True}, True),
        ({"criteria": [{"operation_name": OPERATION}], "enabled": False}, False),
        ({"criteria": [{"operation_name": "Microsoft.Sql/servers/write"}]}, False),
        ({"criteria": [{"category": "Administrative"}]}, False),
    ],
)
def test_what_an_alert_watches(alert: dict[str, Any], alerted: bool) -> None:
    subscription = views(
        ("azurerm_subscription", {}), ("azurerm_monitor_activity_log_alert", alert)
    )
    assert is_alerted(subscription, OPERATION) is alerted


@pytest.mark.parametrize(("protocol", "udp"), [("Udp", True), ("Tcp", False), ("*", False)])
def test_what_speaks_udp_only(protocol: str, udp: bool) -> None:
    rule = {"direction": "Inbound", "access": "Allow", "protocol": protocol}
    (opening,) = ingress(views(("azurerm_network_security_rule", rule)))
    assert is_udp(opening) is udp


def test_parameters_of_a_server_by_their_name() -> None:
    kind = "azurerm_postgresql_flexible_server_configuration"
    server = views(
        ("azurerm_postgresql_flexible_server", {"id": "/servers/a"}),
        (kind, {"server_id": "/servers/a", "name": "log_checkpoints", "value": "off"}),
        (kind, {"server_id": "/servers/a", "name": "log_connections", "value": "on"}),
        (kind, {"server_id": "/servers/b", "name": "log_checkpoints", "value": "on"}),
    )
    found = server_parameters(server, kind, "server_id", "log_checkpoints")
    assert [parameter.get("value") for parameter in found] == ["off"]
