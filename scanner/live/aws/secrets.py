"""What the types of Secrets Manager share. Nothing here asks for the value of a secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

NO_SECRET = frozenset({"ResourceNotFoundException"})
SECRETS = Operation("secretsmanager", "ListSecrets")
SECRET = Operation("secretsmanager", "DescribeSecret", gone=NO_SECRET)
POLICY = Operation("secretsmanager", "GetResourcePolicy", gone=NO_SECRET)


def secrets(api: Api) -> Mapping[str, Any]:
    """The region's secrets by ARN, without those that wait for their deletion."""
    return api.index(SECRETS, "SecretList", "ARN")


def described(api: Api, secret: str) -> Mapping[str, Any] | None:
    """What Secrets Manager says of one, by name or ARN; None when it waits for its deletion.
    Raises Gone."""
    found = api.call(SECRET, SecretId=secret) or {}
    return None if found.get("DeletedDate") else found


def find(api: Api, item: Item) -> Mapping[str, Any] | None:
    """`described`, of what is managed: by its ARN, where the state has that."""
    arn = item.raw.get("arn")
    return described(api, arn if isinstance(arn, str) and arn else item.id)


def is_replica(api: Api, secret: Mapping[str, Any]) -> bool:
    """Whether it is the copy of a secret of another region, which declares it."""
    return bool(secret.get("PrimaryRegion", api.region) != api.region)


def of_service(secret: Mapping[str, Any]) -> bool:
    """Whether another AWS service made it, and manages it."""
    return bool(secret.get("OwningService"))
