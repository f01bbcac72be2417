"""The Lightsail database is open to the whole internet, with a password as its only guard.

Lightsail has no security groups for databases: public mode lets in everyone, while private mode
takes connections from the account's own Lightsail resources.
"""

from scanner import CRITICAL, rule


@rule(
    on="aws_lightsail_database",
    severity=CRITICAL,
    fix="Remove publicly_accessible or set it to false.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-database-data-import-mode.html",
    ),
    bad=('resource "aws_lightsail_database" "blog" { publicly_accessible = true }  # here',),
    good=(
        'resource "aws_lightsail_database" "blog" { publicly_accessible = false }',
        'resource "aws_lightsail_database" "blog" { bundle_id = "micro_1_0" }',
    ),
)
def check(database):
    if database.get("publicly_accessible", default=False):
        yield database.fail("publicly_accessible", "the database is open to the internet")
