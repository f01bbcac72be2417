"""Kafka clusters and what the local server lacks of MQ, as the documentation has the answers."""

import json
from typing import Any

from bodies import complete, edit, has
from family import World

DOCUMENTATION = {
    "aws_msk_cluster": "https://docs.aws.amazon.com/MSK/2.0/APIReference/v2-clusters.html",
    "aws_mq_broker": "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/"
    "brokers-broker-id.html",
}
_ARN = "arn:aws:kafka:eu-west-1:123456789012:cluster/"
_KEY = "arn:aws:kms:eu-west-1:123456789012:key/"
KNOWN = {
    "aws_msk_cluster.main": {"id": f"{_ARN}events/1", "arn": f"{_ARN}events/1"},
    "aws_msk_cluster.plain": {
        "id": f"{_ARN}plain/2",
        "arn": f"{_ARN}plain/2",
        "storage_mode": "LOCAL",
        "encryption_info": [
            {
                "encryption_at_rest_kms_key_arn": f"{_KEY}aws-made",
                "encryption_in_transit": [{"client_broker": "TLS", "in_cluster": True}],
            }
        ],
        "broker_node_group_info": [
            {
                "az_distribution": "DEFAULT",
                "client_subnets": ["subnet-1", "subnet-2"],
                "connectivity_info": [
                    {
                        "public_access": [{"type": "DISABLED"}],
                        "vpc_connectivity": [
                            {
                                "client_authentication": [
                                    {"sasl": [{"iam": False, "scram": False}], "tls": False}
                                ]
                            }
                        ],
                    }
                ],
                "instance_type": "kafka.t3.small",
                "security_groups": ["sg-1"],
                "storage_info": [
                    {"ebs_storage_info": [{"provisioned_throughput": [], "volume_size": 1000}]}
                ],
            }
        ],
    },
}
_ON, _OFF = {"enabled": True}, {"enabled": False}
MAIN = {
    "brokerNodeGroupInfo": {
        "brokerAZDistribution": "DEFAULT",
        "clientSubnets": ["subnet-2", "subnet-1"],
        "instanceType": "kafka.m5.large",
        "securityGroups": ["sg-1"],
        "storageInfo": {
            "ebsStorageInfo": {
                "volumeSize": 500,
                "provisionedThroughput": {"enabled": True, "volumeThroughput": 250},
            }
        },
        "connectivityInfo": {
            "publicAccess": {"type": "SERVICE_PROVIDED_EIPS"},
            "vpcConnectivity": {
                "clientAuthentication": {"sasl": {"scram": _ON, "iam": _ON}, "tls": _ON}
            },
        },
        "zoneIds": ["euw1-az1", "euw1-az2"],
    },
    "currentBrokerSoftwareInfo": {
        "configurationArn": "arn:aws:kafka:eu-west-1:123456789012:configuration/events/a1",
        "configurationRevision": 2,
        "kafkaVersion": "3.6.0",
    },
    "clientAuthentication": {
        "sasl": {"scram": _ON, "iam": _ON},
        "tls": {
            "certificateAuthorityArnList": [
                "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/a1"
            ],
            "enabled": True,
        },
        "unauthenticated": _ON,
    },
    "encryptionInfo": {
        "encryptionAtRest": {"dataVolumeKMSKeyId": f"{_KEY}a1"},
        "encryptionInTransit": {"clientBroker": "TLS_PLAINTEXT", "inCluster": False},
    },
    "enhancedMonitoring": "PER_BROKER",
    "openMonitoring": {
        "prometheus": {
            "jmxExporter": {"enabledInBroker": True},
            "nodeExporter": {"enabledInBroker": True},
        }
    },
    "loggingInfo": {
        "brokerLogs": {
            "cloudWatchLogs": {"enabled": True, "logGroup": "events"},
            "firehose": {"enabled": True, "deliveryStream": "events"},
            "s3": {"enabled": True, "bucket": "logs", "prefix": "events/"},
        }
    },
    "numberOfBrokerNodes": 4,
    "storageMode": "TIERED",
}
PLAIN = {
    "brokerNodeGroupInfo": {
        "brokerAZDistribution": "DEFAULT",
        "clientSubnets": ["subnet-1", "subnet-2"],
        "instanceType": "kafka.t3.small",
        "securityGroups": ["sg-1"],
        "storageInfo": {"ebsStorageInfo": {"volumeSize": 1000}},
        "connectivityInfo": {
            "publicAccess": {"type": "DISABLED"},
            "vpcConnectivity": {
                "clientAuthentication": {"sasl": {"scram": _OFF, "iam": _OFF}, "tls": _OFF}
            },
        },
    },
    "currentBrokerSoftwareInfo": {"kafkaVersion": "3.6.0"},
    "encryptionInfo": {
        "encryptionAtRest": {"dataVolumeKMSKeyId": f"{_KEY}aws-made"},
        "encryptionInTransit": {"clientBroker": "TLS", "inCluster": True},
    },
    "enhancedMonitoring": "DEFAULT",
    "openMonitoring": {
        "prometheus": {
            "jmxExporter": {"enabledInBroker": False},
            "nodeExporter": {"enabledInBroker": False},
        }
    },
    "numberOfBrokerNodes": 2,
    "storageMode": "LOCAL",
}


def _cluster(name: str, number: int, said: Any, **tags: str) -> dict[str, Any]:
    return {
        "clusterType": "PROVISIONED",
        "clusterArn": f"{_ARN}{name}/{number}",
        "clusterName": name,
        "creationTime": "2026-01-01T00:00:00.000Z",
        "currentVersion": "K1",
        "state": "ACTIVE",
        "tags": {"owner": "platform", **tags},
        "provisioned": said,
    }


_SERVERLESS = {
    "clusterType": "SERVERLESS",
    "clusterArn": f"{_ARN}other/3",
    "clusterName": "other",
    "state": "ACTIVE",
    "serverless": {"vpcConfigs": []},
}
_FOUND = [_cluster("events", 1, MAIN, team="core"), _cluster("plain", 2, PLAIN), _SERVERLESS]
_LIST = "kafka GET /api/v2/clusters?"
ANSWERS = {
    _LIST: {
        "status": "200 OK",
        "type": "application/json",
        "body": json.dumps({"clusterInfoList": _FOUND}),
    }
}
AMENDED = {"aws_mq_broker.directory": {"data_replication_mode": "CRDR"}}


def _listed(clusters: list[Any]) -> Any:
    return edit(_LIST, lambda found: "clusterInfoList" in found, clusterInfoList=clusters)


def _is(name: str) -> Any:
    return lambda found: name in found


_MAIN = "aws_msk_cluster.main: "


def _described(name: str, **more: Any) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        broker = world.id(f"aws_mq_broker.{name}")
        found: dict[str, Any] = edit(
            f"mq GET /v1/brokers/{broker}?", has("brokerId", broker), **more
        )(world, answers)
        return found

    return edits


EDITS = {
    "aws_mq_broker.main: publicly_accessible": _described("main", publiclyAccessible=False),
    "aws_mq_broker.directory: ldap_server_metadata": _described(
        "directory", ldapServerMetadata={"hosts": ["ldap.example.org"]}
    ),
    f"{_MAIN}encryption_info.encryption_in_transit.client_broker": edit(
        _LIST, has("clientBroker", "TLS_PLAINTEXT"), clientBroker="PLAINTEXT"
    ),
    f"{_MAIN}client_authentication": edit(
        _LIST, _is("unauthenticated"), unauthenticated={"enabled": False}
    ),
    f"{_MAIN}broker_node_group_info.storage_info": edit(
        _LIST, has("volumeSize", 500), volumeSize=900
    ),
    f"{_MAIN}configuration_info": edit(
        _LIST, has("configurationRevision", 2), configurationRevision=3
    ),
    f"{_MAIN}logging_info": edit(_LIST, has("logGroup", "events"), enabled=False, logGroup=None),
    "aws_msk_cluster.plain: broker_node_group_info.connectivity_info": edit(
        _LIST, has("type", "DISABLED"), type="SERVICE_PROVIDED_EIPS"
    ),
    "aws_msk_cluster.plain: open_monitoring": edit(
        _LIST, has("jmxExporter", {"enabledInBroker": False}), jmxExporter={"enabledInBroker": True}
    ),
    "aws_msk_cluster.plain: missing": _listed([_FOUND[0], _SERVERLESS]),
    "unmanaged aws_msk_cluster": _listed([*_FOUND, _cluster("by-hand", 4, PLAIN)]),
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """A copy in another region."""
    complete(
        answers,
        "mq GET /v1/brokers/",
        has("brokerId", world.id("aws_mq_broker.directory")),
        {"dataReplicationMode": "CRDR"},
    )
