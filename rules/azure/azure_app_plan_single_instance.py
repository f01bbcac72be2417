"""With a single instance each restart and each fault takes the app down.

Plans that grow by themselves (Consumption, Elastic Premium) and those for tests (free, shared,
basic) are not meant.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches, quantity

_PRODUCTION = re.compile(r"^(S|P|I)\d")


@rule(
    on="azurerm_service_plan",
    severity=LOW,
    fix="Set worker_count = 2 or more.",
    aliases=("CKV_AZURE_212",),
    cwe=1088,
    references=("https://learn.microsoft.com/azure/app-service/overview-hosting-plans",),
    parameters={"workers": 2},
    bad=(
        """
resource "azurerm_service_plan" "p" {
  sku_name     = "P1v3"
  worker_count = 1  # here
}
""",
        """
resource "azurerm_service_plan" "p" {  # here
  sku_name = "S1"
}
""",
    ),
    good=(
        """
resource "azurerm_service_plan" "p" {
  sku_name     = "P1v3"
  worker_count = 3
}
""",
        """
resource "azurerm_service_plan" "p" {
  sku_name = "Y1"
}
""",
    ),
)
def check(plan):
    few = quantity(plan.get("worker_count", default=1), 1) < plan.parameters["workers"]
    if few and matches(_PRODUCTION, plan.get("sku_name", default="")):
        yield plan.fail("worker_count", "there is no second instance")
