"""The role may do everything, so whoever gets it owns what it is assigned to.

Azure's own Owner role is watched and known; a copy of it under another name escapes every review of
owners.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_role_definition",
    severity=HIGH,
    fix="List the actions that the role needs.",
    aliases=("CKV_AZURE_39", "AVD-AZU-0030"),
    cwe=269,
    references=("https://learn.microsoft.com/azure/role-based-access-control/custom-roles",),
    bad=(
        """
resource "azurerm_role_definition" "r" {
  scope = "/subscriptions/1"
  permissions {
    actions = ["*"]  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_role_definition" "r" {
  scope = "/subscriptions/1"
  permissions {
    actions = ["Microsoft.Compute/*/read"]
  }
}
""",
        """
resource "azurerm_role_definition" "r" {
  scope = "/subscriptions/1"
  permissions {
    actions     = []
    not_actions = ["*"]
  }
}
""",
    ),
)
def check(role):
    for permissions in role.each("permissions"):
        for action in permissions.each("actions"):
            if action.value == "*":
                yield action.fail(message="the role may do everything")
