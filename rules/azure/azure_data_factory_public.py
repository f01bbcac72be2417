"""The factory has an address on the internet, by which it is edited and its runtimes report.

The provider leaves public access on; private endpoints replace it.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_data_factory",
    severity=LOW,
    fix="Set public_network_enabled = false.",
    aliases=("CKV_AZURE_104",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/data-factory/data-factory-private-link",),
    bad=(
        """
resource "azurerm_data_factory" "f" {  # here
  name = "f"
}
""",
    ),
    good=(
        """
resource "azurerm_data_factory" "f" {
  public_network_enabled = false
}
""",
        """
resource "azurerm_data_factory" "f" {
  public_network_enabled = "false"
}
""",
    ),
)
def check(factory):
    if factory.get("public_network_enabled", default=True):
        yield factory.fail("public_network_enabled", "the factory has a public address")
