"""Provider schemas out of the TypeScript that HashiCorp generates from them for CDK for Terraform.

Google's, Azure's and Kubernetes' providers publish no other schema that a package registry has.
The generated code states every attribute's name, type, who sets it and whether it is a block; a
build carries its TypeScript in the source map. What it does not state is what is sensitive: that
comes from `schemas_secrets`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SOURCE_MAP = re.compile(r"sourceMappingURL=data:application/json;base64,(\S+)")
_CLASS = re.compile(r"^export class (\w+) extends cdktf\.(\w+) \{$(.*?)^\}$", re.M | re.S)
_INTERFACE = re.compile(r"^export interface (\w+)[^{]*\{$(.*?)^\}$", re.M | re.S)
_FUNCTION = re.compile(r"^export function (\w+)ToHclTerraform\(.*?^\}$", re.M | re.S)
_TYPE_NAME = re.compile(r'static readonly tfResourceType = "(\w+)"')
_MEMBER = re.compile(
    r"^  // (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n((?:.*\n){1,4})", re.M
)
_BLOCK = re.compile(r"^  \* (\w+) block\.?$", re.M)
_NESTING = re.compile(
    r"^ +(\w+): \{\n +value: .*,\n +isBlock: (?:true|false),\n +type: \"(\w+)\"", re.M
)
_NEW = re.compile(r"new ([\w.]+)\(this, \"\w+\"(?:, (\w+))?\);")
_ELEMENT = re.compile(r"public get\(\w+: \w+\): (\w+) \{")
_GETTER = re.compile(r"return (.*);")

_GETTERS = {
    "getStringAttribute": "string",
    "getNumberAttribute": "number",
    "getBooleanAttribute": "bool",
    "getListAttribute": ["list", "string"],
    "getNumberListAttribute": ["list", "number"],
    "getStringMapAttribute": ["map", "string"],
    "getNumberMapAttribute": ["map", "number"],
    "getBooleanMapAttribute": ["map", "bool"],
    "getAnyMapAttribute": "dynamic",
    "interpolationForAttribute": "dynamic",
}
_HOLDERS = {
    "cdktf.StringMap": ["map", "string"],
    "cdktf.NumberMap": ["map", "number"],
    "cdktf.BooleanMap": ["map", "bool"],
    "cdktf.AnyMap": "dynamic",
    "cdktf.StringMapList": ["list", ["map", "string"]],
}


def provider(package: Path) -> tuple[str, str]:
    """Name (``hashicorp/google``) and version of the provider that a package describes."""
    about = json.loads((package / "package.json").read_text())["cdktf"]["provider"]
    return about["name"].removeprefix("registry.terraform.io/"), about["version"]


def schemas(package: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(mode, type, block) of each type, blocks in the shape of ``terraform providers schema``."""
    for folder in sorted((package / "lib").iterdir()):
        # The structures of the largest types stand in files of their own.
        sources: list[str] = []
        for file in sorted(folder.rglob("*.js")) if folder.is_dir() else ():
            found = _SOURCE_MAP.search(file.read_text())
            if found is not None:
                sources += json.loads(base64.b64decode(found[1]))["sourcesContent"]
        yield from _Code("\n".join(sources)).types()


class _Code:
    """The generated code of one type."""

    def __init__(self, text: str) -> None:
        self.classes = {m[1]: (m[2], m[3]) for m in _CLASS.finditer(text)}
        self.interfaces = {m[1]: m[2] for m in _INTERFACE.finditer(text)}
        self.functions = {m[1][:1].upper() + m[1][1:]: m[0] for m in _FUNCTION.finditer(text)}

    def types(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for name, (base, body) in self.classes.items():
            type_ = _TYPE_NAME.search(body)
            mode = {"TerraformResource": "managed", "TerraformDataSource": "data"}.get(base)
            if type_ is not None and mode is not None:
                yield mode, type_[1], self.block(name, f"{name}Config", body)

    def block(self, name: str, interface: str, members: str) -> dict[str, Any]:
        """The content of a class: its attributes and nested blocks."""
        blocks = set(_BLOCK.findall(self.interfaces.get(interface, "")))
        nesting = dict(_NESTING.findall(self.functions.get(name, members)))
        block: dict[str, Any] = {"attributes": {}, "block_types": {}}
        for attribute, computed, optional, required, body in _MEMBER.findall(members):
            if attribute in blocks:
                holder, wraps = _NEW.search(body).groups()  # type: ignore[union-attr]
                single = holder.endswith("OutputReference")
                mode = "set" if wraps == "true" else nesting.get(attribute, "list")
                block["block_types"][attribute] = {
                    "nesting_mode": {"struct": "single"}.get(mode, mode),
                    "min_items": int(required == "true" and mode != "struct"),
                    "max_items": int(single and mode != "struct"),
                    "block": self.inner(holder),
                }
                continue
            described: dict[str, Any] = {"type": self.type(body)}
            for flag, value in (
                ("computed", computed),
                ("optional", optional),
                ("required", required),
            ):
                if value == "true":
                    described[flag] = True
            block["attributes"][attribute] = described
        return block

    def inner(self, holder: str) -> dict[str, Any]:
        """The content of the class that a holder of lists, maps or single blocks gives."""
        if not holder.endswith("OutputReference"):
            element = _ELEMENT.search(self.classes[holder][1])
            assert element is not None, holder
            holder = element[1]
        name = holder.removesuffix("OutputReference")
        return self.block(name, name, self.classes[holder][1])

    def type(self, body: str) -> Any:
        """The type of an attribute, as ``terraform providers schema`` writes types."""
        made = _NEW.search(body)
        if made is not None:
            holder, wraps = made.groups()
            if holder in _HOLDERS:
                return _HOLDERS[holder]
            block = self.inner(holder)
            inner = {name: a["type"] for name, a in block["attributes"].items()}
            for name, nested in block["block_types"].items():
                mode = nested["nesting_mode"]
                content = _object(nested["block"])
                inner[name] = content if mode == "single" else [mode, content]
            if holder.endswith("OutputReference"):
                return ["object", inner]
            collection = "map" if holder.endswith("Map") else "set" if wraps == "true" else "list"
            return [collection, ["object", inner]]
        getter = _GETTER.search(body)
        assert getter is not None, body
        call = next(name for name in _GETTERS if f"this.{name}(" in getter[1])
        found = _GETTERS[call]
        if "Fn.tolist(" in getter[1] and isinstance(found, list):
            return ["set", found[1]]
        return found


def _object(block: dict[str, Any]) -> Any:
    return ["object", {name: a["type"] for name, a in block["attributes"].items()}]
