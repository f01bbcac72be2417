"""Those who can act, the subscription's owners, do not hear of an attack.

A single contact may be on leave.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_security_center_contact",
    severity=LOW,
    fix="Set alerts_to_admins = true.",
    aliases=("CKV_AZURE_22",),
    cwe=778,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications",
    ),
    bad=(
        """
resource "azurerm_security_center_contact" "c" {
  alerts_to_admins = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_security_center_contact" "c" {
  alerts_to_admins = true
}
""",
        """
resource "azurerm_security_center_contact" "c" {
  alert_notifications = true
  alerts_to_admins    = "true"
}
""",
    ),
)
def check(contact):
    if not contact.get("alerts_to_admins", default=False):
        yield contact.fail("alerts_to_admins", "owners do not get the alerts")
