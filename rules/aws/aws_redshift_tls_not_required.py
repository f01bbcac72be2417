"""Clients may connect to the warehouse in plain text, passwords and results included.

A group of the family redshift-2.0 requires TLS by default, one of redshift-1.0 only with
require_ssl. Redshift Serverless requires it unless its workgroup says otherwise.
"""

from scanner import HIGH, rule


@rule(
    on=("aws_redshift_parameter_group", "aws_redshiftserverless_workgroup"),
    severity=HIGH,
    fix="Set require_ssl to true.",
    aliases=("CKV_AWS_105",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html",
        "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-parameter-groups.html",
    ),
    bad=(
        """
resource "aws_redshift_parameter_group" "old" {  # here
  family = "redshift-1.0"
  parameter {
    name  = "statement_timeout"
    value = "true"
  }
}
""",
        """
resource "aws_redshift_parameter_group" "new" {
  family = "redshift-2.0"
  parameter {
    name  = "require_ssl"
    value = false  # here
  }
}
""",
        """
resource "aws_redshiftserverless_workgroup" "dwh" {
  config_parameter {
    parameter_key   = "require_ssl"
    parameter_value = "false"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_redshift_parameter_group" "old" {
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "true"
  }
}
""",
        """
resource "aws_redshift_parameter_group" "new" {
  family = "redshift-2.0"
  parameter {
    name  = "auto_analyze"
    value = "false"
  }
}
""",
        """
resource "aws_redshiftserverless_workgroup" "dwh" {
  config_parameter {
    parameter_key   = "require_ssl"
    parameter_value = "true"
  }
  config_parameter {
    parameter_key   = "auto_mv"
    parameter_value = "false"
  }
}
""",
    ),
)
def check(settings):
    if settings.type == "aws_redshiftserverless_workgroup":
        yield from _violations(settings, "config_parameter", "parameter_key", "parameter_value")
        return
    yield from _violations(settings, "parameter", "name", "value")
    if settings.get("family", default="redshift-2.0") == "redshift-1.0" and not any(
        parameter.get("name") == "require_ssl" for parameter in settings.each("parameter")
    ):
        yield settings.fail(message="require_ssl is not set, and is off by default")


def _violations(settings, block, name, value):
    for parameter in settings.each(block):
        if parameter.get(name) == "require_ssl" and parameter.get(value, default="") == "false":
            yield parameter.fail(value, "clients may connect without TLS")
