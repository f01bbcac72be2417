"""A Kafka cluster with brokers of its own."""

from __future__ import annotations

from typing import Any

from scanner.compare import string_set
from scanner.compare.sparse import sparse
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Source, by, computed, field, listed, nested, tabled, tagged

_NODES = "Provisioned.BrokerNodeGroupInfo"
_ENCRYPTION = "Provisioned.EncryptionInfo"


def _enabled(name: str) -> Source:
    return f"{name}.Enabled"


def _logs(target: str, **rows: Source) -> Source:
    return nested(target, {"enabled": "Enabled", **rows})


def _exporter(name: str) -> Source:
    return nested(name, {"enabled_in_broker": "EnabledInBroker"})


def _kafka_version(raw: Any) -> Any:
    return (raw.get("Provisioned", {}).get("CurrentBrokerSoftwareInfo") or {}).get("KafkaVersion")


READER = tabled(
    "aws_msk_cluster",
    listed(
        Operation("kafka", "ListClustersV2"),
        "ClusterInfoList",
        "ClusterName",
        only=lambda one: one.get("ClusterType") == "PROVISIONED",
    ),
    key=by("cluster_name"),
    fields=(
        field("cluster_name", "ClusterName"),
        field("kafka_version", _kafka_version),
        field("number_of_broker_nodes", "Provisioned.NumberOfBrokerNodes"),
        field("enhanced_monitoring", "Provisioned.EnhancedMonitoring", default="DEFAULT"),
        field("storage_mode", "Provisioned.StorageMode", default="LOCAL"),
        field(
            "broker_node_group_info.az_distribution",
            f"{_NODES}.BrokerAZDistribution",
            default="DEFAULT",
        ),
        field("broker_node_group_info.instance_type", f"{_NODES}.InstanceType"),
        field("broker_node_group_info.client_subnets", f"{_NODES}.ClientSubnets", string_set),
        field("broker_node_group_info.security_groups", f"{_NODES}.SecurityGroups", string_set),
        field(
            "broker_node_group_info.connectivity_info",
            nested(
                f"{_NODES}.ConnectivityInfo",
                {
                    "public_access": nested("PublicAccess", {"type": "Type"}),
                    "vpc_connectivity": nested(
                        "VpcConnectivity",
                        {
                            "client_authentication": nested(
                                "ClientAuthentication",
                                {
                                    "sasl": nested(
                                        "Sasl",
                                        {"iam": _enabled("Iam"), "scram": _enabled("Scram")},
                                    ),
                                    "tls": _enabled("Tls"),
                                },
                            )
                        },
                    ),
                },
            ),
            sparse(defaults={"type": "DISABLED"}),
            default=[],
        ),
        field(
            "broker_node_group_info.storage_info",
            nested(
                f"{_NODES}.StorageInfo",
                {
                    "ebs_storage_info": nested(
                        "EbsStorageInfo",
                        {
                            "volume_size": "VolumeSize",
                            "provisioned_throughput": nested(
                                "ProvisionedThroughput",
                                {"enabled": "Enabled", "volume_throughput": "VolumeThroughput"},
                            ),
                        },
                    )
                },
            ),
            sparse(),
        ),
        field(
            "client_authentication",
            nested(
                "Provisioned.ClientAuthentication",
                {
                    "unauthenticated": "Unauthenticated.Enabled",
                    "sasl": nested("Sasl", {"iam": _enabled("Iam"), "scram": _enabled("Scram")}),
                    "tls": nested(
                        "Tls", {"certificate_authority_arns": "CertificateAuthorityArnList"}
                    ),
                },
            ),
            sparse(),
            default=[],
        ),
        field(
            "configuration_info",
            nested(
                "Provisioned.CurrentBrokerSoftwareInfo",
                {"arn": "ConfigurationArn", "revision": "ConfigurationRevision"},
            ),
            sparse(),
            default=[],
        ),
        field(
            "encryption_info.encryption_at_rest_kms_key_arn",
            f"{_ENCRYPTION}.EncryptionAtRest.DataVolumeKMSKeyId",
        ),
        field(
            "encryption_info.encryption_in_transit.client_broker",
            f"{_ENCRYPTION}.EncryptionInTransit.ClientBroker",
            default="TLS",
        ),
        field(
            "encryption_info.encryption_in_transit.in_cluster",
            f"{_ENCRYPTION}.EncryptionInTransit.InCluster",
            default=True,
        ),
        field(
            "logging_info",
            nested(
                "Provisioned.LoggingInfo",
                {
                    "broker_logs": nested(
                        "BrokerLogs",
                        {
                            "cloudwatch_logs": _logs("CloudWatchLogs", log_group="LogGroup"),
                            "firehose": _logs("Firehose", delivery_stream="DeliveryStream"),
                            "s3": _logs("S3", bucket="Bucket", prefix="Prefix"),
                        },
                    )
                },
            ),
            sparse(),
            default=[],
        ),
        field(
            "open_monitoring",
            nested(
                "Provisioned.OpenMonitoring",
                {
                    "prometheus": nested(
                        "Prometheus",
                        {
                            "jmx_exporter": _exporter("JmxExporter"),
                            "node_exporter": _exporter("NodeExporter"),
                        },
                    )
                },
            ),
            sparse(),
            default=[],
        ),
        computed("arn", "ClusterArn"),
        *tagged("Tags"),
    ),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{arn}",
)
