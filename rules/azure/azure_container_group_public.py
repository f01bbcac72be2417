"""The containers have an address on the internet, with no firewall in front of them.

A group has a public address when nothing is said; in a subnet it is reached from the network only.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_container_group",
    severity=MEDIUM,
    fix='Set ip_address_type = "Private" with subnet_ids, or "None".',
    aliases=("CKV_AZURE_245",),
    related_ids=("CKV_AZURE_98",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/container-instances/container-instances-vnet",),
    bad=(
        """
resource "azurerm_container_group" "g" {  # here
  name = "g"
}
""",
        """
resource "azurerm_container_group" "g" {
  ip_address_type = "Public"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_container_group" "g" {
  ip_address_type = "Private"
}
""",
        """
resource "azurerm_container_group" "g" {
  ip_address_type = "None"
}
""",
    ),
)
def check(group):
    if group.get("ip_address_type", default="Public") == "Public":
        yield group.fail("ip_address_type", "the containers have a public address")
