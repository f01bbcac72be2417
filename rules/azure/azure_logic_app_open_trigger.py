"""Whoever has the trigger's address, which holds its key, can start the workflow from anywhere.

Such addresses end up in tickets and logs. Ranges of callers, or a policy for tokens of Entra ID,
narrow it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORLD


@rule(
    on="azurerm_logic_app_workflow",
    severity=MEDIUM,
    fix="Add access_control.trigger with allowed_caller_ip_address_range.",
    cwe=284,
    references=("https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app",),
    bad=(
        """
resource "azurerm_logic_app_workflow" "w" {  # here
  name = "w"
}
""",
        """
resource "azurerm_logic_app_workflow" "w" {
  access_control {
    trigger {
      allowed_caller_ip_address_range = ["0.0.0.0/0"]  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_logic_app_workflow" "w" {
  access_control {
    trigger {
      allowed_caller_ip_address_range = ["198.51.100.0/24"]
    }
  }
}
""",
        """
resource "azurerm_logic_app_workflow" "w" {
  access_control {
    trigger {
      allowed_caller_ip_address_range = ["198.51.100.7/32"]
      open_authentication_policy {
        name = "entra"
      }
    }
  }
}
""",
    ),
)
def check(workflow):
    if not workflow.is_set("access_control.trigger"):
        yield workflow.fail("access_control.trigger", "anyone with the address starts the workflow")
    for network in workflow.each("access_control.trigger.allowed_caller_ip_address_range"):
        if network.value in WORLD:
            yield network.fail(message="anyone with the address starts the workflow")
