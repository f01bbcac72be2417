"""Applications log in with a password that lives for years in their configuration.

With IAM authentication they use a token of their role that is valid for 15 minutes. Only MySQL,
MariaDB and PostgreSQL have it; a replica or a restored instance that does not name its engine is
judged by its source.
"""

from scanner import LOW, rule


@rule(
    on="aws_db_instance",
    severity=LOW,
    fix="Set iam_database_authentication_enabled = true.",
    aliases=("CKV_AWS_161", "AVD-AWS-0176"),
    cwe=308,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { engine = "mysql" }  # here',
        """
resource "aws_db_instance" "db" {
  engine                              = "postgres"
  iam_database_authentication_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "aws_db_instance" "db" {
  engine                              = "mariadb"
  iam_database_authentication_enabled = true
}
""",
        'resource "aws_db_instance" "db" { engine = "sqlserver-se" }',
        'resource "aws_db_instance" "replica" { replicate_source_db = "orders" }',
    ),
)
def check(db):
    if db.get("engine", default="") not in ("mysql", "mariadb", "postgres"):
        return
    if not db.get("iam_database_authentication_enabled", default=False):
        yield db.fail("iam_database_authentication_enabled", "IAM authentication is off")
