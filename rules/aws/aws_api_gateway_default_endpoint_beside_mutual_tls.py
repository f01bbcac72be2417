"""The default address of this API lets callers round the client certificate its domain asks for.

Mutual TLS is a matter of the custom domain. As long as the execute-api address answers too, anyone
reaches the same API there without a certificate.
"""

from scanner import HIGH, rule

_KINDS = {
    "aws_api_gateway_rest_api": (
        "aws_api_gateway_domain_name",
        "aws_api_gateway_base_path_mapping",
    ),
    "aws_apigatewayv2_api": ("aws_apigatewayv2_domain_name", "aws_apigatewayv2_api_mapping"),
}


@rule(
    on=("aws_api_gateway_rest_api", "aws_apigatewayv2_api"),
    severity=HIGH,
    fix="Set disable_execute_api_endpoint = true.",
    cwe=288,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
    ),
    bad=(
        """
resource "aws_apigatewayv2_api" "partners" {  # here
  name          = "partners"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_domain_name" "partners" {
  domain_name = "partners.example.com"
  mutual_tls_authentication {
    truststore_uri = "s3://trust/partners.pem"
  }
}

resource "aws_apigatewayv2_api_mapping" "partners" {
  api_id      = aws_apigatewayv2_api.partners.id
  domain_name = aws_apigatewayv2_domain_name.partners.id
  stage       = "live"
}
""",
        """
resource "aws_api_gateway_rest_api" "partners" {
  name                         = "partners"
  disable_execute_api_endpoint = false  # here
}

resource "aws_api_gateway_domain_name" "partners" {
  domain_name = "partners.example.com"
  mutual_tls_authentication {
    truststore_uri = "s3://trust/partners.pem"
  }
}

resource "aws_api_gateway_base_path_mapping" "partners" {
  api_id      = aws_api_gateway_rest_api.partners.id
  domain_name = aws_api_gateway_domain_name.partners.id
}
""",
    ),
    good=(
        """
resource "aws_apigatewayv2_api" "partners" {
  name                         = "partners"
  protocol_type                = "HTTP"
  disable_execute_api_endpoint = true
}

resource "aws_apigatewayv2_domain_name" "partners" {
  domain_name = "partners.example.com"
  mutual_tls_authentication {
    truststore_uri = "s3://trust/partners.pem"
  }
}

resource "aws_apigatewayv2_api_mapping" "partners" {
  api_id      = aws_apigatewayv2_api.partners.id
  domain_name = aws_apigatewayv2_domain_name.partners.id
  stage       = "live"
}
""",
        """
resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_domain_name" "shop" {
  domain_name = "shop.example.com"
}

resource "aws_apigatewayv2_domain_name" "partners" {
  domain_name = "partners.example.com"
  mutual_tls_authentication {
    truststore_uri = "s3://trust/partners.pem"
  }
}

resource "aws_apigatewayv2_api_mapping" "shop" {
  api_id      = aws_apigatewayv2_api.shop.id
  domain_name = aws_apigatewayv2_domain_name.shop.id
  stage       = "live"
}
""",
    ),
)
def check(api):
    if api.get("disable_execute_api_endpoint", default=False):
        return
    domain_type, mapping_type = _KINDS[api.type]
    mapped = [mapping.resource.address for mapping in api.related(mapping_type, "api_id")]
    for domain in api.beside(domain_type):
        if domain.is_set("mutual_tls_authentication.truststore_uri"):
            mappings = domain.related(mapping_type, "domain_name")
            if any(mapping.resource.address in mapped for mapping in mappings):
                yield api.fail(
                    "disable_execute_api_endpoint", "the default address asks for no certificate"
                )
                return
