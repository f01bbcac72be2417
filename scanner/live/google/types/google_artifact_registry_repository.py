"""A repository of Artifact Registry. Its packages are not looked into.

Live: https://cloud.google.com/artifact-registry/docs/reference/rest (Repository)
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/artifact_registry_repository
"""

from __future__ import annotations

from scanner.compare import case_insensitive, duration
from scanner.live.google.table import by, tabled
from scanner.live.google.values import entries, last

READER = tabled(
    "google_artifact_registry_repository",
    "artifactregistry.googleapis.com/Repository",
    key=by("location", "repository_id"),
    at={
        "repository_id": lambda raw: last(raw.get("name")),
        "cleanup_policies": lambda raw: [
            {**one, "id": name} for name, one in entries(raw, "cleanupPolicies").items()
        ],
    },
    same={
        "cleanup_policies.condition.older_than": duration,
        "cleanup_policies.condition.newer_than": duration,
        "format": case_insensitive,
    },
    defaults={"mode": "STANDARD_REPOSITORY"},
    apply_only=("remote_repository_config.disable_upstream_validation",),
)
