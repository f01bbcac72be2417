"""A Pub/Sub subscription. Its messages are not looked into.

Live: https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/pubsub_subscription
"""

from __future__ import annotations

from scanner.compare import duration
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_pubsub_subscription",
    "pubsub.googleapis.com/Subscription",
    key=by("name"),
    same={
        "message_retention_duration": duration,
        "expiration_policy.ttl": duration,
        "retry_policy.minimum_backoff": duration,
        "retry_policy.maximum_backoff": duration,
        "cloud_storage_config.max_duration": duration,
    },
    defaults={
        "ack_deadline_seconds": 10,
        "message_retention_duration": "604800s",
        "expiration_policy.ttl": "2678400s",
        "retry_policy.minimum_backoff": "10s",
        "retry_policy.maximum_backoff": "600s",
    },
)
