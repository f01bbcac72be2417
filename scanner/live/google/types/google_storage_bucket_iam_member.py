"""A role that a bucket grants to one member, whoever else has it.

Shapes: https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset and
https://cloud.google.com/iam/docs/reference/rest/v1/Policy (live), and
https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket_iam.
"""

from __future__ import annotations

from scanner.live.google.iam import member

READER = member("google_storage_bucket_iam_member", "storage.googleapis.com/Bucket", "bucket")
