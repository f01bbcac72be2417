"""Settings that Terraform can write in two places: inside a resource, or as one of its own.

Where a managed resource of the second kind exists, the attribute of the first is not compared:
its state is as old as the last refresh, and a difference would be reported twice, once with the
wrong owner. Where none exists, the attribute shows what was added outside of Terraform.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scanner.model import Value


@dataclass(frozen=True, slots=True)
class Owned:
    """`attribute` of `type` is left to the managed resources of type `by` that belong to it.

    They belong together when the child's attribute `child` equals the parent's attribute `parent`
    (both recorded or both declared; a reference counts as equal).
    where: attributes that a child must have, ``{"type": "ingress"}``.
    """

    type: str
    attribute: str
    by: str
    child: str
    parent: str
    where: Mapping[str, Value] = field(default_factory=dict)


def _bucket(attribute: str, by: str) -> Owned:
    return Owned("aws_s3_bucket", attribute, by, "bucket", "bucket")


def _group(attribute: str, by: str, where: Mapping[str, Value] | None = None) -> Owned:
    return Owned("aws_security_group", attribute, by, "security_group_id", "id", where or {})


OWNED_ELSEWHERE: Final = (
    _bucket("acceleration_status", "aws_s3_bucket_accelerate_configuration"),
    _bucket("acl", "aws_s3_bucket_acl"),
    _bucket("grant", "aws_s3_bucket_acl"),
    _bucket("cors_rule", "aws_s3_bucket_cors_configuration"),
    _bucket("lifecycle_rule", "aws_s3_bucket_lifecycle_configuration"),
    _bucket("logging", "aws_s3_bucket_logging"),
    _bucket("object_lock_configuration", "aws_s3_bucket_object_lock_configuration"),
    _bucket("policy", "aws_s3_bucket_policy"),
    _bucket("replication_configuration", "aws_s3_bucket_replication_configuration"),
    _bucket("request_payer", "aws_s3_bucket_request_payment_configuration"),
    _bucket(
        "server_side_encryption_configuration",
        "aws_s3_bucket_server_side_encryption_configuration",
    ),
    _bucket("versioning", "aws_s3_bucket_versioning"),
    _bucket("website", "aws_s3_bucket_website_configuration"),
    _group("ingress", "aws_vpc_security_group_ingress_rule"),
    _group("ingress", "aws_security_group_rule", {"type": "ingress"}),
    _group("egress", "aws_vpc_security_group_egress_rule"),
    _group("egress", "aws_security_group_rule", {"type": "egress"}),
    Owned("aws_iam_role", "inline_policy", "aws_iam_role_policy", "role", "name"),
    Owned("aws_iam_role", "inline_policy", "aws_iam_role_policies_exclusive", "role_name", "name"),
    Owned("aws_iam_role", "managed_policy_arns", "aws_iam_role_policy_attachment", "role", "name"),
    Owned(
        "aws_iam_role",
        "managed_policy_arns",
        "aws_iam_role_policy_attachments_exclusive",
        "role_name",
        "name",
    ),
)
"""Sources: the notes on conflicting resources in the provider's documentation of each type."""
