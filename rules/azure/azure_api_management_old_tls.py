"""SSL 3.0, TLS 1.0 and 1.1 have known attacks that let somebody on the way read requests.

All of them are off when nothing is said, towards callers and backends alike.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_api_management",
    severity=HIGH,
    fix="Remove the switches for old protocols from the security block.",
    aliases=("CKV_AZURE_173",),
    cwe=326,
    references=(
        "https://learn.microsoft.com/azure/api-management/api-management-howto-manage-protocols-ciphers",
    ),
    bad=(
        """
resource "azurerm_api_management" "a" {
  security {
    frontend_tls10_enabled = true  # here
  }
}
""",
        """
resource "azurerm_api_management" "a" {
  security {
    backend_ssl30_enabled = true  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_api_management" "a" {
  name = "a"
}
""",
        """
resource "azurerm_api_management" "a" {
  security {
    frontend_tls10_enabled = false
  }
}
""",
    ),
)
def check(service):
    for side in ("backend", "frontend"):
        for version in ("ssl30", "tls10", "tls11"):
            switch = f"security.{side}_{version}_enabled"
            if service.get(switch, default=False):
                yield service.fail(switch, "old versions of TLS are accepted")
