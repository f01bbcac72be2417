"""A repository of Terraform for measurements: as many .tf files as asked for, always the same.

It is laid out as an organisation's repository is: a shelf of modules, some calling others, and a
root per service and environment that calls them with variables. About 25 resource types; most are
configured well, some are not. ``python bench/corpus.py FOLDER [FILES]`` writes one.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

from modules import MODULES

SEED = 20260131
ENVIRONMENTS = ("staging", "production")

# How a caller fills an input: from its own variables where it has them, else with this.
ARGUMENTS = {
    "name": "var.name",
    "cidr": "var.cidr",
    "zones": "var.zones",
    "vpc_id": '"vpc-0a1b2c3d"',
    "ports": "[443, 8080]",
    "versioned": "true",
    "service": '"ecs-tasks"',
    "actions": '["s3:GetObject", "sqs:SendMessage"]',
    "size": "100",
    "seconds": "120",
    "hash_key": '"id"',
    "memory": "512",
    "port": "8080",
    "image": '"registry.example.com/app:1.4.2"',
    "replicas": "3",
}
DEFAULTS = {
    "name": '"app"',
    "cidr": '"10.20.0.0/16"',
    "zones": '["eu-west-1a", "eu-west-1b"]',
}


def generate(folder: Path, files: int = 1000, seed: int = SEED) -> int:
    """Write a corpus of exactly `files` .tf files below `folder`; returns how many there are."""
    pages = _modules() | _roots(files - 4 * len(MODULES), random.Random(seed))
    for name, text in pages.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip("\n"))
    return len(pages)


def _modules() -> dict[str, str]:
    pages: dict[str, str] = {}
    for name, (inputs, body, called) in MODULES.items():
        calls = "".join(_call(child, f"../{child}", set(inputs), "") for child in called)
        folder = f"modules/{name}"
        pages[f"{folder}/main.tf"] = body + calls
        pages[f"{folder}/locals.tf"] = (
            'locals {\n  tags = merge(var.tags, { module = "' + name + '", name = var.name })\n}\n'
        )
        pages[f"{folder}/variables.tf"] = "".join(
            f'variable "{key}" {{\n  type        = {kind}\n  description = "The {key}"\n}}\n\n'
            for key, kind in inputs.items()
        ) + (
            'variable "enabled" {\n  type    = bool\n  default = true\n}\n\n'
            'variable "tags" {\n  type    = map(string)\n  default = {}\n}\n'
        )
        pages[f"{folder}/outputs.tf"] = _outputs(body)
    return pages


def _outputs(body: str) -> str:
    """Outputs ``id`` and ``arn`` of a module's first resource, of which there is always one."""
    kind, name = re.findall(r'^resource "(\w+)" "(\w+)"', body, re.MULTILINE)[0]
    address = f"{kind}.{name}"
    return "".join(
        f'output "{output}" {{\n  value = {address}.{output}\n}}\n\n' for output in ("id", "arn")
    )


def _call(module: str, source: str, known: set[str], extra: str) -> str:
    lines = [f'  source = "{source}"', *([extra] if extra else [])]
    for key in MODULES[module][0]:
        given = f"var.{key}" if key in known else ARGUMENTS[key]
        lines.append(f"  {key} = {given}")
    return f'\nmodule "{module.replace("-", "_")}" {{\n' + "\n".join(lines) + "\n}\n"


def _roots(files: int, source: random.Random) -> dict[str, str]:
    """Roots of four files each, and single files for what does not divide."""
    pages: dict[str, str] = {}
    leaves = [name for name in MODULES if name != "platform"]
    number = 0
    while len(pages) + 4 <= files:
        environment = ENVIRONMENTS[number % 2]
        folder = (
            f"services/{source.choice(['api', 'web', 'job', 'feed'])}-{number:03}/{environment}"
        )
        called = source.sample(leaves, 3)
        if number % 8 == 0:
            called.append("platform")
        pages[f"{folder}/main.tf"] = "".join(
            _call(
                name,
                f"../../../modules/{name}",
                set(DEFAULTS),
                "  for_each = toset(var.zones)" if source.random() < 0.15 else "",
            )
            for name in called
        )
        pages[f"{folder}/variables.tf"] = "".join(
            f'variable "{key}" {{\n  default = {value}\n}}\n\n' for key, value in DEFAULTS.items()
        )
        pages[f"{folder}/terraform.tf"] = _settings(environment, number)
        pages[f"{folder}/storage.tf"] = _storage(source)
        number += 1
    for spare in range(files - len(pages)):
        pages[f"services/shared/extra{spare}.tf"] = _storage(source, f"extra{spare}")
    return pages


def _settings(environment: str, number: int) -> str:
    return f"""
terraform {{
  required_version = ">= 1.6"
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }}
  }}
  backend "s3" {{
    bucket  = "states"
    key     = "{environment}/{number}.tfstate"
    region  = "eu-west-1"
    encrypt = true
  }}
}}

provider "aws" {{
  region = "eu-west-1"
  default_tags {{
    tags = {{ environment = "{environment}" }}
  }}
}}
"""


def _storage(source: random.Random, name: str = "data") -> str:
    encrypted = source.choice(["true", "true", "false"])
    size = source.randint(10, 500)
    return f"""
resource "aws_ebs_volume" "{name}" {{
  availability_zone = "eu-west-1a"
  size              = {size}
  encrypted         = {encrypted}
}}

resource "aws_efs_file_system" "{name}" {{
  creation_token = "{name}-{size}"
  encrypted      = {encrypted}
}}
"""


if __name__ == "__main__":
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    print(f"{generate(Path(sys.argv[1]), wanted)} files in {sys.argv[1]}")
