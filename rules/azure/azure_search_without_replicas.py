"""With fewer than three replicas Azure promises nothing about reading and writing the index.

Two are enough where the index is only read.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_search_service",
    severity=LOW,
    fix="Set replica_count to 2 or more.",
    related_ids=("CKV_AZURE_208", "CKV_AZURE_209"),
    cwe=1088,
    references=("https://learn.microsoft.com/azure/search/search-reliability",),
    parameters={"replicas": 2},
    bad=(
        """
resource "azurerm_search_service" "s" {  # here
  sku = "standard"
}
""",
        """
resource "azurerm_search_service" "s" {
  replica_count = 1  # here
}
""",
    ),
    good=(
        """
resource "azurerm_search_service" "s" {
  replica_count = 2
}
""",
        """
resource "azurerm_search_service" "s" {
  replica_count = 3
}
""",
    ),
)
def check(service):
    if quantity(service.get("replica_count", default=1), 1) < service.parameters["replicas"]:
        yield service.fail("replica_count", "there is no second replica")
