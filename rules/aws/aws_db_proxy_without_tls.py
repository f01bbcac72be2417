"""The proxy accepts plain-text connections, so passwords and rows cross the network readable.

RDS Proxy offers TLS but insists on it only with require_tls. What the database behind it demands
does not matter to the clients of the proxy.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_db_proxy",
    severity=MEDIUM,
    fix="Set require_tls = true.",
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html#rds-proxy-security.tls",
    ),
    bad=(
        'resource "aws_db_proxy" "orders" { engine_family = "POSTGRESQL" }  # here',
        'resource "aws_db_proxy" "orders" { require_tls = false }  # here',
    ),
    good=(
        'resource "aws_db_proxy" "orders" { require_tls = true }',
        """
variable "tls" { default = "true" }

resource "aws_db_proxy" "orders" { require_tls = var.tls }
""",
    ),
)
def check(proxy):
    if not proxy.get("require_tls", default=False):
        yield proxy.fail("require_tls", "the proxy accepts connections without TLS")
