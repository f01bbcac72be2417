"""Azure's settings that several resources spell each in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from scanner.shapes.values import asks
from scanner.views import View

if TYPE_CHECKING:
    from scanner.shapes.networks import Opening

AZURE_FIREWALLS: Final = ("azurerm_network_security_group", "azurerm_network_security_rule")
"""What lets traffic into a subnet or a network interface; see `scanner.shapes.ingress`."""

WEB_APPS: Final = (
    "azurerm_linux_web_app",
    "azurerm_windows_web_app",
    "azurerm_linux_web_app_slot",
    "azurerm_windows_web_app_slot",
)
"""The web apps of App Service and their deployment slots."""

FUNCTION_APPS: Final = (
    "azurerm_linux_function_app",
    "azurerm_windows_function_app",
    "azurerm_linux_function_app_slot",
    "azurerm_windows_function_app_slot",
)
"""The function apps and their deployment slots."""

APPS: Final = WEB_APPS + FUNCTION_APPS
"""What App Service runs."""

AZURE_MACHINES: Final = ("azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine")
"""Virtual machines."""

AZURE_SCALE_SETS: Final = (
    "azurerm_linux_virtual_machine_scale_set",
    "azurerm_windows_virtual_machine_scale_set",
)
"""Scale sets of uniform virtual machines."""


def is_udp(opening: Opening) -> bool:
    """Whether it opens ports of UDP only, so nothing that speaks TCP."""
    return asks(opening.view.get(opening.protocol), "is UDP", lambda name: str(name) == "Udp")


def server_parameters(server: View, type_: str, link: str, name: str) -> Iterator[View]:
    """The resources of `type_` that set the parameter `name` of a database server.

    link: their attribute that refers to the server, ``server_id`` or ``server_name``.
    """
    for parameter in server.related(type_, link):
        if parameter.get("name", default="") == name:
            yield parameter


def is_alerted(subscription: View, operation: str) -> bool:
    """Whether an activity log alert that is switched on watches this operation
    (``Microsoft.Sql/servers/firewallRules/write``) beside the subscription."""
    wanted = operation.lower()
    return any(
        alert.get("enabled", default=True)
        and asks(
            alert.get("criteria.operation_name", default=""),
            f"is {wanted}",
            lambda name: str(name).lower() == wanted,
        )
        for alert in subscription.beside("azurerm_monitor_activity_log_alert")
    )
