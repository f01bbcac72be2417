"""Lifecycle rules of buckets in Terraform's words, in both of its spellings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, by, elements, frozen
from scanner.live.aws.tags import tag_map

if TYPE_CHECKING:
    from collections.abc import Hashable

    from scanner.live.aws.api import Answer
    from scanner.model import Value

Raw = Mapping[str, Any]


def when(value: Any) -> str | None:
    """A time of S3's as the provider writes it: RFC 3339 in UTC with seconds."""
    if value is None:
        return None
    from datetime import UTC

    return str(value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def optional(**fields: Value) -> dict[str, Value]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def lifecycle_rules(answer: Answer | None) -> list[dict[str, Value]]:
    """``rule`` blocks of aws_s3_bucket_lifecycle_configuration."""
    return [
        {
            "id": rule.get("ID", ""),
            "status": rule.get("Status"),
            "prefix": rule.get("Prefix", ""),
            "filter": _filter(rule["Filter"]) if "Filter" in rule else [],
            "abort_incomplete_multipart_upload": _abort(rule),
            "expiration": _expiration(rule),
            "transition": [_transition(one) for one in rule.get("Transitions", ())],
            "noncurrent_version_expiration": _noncurrent_expiration(rule),
            "noncurrent_version_transition": [
                optional(
                    newer_noncurrent_versions=one.get("NewerNoncurrentVersions"),
                    noncurrent_days=one.get("NoncurrentDays"),
                    storage_class=one.get("StorageClass"),
                )
                for one in rule.get("NoncurrentVersionTransitions", ())
            ],
        }
        for rule in (answer or {}).get("Rules", ())
    ]


def _filter(raw: Raw) -> list[dict[str, Value]]:
    block = _sizes(raw)
    if "Tag" in raw:
        block["tag"] = [{"key": raw["Tag"]["Key"], "value": raw["Tag"].get("Value", "")}]
    if "And" in raw:
        block["and"] = [{**_sizes(raw["And"]), "tags": tag_map(raw["And"].get("Tags"))}]
    return [block]


def _sizes(raw: Raw) -> dict[str, Value]:
    return optional(
        prefix=raw.get("Prefix"),
        object_size_greater_than=raw.get("ObjectSizeGreaterThan"),
        object_size_less_than=raw.get("ObjectSizeLessThan"),
    )


def _abort(rule: Raw) -> list[dict[str, Value]]:
    raw = rule.get("AbortIncompleteMultipartUpload")
    return [{"days_after_initiation": raw.get("DaysAfterInitiation")}] if raw else []


def _expiration(rule: Raw) -> list[dict[str, Value]]:
    raw = rule.get("Expiration")
    if not raw:
        return []
    return [
        optional(
            date=when(raw.get("Date")),
            days=raw.get("Days"),
            expired_object_delete_marker=raw.get("ExpiredObjectDeleteMarker"),
        )
    ]


def _transition(raw: Raw) -> dict[str, Value]:
    return optional(
        date=when(raw.get("Date")), days=raw.get("Days"), storage_class=raw.get("StorageClass")
    )


def _noncurrent_expiration(rule: Raw) -> list[dict[str, Value]]:
    raw = rule.get("NoncurrentVersionExpiration")
    if not raw:
        return []
    return [
        optional(
            newer_noncurrent_versions=raw.get("NewerNoncurrentVersions"),
            noncurrent_days=raw.get("NoncurrentDays"),
        )
    ]


def bucket_lifecycle_rules(answer: Answer | None) -> list[dict[str, Value]]:
    """``lifecycle_rule`` blocks of aws_s3_bucket, the older spelling."""
    rules = []
    for rule in (answer or {}).get("Rules", ()):
        only = rule.get("Filter", {})
        both = only.get("And", {})
        tag = [only["Tag"]] if "Tag" in only else both.get("Tags")
        abort = rule.get("AbortIncompleteMultipartUpload", {})
        noncurrent = rule.get("NoncurrentVersionExpiration", {})
        rules.append(
            {
                "id": rule.get("ID", ""),
                "enabled": rule.get("Status") == "Enabled",
                "prefix": both.get("Prefix") or only.get("Prefix") or rule.get("Prefix", ""),
                "tags": tag_map(tag),
                "abort_incomplete_multipart_upload_days": abort.get("DaysAfterInitiation", 0),
                "expiration": _expiration(rule),
                "transition": [_transition(one) for one in rule.get("Transitions", ())],
                "noncurrent_version_expiration": [{"days": noncurrent.get("NoncurrentDays", 0)}]
                if noncurrent
                else [],
                "noncurrent_version_transition": [
                    optional(days=one.get("NoncurrentDays"), storage_class=one.get("StorageClass"))
                    for one in rule.get("NoncurrentVersionTransitions", ())
                ],
            }
        )
    return rules


def selection(value: Value) -> Hashable:
    """A ``filter`` block without what selects nothing: no block is the same as an empty one."""
    found = [block for block in elements(value) if isinstance(block, Mapping)]
    if not found:
        return frozen({})
    kept = {name: item for name, item in found[0].items() if item not in (0, "0")}
    if kept.get("and"):
        inner = elements(kept["and"])[0]
        if isinstance(inner, Mapping):
            kept["and"] = {name: item for name, item in inner.items() if item not in (0, "0")}
    return frozen(kept)


_EXPIRATION = blocks(defaults={"days": 0, "expired_object_delete_marker": False})
_TRANSITIONS = blocks(
    key=("storage_class", "days", "date"),
    defaults={"days": 0, "noncurrent_days": 0, "newer_noncurrent_versions": 0},
)
_NONCURRENT = blocks(defaults={"newer_noncurrent_versions": 0, "days": 0})

same_lifecycle_rules = blocks(
    key=("id",),
    same={
        "filter": by(selection),
        "expiration": _EXPIRATION,
        "transition": _TRANSITIONS,
        "noncurrent_version_expiration": _NONCURRENT,
        "noncurrent_version_transition": _TRANSITIONS,
    },
)
same_bucket_lifecycle_rules = blocks(
    key=("id",),
    same={
        "expiration": _EXPIRATION,
        "transition": _TRANSITIONS,
        "noncurrent_version_expiration": _NONCURRENT,
        "noncurrent_version_transition": _TRANSITIONS,
    },
    defaults={"abort_incomplete_multipart_upload_days": 0},
)
