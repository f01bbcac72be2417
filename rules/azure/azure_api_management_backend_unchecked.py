"""Whoever gets between the gateway and the backend can pretend to be the backend.

Certificates are checked when nothing is said.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_api_management_backend",
    severity=MEDIUM,
    fix="Remove the switches that turn the checks off.",
    cwe=295,
    references=(
        "https://learn.microsoft.com/azure/api-management/api-management-howto-mutual-certificates",
    ),
    bad=(
        """
resource "azurerm_api_management_backend" "b" {
  tls {
    validate_certificate_chain = false  # here
  }
}
""",
        """
resource "azurerm_api_management_backend" "b" {
  tls {
    validate_certificate_name = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_api_management_backend" "b" {
  tls {
    validate_certificate_chain = true
  }
}
""",
        """
resource "azurerm_api_management_backend" "b" {
  url = "https://shop.example.com"
}
""",
    ),
)
def check(backend):
    for switch in ("tls.validate_certificate_chain", "tls.validate_certificate_name"):
        if not backend.get(switch, default=True):
            yield backend.fail(switch, "the backend's certificate is not checked")
