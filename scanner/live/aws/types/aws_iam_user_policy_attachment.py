"""A managed policy attached to a user."""

from __future__ import annotations

from scanner.live.aws.iam import attached_policies, users

READER = attached_policies("aws_iam_user_policy_attachment", "user", users)
