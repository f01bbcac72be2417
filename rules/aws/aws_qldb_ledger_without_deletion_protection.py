"""A ledger exists to be beyond change, and this one can be deleted at one command.

Deletion protection is on by default; only deletion_protection = false takes it away.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_qldb_ledger",
    severity=MEDIUM,
    fix="Remove deletion_protection = false.",
    aliases=("CKV_AWS_172",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/qldb/latest/developerguide/ledger-management.basics.html",
    ),
    bad=('resource "aws_qldb_ledger" "books" { deletion_protection = false }  # here',),
    good=(
        'resource "aws_qldb_ledger" "books" { deletion_protection = true }',
        'resource "aws_qldb_ledger" "books" { permissions_mode = "STANDARD" }',
    ),
)
def check(ledger):
    if not ledger.get("deletion_protection", default=True):
        yield ledger.fail("deletion_protection", "the ledger can be deleted")
