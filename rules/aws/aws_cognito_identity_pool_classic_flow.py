"""Clients of this pool choose themselves which of its roles they take.

In the basic (classic) flow a client calls STS with a role of its choice, past the scope-down that
the enhanced flow puts on guests. It is off unless it is switched on.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cognito_identity_pool",
    severity=MEDIUM,
    fix="Leave out allow_classic_flow, and use the enhanced flow.",
    cwe=266,
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html",
    ),
    bad=('resource "aws_cognito_identity_pool" "app" { allow_classic_flow = true }  # here',),
    good=(
        'resource "aws_cognito_identity_pool" "app" { identity_pool_name = "app" }',
        'resource "aws_cognito_identity_pool" "app" { allow_classic_flow = false }',
    ),
)
def check(pool):
    if pool.get("allow_classic_flow", default=False):
        yield pool.fail("allow_classic_flow", "clients choose their own role")
