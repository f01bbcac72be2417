"""Microsoft's responders cannot call anybody when they see the subscription attacked.

The number is optional for the provider.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_security_center_contact",
    severity=LOW,
    fix="Set phone.",
    aliases=("CKV_AZURE_20", "AVD-AZU-0046"),
    cwe=778,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications",
    ),
    bad=(
        """
resource "azurerm_security_center_contact" "c" {  # here
  email = "security@example.com"
}
""",
    ),
    good=(
        """
resource "azurerm_security_center_contact" "c" {
  phone = "+49-30-1234567"
}
""",
        """
resource "azurerm_security_center_contact" "c" {
  email = "security@example.com"
  phone = "+1-202-555-0123"
}
""",
    ),
)
def check(contact):
    if not contact.is_set("phone"):
        yield contact.fail("phone", "nobody can be called")
