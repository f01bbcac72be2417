"""What happens in the cluster is recorded nowhere, so an intrusion leaves no trace.

The monitoring agent sends the containers' logs to a workspace; a diagnostic setting sends those of
the API server.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix=(
        "Add oms_agent, or a diagnostic setting for the cluster with the category kube-audit-admin."
    ),
    related_ids=("CKV_AZURE_4", "AVD-AZU-0040"),
    cwe=778,
    references=("https://learn.microsoft.com/azure/aks/monitor-aks",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {  # here
  name = "c"
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  oms_agent {
    log_analytics_workspace_id = "/w"
  }
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = azurerm_kubernetes_cluster.c.id
  enabled_log {
    category = "kube-audit-admin"
  }
}
""",
    ),
)
def check(cluster):
    if cluster.is_set("oms_agent"):
        return
    if not cluster.related("azurerm_monitor_diagnostic_setting", "target_resource_id"):
        yield cluster.fail("oms_agent", "nothing is logged")
