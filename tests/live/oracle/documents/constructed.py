"""DocumentDB, as the documentation has the answers."""

from typing import Any
from urllib.parse import quote

_API = "https://docs.aws.amazon.com/documentdb/latest/developerguide/"
DOCUMENTATION = {
    "aws_docdb_cluster": f"{_API}API_DBCluster.html",
    "aws_docdb_cluster_instance": f"{_API}API_DBInstance.html",
}
_ARN = "arn:aws:rds:eu-west-1:123456789012:cluster:"
_DB = "arn:aws:rds:eu-west-1:123456789012:db:"
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
KNOWN |= {
    f"aws_docdb_cluster_instance.{name}": {
        "id": identifier,
        "arn": f"{_DB}{identifier}",
        "dbi_resource_id": f"db-{name.upper()}",
        "publicly_accessible": False,
        **more,
    }
    for name, identifier, more in (
        ("main", "documents-1", {"storage_encrypted": True}),
        (
            "plain",
            "plain-1",
            {
                "availability_zone": "eu-west-1a",
                "ca_cert_identifier": "rds-ca-rsa2048-g1",
                "performance_insights_kms_key_id": "",
                "preferred_maintenance_window": "mon:01:00-mon:01:30",
                "storage_encrypted": False,
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


def _instance(name: str, identifier: str, cluster: str, said: str) -> str:
    return (
        f"<DBInstance><DBInstanceIdentifier>{identifier}</DBInstanceIdentifier>"
        f"<DBInstanceStatus>available</DBInstanceStatus><Engine>docdb</Engine>"
        f"<EngineVersion>5.0.0</EngineVersion><DBClusterIdentifier>{cluster}</DBClusterIdentifier>"
        f"<Endpoint><Address>{identifier}.x.eu-west-1.docdb.amazonaws.com</Address>"
        "<Port>27017</Port></Endpoint><PubliclyAccessible>false</PubliclyAccessible>"
        f"<DbiResourceId>db-{name.upper()}</DbiResourceId>"
        f"<DBInstanceArn>{_DB}{identifier}</DBInstanceArn>{said}</DBInstance>"
    )


_INSTANCE = _instance(
    "main",
    "documents-1",
    "documents",
    "<DBInstanceClass>db.r6g.large</DBInstanceClass><AvailabilityZone>eu-west-1b</AvailabilityZone>"
    "<AutoMinorVersionUpgrade>false</AutoMinorVersionUpgrade>"
    "<CACertificateIdentifier>rds-ca-rsa4096-g1</CACertificateIdentifier>"
    "<CopyTagsToSnapshot>true</CopyTagsToSnapshot><PromotionTier>3</PromotionTier>"
    "<PreferredMaintenanceWindow>sun:05:00-sun:06:00</PreferredMaintenanceWindow>"
    "<StorageEncrypted>true</StorageEncrypted>"
    "<KmsKeyId>arn:aws:kms:eu-west-1:123456789012:key/a1</KmsKeyId>"
    "<PerformanceInsightsEnabled>true</PerformanceInsightsEnabled>"
    "<PerformanceInsightsKMSKeyId>arn:aws:kms:eu-west-1:123456789012:key/a1"
    "</PerformanceInsightsKMSKeyId><TagList><Tag><Key>owner</Key><Value>platform</Value></Tag>"
    "<Tag><Key>team</Key><Value>core</Value></Tag></TagList>",
)
_PLAIN_INSTANCE = _instance(
    "plain",
    "plain-1",
    "plain",
    "<DBInstanceClass>db.t4g.medium</DBInstanceClass>"
    "<AvailabilityZone>eu-west-1a</AvailabilityZone>"
    "<AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>"
    "<CACertificateIdentifier>rds-ca-rsa2048-g1</CACertificateIdentifier>"
    "<CopyTagsToSnapshot>false</CopyTagsToSnapshot><PromotionTier>0</PromotionTier>"
    "<PreferredMaintenanceWindow>mon:01:00-mon:01:30</PreferredMaintenanceWindow>"
    "<StorageEncrypted>false</StorageEncrypted>"
    "<TagList><Tag><Key>owner</Key><Value>platform</Value></Tag></TagList>",
)
# The operation also answers with instances of RDS and Neptune.
_OTHERS = _instance("other", "other-1", "other", "").replace(
    "<Engine>docdb<", "<Engine>aurora-mysql<"
)
_INSTANCES = "rds Action=DescribeDBInstances&Version=2014-10-31"


def _running(*instances: str) -> dict[str, str]:
    return _answer("DescribeDBInstances", f"<DBInstances>{''.join(instances)}</DBInstances>")


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
    _INSTANCES: _running(_INSTANCE, _PLAIN_INSTANCE, _OTHERS),
    f"{_TAGS}documents": _tags(owner="platform", team="core"),
    f"{_TAGS}plain": _tags(owner="platform"),
}


def _edit(old: str, new: str) -> Any:
    return {_LIST: (old, new)}


def _run(old: str, new: str) -> Any:
    return {_INSTANCES: (old, new)}


_ONE = "aws_docdb_cluster_instance.main: "
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
    f"{_ONE}auto_minor_version_upgrade": _run("Upgrade>false", "Upgrade>true"),
    f"{_ONE}ca_cert_identifier": _run("rds-ca-rsa4096-g1", "rds-ca-2019"),
    f"{_ONE}enable_performance_insights": _run("Enabled>true", "Enabled>false"),
    f"{_ONE}publicly_accessible": _run("Accessible>false", "Accessible>true"),
    f"{_ONE}promotion_tier": _run("Tier>3<", "Tier>0<"),
    f"{_ONE}tags": _run("<Value>core<", "<Value>other<"),
    "aws_docdb_cluster_instance.plain: instance_class": _run("t4g.medium", "r6g.large"),
    "aws_docdb_cluster_instance.plain: missing": {_INSTANCES: _running(_INSTANCE, _OTHERS)},
    "unmanaged aws_docdb_cluster_instance": {
        _INSTANCES: _running(
            _INSTANCE, _PLAIN_INSTANCE, _PLAIN_INSTANCE.replace("plain-1", "by-hand")
        )
    },
}
