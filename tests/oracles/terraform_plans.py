"""Record what Terraform plans for the configurations in tests/terraform/policies and .../plans.

Run it from the repository's root with Terraform on PATH and the AWS provider within its reach
(TF_CLI_CONFIG_FILE may name a mirror):

    python tests/oracles/terraform_plans.py

For each folder it writes plan.json: the outputs and resources that `terraform show -json` plans,
with what is unknown, and nothing of the provider's defaults that the code does not set.
The provider gets fake credentials and validates nothing; no account is asked.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent / "terraform"

PROVIDER = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
}
"""


def folders() -> list[Path]:
    """The configurations to plan."""
    return [TESTS / "policies", *sorted(p for p in (TESTS / "plans").iterdir() if p.is_dir())]


def plan(folder: Path) -> dict[str, Any]:
    """The plan of a configuration, reduced."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        shutil.copytree(folder, root)
        (root / "zz_oracle_provider.tf").write_text(PROVIDER)
        environ = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}

        def terraform(*arguments: str) -> str:
            done = subprocess.run(
                ["terraform", *arguments], cwd=root, env=environ, capture_output=True, text=True
            )
            if done.returncode:
                raise SystemExit(f"{folder}: terraform {arguments[0]}: {done.stderr}")
            return done.stdout

        terraform("init", "-no-color", "-input=false")
        terraform("plan", "-no-color", "-input=false", "-refresh=false", "-out=plan")
        return reduced(json.loads(terraform("show", "-json", "plan")))


def reduced(document: dict[str, Any]) -> dict[str, Any]:
    """Outputs and resources by address: their values, and what of them is unknown."""
    changes = document.get("resource_changes", [])
    outputs = document.get("output_changes", {})
    return {
        "outputs": {
            name: {"value": change.get("after"), "unknown": change.get("after_unknown")}
            for name, change in sorted(outputs.items())
        },
        "resources": {
            change["address"]: {
                "values": without_nulls(change["change"]["after"]),
                "unknown": change["change"]["after_unknown"],
            }
            for change in sorted(changes, key=lambda c: c["address"])
        },
    }


def without_nulls(value: Any) -> Any:
    """An object without its null attributes: what the code does not set."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(v) for v in value] if isinstance(value, list) else value


def main() -> int:
    """Plan all of them."""
    for folder in folders():
        text = json.dumps(plan(folder), indent=1, ensure_ascii=False, sort_keys=True)
        (folder / "plan.json").write_text(text + "\n")
        print(folder.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
