"""The whole database passes between DMS and this endpoint in plain text, passwords included.

ssl_mode is none unless it is set; Redis and Kafka endpoints have a setting of their own. Engines
that DMS reaches by AWS's APIs (S3, DynamoDB, Kinesis, OpenSearch, Neptune, Redshift) need neither.
"""

from scanner import HIGH, rule

_ENGINES = (
    "aurora", "aurora-postgresql", "aurora-postgresql-serverless", "aurora-serverless", "babelfish",
    "db2", "db2-zos", "docdb", "mariadb", "mongodb", "mysql", "oracle", "postgres", "sqlserver",
    "sybase",
)  # fmt: skip


@rule(
    on="aws_dms_endpoint",
    severity=HIGH,
    fix="Set ssl_mode to verify-full, verify-ca or require.",
    aliases=("CKV2_AWS_49",),
    cwe=319,
    references=("https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html",),
    bad=(
        'resource "aws_dms_endpoint" "old" { engine_name = "postgres" }  # here',
        """
resource "aws_dms_endpoint" "old" {
  engine_name = "mysql"
  ssl_mode    = "none"  # here
}
""",
        """
resource "aws_dms_endpoint" "cache" {
  engine_name = "redis"
  redis_settings {
    ssl_security_protocol = "plaintext"  # here
  }
}
""",
        """
resource "aws_dms_endpoint" "events" {
  engine_name = "kafka"
  kafka_settings {
    security_protocol = "plaintext"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_dms_endpoint" "old" {
  engine_name = "oracle"
  ssl_mode    = "verify-ca"
}
""",
        'resource "aws_dms_endpoint" "lake" { engine_name = "s3" }',
        """
resource "aws_dms_endpoint" "cache" {
  engine_name = "redis"
  redis_settings { auth_type = "auth-token" }
}
""",
    ),
)
def check(endpoint):
    if (
        endpoint.get("engine_name", default="") in _ENGINES
        and endpoint.get("ssl_mode", default="none") == "none"
    ):
        yield endpoint.fail("ssl_mode", "connections are not encrypted")
    for path in ("redis_settings.ssl_security_protocol", "kafka_settings.security_protocol"):
        if endpoint.get(path, default="") == "plaintext":
            yield endpoint.fail(path, "connections are not encrypted")
