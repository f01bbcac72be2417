"""Record what Terraform plans with the AWS provider for tests/terraform/aws_plans.

Run it from the repository's root with Terraform on PATH and the AWS provider within its reach
(TF_CLI_CONFIG_FILE may name a mirror), in an environment with moto[server]:

    python tests/oracles/aws_plans.py

Each folder there is a configuration of its own. All are planned at once, as modules of one root,
since most of a plan's time is spent on starting the provider. Credentials are fake; what has to be
asked of an account (data sources, ephemeral resources) is answered by moto on the loopback
interface. Each folder gets a plan.json: its outputs, resources and data sources with their planned
values, without the nulls, and what is known only after apply.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

PLANS = Path(__file__).parent.parent / "terraform" / "aws_plans"
VERSION = "5.100.0"

REQUIRED = f"""
terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "{VERSION}"
    }}
  }}
}}
"""

SETTINGS = """
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
  endpoints {
    ec2            = "ENDPOINT"
    secretsmanager = "ENDPOINT"
    sts            = "ENDPOINT"
  }
"""


def folders() -> list[Path]:
    """The configurations."""
    return sorted(path for path in PLANS.iterdir() if path.is_dir())


def main() -> int:
    """Plan all of them."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        with tempfile.TemporaryDirectory() as scratch:
            document = plan(Path(scratch), f"http://{host}:{port}")
    finally:
        server.stop()
    for folder in folders():
        text = json.dumps(reduced(document, folder.name), indent=1, sort_keys=True)
        (folder / "plan.json").write_text(text + "\n")
        print(folder.name)
    return 0


def plan(root: Path, endpoint: str) -> dict[str, Any]:
    """The plan of a root that calls each configuration as a module."""
    settings = SETTINGS.replace("ENDPOINT", endpoint)
    calls = []
    for folder in folders():
        copytree(folder, root / folder.name)
        calls.append(
            f'module "{folder.name}" {{\n  source = "./{folder.name}"\n}}\n'
            f'output "{folder.name}" {{\n  value     = module.{folder.name}\n'
            "  sensitive = true\n}\n"
        )
        for path in (root / folder.name).rglob("*.tf*"):
            path.write_text(with_settings(path, settings))
    provider = f'provider "aws" {{\n  region = "us-east-1"\n{settings}}}\n'
    (root / "main.tf").write_text(REQUIRED + provider + "".join(calls))
    environ = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}

    def terraform(*arguments: str) -> str:
        done = subprocess.run(
            ["terraform", *arguments], cwd=root, env=environ, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"terraform {arguments[0]}: {done.stdout[-2000:]}{done.stderr}")
        return done.stdout

    terraform("init", "-no-color", "-input=false")
    terraform("plan", "-no-color", "-input=false", "-refresh=false", "-out=plan")
    found: dict[str, Any] = json.loads(terraform("show", "-json", "plan"))
    return found


def with_settings(path: Path, settings: str) -> str:
    """The code of a file with its provider blocks completed."""
    text = path.read_text()
    if not path.name.endswith(".json"):
        return re.sub(r'^provider "aws" \{$', lambda m: m[0] + settings, text, flags=re.M)
    document = json.loads(text)
    for block in document.get("provider", {}).get("aws", ()):
        for name, value in re.findall(r"^  (\w+) += (\S+)$", settings, re.M):
            block[name] = json.loads(value)
    return json.dumps(document)


def reduced(document: dict[str, Any], name: str) -> dict[str, Any]:
    """The part of one configuration, with its own addresses."""
    prefix = f"module.{name}."
    output = document["output_changes"][name]
    unknown = output["after_unknown"]
    values = output.get("after") or {}
    names = {*values, *(unknown if isinstance(unknown, dict) else ())}
    resources = {}
    for change in document["resource_changes"]:
        if change["address"].startswith(prefix):
            resources[change["address"].removeprefix(prefix)] = {
                "values": without_nulls(change["change"]["after"]),
                "unknown": without_false(change["change"]["after_unknown"]),
            }
    prior = document.get("prior_state", {}).get("values", {}).get("root_module", {})
    for resource in data_sources(prior.get("child_modules", ())):
        if resource["address"].startswith(prefix):
            resources[resource["address"].removeprefix(prefix)] = {
                "values": without_nulls(resource["values"]),
                "unknown": {},
            }
    return {
        "outputs": {
            one: {
                "value": values.get(one),
                "unknown": unknown.get(one, False) if isinstance(unknown, dict) else unknown,
            }
            for one in sorted(names)
        },
        "resources": resources,
    }


def data_sources(modules: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What was read while planning."""
    for module in modules:
        yield from (r for r in module.get("resources", ()) if r["mode"] == "data")
        yield from data_sources(module.get("child_modules", ()))


def without_nulls(value: Any) -> Any:
    """An object without its null attributes: what the code does not set."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(v) for v in value] if isinstance(value, list) else value


def without_false(value: Any) -> Any:
    """``after_unknown`` without what is known."""
    if isinstance(value, dict):
        return {k: without_false(v) for k, v in value.items() if v is not False}
    return [without_false(v) for v in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
