"""Replication rules in the words of aws_s3_bucket_replication_configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, by, empty, scalar
from scanner.live.aws.s3_lifecycle import selection
from scanner.live.aws.table import nested
from scanner.live.aws.tags import tag_map

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value

_STATUS = {"status": "Status"}


def generated(expected: Value, live: Value) -> bool:
    """An id that nobody declared is the platform's to choose."""
    return empty(expected) or scalar(expected, live)


def _and(raw: Any) -> Value:
    found = raw.get("And")
    if not found:
        return []
    return [{"prefix": found.get("Prefix", ""), "tags": tag_map(found.get("Tags"))}]


_FILTER = nested(
    "Filter",
    {"prefix": "Prefix", "and": _and, "tag": nested("Tag", {"key": "Key", "value": "Value"})},
)
_SOURCES = nested(
    "SourceSelectionCriteria",
    {
        "replica_modifications": nested("ReplicaModifications", _STATUS),
        "sse_kms_encrypted_objects": nested("SseKmsEncryptedObjects", _STATUS),
    },
)
_MINUTES = {"minutes": "Minutes"}
_DESTINATION = nested(
    "Destination",
    {
        "account": "Account",
        "bucket": "Bucket",
        "storage_class": "StorageClass",
        "access_control_translation": nested("AccessControlTranslation", {"owner": "Owner"}),
        "encryption_configuration": nested(
            "EncryptionConfiguration", {"replica_kms_key_id": "ReplicaKmsKeyID"}
        ),
        "metrics": nested(
            "Metrics", {**_STATUS, "event_threshold": nested("EventThreshold", _MINUTES)}
        ),
        "replication_time": nested(
            "ReplicationTime", {**_STATUS, "time": nested("Time", _MINUTES)}
        ),
    },
)
_RULES = nested(
    "Rules",
    {
        "id": "ID",
        "prefix": "Prefix",
        "priority": "Priority",
        "status": "Status",
        "delete_marker_replication": nested("DeleteMarkerReplication", _STATUS),
        "destination": _DESTINATION,
        "existing_object_replication": nested("ExistingObjectReplication", _STATUS),
        "filter": _FILTER,
        "source_selection_criteria": _SOURCES,
    },
)


def replication_rules(answer: Answer) -> list[dict[str, Value]]:
    """``rule`` blocks of GetBucketReplication."""
    return _RULES(answer.get("ReplicationConfiguration", {}))


same_replication_rules = blocks(
    same={"id": generated, "filter": by(selection)},
    defaults={"priority": 0},
)
