"""What the local server cannot create of RDS, as the documentation has the answers.

Among it are neighbours that are no resources of these types: the instances of a Multi-AZ cluster,
and those of Neptune and DocumentDB.
"""

from typing import Any

_API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/"
_KEY = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"

DOCUMENTATION = {
    "aws_db_instance": f"{_API}API_DBInstance.html",
    "aws_rds_cluster": f"{_API}API_DBCluster.html",
    "aws_rds_cluster_instance": f"{_API}API_DBInstance.html",
}

_INSIGHTS = (
    "<PerformanceInsightsEnabled>true</PerformanceInsightsEnabled>"
    f"<PerformanceInsightsKMSKeyId>{_KEY}</PerformanceInsightsKMSKeyId>"
    "<PerformanceInsightsRetentionPeriod>465</PerformanceInsightsRetentionPeriod>"
)
_OFF = (
    "<StorageEncrypted>false</StorageEncrypted><DeletionProtection>false</DeletionProtection>"
    "<CopyTagsToSnapshot>false</CopyTagsToSnapshot><MultiAZ>false</MultiAZ>"
    "<IAMDatabaseAuthenticationEnabled>false</IAMDatabaseAuthenticationEnabled>"
)
_TAGS = "<TagList><Tag><Key>owner</Key><Value>platform</Value></Tag></TagList>"
_ALIKE = (
    "<DBInstanceStatus>available</DBInstanceStatus><PubliclyAccessible>false</PubliclyAccessible>"
    f"<AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>{_OFF}{_TAGS}"
    "<BackupRetentionPeriod>0</BackupRetentionPeriod>"
)

_INSTANCES = f"""
<DBInstance>
  <DBInstanceIdentifier>windows</DBInstanceIdentifier>
  <DBInstanceClass>db.m5.xlarge</DBInstanceClass>
  <Engine>custom-sqlserver-se</Engine>
  <EngineVersion>15.00.4261.1.v1</EngineVersion>
  <AllocatedStorage>100</AllocatedStorage>
  <StorageType>gp3</StorageType>
  <StorageThroughput>500</StorageThroughput>
  <Iops>12000</Iops>
  <MasterUsername>owner</MasterUsername>
  <Timezone>GMT Standard Time</Timezone>
  <MasterUserSecret>
    <SecretArn>arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds</SecretArn>
    <SecretStatus>active</SecretStatus>
    <KmsKeyId>{_KEY}</KmsKeyId>
  </MasterUserSecret>
  <CharacterSetName>Latin1_General_CI_AS</CharacterSetName>
  <CustomIamInstanceProfile>AWSRDSCustomInstanceProfile</CustomIamInstanceProfile>
  <DomainMemberships>
    <DomainMembership>
      <Status>joined</Status>
      <FQDN>corp.example.com</FQDN>
      <OU>OU=databases,DC=corp,DC=example,DC=com</OU>
      <AuthSecretArn>arn:aws:secretsmanager:eu-west-1:123456789012:secret:join-AbCdEf</AuthSecretArn>
      <DnsIps><member>10.0.0.10</member><member>10.0.0.11</member></DnsIps>
    </DomainMembership>
  </DomainMemberships>
  <NetworkType>DUAL</NetworkType>
  <EngineLifecycleSupport>open-source-rds-extended-support-disabled</EngineLifecycleSupport>
  <DatabaseInsightsMode>advanced</DatabaseInsightsMode>
  <MonitoringInterval>0</MonitoringInterval>
  {_INSIGHTS}{_ALIKE}
</DBInstance>
<DBInstance>
  <DBInstanceIdentifier>oracle</DBInstanceIdentifier>
  <DBInstanceClass>db.m5.large</DBInstanceClass>
  <Engine>oracle-ee</Engine>
  <EngineVersion>19.0.0.0.ru-2025-01.rur-2025-01.r1</EngineVersion>
  <ReadReplicaSourceDBInstanceIdentifier>first</ReadReplicaSourceDBInstanceIdentifier>
  <ReplicaMode>mounted</ReplicaMode>
  <NcharCharacterSetName>UTF8</NcharCharacterSetName>
  <DedicatedLogVolume>true</DedicatedLogVolume>
  <BackupTarget>outposts</BackupTarget>
  <CustomerOwnedIpEnabled>true</CustomerOwnedIpEnabled>
  <DomainMemberships>
    <DomainMembership>
      <Domain>d-9367a1b2c3</Domain>
      <Status>joined</Status>
      <IAMRoleName>directory</IAMRoleName>
    </DomainMembership>
  </DomainMemberships>
  <PerformanceInsightsEnabled>false</PerformanceInsightsEnabled>
  {_ALIKE}
</DBInstance>
<DBInstance>
  <DBInstanceIdentifier>second-1</DBInstanceIdentifier>
  <DBClusterIdentifier>second</DBClusterIdentifier>
  <DBInstanceClass>db.r6g.large</DBInstanceClass>
  <Engine>aurora-mysql</Engine>
  <EngineVersion>8.0.mysql_aurora.3.08.0</EngineVersion>
  <CustomIamInstanceProfile>AWSRDSCustomInstanceProfile</CustomIamInstanceProfile>
  <PromotionTier>3</PromotionTier>
  <PreferredBackupWindow>03:00-04:00</PreferredBackupWindow>
  {_INSIGHTS}{_ALIKE}
</DBInstance>
<DBInstance>
  <DBInstanceIdentifier>zones-instance-1</DBInstanceIdentifier>
  <DBClusterIdentifier>zones</DBClusterIdentifier>
  <DBInstanceClass>db.m5d.large</DBInstanceClass>
  <Engine>mysql</Engine>
  <EngineVersion>8.0.40</EngineVersion>
  {_ALIKE}
</DBInstance>
<DBInstance>
  <DBInstanceIdentifier>documents-1</DBInstanceIdentifier>
  <DBClusterIdentifier>documents</DBClusterIdentifier>
  <DBInstanceClass>db.r6g.large</DBInstanceClass>
  <Engine>docdb</Engine>
  <EngineVersion>5.0.0</EngineVersion>
  {_ALIKE}
</DBInstance>
"""

_SIMILAR = (
    f"<Status>available</Status>{_OFF}{_TAGS}<BackupRetentionPeriod>1</BackupRetentionPeriod>"
    "<CrossAccountClone>false</CrossAccountClone>"
)

_CLUSTERS = f"""
<DBCluster>
  <DBClusterIdentifier>zones</DBClusterIdentifier>
  <Engine>mysql</Engine>
  <EngineMode>provisioned</EngineMode>
  <EngineVersion>8.0.40</EngineVersion>
  <DBClusterInstanceClass>db.m5d.large</DBClusterInstanceClass>
  <AllocatedStorage>100</AllocatedStorage>
  <StorageType>io1</StorageType>
  <Iops>1000</Iops>
  <MasterUsername>owner</MasterUsername>
  <CertificateDetails><CAIdentifier>rds-ca-rsa4096-g1</CAIdentifier></CertificateDetails>
  <ClusterScalabilityType>standard</ClusterScalabilityType>
  <DBSystemId>zones</DBSystemId>
  <MasterUserSecret>
    <SecretArn>arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds</SecretArn>
    <SecretStatus>active</SecretStatus>
    <KmsKeyId>{_KEY}</KmsKeyId>
  </MasterUserSecret>
  <DomainMemberships>
    <DomainMembership>
      <Domain>d-9367a1b2c3</Domain>
      <Status>joined</Status>
      <IAMRoleName>directory</IAMRoleName>
    </DomainMembership>
  </DomainMemberships>
  <DatabaseInsightsMode>advanced</DatabaseInsightsMode>
  <EngineLifecycleSupport>open-source-rds-extended-support-disabled</EngineLifecycleSupport>
  <MonitoringInterval>30</MonitoringInterval>
  <MonitoringRoleArn>arn:aws:iam::123456789012:role/monitoring</MonitoringRoleArn>
  {_INSIGHTS}{_SIMILAR}
</DBCluster>
<DBCluster>
  <DBClusterIdentifier>second</DBClusterIdentifier>
  <Engine>aurora-mysql</Engine>
  <EngineMode>provisioned</EngineMode>
  <EngineVersion>8.0.mysql_aurora.3.08.0</EngineVersion>
  <GlobalClusterIdentifier>everywhere</GlobalClusterIdentifier>
  <ReplicationSourceIdentifier>arn:aws:rds:us-east-1:123456789012:cluster:first</ReplicationSourceIdentifier>
  <GlobalWriteForwardingStatus>enabled</GlobalWriteForwardingStatus>
  <GlobalWriteForwardingRequested>true</GlobalWriteForwardingRequested>
  <LocalWriteForwardingStatus>enabled</LocalWriteForwardingStatus>
  <HttpEndpointEnabled>true</HttpEndpointEnabled>
  <AssociatedRoles>
    <DBClusterRole>
      <RoleArn>arn:aws:iam::123456789012:role/import</RoleArn>
      <Status>ACTIVE</Status>
    </DBClusterRole>
  </AssociatedRoles>
  <ServerlessV2ScalingConfiguration>
    <MinCapacity>0</MinCapacity>
    <MaxCapacity>4</MaxCapacity>
    <SecondsUntilAutoPause>600</SecondsUntilAutoPause>
  </ServerlessV2ScalingConfiguration>
  {_SIMILAR}
</DBCluster>
<DBCluster>
  <DBClusterIdentifier>serverless</DBClusterIdentifier>
  <Engine>aurora-mysql</Engine>
  <EngineMode>serverless</EngineMode>
  <EngineVersion>5.7.mysql_aurora.2.11.4</EngineVersion>
  <MasterUsername>owner</MasterUsername>
  <HttpEndpointEnabled>false</HttpEndpointEnabled>
  <ScalingConfigurationInfo>
    <MinCapacity>2</MinCapacity>
    <MaxCapacity>64</MaxCapacity>
    <AutoPause>false</AutoPause>
    <SecondsUntilAutoPause>600</SecondsUntilAutoPause>
    <TimeoutAction>ForceApplyCapacityChange</TimeoutAction>
    <SecondsBeforeTimeout>360</SecondsBeforeTimeout>
  </ScalingConfigurationInfo>
  {_SIMILAR}
</DBCluster>
<DBCluster>
  <DBClusterIdentifier>graph</DBClusterIdentifier>
  <Engine>neptune</Engine>
  <EngineVersion>1.3.2.1</EngineVersion>
  {_SIMILAR}
</DBCluster>
"""


_INSTANCES_KEY = "rds Action=DescribeDBInstances&Version=2014-10-31"
_CLUSTERS_KEY = "rds Action=DescribeDBClusters&Version=2014-10-31"


def _answer(operation: str, inside: str) -> str:
    text = "".join(line.strip() for line in inside.splitlines())
    return (
        f'<{operation}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/">'
        f"<{operation}Result>{text}</{operation}Result></{operation}Response>"
    )


ANSWERS = {
    _INSTANCES_KEY: _answer("DescribeDBInstances", f"<DBInstances>{_INSTANCES}</DBInstances>"),
    _CLUSTERS_KEY: _answer("DescribeDBClusters", f"<DBClusters>{_CLUSTERS}</DBClusters>"),
}


def _edit(operation: str, old: str, new: str) -> dict[str, Any]:
    return {_INSTANCES_KEY if operation == "DescribeDBInstances" else _CLUSTERS_KEY: (old, new)}


EDITS = {
    "aws_db_instance.windows: manage_master_user_password, "
    "aws_db_instance.windows: master_user_secret_kms_key_id": _edit(
        "DescribeDBInstances",
        "<MasterUserSecret><SecretArn>arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds"
        f"</SecretArn><SecretStatus>active</SecretStatus><KmsKeyId>{_KEY}</KmsKeyId>"
        "</MasterUserSecret>",
        "",
    ),
    "aws_db_instance.windows: performance_insights_enabled": _edit(
        "DescribeDBInstances",
        "<PerformanceInsightsEnabled>true",
        "<PerformanceInsightsEnabled>false",
    ),
    "aws_db_instance.windows: domain_fqdn": _edit(
        "DescribeDBInstances", "<FQDN>corp.", "<FQDN>other."
    ),
    "aws_db_instance.oracle: replicate_source_db": _edit(
        "DescribeDBInstances",
        "<ReadReplicaSourceDBInstanceIdentifier>first</ReadReplicaSourceDBInstanceIdentifier>",
        "",
    ),
    "aws_rds_cluster.second: iam_roles": _edit(
        "DescribeDBClusters", "role/import</RoleArn>", "role/administrator</RoleArn>"
    ),
    "aws_rds_cluster.second: serverlessv2_scaling_configuration.max_capacity": _edit(
        "DescribeDBClusters",
        "<MaxCapacity>4</MaxCapacity><SecondsUntil",
        "<MaxCapacity>128</MaxCapacity><SecondsUntil",
    ),
    "aws_rds_cluster.serverless: scaling_configuration.auto_pause": _edit(
        "DescribeDBClusters", "<AutoPause>false", "<AutoPause>true"
    ),
}
