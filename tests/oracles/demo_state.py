"""Record the state of the demonstration stack's live root with the real Terraform, and check it.

    python tests/oracles/demo_state.py record    writes fixtures/demo/state/live.tfstate
    python tests/oracles/demo_state.py verify    checks seed, tamperings and expected drift
    python tests/oracles/demo_state.py plan      plans staging and production, validates legacy

``record`` applies ``infrastructure/live`` (workspace ``production``) with the real AWS provider to
an AWS API server in this process, first with local state, then moved into the S3 backend that the
code declares, and refuses to go on unless a plan then finds nothing to do.

``verify`` seeds a fresh server from the recording: Terraform must have nothing to do there. After
the tampering a refresh-only plan must show exactly the attributes that ``expected-drift.json``
names, but for what the provider shows twice (`SHOWN_TWICE`) and what nobody declares.

Needs ``terraform`` on PATH and the AWS provider 5.100.0, reachable in its registry or in the
filesystem mirror that TERRAFORM_PLUGIN_DIR names.
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

REPOSITORY = Path(__file__).resolve().parents[2]
DEMO = REPOSITORY / "fixtures" / "demo"
RECORDED = DEMO / "state" / "live.tfstate"
sys.path.insert(0, str(DEMO))

from run import aws_server, client_factory, demo_clouds  # noqa: E402 - the demo's own programs
from tampering import tamper  # noqa: E402

WORKSPACE = "production"
STATE_BUCKET = "parcelbox-terraform-state"
STATE_KEY = f"env:/{WORKSPACE}/live/terraform.tfstate"

# Only what a server on a loopback address needs; the endpoint itself comes from the environment.
PROVIDER_OVERRIDE = """
provider "aws" {
  s3_use_path_style       = true
  skip_metadata_api_check = true
}
"""
LOCAL_BACKEND_OVERRIDE = """
terraform {
  backend "local" {}
}
"""

SHOWN_TWICE = {
    ("aws_iam_role.deploy", "inline_policy"): "aws_iam_role_policy.deploy",
    ("aws_iam_role.deploy", "managed_policy_arns"): "aws_iam_role_policy_attachment.deploy_service",
    ("aws_iam_policy.deploy_service", "attachment_count"): "its attachment, once more",
    ("aws_s3_bucket.artifacts", "policy"): "aws_s3_bucket_policy.artifacts",
    ("aws_s3_bucket.state", "versioning"): "aws_s3_bucket_versioning.state",
    ("aws_security_group.runners", "ingress"): "aws_vpc_security_group_ingress_rule.*",
    ("aws_security_group.runners", "tags_all"): "aws_security_group.runners, tags",
}
"""Computed attributes in which the provider repeats what another resource manages."""


class Terraform:
    """The command, in one root, pointed at one server."""

    def __init__(self, folder: Path, home: Path, endpoint: str) -> None:
        self.folder = folder
        cache = home / "plugins"
        cache.mkdir(exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TF_CLI_CONFIG_FILE": str(_cli_configuration(home)),
            "TF_PLUGIN_CACHE_DIR": str(cache),
            "TF_IN_AUTOMATION": "1",
            "TF_CLI_ARGS_plan": "-no-color",
            "TF_CLI_ARGS_apply": "-no-color",
            "CHECKPOINT_DISABLE": "1",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "demo",
            "AWS_SECRET_ACCESS_KEY": "demo",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def __call__(self, *arguments: str) -> str:
        """What the command prints; ends this program when it fails."""
        done = subprocess.run(
            ["terraform", *arguments],
            cwd=self.folder,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"terraform {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}")
        return done.stdout


def _cli_configuration(home: Path) -> Path:
    mirror = os.environ.get("TERRAFORM_PLUGIN_DIR")
    text = f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
    path = home / "terraform.rc"
    path.write_text(text if mirror else "")
    return path


def record(home: Path) -> None:
    """Apply the live root and keep its state."""
    with aws_server() as endpoint:
        terraform = _root(home, "live", endpoint)
        backend = terraform.folder / "backend_override.tf"
        backend.write_text(LOCAL_BACKEND_OVERRIDE)
        terraform("init", "-input=false")
        terraform("workspace", "new", WORKSPACE)
        variables = f"-var-file={WORKSPACE}.tfvars"
        terraform("apply", "-input=false", "-auto-approve", variables)

        # The bucket exists now: move in, as the comment in terraform.tf says.
        backend.unlink()
        terraform("init", "-input=false", "-migrate-state", "-force-copy", *_backend())
        terraform("workspace", "select", WORKSPACE)
        # A refresh brings in what the provider computes only on the second read.
        terraform("apply", "-input=false", "-auto-approve", "-refresh-only", variables)
        _nothing_to_do(terraform)
        answer = client_factory(endpoint)("s3").get_object(Bucket=STATE_BUCKET, Key=STATE_KEY)
        state = json.loads(answer["Body"].read())
    _refuse_secrets(state)
    RECORDED.write_text(json.dumps(state, indent=2) + "\n")
    resources = len(state["resources"])
    _say(f"{RECORDED.relative_to(REPOSITORY)}: {resources} resources; the plan is empty")


def verify(home: Path) -> None:
    """Hold the seeding and the expected drift against what Terraform itself sees."""
    expected = {
        (row["instance"], row["attribute"].split(".")[0] if row["attribute"] else None)
        for row in json.loads((DEMO / "expected-drift.json").read_text())
        if row["root"] == "infrastructure/live" and row["class"] in ("drifted", "missing")
    }
    with demo_clouds(tampered=False) as running:
        terraform = _root(home, "live", running.environment["AWS_ENDPOINT_URL"])
        terraform("init", "-input=false", *_backend())
        terraform("workspace", "select", WORKSPACE)
        _nothing_to_do(terraform)
        tamper(running.clouds)
        variables = f"-var-file={WORKSPACE}.tfvars"
        terraform("plan", "-input=false", "-refresh-only", "-out=drift", variables)
        plan = json.loads(terraform("show", "-json", "drift"))
    seen = {
        (change["address"], attribute)
        for change in plan["resource_drift"]
        for attribute in _changed(change["change"])
    }
    missed, extra = expected - seen, seen - expected - set(SHOWN_TWICE)
    if missed or extra:
        sys.exit(f"expected but not seen: {sorted(missed)}\nseen but not expected: {sorted(extra)}")
    _say(f"seeded: the plan is empty; tampered: {len(expected)} of {len(seen)} changes expected")


def plan_all(home: Path) -> None:
    """Plan the roots that a team would deploy, and validate the one that it should not."""
    for root in ("staging", "production"):
        with aws_server() as endpoint:
            terraform = _root(home, root, endpoint)
            (terraform.folder / "backend_override.tf").write_text(LOCAL_BACKEND_OVERRIDE)
            terraform("init", "-input=false")
            terraform("validate")
            last = terraform("plan", "-input=false", f"-var-file={root}.tfvars")
            _say(f"{root}: valid; {re.findall(r'Plan: .*', last)[0]}")
    terraform = _root(home, "legacy", "http://127.0.0.1:1")
    terraform("init", "-input=false", "-backend=false")
    terraform("validate")
    _say("legacy: valid")


def _root(home: Path, name: str, endpoint: str) -> Terraform:
    terraform = Terraform(home / "infrastructure" / name, home, endpoint)
    (terraform.folder / "provider_override.tf").write_text(PROVIDER_OVERRIDE)
    return terraform


def _backend() -> tuple[str, ...]:
    return ("-backend-config=use_path_style=true",)


def _nothing_to_do(terraform: Terraform) -> None:
    # Exits with 2, and so ends this program, when there is anything to do.
    terraform("plan", "-input=false", "-detailed-exitcode", f"-var-file={WORKSPACE}.tfvars")


def _changed(change: dict[str, Any]) -> list[str | None]:
    """The attributes that a change touches; None for the whole resource."""
    before, after = change["before"], change["after"]
    if after is None:
        return [None]
    return [name for name in sorted(before | after) if before.get(name) != after.get(name)]


def _refuse_secrets(state: dict[str, Any]) -> None:
    """A state that holds anything marked or named as secret must not be committed."""
    named = re.findall(
        r'"(\w*(?:password|secret|token|private_key)\w*)": "[^"]', json.dumps(state), re.IGNORECASE
    )
    marked = [
        resource["type"]
        for resource in state["resources"]
        for instance in resource["instances"]
        if instance.get("sensitive_attributes")
    ]
    if named or marked:
        sys.exit(f"the state holds secrets: {named} {marked}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


COMMANDS = {"record": record, "verify": verify, "plan": plan_all}


def main() -> None:
    """Run the commands named on the command line, each in a fresh copy of the code."""
    for name in sys.argv[1:] or sys.exit(__doc__):
        with tempfile.TemporaryDirectory() as work:
            home = Path(work)
            unwanted = shutil.ignore_patterns(".terraform*")
            shutil.copytree(DEMO / "infrastructure", home / "infrastructure", ignore=unwanted)
            COMMANDS[name](home)


if __name__ == "__main__":
    main()
