"""A secret of Secret Manager. Never its value: versions are not asked for.

Live: https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/secret_manager_secret
"""

from __future__ import annotations

from scanner.compare import duration
from scanner.live.google.table import by, tabled
from scanner.live.google.values import last

READER = tabled(
    "google_secret_manager_secret",
    "secretmanager.googleapis.com/Secret",
    key=by("secret_id"),
    at={"secret_id": lambda raw: last(raw.get("name")), "replication.auto": "automatic"},
    same={"version_destroy_ttl": duration, "rotation.rotation_period": duration},
    whole=("replication",),
    present=("replication.auto",),
    apply_only=("deletion_protection",),
    # The answer has the time that it makes: expire_time.
    write_only=("ttl",),
    told={"ttl": lambda raw: None},
    uncovered={
        "tags": "sent on creation; no answer has it",
        "rotation.next_rotation_time": "every rotation changes it",
    },
)
