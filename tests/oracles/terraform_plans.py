"""Record what Terraform plans for the configurations in tests/terraform/policies and .../plans.

Run it from the repository's root with Terraform on PATH:

    python tests/oracles/terraform_plans.py [NAME...]

Those that use AWS need its provider, too (TF_CLI_CONFIG_FILE may name a mirror); it gets fake
credentials and validates nothing, and no account is asked.

For each folder it writes plan.json: the outputs and resources that `terraform show -json` plans,
with what is unknown and what is sensitive, and nothing of the provider's defaults that the code
does not set; or, where Terraform refuses the code, the headlines of its errors.

An oracle.json beside the code says how to plan it:
    arguments: of `terraform plan`. environment: further variables. workspace: its name.
    init: arguments of `terraform init`.
    apply: {"arguments", "folder"}: apply this folder (or the same) first; the state that results
        is kept as recorded.tfstate.
"""

from __future__ import annotations

import json
import os
import re
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


class RefusedError(Exception):
    """Terraform refuses the code. `headlines` are those of its errors."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.headlines = sorted(set(re.findall(r"^Error: (.*)$", output, re.MULTILINE)))


def how(folder: Path) -> dict[str, Any]:
    """What oracle.json says; nothing where there is none."""
    path = folder / "oracle.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def uses_aws(folder: Path) -> bool:
    """Whether any file of the configuration has an AWS resource."""
    return any("aws_" in path.read_text() for path in folder.rglob("*.tf"))


def terraform(folder: Path, environ: dict[str, str], *arguments: str) -> str:
    """What Terraform prints; raises RefusedError when it fails."""
    done = subprocess.run(
        ["terraform", *arguments], cwd=folder, env=environ, capture_output=True, text=True
    )
    if done.returncode:
        raise RefusedError(done.stdout + done.stderr)
    return done.stdout


def plan(folder: Path) -> dict[str, Any]:
    """The plan of a configuration, reduced; or why there is none."""
    settings = how(folder)
    environ = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    environ |= settings.get("environment", {})
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        shutil.copytree(folder, root, ignore=shutil.ignore_patterns("recorded.tfstate"))
        if uses_aws(folder):
            (root / "zz_oracle_provider.tf").write_text(PROVIDER)
        try:
            if "apply" in settings:
                apply(root, settings["apply"], environ)
                shutil.copy(root / "terraform.tfstate", folder / "recorded.tfstate")
            options = ["-no-color", "-input=false"]
            terraform(root, environ, "init", *options, *settings.get("init", ()))
            if "workspace" in settings:
                terraform(root, environ, "workspace", "new", settings["workspace"])
            options += ["-refresh=false", "-out=plan", *settings.get("arguments", ())]
            terraform(root, environ, "plan", *options)
            return reduced(json.loads(terraform(root, environ, "show", "-json", "plan")))
        except RefusedError as refused:
            if not folder.name.startswith("refused_"):
                raise SystemExit(f"{folder}: {refused}") from None
            return {"refused": refused.headlines}


def apply(root: Path, settings: dict[str, Any], environ: dict[str, str]) -> None:
    """Leave a state in `root`, as an earlier version of the code would."""
    folder = root / settings.get("folder", ".")
    options = ["-no-color", "-input=false"]
    terraform(folder, environ, "init", *options)
    options += ["-auto-approve", *settings.get("arguments", ())]
    terraform(folder, environ, "apply", *options)
    if folder != root:
        shutil.move(folder / "terraform.tfstate", root / "terraform.tfstate")


def reduced(document: dict[str, Any]) -> dict[str, Any]:
    """Outputs and resources by address: their values, and what of them is unknown or secret."""
    changes = document.get("resource_changes", [])
    outputs = document.get("output_changes", {})
    return {
        "outputs": {
            name: {
                "value": change.get("after"),
                "unknown": change.get("after_unknown"),
                "sensitive": change.get("after_sensitive"),
            }
            for name, change in sorted(outputs.items())
        },
        "resources": {
            change["address"]: {
                "values": without_nulls(change["change"]["after"]),
                "unknown": change["change"]["after_unknown"],
                "sensitive": change["change"]["after_sensitive"],
                **{k: change[k] for k in ("previous_address",) if k in change},
                **{k: change["change"][k] for k in ("importing",) if k in change["change"]},
            }
            for change in sorted(changes, key=lambda c: str(c["address"]))
            if change["change"]["after"] is not None
        },
    }


def without_nulls(value: Any) -> Any:
    """An object without its null attributes: what the code does not set."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(v) for v in value] if isinstance(value, list) else value


def main(names: list[str]) -> int:
    """Plan all of them, or those of these names."""
    for folder in folders():
        if names and folder.name not in names:
            continue
        text = json.dumps(plan(folder), indent=1, ensure_ascii=False, sort_keys=True)
        (folder / "plan.json").write_text(text + "\n")
        print(folder.name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
