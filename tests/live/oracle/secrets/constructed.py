"""What the local server lacks of rotation, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/"
_LAMBDA = "arn:aws:lambda:eu-west-1:123456789012:function:rotator"
_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
DOCUMENTATION = {
    "aws_secretsmanager_secret_rotation": f"{_API}API_SecretListEntry.html",
}
AMENDED = {
    "aws_secretsmanager_secret_rotation.main": {"rotation_lambda_arn": _LAMBDA},
    "aws_secretsmanager_secret_rotation.scheduled": {
        "rotation_lambda_arn": _LAMBDA,
        "rotation_rules": [
            {
                "automatically_after_days": 0,
                "duration": "3h",
                "schedule_expression": "rate(10 days)",
            }
        ],
    },
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """The function that rotates, and a schedule instead of a number of days."""
    for name, rules in (
        ("main", ""),
        ("plain", '"Duration": "3h", "ScheduleExpression": "rate(240 hours)", '),
    ):
        secret = world.id(f"aws_secretsmanager_secret.{name}")
        swap(
            answers,
            "Secret",
            '"RotationLambdaARN": ""',
            f'"RotationLambdaARN": "{_LAMBDA}"',
            after=secret,
        )
        if rules:
            swap(
                answers,
                "Secret",
                '"RotationRules": {',
                f'"RotationRules": {{{rules}',
                after=secret,
            )


def _edit(secret: str, old: str, new: str) -> Any:
    """A text replaced where it first follows the secret's ARN, in the list and alone."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        arn = world.id(f"aws_secretsmanager_secret.{secret}")
        changed = {
            key: one
            for key, one in answers.items()
            if "ListSecrets" in key or ("DescribeSecret" in key and arn in key)
        }
        swap(changed, "Secret", old, new, after=arn)
        return changed

    return edits


EDITS = {
    "aws_secretsmanager_secret_rotation.scheduled: rotation_rules": _edit(
        "plain", "rate(240 hours)", "rate(999 days)"
    ),
    "aws_secretsmanager_secret_rotation.main: rotation_lambda_arn": _edit(
        "main", "function:rotator", "function:thief"
    ),
    "aws_secretsmanager_secret_rotation.main: missing": _edit(
        "main", '"RotationEnabled": true', '"RotationEnabled": false'
    ),
    "aws_secretsmanager_secret.plain: kms_key_id": _edit(
        "plain", '"KmsKeyId": null', f'"KmsKeyId": "{_KEY}"'
    ),
}
