"""`trueup permissions` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    # Who may read the bucket is looked at as well.
    assert found["google"] == [
        "storage.buckets.get",
        "storage.buckets.getIamPolicy",
        "storage.buckets.list",
    ]
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


def test_iam_is_the_policy_document_and_nothing_else(trueup: Trueup) -> None:
    Path("main.tf").write_text(ROOT)
    whole = trueup("permissions", "--format", "json").report
    outcome = trueup("permissions", "--format", "iam")
    assert outcome.report == whole["aws"]
    assert "storage.buckets.get" in outcome.err
    none = trueup("permissions", "--type", "google_storage_bucket", "--format", "iam")
    assert (none.code, none.out) == (0, "")


def test_terraform_is_a_role_with_exactly_that_policy(trueup: Trueup) -> None:
    from scanner.load.terraform import load_terraform
    from scanner.project import Project
    from scanner.terraform.options import TerraformOptions

    Path("main.tf").write_text(ROOT.replace("shop.tfstate", "$${shop}%%{x}.tfstate"))
    wanted = trueup("permissions", "--format", "json").report
    code = trueup("permissions", "--format", "terraform").out
    assert "\n\n\n" not in code and " \n" not in code and code.endswith("}\n")
    assert '    sid    = "TrueupRead"\n    effect = "Allow"\n    actions = [\n' in code
    folder = Path("role").resolve()
    folder.mkdir()
    (folder / "role.tf").write_text(code)
    options = TerraformOptions(
        variables=(("var", 'trueup_principals=["arn:aws:iam::123456789012:role/ci"]'),),
        boundary=str(folder),
    )
    loaded = load_terraform([str(folder)], Project(str(folder), str(folder)), options)
    assert loaded.diagnostics == ()
    found = {one.address: one.attributes for one in loaded.resources}
    policy = json.loads(found["aws_iam_role_policy.trueup"]["policy"])
    assert [statement_of(one) for one in policy["Statement"]] == [
        statement_of(one) for one in wanted["aws"]["Statement"]
    ]
    trust = json.loads(found["aws_iam_role.trueup"]["assume_role_policy"])
    assert trust["Statement"][0]["Principal"] == {"AWS": "arn:aws:iam::123456789012:role/ci"}
    role = found["google_project_iam_custom_role.trueup"]
    assert role["permissions"] == wanted["google"]


def statement_of(tree: dict[str, Any]) -> tuple[Any, ...]:
    """A statement as what it says: Terraform writes a list of one as its element."""

    def listed(value: Any) -> list[str]:
        return [value] if isinstance(value, str) else sorted(value)

    return tree["Sid"], tree["Effect"], listed(tree["Action"]), listed(tree["Resource"])


def test_terraform_of_nothing_is_empty(trueup: Trueup) -> None:
    outcome = trueup("permissions", "--type", "aws_no_such_type", "--format", "terraform")
    assert (outcome.code, outcome.out) == (0, "")
    assert "No permissions are needed" in outcome.err
