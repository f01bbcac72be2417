"""A link to a machine's login page works for everybody who gets hold of it.

The link skips the login to Azure and its second factor; only the machine's own password is left.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_bastion_host",
    severity=MEDIUM,
    fix="Remove shareable_link_enabled.",
    cwe=287,
    references=("https://learn.microsoft.com/azure/bastion/shareable-link",),
    bad=(
        """
resource "azurerm_bastion_host" "b" {
  sku                    = "Standard"
  shareable_link_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_bastion_host" "b" {
  sku = "Standard"
}
""",
        """
resource "azurerm_bastion_host" "b" {
  shareable_link_enabled = false
}
""",
    ),
)
def check(bastion):
    if bastion.get("shareable_link_enabled", default=False):
        yield bastion.fail("shareable_link_enabled", "links skip the login to Azure")
