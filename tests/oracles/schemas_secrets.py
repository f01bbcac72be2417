"""Which attributes are secret, for providers whose generated code does not say it.

Two sources, joined: Pulumi's packages, which are generated from the same schemas and name the
secret attributes of each resource at its top level; and names that can only hold a secret. Of
the names that mark an attribute of AWS, where the schema says it, nine in ten are marked there, or
hold a secret that is not.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PULUMI = {"google": ("pulumi-gcp", "8.41.1"), "azurerm": ("pulumi-azure", "6.40.1")}

_NAME = re.compile(
    r"(?:^|_)(?:password|passphrase|secret_key|private_key|access_key|access_token|api_key|api_secret"
    r"|app_secret|auth_token|client_secret|connection_string|consumer_secret|oauth_token"
    r"|pre_?shared_key|raw_key|refresh_token|sas_token|secret_access_key|shared_key"
    r"|shared_secret)(?:_wo)?"
)
# Pulumi calls all labels secret that providers add, since they hold whatever the user's hold.
_NOT_SECRET = {"effective_labels", "effective_annotations", "pulumi_labels", "terraform_labels"}
_OUTPUTS = re.compile(r"additional_secret_outputs=\[([^\]]*)\]")
_TOKEN = re.compile(r"super\(\w+, __self__\)\.__init__\(\s*'\w+:(\w+)/\w+:(\w+)'")
_KUBERNETES = {
    "kubernetes_secret": ("data", "binary_data"),
    "kubernetes_secret_v1": ("data", "binary_data"),
    "kubernetes_secret_v1_data": ("data",),
}


def mark(provider: str, schemas: Iterable[tuple[str, str, dict[str, Any]]], scratch: Path) -> None:
    """Set ``sensitive`` and ``write_only`` in the schemas of one provider."""
    named = _pulumi(provider, scratch) if provider in PULUMI else {}
    for _, type_, block in schemas:
        attributes = block["attributes"]
        folded = type_.removeprefix(provider).replace("_", "")
        for name in (*named.get(folded, ()), *_KUBERNETES.get(type_, ())):
            if name in attributes:
                attributes[name]["sensitive"] = True
        _by_name(block)


def _by_name(block: Mapping[str, Any]) -> None:
    for name, attribute in block["attributes"].items():
        if attribute["type"] == "string" and _NAME.fullmatch(name[_start(name) :]):
            attribute["sensitive"] = True
        # The providers' own convention; the version beside it is no secret.
        versions = {f"{name}_version", f"{name}_revision"}
        if name.endswith("_wo") and versions & block["attributes"].keys():
            attribute["write_only"] = True
    for nested in block["block_types"].values():
        _by_name(nested["block"])


def _start(name: str) -> int:
    """Where the last words of a name begin that may be a secret's."""
    found = [m.start() for m in re.finditer(r"(?:^|_)", name) if _NAME.fullmatch(name, m.start())]
    return found[0] if found else len(name)


def _pulumi(provider: str, scratch: Path) -> dict[str, set[str]]:
    """Secret attributes by the type's name without its prefix and underscores."""
    package, version = PULUMI[provider]
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{package}=={version}"],
        cwd=scratch,
        check=True,
    )
    found: dict[str, set[str]] = {}
    with zipfile.ZipFile(next(scratch.glob("pulumi*.whl"))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode() if name.endswith(".py") else ""
            outputs, token = _OUTPUTS.search(text), _TOKEN.search(text)
            if outputs is None or token is None:
                continue
            names = {_snake(one) for one in re.findall(r'"(\w+)"', outputs[1])} - _NOT_SECRET
            # Its module is part of the type's name with some services and not with others.
            for key in (token[1] + token[2], token[2]):
                found.setdefault(key.lower(), set()).update(names)
    return found


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


if __name__ == "__main__":
    sys.exit("run provider_schemas.py")
