"""`trueup permissions` as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
KEY = "arn:aws:kms:eu-central-1:123456789012:key/0b1c"
ROOT = f"""
terraform {{
  backend "s3" {{
    bucket     = "states"
    key        = "shop.tfstate"
    kms_key_id = "{KEY}"
  }}
}}

resource "aws_iam_role" "service" {{
  assume_role_policy = "{{}}"
}}

resource "google_storage_bucket" "backups" {{
  name = "backups"
}}

resource "aws_appstream_fleet" "main" {{}}
"""


def test_they_cover_code_and_state_and_nothing_else(trueup: Trueup) -> None:
    Path("main.tf").write_text(ROOT)
    found = trueup("permissions", "--workspace", "production", "--format", "json").report
    by_sid = {s["Sid"]: (s["Action"], s["Resource"]) for s in found["aws"]["Statement"]}
    actions, _ = by_sid["TrueupRead"]
    assert "iam:GetAccountAuthorizationDetails" in actions
    assert not [a for a in actions if a.startswith(("s3:", "ec2:"))]
    assert by_sid["TrueupState"] == (
        ["s3:GetObject"],
        ["arn:aws:s3:::states/env:/production/shop.tfstate"],
    )
    assert by_sid["TrueupStateKey"] == (["kms:Decrypt"], [KEY])
    assert found["google"] == ["storage.buckets.get", "storage.buckets.list"]
    assert found["unsupported"] == ["aws_appstream_fleet"]


def test_text_is_the_policy_and_says_what_is_not_read(trueup: Trueup) -> None:
    Path("main.tf").write_text(ROOT)
    outcome = trueup("permissions")
    assert outcome.code == 0
    assert outcome.out.startswith("{")
    assert "aws_appstream_fleet" in outcome.err


def test_a_missing_folder_is_wrong_usage(trueup: Trueup) -> None:
    outcome = trueup("permissions", "nowhere")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: nowhere: not a folder")
