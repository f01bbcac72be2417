"""Whoever gets a link to export the disk can download it from anywhere in the world.

Exports are open to every network when nothing is said, unless network_access_policy or public
access forbids it.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_managed_disk",
    severity=MEDIUM,
    fix='Set network_access_policy = "DenyAll" and public_network_access_enabled = false.',
    related_ids=("CKV_AZURE_251",),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/virtual-machines/disks-restrict-import-export-overview",
    ),
    bad=(
        """
resource "azurerm_managed_disk" "d" {  # here
  name = "d"
}
""",
    ),
    good=(
        """
resource "azurerm_managed_disk" "d" {
  network_access_policy = "DenyAll"
}
""",
        """
resource "azurerm_managed_disk" "d" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_managed_disk" "d" {
  network_access_policy = "AllowPrivate"
  disk_access_id        = "/a"
}
""",
    ),
)
def check(disk):
    if disk.get("network_access_policy", default="AllowAll") != "AllowAll":
        return
    if disk.get("public_network_access_enabled", default=True):
        yield disk.fail("network_access_policy", "the disk can be exported to anywhere")
