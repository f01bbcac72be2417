"""Nothing keeps pods out of the cluster that the company's rules forbid.

The add-on enforces Azure Policy's rules for pods at admission. Teams that use Gatekeeper, Kyverno
or pod security admission have another way.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_kubernetes_cluster",
    severity=LOW,
    fix="Set azure_policy_enabled = true.",
    aliases=("CKV_AZURE_116",),
    cwe=693,
    references=(
        "https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes",
    ),
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
  azure_policy_enabled = true
}
""",
        """
resource "azurerm_kubernetes_cluster" "c" {
  azure_policy_enabled = "true"
}
""",
    ),
)
def check(cluster):
    if not cluster.get("azure_policy_enabled", default=False):
        yield cluster.fail("azure_policy_enabled", "Azure Policy does not check pods")
