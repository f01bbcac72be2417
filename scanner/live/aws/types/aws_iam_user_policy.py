"""An inline policy of a user."""

from __future__ import annotations

from scanner.live.aws.iam import inline_policies, users

READER = inline_policies("aws_iam_user_policy", "user", users, "UserPolicyList")
