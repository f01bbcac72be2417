"""The key may delete every queue and topic of the namespace, not only use them.

A rule of the whole namespace with manage is an administrator's. Programs send or listen, best at
one queue.
"""

from scanner import MEDIUM, rule


@rule(
    on=(
        "azurerm_servicebus_namespace_authorization_rule",
        "azurerm_eventhub_namespace_authorization_rule",
    ),
    severity=MEDIUM,
    fix="Set manage = false and allow send or listen only.",
    cwe=269,
    references=("https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas",),
    bad=(
        """
resource "azurerm_servicebus_namespace_authorization_rule" "r" {
  manage = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_servicebus_namespace_authorization_rule" "r" {
  send = true
}
""",
        """
resource "azurerm_eventhub_namespace_authorization_rule" "r" {
  listen = true
  manage = false
}
""",
    ),
)
def check(rule):
    if rule.get("manage", default=False):
        yield rule.fail("manage", "the key administers the whole namespace")
