"""Attacks on those resources of the subscription that Defender does not watch are not seen.

The types to watch can be set for this rule. It looks at what is declared beside the subscription.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_subscription",
    severity=LOW,
    fix=('Add azurerm_security_center_subscription_pricing with tier = "Standard" for each type.'),
    cwe=693,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction",
    ),
    parameters={
        "types": [
            "VirtualMachines",
            "AppServices",
            "StorageAccounts",
            "KeyVaults",
            "Containers",
            "SqlServers",
            "Arm",
        ]
    },
    bad=(
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
}

resource "azurerm_security_center_subscription_pricing" "a" {
  resource_type = "KeyVaults"
  tier          = "Standard"
}
""",
        """
resource "azurerm_subscription" "s" {  # here
  subscription_name = "s"
}

resource "azurerm_security_center_subscription_pricing" "a" {
  for_each      = toset([
    "VirtualMachines", "AppServices", "StorageAccounts",
    "KeyVaults", "Containers", "SqlServers",
  ])
  resource_type = each.key
  tier          = "Standard"
}

resource "azurerm_security_center_subscription_pricing" "b" {
  resource_type = "Arm"
  tier          = "Free"
}
""",
    ),
    good=(
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_security_center_subscription_pricing" "a" {
  for_each      = toset([
    "VirtualMachines", "AppServices", "StorageAccounts", "KeyVaults",
    "Containers", "SqlServers", "Arm",
  ])
  resource_type = each.key
  tier          = "Standard"
}
""",
        """
resource "azurerm_subscription" "s" {
  subscription_name = "s"
}

resource "azurerm_security_center_subscription_pricing" "a" {
  for_each      = toset([
    "AppServices", "StorageAccounts", "KeyVaults",
    "Containers", "SqlServers", "Arm",
  ])
  resource_type = each.key
  tier          = "Standard"
}

resource "azurerm_security_center_subscription_pricing" "b" {
  tier = "Standard"
}
""",
    ),
)
def check(subscription):
    plans = subscription.beside("azurerm_security_center_subscription_pricing")
    for wanted in subscription.parameters["types"]:
        if not any(_is_for(plan, wanted) for plan in plans):
            yield subscription.fail(message=f"Defender does not watch {wanted}")
            return


def _is_for(plan, wanted):
    paid = plan.get("tier", default="Free") == "Standard"
    return paid and plan.get("resource_type", default="VirtualMachines") == wanted
