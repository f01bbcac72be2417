"""The database's password stands in the code, in the state and in the Data Catalog.

A connection can name a secret of Secrets Manager (SECRET_ID) instead, which Glue reads when it
connects. A value that comes from a variable or a look-up is no literal, but still in the state.
"""

from scanner import HIGH, rule
from scanner.shapes import is_literal


@rule(
    on="aws_glue_connection",
    severity=HIGH,
    fix="Set SECRET_ID in connection_properties instead of PASSWORD.",
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/glue/latest/dg/connection-properties-secrets-manager.html",
    ),
    bad=(
        """
resource "aws_glue_connection" "orders" {
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://db/orders"
    USERNAME            = "glue"
    PASSWORD            = "correct-horse-battery"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_glue_connection" "orders" {
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://db/orders"
    SECRET_ID           = "orders"
  }
}
""",
        """
resource "aws_glue_connection" "orders" {
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://db/orders"
    PASSWORD            = ""
  }
}
""",
    ),
)
def check(connection):
    if is_literal(connection.get("connection_properties.PASSWORD", default="")):
        yield connection.fail("connection_properties.PASSWORD", "the password stands in the code")
