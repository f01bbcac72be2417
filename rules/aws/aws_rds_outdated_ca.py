"""The database shows a certificate of an authority that has expired: clients that check it fail.

What is then done in haste is to switch verification off. rds-ca-2015 expired in March 2020 and
rds-ca-2019 in August 2024. Leaving the argument out takes the account's default, which is current.
"""

from scanner import MEDIUM, rule

_ARGUMENTS = {"aws_rds_cluster": "ca_certificate_identifier"}


@rule(
    on=(
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_rds_cluster_instance",
        "aws_docdb_cluster_instance",
    ),
    severity=MEDIUM,
    fix="Set it to a current authority, such as rds-ca-rsa2048-g1, or leave it out.",
    aliases=("CKV_AWS_211",),
    cwe=298,
    parameters={"expired": ["rds-ca-2010", "rds-ca-2015", "rds-ca-2017", "rds-ca-2019"]},
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { ca_cert_identifier = "rds-ca-2019" }  # here',
        'resource "aws_rds_cluster" "db" { ca_certificate_identifier = "rds-ca-2019" }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { ca_cert_identifier = "rds-ca-rsa2048-g1" }',
        'resource "aws_docdb_cluster_instance" "db" { cluster_identifier = "orders" }',
    ),
)
def check(database):
    argument = _ARGUMENTS.get(database.type, "ca_cert_identifier")
    if database.get(argument, default="") in database.parameters["expired"]:
        yield database.fail(argument, "the certificate authority has expired")
