"""The free tier promises nothing about the API server and runs it with few resources.

It is meant for tests; deployments and scaling stop when the API server does.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=LOW,
    fix='Set sku_tier = "Standard".',
    aliases=("CKV_AZURE_170",),
    cwe=1088,
    references=("https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {  # here
  name = "c"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  sku_tier = "Free"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  sku_tier = "Standard"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  sku_tier = "Premium"
}
""",
    ),
)
def check(cluster):
    if cluster.get("sku_tier", default="Free") == "Free":
        yield cluster.fail("sku_tier", "the API server comes without an uptime agreement")
