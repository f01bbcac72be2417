"""What gives a role to an instance."""

from __future__ import annotations

from typing import Any

from scanner.live.aws.iam import NOBODY
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged


def _role(raw: Any) -> str:
    # An instance profile has room for one.
    return next((str(one.get("RoleName")) for one in raw.get("Roles", ())), "")


READER = tabled(
    "aws_iam_instance_profile",
    listed(Operation("iam", "ListInstanceProfiles"), "InstanceProfiles", "InstanceProfileName"),
    key=by("name"),
    fields=(
        field("name", "InstanceProfileName"),
        field("path", "Path", default="/"),
        field("role", _role, default=""),
        computed("arn", "Arn"),
        computed("unique_id", "InstanceProfileId"),
    ),
    details=(
        # IAM's lists leave out tags.
        detail(
            Operation("iam", "GetInstanceProfile", gone=NOBODY),
            {"InstanceProfileName": "."},
            tagged(),
            result="InstanceProfile",
        ),
    ),
    apply_only=("name_prefix",),
    regional=False,
)
