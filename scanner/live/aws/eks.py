"""What the types of EKS share: operations, and what lives inside of a cluster."""

from __future__ import annotations

from scanner.live.aws.children import children
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing

NOBODY = frozenset({"ResourceNotFoundException"})
CLUSTERS = Operation("eks", "ListClusters")


def describe(what: str) -> Operation:
    """``eks:Describe<what>``."""
    return Operation("eks", f"Describe{what}", gone=NOBODY)


def inside(operation: str, key: str) -> Listing:
    """What a list operation names in every cluster; the join key is ``cluster:name``."""
    return children(
        CLUSTERS,
        "clusters",
        Operation("eks", operation, gone=NOBODY),
        key,
        lambda cluster: {"clusterName": cluster},
        lambda cluster, name: Item(f"{cluster}:{name}", {"cluster": cluster, "name": name}),
    )
