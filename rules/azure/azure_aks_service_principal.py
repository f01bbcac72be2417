"""The cluster logs in to Azure with a password that expires, leaks, and stands in the state.

A managed identity needs none.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix="Replace service_principal by an identity block.",
    cwe=798,
    references=("https://learn.microsoft.com/azure/aks/use-managed-identity",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  service_principal {  # here
    client_id     = "1"
    client_secret = "s"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  identity {
    type = "SystemAssigned"
  }
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  identity {
    type         = "UserAssigned"
    identity_ids = ["/id"]
  }
}
""",
    ),
)
def check(cluster):
    for principal in cluster.each("service_principal"):
        yield principal.fail(message="the cluster logs in with a password")
