"""What was deleted or created outside of Terraform, on a live server, per type."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from recorded import STACK_TYPES

from scanner.live.aws.kinds import reader_for
from scanner.live.facade import Sessions, read_live
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource
from scanner.projection import LiveView

Admin = Callable[[str], Any]
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "ec2.amazonaws.com"},
            }
        ],
    }
)
ALLOW = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
HTTPS = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
ARN = "arn:aws:iam::123456789012:policy/reader"


def bucket(admin: Admin, name: str = "one") -> None:
    admin("s3").create_bucket(
        Bucket=name,
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        ObjectOwnership="BucketOwnerPreferred",
    )


def group(admin: Admin) -> str:
    """The id of the group ``one``, made if it is not there."""
    ec2 = admin("ec2")
    found = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["one"]}])[
        "SecurityGroups"
    ]
    if found:
        return str(found[0]["GroupId"])
    return str(ec2.create_security_group(GroupName="one", Description="d")["GroupId"])


def ingress(admin: Admin, cidr: str = "10.0.0.0/8") -> str:
    done = admin("ec2").authorize_security_group_ingress(
        GroupId=group(admin), IpPermissions=[{**HTTPS, "IpRanges": [{"CidrIp": cidr}]}]
    )
    return str(done["SecurityGroupRules"][0]["SecurityGroupRuleId"])


def egress(admin: Admin, cidr: str = "10.0.0.0/8") -> str:
    done = admin("ec2").authorize_security_group_egress(
        GroupId=group(admin), IpPermissions=[{**HTTPS, "IpRanges": [{"CidrIp": cidr}]}]
    )
    return str(done["SecurityGroupRules"][0]["SecurityGroupRuleId"])


def role(admin: Admin) -> None:
    admin("iam").create_role(RoleName="one", AssumeRolePolicyDocument=TRUST)


@dataclass(frozen=True)
class Case:
    """create: the resource, after `before`; returns the id if AWS makes it. attributes: what the
    state would say of it. delete: outside of Terraform."""

    create: Callable[[Admin], Any]
    delete: Callable[[Admin, str], Any]
    attributes: Callable[[Admin, str], dict[str, Any]]
    before: Callable[[Admin], Any] = lambda admin: None


def s3(put: str, drop: str, **parameters: Any) -> Case:
    return Case(
        lambda admin: getattr(admin("s3"), put)(Bucket="one", **parameters),
        lambda admin, _: getattr(admin("s3"), drop)(Bucket="one"),
        lambda admin, _: {"bucket": "one"},
        bucket,
    )


def rule_attributes(way: str) -> Callable[[Admin, str], dict[str, Any]]:
    return lambda admin, _: {
        "security_group_id": group(admin),
        "type": way,
        "protocol": "tcp",
        "from_port": 443,
        "to_port": 443,
        "cidr_blocks": ["10.0.0.0/8"],
    }


CASES = {
    "aws_s3_bucket": Case(
        bucket,
        lambda admin, _: admin("s3").delete_bucket(Bucket="one"),
        lambda admin, _: {"bucket": "one"},
    ),
    "aws_s3_bucket_policy": s3("put_bucket_policy", "delete_bucket_policy", Policy=ALLOW),
    "aws_s3_bucket_public_access_block": s3(
        "put_public_access_block",
        "delete_public_access_block",
        PublicAccessBlockConfiguration={"BlockPublicAcls": True},
    ),
    # These two are never absent: S3 answers for any bucket.
    "aws_s3_bucket_versioning": s3(
        "put_bucket_versioning", "delete_bucket", VersioningConfiguration={"Status": "Enabled"}
    ),
    "aws_s3_bucket_acl": s3("put_bucket_acl", "delete_bucket", ACL="private"),
    "aws_s3_bucket_server_side_encryption_configuration": s3(
        "put_bucket_encryption",
        "delete_bucket_encryption",
        ServerSideEncryptionConfiguration={
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
        },
    ),
    "aws_s3_bucket_lifecycle_configuration": s3(
        "put_bucket_lifecycle_configuration",
        "delete_bucket_lifecycle",
        LifecycleConfiguration={
            "Rules": [
                {
                    "ID": "x",
                    "Status": "Enabled",
                    "Filter": {"Prefix": ""},
                    "Expiration": {"Days": 1},
                }
            ]
        },
    ),
    "aws_s3_bucket_logging": Case(
        lambda admin: admin("s3").put_bucket_logging(
            Bucket="one",
            BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": "one", "TargetPrefix": "l/"}},
        ),
        lambda admin, _: admin("s3").put_bucket_logging(Bucket="one", BucketLoggingStatus={}),
        lambda admin, _: {"bucket": "one"},
        lambda admin: (
            bucket(admin),
            admin("s3").put_bucket_acl(Bucket="one", ACL="log-delivery-write"),
        ),
    ),
    "aws_s3_bucket_ownership_controls": s3(
        "put_bucket_ownership_controls",
        "delete_bucket_ownership_controls",
        OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]},
    ),
    "aws_s3_bucket_cors_configuration": s3(
        "put_bucket_cors",
        "delete_bucket_cors",
        CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]},
    ),
    "aws_s3_bucket_website_configuration": s3(
        "put_bucket_website",
        "delete_bucket_website",
        WebsiteConfiguration={"IndexDocument": {"Suffix": "i.html"}},
    ),
    "aws_security_group": Case(
        group,
        lambda admin, id_: admin("ec2").delete_security_group(GroupId=id_),
        lambda admin, id_: {"id": id_},
    ),
    "aws_vpc_security_group_ingress_rule": Case(
        ingress,
        lambda admin, id_: admin("ec2").revoke_security_group_ingress(
            GroupId=group(admin), SecurityGroupRuleIds=[id_]
        ),
        lambda admin, id_: {"id": id_, "security_group_id": group(admin)},
        group,
    ),
    "aws_vpc_security_group_egress_rule": Case(
        egress,
        lambda admin, id_: admin("ec2").revoke_security_group_egress(
            GroupId=group(admin), SecurityGroupRuleIds=[id_]
        ),
        lambda admin, id_: {"id": id_, "security_group_id": group(admin)},
        group,
    ),
    "aws_security_group_rule": Case(
        ingress,
        lambda admin, id_: admin("ec2").revoke_security_group_ingress(
            GroupId=group(admin), SecurityGroupRuleIds=[id_]
        ),
        rule_attributes("ingress"),
        group,
    ),
    "aws_iam_role": Case(
        role,
        lambda admin, _: admin("iam").delete_role(RoleName="one"),
        lambda admin, _: {"name": "one"},
    ),
    "aws_iam_role_policy": Case(
        lambda admin: admin("iam").put_role_policy(
            RoleName="one", PolicyName="own", PolicyDocument=ALLOW
        ),
        lambda admin, _: admin("iam").delete_role_policy(RoleName="one", PolicyName="own"),
        lambda admin, _: {"role": "one", "name": "own"},
        role,
    ),
    "aws_iam_role_policy_attachment": Case(
        lambda admin: admin("iam").attach_role_policy(RoleName="one", PolicyArn=ARN),
        lambda admin, _: admin("iam").detach_role_policy(RoleName="one", PolicyArn=ARN),
        lambda admin, _: {"role": "one", "policy_arn": ARN},
        lambda admin: (
            role(admin),
            admin("iam").create_policy(PolicyName="reader", PolicyDocument=ALLOW),
        ),
    ),
    "aws_iam_policy": Case(
        lambda admin: admin("iam").create_policy(PolicyName="reader", PolicyDocument=ALLOW),
        lambda admin, _: admin("iam").delete_policy(PolicyArn=ARN),
        lambda admin, _: {"arn": ARN},
    ),
}


def managed(type_name: str, attributes: dict[str, Any]) -> Resource:
    return Resource(
        type_name,
        f"{type_name}.one",
        attributes,
        Origin.STATE,
        LiveSource(""),
        ".",
        id=attributes.get("id"),
    )


def look(session: Any, *resources: Resource, **options: Any) -> LiveView:
    return read_live(resources, Sessions(aws=lambda resource: session), **options).view


def of(view: LiveView, type_name: str) -> list[str]:
    return [str(one.id) for one in view.resources if one.type == type_name]


@pytest.mark.parametrize("type_name", STACK_TYPES)
def test_deleted(admin: Admin, session: Any, type_name: str) -> None:
    case = CASES[type_name]
    case.before(admin)
    made = case.create(admin)
    identity = made if isinstance(made, str) else ""
    resource = managed(type_name, case.attributes(admin, identity))
    before = look(session, resource, unmanaged=False)
    reader = reader_for(type_name)
    assert reader is not None
    assert of(before, type_name) == [reader.projection.key(resource)]
    assert before.unread == ()
    case.delete(admin, identity)
    after = look(session, resource, unmanaged=False)
    assert of(after, type_name) == []
    assert after.unread == ()
    assert {one[2] for one in after.listed} == {type_name}


# Settings that their parent shows as an attribute are only reported beside managed siblings.
SHOWN_BY_PARENT = {
    "aws_s3_bucket_policy",
    "aws_s3_bucket_versioning",
    "aws_s3_bucket_acl",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_logging",
    "aws_s3_bucket_cors_configuration",
    "aws_s3_bucket_website_configuration",
}


@pytest.mark.parametrize("type_name", sorted(set(STACK_TYPES) - SHOWN_BY_PARENT))
def test_unmanaged(admin: Admin, session: Any, type_name: str) -> None:
    case = CASES[type_name]
    case.before(admin)
    case.create(admin)
    parents = {
        "aws_s3": lambda: managed("aws_s3_bucket", {"bucket": "one"}),
        "aws_ia": lambda: managed("aws_iam_role", {"name": "one"}),
        "aws_vp": lambda: managed("aws_security_group", {"id": group(admin)}),
        "aws_se": lambda: managed("aws_security_group", {"id": group(admin)}),
    }
    present = [] if type_name in PARENTLESS else [parents[type_name[:6]]()]
    sibling = SIBLINGS.get(type_name)
    if sibling is not None:
        present.append(sibling(admin))
    if not present:
        # Some account must be asked at all.
        present.append(managed(type_name, ELSEWHERE[type_name]))
    view = look(session, *present, types=[type_name])
    assert len(of(view, type_name)) == 1 + (sibling is not None), view
    assert view.unread == ()
    hidden = look(session, *present, types=[type_name], unmanaged=False)
    assert len(of(hidden, type_name)) == (sibling is not None)


PARENTLESS = {"aws_s3_bucket", "aws_iam_role", "aws_iam_policy", "aws_security_group"}
ELSEWHERE = {
    "aws_s3_bucket": {"bucket": "gone"},
    "aws_iam_role": {"name": "gone"},
    "aws_iam_policy": {"name": "gone"},
    "aws_security_group": {"id": "sg-gone"},
}


def _sibling_policy(admin: Admin) -> Resource:
    admin("iam").put_role_policy(RoleName="one", PolicyName="known", PolicyDocument=ALLOW)
    return managed("aws_iam_role_policy", {"role": "one", "name": "known"})


def _sibling_attachment(admin: Admin) -> Resource:
    arn = admin("iam").create_policy(PolicyName="known", PolicyDocument=ALLOW)["Policy"]["Arn"]
    admin("iam").attach_role_policy(RoleName="one", PolicyArn=arn)
    return managed("aws_iam_role_policy_attachment", {"role": "one", "policy_arn": arn})


def _sibling_ingress(admin: Admin) -> Resource:
    made = {"id": ingress(admin, "192.168.0.0/16"), "security_group_id": group(admin)}
    return managed("aws_vpc_security_group_ingress_rule", made)


def _sibling_egress(admin: Admin) -> Resource:
    # The rule that every group is made with counts as well: it is managed here.
    rules = admin("ec2").describe_security_group_rules()["SecurityGroupRules"]
    default = next(
        one for one in rules if one["GroupId"] == group(admin) and one["IpProtocol"] == "-1"
    )
    made = {"id": default["SecurityGroupRuleId"], "security_group_id": group(admin)}
    return managed("aws_vpc_security_group_egress_rule", made)


def _sibling_rule(admin: Admin) -> Resource:
    ingress(admin, "192.168.0.0/16")
    attributes = rule_attributes("ingress")(admin, "")
    return managed("aws_security_group_rule", {**attributes, "cidr_blocks": ["192.168.0.0/16"]})


SIBLINGS: dict[str, Callable[[Admin], Resource]] = {
    "aws_iam_role_policy": _sibling_policy,
    "aws_iam_role_policy_attachment": _sibling_attachment,
    "aws_vpc_security_group_ingress_rule": _sibling_ingress,
    "aws_vpc_security_group_egress_rule": _sibling_egress,
    "aws_security_group_rule": _sibling_rule,
}


def test_an_extra_rule_is_reported_once_and_not_where_rules_are_inline(
    admin: Admin, session: Any
) -> None:
    ingress(admin)
    both = ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"]
    parent = managed("aws_security_group", {"id": group(admin)})
    inline = look(session, parent, types=both)
    assert [of(inline, one) for one in both] == [[], []]
    sibling = _sibling_rule(admin)
    split = look(session, parent, sibling, types=both)
    assert [len(of(split, one)) for one in both] == [1, 1]
    assert sum(len(one) for one in (of(split, both[0]), of(split, both[1]))) == 2


def test_what_every_account_has_is_shown_only_when_strict(admin: Admin, session: Any) -> None:
    admin("iam").create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    present = (
        managed("aws_security_group", {"id": "sg-gone"}),
        managed("aws_iam_role", {"name": "gone"}),
    )
    plain, strict = (look(session, *present, strict=one) for one in (False, True))
    assert plain.resources == ()
    assert {one.attributes["name"] for one in strict.resources} == {
        "default",
        "AWSServiceRoleForAutoScaling",
    }


def test_a_rule_that_lost_a_peer_is_not_missing(admin: Admin, session: Any) -> None:
    ingress(admin)
    attributes = rule_attributes("ingress")(admin, "")
    resource = managed(
        "aws_security_group_rule", {**attributes, "cidr_blocks": ["10.0.0.0/8", "10.9.0.0/16"]}
    )
    (found,) = look(session, resource).resources
    assert found.attributes["cidr_blocks"] == ["10.0.0.0/8"]
