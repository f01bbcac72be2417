"""A server policy of Cloud DNS: what networks log and forward.

Live: https://cloud.google.com/dns/docs/reference/rest/v1/policies
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dns_policy
"""

from __future__ import annotations

from scanner.live.google.places import PROJECT
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_dns_policy",
    "dns.googleapis.com/Policy",
    key=by("name"),
    identity=lambda raw: f"projects/{raw[PROJECT]}/policies/{raw.get('name')}",
)
