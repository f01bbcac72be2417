"""Passwords for SSH are guessed day and night; keys are not.

Azure's Linux machines take keys only when nothing is said, so only an explicit false is wrong.
"""

from scanner import HIGH, rule


@rule(
    on=("azurerm_linux_virtual_machine", "azurerm_linux_virtual_machine_scale_set"),
    severity=HIGH,
    fix="Remove disable_password_authentication = false and give an admin_ssh_key.",
    aliases=("CKV_AZURE_149", "AVD-AZU-0039"),
    related_ids=("CKV_AZURE_1", "CKV_AZURE_49", "CKV_AZURE_178"),
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/virtual-machines/linux/create-ssh-keys-detailed",
    ),
    bad=(
        """
resource "azurerm_linux_virtual_machine" "m" {
  disable_password_authentication = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_linux_virtual_machine" "m" {
  admin_ssh_key {
    username = "ops"
  }
}
""",
        """
resource "azurerm_linux_virtual_machine_scale_set" "m" {
  disable_password_authentication = true
}
""",
    ),
)
def check(machine):
    if not machine.get("disable_password_authentication", default=True):
        yield machine.fail("disable_password_authentication", "passwords are accepted by SSH")
