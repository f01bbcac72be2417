"""Everybody who may look at the account reads the variable's value.

Encrypted variables show theirs to runbooks only; it must be chosen when the variable is made.
"""

from scanner import MEDIUM, rule


@rule(
    on=(
        "azurerm_automation_variable_bool",
        "azurerm_automation_variable_datetime",
        "azurerm_automation_variable_int",
        "azurerm_automation_variable_string",
    ),
    severity=MEDIUM,
    fix="Set encrypted = true (this replaces the variable).",
    aliases=("CKV_AZURE_73",),
    cwe=312,
    references=("https://learn.microsoft.com/azure/automation/shared-resources/variables",),
    bad=(
        """
resource "azurerm_automation_variable_string" "v" {  # here
  value = "a"
}
""",
    ),
    good=(
        """
resource "azurerm_automation_variable_string" "v" {
  encrypted = true
}
""",
        """
resource "azurerm_automation_variable_int" "v" {
  encrypted = "true"
}
""",
    ),
)
def check(variable):
    if not variable.get("encrypted", default=False):
        yield variable.fail("encrypted", "the value can be read")
