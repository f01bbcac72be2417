"""Passwords and data cross the internet in clear text.

A listener on HTTP whose only routing is a redirect is how browsers get to HTTPS, and is fine.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_application_gateway",
    severity=HIGH,
    fix='Give the listener protocol = "Https", or redirect it.',
    aliases=("CKV_AZURE_217",),
    cwe=319,
    references=("https://learn.microsoft.com/azure/application-gateway/ssl-overview",),
    bad=(
        """
resource "azurerm_application_gateway" "g" {
  http_listener {
    name     = "web"
    protocol = "Http"  # here
  }
  request_routing_rule {
    name                      = "web"
    http_listener_name        = "web"
    backend_address_pool_name = "app"
  }
  request_routing_rule {
    name                        = "other"
    http_listener_name          = "other"
    redirect_configuration_name = "to-tls"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_application_gateway" "g" {
  http_listener {
    name     = "web"
    protocol = "Https"
  }
}
""",
        """
resource "azurerm_application_gateway" "g" {
  http_listener {
    name     = "web"
    protocol = "Http"
  }
  http_listener {
    name     = "tls"
    protocol = "Https"
  }
  request_routing_rule {
    name                        = "web"
    http_listener_name          = "web"
    redirect_configuration_name = "to-tls"
  }
  request_routing_rule {
    name                      = "tls"
    http_listener_name        = "tls"
    backend_address_pool_name = "app"
  }
}
""",
    ),
)
def check(gateway):
    for listener in gateway.each("http_listener"):
        if listener.get("protocol", default="") == "Http" and not _is_redirected(gateway, listener):
            yield listener.fail("protocol", "the listener takes plain HTTP")


def _is_redirected(gateway, listener):
    name = listener.get("name", default="")
    return any(
        rule.get("http_listener_name", default="") == name
        and rule.is_set("redirect_configuration_name")
        for rule in gateway.each("request_routing_rule")
    )
