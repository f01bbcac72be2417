"""The access control list of a bucket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import blocks
from scanner.live.aws import s3
from scanner.live.aws.s3_blocks import canned_acl, grants
from scanner.projection import Attribute, AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    answer = answer or {}
    owner = answer.get("Owner", {})
    return {
        "acl": canned_acl(answer),
        "access_control_policy": [
            {
                "owner": [
                    {"id": owner.get("ID", ""), "display_name": owner.get("DisplayName", "")}
                ],
                "grant": grants(answer.get("Grants")),
            }
        ],
    }


_WITHOUT_NAMES = blocks(ignore=("display_name",))

READER = s3.setting(
    "aws_s3_bucket_acl",
    s3.ACL,
    (
        # The canned name is not kept by S3; what it granted is, and that is compared.
        Attribute("acl", kind=AttributeKind.WRITE_ONLY),
        Attribute(
            "access_control_policy",
            blocks(
                same={"owner": _WITHOUT_NAMES, "grant": blocks(same={"grantee": _WITHOUT_NAMES})}
            ),
        ),
    ),
    _read,
    uncovered=s3.OWNER,
)
