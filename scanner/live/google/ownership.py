"""Settings of Google resources that Terraform can write in two places; see
`scanner.live.aws.ownership`.

Source: the notes in the provider's documentation of google_container_cluster.
"""

from __future__ import annotations

from typing import Final

from scanner.live.aws.ownership import Owned

GOOGLE_OWNED: Final = tuple(
    Owned("google_container_cluster", attribute, "google_container_node_pool", "cluster", parent)
    # The answer's nodeConfig is that of the first pool.
    for attribute in ("node_pool", "node_config", "initial_node_count")
    for parent in ("name", "id")
)
