"""The key that new disks of a region are encrypted with, where it is not that of AWS."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import arn_or_name
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

KEY = Operation("ec2", "GetEbsDefaultKmsKeyId")


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    answer = api.call(KEY) or {}
    # Destroying the resource puts AWS's own key back; so that is what its absence looks like.
    if not required(answer, "KmsKeyId").endswith("alias/aws/ebs"):
        yield Item("region", answer)


READER = tabled(
    "aws_ebs_default_kms_key",
    Listing((KEY,), _items),
    # Terraform's id is the key's ARN: there is one setting in a region.
    key=lambda resource: "region",
    fields=(field("key_arn", "KmsKeyId", arn_or_name),),
    import_id="{key_arn}",
)
