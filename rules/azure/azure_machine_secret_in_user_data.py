"""A secret in the start-up data stays on the disk, and everybody who may log in can read it.

user_data is even answered to every program of the machine by the metadata service.
"""

from scanner import HIGH, rule
from scanner.shapes import AZURE_MACHINES, AZURE_SCALE_SETS, decoded, secret_in


@rule(
    on=(*AZURE_MACHINES, *AZURE_SCALE_SETS),
    severity=HIGH,
    fix="Keep the secret in Key Vault and read it with the machine's identity.",
    related_ids=("CKV_AZURE_45", "AVD-AZU-0037"),
    cwe=798,
    references=("https://learn.microsoft.com/azure/virtual-machines/user-data",),
    bad=(
        """
resource "azurerm_linux_virtual_machine" "m" {
  custom_data = base64encode("export DB_PASSWORD=Tr0ub4dor3")  # here
}
""",
        """
resource "azurerm_windows_virtual_machine" "m" {
  user_data = "QUtJQVE0SjdXWjJYS1NMTU41VFA="  # here
}
""",
    ),
    good=(
        """
resource "azurerm_linux_virtual_machine" "m" {
  custom_data = base64encode("export DB_PASSWORD_FILE=/run/db")
}
""",
        """
resource "azurerm_linux_virtual_machine_scale_set" "m" {
  user_data = "YXB0LWdldCB1cGRhdGU="
}
""",
    ),
)
def check(machine):
    for place in ("custom_data", "user_data"):
        kind = secret_in(decoded(machine.get(place, default="")))
        if kind:
            yield machine.fail(place, f"the data holds a {kind}")
