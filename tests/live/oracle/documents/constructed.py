"""DocumentDB, as the documentation has the answers."""

from typing import Any
from urllib.parse import quote

_API = "https://docs.aws.amazon.com/documentdb/latest/developerguide/"
DOCUMENTATION = {"aws_docdb_cluster": f"{_API}API_DBCluster.html"}
_ARN = "arn:aws:rds:eu-west-1:123456789012:cluster:"
KNOWN = {
    f"aws_docdb_cluster.{name}": {
        "id": identifier,
        "arn": f"{_ARN}{identifier}",
        "cluster_resource_id": f"cluster-{name.upper()}",
        "endpoint": f"{identifier}.cluster-x.eu-west-1.docdb.amazonaws.com",
        **more,
    }
    for name, identifier, more in (
        ("main", "documents", {}),
        (
            "plain",
            "plain",
            {
                "availability_zones": ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
                "db_cluster_parameter_group_name": "default.docdb5.0",
                "db_subnet_group_name": "default",
                "engine_version": "5.0.0",
                "kms_key_id": "",
                "preferred_backup_window": "00:00-00:30",
                "preferred_maintenance_window": "mon:01:00-mon:01:30",
                "vpc_security_group_ids": ["sg-default"],
            },
        ),
    )
}
_SPACE = 'xmlns="http://rds.amazonaws.com/doc/2014-10-31/"'


def _answer(name: str, result: str) -> dict[str, str]:
    whole = (
        f"<{name}Response {_SPACE}><{name}Result>{result}</{name}Result>"
        f"<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{name}Response>"
    )
    return {"status": "200 OK", "type": "text/xml", "body": whole}


def _zones(*found: str) -> str:
    return "".join(f"<AvailabilityZone>{one}</AvailabilityZone>" for one in found)


def _cluster(name: str, identifier: str, group: str, said: str) -> str:
    return (
        f"<DBCluster><AvailabilityZones>{_zones('eu-west-1c', 'eu-west-1a', 'eu-west-1b')}"
        f"</AvailabilityZones><DBClusterIdentifier>{identifier}</DBClusterIdentifier>"
        f"<Status>available</Status><Endpoint>{identifier}.cluster-x.eu-west-1.docdb.amazonaws.com"
        "</Endpoint><MultiAZ>false</MultiAZ><Engine>docdb</Engine>"
        "<EngineVersion>5.0.0</EngineVersion><MasterUsername>root1</MasterUsername>"
        f"<VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>{group}"
        "</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership>"
        f"</VpcSecurityGroups><DbClusterResourceId>cluster-{name.upper()}</DbClusterResourceId>"
        f"<DBClusterArn>{_ARN}{identifier}</DBClusterArn>{said}</DBCluster>"
    )


_MAIN = (
    "<BackupRetentionPeriod>14</BackupRetentionPeriod>"
    "<DBClusterParameterGroup>documents</DBClusterParameterGroup>"
    "<DBSubnetGroup>documents</DBSubnetGroup><Port>27018</Port>"
    "<PreferredBackupWindow>02:00-03:00</PreferredBackupWindow>"
    "<PreferredMaintenanceWindow>sun:04:00-sun:05:00</PreferredMaintenanceWindow>"
    "<StorageEncrypted>true</StorageEncrypted>"
    "<KmsKeyId>arn:aws:kms:eu-west-1:123456789012:key/a1</KmsKeyId>"
    "<EnabledCloudwatchLogsExports><member>audit</member><member>profiler</member>"
    "</EnabledCloudwatchLogsExports><DeletionProtection>true</DeletionProtection>"
    "<StorageType>iopt1</StorageType>"
)
_PLAIN = (
    "<BackupRetentionPeriod>1</BackupRetentionPeriod>"
    "<DBClusterParameterGroup>default.docdb5.0</DBClusterParameterGroup>"
    "<DBSubnetGroup>default</DBSubnetGroup><Port>27017</Port>"
    "<PreferredBackupWindow>00:00-00:30</PreferredBackupWindow>"
    "<PreferredMaintenanceWindow>mon:01:00-mon:01:30</PreferredMaintenanceWindow>"
    "<StorageEncrypted>false</StorageEncrypted><DeletionProtection>false</DeletionProtection>"
    "<MasterUserSecret><SecretArn>arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!a"
    "</SecretArn><SecretStatus>active</SecretStatus></MasterUserSecret>"
)
# Of another engine, should the filter not hold.
_OTHER = _cluster("other", "other", "sg-1", _PLAIN).replace(
    "<Engine>docdb<", "<Engine>aurora-mysql<"
)


def _tags(**tags: str) -> dict[str, str]:
    found = "".join(
        f"<Tag><Key>{name}</Key><Value>{value}</Value></Tag>" for name, value in tags.items()
    )
    return _answer("ListTagsForResource", f"<TagList>{found}</TagList>")


_LIST = (
    "rds Action=DescribeDBClusters&Version=2014-10-31&Filters.Filter.1.Name=engine"
    "&Filters.Filter.1.Values.Value.1=docdb"
)
_TAGS = "rds Action=ListTagsForResource&Version=2014-10-31&ResourceName=" + quote(_ARN, safe="")
_FIRST, _SECOND = (
    _cluster("main", "documents", "sg-1", _MAIN),
    _cluster("plain", "plain", "sg-default", _PLAIN),
)


def _listed(*clusters: str) -> dict[str, str]:
    return _answer("DescribeDBClusters", f"<DBClusters>{''.join(clusters)}</DBClusters>")


ANSWERS = {
    _LIST: _listed(_FIRST, _SECOND, _OTHER),
    f"{_TAGS}documents": _tags(owner="platform", team="core"),
    f"{_TAGS}plain": _tags(owner="platform"),
}


def _edit(old: str, new: str) -> Any:
    return {_LIST: (old, new)}


_DOCUMENTS = "aws_docdb_cluster.main: "
EDITS = {
    f"{_DOCUMENTS}storage_encrypted": _edit("Encrypted>true", "Encrypted>false"),
    f"{_DOCUMENTS}deletion_protection": _edit("Protection>true", "Protection>false"),
    f"{_DOCUMENTS}backup_retention_period": _edit("Period>14<", "Period>1<"),
    f"{_DOCUMENTS}enabled_cloudwatch_logs_exports": _edit("<member>audit</member>", ""),
    f"{_DOCUMENTS}vpc_security_group_ids": _edit("Id>sg-1<", "Id>sg-2<"),
    f"{_DOCUMENTS}db_cluster_parameter_group_name": _edit(
        "ParameterGroup>documents<", "ParameterGroup>default.docdb5.0<"
    ),
    f"{_DOCUMENTS}tags": {f"{_TAGS}documents": _tags(owner="platform", team="other")},
    "aws_docdb_cluster.plain: master_username": _edit(
        _SECOND, _SECOND.replace("root1", "somebody")
    ),
    "aws_docdb_cluster.plain: missing": {_LIST: _listed(_FIRST, _OTHER)},
    "unmanaged aws_docdb_cluster": {
        _LIST: _listed(_FIRST, _SECOND, _cluster("hand", "by-hand", "sg-1", _PLAIN))
    },
}
