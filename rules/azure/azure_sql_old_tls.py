"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read queries and data.

The provider asks for TLS 1.2 when nothing is said; "Disabled" takes any version.
"""

from scanner import HIGH, rule


@rule(
    on=("azurerm_mssql_server", "azurerm_mssql_managed_instance"),
    severity=HIGH,
    fix='Remove minimum_tls_version or set it to "1.2".',
    aliases=("CKV_AZURE_52",),
    related_ids=("AVD-AZU-0026",),
    cwe=326,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/database/connectivity-settings#minimum-tls-version",
    ),
    bad=(
        """
resource "azurerm_mssql_server" "s" {
  minimum_tls_version = "1.0"  # here
}
""",
        """
resource "azurerm_mssql_managed_instance" "m" {
  minimum_tls_version = "1.1"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "s" {
  name = "s"
}
""",
        """
resource "azurerm_mssql_server" "s" {
  minimum_tls_version = 1.2
}
""",
    ),
)
def check(server):
    if server.get("minimum_tls_version", default="1.2") in ("1.0", "1.1", "1", "Disabled"):
        yield server.fail("minimum_tls_version", "old versions of TLS are accepted")
