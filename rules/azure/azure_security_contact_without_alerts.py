"""The contact learns of an attack only by looking into the portal.

Alerts are sent by mail where alert_notifications and, for the subscription's owners,
alerts_to_admins are on.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_security_center_contact",
    severity=MEDIUM,
    fix="Set alert_notifications = true.",
    aliases=("CKV_AZURE_21",),
    cwe=778,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications",
    ),
    bad=(
        """
resource "azurerm_security_center_contact" "c" {
  email               = "security@example.com"
  alert_notifications = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_security_center_contact" "c" {
  email               = "security@example.com"
  alert_notifications = true
}
""",
        """
resource "azurerm_security_center_contact" "c" {
  alert_notifications = "true"
  alerts_to_admins    = true
}
""",
    ),
)
def check(contact):
    if not contact.get("alert_notifications", default=False):
        yield contact.fail("alert_notifications", "nobody gets the alerts by mail")
