"""What the local server lacks of Neptune."""

from __future__ import annotations

import re
from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/neptune/latest/apiref/"
DOCUMENTATION = {
    "aws_neptune_cluster": f"{_API}API_DescribeDBClusters.html",
    "aws_neptune_cluster_instance": f"{_API}API_DescribeDBInstances.html",
}
_ROLE = "arn:aws:iam::123456789012:role/loader"
_SOURCE = "arn:aws:rds:eu-central-1:123456789012:cluster:graphs"
AMENDED: dict[str, dict[str, Any]] = {
    "aws_neptune_cluster.main": {
        "global_cluster_identifier": "world",
        "iam_database_authentication_enabled": True,
        "iam_roles": [_ROLE],
        "replication_source_identifier": _SOURCE,
        "storage_type": "iopt1",
    },
    "aws_neptune_cluster.plain": {"storage_type": ""},
    "aws_neptune_cluster_instance.main": {"port": 8183},
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """Roles, the global cluster, storage; and each instance listens where it was told to. What
    time it is, is left out: it would differ in every answer."""
    for key, one in answers.items():
        body = re.sub("<(Lat|Earli)estRestorableTime>[^<]*</[A-Za-z]*>", "", one["body"])
        answers[key] = {**one, "body": body}
    arn = f"<DBClusterArn>{world.at('aws_neptune_cluster.main', 'arn')}</DBClusterArn>"
    plain = f"<DBClusterArn>{world.at('aws_neptune_cluster.plain', 'arn')}</DBClusterArn>"
    more = (
        f"<GlobalClusterIdentifier>world</GlobalClusterIdentifier>"
        f"<ReplicationSourceIdentifier>{_SOURCE}</ReplicationSourceIdentifier>"
    )
    roles = (
        f"<AssociatedRoles><DBClusterRole><RoleArn>{_ROLE}</RoleArn><Status>ACTIVE</Status>"
        "</DBClusterRole></AssociatedRoles>"
    )
    for of, old, new in (
        (arn, "<AssociatedRoles/>", roles + more),
        (arn, "AuthenticationEnabled>false<", "AuthenticationEnabled>true<"),
        (arn, "<StorageType>gp2<", "<StorageType>iopt1<"),
        (plain, "<StorageType>gp2</StorageType>", ""),
    ):
        swap(answers, "DescribeDBClusters&", old, new, after=of)
    instance = "<DBInstanceIdentifier>graph-1</DBInstanceIdentifier>"
    swap(answers, "DescribeDBInstances&", "<Port>8182<", "<Port>8183<", after=instance)
