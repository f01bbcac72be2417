"""The machine's disk is a file in a storage account, open to whoever has that account's key.

Azure retires such disks in March 2026. Managed disks have roles, encryption and copies of their
own.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_virtual_machine",
    severity=MEDIUM,
    fix=(
        "Use azurerm_linux_virtual_machine or azurerm_windows_virtual_machine, whose "
        "disks are managed."
    ),
    related_ids=("CKV_AZURE_92", "CKV2_AZURE_9"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/virtual-machines/unmanaged-disks-deprecation",),
    bad=(
        """
resource "azurerm_virtual_machine" "m" {
  storage_os_disk {
    name    = "os"
    vhd_uri = "https://s.blob.core.windows.net/vhds/os.vhd"  # here
  }
}
""",
        """
resource "azurerm_virtual_machine" "m" {
  storage_data_disk {
    name    = "data"
    vhd_uri = "https://s.blob.core.windows.net/vhds/data.vhd"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_virtual_machine" "m" {
  storage_os_disk {
    name              = "os"
    managed_disk_type = "Premium_LRS"
  }
}
""",
        """
resource "azurerm_virtual_machine" "m" {
  storage_data_disk {
    name            = "data"
    managed_disk_id = "/disk"
  }
}
""",
    ),
)
def check(machine):
    for kind in ("storage_os_disk", "storage_data_disk"):
        for disk in machine.each(kind):
            if disk.is_set("vhd_uri"):
                yield disk.fail("vhd_uri", "the disk is a file in a storage account")
