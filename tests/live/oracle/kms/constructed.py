"""What the local server lacks of keys, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/kms/latest/APIReference/"
DOCUMENTATION = {"aws_kms_key": f"{_API}API_KeyMetadata.html, {_API}API_GetKeyRotationStatus.html"}
AMENDED = {
    "aws_kms_key.main": {"rotation_period_in_days": 180},
    "aws_kms_key.stored": {
        "custom_key_store_id": "cks-1234567890abcdef0",
        "xks_key_id": "bb8562717f809024",
    },
}


def _asked(operation: str, world: World, address: str) -> str:
    return f'{operation} {{"KeyId": "{world.id(address)}"'


def amend(world: World, answers: dict[str, Any]) -> None:
    """The period of a rotation, and a key in an external store."""
    swap(
        answers,
        _asked("GetKeyRotationStatus", world, "aws_kms_key.main"),
        '{"KeyRotationEnabled": true',
        '{"RotationPeriodInDays": 180, "KeyRotationEnabled": true',
    )
    swap(
        answers,
        _asked("DescribeKey", world, "aws_kms_key.stored"),
        '"Origin": "AWS_KMS"',
        '"Origin": "EXTERNAL_KEY_STORE", "CustomKeyStoreId": "cks-1234567890abcdef0", '
        '"XksKeyConfiguration": {"Id": "bb8562717f809024"}',
    )


def _edit(operation: str, address: str, old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        key = next(key for key in answers if _asked(operation, world, address) in key)
        return {key: (old, new)}

    return edits


EDITS = {
    "aws_kms_key.main: rotation_period_in_days": _edit(
        "GetKeyRotationStatus",
        "aws_kms_key.main",
        '"RotationPeriodInDays": 180',
        '"RotationPeriodInDays": 2560',
    ),
    "aws_kms_key.stored: xks_key_id": _edit(
        "DescribeKey", "aws_kms_key.stored", "bb8562717f809024", "0000000000000000"
    ),
    "aws_kms_key.stored: missing": _edit(
        "DescribeKey",
        "aws_kms_key.stored",
        '"KeyState": "Enabled"',
        '"KeyState": "PendingReplicaDeletion"',
    ),
}
