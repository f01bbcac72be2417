"""Glue talks to the database in the clear when TLS is not offered.

JDBC_ENFORCE_SSL makes it fail instead. It is false unless it is set, and concerns JDBC connections
alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_glue_connection",
    severity=MEDIUM,
    fix='Set JDBC_ENFORCE_SSL = "true" in connection_properties.',
    cwe=319,
    references=("https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html",),
    bad=(
        """
resource "aws_glue_connection" "orders" {
  connection_properties = {  # here
    JDBC_CONNECTION_URL = "jdbc:postgresql://db/orders"
  }
}
""",
        """
resource "aws_glue_connection" "orders" {
  connection_type = "JDBC"
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://db/orders"
    JDBC_ENFORCE_SSL    = "false"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_glue_connection" "orders" {
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://db/orders"
    JDBC_ENFORCE_SSL    = "true"
  }
}
""",
        'resource "aws_glue_connection" "vpc" { connection_type = "NETWORK" }',
    ),
)
def check(connection):
    if connection.get("connection_type", default="JDBC") != "JDBC":
        return
    path = "connection_properties.JDBC_ENFORCE_SSL"
    if not connection.get(path, default=False):
        yield connection.fail(path, "TLS is not enforced")
