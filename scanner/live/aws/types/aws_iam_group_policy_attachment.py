"""A managed policy attached to a group."""

from __future__ import annotations

from scanner.live.aws.iam import attached_policies, groups

READER = attached_policies("aws_iam_group_policy_attachment", "group", groups)
