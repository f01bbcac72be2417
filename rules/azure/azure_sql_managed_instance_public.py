"""The instance answers on the internet at port 3342, past the network that it lies in.

The public endpoint is off when nothing is said.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_mssql_managed_instance",
    severity=HIGH,
    fix="Remove public_data_endpoint_enabled.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/managed-instance/public-endpoint-overview",
    ),
    bad=(
        """
resource "azurerm_mssql_managed_instance" "m" {
  public_data_endpoint_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_managed_instance" "m" {
  name = "m"
}
""",
        """
resource "azurerm_mssql_managed_instance" "m" {
  public_data_endpoint_enabled = false
}
""",
    ),
)
def check(instance):
    if instance.get("public_data_endpoint_enabled", default=False):
        yield instance.fail("public_data_endpoint_enabled", "the internet reaches the instance")
