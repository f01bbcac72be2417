"""What the modules of examples name, by type and argument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ID = re.compile(r"(acl|ami|cgw|fs|lt|nat|pcx|rtb|sg|snap|subnet|vol|vpc)-\w+")


class Named:
    """The values that the resources of some modules have, by type and argument."""

    def __init__(self, modules: list[Path]) -> None:
        self.values: dict[tuple[str, str], dict[str, None]] = {}
        self.declared: dict[str, set[str]] = {}
        self.resources: list[tuple[str, dict[str, Any]]] = []
        for folder in modules:
            for resource in _resources(folder):
                self.resources.append((resource.type, dict(resource.attributes)))
                for name in ("bucket", "name", "identifier", "cluster_identifier", "function_name"):
                    value = resource.attributes.get(name)
                    if isinstance(value, str):
                        self.declared.setdefault(resource.type, set()).add(value)
                for key, value in _texts(resource.attributes):
                    self.values.setdefault((resource.type, key), {})[value] = None

    def of(self, *keys: str, types: str = "", but: str = "") -> list[str]:
        """The values of arguments with such a name, in types with such a beginning.

        but: the type that declares them.
        """
        declared = self.declared.get(but, set())
        found = {
            value: None
            for (type_, key), values in self.values.items()
            if key in keys and type_.startswith(types) and type_ != but
            for value in values
        }
        return [value for value in found if value and value not in declared]

    def ids(self, kind: str) -> list[str]:
        """The identifiers of a kind that EC2 gives."""
        found = {value: None for values in self.values.values() for value in values}
        return [one for one in found if _ID.fullmatch(one) and one.startswith(f"{kind}-")]

    def after(self, prefix: str) -> list[str]:
        """What follows a prefix, in all values that have it."""
        found = {value: None for values in self.values.values() for value in values}
        return [one.removeprefix(prefix) for one in found if one.startswith(prefix)]


def _resources(folder: Path) -> tuple[Any, ...]:
    from scanner.load.terraform import load_terraform
    from scanner.project import Project
    from scanner.terraform.options import TerraformOptions

    project = Project(str(folder), str(folder))
    return tuple(
        load_terraform([str(folder)], project, TerraformOptions(boundary=str(folder))).resources
    )


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, key)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, name)
