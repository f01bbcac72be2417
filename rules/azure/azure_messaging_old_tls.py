"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read messages.

The namespaces ask for TLS 1.2 when nothing is said.
"""

from scanner import HIGH, rule


@rule(
    on=("azurerm_servicebus_namespace", "azurerm_eventhub_namespace"),
    severity=HIGH,
    fix='Remove minimum_tls_version or set it to "1.2".',
    aliases=("CKV_AZURE_205", "CKV_AZURE_223"),
    cwe=326,
    references=(
        "https://learn.microsoft.com/azure/service-bus-messaging/transport-layer-security-configure-minimum-version",
    ),
    bad=(
        """
resource "azurerm_servicebus_namespace" "n" {
  minimum_tls_version = "1.0"  # here
}
""",
        """
resource "azurerm_eventhub_namespace" "n" {
  minimum_tls_version = "1.1"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_servicebus_namespace" "n" {
  name = "n"
}
""",
        """
resource "azurerm_eventhub_namespace" "n" {
  minimum_tls_version = 1.2
}
""",
    ),
)
def check(namespace):
    if namespace.get("minimum_tls_version", default="1.2") in ("1.0", "1.1", "1"):
        yield namespace.fail("minimum_tls_version", "old versions of TLS are accepted")
