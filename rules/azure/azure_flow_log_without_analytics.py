"""Raw flow logs lie in a storage account where nobody looks at them.

Traffic analytics brings them into a Log Analytics workspace, where unusual traffic can be searched
and alerted on.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_network_watcher_flow_log",
    severity=LOW,
    fix="Add a traffic_analytics block with enabled = true.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/network-watcher/traffic-analytics",),
    bad=(
        """
resource "azurerm_network_watcher_flow_log" "l" {  # here
  enabled = true
}
""",
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = true
  traffic_analytics {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = true
  traffic_analytics {
    enabled = true
  }
}
""",
        """
resource "azurerm_network_watcher_flow_log" "l" {
  traffic_analytics {
    enabled             = true
    interval_in_minutes = 10
  }
}
""",
    ),
)
def check(log):
    if not log.get("traffic_analytics.enabled", default=False):
        yield log.fail("traffic_analytics.enabled", "nobody analyses the flow logs")
