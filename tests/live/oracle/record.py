"""Record what the real Terraform provider writes, and what the server then answers.

Needs `terraform` and the AWS provider 5.100.0 (a filesystem mirror named in TF_CLI_CONFIG_FILE):

    python tests/live/oracle/record.py

Writes tests/live/recorded/stack.json: `state`, the managed resources of the refreshed state, and
`answers`, every answer that the readers got, by request; and tests/live/recorded/schema.json:
the settable arguments of the supported types, from `terraform providers schema -json`.
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

HERE = Path(__file__).parent
OUT = HERE.parent / "recorded"
sys.path[:0] = [str(HERE.parents[1] / "support"), str(HERE.parents[2])]


def terraform(folder: Path, *arguments: str) -> str:
    """Run terraform in `folder`; its standard output."""
    done = subprocess.run(
        ["terraform", *arguments], cwd=folder, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def resources(state: dict[str, Any]) -> list[dict[str, Any]]:
    """Address, type and attributes of every managed resource."""
    return [
        {
            "address": one["address"],
            "type": one["type"],
            "attributes": one["values"],
        }
        for one in state["values"]["root_module"]["resources"]
        if one["mode"] == "managed"
    ]


def arguments(block: dict[str, Any], prefix: str = "") -> list[str]:
    """Paths of the settable arguments of a schema block, nested blocks included."""
    found = [
        prefix + name
        for name, one in block.get("attributes", {}).items()
        if (one.get("optional") or one.get("required")) and name != "id"
    ]
    for name, one in block.get("block_types", {}).items():
        if name == "timeouts":
            found.append(prefix + name)
        else:
            found += arguments(one["block"], f"{prefix}{name}.")
    return sorted(found)


def main() -> None:
    """Apply, refresh, read, write."""
    from aws_server import AwsServer

    server = AwsServer()
    server.start()
    os.environ.update(
        AWS_ENDPOINT_URL=server.url,
        AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY="not-a-secret",
        AWS_DEFAULT_REGION="eu-west-1",
    )
    from scanner.live.aws.kinds import supported_types

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "main.tf", folder)
        terraform(folder, "init", "-no-color")
        terraform(folder, "apply", "-auto-approve", "-no-color")
        terraform(folder, "apply", "-refresh-only", "-auto-approve", "-no-color")
        state = resources(json.loads(terraform(folder, "show", "-json")))
        provider = json.loads(terraform(folder, "providers", "schema", "-json"))
    schemas = provider["provider_schemas"]["registry.terraform.io/hashicorp/aws"]
    from recorded import STACK_TYPES

    schema = {one: arguments(schemas["resource_schemas"][one]["block"]) for one in STACK_TYPES}
    server.recording = {}
    from scanner.live import Sessions, read_live
    from scanner.live.aws.kinds import operations
    from scanner.live.aws.session import AwsSessions
    from scanner.live.source import LiveSource
    from scanner.model import Origin, Resource

    session = AwsSessions(operations(supported_types())).open()
    managed = [
        Resource(
            one["type"],
            one["address"],
            one["attributes"],
            Origin.STATE,
            LiveSource(one["address"]),
            ".",
            id=one["attributes"].get("id"),
        )
        for one in state
    ]
    read_live(managed, Sessions(aws=lambda resource: session))
    OUT.mkdir(exist_ok=True)
    stack = {"state": state, "answers": server.recording}
    (OUT / "stack.json").write_text(json.dumps(stack, indent=1, sort_keys=True) + "\n")
    (OUT / "schema.json").write_text(json.dumps(schema, indent=1, sort_keys=True) + "\n")
    server.stop()


if __name__ == "__main__":
    main()
