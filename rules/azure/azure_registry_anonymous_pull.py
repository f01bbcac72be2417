"""Everybody on the internet downloads the images, with the code and whatever else is in them.

It is off when nothing is said. Registries for published software want it.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_container_registry",
    severity=HIGH,
    fix="Remove anonymous_pull_enabled.",
    aliases=("CKV_AZURE_138",),
    cwe=306,
    references=("https://learn.microsoft.com/azure/container-registry/anonymous-pull-access",),
    bad=(
        """
resource "azurerm_container_registry" "r" {
  anonymous_pull_enabled = true  # here
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
  anonymous_pull_enabled = false
}
""",
    ),
)
def check(registry):
    if registry.get("anonymous_pull_enabled", default=False):
        yield registry.fail("anonymous_pull_enabled", "anyone may pull the images")
