"""The control plane of a Kubernetes cluster."""

from __future__ import annotations

from typing import Any

from scanner.compare import cidr, cidr_set, string_set
from scanner.compare.sparse import sparse
from scanner.live.aws.eks import CLUSTERS, describe
from scanner.live.aws.table import by, computed, detail, field, listed, nested, tabled, tagged


def _log_types(raw: Any) -> list[str]:
    return [
        one
        for each in raw.get("logging", {}).get("clusterLogging") or ()
        if each.get("enabled")
        for one in each.get("types") or ()
    ]


_VPC, _NETWORK = "resourcesVpcConfig", "kubernetesNetworkConfig"

READER = tabled(
    "aws_eks_cluster",
    listed(CLUSTERS, "clusters", str),
    key=by("name"),
    fields=(),
    details=(
        detail(
            describe("Cluster"),
            {"name": "."},
            (
                field("name", "name"),
                field("role_arn", "roleArn"),
                field("version", "version"),
                field("enabled_cluster_log_types", _log_types, string_set, default=[]),
                field(
                    "vpc_config.endpoint_public_access",
                    f"{_VPC}.endpointPublicAccess",
                    default=True,
                ),
                field(
                    "vpc_config.endpoint_private_access",
                    f"{_VPC}.endpointPrivateAccess",
                    default=False,
                ),
                field(
                    "vpc_config.public_access_cidrs",
                    f"{_VPC}.publicAccessCidrs",
                    cidr_set,
                    default=["0.0.0.0/0"],
                ),
                field(
                    "vpc_config.security_group_ids",
                    f"{_VPC}.securityGroupIds",
                    string_set,
                    default=[],
                ),
                field("vpc_config.subnet_ids", f"{_VPC}.subnetIds", string_set),
                field(
                    "encryption_config",
                    nested(
                        "encryptionConfig",
                        {
                            "resources": "resources",
                            "provider": nested("provider", {"key_arn": "keyArn"}),
                        },
                    ),
                    sparse(),
                    default=[],
                ),
                field(
                    "kubernetes_network_config.ip_family", f"{_NETWORK}.ipFamily", default="ipv4"
                ),
                field(
                    "kubernetes_network_config.service_ipv4_cidr",
                    f"{_NETWORK}.serviceIpv4Cidr",
                    cidr,
                ),
                field(
                    "kubernetes_network_config.elastic_load_balancing.enabled",
                    f"{_NETWORK}.elasticLoadBalancing.enabled",
                    default=False,
                ),
                field(
                    "access_config.authentication_mode",
                    "accessConfig.authenticationMode",
                    default="CONFIG_MAP",
                ),
                field(
                    "upgrade_policy.support_type", "upgradePolicy.supportType", default="EXTENDED"
                ),
                field("zonal_shift_config.enabled", "zonalShiftConfig.enabled", default=False),
                field(
                    "storage_config.block_storage.enabled",
                    "storageConfig.blockStorage.enabled",
                    default=False,
                ),
                field(
                    "compute_config",
                    nested(
                        "computeConfig",
                        {
                            "enabled": "enabled",
                            "node_pools": "nodePools",
                            "node_role_arn": "nodeRoleArn",
                        },
                    ),
                    sparse(),
                    default=[],
                ),
                field(
                    "remote_network_config",
                    nested(
                        "remoteNetworkConfig",
                        {
                            "remote_node_networks": nested(
                                "remoteNodeNetworks", {"cidrs": "cidrs"}
                            ),
                            "remote_pod_networks": nested("remotePodNetworks", {"cidrs": "cidrs"}),
                        },
                    ),
                    sparse(same={"cidrs": cidr_set}),
                    default=[],
                ),
                field(
                    "outpost_config",
                    nested(
                        "outpostConfig",
                        {
                            "control_plane_instance_type": "controlPlaneInstanceType",
                            "outpost_arns": "outpostArns",
                            "control_plane_placement": nested(
                                "controlPlanePlacement", {"group_name": "groupName"}
                            ),
                        },
                    ),
                    sparse(),
                    default=[],
                ),
                computed("arn", "arn"),
                computed("endpoint", "endpoint"),
                *tagged("tags"),
            ),
            result="cluster",
        ),
    ),
    apply_only=("bootstrap_self_managed_addons", "force_update_version"),
    # The API tells only what held when the cluster was made, and the provider does not read it.
    write_only=("access_config.bootstrap_cluster_creator_admin_permissions",),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{name}",
)
