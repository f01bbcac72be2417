"""Clients talk to DocumentDB in plain text, so passwords and documents cross the network readable.

TLS is on by default; only a cluster parameter group can switch it off. The values tls1.2+, tls1.3+
and fips-140-3 are stricter forms of enabled.
"""

from scanner import HIGH, rule


@rule(
    on="aws_docdb_cluster_parameter_group",
    severity=HIGH,
    fix="Remove the parameter tls or set it to enabled.",
    aliases=("CKV_AWS_90",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html",
    ),
    bad=(
        """
resource "aws_docdb_cluster_parameter_group" "main" {
  family = "docdb5.0"
  parameter {
    name  = "tls"
    value = "disabled"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_docdb_cluster_parameter_group" "main" {
  family = "docdb5.0"
  parameter {
    name  = "tls"
    value = "tls1.2+"
  }
}
""",
        """
resource "aws_docdb_cluster_parameter_group" "main" {
  family = "docdb5.0"
  parameter {
    name  = "ttl_monitor"
    value = "disabled"
  }
}
""",
    ),
)
def check(group):
    for parameter in group.each("parameter"):
        if parameter.get("name") == "tls" and parameter.get("value") == "disabled":
            yield parameter.fail("value", "TLS is switched off")
