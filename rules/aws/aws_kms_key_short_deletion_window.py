"""A key deleted by mistake, or by an intruder, is gone before anybody notices.

What a deleted key encrypted is lost for good. KMS waits for the deletion window, 30 days when it
is left out, in which the deletion can still be cancelled. The parameter min_days says how long it
must at least be.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=("aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"),
    severity=LOW,
    fix="Leave deletion_window_in_days out, or set it to 30.",
    cwe=693,
    parameters={"min_days": 14},
    references=("https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",),
    bad=(
        'resource "aws_kms_key" "data" { deletion_window_in_days = 7 }  # here',
        'resource "aws_kms_replica_key" "data" { deletion_window_in_days = 13 }  # here',
    ),
    good=(
        'resource "aws_kms_key" "data" {}',
        'resource "aws_kms_key" "data" { deletion_window_in_days = 14 }',
    ),
)
def check(key):
    days = quantity(key.get("deletion_window_in_days", default=30), 30)
    if days < key.parameters["min_days"]:
        yield key.fail("deletion_window_in_days", "the key is soon deleted for good")
