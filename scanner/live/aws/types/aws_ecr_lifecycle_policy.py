"""Which images of a repository are deleted, and when."""

from __future__ import annotations

from scanner.compare import json_document
from scanner.live.aws.ecr import setting
from scanner.live.aws.table import field

READER = setting(
    "aws_ecr_lifecycle_policy",
    "GetLifecyclePolicy",
    "LifecyclePolicyNotFoundException",
    field("policy", "lifecyclePolicyText", json_document),
)
