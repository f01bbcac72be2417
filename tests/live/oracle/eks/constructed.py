"""What the local server lacks of EKS, as the documentation has the answers."""

import json
from typing import Any

from bodies import complete, edit, has
from family import World

_API = "https://docs.aws.amazon.com/eks/latest/APIReference/"
DOCUMENTATION = {
    "aws_eks_cluster": f"{_API}API_Cluster.html",
    "aws_eks_node_group": f"{_API}API_Nodegroup.html",
    "aws_eks_addon": f"{_API}API_Addon.html",
}
_ARN = "arn:aws:eks:eu-west-1:123456789012:addon/main/"
_ASSOCIATION = "arn:aws:eks:eu-west-1:123456789012:podidentityassociation/main/a-abcdef0123456789a"
_ROLE = "arn:aws:iam::123456789012:role/cni"
_OUTPOST = "arn:aws:outposts:eu-west-1:123456789012:outpost/op-0123456789abcdef0"
KNOWN = {
    "aws_eks_addon.main": {"id": "main:vpc-cni", "arn": f"{_ARN}vpc-cni/1"},
    "aws_eks_addon.plain": {
        "id": "main:coredns",
        "arn": f"{_ARN}coredns/2",
        "addon_version": "v1.11.3-eksbuild.1",
        "configuration_values": "",
    },
}


def _json(body: Any) -> dict[str, str]:
    return {"status": "200 OK", "type": "application/json", "body": json.dumps(body)}


ANSWERS = {
    "eks GET /clusters/main/addons?": _json({"addons": ["vpc-cni", "coredns"]}),
    **{
        f"eks GET /clusters/{name}/addons?": _json({"addons": []})
        for name in ("plain", "six", "local", "by-hand")
    },
    "eks GET /clusters/main/addons/vpc-cni?": _json(
        {
            "addon": {
                "addonName": "vpc-cni",
                "clusterName": "main",
                "status": "ACTIVE",
                "addonVersion": "v1.19.0-eksbuild.1",
                "health": {"issues": []},
                "addonArn": f"{_ARN}vpc-cni/1",
                "createdAt": 1730000000.0,
                "modifiedAt": 1730000100.0,
                "serviceAccountRoleArn": _ROLE,
                "tags": {"owner": "platform", "team": "core"},
                "configurationValues": '{"env": {"WARM_IP_TARGET": "5"}}',
                "podIdentityAssociations": [_ASSOCIATION],
            }
        }
    ),
    "eks GET /clusters/main/addons/coredns?": _json(
        {
            "addon": {
                "addonName": "coredns",
                "clusterName": "main",
                "status": "ACTIVE",
                "addonVersion": "v1.11.3-eksbuild.1",
                "health": {"issues": []},
                "addonArn": f"{_ARN}coredns/2",
                "createdAt": 1730000000.0,
                "modifiedAt": 1730000100.0,
                "tags": {"owner": "platform"},
            }
        }
    ),
    "eks GET /clusters/main/pod-identity-associations/a-abcdef0123456789a?": _json(
        {
            "association": {
                "clusterName": "main",
                "namespace": "kube-system",
                "serviceAccount": "aws-node",
                "roleArn": _ROLE,
                "associationArn": _ASSOCIATION,
                "associationId": "a-abcdef0123456789a",
                "tags": {},
            }
        }
    ),
}

AMENDED = {
    "aws_eks_cluster.main": {
        "access_config": [
            {
                "authentication_mode": "API",
                "bootstrap_cluster_creator_admin_permissions": False,
            }
        ],
        "upgrade_policy": [{"support_type": "STANDARD"}],
        "zonal_shift_config": [{"enabled": True}],
        "storage_config": [{"block_storage": [{"enabled": True}]}],
        "compute_config": [
            {
                "enabled": True,
                "node_pools": ["general-purpose", "system"],
                "node_role_arn": _ROLE,
            }
        ],
        "kubernetes_network_config": [
            {
                "elastic_load_balancing": [{"enabled": True}],
                "ip_family": "ipv4",
                "service_ipv4_cidr": "172.20.0.0/16",
                "service_ipv6_cidr": "",
            }
        ],
    },
    "aws_eks_node_group.main": {
        "node_repair_config": [{"enabled": True}],
        "update_config": [{"max_unavailable": 0, "max_unavailable_percentage": 25}],
    },
    "aws_eks_cluster.local": {
        "outpost_config": [
            {
                "control_plane_instance_type": "m5.large",
                "control_plane_placement": [{"group_name": "rack"}],
                "outpost_arns": [_OUTPOST],
            }
        ]
    },
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """What newer versions of the API tell of a cluster."""
    complete(
        answers,
        "eks GET /clusters/main?",
        has("name", "main"),
        {
            "accessConfig": {
                "bootstrapClusterCreatorAdminPermissions": True,
                "authenticationMode": "API",
            },
            "upgradePolicy": {"supportType": "STANDARD"},
            "zonalShiftConfig": {"enabled": True},
            "storageConfig": {"blockStorage": {"enabled": True}},
            "computeConfig": {
                "enabled": True,
                "nodePools": ["system", "general-purpose"],
                "nodeRoleArn": _ROLE,
            },
            "kubernetesNetworkConfig": {
                "serviceIpv4Cidr": "172.20.0.0/16",
                "ipFamily": "ipv4",
                "elasticLoadBalancing": {"enabled": True},
            },
        },
    )
    complete(
        answers,
        "eks GET /clusters/local?",
        has("name", "local"),
        {
            "outpostConfig": {
                "outpostArns": [_OUTPOST],
                "controlPlaneInstanceType": "m5.large",
                "controlPlanePlacement": {"groupName": "rack"},
            }
        },
    )
    complete(
        answers,
        "/node-groups/workers?",
        has("nodegroupName", "workers"),
        {"nodeRepairConfig": {"enabled": True}, "updateConfig": {"maxUnavailablePercentage": 25}},
    )
    complete(
        answers,
        "/node-groups/templated?",
        has("nodegroupName", "templated"),
        {"updateConfig": {"maxUnavailable": 1}},
    )


def _is_vpc(found: Any) -> bool:
    return "endpointPublicAccess" in found


_CLUSTER, _ADDON = "eks GET /clusters/main?", "eks GET /clusters/main/addons/vpc-cni?"

EDITS = {
    "aws_eks_cluster.main: vpc_config.endpoint_public_access, "
    "aws_eks_cluster.main: vpc_config.public_access_cidrs": edit(
        _CLUSTER, _is_vpc, endpointPublicAccess=True, publicAccessCidrs=["0.0.0.0/0"]
    ),
    "aws_eks_cluster.main: encryption_config": edit(
        _CLUSTER, has("name", "main"), encryptionConfig=None
    ),
    "aws_eks_cluster.main: access_config.authentication_mode": edit(
        _CLUSTER,
        has("name", "main"),
        accessConfig={"authenticationMode": "API_AND_CONFIG_MAP"},
    ),
    "aws_eks_cluster.plain: version": edit(
        "eks GET /clusters/plain?", has("name", "plain"), version="1.99"
    ),
    "aws_eks_addon.main: addon_version": edit(
        _ADDON, has("addonName", "vpc-cni"), addonVersion="v1.16.0-eksbuild.1"
    ),
    "aws_eks_addon.main: service_account_role_arn": edit(
        _ADDON,
        has("addonName", "vpc-cni"),
        serviceAccountRoleArn="arn:aws:iam::123456789012:role/admin",
    ),
    "aws_eks_addon.main: pod_identity_association": edit(
        "/pod-identity-associations/",
        has("serviceAccount", "aws-node"),
        roleArn="arn:aws:iam::123456789012:role/admin",
    ),
    "aws_eks_addon.plain: configuration_values": edit(
        "/addons/coredns?", has("addonName", "coredns"), configurationValues='{"replicaCount":1}'
    ),
    "aws_eks_addon.plain: missing": edit(
        "/clusters/main/addons?", lambda found: "addons" in found, addons=["vpc-cni"]
    ),
    "unmanaged aws_eks_addon": edit(
        "/clusters/plain/addons?", lambda found: "addons" in found, addons=["kube-proxy"]
    ),
}
