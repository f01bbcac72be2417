"""An owner of the whole subscription can do everything, and give it to others.

Owner and User Access Administrator belong to a few people, for a time, and to resource groups where
that is enough. A condition limits what they may grant.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import matches

_WIDE = re.compile(r"^/(subscriptions/[^/]+/?|providers/Microsoft\.Management/[^/]+/[^/]+/?)?$")


@rule(
    on="azurerm_role_assignment",
    severity=HIGH,
    fix="Assign a smaller role, or the role at a resource group, or add a condition.",
    cwe=269,
    references=("https://learn.microsoft.com/azure/role-based-access-control/best-practices",),
    bad=(
        """
resource "azurerm_role_assignment" "a" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001"
  role_definition_name = "Owner"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_role_assignment" "a" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001"
  role_definition_name = "Reader"
}
""",
        """
resource "azurerm_role_assignment" "a" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g"
  role_definition_name = "Owner"
}
""",
        """
resource "azurerm_role_assignment" "a" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001"
  role_definition_name = "User Access Administrator"
  condition            = "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))"
}
""",
    ),
)
def check(assignment):
    role = assignment.get("role_definition_name", default="")
    if role not in ("Owner", "User Access Administrator") or assignment.is_set("condition"):
        return
    if matches(_WIDE, assignment.get("scope", default="")):
        yield assignment.fail("role_definition_name", "the role rules the whole subscription")
