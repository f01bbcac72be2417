"""A rootkit that loads before the system stays hidden from everything that runs later.

Trusted launch (secure boot and a virtual TPM) checks what starts; it needs an image of generation
2. Machines that are made from an existing disk follow that disk.
"""

from scanner import MEDIUM, rule
from scanner.shapes import AZURE_MACHINES


@rule(
    on=AZURE_MACHINES,
    severity=MEDIUM,
    fix="Set secure_boot_enabled = true and vtpm_enabled = true.",
    cwe=1328,
    references=("https://learn.microsoft.com/azure/virtual-machines/trusted-launch",),
    bad=(
        """
resource "azurerm_linux_virtual_machine" "m" {  # here
  name = "m"
}
""",
        """
resource "azurerm_windows_virtual_machine" "m" {
  secure_boot_enabled = true
  vtpm_enabled        = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_linux_virtual_machine" "m" {
  secure_boot_enabled = true
  vtpm_enabled        = true
}
""",
        """
resource "azurerm_linux_virtual_machine" "m" {
  os_managed_disk_id = "/disk"
}
""",
    ),
)
def check(machine):
    if machine.is_set("os_managed_disk_id"):
        return
    for switch in ("secure_boot_enabled", "vtpm_enabled"):
        if not machine.get(switch, default=False):
            yield machine.fail(switch, "what starts is not checked")
            return
