"""What S3 buckets are for, told by the resources that name them."""

from __future__ import annotations

from typing import Final

from scanner.views import View

_RECEIVERS: Final = (
    ("aws_lb", "access_logs.bucket"),
    ("aws_alb", "access_logs.bucket"),
    ("aws_elb", "access_logs.bucket"),
    ("aws_s3_bucket_logging", "target_bucket"),
)


def receives_access_logs(bucket: View) -> bool:
    """Whether a load balancer or another bucket delivers access logs to an ``aws_s3_bucket``."""
    return any(bucket.related(type_, attribute) for type_, attribute in _RECEIVERS)
