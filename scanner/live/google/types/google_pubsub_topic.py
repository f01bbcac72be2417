"""A Pub/Sub topic. Its messages are not looked into.

Live: https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/pubsub_topic
"""

from __future__ import annotations

from scanner.compare import duration
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_pubsub_topic",
    "pubsub.googleapis.com/Topic",
    key=by("name"),
    same={"message_retention_duration": duration},
)
