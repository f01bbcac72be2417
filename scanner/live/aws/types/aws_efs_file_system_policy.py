"""Who may mount a file system, and how."""

from __future__ import annotations

from scanner.compare import policy
from scanner.live.aws.efs import describe, setting
from scanner.live.aws.table import by, field, tabled

POLICY = describe("FileSystemPolicy", absent=("PolicyNotFound",))

READER = tabled(
    "aws_efs_file_system_policy",
    setting(POLICY, lambda answer: bool(answer.get("Policy"))),
    key=by("file_system_id"),
    fields=(field("file_system_id", "FileSystemId"), field("policy", "Policy", policy)),
    apply_only=("bypass_policy_lockout_safety_check",),
)
