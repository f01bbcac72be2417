"""Nobody but Microsoft can withdraw the key that opens the disk.

Azure encrypts every disk with its own keys. A disk encryption set brings one's own, or a second
layer.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_managed_disk",
    severity=LOW,
    fix="Set disk_encryption_set_id.",
    aliases=("CKV_AZURE_93",),
    cwe=311,
    references=("https://learn.microsoft.com/azure/virtual-machines/disk-encryption",),
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
  disk_encryption_set_id = "/des"
}
""",
        """
resource "azurerm_managed_disk" "d" {
  secure_vm_disk_encryption_set_id = "/des"
}
""",
    ),
)
def check(disk):
    secure = disk.is_set("secure_vm_disk_encryption_set_id")
    if not secure and not disk.is_set("disk_encryption_set_id"):
        yield disk.fail("disk_encryption_set_id", "the key is Microsoft's")
