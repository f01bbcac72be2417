"""Record a plan of something new, its state, and a plan of a change after tampering.

    python tests/oracles/recorded_inputs.py

Needs ``terraform`` on PATH, the AWS provider 5.100.0 within its reach (TF_CLI_CONFIG_FILE may name
a mirror) and moto (the dev extra). Applies tests/oracles/inputs/warehouse to an AWS server in this
process and writes to tests/load/recorded:

    create.json     the first plan, as `terraform show -json` prints it
    state.json      the applied state, printed likewise
    warehouse.tfstate   the applied state's file
    change.json     the plan of stage 2, after a rule and a versioning were changed by hand: it
                    creates, updates, replaces, deletes and finds drift
    tfplan          the first plan as Terraform keeps it
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RECORDED = HERE.parent / "load" / "recorded"


def main() -> None:
    """Write every file."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    RECORDED.mkdir(exist_ok=True)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        with tempfile.TemporaryDirectory() as work:
            record(Path(work) / "root", f"http://{host}:{port}")
    finally:
        server.stop()


def record(root: Path, endpoint: str) -> None:
    """Plan, apply, tamper, plan again."""
    shutil.copytree(HERE / "inputs" / "warehouse", root)
    variable = f"-var=endpoint={endpoint}"

    def terraform(*arguments: str) -> str:
        done = subprocess.run(
            ["terraform", *arguments],
            cwd=root,
            env={**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            sys.exit(f"terraform {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def keep(name: str, text: str) -> None:
        # The server's port is another each time.
        (RECORDED / name).write_text(text.replace(endpoint, "http://127.0.0.1:1"))

    terraform("init", "-no-color")
    terraform("plan", "-no-color", "-out=first", variable)
    keep("create.json", terraform("show", "-json", "first"))
    shutil.copyfile(root / "first", RECORDED / "tfplan")
    terraform("apply", "-no-color", "-auto-approve", "first")
    # A refresh brings in what the provider computes only on the second read.
    terraform("apply", "-no-color", "-auto-approve", variable)
    keep("warehouse.tfstate", (root / "terraform.tfstate").read_text())
    keep("state.json", terraform("show", "-json"))
    tamper(endpoint)
    terraform("plan", "-no-color", "-out=second", variable, "-var=stage=2")
    keep("change.json", terraform("show", "-json", "second"))


def tamper(endpoint: str) -> None:
    """Open a port and switch versioning off, as somebody in the console would."""
    import boto3

    options: dict[str, Any] = {
        "endpoint_url": endpoint,
        "region_name": "eu-west-1",
        "aws_access_key_id": "none",
        "aws_secret_access_key": "none",
    }
    boto3.client("s3", **options).put_bucket_versioning(
        Bucket="warehouse-raw", VersioningConfiguration={"Status": "Suspended"}
    )
    ec2 = boto3.client("ec2", **options)
    groups = ec2.describe_security_groups()["SecurityGroups"]
    (door,) = (group["GroupId"] for group in groups if group["GroupName"] == "door")
    ec2.authorize_security_group_ingress(
        GroupId=door,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 3389,
                "ToPort": 3389,
                "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
            }
        ],
    )


if __name__ == "__main__":
    main()
