"""What happens to message brokers outside of Terraform."""

from __future__ import annotations

HELPERS = ("aws_mq_configuration", "aws_security_group", "aws_subnet", "aws_vpc")
_MAIN, _PLAIN = "aws_mq_broker.main", "aws_mq_broker.plain"


def _update(address, **more):
    return lambda aws: aws("mq").update_broker(BrokerId=aws.id(address), **more)


def _create(aws):
    return aws("mq").create_broker(
        BrokerName="by-hand",
        EngineType="RABBITMQ",
        EngineVersion="3.13",
        HostInstanceType="mq.t3.micro",
        DeploymentMode="SINGLE_INSTANCE",
        AutoMinorVersionUpgrade=True,
        PubliclyAccessible=True,
        Users=[],
    )


CHANGES = {
    f"{_MAIN}: auto_minor_version_upgrade": _update(_MAIN, AutoMinorVersionUpgrade=False),
    f"{_MAIN}: logs.audit": _update(_MAIN, Logs={"General": True, "Audit": False}),
    f"{_MAIN}: security_groups": _update(_MAIN, SecurityGroups=["sg-other"]),
    f"{_MAIN}: user": lambda aws: aws("mq").create_user(
        BrokerId=aws.id(_MAIN), Username="intruder", Password="not-a-secret-3", ConsoleAccess=True
    ),
    f"{_PLAIN}: host_instance_type": _update(_PLAIN, HostInstanceType="mq.m5.large"),
    f"{_PLAIN}: missing": lambda aws: aws("mq").delete_broker(BrokerId=aws.id(_PLAIN)),
    "unmanaged aws_mq_broker": _create,
}

UNSET = {
    "aws_msk_cluster.broker_node_group_info.az_distribution": "there is only the default",
}
