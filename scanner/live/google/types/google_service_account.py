"""A service account.

Live: https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/service_account
"""

from __future__ import annotations

from scanner.live.google.accounts import default_account, email_of
from scanner.live.google.table import tabled

READER = tabled(
    "google_service_account",
    "iam.googleapis.com/ServiceAccount",
    key=email_of,
    identity="name",
    at={"account_id": lambda raw: str(raw.get("email") or "").partition("@")[0]},
    computed={"email": "email", "unique_id": "uniqueId"},
    apply_only=("create_ignore_already_exists",),
    everywhere=lambda asset: default_account(asset.data.get("email")),
    import_id="projects/{project}/serviceAccounts/{email}",
)
