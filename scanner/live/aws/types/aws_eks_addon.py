"""Software that EKS keeps in a Kubernetes cluster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import json_document
from scanner.compare.sparse import sparse
from scanner.live.aws.eks import describe, inside
from scanner.live.aws.table import Detail, by, computed, field, nested, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

ADDON = describe("Addon")
IDENTITY = describe("PodIdentityAssociation")


def _addon(api: Api, item: Item) -> Mapping[str, Any]:
    cluster, name = item.raw["cluster"], item.raw["name"]
    found = (api.call(ADDON, clusterName=cluster, addonName=name) or {}).get("addon", {})
    # Of these the add-on has only the ARNs, which end in the id.
    identities = [
        (api.call(IDENTITY, clusterName=cluster, associationId=arn.rpartition("/")[2]) or {}).get(
            "association", {}
        )
        for arn in found.get("podIdentityAssociations") or ()
    ]
    return {**found, "identities": identities}


READER = tabled(
    "aws_eks_addon",
    inside("ListAddons", "addons"),
    key=by("cluster_name", "addon_name", separator=":"),
    fields=(field("cluster_name", "cluster"), field("addon_name", "name")),
    details=(
        Detail(
            (ADDON, IDENTITY),
            _addon,
            (
                field("addon_version", "addonVersion"),
                field("configuration_values", "configurationValues", json_document, default=""),
                field("service_account_role_arn", "serviceAccountRoleArn", default=""),
                field(
                    "pod_identity_association",
                    nested(
                        "identities", {"role_arn": "roleArn", "service_account": "serviceAccount"}
                    ),
                    sparse(key=("service_account",)),
                    default=[],
                ),
                computed("arn", "addonArn"),
                *tagged("tags"),
            ),
        ),
    ),
    apply_only=(
        "preserve",
        "resolve_conflicts",
        "resolve_conflicts_on_create",
        "resolve_conflicts_on_update",
    ),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{cluster_name}:{addon_name}",
)
