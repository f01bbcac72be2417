"""Writes the recorded states of tests/terraform_state/fixtures with the real Terraform.

Needs `terraform` on PATH, the AWS provider in a filesystem mirror named by TF_CLI_CONFIG_FILE, and
moto (the dev extra). Run: python tests/oracles/state/regenerate.py
"""

from __future__ import annotations

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


def main() -> None:
    """Write every fixture."""
    from moto.server import ThreadedMotoServer

    FIXTURES.mkdir(parents=True, exist_ok=True)
    apply(HERE / "keys", "keys")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        apply(HERE / "aws", "aws", f"-var=endpoint=http://{host}:{port}")
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
