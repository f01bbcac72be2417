"""CodeBuild and Batch, as the documentation has the answers."""

import json
from typing import Any

from bodies import edit, has

DOCUMENTATION = {
    "aws_codebuild_project": "https://docs.aws.amazon.com/codebuild/latest/APIReference/"
    "API_Project.html",
    "aws_batch_compute_environment": "https://docs.aws.amazon.com/batch/latest/APIReference/"
    "API_ComputeEnvironmentDetail.html",
}
_ACCOUNT = "eu-west-1:123456789012:"
_PROJECT = f"arn:aws:codebuild:{_ACCOUNT}project/"
_ENVIRONMENT = f"arn:aws:batch:{_ACCOUNT}compute-environment/"
_ROLE = "arn:aws:iam::123456789012:role/"
_AWS_KEY = f"arn:aws:kms:{_ACCOUNT}alias/aws/s3"
KNOWN = {
    "aws_codebuild_project.main": {"id": f"{_PROJECT}shop", "arn": f"{_PROJECT}shop"},
    "aws_codebuild_project.plain": {
        "id": f"{_PROJECT}plain",
        "arn": f"{_PROJECT}plain",
        "description": "",
        "encryption_key": _AWS_KEY,
    },
    "aws_batch_compute_environment.main": {"id": "spot", "arn": f"{_ENVIRONMENT}spot"},
    "aws_batch_compute_environment.cluster": {
        "id": "cluster",
        "arn": f"{_ENVIRONMENT}cluster",
        "service_role": "",
    },
    "aws_batch_compute_environment.plain": {
        "id": "plain",
        "arn": f"{_ENVIRONMENT}plain",
        "service_role": f"{_ROLE}aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
    },
}
_OWNER = {"key": "owner", "value": "platform"}
_SHOP = {
    "name": "shop",
    "arn": f"{_PROJECT}shop",
    "description": "Builds the shop",
    "source": {
        "type": "GITHUB",
        "location": "https://github.com/example/shop.git",
        "gitCloneDepth": 1,
        "gitSubmodulesConfig": {"fetchSubmodules": True},
        "buildspec": "ci/build.yml",
        "auth": {
            "type": "SECRETS_MANAGER",
            "resource": f"arn:aws:secretsmanager:{_ACCOUNT}secret:git",
        },
        "reportBuildStatus": True,
        "buildStatusConfig": {"context": "ci", "targetUrl": "https://ci.example.com"},
        "insecureSsl": True,
    },
    "secondarySources": [
        {
            "type": "S3",
            "location": "tools/all.zip",
            "insecureSsl": False,
            "sourceIdentifier": "tools",
        }
    ],
    "sourceVersion": "main",
    "secondarySourceVersions": [{"sourceIdentifier": "tools", "sourceVersion": "v2"}],
    "artifacts": {
        "type": "S3",
        "location": "artifacts",
        "path": "out",
        "namespaceType": "BUILD_ID",
        "name": "shop.zip",
        "packaging": "ZIP",
        "overrideArtifactName": True,
        "encryptionDisabled": True,
        "bucketOwnerAccess": "FULL",
    },
    "secondaryArtifacts": [
        {
            "type": "S3",
            "location": "artifacts",
            "path": "",
            "namespaceType": "NONE",
            "name": "report",
            "packaging": "NONE",
            "overrideArtifactName": False,
            "encryptionDisabled": False,
            "artifactIdentifier": "report",
        }
    ],
    "cache": {"type": "LOCAL", "modes": ["LOCAL_SOURCE_CACHE", "LOCAL_DOCKER_LAYER_CACHE"]},
    "environment": {
        "type": "LINUX_CONTAINER",
        "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/build:1",
        "computeType": "BUILD_GENERAL1_LARGE",
        "fleet": {"fleetArn": f"arn:aws:codebuild:{_ACCOUNT}fleet/big:1"},
        "environmentVariables": [
            {"name": "TOKEN", "value": "/shop/token", "type": "PARAMETER_STORE"},
            {"name": "STAGE", "value": "live", "type": "PLAINTEXT"},
        ],
        "privilegedMode": True,
        "certificate": "certificates/ca.pem",
        "registryCredential": {
            "credential": f"arn:aws:secretsmanager:{_ACCOUNT}secret:registry",
            "credentialProvider": "SECRETS_MANAGER",
        },
        "imagePullCredentialsType": "SERVICE_ROLE",
    },
    "serviceRole": f"{_ROLE}build",
    "timeoutInMinutes": 30,
    "queuedTimeoutInMinutes": 100,
    "encryptionKey": f"arn:aws:kms:{_ACCOUNT}key/a1",
    "tags": [_OWNER, {"key": "team", "value": "core"}],
    "created": 1730000000.0,
    "lastModified": 1730000000.0,
    "vpcConfig": {
        "vpcId": "vpc-1",
        "subnets": ["subnet-2", "subnet-1"],
        "securityGroupIds": ["sg-1"],
    },
    "badge": {"badgeEnabled": True, "badgeRequestUrl": "https://codebuild.example.com/badge"},
    "logsConfig": {
        "cloudWatchLogs": {"status": "DISABLED", "groupName": "builds", "streamName": "shop"},
        "s3Logs": {
            "status": "ENABLED",
            "location": "logs/builds",
            "encryptionDisabled": True,
            "bucketOwnerAccess": "FULL",
        },
    },
    "fileSystemLocations": [
        {
            "type": "EFS",
            "location": "fs-1.efs.eu-west-1.amazonaws.com:/cache",
            "mountPoint": "/cache",
            "identifier": "cache",
            "mountOptions": "nfsvers=4.1",
        }
    ],
    "buildBatchConfig": {
        "serviceRole": f"{_ROLE}batch",
        "combineArtifacts": True,
        "restrictions": {
            "maximumBuildsAllowed": 10,
            "computeTypesAllowed": ["BUILD_GENERAL1_SMALL"],
        },
        "timeoutInMins": 60,
    },
    "concurrentBuildLimit": 2,
    "projectVisibility": "PUBLIC_READ",
    "publicProjectAlias": "alias",
    "resourceAccessRole": f"{_ROLE}public",
}
_PLAIN = {
    "name": "plain",
    "arn": f"{_PROJECT}plain",
    "source": {
        "type": "NO_SOURCE",
        "buildspec": "version: 0.2",
        "reportBuildStatus": False,
        "insecureSsl": False,
    },
    "secondarySources": [],
    "secondarySourceVersions": [],
    "artifacts": {"type": "NO_ARTIFACTS"},
    "secondaryArtifacts": [],
    "cache": {"type": "NO_CACHE"},
    "environment": {
        "type": "LINUX_CONTAINER",
        "image": "aws/codebuild/standard:7.0",
        "computeType": "BUILD_GENERAL1_SMALL",
        "environmentVariables": [],
        "privilegedMode": False,
        "imagePullCredentialsType": "CODEBUILD",
    },
    "serviceRole": f"{_ROLE}build",
    "timeoutInMinutes": 60,
    "queuedTimeoutInMinutes": 480,
    "encryptionKey": _AWS_KEY,
    "tags": [_OWNER],
    "badge": {"badgeEnabled": False},
    "logsConfig": {
        "cloudWatchLogs": {"status": "ENABLED"},
        "s3Logs": {"status": "DISABLED", "encryptionDisabled": False},
    },
    "projectVisibility": "PRIVATE",
}


def _environment(name: str, said: dict[str, Any], **tags: str) -> dict[str, Any]:
    return {
        "computeEnvironmentName": name,
        "computeEnvironmentArn": f"{_ENVIRONMENT}{name}",
        "ecsClusterArn": f"arn:aws:ecs:{_ACCOUNT}cluster/{name}",
        "tags": {"owner": "platform", **tags},
        "status": "VALID",
        "statusReason": "ComputeEnvironment Healthy",
        **said,
    }


_SPOT = _environment(
    "spot",
    {
        "type": "MANAGED",
        "state": "DISABLED",
        "serviceRole": f"{_ROLE}batch",
        "computeResources": {
            "type": "SPOT",
            "allocationStrategy": "SPOT_CAPACITY_OPTIMIZED",
            "minvCpus": 2,
            "maxvCpus": 64,
            # The queue is long just now.
            "desiredvCpus": 40,
            "instanceTypes": ["c6i", "m6i"],
            "subnets": ["subnet-2", "subnet-1"],
            "securityGroupIds": ["sg-1"],
            "ec2KeyPair": "ops",
            "instanceRole": "arn:aws:iam::123456789012:instance-profile/batch",
            "tags": {"from": "batch"},
            "placementGroup": "close",
            "bidPercentage": 60,
            "spotIamFleetRole": f"{_ROLE}fleet",
            "launchTemplate": {"launchTemplateId": "lt-1", "version": "3"},
            "ec2Configuration": [{"imageType": "ECS_AL2023", "imageIdOverride": "ami-1"}],
        },
        "updatePolicy": {"terminateJobsOnUpdate": True, "jobExecutionTimeoutMinutes": 10},
        "containerOrchestrationType": "ECS",
    },
    team="core",
)
_CLUSTER = _environment(
    "cluster",
    {
        "type": "MANAGED",
        "state": "ENABLED",
        "computeResources": {
            "type": "EC2",
            "minvCpus": 0,
            "maxvCpus": 16,
            "desiredvCpus": 0,
            "instanceTypes": ["optimal"],
            "subnets": ["subnet-1"],
            "securityGroupIds": ["sg-1"],
            "instanceRole": "arn:aws:iam::123456789012:instance-profile/batch",
            "tags": {},
            "ec2Configuration": [{"imageType": "EKS_AL2"}],
        },
        "eksConfiguration": {
            "eksClusterArn": f"arn:aws:eks:{_ACCOUNT}cluster/main",
            "kubernetesNamespace": "batch",
        },
        "containerOrchestrationType": "EKS",
    },
)
_UNMANAGED = _environment(
    "plain",
    {
        "type": "UNMANAGED",
        "state": "ENABLED",
        "serviceRole": KNOWN["aws_batch_compute_environment.plain"]["service_role"],
        "containerOrchestrationType": "ECS",
    },
)


def _json(body: Any) -> dict[str, str]:
    return {"status": "200 OK", "type": "application/json", "body": json.dumps(body)}


def _projects(*found: dict[str, Any]) -> dict[str, Any]:
    """Both answers: the names, and what there is to each."""
    names = sorted(one["name"] for one in found)
    return {
        "codebuild ListProjects {}": _json({"projects": names}),
        f"codebuild BatchGetProjects {json.dumps({'names': names})}": _json(
            {"projects": list(found), "projectsNotFound": []}
        ),
    }


_BATCH = "batch POST /v1/describecomputeenvironments? {}"


def _environments(*found: Any) -> dict[str, Any]:
    return {_BATCH: _json({"computeEnvironments": list(found)})}


ANSWERS = {**_projects(_SHOP, _PLAIN), **_environments(_SPOT, _CLUSTER, _UNMANAGED)}


def _shop(**more: Any) -> Any:
    return edit("codebuild BatchGetProjects", has("name", "shop"), **more)


def _spot(**more: Any) -> Any:
    return edit(_BATCH, has("type", "SPOT"), **more)


def _building(**more: Any) -> Any:
    return edit("codebuild BatchGetProjects", has("privilegedMode", True), **more)


_MAIN, _JOBS = "aws_codebuild_project.main: ", "aws_batch_compute_environment."
EDITS = {
    f"{_MAIN}project_visibility": _shop(projectVisibility="PRIVATE"),
    f"{_MAIN}environment.privileged_mode": _building(privilegedMode=False),
    f"{_MAIN}environment.environment_variable": _building(
        environmentVariables=[
            {"name": "TOKEN", "value": "in-the-open", "type": "PLAINTEXT"},
            {"name": "STAGE", "value": "live", "type": "PLAINTEXT"},
        ]
    ),
    f"{_MAIN}service_role": _shop(serviceRole=f"{_ROLE}admin"),
    f"{_MAIN}artifacts": edit(
        "codebuild BatchGetProjects", has("name", "shop.zip"), encryptionDisabled=False
    ),
    f"{_MAIN}source": edit(
        "codebuild BatchGetProjects", has("gitCloneDepth", 1), buildspec="other.yml"
    ),
    f"{_MAIN}logs_config.s3_logs.status": edit(
        "codebuild BatchGetProjects", has("location", "logs/builds"), status="DISABLED"
    ),
    f"{_MAIN}vpc_config": _shop(vpcConfig=None),
    "aws_codebuild_project.plain: build_timeout": edit(
        "codebuild BatchGetProjects", has("name", "plain"), timeoutInMinutes=480
    ),
    "aws_codebuild_project.plain: missing": _projects(_SHOP),
    "unmanaged aws_codebuild_project": _projects(_SHOP, _PLAIN, {**_PLAIN, "name": "by-hand"}),
    f"{_JOBS}main: state": edit(_BATCH, has("computeEnvironmentName", "spot"), state="ENABLED"),
    f"{_JOBS}main: compute_resources": _spot(securityGroupIds=["sg-1", "sg-open"]),
    f"{_JOBS}main: update_policy": edit(
        _BATCH, has("jobExecutionTimeoutMinutes", 10), terminateJobsOnUpdate=False
    ),
    f"{_JOBS}cluster: eks_configuration": edit(
        _BATCH, has("kubernetesNamespace", "batch"), kubernetesNamespace="kube-system"
    ),
    f"{_JOBS}cluster: missing": _environments(
        _SPOT, {**_CLUSTER, "status": "DELETING"}, _UNMANAGED
    ),
    f"unmanaged {_JOBS[:-1]}": _environments(
        _SPOT, _CLUSTER, _UNMANAGED, {**_UNMANAGED, "computeEnvironmentName": "by-hand"}
    ),
}
