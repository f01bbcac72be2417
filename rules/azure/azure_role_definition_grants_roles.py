"""Whoever has the role can make themselves an owner.

Writing role assignments is the way from a small role to every other; Azure's own User Access
Administrator is watched at least.
"""

from scanner import HIGH, rule
from scanner.shapes import covers

_GRANT = "Microsoft.Authorization/roleAssignments/write"


@rule(
    on="azurerm_role_definition",
    severity=HIGH,
    fix="Remove the right to write role assignments, or use Azure's own role with a condition.",
    cwe=269,
    references=(
        "https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview",
    ),
    bad=(
        """
resource "azurerm_role_definition" "r" {
  permissions {
    actions = ["Microsoft.Authorization/*"]  # here
  }
}
""",
        """
resource "azurerm_role_definition" "r" {
  permissions {
    actions = ["Microsoft.Compute/*", "Microsoft.Authorization/roleAssignments/write"]  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_role_definition" "r" {
  permissions {
    actions = ["Microsoft.Authorization/*/read"]
  }
}
""",
        """
resource "azurerm_role_definition" "r" {
  permissions {
    actions = ["*"]
  }
}
""",
        """
resource "azurerm_role_definition" "r" {
  permissions {
    actions     = ["Microsoft.Authorization/*"]
    not_actions = ["Microsoft.Authorization/*/write"]
  }
}
""",
    ),
)
def check(role):
    for permissions in role.each("permissions"):
        if any(covers(denied.value, _GRANT) for denied in permissions.each("not_actions")):
            continue
        for action in permissions.each("actions"):
            if action.value != "*" and covers(action.value, _GRANT):
                yield action.fail(message="the role may grant every other role")
