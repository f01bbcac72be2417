"""Everyone who has a role on a bucket, and nobody else.

Shapes: https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset and
https://cloud.google.com/iam/docs/reference/rest/v1/Policy (live), and
https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket_iam.
"""

from __future__ import annotations

from scanner.live.google.iam import binding

READER = binding("google_storage_bucket_iam_binding", "storage.googleapis.com/Bucket", "bucket")
