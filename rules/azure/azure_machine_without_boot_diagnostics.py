"""When a machine does not start, nobody sees why.

An empty block keeps screen and console in storage of Azure's own. The serial console needs it.
"""

from scanner import LOW, rule
from scanner.shapes import AZURE_MACHINES


@rule(
    on=AZURE_MACHINES,
    severity=LOW,
    fix="Add an empty boot_diagnostics block.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/virtual-machines/boot-diagnostics",),
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
  boot_diagnostics {}
}
""",
        """
resource "azurerm_windows_virtual_machine" "m" {
  boot_diagnostics {
    storage_account_uri = "https://s.blob.core.windows.net/"
  }
}
""",
    ),
)
def check(machine):
    if not machine.is_set("boot_diagnostics"):
        yield machine.fail("boot_diagnostics", "nobody sees why a machine does not start")
