"""One change at a time, made outside of Terraform: exactly that attribute, and nothing else.

The stack is what the real provider recorded, answered from the recording. A change edits one raw
answer as the platform would give it after the change; it goes through botocore's own parser.
Answers that the local server cannot produce are marked *constructed*, with their documentation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from recorded import STACK_TYPES

from scanner.live.aws.kinds import reader_for
from scanner.live.facade import Sessions, read_live
from scanner.projection import AttributeKind

NOWHERE = (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY)


@dataclass(frozen=True)
class Change:
    """expected: ``address: attribute`` of everything that differs then. key: part of the
    request's key, the answer to which is edited. new: what `old` becomes, the first time after
    `after`; the whole new body without an `old`. unmanaged: resources that nobody
    manages, for what a rule became."""

    expected: tuple[str, ...]
    key: str
    old: str = ""
    new: str = ""
    after: str = ""
    unmanaged: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{' '.join(self.expected)} {self.new}"[:70]


def xml(name: str, inside: str) -> str:
    """An S3 answer."""
    return f'<{name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{inside}</{name}>'


def setting(type_name: str, bucket: str, *attributes: str) -> tuple[str, ...]:
    """Attributes of a resource of the bucket, whose name in the code is the bucket's last word."""
    return tuple(f"{type_name}.{bucket.removeprefix('trueup-')}: {one}" for one in attributes)


BUCKET = "aws_s3_bucket"
DATA, INLINE, LOGS, PLAIN = "trueup-data", "trueup-inline", "trueup-logs", "trueup-plain"

RULES = "Action=DescribeSecurityGroupRules&"
DETAILS = "Filter.member.1=Role"
WEB = "aws_vpc_security_group_ingress_rule.web"
PEER = "aws_vpc_security_group_ingress_rule.peer"
RANGES = "aws_security_group_rule.ranges"

NEWER = "<NewerNoncurrentVersions>3</NewerNoncurrentVersions>"
LIFECYCLE = f"GET /{DATA}?lifecycle"
LIFECYCLE_TYPE = "aws_s3_bucket_lifecycle_configuration"
RULE = setting(LIFECYCLE_TYPE, DATA, "rule")

CHANGES = [
    # ---- aws_s3_bucket ----
    Change(setting(BUCKET, DATA, "tags_all"), f"GET /{DATA}?tagging", "<Value>42<", "<Value>43<"),
    # constructed: API_GetBucketAccelerateConfiguration
    Change(
        setting(BUCKET, PLAIN, "acceleration_status"),
        f"GET /{PLAIN}?accelerate",
        new=xml("AccelerateConfiguration", "<Status>Enabled</Status>"),
    ),
    # constructed: API_GetBucketRequestPayment
    Change(
        setting(BUCKET, PLAIN, "request_payer"),
        f"GET /{PLAIN}?requestPayment",
        new=xml("RequestPaymentConfiguration", "<Payer>Requester</Payer>"),
    ),
    Change(setting(BUCKET, INLINE, "cors_rule"), f"GET /{INLINE}?cors", "3000", "60"),
    # constructed: API_GetBucketAcl
    Change(
        setting(BUCKET, PLAIN, "grant"),
        f"GET /{PLAIN}?acl",
        "<AccessControlList>",
        '<AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee>'
        "<Permission>READ</Permission></Grant>",
    ),
    Change(setting(BUCKET, INLINE, "lifecycle_rule"), f"GET /{INLINE}?lifecycle", ">90<", ">9<"),
    Change(setting(BUCKET, INLINE, "logging"), f"GET /{INLINE}?logging", "inline/", "other/"),
    Change(setting(BUCKET, INLINE, "policy"), f"GET /{INLINE}?policy", '"Deny"', '"Allow"'),
    Change(
        setting(BUCKET, INLINE, "server_side_encryption_configuration"),
        f"GET /{INLINE}?encryption",
        "5555",
        "6666",
    ),
    Change(
        setting(BUCKET, INLINE, "versioning"), f"GET /{INLINE}?versioning", "Enabled", "Suspended"
    ),
    # constructed: API_GetBucketVersioning (MfaDelete)
    Change(
        setting(BUCKET, INLINE, "versioning"),
        f"GET /{INLINE}?versioning",
        "<Status>",
        "<MfaDelete>Enabled</MfaDelete><Status>",
    ),
    Change(setting(BUCKET, INLINE, "website"), f"GET /{INLINE}?website", "error", "oops"),
    # constructed: API_GetObjectLockConfiguration
    Change(
        setting(BUCKET, DATA, "object_lock_configuration"),
        f"GET /{DATA}?object-lock",
        new=xml(
            "ObjectLockConfiguration",
            "<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>"
            "<Mode>GOVERNANCE</Mode><Days>3</Days></DefaultRetention></Rule>",
        ),
    ),
    Change(
        setting(BUCKET, PLAIN, "object_lock_configuration", "object_lock_enabled"),
        f"GET /{PLAIN}?object-lock",
        new=xml("ObjectLockConfiguration", "<ObjectLockEnabled>Enabled</ObjectLockEnabled>"),
    ),
    # constructed: API_GetBucketReplication
    Change(
        setting(BUCKET, PLAIN, "replication_configuration"),
        f"GET /{PLAIN}?replication",
        new=xml(
            "ReplicationConfiguration",
            "<Role>arn:aws:iam::123456789012:role/r</Role><Rule><ID>x</ID><Priority>1</Priority>"
            "<Status>Enabled</Status><Filter><Prefix>a</Prefix></Filter><Destination>"
            "<Bucket>arn:aws:s3:::elsewhere</Bucket></Destination></Rule>",
        ),
    ),
    # ---- settings of buckets ----
    Change(
        setting("aws_s3_bucket_policy", DATA, "policy"),
        f"GET /{DATA}?policy",
        "s3:GetObject",
        "s3:*",
    ),
    *(
        Change(
            setting("aws_s3_bucket_public_access_block", DATA, attribute),
            f"GET /{DATA}?publicAccessBlock",
            f"<{element}>true",
            f"<{element}>false",
        )
        for attribute, element in (
            ("block_public_acls", "BlockPublicAcls"),
            ("block_public_policy", "BlockPublicPolicy"),
            ("ignore_public_acls", "IgnorePublicAcls"),
            ("restrict_public_buckets", "RestrictPublicBuckets"),
        )
    ),
    Change(
        setting("aws_s3_bucket_versioning", DATA, "versioning_configuration.status"),
        f"GET /{DATA}?versioning",
        "Enabled",
        "Suspended",
    ),
    # constructed: API_GetBucketVersioning (MfaDelete)
    Change(
        setting("aws_s3_bucket_versioning", DATA, "versioning_configuration.mfa_delete"),
        f"GET /{DATA}?versioning",
        "<Status>",
        "<MfaDelete>Enabled</MfaDelete><Status>",
    ),
    Change(
        setting("aws_s3_bucket_server_side_encryption_configuration", DATA, "rule"),
        f"GET /{DATA}?encryption",
        "AES256",
        "aws:kms",
    ),
    *(
        Change(RULE, LIFECYCLE, old, new)
        for old, new in (
            ("<Days>30<", "<Days>31<"),
            ("<Status>Enabled<", "<Status>Disabled<"),
            ("tmp/", "temp/"),
            ("<Days>10<", "<Days>11<"),
            ("GLACIER", "DEEP_ARCHIVE"),
            (">7<", ">8<"),
            (">2<", ">3<"),
            # constructed: API_GetBucketLifecycleConfiguration
            (
                "<NoncurrentDays>",
                "<NewerNoncurrentVersions>3</NewerNoncurrentVersions><NoncurrentDays>",
            ),
            ("<Prefix>tmp/</Prefix>", "<Tag><Key>k</Key><Value>v</Value></Tag>"),
            (
                "<Prefix>tmp/</Prefix>",
                "<And><Prefix>tmp/</Prefix><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></And>",
            ),
            ("<Days>30</Days>", "<Date>2030-01-01T00:00:00Z</Date>"),
        )
    ),
    Change(
        setting("aws_s3_bucket_logging", DATA, "target_bucket"),
        f"GET /{DATA}?logging",
        LOGS,
        PLAIN,
    ),
    Change(
        setting("aws_s3_bucket_logging", DATA, "target_prefix"),
        f"GET /{DATA}?logging",
        "data/",
        "x/",
    ),
    # constructed: API_GetBucketLogging
    Change(
        setting("aws_s3_bucket_logging", DATA, "target_grant"),
        f"GET /{DATA}?logging",
        "<TargetPrefix>",
        '<TargetGrants><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:type="CanonicalUser"><ID>abc</ID></Grantee><Permission>READ</Permission></Grant>'
        "</TargetGrants><TargetPrefix>",
    ),
    Change(
        setting("aws_s3_bucket_logging", DATA, "target_object_key_format"),
        f"GET /{DATA}?logging",
        "<TargetPrefix>",
        "<TargetObjectKeyFormat><PartitionedPrefix><PartitionDateSource>EventTime"
        "</PartitionDateSource></PartitionedPrefix></TargetObjectKeyFormat><TargetPrefix>",
    ),
    Change(
        setting("aws_s3_bucket_ownership_controls", LOGS, "rule.object_ownership"),
        f"GET /{LOGS}?ownershipControls",
        "BucketOwnerPreferred",
        "ObjectWriter",
    ),
    Change(
        setting("aws_s3_bucket_acl", LOGS, "access_control_policy"),
        f"GET /{LOGS}?acl",
        "READ_ACP",
        "FULL_CONTROL",
    ),
    Change(
        setting("aws_s3_bucket_cors_configuration", DATA, "cors_rule"),
        f"GET /{DATA}?cors",
        "https://example.com",
        "*",
    ),
    Change(
        setting("aws_s3_bucket_website_configuration", LOGS, "index_document"),
        f"GET /{LOGS}?website",
        "index.html",
        "home.html",
    ),
    Change(
        setting("aws_s3_bucket_website_configuration", LOGS, "error_document"),
        f"GET /{LOGS}?website",
        "error.html",
        "oops.html",
    ),
    Change(
        setting("aws_s3_bucket_website_configuration", LOGS, "routing_rule", "routing_rules"),
        f"GET /{LOGS}?website",
        "documents/",
        "papers/",
    ),
    # constructed: API_GetBucketWebsite
    Change(
        setting(
            "aws_s3_bucket_website_configuration",
            LOGS,
            "error_document",
            "index_document",
            "redirect_all_requests_to",
            "routing_rule",
            "routing_rules",
        ),
        f"GET /{LOGS}?website",
        new=xml(
            "WebsiteConfiguration",
            "<RedirectAllRequestsTo><HostName>example.com</HostName></RedirectAllRequestsTo>",
        ),
    ),
    # ---- security groups ----
    *(
        Change(
            (f"aws_security_group.inline: {attribute}",),
            "Action=DescribeSecurityGroups&",
            old,
            new,
            # The group of that name begins with its egress rules in this server's answer.
            after="rules inside" if attribute in ("ingress", "description") else "",
        )
        for attribute, old, new in (
            ("name", "<groupName>inline<", "<groupName>outline<"),
            ("tags_all", "<value>inline<", "<value>other<"),
        )
    ),
    *(
        Change((f"{WEB}: {attribute}",), RULES, old, new, after="<toPort>80<" if late else "")
        for attribute, old, new, late in (
            ("from_port", "<fromPort>80<", "<fromPort>79<", False),
            ("to_port", "<toPort>80<", "<toPort>81<", False),
            ("cidr_ipv4", "10.0.0.0/8<", "0.0.0.0/0<", True),
            ("description", ">web<", ">changed<", True),
            ("tags_all", "<value>web<", "<value>other<", True),
        )
    ),
    Change(
        (f"{PEER}: referenced_security_group_id",),
        RULES,
        "<userId>123456789012<",
        # constructed: API_ReferencedSecurityGroup, a group of another account
        "<userId>210987654321<",
        after="<ipProtocol>-1</ipProtocol><fromPort>-1</fromPort><toPort>-1</toPort>"
        "<referencedGroupInfo><groupId>{inline}",
    ),
    Change((f"{RANGES}: cidr_blocks",), RULES, "10.2.0.0/16", "10.3.0.0/16", unmanaged=1),
    Change((f"{RANGES}: description",), RULES, ">two ranges<", ">changed<"),
    Change(("aws_security_group_rule.source: from_port",), RULES, "<fromPort>53<", "<fromPort>52<"),
    Change(("aws_security_group_rule.source: to_port",), RULES, "<toPort>53<", "<toPort>54<"),
    Change(("aws_security_group_rule.source: protocol",), RULES, ">udp<", ">tcp<"),
    # ---- IAM ----
    *(
        Change((f"aws_iam_role.app: {attribute}",), DETAILS, old, new, after="<RoleName>app<")
        for attribute, old, new in (
            ("assume_role_policy", "ec2.amazonaws.com", "lambda.amazonaws.com"),
            ("tags_all", "<Value>core<", "<Value>other<"),
        )
    ),
    Change(
        ("aws_iam_role.app: permissions_boundary",),
        DETAILS,
        "policy/team/reader</PermissionsBoundaryArn>",
        "policy/team/other</PermissionsBoundaryArn>",
    ),
    Change(("aws_iam_role.app: description",), "ListRoles", "the application", "changed"),
    Change(("aws_iam_role.app: max_session_duration",), "ListRoles", "7200", "3600"),
    Change(("aws_iam_role.inline: inline_policy",), DETAILS, "logs%3A%2A", "s3%3A%2A"),
    Change(
        ("aws_iam_role.inline: managed_policy_arns",),
        DETAILS,
        "policy/team/reader",
        "policy/team/other",
        after="<RoleName>inline<",
    ),
    Change(("aws_iam_role_policy.app: policy",), DETAILS, "sqs%3ASendMessage", "sqs%3A%2A"),
    Change(
        ("aws_iam_policy.reader: policy",),
        "Filter.member.1=LocalManagedPolicy",
        "s3%3AListBucket",
        "s3%3A%2A",
    ),
    Change(("aws_iam_policy.reader: description",), "Action=GetPolicy", ">reads<", ">writes<"),
    Change(("aws_iam_policy.reader: tags_all",), "Action=GetPolicy", ">core<", ">other<"),
]


def inline(way: str, old: str, new: str) -> Change:
    """A change of an inline rule of the group."""
    return Change(
        (f"aws_security_group.inline: {way}",), "Action=DescribeSecurityGroups&", old, new, "INLINE"
    )


CHANGES += [
    inline("ingress", "10.0.0.0/8", "0.0.0.0/0"),
    inline("ingress", "<fromPort>443<", "<fromPort>440<"),
    inline("ingress", "2001:db8::/32", "::/0"),
    inline("ingress", ">https<", ">http<"),
    inline("egress", "0.0.0.0/0", "10.0.0.0/8"),
    inline("description", "rules inside", "changed"),
    inline("vpc_id", "<vpcId>vpc-", "<vpcId>vpc-0"),
]


def rule(address: str, attributes: str, old: str, new: str) -> Change:
    """A change of the AWS rule that the address stands for. constructed: API_SecurityGroupRule"""
    expected = tuple(f"{address}: {one}" for one in attributes.split())
    return Change(expected, RULES, old, new, address)


EGRESS = "aws_vpc_security_group_egress_rule.all"
SOURCE = "aws_security_group_rule.source"
REFERENCE = "<referencedGroupInfo><groupId>sg-1</groupId></referencedGroupInfo>"
PORTS = "<fromPort>-1</fromPort><toPort>-1</toPort>"

CHANGES += [
    rule(WEB, "ip_protocol", "tcp", "udp"),
    rule(WEB, "cidr_ipv4 cidr_ipv6", "cidrIpv4>10.0.0.0/8</cidrIpv4", "cidrIpv6>::/0</cidrIpv6"),
    rule(
        WEB,
        "cidr_ipv4 prefix_list_id",
        "cidrIpv4>10.0.0.0/8</cidrIpv4",
        "prefixListId>pl-1</prefixListId",
    ),
    rule(EGRESS, "cidr_ipv4", "0.0.0.0/0", "10.0.0.0/8"),
    rule(EGRESS, "cidr_ipv4 cidr_ipv6", "cidrIpv4>0.0.0.0/0</cidrIpv4", "cidrIpv6>::/0</cidrIpv6"),
    rule(
        EGRESS,
        "cidr_ipv4 prefix_list_id",
        "cidrIpv4>0.0.0.0/0</cidrIpv4",
        "prefixListId>pl-1</prefixListId",
    ),
    rule(
        EGRESS,
        "cidr_ipv4 referenced_security_group_id",
        "<cidrIpv4>0.0.0.0/0</cidrIpv4>",
        "<referencedGroupInfo><groupId>sg-1</groupId></referencedGroupInfo>",
    ),
    rule(EGRESS, "description", "<tagSet>", "<description>x</description><tagSet>"),
    rule(EGRESS, "tags_all", "platform", "other"),
    rule(
        EGRESS,
        "ip_protocol from_port to_port",
        f"<ipProtocol>-1</ipProtocol>{PORTS}",
        "<ipProtocol>tcp</ipProtocol><fromPort>1</fromPort><toPort>2</toPort>",
    ),
    rule(SOURCE, "source_security_group_id", "INFO", REFERENCE),
    rule("aws_security_group_rule.self", "self source_security_group_id", "INFO", REFERENCE),
    *(
        rule(SOURCE, f"source_security_group_id {attribute}", "INFO", f"<{name}>{peer}</{name}>")
        for attribute, name, peer in (
            ("ipv6_cidr_blocks", "cidrIpv6", "::/0"),
            ("prefix_list_ids", "prefixListId", "pl-1"),
        )
    ),
    Change(
        setting(LIFECYCLE_TYPE, DATA, "transition_default_minimum_object_size"),
        LIFECYCLE,
        "tmp/",
        "tmp/",
        headers={
            # constructed: API_GetBucketLifecycleConfiguration
            "x-amz-transition-default-minimum-object-size": "varies_by_storage_class"
        },
    ),
]


def edited(stack: Any, change: Change) -> dict[str, Any]:
    """The recorded answers after the change; a change that changes nothing is an error."""
    keys = [key for key in stack.answers if change.key in key]
    assert len(keys) == 1, keys
    answer = dict(stack.answers[keys[0]])
    if not change.old:
        answer.update(status="200 OK", body=change.new)
    else:
        body, start = answer["body"], 0
        if change.after == "INLINE":
            # The element of one group, whatever the order of its fields.
            pieces = body.split("<item><groupId>")
            mine = next(one for one in pieces if "<groupName>inline<" in one)
            start = body.index(mine)
        elif change.after in stack.addresses:
            start = body.index(f"<securityGroupRuleId>{stack.rule_id(change.after)}<")
        elif change.after:
            start = body.index(change.after.format(inline=stack.id("aws_security_group.inline")))
        old, new = change.old, change.new
        if old == "INFO":
            end = body.index("</referencedGroupInfo>", start) + len("</referencedGroupInfo>")
            old = body[body.index("<referencedGroupInfo>", start) : end]
        assert old in body[start:], (old, body[start : start + 500])
        answer["headers"] = change.headers
        answer["body"] = body[:start] + body[start:].replace(old, new, 1)
    return {**stack.answers, keys[0]: answer}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_change_is_seen_and_nothing_else(
    change: Change, stack: Any, replayed: Callable[[Any], Any]
) -> None:
    session = replayed(edited(stack, change))
    view = read_live(stack.resources(), Sessions(aws=lambda resource: session)).view
    found = stack.differences(view)
    extra = [one for one in found if one.endswith(": unmanaged")]
    assert sorted(set(found) - set(extra)) == sorted(change.expected)
    assert len(extra) == change.unmanaged


def test_every_attribute_has_a_change() -> None:
    changed = {
        (address.split(".")[0], attribute)
        for change in CHANGES
        for address, attribute in (one.split(": ") for one in change.expected)
    }
    missing = [
        f"{name}: {row.path}"
        for name in STACK_TYPES
        for row in reader_for(name).projection.attributes  # type: ignore[union-attr]
        if row.kind is AttributeKind.SETTABLE
        and (name, row.path) not in changed
        # Live tags answer to `tags_all`; what joins, or what AWS never changes, cannot differ.
        and row.path not in ("tags", *JOINING.get(name, ()))
    ]
    assert "\n".join(missing) == ""


JOINING = {
    **dict.fromkeys((one for one in STACK_TYPES if one.startswith("aws_s3_")), ("bucket",)),
    "aws_security_group_rule": ("security_group_id", "type"),
    "aws_vpc_security_group_ingress_rule": ("security_group_id",),
    "aws_vpc_security_group_egress_rule": ("security_group_id",),
    "aws_iam_policy": ("name", "path"),
    "aws_iam_role": ("name", "path"),
    "aws_iam_role_policy": ("role", "name"),
    "aws_iam_role_policy_attachment": ("role", "policy_arn"),
}
