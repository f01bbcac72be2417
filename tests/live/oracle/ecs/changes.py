"""What happens to containers outside of Terraform."""


def _service(aws, name, **settings):
    cluster = aws.at(f"aws_ecs_service.{name}", "cluster")
    aws("ecs").update_service(cluster=cluster, service=f"trueup-{name}", **settings)


def _tag(aws, address, *keys):
    aws("ecs").untag_resource(resourceArn=aws.at(address, "arn"), tagKeys=list(keys))


CHANGES = {
    "aws_ecs_cluster.main: setting": lambda aws: aws("ecs").update_cluster(
        cluster="trueup-main", settings=[{"name": "containerInsights", "value": "disabled"}]
    ),
    "aws_ecs_cluster.main: configuration.execute_command_configuration.logging, "
    "aws_ecs_cluster.main: configuration.execute_command_configuration.kms_key_id, "
    "aws_ecs_cluster.main: configuration.execute_command_configuration.log_configuration, "
    "aws_ecs_cluster.main: "
    "configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id, "
    "aws_ecs_cluster.main: configuration.managed_storage_configuration.kms_key_id": (
        lambda aws: aws("ecs").update_cluster(
            cluster="trueup-main",
            configuration={"executeCommandConfiguration": {"logging": "NONE"}},
        )
    ),
    "aws_ecs_cluster.plain: setting": lambda aws: aws("ecs").update_cluster(
        cluster="trueup-plain", settings=[{"name": "containerInsights", "value": "enabled"}]
    ),
    "aws_ecs_cluster.main: tags": lambda aws: _tag(aws, "aws_ecs_cluster.main", "team"),
    "unmanaged aws_ecs_cluster": lambda aws: aws("ecs").create_cluster(clusterName="by-hand"),
    "aws_ecs_service.main: desired_count": lambda aws: _service(aws, "main", desiredCount=9),
    "aws_ecs_service.plain: task_definition": lambda aws: _service(
        aws, "plain", taskDefinition="trueup-main:1"
    ),
    "aws_ecs_service.main: tags": lambda aws: aws("ecs").untag_resource(
        resourceArn=aws.id("aws_ecs_service.main"), tagKeys=["team"]
    ),
    "aws_ecs_service.plain: missing": lambda aws: aws("ecs").delete_service(
        cluster="trueup-plain", service="trueup-plain", force=True
    ),
    "unmanaged aws_ecs_service": lambda aws: aws("ecs").create_service(
        cluster="trueup-main",
        serviceName="by-hand",
        taskDefinition="trueup-plain:1",
        desiredCount=0,
        networkConfiguration={
            "awsvpcConfiguration": {
                "subnets": aws.at("aws_ecs_service.main", "network_configuration")[0]["subnets"],
                "securityGroups": [],
            }
        },
    ),
    "aws_ecs_task_definition.main: tags": lambda aws: _tag(
        aws, "aws_ecs_task_definition.main", "team"
    ),
    "aws_ecs_task_definition.plain: missing": lambda aws: aws("ecs").deregister_task_definition(
        taskDefinition=aws.at("aws_ecs_task_definition.plain", "arn")
    ),
    "unmanaged aws_ecs_task_definition": lambda aws: aws("ecs").register_task_definition(
        family="by-hand", containerDefinitions=[{"name": "x", "image": "x", "memory": 64}]
    ),
}

UNSET: dict = {}
HELPERS = ("aws_security_group", "aws_subnet", "aws_vpc")
