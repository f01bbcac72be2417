"""What examples name without declaring it: it is there before Terraform asks for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from origins.completing import nothing
from origins.naming import Named

ACCOUNT = "123456789012"
REGION = "eu-central-1"

_ROLE = f"arn:aws:iam::{ACCOUNT}:role/example"


def furnish(modules: list[Path], endpoint: str) -> None:
    """Make it at a server. What the server does not take is missing later, and said then."""
    from botocore.exceptions import BotoCoreError, ClientError

    named = Named(modules)

    def each(values: list[str], make: Callable[[str], Any]) -> None:
        for value in values:
            try:
                make(value)
            except (BotoCoreError, ClientError) as error:
                print(f"not furnished: {value}: {error}")

    _network(named)
    _recording(named)
    _interfaces(named)
    _accounts(named, lambda service: client(service, endpoint), each)
    _services(named, lambda service: client(service, endpoint), each)


def client(service: str, endpoint: str) -> Any:
    """Of the local server."""
    import boto3

    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="none",
        aws_secret_access_key="none",
    )


def backend(service: Any, region: str = REGION) -> Any:
    """What the server keeps of a service."""
    from moto.backends import get_backend

    return get_backend(service)[ACCOUNT][region]


def _network(named: Named) -> None:
    """Networks and what is in them, under the identifiers that they are called by."""
    ec2 = backend("ec2")
    models = "moto.ec2.models"
    for one in named.ids("vpc"):
        with patch(f"{models}.vpcs.random_vpc_id", return_value=one):
            ec2.create_vpc("10.0.0.0/16")
    with patch(f"{models}.vpcs.random_vpc_id", return_value="vpc-of-others"):
        own = ec2.create_vpc("172.20.0.0/16")
    for number, one in enumerate(named.ids("subnet")):
        with patch(f"{models}.subnets.random_subnet_id", return_value=one):
            zone = f"{REGION}{'abc'[number % 3]}"
            ec2.create_subnet(own.id, f"172.20.{number}.0/24", availability_zone=zone)
    for one in named.ids("sg"):
        with patch(f"{models}.security_groups.random_security_group_id", return_value=one):
            ec2.create_security_group(one, "of others", vpc_id=own.id)
    for one in named.ids("ami"):
        with patch(f"{models}.amis.random_ami_id", return_value=one):
            ec2.register_image(one, "of others")
    for one in named.ids("acl"):
        with patch(f"{models}.network_acls.random_network_acl_id", return_value=one):
            if one in named.of("default_network_acl_id"):
                ec2.create_network_acl(ec2.create_vpc("172.21.0.0/16").id, default=True)
            else:
                ec2.create_network_acl(own.id)
    for one in named.ids("rtb"):
        with patch(f"{models}.route_tables.random_route_table_id", return_value=one):
            ec2.create_route_table(own.id)
    for one in named.ids("cgw"):
        with patch(f"{models}.customer_gateways.random_customer_gateway_id", return_value=one):
            ec2.create_customer_gateway("ipsec.1", "203.0.113.1", "65000")
    for one in named.ids("pcx"):
        made = ec2.create_vpc_peering_connection(own, ec2.create_vpc("10.2.0.0/16"))
        ec2.vpc_pcxs[one] = ec2.vpc_pcxs.pop(made.id)
        made.id = one
        made._status.accept()
    for one in named.ids("nat"):
        made = ec2.create_nat_gateway(ec2.create_subnet(own.id, "172.20.255.0/24").id, "")
        ec2.nat_gateways[one] = ec2.nat_gateways.pop(made.id)
        made.id = one
    for one in named.ids("lt"):
        with patch(f"{models}.launch_templates.random_launch_template_id", return_value=one):
            ec2.create_launch_template(one, "of others", {"ImageId": "ami-1"}, {})
    volumes = f"{models}.elastic_block_store"
    for one in named.ids("vol"):
        with patch(f"{volumes}.random_volume_id", return_value=one):
            ec2.create_volume(8, f"{REGION}a")
    for one in named.ids("snap"):
        with patch(f"{volumes}.random_snapshot_id", return_value=one):
            ec2.create_snapshot(ec2.create_volume(8, f"{REGION}a").id, "of others")


def _recording(named: Named) -> None:
    """Where AWS Config delivers to: nothing is recorded without."""
    from moto.config.models import ConfigDeliveryChannel

    kinds = {type_ for type_, _ in named.resources}
    is_on = "aws_config_configuration_recorder_status" in kinds
    if is_on and "aws_config_delivery_channel" not in kinds:
        made = ConfigDeliveryChannel("of-others", "of-others")
        backend("config").delivery_channels["of-others"] = made


def _interfaces(named: Named) -> None:
    """APIs and user pools, whose identifiers are given by the platform."""
    gateway = backend("apigateway")
    staged = {
        (type_, attributes.get("rest_api_id"), attributes.get("stage_name"))
        for type_, attributes in named.resources
    }
    for one in named.of("rest_api_id", "api_id", types="aws_api_gateway_"):
        made = gateway.create_rest_api(one, "of others")
        gateway.apis.pop(made.id)
        made.id = one
        gateway.apis[one] = made
        root = made.get_resource_for_path("/")
        root.api_id = one
        for resource in named.of("resource_id", types="aws_api_gateway_"):
            child = made.add_child("of-others", root.id)
            made.resources.pop(child.id)
            child.id = resource
            made.resources[resource] = child
        for deployment in [*named.of("deployment_id", types="aws_api_gateway_"), "of-others"]:
            new = made.create_deployment("", "of others")
            made.deployments.pop(new.id)
            new.id = deployment
            made.deployments[deployment] = new
        for type_, attributes in named.resources:
            if attributes.get("rest_api_id") != one:
                continue
            stage = attributes.get("stage_name")
            is_setting = type_ == "aws_api_gateway_method_settings" and isinstance(stage, str)
            own = ("aws_api_gateway_stage", one, stage)
            if is_setting and stage not in made.stages and own not in staged:
                gateway.create_stage(one, stage, "of-others")
            if type_ == "aws_api_gateway_integration":
                resource, method = attributes["resource_id"], attributes["http_method"]
                made.resources[resource].add_method(method, "NONE", None)
    interfaces = backend("apigatewayv2")
    for one in named.of("api_id", types="aws_apigatewayv2_"):
        made = interfaces.create_api(
            api_key_selection_expression="", cors_configuration=None, description="",
            disable_schema_validation=False, disable_execute_api_endpoint=False, name=one,
            protocol_type="HTTP", route_selection_expression="", tags={}, version="",
        )  # fmt: skip
        interfaces.apis.pop(made.api_id)
        made.api_id = one
        interfaces.apis[one] = made
    pools = backend("cognito-idp")
    for one in named.of("user_pool_id", types="aws_cognito_"):
        pool = pools.create_user_pool(one, {})
        pools.user_pools.pop(pool.id)
        pool.id = one
        pools.user_pools[one] = pool


Each = Callable[[list[str], Callable[[str], Any]], None]


def _accounts(named: Named, at: Callable[[str], Any], each: Each) -> None:
    """Identities, buckets and keys."""
    iam, s3 = at("iam"), at("s3")
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    users = named.of("user", "users", types="aws_iam_", but="aws_iam_user")
    groups = named.of("group", "groups", types="aws_iam_", but="aws_iam_group")
    each(users, lambda n: iam.create_user(UserName=n))
    each(groups, lambda n: iam.create_group(GroupName=n))
    roles = named.of("role", "roles", "role_name", types="aws_iam_", but="aws_iam_role")
    roles += named.after(f"arn:aws:iam::{ACCOUNT}:role/")
    each(
        _distinct(["example", *roles]),
        lambda n: iam.create_role(RoleName=n, AssumeRolePolicyDocument=trust),
    )
    buckets = named.of(
        "bucket", "bucket_name", "s3_bucket_name", "target_bucket", but="aws_s3_bucket"
    )
    each(
        _distinct([*buckets, *named.after("arn:aws:s3:::")]),
        lambda n: s3.create_bucket(
            Bucket=n, CreateBucketConfiguration={"LocationConstraint": REGION}
        ),
    )


def _distinct(names: list[str]) -> list[str]:
    """Each name once, without the path below it."""
    return list(dict.fromkeys(re.split(r"[/*]", name)[0] for name in names if name[0] not in "/*"))


def _services(named: Named, at: Callable[[str], Any], each: Each) -> None:
    """What is called by a name that its user chose."""
    here = f"{REGION}:{ACCOUNT}"
    deploy, ecr, ecs, rds = at("codedeploy"), at("ecr"), at("ecs"), at("rds")
    beanstalk, secrets, code = at("elasticbeanstalk"), at("secretsmanager"), nothing()
    functions, files, logs = at("lambda"), at("efs"), backend("logs", "us-east-1")
    each(
        named.after(f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:"),
        lambda n: logs.create_log_group(n.removesuffix(":*"), {}),
    )
    for one in named.ids("fs"):
        made = files.create_file_system(CreationToken=one)["FileSystemId"]
        kept = backend("efs").file_systems_by_id
        kept[one] = kept.pop(made)
        kept[one].file_system_id = one
    each(
        named.of("app_name", types="aws_codedeploy_"),
        lambda n: deploy.create_application(applicationName=n),
    )
    each(
        named.of("repository", types="aws_ecr_", but="aws_ecr_repository"),
        lambda n: ecr.create_repository(repositoryName=n),
    )
    each(
        ["default", *named.of("cluster", types="aws_ecs_")],
        lambda n: ecs.create_cluster(clusterName=n.rpartition("/")[2]),
    )
    each(
        named.of("application", types="aws_elastic_beanstalk_"),
        lambda n: beanstalk.create_application(ApplicationName=n),
    )
    each(
        named.of("secret_id", types="aws_secretsmanager_"),
        lambda n: secrets.create_secret(Name=n, SecretString="example-only"),
    )
    each(
        [
            name.rpartition(":function:")[2]
            for name in named.of("function_name", types="aws_lambda_", but="aws_lambda_function")
        ],
        lambda n: functions.create_function(
            FunctionName=n, Runtime="python3.13", Role=_ROLE, Handler="a.b", Code={"ZipFile": code}
        ),
    )
    each(
        named.of("layer_name", types="aws_lambda_layer_version_permission"),
        lambda n: functions.publish_layer_version(LayerName=n, Content={"ZipFile": code}),
    )
    databases = named.of("replicate_source_db", "db_instance_identifier", but="aws_db_instance")
    each(
        [*databases, *named.after(f"arn:aws:rds:{here}:db:")],
        lambda n: rds.create_db_instance(
            DBInstanceIdentifier=n, DBInstanceClass="db.m7g.large", Engine="postgres",
            AllocatedStorage=20, MasterUsername="example", MasterUserPassword="example-only",
            BackupRetentionPeriod=7,
        ),
    )  # fmt: skip
    each(
        named.of("db_cluster_identifier", types="aws_db_cluster_snapshot"),
        lambda n: rds.create_db_cluster(
            DBClusterIdentifier=n, Engine="aurora-postgresql", MasterUsername="example",
            MasterUserPassword="example-only",
        ),
    )  # fmt: skip
    _streams(named, at, each, here)
    _balanced(named, at, each, here)
    _clusters(named, at, each)


def _streams(named: Named, at: Callable[[str], Any], each: Each, here: str) -> None:
    sns, sqs, kinesis, vaults = at("sns"), at("sqs"), at("kinesis"), at("backup")
    each(
        [name for name in named.after(f"arn:aws:sns:{here}:") if ":" not in name],
        lambda n: sns.create_topic(Name=n),
    )
    queues = [
        *named.after(f"arn:aws:sqs:{here}:"),
        *named.after(f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/"),
    ]
    each(queues, lambda n: sqs.create_queue(QueueName=n))
    events = at("events")
    each(
        named.of("rule", types="aws_cloudwatch_event_target", but="aws_cloudwatch_event_rule"),
        lambda n: events.put_rule(Name=n, ScheduleExpression="rate(1 day)"),
    )
    each(
        named.after(f"arn:aws:kinesis:{here}:stream/"),
        lambda n: kinesis.create_stream(StreamName=n, ShardCount=1),
    )
    each(
        named.of(
            "backup_vault_name", "target_vault_name", types="aws_backup_", but="aws_backup_vault"
        ),
        lambda n: vaults.create_backup_vault(BackupVaultName=n),
    )


def _balanced(named: Named, at: Callable[[str], Any], each: Each, here: str) -> None:
    """What stands in front of, and what scales, what others run."""
    groups, balancers, walls = at("autoscaling"), backend("elbv2"), backend("wafv2")
    each(
        named.of("launch_configuration", types="aws_autoscaling_group"),
        lambda n: groups.create_launch_configuration(
            LaunchConfigurationName=n, ImageId="ami-12345678", InstanceType="t3.micro"
        ),
    )
    each(
        named.of("autoscaling_group_name", types="aws_autoscaling_", but="aws_autoscaling_group"),
        lambda n: groups.create_auto_scaling_group(
            AutoScalingGroupName=n, MinSize=0, MaxSize=1, AvailabilityZones=[f"{REGION}a"],
            LaunchTemplate={"LaunchTemplateId": "lt-12345678", "Version": "1"},
        ),
    )  # fmt: skip
    certificates = backend("acm")
    for n in named.after("arn:aws:acm:"):
        made = certificates.request_certificate("www.example.com", n, [], [])
        kept = certificates._certificates
        kept[f"arn:aws:acm:{n}"] = kept.pop(made)
        kept[f"arn:aws:acm:{n}"].arn = f"arn:aws:acm:{n}"
    network = backend("ec2").default_vpc.id
    for n in named.after(f"arn:aws:elasticloadbalancing:{here}:targetgroup/"):
        made = balancers.create_target_group(
            n.partition("/")[0],
            vpc_id=network,
            protocol="HTTP",
            port=80,
            tags=[],
        )
        arn = f"arn:aws:elasticloadbalancing:{here}:targetgroup/{n}"
        balancers.target_groups[arn] = balancers.target_groups.pop(made.arn)
        made.arn = arn
    for n in named.after("arn:aws:wafv2:"):
        if "/webacl/" in n:
            made = walls.create_web_acl(
                n.replace("/", "-").replace(":", "-"), {}, {"Allow": {}}, "REGIONAL", "", [], [],
                None, None, None, None, None,
            )  # fmt: skip
            del walls.wacls[made.arn]
            made.arn = f"arn:aws:wafv2:{n}"
            walls.wacls[made.arn] = made


def _clusters(named: Named, at: Callable[[str], Any], each: Each) -> None:
    eks, search, memory = at("eks"), at("opensearch"), at("memorydb")
    each(
        named.of("cluster_name", types="aws_eks_"),
        lambda n: eks.create_cluster(name=n, roleArn=_ROLE, resourcesVpcConfig={}),
    )
    each(
        named.of("domain_name", types="aws_opensearch_domain_policy")
        + named.of("domain_name", types="aws_elasticsearch_domain_policy"),
        lambda n: search.create_domain(DomainName=n),
    )
    each(
        named.of("cluster_name", types="aws_memorydb_snapshot"),
        lambda n: memory.create_cluster(
            ClusterName=n, NodeType="db.t4g.small", ACLName="open-access"
        ),
    )
