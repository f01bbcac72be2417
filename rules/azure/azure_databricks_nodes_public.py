"""Each machine of each cluster has an address on the internet.

Clusters reach the control plane from inside when no_public_ip is on, as it is when nothing is said.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_databricks_workspace",
    severity=MEDIUM,
    fix="Remove no_public_ip = false.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/databricks/security/network/classic/secure-cluster-connectivity",
    ),
    bad=(
        """
resource "azurerm_databricks_workspace" "w" {
  custom_parameters {
    no_public_ip = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_databricks_workspace" "w" {
  custom_parameters {
    no_public_ip = true
  }
}
""",
        """
resource "azurerm_databricks_workspace" "w" {
  sku = "premium"
}
""",
    ),
)
def check(workspace):
    if not workspace.get("custom_parameters.no_public_ip", default=True):
        yield workspace.fail("custom_parameters.no_public_ip", "machines have public addresses")
