"""Known flaws of the system stay open until somebody installs the fixes by hand.

AutomaticByPlatform installs them in the quiet hours, zone by zone. Windows updates itself when
nothing is said; Linux does what its image does.
"""

from scanner import MEDIUM, rule
from scanner.shapes import AZURE_MACHINES

_DEFAULTS = {
    "azurerm_linux_virtual_machine": "ImageDefault",
    "azurerm_windows_virtual_machine": "AutomaticByOS",
}


@rule(
    on=AZURE_MACHINES,
    severity=MEDIUM,
    fix='Set patch_mode = "AutomaticByPlatform".',
    related_ids=("CKV_AZURE_177",),
    cwe=1104,
    references=("https://learn.microsoft.com/azure/virtual-machines/automatic-vm-guest-patching",),
    bad=(
        """
resource "azurerm_windows_virtual_machine" "m" {
  patch_mode = "Manual"  # here
}
""",
        """
resource "azurerm_linux_virtual_machine" "m" {  # here
  name = "m"
}
""",
    ),
    good=(
        """
resource "azurerm_linux_virtual_machine" "m" {
  patch_mode = "AutomaticByPlatform"
}
""",
        """
resource "azurerm_windows_virtual_machine" "m" {
  name = "m"
}
""",
    ),
)
def check(machine):
    mode = machine.get("patch_mode", default=_DEFAULTS[machine.type])
    if mode not in ("AutomaticByPlatform", "AutomaticByOS"):
        yield machine.fail("patch_mode", "nothing installs fixes")
