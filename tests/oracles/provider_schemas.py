"""Make the tables of provider schemas that trueup ships, scanner/terraform/schemas/*.table.

Run it from the repository's root with Terraform and npm on PATH and the AWS provider within
Terraform's reach (TF_CLI_CONFIG_FILE may name a mirror):

    python tests/oracles/provider_schemas.py [aws|google|azurerm|kubernetes ...]

AWS comes from `terraform providers schema -json`, the others from the code that HashiCorp
generates from their schemas (see schemas_cdktf.py). The same versions give the same bytes, with
the same zlib. `scanner/terraform/schemas/code.py` says how a line is written.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import schemas_cdktf
import schemas_secrets

TABLES = Path(__file__).parent.parent.parent / "scanner" / "terraform" / "schemas"
AWS = "5.100.0"
PACKAGES = {
    "google": ("@cdktf/provider-google", "16.12.1"),
    "azurerm": ("@cdktf/provider-azurerm", "14.23.1"),
    "kubernetes": ("@cdktf/provider-kubernetes", "12.1.1"),
}
FORMAT = "trueup-schemas 1"
# Characters of text in one chunk: smaller ones are quicker to read, larger ones pack better.
CHUNK = 48_000

Schema = tuple[str, str, dict[str, Any]]
_LETTERS = {"string": "s", "number": "n", "bool": "b", "dynamic": "d"}
_COLLECTIONS = {"list": "l", "set": "t", "map": "m"}
_NESTING = {"list": "l", "set": "t", "map": "m", "single": "g"}
_SUFFIX = {"managed": "", "data": ".data", "ephemeral": ".ephemeral"}


def main(names: list[str]) -> int:
    """Write the tables that are named, by default all."""
    for name in names or ["aws", *PACKAGES]:
        with tempfile.TemporaryDirectory() as scratch:
            read = aws if name == "aws" else generated
            provider, version, schemas = read(Path(scratch), name)
            data = table(provider, version, schemas)
        (TABLES / f"{name}.table").write_bytes(data)
        print(f"{name}: {provider} {version}, {len(data):,} bytes")
    return 0


def aws(scratch: Path, name: str) -> tuple[str, str, list[Schema]]:
    """The AWS provider's own answer."""
    source = f"hashicorp/{name}"
    (scratch / "main.tf").write_text(
        "terraform {\n  required_providers {\n    aws = {\n"
        f'      source  = "{source}"\n      version = "{AWS}"\n    }}\n  }}\n}}\n'
    )

    def terraform(*arguments: str) -> str:
        environ = {**os.environ, "CHECKPOINT_DISABLE": "1"}
        return subprocess.run(
            ["terraform", *arguments],
            cwd=scratch,
            env=environ,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    terraform("init", "-input=false")
    document = json.loads(terraform("providers", "schema", "-json"))
    found = document["provider_schemas"][f"registry.terraform.io/{source}"]
    return (
        source,
        AWS,
        [
            (mode, type_, schema["block"])
            for mode, key in (
                ("managed", "resource_schemas"),
                ("data", "data_source_schemas"),
                ("ephemeral", "ephemeral_resource_schemas"),
            )
            for type_, schema in found.get(key, {}).items()
        ],
    )


def generated(scratch: Path, name: str) -> tuple[str, str, list[Schema]]:
    """What the generated code of an npm package tells, and what is secret in it."""
    package, version = PACKAGES[name]
    subprocess.run(
        ["npm", "pack", "--silent", f"{package}@{version}"],
        cwd=scratch,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with tarfile.open(next(scratch.glob("*.tgz"))) as archive:
        archive.extractall(scratch, filter="data")
    folder = scratch / "package"
    found = list(schemas_cdktf.schemas(folder))
    schemas_secrets.mark(name, found, scratch)
    return (*schemas_cdktf.provider(folder), found)


def table(provider: str, version: str, schemas: Iterable[Schema]) -> bytes:
    """A whole table: a line about it, its index, its chunks."""
    entries = {type_ + _SUFFIX[mode]: entry(block) for mode, type_, block in schemas}
    chunks: list[tuple[str, str]] = []
    for key in sorted(entries):
        text = f"\n\n{key}\n{entries[key]}"
        if not chunks or len(chunks[-1][1]) + len(text) > CHUNK:
            chunks.append((key, ""))
        chunks[-1] = (chunks[-1][0], chunks[-1][1] + text)
    packed = [zlib.compress((text + "\n\n").encode(), 9) for _, text in chunks]
    index = "".join(
        f"{key} {len(data)}\n" for (key, _), data in zip(chunks, packed, strict=True)
    ).encode()
    head = f"{FORMAT} {provider} {version} {len(index)}\n".encode()
    return head + index + b"".join(packed)


def entry(block: dict[str, Any]) -> str:
    """A type's lines: the first for itself, then one for each different block within."""
    numbers: dict[str, int] = {}
    lines = [""]

    def write(content: dict[str, Any]) -> str:
        groups: dict[str, list[str]] = {}
        for name, attribute in sorted(content.get("attributes", {}).items()):
            groups.setdefault(kind(attribute), []).append(name)
        nested = []
        for name, one in sorted(content.get("block_types", {}).items()):
            line = write(one["block"])
            if line not in numbers:
                numbers[line] = len(lines)
                lines.append(line)
            mode = _NESTING[one["nesting_mode"]]
            least, most = one.get("min_items", 0), one.get("max_items", 0)
            nested.append(f"{name}:{mode},{least},{most},{numbers[line]}")
        attributes = ";".join(f"{key} {' '.join(groups[key])}" for key in sorted(groups))
        return f"{attributes}|{' '.join(nested)}"

    lines[0] = write(block)
    return "\n".join(lines)


def kind(attribute: dict[str, Any]) -> str:
    """Who sets an attribute, its marks, its type."""
    setting = "r" if attribute.get("required") else "o"
    if attribute.get("computed"):
        setting = "p" if attribute.get("optional") else "c"
    marks = "".join(
        mark
        for mark, flag in (("!", "sensitive"), ("~", "write_only"), ("-", "deprecated"))
        if attribute.get(flag)
    )
    return setting + marks + type_code(attribute["type"])


def type_code(type_: Any) -> str:
    """A type in few letters."""
    if isinstance(type_, str):
        return _LETTERS[type_]
    if type_[0] in _COLLECTIONS:
        return _COLLECTIONS[type_[0]] + type_code(type_[1])
    assert type_[0] == "object", type_
    return "{" + ",".join(f"{n}={type_code(t)}" for n, t in sorted(type_[1].items())) + "}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
