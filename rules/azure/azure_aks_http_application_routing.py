"""The add-on publishes services by plain HTTP under a public name, and is no longer maintained.

Microsoft says not to use it in production and replaced it by application routing.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=MEDIUM,
    fix="Remove http_application_routing_enabled and use web_app_routing.",
    aliases=("CKV_AZURE_246",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/aks/app-routing",),
    bad=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  http_application_routing_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  web_app_routing {
    dns_zone_ids = []
  }
}
""",
    ),
)
def check(cluster):
    if cluster.get("http_application_routing_enabled", default=False):
        yield cluster.fail("http_application_routing_enabled", "an unmaintained add-on is on")
