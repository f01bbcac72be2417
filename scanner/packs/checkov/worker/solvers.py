"""Checkov's solvers of graph checks, imported without what they do not need to solve anything.

A solver and the parser of checks drag in clients of HTTP, a scanner for secrets and a second
library of graphs. None of it has a say in a verdict: while they are imported, modules that say
nothing stand in for these, and are taken away again afterwards, so that whoever needs the real ones
gets them.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.machinery
import os
import sys
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

PARSER = "checkov.common.checks_infra.checks_parser"
_SOLVERS = "checkov.common.checks_infra.solvers"
_WITH_THREADS = (
    f"{_SOLVERS}.attribute_solvers.base_attribute_solver",
    f"{_SOLVERS}.resource_solvers.base_resource_solver",
)
_PATHS = "bc_jsonpath_ng.parser"
_BLOCKS = {
    "terraform": ("checkov.terraform.graph_builder.graph_components.blocks", "TerraformBlock"),
}
_BLOCK = ("checkov.common.graph.graph_builder.graph_components.blocks", "Block")


def _nothing(*_arguments: object, **_keywords: object) -> None:
    """Of a stand-in: does nothing."""


def _same(value: object) -> object:
    return value


class _Never:
    """Of a stand-in: a class that nothing is an instance of."""


_STAND_INS: dict[str, dict[str, object]] = {
    # The graphs are rustworkx's, as in Checkov's own command line.
    "networkx": {"DiGraph": _Never, "edge_dfs": _nothing},
    # Prints how a check was solved, when it is told to.
    "checkov.common.graph.checks_infra.debug": {
        "graph_check": _nothing, "resource_types": _nothing, "attribute_block": _nothing,
        "connection_block": _nothing, "complex_connection_block": _nothing,
    },
    # Requests and aiohttp, for one function that tidies a URL.
    "checkov.common.util.http_utils": {"normalize_bc_url": _same},
    # For blocks with a dynamic block that is not rendered yet; ours are.
    "dpath": {"search": _nothing, "get": _nothing},
}  # fmt: skip
# A package whose `__init__` imports what one light module of it does not need.
_HOLLOW = "checkov.terraform.modules"


@contextlib.contextmanager
def stand_ins() -> Iterator[None]:
    """While it lasts, what solvers do not need is not imported."""
    put: list[tuple[str, ModuleType | None]] = []
    for name, content in _STAND_INS.items():
        if name not in sys.modules:
            module = ModuleType(name)
            vars(module).update(content)
            put.append((name, _put(name, module)))
    if _HOLLOW not in sys.modules:
        package = ModuleType(_HOLLOW)
        root = os.path.dirname(importlib.import_module("checkov").__file__ or "")
        package.__path__ = [os.path.join(root, *_HOLLOW.split(".")[1:])]
        put.append((_HOLLOW, _put(_HOLLOW, package)))
    try:
        yield
    finally:
        for name, parent in put:
            for below in [one for one in sys.modules if f"{one}.".startswith(f"{name}.")]:
                del sys.modules[below]
            if parent is not None:
                vars(parent).pop(name.rpartition(".")[2], None)


def _put(name: str, module: ModuleType) -> ModuleType | None:
    """Put a module where imports find it; the package that it is an attribute of."""
    above, _, own = name.rpartition(".")
    parent = importlib.import_module(above) if above else None
    sys.modules[name] = module
    if parent is not None:
        setattr(parent, own, module)
    return parent


class _AtOnce:
    """In the place of a pool of threads: does what it is given in the order in which it is given.

    Solvers start a pool each time that they are asked, for work of microseconds.
    """

    crashed: ClassVar[list[tuple[Any, str]]] = []

    def submit(self, work: Callable[..., None], node: Any, *arguments: object) -> None:
        try:
            work(node, *arguments)
        except Exception as error:  # noqa: BLE001 - as of a future that nobody asks for its result
            self.crashed.append((node, type(error).__name__))


def _keep_tables(module: Any) -> None:
    """Work the tables of the parser of JSONPath out once; it does so for each expression."""
    made: dict[Any, Any] = {}
    work_out = module.ply.yacc.yacc

    def yacc(**options: Any) -> Any:
        key = type(options["module"]), options["start"]
        if key not in made:
            made[key] = work_out(**options)
        return made[key]

    module.ply = SimpleNamespace(yacc=SimpleNamespace(yacc=yacc))


class Solvers:
    """parse: a check as its file has it -> one of Checkov's. graph: nodes and edges as rustworkx's.
    block: the class of a framework's blocks."""

    def __init__(self) -> None:
        with stand_ins():
            parser = importlib.import_module(PARSER)
            self._registry_types: dict[str, list[str]] = importlib.import_module(
                "checkov.common.checks_infra.resources_types"
            ).resources_types
            self._graph: Any = importlib.import_module("rustworkx").PyDiGraph
            for name in _WITH_THREADS:
                module: Any = importlib.import_module(name)
                module.ThreadPoolExecutor = _AtOnce
                module.concurrent = SimpleNamespace(futures=SimpleNamespace(wait=_nothing))
            _keep_tables(importlib.import_module(_PATHS))
        self._parser = parser.GraphCheckParser()
        self._blocks: dict[str, Any] = {}

    def parse(self, raw: dict[str, Any], path: str) -> Any:
        """A check of Checkov's class `BaseGraphCheck`; raises what its parser raises."""
        scope = raw.get("scope") or {}
        types = self._registry_types.get(scope.get("provider", "").lower())
        return self._parser.parse_raw_check(raw, resources_types=types, check_path=path)

    def is_check(self, raw: Any, path: str) -> bool:
        """Whether what a file holds is a check at all."""
        return isinstance(raw, dict) and self._parser.validate_check_config(path, raw)

    def block(self, framework: str) -> Any:
        """The class of blocks, which knows how their content becomes attributes of a node."""
        if framework not in self._blocks:
            module, name = _BLOCKS.get(framework, _BLOCK)
            with stand_ins():
                self._blocks[framework] = getattr(importlib.import_module(module), name)
        return self._blocks[framework]

    def crashed(self) -> list[tuple[Any, str]]:
        """Nodes that solvers raised on since this was asked last, with the exception's name."""
        found = list(_AtOnce.crashed)
        _AtOnce.crashed.clear()
        return found

    def graph(self, nodes: list[dict[str, Any]], edges: list[tuple[int, int, Any]]) -> Any:
        """A graph as Checkov's connector builds it: each node with its own index."""
        graph = self._graph()
        graph.add_nodes_from(list(enumerate(nodes)))
        graph.add_edges_from(edges)
        return graph


@functools.cache
def solvers() -> Solvers:
    """Those of this process, imported when somebody asks for them first."""
    return Solvers()
