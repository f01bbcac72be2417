"""S3's answers in Terraform's words. Shapes: the provider's schema and botocore's s3 model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, by, elements, string_set
from scanner.live.aws.s3_lifecycle import selection
from scanner.live.aws.tags import tag_map

if TYPE_CHECKING:
    from collections.abc import Hashable

    from scanner.live.aws.api import Answer
    from scanner.model import Value

Raw = Mapping[str, Any]


# ---- encryption ----------------------------------------------------------------------------


def encryption_rules(answer: Answer | None) -> list[dict[str, Value]]:
    """``rule`` blocks of GetBucketEncryption."""
    configuration = (answer or {}).get("ServerSideEncryptionConfiguration", {})
    rules = []
    for rule in configuration.get("Rules", ()):
        default = rule.get("ApplyServerSideEncryptionByDefault")
        rules.append(
            {
                "apply_server_side_encryption_by_default": [
                    {
                        "sse_algorithm": default.get("SSEAlgorithm"),
                        "kms_master_key_id": default.get("KMSMasterKeyID", ""),
                    }
                ]
                if default
                else [],
                "bucket_key_enabled": bool(rule.get("BucketKeyEnabled", False)),
            }
        )
    return rules


# ---- access control lists ------------------------------------------------------------------


def grantee(raw: Raw) -> list[dict[str, Value]]:
    """The ``grantee`` block of a grant."""
    return [
        {
            "type": raw.get("Type"),
            "id": raw.get("ID", ""),
            "uri": raw.get("URI", ""),
            "email_address": raw.get("EmailAddress", ""),
            "display_name": raw.get("DisplayName", ""),
        }
    ]


def grants(raw: Sequence[Raw] | None) -> list[dict[str, Value]]:
    """``grant`` or ``target_grant`` blocks."""
    return [
        {"permission": one.get("Permission"), "grantee": grantee(one.get("Grantee", {}))}
        for one in raw or ()
    ]


def bucket_grants(answer: Answer | None) -> list[dict[str, Value]]:
    """``grant`` blocks of aws_s3_bucket: the permissions of each grantee together."""
    by_grantee: dict[tuple[str, str, str], list[str]] = {}
    for one in (answer or {}).get("Grants", ()):
        who = one.get("Grantee", {})
        key = str(who.get("Type")), str(who.get("ID", "")), str(who.get("URI", ""))
        by_grantee.setdefault(key, []).append(str(one.get("Permission")))
    return [
        {"type": kind, "id": identity, "uri": uri, "permissions": permissions}
        for (kind, identity, uri), permissions in by_grantee.items()
    ]


def _beyond_owner(value: Value) -> Hashable:
    """Grants without the owner's own, which every bucket has and nobody writes."""
    found = [one for one in elements(value) if isinstance(one, Mapping)]
    if len(found) == 1:
        only = found[0]
        if only.get("type") == "CanonicalUser" and only.get("permissions") == ["FULL_CONTROL"]:
            found = []
    return frozenset(
        (
            one.get("type"),
            one.get("id") or "",
            one.get("uri") or "",
            frozenset(map(str, elements(one.get("permissions")))),
        )
        for one in found
    )


same_bucket_grants = by(_beyond_owner)

_ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
_AUTHENTICATED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
_LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery"
_CANNED = {
    frozenset[tuple[str, str]](): "private",
    frozenset({(_ALL_USERS, "READ")}): "public-read",
    frozenset({(_ALL_USERS, "READ"), (_ALL_USERS, "WRITE")}): "public-read-write",
    frozenset({(_AUTHENTICATED, "READ")}): "authenticated-read",
    frozenset({(_LOG_DELIVERY, "READ_ACP"), (_LOG_DELIVERY, "WRITE")}): "log-delivery-write",
}


def canned_acl(answer: Answer | None) -> str:
    """The canned ACL that gives exactly these grants, or ``""``.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
    """
    answer = answer or {}
    owner = answer.get("Owner", {}).get("ID")
    others: set[tuple[str, str]] = set()
    for one in answer.get("Grants", ()):
        who = one.get("Grantee", {})
        if who.get("ID") and who.get("ID") == owner and one.get("Permission") == "FULL_CONTROL":
            continue
        others.add((str(who.get("URI", "")), str(one.get("Permission"))))
    return _CANNED.get(frozenset(others), "")


# ---- cors ----------------------------------------------------------------------------------


def cors_rules(answer: Answer | None) -> list[dict[str, Value]]:
    """``cors_rule`` blocks."""
    return [
        {
            "id": rule.get("ID", ""),
            "allowed_headers": list(rule.get("AllowedHeaders") or ()),
            "allowed_methods": list(rule.get("AllowedMethods") or ()),
            "allowed_origins": list(rule.get("AllowedOrigins") or ()),
            "expose_headers": list(rule.get("ExposeHeaders") or ()),
            "max_age_seconds": rule.get("MaxAgeSeconds", 0),
        }
        for rule in (answer or {}).get("CORSRules", ())
    ]


_CORS_SETS = dict.fromkeys(
    ("allowed_headers", "allowed_methods", "allowed_origins", "expose_headers"), string_set
)
same_cors_rules = blocks(same=_CORS_SETS, defaults={"max_age_seconds": 0})
# aws_s3_bucket has no `id` in its blocks, and keeps their order.
same_bucket_cors_rules = blocks(
    same=_CORS_SETS, defaults={"max_age_seconds": 0}, ignore=("id",), ordered=True
)

# ---- website -------------------------------------------------------------------------------


def routing_rules(answer: Answer | None) -> list[dict[str, Value]]:
    """``routing_rule`` blocks of aws_s3_bucket_website_configuration."""
    rules = []
    for rule in (answer or {}).get("RoutingRules", ()):
        condition, redirect = rule.get("Condition"), rule.get("Redirect", {})
        rules.append(
            {
                "condition": [
                    {
                        "http_error_code_returned_equals": condition.get(
                            "HttpErrorCodeReturnedEquals", ""
                        ),
                        "key_prefix_equals": condition.get("KeyPrefixEquals", ""),
                    }
                ]
                if condition
                else [],
                "redirect": [
                    {
                        "host_name": redirect.get("HostName", ""),
                        "http_redirect_code": redirect.get("HttpRedirectCode", ""),
                        "protocol": redirect.get("Protocol", ""),
                        "replace_key_prefix_with": redirect.get("ReplaceKeyPrefixWith", ""),
                        "replace_key_with": redirect.get("ReplaceKeyWith", ""),
                    }
                ],
            }
        )
    return rules


def routing_rules_json(answer: Answer | None) -> str:
    """Routing rules as the JSON text that ``routing_rules`` holds, in S3's own names."""
    rules = (answer or {}).get("RoutingRules")
    return json.dumps(rules, sort_keys=True) if rules else ""


def bucket_website(answer: Answer | None) -> list[dict[str, Value]]:
    """The ``website`` block of aws_s3_bucket."""
    if not answer:
        return []
    redirect = answer.get("RedirectAllRequestsTo")
    target = ""
    if redirect:
        protocol = redirect.get("Protocol")
        target = f"{protocol}://{redirect['HostName']}" if protocol else redirect["HostName"]
    return [
        {
            "index_document": answer.get("IndexDocument", {}).get("Suffix", ""),
            "error_document": answer.get("ErrorDocument", {}).get("Key", ""),
            "redirect_all_requests_to": target,
            "routing_rules": routing_rules_json(answer),
        }
    ]


# ---- object lock and replication -----------------------------------------------------------


def object_lock(answer: Answer | None) -> list[dict[str, Value]]:
    """The ``object_lock_configuration`` block of aws_s3_bucket."""
    configuration = (answer or {}).get("ObjectLockConfiguration", {})
    if configuration.get("ObjectLockEnabled") != "Enabled":
        return []
    retention = configuration.get("Rule", {}).get("DefaultRetention")
    rule = []
    if retention:
        rule = [
            {
                "default_retention": [
                    {
                        "mode": retention.get("Mode"),
                        "days": retention.get("Days") or 0,
                        "years": retention.get("Years") or 0,
                    }
                ]
            }
        ]
    return [{"object_lock_enabled": "Enabled", "rule": rule}]


def replication(answer: Answer | None) -> list[dict[str, Value]]:
    """The ``replication_configuration`` block of aws_s3_bucket."""
    configuration = (answer or {}).get("ReplicationConfiguration")
    if not configuration:
        return []
    rules = [_replication_rule(rule) for rule in configuration.get("Rules", ())]
    return [{"role": configuration.get("Role"), "rules": rules}]


def _replication_rule(rule: Raw) -> dict[str, Value]:
    only = rule.get("Filter")
    both = (only or {}).get("And", {})
    tag = [only["Tag"]] if only and "Tag" in only else both.get("Tags")
    criteria = rule.get("SourceSelectionCriteria", {}).get("SseKmsEncryptedObjects")
    marker = rule.get("DeleteMarkerReplication", {}).get("Status", "")
    return {
        "id": rule.get("ID", ""),
        "priority": rule.get("Priority") or 0,
        "status": rule.get("Status"),
        "prefix": rule.get("Prefix", ""),
        # The provider only records the marker when it is on.
        "delete_marker_replication_status": marker if marker == "Enabled" else "",
        "filter": [
            {"prefix": both.get("Prefix") or (only.get("Prefix") or ""), "tags": tag_map(tag)}
        ]
        if only is not None
        else [],
        "source_selection_criteria": [
            {"sse_kms_encrypted_objects": [{"enabled": criteria.get("Status") == "Enabled"}]}
        ]
        if criteria
        else [],
        "destination": _destination(rule.get("Destination", {})),
    }


def _destination(raw: Raw) -> list[dict[str, Value]]:
    encryption = raw.get("EncryptionConfiguration", {})
    translation = raw.get("AccessControlTranslation")
    metrics, time = raw.get("Metrics"), raw.get("ReplicationTime")
    return [
        {
            "bucket": raw.get("Bucket"),
            "account_id": raw.get("Account", ""),
            "storage_class": raw.get("StorageClass", ""),
            "replica_kms_key_id": encryption.get("ReplicaKmsKeyID", ""),
            "access_control_translation": [{"owner": translation.get("Owner")}]
            if translation
            else [],
            "metrics": [
                {
                    "status": metrics.get("Status"),
                    "minutes": metrics.get("EventThreshold", {}).get("Minutes", 0),
                }
            ]
            if metrics
            else [],
            "replication_time": [
                {"status": time.get("Status"), "minutes": time.get("Time", {}).get("Minutes", 0)}
            ]
            if time
            else [],
        }
    ]


_REPLICATION_RULES = blocks(
    key=("id",),
    same={"filter": by(selection)},
    defaults={"priority": 0},
)
same_replication = blocks(same={"rules": _REPLICATION_RULES})
