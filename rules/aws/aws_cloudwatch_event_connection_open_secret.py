"""A credential of this connection is kept as plain text that everyone who may look at it reads.

Parameters of an EventBridge connection are hidden only when is_value_secret is set; others show in
DescribeConnection and in the console.
"""

from scanner import HIGH, rule
from scanner.shapes import is_secret_name

_PLACES = ("body", "header", "query_string")
_HOLDERS = (
    "auth_parameters.invocation_http_parameters",
    "auth_parameters.oauth.oauth_http_parameters",
)


@rule(
    on="aws_cloudwatch_event_connection",
    severity=HIGH,
    fix="Set is_value_secret = true for the parameter.",
    cwe=312,
    references=(
        "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ConnectionHeaderParameter.html",
    ),
    bad=(
        """
resource "aws_cloudwatch_event_connection" "partner" {
  name               = "partner"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "x-id"
      value = var.key
    }
    invocation_http_parameters {
      header {  # here
        key   = "Authorization"
        value = var.token
      }
      query_string {
        key             = "access_token"
        value           = var.token
        is_value_secret = false  # here
      }
    }
  }
}

variable "key" { type = string }
variable "token" { type = string }
""",
    ),
    good=(
        """
resource "aws_cloudwatch_event_connection" "partner" {
  name               = "partner"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "x-id"
      value = var.key
    }
    invocation_http_parameters {
      header {
        key             = "Authorization"
        value           = var.token
        is_value_secret = true
      }
    }
  }
}

variable "key" { type = string }
variable "token" { type = string }
""",
        """
resource "aws_cloudwatch_event_connection" "partner" {
  name               = "partner"
  authorization_type = "API_KEY"
  auth_parameters {
    invocation_http_parameters {
      header {
        key   = "Accept-Language"
        value = "en"
      }
    }
  }
}
""",
    ),
)
def check(connection):
    for holder in _HOLDERS:
        for place in _PLACES:
            for parameter in connection.each(f"{holder}.{place}"):
                if parameter.get("is_value_secret", default=False):
                    continue
                key = parameter.get("key", default="")
                if key in ("Authorization", "authorization") or is_secret_name(key):
                    yield parameter.fail(
                        "is_value_secret", f"the value of {key} is not kept secret"
                    )
