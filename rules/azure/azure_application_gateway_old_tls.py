"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read the traffic.

New gateways without an ssl_policy get one of 2022 that wants TLS 1.2; the policies of 2015 and 2017
without an S do not.
"""

from scanner import HIGH, rule

_OLD = ("AppGwSslPolicy20150501", "AppGwSslPolicy20170401")


@rule(
    on="azurerm_application_gateway",
    severity=HIGH,
    fix='Set ssl_policy.policy_name = "AppGwSslPolicy20220101".',
    related_ids=("CKV_AZURE_218",),
    cwe=326,
    references=(
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview",
    ),
    bad=(
        """
resource "azurerm_application_gateway" "g" {
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20170401"  # here
  }
}
""",
        """
resource "azurerm_application_gateway" "g" {
  ssl_profile {
    name = "old"
    ssl_policy {
      policy_type          = "Custom"
      min_protocol_version = "TLSv1_1"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_application_gateway" "g" {
  name = "g"
}
""",
        """
resource "azurerm_application_gateway" "g" {
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20170401S"
  }
}
""",
        """
resource "azurerm_application_gateway" "g" {
  ssl_policy {
    policy_type          = "CustomV2"
    min_protocol_version = "TLSv1_3"
  }
}
""",
    ),
)
def check(gateway):
    policies = [*gateway.each("ssl_policy")]
    for profile in gateway.each("ssl_profile"):
        policies += profile.each("ssl_policy")
    for policy in policies:
        if policy.get("policy_name", default="") in _OLD:
            yield policy.fail("policy_name", "the policy accepts old versions of TLS")
        elif policy.get("min_protocol_version", default="") in ("TLSv1_0", "TLSv1_1"):
            yield policy.fail("min_protocol_version", "old versions of TLS are accepted")
