"""Machines of the set keep the image they started from, with all its known flaws.

Automatic upgrades of the system's image, or a rolling upgrade when the code names a new one,
replace them.
"""

from scanner import LOW, rule
from scanner.shapes import AZURE_SCALE_SETS


@rule(
    on=AZURE_SCALE_SETS,
    severity=LOW,
    fix='Set upgrade_mode = "Rolling" or add automatic_os_upgrade_policy.',
    related_ids=("CKV_AZURE_95",),
    cwe=1104,
    references=(
        "https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-automatic-upgrade",
    ),
    bad=(
        """
resource "azurerm_linux_virtual_machine_scale_set" "s" {  # here
  name = "s"
}
""",
    ),
    good=(
        """
resource "azurerm_linux_virtual_machine_scale_set" "s" {
  upgrade_mode = "Rolling"
}
""",
        """
resource "azurerm_windows_virtual_machine_scale_set" "s" {
  automatic_os_upgrade_policy {
    enable_automatic_os_upgrade = true
  }
}
""",
    ),
)
def check(machines):
    if machines.get("upgrade_mode", default="Manual") != "Manual":
        return
    if not machines.get("automatic_os_upgrade_policy.enable_automatic_os_upgrade", default=False):
        yield machines.fail("upgrade_mode", "machines keep their old image")
