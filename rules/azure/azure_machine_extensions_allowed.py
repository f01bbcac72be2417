"""Whoever has a role on the Azure resource can run programs as administrator inside of the machine.

Extensions do that. Most teams need some, for monitoring or joining a domain, and keep their roles
few.
"""

from scanner import LOW, rule
from scanner.shapes import AZURE_MACHINES


@rule(
    on=AZURE_MACHINES,
    severity=LOW,
    fix="Set allow_extension_operations = false.",
    aliases=("CKV_AZURE_50",),
    cwe=250,
    references=("https://learn.microsoft.com/azure/virtual-machines/extensions/overview",),
    bad=(
        """
resource "azurerm_linux_virtual_machine" "m" {  # here
  name = "m"
}
""",
    ),
    good=(
        """
resource "azurerm_linux_virtual_machine" "m" {
  allow_extension_operations = false
}
""",
        """
resource "azurerm_windows_virtual_machine" "m" {
  allow_extension_operations = "false"
}
""",
    ),
)
def check(machine):
    if machine.get("allow_extension_operations", default=True):
        yield machine.fail("allow_extension_operations", "extensions run as administrator")
