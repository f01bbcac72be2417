"""The terraform command, and the configuration that it is given."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from origins.records import Example

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
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = %s
  max_retries                 = 1
}
"""


NOWHERE = "http://127.0.0.1:1"


class Terraform:
    """The command in one folder."""

    def __init__(self, folder: Path, endpoint: str = NOWHERE) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "AWS_ENDPOINT_URL": endpoint,
            # S3 Control puts the account before the host, which then is in no name service.
            "HTTP_PROXY": endpoint,
            "CHECKPOINT_DISABLE": "1",
            "TF_IN_AUTOMATION": "1",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run it, whatever comes of it."""
        return subprocess.run(
            _command(arguments), cwd=self.folder, env=self.environment, capture_output=True,
            text=True,
        )  # fmt: skip

    def within(self, seconds: float, *arguments: str) -> tuple[str, str]:
        """What it prints, and prints as errors, within a time.

        Then it is asked to stop, and keeps what is done.
        """
        with subprocess.Popen(
            _command(arguments), cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        ) as process:  # fmt: skip
            try:
                for wait in (seconds, 40, 20):
                    try:
                        return process.communicate(timeout=wait)
                    except subprocess.TimeoutExpired:
                        process.send_signal(signal.SIGINT)
            finally:
                if process.poll() is None:
                    # With its provider, which would wait on for ever.
                    os.killpg(process.pid, signal.SIGKILL)
            return process.communicate()

    def must(self, *arguments: str) -> str:
        """What it prints; ends this program when it fails."""
        done = self.run(*arguments)
        if done.returncode:
            sys.exit(f"terraform {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}")
        return done.stdout


def _command(arguments: tuple[str, ...]) -> list[str]:
    colour = [] if arguments[0] == "providers" else ["-no-color"]
    return ["nice", "-n", "10", "terraform", arguments[0], *colour, *arguments[1:]]


def start(folder: Path) -> dict[str, Any]:
    """Make the provider ready in a folder; the schemas of its resource types."""
    write_root(folder, [])
    terraform = Terraform(folder)
    terraform.must("init", "-input=false")
    document = json.loads(terraform.must("providers", "schema", "-json"))
    (schemas,) = (one["resource_schemas"] for one in document["provider_schemas"].values())
    found: dict[str, Any] = schemas
    return found


def write_root(folder: Path, chosen: list[Example], *, served: bool = False) -> None:
    """The configuration that calls the modules of examples. served: there is a server to ask."""
    calls = [f'module "{one.module}" {{\n  source = "./m/{one.module}"\n}}\n' for one in chosen]
    provider = PROVIDER % ("false" if served else "true")
    (folder / "main.tf").write_text(provider + "\n".join(calls))


def problems_of(log: str) -> list[dict[str, Any]]:
    """The errors in what it prints as JSON."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    found = (line.get("diagnostic") for line in lines)
    return [one for one in found if one and one.get("severity") == "error"]


def example_of(problem: dict[str, Any], chosen: dict[str, Example]) -> Example | None:
    """The one whose module an error is in."""
    file = problem.get("range", {}).get("filename", "")
    # What a call itself lacks, such as the value of a variable, stands in the root.
    context = (problem.get("snippet") or {}).get("context") or ""
    named = (
        re.search(r"m/(\w+)/", file)
        or re.search(r"module\.(\w+)", problem.get("address", ""))
        or re.search(r'module "(\w+)"', context)
    )
    return chosen.get(named[1]) if named else None
