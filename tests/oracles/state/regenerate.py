"""Writes the recorded states of tests/terraform_state/fixtures with the real Terraform, and what
trueup's own readers found live beside the one of AWS.

Needs `terraform` on PATH, the AWS provider in a filesystem mirror named by TF_CLI_CONFIG_FILE, and
moto (the dev extra). Run: python tests/oracles/state/regenerate.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parents[1] / "terraform_state" / "fixtures"


def apply(folder: Path, name: str, *variables: str) -> None:
    """Apply a configuration in a temporary copy and keep its state as `name`."""
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / "root"
        shutil.copytree(folder, copy)
        for command in (["init"], ["apply", "-auto-approve", *variables]):
            subprocess.run(
                ["terraform", *command, "-no-color", "-input=false"],
                cwd=copy,
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "CHECKPOINT_DISABLE": "1"},
            )
        shutil.copyfile(copy / "terraform.tfstate", FIXTURES / f"{name}.tfstate")


def record_live(endpoint: str) -> None:
    """Keep what the readers see of the applied configuration, for tests without a server."""
    from scanner.live import default_sessions, read_live
    from scanner.model import Unknown
    from scanner.terraform.state import read_state

    os.environ.update(
        AWS_ENDPOINT_URL=endpoint,
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION="eu-west-1",
    )
    state = read_state((FIXTURES / "aws.tfstate").read_bytes(), "aws.tfstate")
    live = read_live(state.resources, default_sessions({one.type for one in state.resources}))
    fields = ("type", "address", "id", "account", "region", "scope")
    resources = [
        {
            **{name: getattr(one, name) for name in fields},
            "attributes": {
                name: value
                for name, value in one.attributes.items()
                if not isinstance(value, Unknown)
            },
        }
        for one in live.view.resources
    ]
    assert not live.view.unread, live.view.unread
    document = {"resources": resources, "listed": sorted(map(list, live.view.listed))}
    (FIXTURES / "aws.live.json").write_text(json.dumps(document, indent=1) + "\n")


def main() -> None:
    """Write every fixture."""
    from moto.server import ThreadedMotoServer

    FIXTURES.mkdir(parents=True, exist_ok=True)
    apply(HERE / "keys", "keys")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        apply(HERE / "aws", "aws", f"-var=endpoint={endpoint}")
        record_live(endpoint)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
