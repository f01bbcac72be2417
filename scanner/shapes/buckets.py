"""What S3 buckets are for, told by the resources that name them."""

from __future__ import annotations

from typing import Final

from scanner.views import View

# Load balancers deliver only where access_logs.enabled says so: ALBs and NLBs leave it off.
_BALANCERS: Final = {"aws_lb": False, "aws_alb": False, "aws_elb": True}


def receives_access_logs(bucket: View) -> bool:
    """Whether a load balancer or another bucket delivers access logs to an ``aws_s3_bucket``."""
    if bucket.related("aws_s3_bucket_logging", "target_bucket"):
        return True
    return any(
        balancer.get("access_logs.enabled", default=enabled)
        for type_, enabled in _BALANCERS.items()
        for balancer in bucket.related(type_, "access_logs.bucket")
    )
