"""How CloudFront signs what it asks of an origin."""

from __future__ import annotations

from scanner.live.aws.cloudfront import ACCESS_CONTROLS
from scanner.live.aws.table import by, field, listed, tabled

READER = tabled(
    "aws_cloudfront_origin_access_control",
    listed(ACCESS_CONTROLS, "OriginAccessControlList.Items", "Name"),
    key=by("name"),
    fields=(
        field("name", "Name"),
        field("description", "Description", default="Managed by Terraform"),
        field("origin_access_control_origin_type", "OriginAccessControlOriginType"),
        field("signing_behavior", "SigningBehavior"),
        field("signing_protocol", "SigningProtocol"),
    ),
    regional=False,
)
