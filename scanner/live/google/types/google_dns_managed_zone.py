"""A Cloud DNS zone. Its records are not looked into.

Live: https://cloud.google.com/dns/docs/reference/rest/v1/managedZones
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dns_managed_zone
"""

from __future__ import annotations

from scanner.compare import trailing_dot
from scanner.live.google.places import PROJECT
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_dns_managed_zone",
    "dns.googleapis.com/ManagedZone",
    key=by("name"),
    # The inventory knows it by a number.
    identity=lambda raw: f"projects/{raw[PROJECT]}/managedZones/{raw.get('name')}",
    same={
        "dns_name": trailing_dot,
        "forwarding_config.target_name_servers.domain_name": trailing_dot,
    },
    defaults={"visibility": "public"},
    computed={"name_servers": "nameServers"},
    apply_only=("force_destroy",),
)
