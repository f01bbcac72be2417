"""The temporary disk and the caches are not encrypted, nor is what goes from the host to storage.

Azure encrypts managed disks at rest anyway. Encryption at the host has to be registered for the
subscription, and not every size has it.
"""

from scanner import LOW, rule
from scanner.shapes import AZURE_MACHINES, AZURE_SCALE_SETS


@rule(
    on=(*AZURE_MACHINES, *AZURE_SCALE_SETS),
    severity=LOW,
    fix="Set encryption_at_host_enabled = true.",
    aliases=("CKV_AZURE_97", "CKV_AZURE_151"),
    cwe=311,
    references=("https://learn.microsoft.com/azure/virtual-machines/disk-encryption",),
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
  encryption_at_host_enabled = true
}
""",
        """
resource "azurerm_windows_virtual_machine_scale_set" "m" {
  encryption_at_host_enabled = "true"
}
""",
    ),
)
def check(machine):
    if not machine.get("encryption_at_host_enabled", default=False):
        yield machine.fail("encryption_at_host_enabled", "temporary disks are not encrypted")
