"""Whoever may send commands to the ledger may do everything with every table in it.

In the mode ALLOW_ALL only access to the API is checked. STANDARD checks each command and table by
IAM.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_qldb_ledger",
    severity=MEDIUM,
    fix='Set permissions_mode = "STANDARD".',
    aliases=("CKV_AWS_170",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/qldb/latest/developerguide/getting-started-standard-mode.html",
    ),
    bad=('resource "aws_qldb_ledger" "books" { permissions_mode = "ALLOW_ALL" }  # here',),
    good=(
        'resource "aws_qldb_ledger" "books" { permissions_mode = "STANDARD" }',
        """
variable "mode" { default = "STANDARD" }

resource "aws_qldb_ledger" "books" { permissions_mode = var.mode }
""",
    ),
)
def check(ledger):
    if ledger.get("permissions_mode", default="STANDARD") == "ALLOW_ALL":
        yield ledger.fail("permissions_mode", "commands are not checked by table")
