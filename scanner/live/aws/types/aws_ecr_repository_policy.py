"""Who may pull from and push to a repository."""

from __future__ import annotations

from scanner.compare import policy
from scanner.live.aws.ecr import setting
from scanner.live.aws.table import field

READER = setting(
    "aws_ecr_repository_policy",
    "GetRepositoryPolicy",
    "RepositoryPolicyNotFoundException",
    field("policy", "policyText", policy),
)
