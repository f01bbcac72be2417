"""Half of the login is known to everyone who tries: the administrator has the name from the docs.

Names such as admin, root and postgres are what password guessing starts with. Which names count is
the parameter names; a restored copy has the administrator of its source.
"""

from scanner import LOW, rule

_ARGUMENTS = {
    "aws_db_instance": "username",
    "aws_docdbelastic_cluster": "admin_user_name",
    "aws_redshiftserverless_namespace": "admin_username",
}


@rule(
    on=(
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_docdb_cluster",
        "aws_docdbelastic_cluster",
        "aws_redshift_cluster",
        "aws_redshiftserverless_namespace",
    ),
    severity=LOW,
    fix="Give the administrator a name of your own.",
    related_ids=("CKV_AWS_391",),
    cwe=1392,
    parameters={
        "names": [
            "admin", "administrator", "awsuser", "docdb", "docdbadmin", "master", "mysql",
            "oracle", "postgres", "root", "sa", "sysadmin",
        ]
    },
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-25",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-8",
    ),
    bad=(
        'resource "aws_db_instance" "db" { username = "Admin" }  # here',
        'resource "aws_redshift_cluster" "dwh" { master_username = "awsuser" }  # here',
        'resource "aws_redshiftserverless_namespace" "dwh" { admin_username = "admin" }  # here',
    ),
    good=(
        'resource "aws_rds_cluster" "orders" { master_username = "orders_owner" }',
        'resource "aws_db_instance" "replica" { replicate_source_db = "orders" }',
    ),
)  # fmt: skip
def check(database):
    argument = _ARGUMENTS.get(database.type, "master_username")
    if database.get(argument, default="").lower() in database.parameters["names"]:
        yield database.fail(argument, "the administrator has a name that everyone guesses first")
