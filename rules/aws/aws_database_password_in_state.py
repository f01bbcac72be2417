"""The administrator's password stands in the state in plain text, for whoever can read that.

The provider stores what it is given, wherever the value came from. Let RDS keep the password in
Secrets Manager (manage_master_user_password), or use the write-only argument, which is never
stored.
"""

from scanner import MEDIUM, rule

_ARGUMENTS = {
    "aws_db_instance": "password",
    "aws_redshiftserverless_namespace": "admin_user_password",
}


@rule(
    on=(
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_docdb_cluster",
        "aws_redshift_cluster",
        "aws_redshiftserverless_namespace",
    ),
    severity=MEDIUM,
    fix="Use manage_master_user_password = true (Redshift: manage_master_password, Serverless: "
    "manage_admin_password) or the write-only argument.",
    cwe=312,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
        "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    ),
    bad=(
        'resource "aws_db_instance" "db" { password = "correct-horse" }  # here',
        """
data "aws_secretsmanager_secret_version" "master" { secret_id = "orders" }

resource "aws_rds_cluster" "orders" {
  master_password = "${data.aws_secretsmanager_secret_version.master.secret_string}!"  # here
}
""",
        'resource "aws_redshiftserverless_namespace" "dwh" { admin_user_password = "x" }  # here',
    ),
    good=(
        'resource "aws_rds_cluster" "orders" { manage_master_user_password = true }',
        """
ephemeral "aws_secretsmanager_secret_version" "master" { secret_id = "orders" }

resource "aws_db_instance" "db" {
  password_wo         = ephemeral.aws_secretsmanager_secret_version.master.secret_string
  password_wo_version = 1
}
""",
    ),
)
def check(database):
    argument = _ARGUMENTS.get(database.type, "master_password")
    if database.is_set(argument):
        yield database.fail(argument, "the password is stored in the state")
