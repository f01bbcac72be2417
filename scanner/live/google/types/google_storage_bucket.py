"""A Cloud Storage bucket.

Shapes: https://cloud.google.com/storage/docs/json_api/v1/buckets (live) and
https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import (
    blocks,
    case_insensitive,
    scalar,
    self_link_or_name,
    string_set,
    tags,
)
from scanner.live.google.buckets import BUCKET, GET, LIST, list_buckets
from scanner.live.google.kinds import Context, Item, Reader
from scanner.live.google.session import ExportSession
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.model import Resource, Value

_COMPUTED, _APPLY_ONLY = AttributeKind.COMPUTED, AttributeKind.APPLY_ONLY

_CONDITIONS = {
    "age": "age",
    "created_before": "createdBefore",
    "custom_time_before": "customTimeBefore",
    "days_since_custom_time": "daysSinceCustomTime",
    "days_since_noncurrent_time": "daysSinceNoncurrentTime",
    "matches_prefix": "matchesPrefix",
    "matches_storage_class": "matchesStorageClass",
    "matches_suffix": "matchesSuffix",
    "noncurrent_time_before": "noncurrentTimeBefore",
    "num_newer_versions": "numNewerVersions",
}
_ZERO = ("age", "days_since_custom_time", "days_since_noncurrent_time", "num_newer_versions")

_CONDITION = blocks(
    same=dict.fromkeys(("matches_prefix", "matches_storage_class", "matches_suffix"), string_set),
    defaults={**dict.fromkeys(_ZERO, 0), "with_state": "ANY"},
    # They tell Terraform to send a zero; the zero itself is compared.
    ignore=tuple(f"send_{name}_if_zero" for name in _ZERO),
)

PROJECTION = Projection(
    "google_storage_bucket",
    (
        Attribute("name", scalar),
        Attribute("location", case_insensitive),
        Attribute("project", scalar),
        Attribute("storage_class", scalar, default="STANDARD"),
        Attribute("force_destroy", kind=_APPLY_ONLY),
        Attribute("labels", tags, default={}),
        Attribute("effective_labels", tags, _COMPUTED),
        Attribute("self_link", self_link_or_name, _COMPUTED),
        Attribute("url", scalar, _COMPUTED),
        Attribute("uniform_bucket_level_access", scalar, default=False),
        Attribute("public_access_prevention", scalar, default="inherited"),
        Attribute("versioning.enabled", scalar, default=False),
        Attribute("autoclass", blocks(), default=[]),
        Attribute("cors", blocks(defaults={"max_age_seconds": 0}), default=[]),
        Attribute("custom_placement_config", blocks(same={"data_locations": string_set})),
        Attribute("default_event_based_hold", scalar, default=False),
        Attribute("enable_object_retention", scalar, default=False),
        Attribute("encryption.default_kms_key_name", scalar, default=""),
        Attribute("hierarchical_namespace.enabled", scalar, default=False),
        Attribute("lifecycle_rule", blocks(same={"condition": _CONDITION}), default=[]),
        Attribute("logging", blocks(), default=[]),
        Attribute("requester_pays", scalar, default=False),
        Attribute("retention_policy", blocks(defaults={"is_locked": False}), default=[]),
        Attribute("rpo", scalar),
        Attribute("soft_delete_policy.retention_duration_seconds", scalar, default=604800),
        Attribute("website", blocks(), default=[]),
    ),
    lambda resource: _key(resource),
    {
        "ip_filter": "needs storage.buckets.getIpFilter, which no viewer role has",
        "timeouts": "how long Terraform waits",
    },
)


def _key(resource: Resource) -> str | None:
    name = resource.attributes.get("name")
    return name if isinstance(name, str) and name else resource.id


def _listing(context: Context) -> Iterable[Item]:
    session = context.session
    if isinstance(session, ExportSession):
        return [
            Item(str(one.data.get("name")), one.data) for one in context.inventory.resources(BUCKET)
        ]
    return [Item(str(raw.get("name")), raw) for raw in list_buckets(session)]


def _find(context: Context, name: str) -> Mapping[str, Any] | None:
    session = context.session
    if isinstance(session, ExportSession):
        return None
    bucket = session.ask(
        "storage.buckets.get", lambda **options: session.client.get_bucket(name, **options)
    )
    return None if bucket is None else bucket._properties


def _read(raw: Mapping[str, Any]) -> Mapping[str, Value]:
    labels = raw.get("labels") or {}
    configuration = raw.get("iamConfiguration", {})
    uniform = configuration.get("uniformBucketLevelAccess", {})
    placement = raw.get("customPlacementConfig")
    soft = raw.get("softDeletePolicy", {})
    return {
        "id": raw.get("name"),
        "name": raw.get("name"),
        "location": raw.get("location"),
        "storage_class": raw.get("storageClass", "STANDARD"),
        "labels": dict(labels),
        "effective_labels": dict(labels),
        "self_link": raw.get("selfLink"),
        "url": f"gs://{raw.get('name')}",
        "uniform_bucket_level_access": bool(uniform.get("enabled", False)),
        "public_access_prevention": configuration.get("publicAccessPrevention", "inherited"),
        "versioning": [{"enabled": bool(raw.get("versioning", {}).get("enabled", False))}],
        "autoclass": _autoclass(raw.get("autoclass")),
        "cors": [_cors(rule) for rule in raw.get("cors", ())],
        "custom_placement_config": [{"data_locations": placement.get("dataLocations", [])}]
        if placement
        else [],
        "default_event_based_hold": bool(raw.get("defaultEventBasedHold", False)),
        "enable_object_retention": raw.get("objectRetention", {}).get("mode") == "Enabled",
        "encryption": [
            {"default_kms_key_name": raw.get("encryption", {}).get("defaultKmsKeyName", "")}
        ],
        "hierarchical_namespace": [
            {"enabled": bool(raw.get("hierarchicalNamespace", {}).get("enabled", False))}
        ],
        "lifecycle_rule": [_lifecycle(rule) for rule in raw.get("lifecycle", {}).get("rule", ())],
        "logging": _logging(raw.get("logging")),
        "requester_pays": bool(raw.get("billing", {}).get("requesterPays", False)),
        "retention_policy": _retention(raw.get("retentionPolicy")),
        "rpo": raw.get("rpo"),
        "soft_delete_policy": [
            {"retention_duration_seconds": int(soft.get("retentionDurationSeconds", 604800))}
        ],
        "website": _website(raw.get("website")),
    }


def _autoclass(raw: Mapping[str, Any] | None) -> list[Value]:
    if not raw or not raw.get("enabled"):
        return []
    return [{"enabled": True, "terminal_storage_class": raw.get("terminalStorageClass")}]


def _cors(rule: Mapping[str, Any]) -> Value:
    return {
        "origin": rule.get("origin", []),
        "method": rule.get("method", []),
        "response_header": rule.get("responseHeader", []),
        "max_age_seconds": rule.get("maxAgeSeconds", 0),
    }


def _lifecycle(rule: Mapping[str, Any]) -> Value:
    action, raw = rule.get("action", {}), rule.get("condition", {})
    condition = {name: raw[field] for name, field in _CONDITIONS.items() if field in raw}
    live = raw.get("isLive")
    condition["with_state"] = "ANY" if live is None else "LIVE" if live else "ARCHIVED"
    return {
        "action": [{"type": action.get("type"), "storage_class": action.get("storageClass", "")}],
        "condition": [condition],
    }


def _logging(raw: Mapping[str, Any] | None) -> list[Value]:
    if not raw:
        return []
    return [
        {
            "log_bucket": raw.get("logBucket"),
            "log_object_prefix": raw.get("logObjectPrefix", ""),
        }
    ]


def _retention(raw: Mapping[str, Any] | None) -> list[Value]:
    if not raw:
        return []
    return [
        {
            # int64 fields are strings in Google's JSON.
            "retention_period": int(raw.get("retentionPeriod", 0)),
            "is_locked": bool(raw.get("isLocked", False)),
        }
    ]


def _website(raw: Mapping[str, Any] | None) -> list[Value]:
    if not raw:
        return []
    return [
        {
            "main_page_suffix": raw.get("mainPageSuffix", ""),
            "not_found_page": raw.get("notFoundPage", ""),
        }
    ]


READER = Reader(PROJECTION, (LIST, GET), _listing, _read, _find, resources=(BUCKET,))
