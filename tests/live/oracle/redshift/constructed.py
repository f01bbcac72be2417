"""What the local server lacks of Redshift, as the documentation has the answers."""

from __future__ import annotations

from typing import Any

from family import World
from moto.redshift.models import Cluster

_API = "https://docs.aws.amazon.com/redshift/latest/APIReference/"
_VERSION = "Version=2012-12-01"

# The server leaves out what the provider waits for.
Cluster.cluster_availability_status = "Available"  # type: ignore[attr-defined]
Cluster.availability_zone_relocation_status = "disabled"  # type: ignore[attr-defined]
Cluster.multi_az = "Disabled"  # type: ignore[attr-defined]
Cluster.manual_snapshot_retention_period = -1  # type: ignore[attr-defined]

# The provider counts the nodes in a list that the server lacks.
AMENDED = {"aws_redshift_cluster.main": {"cluster_type": "multi-node"}}

DOCUMENTATION = {"aws_redshift_cluster": f"{_API}API_Cluster.html"}

_TAGS = "<Tags><Tag><Key>owner</Key><Value>platform</Value></Tag></Tags>"
_CLUSTERS = f"""
<Cluster>
  <ClusterIdentifier>zones</ClusterIdentifier>
  <NodeType>ra3.4xlarge</NodeType>
  <NumberOfNodes>2</NumberOfNodes>
  <ClusterVersion>1.1</ClusterVersion>
  <AllowVersionUpgrade>true</AllowVersionUpgrade>
  <AutomatedSnapshotRetentionPeriod>1</AutomatedSnapshotRetentionPeriod>
  <MasterUsername>owner</MasterUsername>
  <MasterPasswordSecretArn>arn:aws:secretsmanager:eu-west-1:123456789012:secret:redshift!zones
  </MasterPasswordSecretArn>
  <MasterPasswordSecretKmsKeyId>arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11</MasterPasswordSecretKmsKeyId>
  <MultiAZ>Enabled</MultiAZ>
  <AvailabilityZoneRelocationStatus>disabled</AvailabilityZoneRelocationStatus>
  <PubliclyAccessible>false</PubliclyAccessible>
  <Encrypted>true</Encrypted>
  <Endpoint><Port>5439</Port></Endpoint>
  <DefaultIamRoleArn>arn:aws:iam::123456789012:role/load</DefaultIamRoleArn>
  <IamRoles>
    <ClusterIamRole>
      <IamRoleArn>arn:aws:iam::123456789012:role/load</IamRoleArn>
      <ApplyStatus>in-sync</ApplyStatus>
    </ClusterIamRole>
  </IamRoles>
  <MaintenanceTrackName>trailing</MaintenanceTrackName>
  <ManualSnapshotRetentionPeriod>30</ManualSnapshotRetentionPeriod>
  <ClusterSnapshotCopyStatus>
    <DestinationRegion>eu-central-1</DestinationRegion>
    <RetentionPeriod>14</RetentionPeriod>
    <SnapshotCopyGrantName>copies</SnapshotCopyGrantName>
  </ClusterSnapshotCopyStatus>
  {_TAGS}
</Cluster>
<Cluster>
  <ClusterIdentifier>public</ClusterIdentifier>
  <NodeType>ra3.xlplus</NodeType>
  <NumberOfNodes>1</NumberOfNodes>
  <ClusterVersion>1.0</ClusterVersion>
  <AllowVersionUpgrade>true</AllowVersionUpgrade>
  <AutomatedSnapshotRetentionPeriod>1</AutomatedSnapshotRetentionPeriod>
  <ManualSnapshotRetentionPeriod>-1</ManualSnapshotRetentionPeriod>
  <MaintenanceTrackName>current</MaintenanceTrackName>
  <MasterUsername>owner</MasterUsername>
  <MultiAZ>Disabled</MultiAZ>
  <AvailabilityZoneRelocationStatus>disabled</AvailabilityZoneRelocationStatus>
  <PubliclyAccessible>true</PubliclyAccessible>
  <ElasticIpStatus><ElasticIp>192.0.2.10</ElasticIp><Status>active</Status></ElasticIpStatus>
  <Encrypted>false</Encrypted>
  <Endpoint><Port>5439</Port></Endpoint>
  {_TAGS}
</Cluster>
<Cluster>
  <ClusterIdentifier>moving</ClusterIdentifier>
  <NodeType>ra3.xlplus</NodeType>
  <NumberOfNodes>1</NumberOfNodes>
  <ClusterVersion>1.0</ClusterVersion>
  <AllowVersionUpgrade>true</AllowVersionUpgrade>
  <AutomatedSnapshotRetentionPeriod>1</AutomatedSnapshotRetentionPeriod>
  <ManualSnapshotRetentionPeriod>-1</ManualSnapshotRetentionPeriod>
  <MaintenanceTrackName>current</MaintenanceTrackName>
  <MasterUsername>owner</MasterUsername>
  <MultiAZ>Disabled</MultiAZ>
  <AvailabilityZoneRelocationStatus>enabled</AvailabilityZoneRelocationStatus>
  <PubliclyAccessible>false</PubliclyAccessible>
  <Encrypted>false</Encrypted>
  <Endpoint><Port>5439</Port></Endpoint>
  {_TAGS}
</Cluster>
"""


def _logging(inside: str) -> str:
    return (
        '<DescribeLoggingStatusResponse xmlns="http://redshift.amazonaws.com/doc/2012-12-01/">'
        f"<DescribeLoggingStatusResult>{inside}</DescribeLoggingStatusResult>"
        "</DescribeLoggingStatusResponse>"
    )


def _log_of(cluster: str) -> str:
    return f"redshift Action=DescribeLoggingStatus&{_VERSION}&ClusterIdentifier={cluster}"


_LOGS = {
    _log_of("zones"): _logging(
        "<LoggingEnabled>true</LoggingEnabled><BucketName>audit</BucketName>"
        "<S3KeyPrefix>warehouse/</S3KeyPrefix><LogDestinationType>s3</LogDestinationType>"
        "<LogExports><member>userlog</member><member>connectionlog</member></LogExports>"
    ),
    _log_of("public"): _logging("<LoggingEnabled>false</LoggingEnabled>"),
    _log_of("moving"): _logging("<LoggingEnabled>false</LoggingEnabled>"),
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """What is only planned."""
    more = "".join(line.strip() for line in _CLUSTERS.splitlines())
    for key, one in list(answers.items()):
        if "Action=DescribeClusters&" in key:
            body = one["body"].replace("</Clusters>", f"{more}</Clusters>")
            answers[key] = {**one, "body": body}
    for key, body in _LOGS.items():
        answers[key] = {"status": "200 OK", "type": "text/xml", "body": body}


def _edit(old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        return {key: (old, new) for key in answers if "Action=DescribeClusters&" in key}

    return edits


EDITS = {
    "aws_redshift_cluster.zones: logging.enable": {
        _log_of("zones"): ("<LoggingEnabled>true", "<LoggingEnabled>false")
    },
    "aws_redshift_cluster.zones: snapshot_copy.destination_region": _edit(
        "eu-central-1", "us-east-1"
    ),
    "aws_redshift_cluster.zones: iam_roles": _edit(
        "<IamRoleArn>arn:aws:iam::123456789012:role/load</IamRoleArn><ApplyStatus>in-sync"
        "</ApplyStatus></ClusterIamRole></IamRoles><MaintenanceTrackName>trailing",
        "<IamRoleArn>arn:aws:iam::123456789012:role/other</IamRoleArn><ApplyStatus>in-sync"
        "</ApplyStatus></ClusterIamRole></IamRoles><MaintenanceTrackName>trailing",
    ),
}
