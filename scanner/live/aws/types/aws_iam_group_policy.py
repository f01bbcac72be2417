"""An inline policy of a group."""

from __future__ import annotations

from scanner.live.aws.iam import groups, inline_policies

READER = inline_policies("aws_iam_group_policy", "group", groups, "GroupPolicyList")
