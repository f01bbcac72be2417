"""What the types of KMS share: operations, keys by their id, keys that are as good as gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import Gone
from scanner.live.aws.operations import Operation

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Value

NO_KEY = frozenset({"NotFoundException"})
ALIASES = Operation("kms", "ListAliases")
KEYS = Operation("kms", "ListKeys")
KEY = Operation("kms", "DescribeKey", gone=NO_KEY)
POLICY = Operation("kms", "GetKeyPolicy", gone=NO_KEY)
ROTATION = Operation(
    "kms",
    "GetKeyRotationStatus",
    # Keys that cannot rotate: asymmetric ones, those of HMAC and of external stores.
    absent=frozenset({"UnsupportedOperationException"}),
    gone=NO_KEY,
)
TAGS = Operation("kms", "ListResourceTags", gone=NO_KEY)

_DELETED = ("PendingDeletion", "PendingReplicaDeletion")

PAGE = 100
"""Aliases: as many at a time as KMS allows."""


def aliases(api: Api) -> tuple[Any, ...]:
    """The region's aliases, AWS's own among them."""
    return api.items(ALIASES, "Aliases", Limit=PAGE)


def described(api: Api, key: str) -> Mapping[str, Any]:
    """What KMS says of a key. Raises Gone also for a key that waits for its deletion: nothing can
    be encrypted or decrypted with it any more, and Terraform counts it as destroyed."""
    found: Mapping[str, Any] = (api.call(KEY, KeyId=key) or {}).get("KeyMetadata", {})
    if found.get("KeyState") in _DELETED:
        raise Gone(f"the key is in state {found['KeyState']}")
    return found


def key_id(value: Value) -> str | None:
    """A key's id, of itself or of its ARN."""
    return value.rpartition(":key/")[2] if isinstance(value, str) and value else None
