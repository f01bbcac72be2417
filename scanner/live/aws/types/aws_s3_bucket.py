"""An S3 bucket. Its settings also appear here, as the provider's deprecated inline blocks do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from scanner.compare import blocks, json_document, policy, scalar
from scanner.live.aws import s3
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.s3_blocks import (
    bucket_grants,
    bucket_website,
    canned_acl,
    cors_rules,
    encryption_rules,
    object_lock,
    replication,
    same_bucket_cors_rules,
    same_bucket_grants,
    same_replication,
)
from scanner.live.aws.s3_lifecycle import bucket_lifecycle_rules, same_bucket_lifecycle_rules
from scanner.live.aws.tags import TAG_ROWS, tag_values
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer, Api
    from scanner.live.aws.operations import Operation
    from scanner.model import Resource, Value

_COMPUTED, _APPLY_ONLY = AttributeKind.COMPUTED, AttributeKind.APPLY_ONLY

# Since January 2023 every bucket is encrypted, at least so.
_DEFAULT_ENCRYPTION = [
    {
        "rule": [
            {
                "apply_server_side_encryption_by_default": [
                    {"sse_algorithm": "AES256", "kms_master_key_id": ""}
                ],
                "bucket_key_enabled": False,
            }
        ]
    }
]

PROJECTION = Projection(
    "aws_s3_bucket",
    (
        Attribute("bucket"),
        Attribute("bucket_prefix", kind=_APPLY_ONLY),
        Attribute("force_destroy", kind=_APPLY_ONLY),
        Attribute("arn", kind=_COMPUTED),
        Attribute("region", kind=_COMPUTED),
        *TAG_ROWS,
        Attribute("acceleration_status", scalar, default=""),
        Attribute("acl", kind=AttributeKind.WRITE_ONLY),
        Attribute("cors_rule", same_bucket_cors_rules, default=[]),
        Attribute("grant", same_bucket_grants, default=[]),
        Attribute("lifecycle_rule", same_bucket_lifecycle_rules, default=[]),
        Attribute("logging", blocks(), default=[]),
        Attribute("object_lock_configuration", blocks(), default=[]),
        Attribute("object_lock_enabled", scalar, default=False),
        Attribute("policy", policy, default=""),
        Attribute("replication_configuration", same_replication, default=[]),
        Attribute("request_payer", scalar, default="BucketOwner"),
        Attribute("server_side_encryption_configuration", blocks(), default=_DEFAULT_ENCRYPTION),
        Attribute(
            "versioning",
            blocks(defaults={"enabled": False, "mfa_delete": False}),
            default=[{"enabled": False, "mfa_delete": False}],
        ),
        Attribute("website", blocks(same={"routing_rules": json_document}), default=[]),
    ),
    s3.bucket_key,
    {"timeouts": "how long Terraform waits"},
)


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(name, bucket) for name, bucket in s3.buckets(api).items()]


def _find(api: Api, key: str, resource: Resource) -> Item | None:
    # Somebody else's bucket is not in the list; nor is any when listing is denied.
    return Item(key) if api.call(s3.LOCATION, Bucket=key) is not None else None


def _itself(api: Api, bucket: Item) -> Mapping[str, Value]:
    return {"bucket": bucket.id, "arn": f"arn:{api.partition}:s3:::{bucket.id}"}


def _region(api: Api, bucket: Item) -> Mapping[str, Value]:
    return {"region": s3.location(api, bucket.id)}


def _part(operation: Operation, **attributes: Callable[[Answer], Value]) -> Part:
    """Attributes out of one answer; an empty one when nothing is configured."""

    def read(api: Api, bucket: Item) -> Mapping[str, Value]:
        answer = s3.ask(api, operation, bucket.id) or {}
        return {name: value(answer) for name, value in attributes.items()}

    return Part(tuple(attributes), read)


def _logging(answer: Answer) -> Value:
    enabled = answer.get("LoggingEnabled")
    if not enabled:
        return []
    return [
        {
            "target_bucket": enabled.get("TargetBucket"),
            "target_prefix": enabled.get("TargetPrefix", ""),
        }
    ]


def _encryption(answer: Answer) -> Value:
    rules = encryption_rules(answer)
    return [{"rule": rules}] if rules else []


def _versioning(answer: Answer) -> Value:
    return [
        {
            "enabled": answer.get("Status") == "Enabled",
            "mfa_delete": answer.get("MFADelete") == "Enabled",
        }
    ]


def _lock_enabled(answer: Answer) -> Value:
    return answer.get("ObjectLockConfiguration", {}).get("ObjectLockEnabled") == "Enabled"


def _tags(api: Api, bucket: Item) -> Mapping[str, Value]:
    return tag_values((s3.ask(api, s3.TAGGING, bucket.id) or {}).get("TagSet"))


READER = Reader(
    projection=PROJECTION,
    operations=(
        *s3.LOCATING,
        s3.ACCELERATION,
        s3.ACL,
        s3.CORS,
        s3.ENCRYPTION,
        s3.LIFECYCLE,
        s3.LOGGING,
        s3.OBJECT_LOCK,
        s3.PAYMENT,
        s3.POLICY,
        s3.REPLICATION,
        s3.TAGGING,
        s3.VERSIONING,
        s3.WEBSITE,
    ),
    listing=_listing,
    find=_find,
    parts=(
        Part(("bucket", "arn"), _itself, bulk=True),
        Part(("region",), _region, bulk=True),
        Part(("tags", "tags_all"), _tags),
        _part(s3.ACCELERATION, acceleration_status=lambda answer: answer.get("Status", "")),
        _part(s3.ACL, acl=canned_acl, grant=bucket_grants),
        _part(s3.CORS, cors_rule=cors_rules),
        _part(s3.ENCRYPTION, server_side_encryption_configuration=_encryption),
        _part(s3.LIFECYCLE, lifecycle_rule=bucket_lifecycle_rules),
        _part(s3.LOGGING, logging=_logging),
        _part(
            s3.OBJECT_LOCK, object_lock_configuration=object_lock, object_lock_enabled=_lock_enabled
        ),
        _part(s3.PAYMENT, request_payer=lambda answer: answer.get("Payer", "BucketOwner")),
        _part(s3.POLICY, policy=s3.policy_text),
        _part(s3.REPLICATION, replication_configuration=replication),
        _part(s3.VERSIONING, versioning=_versioning),
        _part(s3.WEBSITE, website=bucket_website),
    ),
    regional=False,
)
