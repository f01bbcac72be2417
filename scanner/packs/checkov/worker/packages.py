"""Checkov's packages, without what importing them imports."""

from __future__ import annotations

import ast
import gc
import importlib
import importlib.machinery
import importlib.util
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

# Whose `__init__` imports a whole framework.
_FRAMEWORKS = (
    "checkov.terraform", "checkov.kubernetes", "checkov.dockerfile", "checkov.github_actions",
    "checkov.yaml_doc",
)  # fmt: skip
_CHECKS = tuple(f"{name}.checks." for name in _FRAMEWORKS)
COMMON = (
    "checkov.terraform.checks.resource.base_resource_value_check",
    "checkov.terraform.checks.resource.base_resource_negative_value_check",
    "checkov.terraform.checks.provider.base_check",
    "checkov.terraform.checks.module.base_module_check",
    "checkov.terraform.checks.data.base_check",
)
"""What most checks import, and what takes longest of it."""
# Parsers of Checkov's, which take a tenth of a second to make and which hardly any check runs.
_LATER = ("hcl2",)


class _EmptyPackages:
    """Finds Checkov's packages of checks without what their ``__init__`` imports."""

    def __init__(self, root: str) -> None:
        self._root = root

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in _FRAMEWORKS and not f"{name}.".startswith(_CHECKS):
            return None
        folder = os.path.join(self._root, *name.split(".")[1:])
        if not os.path.isfile(os.path.join(folder, "__init__.py")):
            return None
        loader: Any = self
        spec = importlib.machinery.ModuleSpec(name, loader, is_package=True)
        spec.submodule_search_locations = [folder]
        return spec

    def create_module(self, _spec: object) -> None:
        """As Python makes it."""

    def exec_module(self, _module: object) -> None:
        """Nothing: that is the point."""


def prepare() -> str:
    """The folder of Checkov's package, ready to import checks from."""
    spec = importlib.util.find_spec("checkov")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'checkov'", name="checkov")
    root = os.path.dirname(spec.origin)
    finder: Any = _EmptyPackages(root)
    sys.meta_path.insert(0, finder)
    for name in _LATER:
        _import_later(name)
    # Its messages hold the values of what is scanned.
    logging.disable(logging.CRITICAL)
    return root


def _import_later(name: str) -> None:
    """Let a module be there at once and be loaded when somebody looks into it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None or name in sys.modules:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def import_checks(modules: Iterable[str]) -> None:
    """Import modules, which stay: nothing of them is looked through for garbage, now or later."""
    wanted = [name for name in modules if name not in sys.modules]
    if not wanted:
        return
    gc.disable()
    try:
        for name in wanted:
            importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def modules_of(folder: str, package: str) -> Iterator[str]:
    """The modules that importing a package of Checkov's imports, itself left out.

    Its ``__init__`` either imports packages below it by name or every file beside itself.
    """
    try:
        with open(os.path.join(folder, "__init__.py"), encoding="utf-8") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            name = node.module or ""
            below = os.path.join(folder, *name[len(package) + 1 :].split("."))
            if os.path.isdir(below):
                yield from modules_of(below, name)
            else:
                yield name
        elif isinstance(node, ast.Attribute) and node.attr == "glob":
            for entry in sorted(os.listdir(folder)):
                if entry.endswith(".py") and entry != "__init__.py":
                    yield f"{package}.{entry[:-3]}"
