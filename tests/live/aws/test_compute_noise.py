"""What AWS makes by itself for machines and containers, and what it does not tell: no drift.

The answers are constructed after docs.aws.amazon.com/AWSEC2/latest/APIReference/,
docs.aws.amazon.com/lambda/latest/api/ and docs.aws.amazon.com/AmazonECS/latest/APIReference/, and
go through botocore's own parser.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from recorded import resource

from scanner.drift import compare
from scanner.live.aws.kinds import splits
from scanner.live.facade import Sessions, read_live
from scanner.outcome import DriftClass

NS = 'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"'
IDENTITY = {
    "sts Action=GetCallerIdentity&Version=2011-06-15": {
        "status": "200 OK",
        "type": "text/xml",
        "body": '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
        "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/reader</Arn>"
        "<UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account></GetCallerIdentityResult>"
        "</GetCallerIdentityResponse>",
    }
}


def ec2(what: str, holder: str, items: str = "", query: str = "") -> dict[str, Any]:
    """The answer to ``Describe<what>``, whose list is called `holder`."""
    body = f"<Describe{what}Response {NS}><{holder}>{items}</{holder}></Describe{what}Response>"
    key = f"ec2 Action=Describe{what}&Version=2016-11-15{query}"
    return {key: {"status": "200 OK", "type": "text/xml", "body": body}}


def rest(key: str, said: Any) -> dict[str, Any]:
    return {key: {"status": "200 OK", "type": "application/json", "body": json.dumps(said)}}


def tags(**found: str) -> str:
    items = "".join(
        f"<item><key>{name.replace('__', ':')}</key><value>{value}</value></item>"
        for name, value in found.items()
    )
    return f"<tagSet>{items}</tagSet>"


def managed(type_name: str, **attributes: Any) -> Any:
    return resource({"type": type_name, "address": f"{type_name}.x", "attributes": attributes})


Found = Callable[..., tuple[list[str], list[str]]]


@pytest.fixture
def found(replayed: Callable[[Any], Any]) -> Found:
    """(what has drifted and what is unmanaged, what was not read).

    beside: recorded resources that are not read live.
    """

    def found(
        recorded: list[Any],
        *answers: Mapping[str, Any],
        strict: bool = False,
        beside: tuple[Any, ...] = (),
    ) -> tuple[list[str], list[str]]:
        session = replayed({key: one for each in (IDENTITY, *answers) for key, one in each.items()})
        live = read_live(recorded, Sessions(aws=lambda _: session), strict=strict)
        states = [*live.managed, *beside]
        done = compare(None, states, live.view, live.projections, splits=splits(live.projections))
        seen: tuple[list[str], list[str]] = ([], [])
        for one in done.findings:
            assert one.drift is not None
            of = one.drift.drift_class
            if of is not DriftClass.IN_SYNC:
                said = f"{one.resource.type} {one.attribute or of.value}"
                seen[of is DriftClass.UNREAD].append(said)
        return seen

    return found


VOLUME = """<item><volumeId>vol-{0}</volumeId><size>8</size><encrypted>{1}</encrypted>
<availabilityZone>eu-west-1a</availabilityZone><volumeType>gp3</volumeType>
<attachmentSet>{2}</attachmentSet></item>"""
ATTACHED = """<item><volumeId>vol-{0}</volumeId><instanceId>i-1</instanceId>
<device>/dev/sd{0}</device>
<status>attached</status><deleteOnTermination>{1}</deleteOnTermination></item>"""
MINE = managed("aws_ebs_volume", id="vol-mine", size=8, type="gp3", availability_zone="eu-west-1a")


def test_disks_that_instances_bring_are_nobody_s(found: Found) -> None:
    volumes = VOLUME.format("mine", "false", "") + VOLUME.format(
        "root", "false", ATTACHED.format("root", "true")
    )
    answers = ec2("Volumes", "volumeSet", volumes)
    assert found([MINE], answers) == ([], [])
    assert found([MINE], answers, strict=True) == (["aws_ebs_volume unmanaged"], [])
    kept = volumes.replace("<deleteOnTermination>true", "<deleteOnTermination>false")
    drifted = found([MINE], ec2("Volumes", "volumeSet", kept))
    assert drifted == (["aws_ebs_volume unmanaged"], [])


def test_snapshots_behind_images_and_of_backups_are_nobody_s(found: Found) -> None:
    item = "<item><snapshotId>snap-{}</snapshotId><volumeId>vol-1</volumeId>{}</item>"
    mine = managed("aws_ebs_snapshot", id="snap-1", volume_id="vol-1")
    by_aws = (
        "<description>Created by CreateImage(i-1) for ami-1</description>",
        tags(aws__backup__source_resource="x"),
        tags(aws__dlm__lifecycle_policy_id="policy-1"),
    )
    for one in by_aws:
        answer = ec2(
            "Snapshots", "snapshotSet", item.format(1, "") + item.format(2, one), "&Owner.1=self"
        )
        assert found([mine], answer) == ([], [])
    answer = ec2(
        "Snapshots", "snapshotSet", item.format(1, "") + item.format(2, ""), "&Owner.1=self"
    )
    assert found([mine], answer) == (["aws_ebs_snapshot unmanaged"], [])


def test_images_of_backups_are_nobody_s(found: Found) -> None:
    item = "<item><imageId>ami-{}</imageId><name>x</name><isPublic>false</isPublic>{}</item>"
    mine = managed("aws_ami", id="ami-1", name="x")
    backup = item.format(2, tags(aws__backup__source_resource="x"))
    for one, unmanaged in ((backup, []), (item.format(2, ""), ["aws_ami unmanaged"])):
        answer = ec2("Images", "imagesSet", item.format(1, "") + one, "&Owner.1=self")
        assert found([mine], answer) == (unmanaged, [])


def test_templates_of_node_groups_are_nobody_s(found: Found) -> None:
    item = (
        "<item><launchTemplateId>lt-{}</launchTemplateId><launchTemplateName>x</launchTemplateName>"
        "{}</item>"
    )
    both = item.format(1, "") + item.format(2, tags(**{"eks__nodegroup-name": "workers"}))
    versions = "".join(
        f"<item><launchTemplateId>lt-{number}</launchTemplateId>"
        "<launchTemplateData></launchTemplateData></item>"
        for number in (1, 2)
    )
    answers = (
        ec2("LaunchTemplates", "launchTemplates", both),
        ec2(
            "LaunchTemplateVersions",
            "launchTemplateVersionSet",
            versions,
            "&LaunchTemplateVersion.1=%24Latest",
        ),
    )
    mine = managed("aws_launch_template", id="lt-1", name="x")
    assert found([mine], *answers) == ([], [])
    assert found([mine], *answers, strict=True)[0] == ["aws_launch_template unmanaged"]


INSTANCE = """<item><instancesSet><item><instanceId>i-{0}</instanceId><imageId>ami-1</imageId>
<instanceState><name>{1}</name></instanceState><rootDeviceName>/dev/xvda</rootDeviceName>
<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-{0}</volumeId>
<deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>{2}</item>
</instancesSet></item>"""
NOBODY = managed("aws_instance", id="i-0", ami="ami-1")


def instances(*items: str, volumes: str = "") -> tuple[dict[str, Any], ...]:
    return (
        ec2("Instances", "reservationSet", "".join(items)),
        ec2("Volumes", "volumeSet", volumes),
        ec2("InstanceCreditSpecifications", "instanceCreditSpecificationSet"),
    )


def test_instances_of_groups_and_fleets_are_nobody_s(found: Found) -> None:
    volumes = VOLUME.format(9, "true", "")
    for tag in ("aws__autoscaling__groupName", "aws__ec2__fleet-id"):
        answers = instances(INSTANCE.format(9, "running", tags(**{tag: "x"})), volumes=volumes)
        assert found([NOBODY], *answers) == (["aws_instance missing"], [])
    answers = instances(INSTANCE.format(9, "running", tags(Name="x")), volumes=volumes)
    assert found([NOBODY], *answers)[0] == ["aws_instance missing", "aws_instance unmanaged"]


def test_a_terminated_instance_is_missing(found: Found) -> None:
    answers = instances(INSTANCE.format(0, "terminated", ""))
    assert found([NOBODY], *answers) == (["aws_instance missing"], [])


def attribute(name: str, value: str) -> dict[str, Any]:
    body = (
        f"<DescribeInstanceAttributeResponse {NS}><{name}><value>{value}</value></{name}>"
        "</DescribeInstanceAttributeResponse>"
    )
    key = f"ec2 Action=DescribeInstanceAttribute&Version=2016-11-15&InstanceId=i-0&Attribute={name}"
    return {key: {"status": "200 OK", "type": "text/xml", "body": body}}


ATTRIBUTES = {
    **attribute("disableApiStop", "false"),
    **attribute("disableApiTermination", "false"),
    **attribute("instanceInitiatedShutdownBehavior", "stop"),
    **attribute("userData", ""),
}


def test_a_disk_that_the_list_lacks_is_not_read(found: Found) -> None:
    """The lists are made one after the other; a disk can be new in between."""
    mine = managed("aws_instance", id="i-0", ami="ami-1", root_block_device=[{"encrypted": True}])
    answers = instances(INSTANCE.format(0, "running", ""))
    changed, unread = found([mine], *answers, ATTRIBUTES)
    assert changed == []
    assert "aws_instance root_block_device.encrypted" in unread


def test_an_address_of_its_own_does_not_make_an_instance_public(found: Found) -> None:
    mine = managed("aws_instance", id="i-0", ami="ami-1", associate_public_ip_address=False)
    public = """<networkInterfaceSet><item><attachment><deviceIndex>0</deviceIndex></attachment>
<association><publicIp>203.0.113.9</publicIp></association></item></networkInterfaceSet>"""
    answers = instances(INSTANCE.format(0, "running", public), volumes=VOLUME.format(0, "true", ""))
    assert "aws_instance associate_public_ip_address" in found([mine], *answers, ATTRIBUTES)[0]
    address = managed("aws_eip", id="eipalloc-1", instance="i-0")
    live = found([mine], *answers, ATTRIBUTES, beside=(address,))
    assert "aws_instance associate_public_ip_address" not in live[0]


FUNCTIONS = "lambda GET /2015-03-31/functions?"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:f"


def test_variables_that_cannot_be_decrypted_are_not_read(found: Found) -> None:
    function = {
        "FunctionName": "f",
        "FunctionArn": ARN,
        "Role": "r",
        "Environment": {"Error": {"ErrorCode": "AccessDeniedException", "Message": "no"}},
    }
    answers = (
        rest(FUNCTIONS, {"Functions": [function]}),
        rest("lambda GET /2019-09-30/functions/f/concurrency?", {}),
        rest("lambda GET /2020-06-30/functions/f/code-signing-config?", {}),
        rest(f"lambda GET /2017-03-31/tags/{ARN}?", {"Tags": {}}),
    )
    mine = managed(
        "aws_lambda_function",
        function_name="f",
        role="r",
        environment=[{"variables": {"A": "1"}}],
    )
    assert found([mine], *answers) == ([], ["aws_lambda_function environment.variables"])


def ecs(operation: str, asked: Any, said: Any) -> dict[str, Any]:
    return rest(f"ecs {operation} {json.dumps(asked)}", said)


def test_services_are_described_ten_at_a_time(found: Found) -> None:
    cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/main"
    arns = [f"arn:aws:ecs:eu-west-1:123456789012:service/main/s{number}" for number in range(23)]
    recorded = [
        managed("aws_ecs_service", name=f"s{number}", cluster="main") for number in range(23)
    ]
    services = {
        arn: {"serviceName": arn[-3:].strip("/"), "clusterArn": cluster, "status": "ACTIVE"}
        for arn in arns
    }
    described: dict[str, Any] = {}
    for start in (0, 10, 20):
        some = arns[start : start + 10]
        asked = {"services": some, "cluster": cluster, "include": ["TAGS"]}
        described |= ecs("DescribeServices", asked, {"services": [services[arn] for arn in some]})
    answers = (
        ecs("ListClusters", {}, {"clusterArns": [cluster]}),
        ecs("ListServices", {"cluster": cluster, "maxResults": 100}, {"serviceArns": arns}),
        described,
    )
    changed, unread = found(recorded, *answers)
    assert (changed, unread) == ([], [])
    asked = {"services": arns[:10], "cluster": cluster, "include": ["TAGS"]}
    failed = ecs("DescribeServices", asked, {"failures": [{"reason": "ACCESS_DENIED"}]})
    changed, unread = found(recorded, *answers, failed)
    assert changed == []
    assert unread == ["aws_ecs_service unread"] * 23
