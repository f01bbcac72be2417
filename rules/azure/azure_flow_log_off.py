"""The flow log is there, but it is switched off and records nothing.

Who talked to whom cannot be told afterwards, though the code looks as if it could.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_network_watcher_flow_log",
    severity=MEDIUM,
    fix="Set enabled = true.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview",),
    bad=(
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = true
}
""",
        """
resource "azurerm_network_watcher_flow_log" "l" {
  enabled = "true"
}
""",
    ),
)
def check(log):
    if not log.get("enabled", default=True):
        yield log.fail("enabled", "the flow log is switched off")
