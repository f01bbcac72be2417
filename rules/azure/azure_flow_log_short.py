"""An intrusion is found after months as a rule; by then the traffic's record is gone.

Zero days keep the record for ever. Records that only go into a workspace are kept by its own
retention.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_network_watcher_flow_log",
    severity=LOW,
    fix="Set retention_policy to enabled = true and 90 days or more.",
    aliases=("CKV_AZURE_12", "AVD-AZU-0049"),
    cwe=779,
    references=("https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview",),
    parameters={"days": 90},
    bad=(
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = true
  retention_policy {
    enabled = true
    days    = 7  # here
  }
}
""",
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = true
  retention_policy {
    enabled = false  # here
    days    = 90
  }
}
""",
    ),
    good=(
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = true
  retention_policy {
    enabled = true
    days    = 90
  }
}
""",
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = true
  retention_policy {
    enabled = true
    days    = 0
  }
}
""",
    ),
)
def check(log):
    policy = log.sub("retention_policy")
    days = quantity(policy.get("days", default=0), 0)
    if not policy.get("enabled", default=False):
        yield policy.fail("enabled", "nothing says how long the flow logs are kept")
    elif days != 0 and days < log.parameters["days"]:
        yield policy.fail("days", "flow logs are not kept for long")
