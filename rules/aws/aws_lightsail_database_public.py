"""The database has a public address, and only its password keeps the internet out.

A Lightsail database has no firewall of its own: public mode opens it to everyone. Reach it from
instances in the same account and region instead.
"""

from scanner import CRITICAL, rule


@rule(
    on="aws_lightsail_database",
    severity=CRITICAL,
    fix="Remove publicly_accessible.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-database-public-mode.html",
    ),
    bad=(
        """
resource "aws_lightsail_database" "db" {
  relational_database_name = "db"
  publicly_accessible      = true  # here
}
""",
    ),
    good=(
        'resource "aws_lightsail_database" "db" { relational_database_name = "db" }',
        """
variable "public" { default = "false" }

resource "aws_lightsail_database" "db" {
  relational_database_name = "db"
  publicly_accessible      = var.public
}
""",
    ),
)
def check(database):
    if database.get("publicly_accessible", default=False):
        yield database.fail("publicly_accessible", "the database is open to the internet")
