"""Record the state of the demonstration stack's live root with the real Terraform.

Applies ``fixtures/demo/infrastructure/live`` (workspace ``production``) with the real AWS provider
to an AWS API server that runs in this process, first with local state, then moved into the S3
backend that the code declares. Checks that a plan finds nothing to do, and writes the state that
the backend holds to ``fixtures/demo/state/live.tfstate``.

With ``--plan`` it also plans the staging and production roots against the same kind of server and
validates the legacy root; nothing of that is recorded.

    python tests/oracles/demo_state.py [--plan]

Needs ``terraform`` on PATH and the AWS provider 5.100.0, either reachable by its registry or named
by TERRAFORM_PLUGIN_DIR, the folder of a filesystem mirror.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from moto.server import ThreadedMotoServer

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
INFRASTRUCTURE = DEMO / "infrastructure"
RECORDED = DEMO / "state" / "live.tfstate"
REGION = "eu-central-1"
WORKSPACE = "production"
STATE_BUCKET = "parcelbox-terraform-state"
STATE_KEY = f"env:/{WORKSPACE}/live/terraform.tfstate"

# Only what a server on a loopback address needs; the endpoint itself comes from the environment.
PROVIDER_OVERRIDE = """
provider "aws" {
  s3_use_path_style           = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = false
}
"""
LOCAL_BACKEND_OVERRIDE = """
terraform {
  backend "local" {}
}
"""


@contextlib.contextmanager
def aws_server() -> Iterator[str]:
    """The URL of a fresh AWS API server."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        # What an earlier server of this process was told is still there.
        reset = urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")
        urllib.request.urlopen(reset, timeout=30).close()
        yield endpoint
    finally:
        server.stop()


class Terraform:
    """The command, in one root, pointed at one server."""

    def __init__(self, folder: Path, home: Path, endpoint: str) -> None:
        self.folder = folder
        configuration = home / "terraform.rc"
        mirror = os.environ.get("TERRAFORM_PLUGIN_DIR")
        configuration.write_text(
            f'provider_installation {{\n  filesystem_mirror {{ path = "{mirror}" }}\n}}\n'
            if mirror
            else ""
        )
        cache = home / "plugins"
        cache.mkdir(exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TF_CLI_CONFIG_FILE": str(configuration),
            "TF_PLUGIN_CACHE_DIR": str(cache),
            "TF_IN_AUTOMATION": "1",
            "TF_CLI_ARGS_plan": "-no-color",
            "TF_CLI_ARGS_apply": "-no-color",
            "CHECKPOINT_DISABLE": "1",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def __call__(self, *arguments: str) -> None:
        done = subprocess.run(
            ["terraform", *arguments],
            cwd=self.folder, env=self.environment, text=True, capture_output=True, check=False,
        )
        if done.returncode:
            sys.exit(f"terraform {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}")


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        home = Path(work)
        shutil.copytree(INFRASTRUCTURE, home / "infrastructure", ignore=shutil.ignore_patterns(".terraform*"))
        with aws_server() as endpoint:
            record(home, endpoint)
        if "--plan" in sys.argv[1:]:
            for root in ("staging", "production"):
                with aws_server() as endpoint:
                    plan(home, root, endpoint)
            validate(home, "legacy")


def record(home: Path, endpoint: str) -> None:
    folder = home / "infrastructure" / "live"
    terraform = Terraform(folder, home, endpoint)
    variables = f"-var-file={WORKSPACE}.tfvars"
    (folder / "provider_override.tf").write_text(PROVIDER_OVERRIDE)
    backend = folder / "backend_override.tf"
    backend.write_text(LOCAL_BACKEND_OVERRIDE)
    terraform("init", "-input=false")
    terraform("workspace", "new", WORKSPACE)
    terraform("apply", "-input=false", "-auto-approve", variables)

    # The bucket exists now: move in, as the comment in terraform.tf says.
    backend.unlink()
    terraform("init", "-input=false", "-migrate-state", "-force-copy",
              "-backend-config=use_path_style=true")
    terraform("workspace", "select", WORKSPACE)
    # A refresh brings in what the provider computes only on the second read.
    terraform("apply", "-input=false", "-auto-approve", "-refresh-only", variables)
    # Exits with 2, and so ends this program, when the plan has anything to do.
    terraform("plan", "-input=false", "-detailed-exitcode", variables)
    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name=REGION,
        aws_access_key_id="test", aws_secret_access_key="test",
    )
    state = json.loads(client.get_object(Bucket=STATE_BUCKET, Key=STATE_KEY)["Body"].read())
    refuse_secrets(state)
    RECORDED.parent.mkdir(exist_ok=True)
    RECORDED.write_text(json.dumps(state, indent=2) + "\n")
    print(f"{RECORDED.relative_to(DEMO.parent.parent)}: {len(state['resources'])} resources, "
          f"serial {state['serial']}; the plan is empty")


def refuse_secrets(state: dict[str, object]) -> None:
    """A state that holds anything marked or named as secret must not be committed."""
    text = json.dumps(state)
    named = re.findall(r'"(\w*(?:password|secret|token|private_key)\w*)": "[^"]', text)
    marked = [
        resource["type"]
        for resource in state["resources"]  # type: ignore[attr-defined]
        for instance in resource["instances"]
        if instance.get("sensitive_attributes")
    ]
    if named or marked:
        sys.exit(f"the state holds secrets: {named} {marked}")


def plan(home: Path, root: str, endpoint: str) -> None:
    folder = home / "infrastructure" / root
    terraform = Terraform(folder, home, endpoint)
    (folder / "provider_override.tf").write_text(PROVIDER_OVERRIDE)
    (folder / "backend_override.tf").write_text(LOCAL_BACKEND_OVERRIDE)
    terraform("init", "-input=false")
    terraform("validate")
    terraform("plan", "-input=false", f"-var-file={root}.tfvars")
    print(f"{root}: valid, planned")


def validate(home: Path, root: str) -> None:
    terraform = Terraform(home / "infrastructure" / root, home, "http://127.0.0.1:1")
    terraform("init", "-input=false", "-backend=false")
    terraform("validate")
    print(f"{root}: valid")


if __name__ == "__main__":
    main()
