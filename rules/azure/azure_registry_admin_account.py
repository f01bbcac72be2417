"""One shared password pushes and pulls every image, and nobody can tell who used it.

The administrator's account is off when nothing is said. Clusters and apps pull with their
identities.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_container_registry",
    severity=HIGH,
    fix="Remove admin_enabled and grant AcrPull and AcrPush.",
    aliases=("CKV_AZURE_137",),
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
    ),
    bad=(
        """
resource "azurerm_container_registry" "r" {
  admin_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_container_registry" "r" {
  name = "r"
}
""",
        """
resource "azurerm_container_registry" "r" {
  admin_enabled = false
}
""",
    ),
)
def check(registry):
    if registry.get("admin_enabled", default=False):
        yield registry.fail("admin_enabled", "a shared password pushes images")
