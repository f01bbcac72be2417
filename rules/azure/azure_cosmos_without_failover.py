"""When a region fails, writing stops until somebody moves it by hand.

It matters where the account has several regions; with several that write nothing needs to move.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_cosmosdb_account",
    severity=LOW,
    fix="Set automatic_failover_enabled = true.",
    cwe=1088,
    references=("https://learn.microsoft.com/azure/reliability/reliability-cosmos-db-nosql",),
    bad=(
        """
resource "azurerm_cosmosdb_account" "c" {  # here
  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
  geo_location {
    location          = "northeurope"
    failover_priority = 1
  }
}
""",
    ),
    good=(
        """
resource "azurerm_cosmosdb_account" "c" {
  automatic_failover_enabled = true
  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
  geo_location {
    location          = "northeurope"
    failover_priority = 1
  }
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  multiple_write_locations_enabled = true
  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
  geo_location {
    location          = "northeurope"
    failover_priority = 1
  }
}
""",
    ),
)
def check(account):
    if account.get("multiple_write_locations_enabled", default=False):
        return
    several = any(
        quantity(place.get("failover_priority", default=0), 0) > 0
        for place in account.each("geo_location")
    )
    if several and not account.get("automatic_failover_enabled", default=False):
        yield account.fail("automatic_failover_enabled", "another region does not take over")
