"""A slip in the key policy can leave the key without anyone who may change it again.

KMS refuses a policy that would lock its author out. With bypass_policy_lockout_safety_check it
takes any policy, and only AWS Support can then bring the key, and the data under it, back.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key", "aws_kms_external_key"),
    severity=MEDIUM,
    fix="Remove bypass_policy_lockout_safety_check.",
    cwe=732,
    references=("https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",),
    bad=('resource "aws_kms_key" "data" { bypass_policy_lockout_safety_check = true }  # here',),
    good=(
        'resource "aws_kms_key" "data" {}',
        'resource "aws_kms_key" "data" { bypass_policy_lockout_safety_check = false }',
    ),
)
def check(key):
    if key.get("bypass_policy_lockout_safety_check", default=False):
        yield key.fail("bypass_policy_lockout_safety_check", "the check for lockouts is off")
