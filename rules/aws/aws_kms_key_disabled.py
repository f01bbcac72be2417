"""A disabled key makes everything that it encrypts unreadable, and its users fail at run time.

Volumes do not attach, objects are not delivered, databases do not start. A key that is no longer
needed is better scheduled for deletion, and one that is needed enabled.
"""

from scanner import LOW, rule


@rule(
    on=("aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"),
    severity=LOW,
    fix="Enable the key, or remove it with a deletion window.",
    aliases=("CKV_AWS_227",),
    cwe=664,
    references=("https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html",),
    bad=(
        'resource "aws_kms_key" "data" { is_enabled = false }  # here',
        'resource "aws_kms_replica_key" "data" { enabled = false }  # here',
    ),
    good=(
        'resource "aws_kms_key" "data" {}',
        'resource "aws_kms_replica_key" "data" { enabled = true }',
    ),
)
def check(key):
    name = "is_enabled" if key.type == "aws_kms_key" else "enabled"
    if not key.get(name, default=True):
        yield key.fail(name, "the key is disabled")
