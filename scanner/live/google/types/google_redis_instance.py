"""A Memorystore instance for Redis. Never its AUTH string or its data.

Live: https://cloud.google.com/memorystore/docs/redis/reference/rest (projects.locations.instances)
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/redis_instance
"""

from __future__ import annotations

from scanner.compare import google_value
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_redis_instance",
    "redis.googleapis.com/Instance",
    key=by("region", "name"),
    same={"reserved_ip_range": google_value},
    defaults={
        "tier": "BASIC",
        "connect_mode": "DIRECT_PEERING",
        "transit_encryption_mode": "DISABLED",
        "read_replicas_mode": "READ_REPLICAS_DISABLED",
    },
    computed={"host": "host", "port": "port"},
    uncovered={"maintenance_version": "Google upgrades it"},
)
