"""What the local server lacks of ECS, as the documentation has the answers."""

import json
from collections.abc import Callable
from typing import Any

from family import World

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
DOCUMENTATION = {
    "aws_ecs_service": f"{_API}API_Service.html",
    "aws_ecs_task_definition": f"{_API}API_TaskDefinition.html",
}
_HOME = "arn:aws:ecs:eu-west-1:123456789012"
_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
_ROLES = "arn:aws:iam::123456789012:role"
_LINKED = f"{_ROLES}/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
_MAIN, _PLAIN = f"{_HOME}:cluster/trueup-main", f"{_HOME}:cluster/trueup-plain"
_OWNER = {"owner": "platform"}
_TAGS = [{"key": "owner", "value": "platform"}]
_CONNECT = {
    "enabled": True,
    "namespace": "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-0123456789abcdef",
    "services": [
        {
            "portName": "http",
            "discoveryName": "web",
            "clientAliases": [{"port": 80, "dnsName": "web"}],
            "ingressPortOverride": 9090,
            "timeout": {"idleTimeoutSeconds": 30, "perRequestTimeoutSeconds": 10},
            "tls": {
                "issuerCertificateAuthority": {
                    "awsPcaAuthorityArn": "arn:aws:acm-pca:eu-west-1:123456789012:"
                    "certificate-authority/0123"
                },
                "kmsKey": _KEY,
                "roleArn": f"{_ROLES}/connect",
            },
        }
    ],
    "logConfiguration": {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/ecs/connect"},
        "secretOptions": [
            {
                "name": "token",
                "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/token",
            }
        ],
    },
}
_VOLUME = {
    "encrypted": True,
    "filesystemType": "ext4",
    "iops": 4000,
    "kmsKeyId": _KEY,
    "roleArn": f"{_ROLES}/volumes",
    "sizeInGiB": 20,
    "throughput": 200,
    "volumeType": "gp3",
    "tagSpecifications": [
        {
            "resourceType": "volume",
            "propagateTags": "SERVICE",
            "tags": [{"key": "team", "value": "core"}],
        }
    ],
}
_LATTICE = {
    "portName": "http",
    "roleArn": f"{_ROLES}/lattice",
    "targetGroupArn": "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0",
}
_BALANCER = {
    "targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/"
    "0123456789abcdef",
    "containerName": "web",
    "containerPort": 8080,
}
_NETWORK = {
    "awsvpcConfiguration": {
        "subnets": ["subnet-0123456789abcdef0"],
        "securityGroups": ["sg-0123456789abcdef0"],
        "assignPublicIp": "DISABLED",
    }
}


_ROLLOUT = {"maximumPercent": 200, "minimumHealthyPercent": 100}


def _service(cluster: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "serviceArn": f"{_HOME}:service/{cluster.rpartition('/')[2]}/{name}",
        "serviceName": name,
        "clusterArn": cluster,
        "loadBalancers": [],
        "serviceRegistries": [],
        "status": "ACTIVE",
        "desiredCount": 0,
        "runningCount": 0,
        "pendingCount": 0,
        "deploymentConfiguration": _ROLLOUT,
        "deployments": [],
        "events": [],
        "placementConstraints": [],
        "placementStrategy": [],
        "schedulingStrategy": "REPLICA",
        "deploymentController": {"type": "ECS"},
        "enableECSManagedTags": False,
        "propagateTags": "NONE",
        "enableExecuteCommand": False,
        "availabilityZoneRebalancing": "DISABLED",
        "tags": _TAGS,
        **more,
    }


_RICH = _service(
    _MAIN,
    "trueup-rich",
    taskDefinition=f"{_HOME}:task-definition/trueup-main:1",
    desiredCount=3,
    loadBalancers=[_BALANCER],
    serviceRegistries=[
        {
            "registryArn": "arn:aws:servicediscovery:eu-west-1:123456789012:service/"
            "srv-0123456789abcdef",
            "containerName": "web",
            "containerPort": 8080,
        }
    ],
    capacityProviderStrategy=[
        {"capacityProvider": "FARGATE_SPOT", "weight": 4, "base": 0},
        {"capacityProvider": "FARGATE", "weight": 1, "base": 1},
    ],
    platformVersion="1.4.0",
    platformFamily="Linux",
    deploymentConfiguration={
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        "maximumPercent": 150,
        "minimumHealthyPercent": 50,
        "alarms": {"alarmNames": ["latency", "errors"], "rollback": True, "enable": True},
    },
    deployments=[
        {"id": "ecs-svc/1", "status": "ACTIVE"},
        {
            "id": "ecs-svc/2",
            "status": "PRIMARY",
            "serviceConnectConfiguration": _CONNECT,
            "volumeConfigurations": [{"name": "data", "managedEBSVolume": _VOLUME}],
            "vpcLatticeConfigurations": [_LATTICE],
        },
    ],
    roleArn=_LINKED,
    networkConfiguration=_NETWORK,
    healthCheckGracePeriodSeconds=60,
    enableECSManagedTags=True,
    enableExecuteCommand=True,
    availabilityZoneRebalancing="ENABLED",
)
_DAEMON = _service(
    _PLAIN,
    "trueup-daemon",
    taskDefinition=f"{_HOME}:task-definition/trueup-host:1",
    launchType="EC2",
    roleArn=f"{_ROLES}/balancer",
    schedulingStrategy="DAEMON",
    loadBalancers=[{"loadBalancerName": "classic", "containerName": "agent", "containerPort": 80}],
    placementConstraints=[
        {"type": "memberOf", "expression": "attribute:ecs.availability-zone == eu-west-1a"}
    ],
)
_EXTERNAL = _service(
    _PLAIN,
    "trueup-external",
    desiredCount=1,
    launchType="EC2",
    deploymentController={"type": "EXTERNAL"},
    placementStrategy=[
        {"type": "spread", "field": "attribute:ecs.availability-zone"},
        {"type": "binpack", "field": "memory"},
    ],
)
_WINDOWS = f"{_HOME}:task-definition/trueup-windows:3"
_DEFINITION = {
    "taskDefinitionArn": _WINDOWS,
    "containerDefinitions": [
        {
            "name": "one",
            "image": "windows:1",
            "cpu": 0,
            "memory": 64,
            "portMappings": [],
            "essential": True,
            "environment": [],
            "mountPoints": [],
            "volumesFrom": [],
            "systemControls": [],
        }
    ],
    "family": "trueup-windows",
    "networkMode": "awsvpc",
    "revision": 3,
    "volumes": [
        {"name": "data", "host": {}, "configuredAtLaunch": True},
        {
            "name": "share",
            "fsxWindowsFileServerVolumeConfiguration": {
                "fileSystemId": "fs-0123456789abcdef0",
                "rootDirectory": "\\data",
                "authorizationConfig": {
                    "credentialsParameter": "arn:aws:secretsmanager:eu-west-1:123456789012:"
                    "secret:share",
                    "domain": "example.com",
                },
            },
        },
    ],
    "status": "ACTIVE",
    "placementConstraints": [],
    "compatibilities": ["EC2"],
    "enableFaultInjection": True,
}

_SERVICES = {"rich": _RICH, "daemon": _DAEMON, "external": _EXTERNAL}
KNOWN: dict[str, dict[str, Any]] = {
    **{
        f"aws_ecs_service.{name}": {"id": one["serviceArn"], "tags_all": _OWNER}
        for name, one in _SERVICES.items()
    },
    "aws_ecs_task_definition.windows": {
        "id": "trueup-windows",
        "arn": _WINDOWS,
        "arn_without_revision": _WINDOWS.rpartition(":")[0],
        "revision": 3,
        "tags_all": _OWNER,
    },
}
KNOWN["aws_ecs_service.rich"] |= {"iam_role": _LINKED, "platform_version": "1.4.0"}
KNOWN["aws_ecs_service.rich"] |= {"launch_type": ""}
KNOWN["aws_ecs_service.external"]["iam_role"] = ""

AMENDED: dict[str, dict[str, Any]] = {}


def _given(said: Any) -> dict[str, str]:
    return {
        "status": "200 OK",
        "type": "application/x-amz-json-1.1",
        "body": json.dumps(said),
    }


def _listed(cluster: str) -> str:
    return "ecs ListServices " + json.dumps({"cluster": cluster, "maxResults": 100})


def _described(cluster: str, arns: list[str]) -> str:
    asked = {"services": arns, "cluster": cluster, "include": ["TAGS"]}
    return "ecs DescribeServices " + json.dumps(asked)


def _said(answers: dict[str, Any], key: str) -> Any:
    return json.loads(answers[key]["body"]) if key in answers else {}


def amend(world: World, answers: dict[str, Any]) -> None:
    """Services and a task definition that the server cannot keep."""
    for cluster, more in ((_MAIN, [_RICH]), (_PLAIN, [_DAEMON, _EXTERNAL])):
        if (key := _listed(cluster)) not in answers:
            continue  # The cluster was deleted.
        arns = _said(answers, key).get("serviceArns", [])
        known = _said(answers, _described(cluster, arns)).get("services", [])
        found = [{"deploymentConfiguration": _ROLLOUT, **one} for one in known]
        answers.pop(_described(cluster, arns), None)
        arns = arns + [one["serviceArn"] for one in more]
        answers[key] = _given({"serviceArns": arns})
        whole = {"services": found + more, "failures": []}
        answers[_described(cluster, arns)] = _given(whole)
    families = _said(answers, _FAMILIES)["families"]
    answers[_FAMILIES] = _given({"families": [*families, "trueup-windows"]})
    answers[_ASKED] = _given({"taskDefinition": _DEFINITION, "tags": _TAGS})


_FAMILIES = 'ecs ListTaskDefinitionFamilies {"status": "ACTIVE"}'
_ASKED = "ecs DescribeTaskDefinition " + json.dumps(
    {"taskDefinition": _WINDOWS, "include": ["TAGS"]}
)


def _edit(cluster: str, name: str, change: Callable[[dict[str, Any]], Any]) -> Any:
    """Another answer for one of the cluster's services."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        key = _described(cluster, _said(answers, _listed(cluster))["serviceArns"])
        whole = _said(answers, key)
        for one in whole["services"]:
            if one["serviceName"] == name:
                change(one)
        return {key: _given(whole)}

    return edits


def _primary(**more: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda one: one["deployments"][1].update(more)


def _inactive(world: World, answers: dict[str, Any]) -> dict[str, Any]:
    key = next(key for key in answers if "DescribeClusters" in key)
    whole = _said(answers, key)
    for one in whole["clusters"]:
        if one["clusterName"] == "trueup-plain":
            one["status"] = "INACTIVE"
    return {key: _given(whole)}


_OTHER = {**_CONNECT, "services": [{"portName": "http", "clientAliases": [{"port": 81}]}]}
EDITS: dict[str, Any] = {
    "aws_ecs_cluster.plain: missing": _inactive,
    "aws_ecs_service.rich: enable_execute_command": _edit(
        _MAIN, "trueup-rich", lambda one: one.update(enableExecuteCommand=False)
    ),
    "aws_ecs_service.rich: network_configuration.assign_public_ip": _edit(
        _MAIN,
        "trueup-rich",
        lambda one: one["networkConfiguration"]["awsvpcConfiguration"].update(
            assignPublicIp="ENABLED"
        ),
    ),
    "aws_ecs_service.rich: deployment_circuit_breaker.rollback": _edit(
        _MAIN,
        "trueup-rich",
        lambda one: one["deploymentConfiguration"].update(
            deploymentCircuitBreaker={"enable": True, "rollback": False}
        ),
    ),
    "aws_ecs_service.rich: service_connect_configuration": _edit(
        _MAIN, "trueup-rich", _primary(serviceConnectConfiguration=_OTHER)
    ),
    "aws_ecs_service.rich: volume_configuration": _edit(
        _MAIN,
        "trueup-rich",
        _primary(
            volumeConfigurations=[
                {"name": "data", "managedEBSVolume": {**_VOLUME, "encrypted": False}}
            ]
        ),
    ),
    "aws_ecs_service.rich: load_balancer": _edit(
        _MAIN, "trueup-rich", lambda one: one.update(loadBalancers=[])
    ),
    "aws_ecs_service.rich: capacity_provider_strategy": _edit(
        _MAIN, "trueup-rich", lambda one: one["capacityProviderStrategy"].pop()
    ),
    "aws_ecs_service.external: ordered_placement_strategy": _edit(
        _PLAIN, "trueup-external", lambda one: one["placementStrategy"].reverse()
    ),
    "aws_ecs_service.daemon: missing": _edit(
        _PLAIN, "trueup-daemon", lambda one: one.update(status="INACTIVE")
    ),
    "aws_ecs_task_definition.windows: missing": lambda world, answers: {
        _ASKED: _given({"taskDefinition": {**_DEFINITION, "status": "INACTIVE"}, "tags": []})
    },
    "aws_ecs_task_definition.windows: volume": lambda world, answers: {
        _ASKED: _given(
            {
                "taskDefinition": {**_DEFINITION, "volumes": _DEFINITION["volumes"][:1]},
                "tags": _TAGS,
            }
        )
    },
    "aws_ecs_task_definition.windows: container_definitions": lambda world, answers: {
        _ASKED: _given(
            {
                "taskDefinition": {
                    **_DEFINITION,
                    "containerDefinitions": [
                        {**_DEFINITION["containerDefinitions"][0], "privileged": True}
                    ],
                },
                "tags": _TAGS,
            }
        )
    },
}
