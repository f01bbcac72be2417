"""Between the gateway and the backend requests cross the network in clear text.

Tokens that the gateway checked are among them.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_HTTP = re.compile(r"^http://", re.IGNORECASE)


@rule(
    on="azurerm_api_management_backend",
    severity=MEDIUM,
    fix="Give the backend an https URL.",
    aliases=("CKV_AZURE_215",),
    cwe=319,
    references=("https://learn.microsoft.com/azure/api-management/backends",),
    bad=(
        """
resource "azurerm_api_management_backend" "b" {
  url = "http://shop.example.com"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_api_management_backend" "b" {
  url = "https://shop.example.com"
}
""",
        """
resource "azurerm_api_management_backend" "b" {
  protocol = "http"
  url      = "https://http.example.com"
}
""",
    ),
)
def check(backend):
    if matches(_HTTP, backend.get("url", default="")):
        yield backend.fail("url", "the backend is asked by plain HTTP")
