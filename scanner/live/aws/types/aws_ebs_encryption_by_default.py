"""Whether new disks of a region are encrypted."""

from __future__ import annotations

from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, field, tabled

SETTING = Operation("ec2", "GetEbsEncryptionByDefault")

READER = tabled(
    "aws_ebs_encryption_by_default",
    Listing(
        (SETTING,),
        lambda api, managed: [Item("region", api.call(SETTING) or {})],
    ),
    # Terraform's id is made up: there is one setting in a region.
    key=lambda resource: "region",
    fields=(field("enabled", "EbsEncryptionByDefault", default=True),),
    everywhere=lambda item, attributes: not attributes.get("enabled"),
)
