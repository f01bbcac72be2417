"""What happens to DocumentDB outside of Terraform: the local server knows it not, see
constructed.py."""

from __future__ import annotations

from typing import Any

CHANGES: dict[str, Any] = {}
# No resource declares another engine, as there is only the default.
UNSET = {
    "aws_docdb_cluster.engine": "there is only the default",
    "aws_docdb_cluster_instance.engine": "there is only the default",
}
