"""Graph checks: questions about blocks and how they are connected, of any of Checkov's frameworks.

    {"do": "graph", "framework": "terraform",
     "nodes": [{"block_name_": "aws_s3_bucket.b", "block_type_": "resource",
                "file_path_": "main.tf", "id_": "aws_s3_bucket.b", "source_": "Terraform",
                "resource_type": "aws_s3_bucket",
                "__address__": "module.x.aws_s3_bucket.b", "acl": ["private"], ...}, ...],
     "edges": [[0, 1, "bucket"], ...],
     "elsewhere": ["aws_backup_selection", ...],
     "modules": ["checkov.terraform.checks.resource.aws.S3SecureDataTransport"],
     "ids": ["CKV2_AWS_6", ...]}
                      -> {"said": [[check id, verdict, node, [keys]], ...]}

A node has what Checkov's vertices have: the names that end in ``_`` (`OWN`; ``source_`` is the
framework as Checkov spells it in `GraphSource`), ``resource_type``, and beside them the block's own
content, as the framework's parser makes it. The attributes ``a.b.0.c`` that checks ask for are
worked out here, by Checkov's own class of blocks. A value that a text holds as JSON is sent as
``{"json_": value}``, and the names of what holds such are in the node's ``json_``. Edges go from
whoever refers to what is referred to, as indexes of `nodes`. Of ``kubernetes`` nodes are the
objects as they are written, and there are no edges: see `clusters`. A verdict is about a node:
``PASSED``, ``FAILED``, ``UNKNOWN`` or ``CRASHED``, with the places of attributes that the check
looks at in nodes of that type, ``a/b``; after CRASHED stands the exception's name.

elsewhere: types of which there are nodes in other graphs of the same scan. Whether there is any
node of a type is asked of all that is scanned, since Checkov has one graph for it; a node of each
of these types, connected to nothing and not judged, gives the same answer.

modules: those of checks written in Python that look at the graph. ids: which checks are asked; all
where it is left out. A check that looks at no type that is there is not even parsed.
"""

from __future__ import annotations

import importlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from . import clusters
from .families import Described, ask, graph_words_in
from .nodes import JSON, OWN, hide, show
from .nodes import Graph as _Graph
from .packages import import_checks
from .solvers import PARSER, solvers

KINDS = ()
FRAMEWORKS = ("terraform", "kubernetes")
"""Whose graph checks are listed: those that somebody asks. As Checkov's folders are called."""
_TERRAFORM = "checkov.terraform.checks"
_ENDINGS = (".json", ".yaml", ".yml")
_MOST_BYTES = 4 << 20
# Where the place of an attribute ends and a pattern begins.
_PATTERN = re.compile(r"\.?[*\[?(]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# What stands for types that only Checkov's parser knows.
_ANY = frozenset({"all", "taggable", "provider"})


@dataclass(slots=True)
class Written:
    """A check in a file. types: those that it names; None where its file does not tell them all.
    check: Checkov's own, once something asked for it. keys: where it looks in nodes of a type."""

    id: str
    path: str
    raw: dict[str, Any]
    types: frozenset[str] | None
    check: Any = None
    keys: dict[Any, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Known:
    """What was read so far. written: checks of a framework. added: of directories of the user's,
    which are asked of every framework. coded: checks in Python by their module, each with the type
    that it judges."""

    written: dict[str, list[Written]] = field(default_factory=dict)
    added: list[Written] = field(default_factory=list)
    coded: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)


_KNOWN = _Known()


def answer(request: dict[str, Any]) -> list[list[Any]]:
    """What the graph checks of a framework say of a graph, see the module."""
    framework, raw = request["framework"], request["nodes"]
    wanted = set(request["ids"]) if "ids" in request else None
    import_checks(request.get("modules", ()))
    for name in request.get("modules", ()):
        take_coded(name)
    if framework == clusters.FRAMEWORK:
        return _said_of_objects(raw, wanted)
    graph = _Graph(framework, raw, request["edges"], request.get("elsewhere", ()))
    return _said(graph, framework, wanted, request.get("path", ""))


def _said_of_objects(raw: list[dict[str, Any]], wanted: set[str] | None) -> list[list[Any]]:
    """Of API objects, whose nodes and edges Checkov works out."""
    framework = clusters.FRAMEWORK
    asked = [one for one in _written(framework) if wanted is None or one.id in wanted]
    conditions = [(one.types, _conditions(one.raw["definition"])) for one in asked]
    found = clusters.opened(raw, clusters.partners(conditions))
    said = _said(_Graph(framework, found.nodes, found.edges), framework, wanted)
    return clusters.told(said, found, raw, [(one.id, one.types) for one in asked])


def _said(
    graph: _Graph, framework: str, wanted: set[str] | None, path: str = ""
) -> list[list[Any]]:
    said: list[list[Any]] = []
    for one in _written(framework):
        if (wanted is None or one.id in wanted) and graph.has_any(one.types):
            said += _solve(one, graph)
    for type_, check in [pair for pairs in _KNOWN.coded.values() for pair in pairs]:
        if (wanted is None or check.id in wanted) and type_ in graph.types:
            said += _ask_coded(check, type_, graph, path)
    return said


def load_checks_from(directory: str) -> tuple[list[Described], dict[str, str]]:
    """Add the checks in the files of a directory and those below it; what they are, and the files
    that could not be read or hold no check, with why. As for Checkov, one of an id that Checkov
    has replaces that, and of several of one id the first is taken."""
    failed: dict[str, str] = {}
    found: list[Described] = []
    ids = {one.id for one in _KNOWN.added}
    for one in _read(os.path.expanduser(directory), failed):
        if one.id in ids:
            failed[one.path] = "DuplicateId"
            continue
        ids.add(one.id)
        described = list(_describe("terraform", one, failed))
        if described:
            _KNOWN.added.append(one)
            found += described
    return found, failed


def added() -> Iterator[Written]:
    """The checks that were added, with what Checkov makes of them."""
    yield from _KNOWN.added


def describe(root: str, failed: dict[str, str]) -> Iterator[Described]:
    """Every check in Checkov's own files."""
    frameworks = [one for one in FRAMEWORKS if os.path.isdir(_folder(root, one))]
    try:
        if frameworks:
            solvers()
    except Exception as error:  # noqa: BLE001 - reported, once for all of them
        failed[PARSER] = type(error).__name__
        return
    for framework in frameworks:
        for one in _read(_folder(root, framework), failed):
            yield from _describe(framework, one, failed)


def _folder(root: str, framework: str) -> str:
    return os.path.join(root, framework, "checks", "graph_checks")


def _written(framework: str) -> Iterator[Written]:
    if framework not in _KNOWN.written:
        root = os.path.dirname(importlib.import_module("checkov").__file__ or "")
        _KNOWN.written[framework] = list(_read(_folder(root, framework), {}))
    yield from _KNOWN.added
    replaced = {one.id for one in _KNOWN.added}
    for one in _KNOWN.written[framework]:
        if one.id not in replaced:
            yield one


def _read(folder: str, failed: dict[str, str]) -> Iterator[Written]:
    """The checks in the files of a folder; those that hold none are added to `failed`."""
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(_ENDINGS):
                path = os.path.join(above, name)
                try:
                    raw = _load(path)
                    if isinstance(raw, dict) and isinstance(raw["definition"], (dict, list)):
                        id_ = str(raw["metadata"]["id"])
                        yield Written(id_, path, raw, _types_in(raw))
                        continue
                    failed[path] = "NoCheck"
                except Exception as error:  # noqa: BLE001 - reported; one broken file is not all
                    failed[path] = type(error).__name__


def _load(path: str) -> Any:
    with open(path, encoding="utf-8") as file:
        text = file.read(_MOST_BYTES)
    if path.endswith(".json"):
        return json.loads(text)
    loaded = importlib.import_module("yaml").safe_load(text)
    # As Checkov does: what JSON cannot hold, such as a date, is no check.
    return json.loads(json.dumps(loaded))


def _types_in(raw: dict[str, Any]) -> frozenset[str] | None:
    """The types that a check names; None where it looks at others, too."""
    found: set[str] = set()
    for condition in _conditions(raw["definition"]):
        kind = condition.get("cond_type", "")
        if kind == "filter":
            continue
        for name in ("resource_types", *(("connected_resource_types",) * (kind == "connection"))):
            types = condition.get(name)
            if isinstance(types, str) and name == "resource_types" and "provider" not in types:
                types = [types]
            # Within a text of connected types Checkov looks for parts of it.
            if kind == "resource" or not types or not isinstance(types, list):
                return None
            found.update(str(type_) for type_ in types)
    return None if not found or any(one.lower() in _ANY for one in found) else frozenset(found)


def _conditions(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The conditions in a definition that have none below them."""
    if depth > 50:
        raise ValueError("nested too deeply")
    below = value if isinstance(value, list) else []
    if isinstance(value, dict):
        below = [value[name] for name in ("and", "or", "not") if value.get(name)]
        if not below:
            yield value
    for one in below:
        yield from _conditions(one, depth + 1)


def _parsed(one: Written) -> Any:
    if one.check is None:
        one.check = solvers().parse(one.raw, one.path)
    return one.check


def _describe(framework: str, one: Written, failed: dict[str, str]) -> Iterator[Described]:
    try:
        if not solvers().is_check(one.raw, one.path):
            failed[one.path] = "NoCheck"
            return
        check = _parsed(one)
    except Exception as error:  # noqa: BLE001 - reported; one broken check is not all
        failed[one.path] = type(error).__name__
        return
    leaves = list(_leaves(check))
    words = {word for leaf in leaves for word in _WORD.findall(_place(leaf.attribute))}
    sees = [type_ for leaf in leaves for type_ in _seen(leaf)]
    judged = [type_ for leaf in leaves for type_ in _filtered(leaf)] or sees
    if any(leaf.type is not None and leaf.type.value == "RESOURCE" for leaf in leaves):
        # It names the types that there may be, and is about all.
        judged = []
    # One that names no type is about all.
    for type_ in dict.fromkeys(judged or [""]):
        yield Described(
            place=_place_of(framework, type_),
            id=check.id,
            name=str(check.name),
            category=str(check.category).upper(),
            guideline=str(check.guideline or ""),
            words=words,
            module="",
            graph=framework,
            sees=tuple(dict.fromkeys(sees)) if one.types is not None else None,
        )


def _leaves(check: Any) -> Iterator[Any]:
    """The conditions that a check of Checkov's is made of."""
    if not check.sub_checks:
        yield check
    for below in check.sub_checks:
        yield from _leaves(below)


def _seen(leaf: Any) -> list[str]:
    """The types of nodes that a condition looks at."""
    connected = leaf.connected_resources_types
    texts = (leaf.resource_types, [connected] if isinstance(connected, str) else connected)
    return [] if _filtered(leaf) else [type_ for types in texts for type_ in types]


def _filtered(leaf: Any) -> list[str]:
    """The types that a condition limits the verdicts to."""
    if leaf.type is None or leaf.type.value != "FILTER" or leaf.attribute != "resource_type":
        return []
    value = leaf.attribute_value
    return [value] if isinstance(value, str) else [str(one) for one in value or ()]


def _place(attribute: Any) -> str:
    """The attribute that a pattern is about: ``rule`` of ``rule.*.name``."""
    text = attribute if isinstance(attribute, str) else ""
    return _PATTERN.split(text.removeprefix("$."), maxsplit=1)[0]


def _place_of(framework: str, type_: str) -> str:
    """A type as ``kind/type``."""
    if framework != "terraform":
        return f"{framework}/{type_}"
    kind, dot, name = type_.partition(".")
    if dot and kind in ("data", "provider"):
        return f"{kind}/{name}"
    return "module/module" if type_ == "module" else f"resource/{type_}"


def _solve(one: Written, graph: _Graph) -> Iterator[list[Any]]:
    """What a check says of a graph, each verdict once."""
    solvers().crashed()
    try:
        check = _parsed(one)
        part = graph.part(one.types)
        verdicts = check.run(part)
    except Exception as error:  # noqa: BLE001 - reported, as the verdicts that are missing
        one.check = None
        for place in _looked_at(one, graph):
            yield [one.id, "CRASHED", place, [type(error).__name__]]
        return
    if one.types is None:
        # A solver of types alone would add what it finds in the next graph to what it found here.
        one.check = None
    done: set[tuple[str, int]] = set()
    for verdict, nodes in zip(("PASSED", "FAILED", "UNKNOWN"), verdicts, strict=True):
        for node in nodes:
            index = graph.index_of(node)
            if index is not None and (verdict, index) not in done:
                done.add((verdict, index))
                type_ = node.get("resource_type")
                if type_ not in one.keys:
                    one.keys[type_] = _keys(check, type_)
                yield [one.id, verdict, index, one.keys[type_]]
    judged = {index for _, index in done}
    for node, name in solvers().crashed():
        index = graph.index_of(node)
        if index is not None and index not in judged:
            judged.add(index)
            yield [one.id, "CRASHED", index, [name]]


def _looked_at(one: Written, graph: _Graph) -> Iterable[int]:
    types = graph.types if one.types is None else one.types
    return sorted(index for type_ in types for index in graph.types.get(type_, ()))


def _keys(check: Any, type_: Any) -> list[str]:
    """The places of attributes that a check looks at in nodes of a type."""
    found: dict[str, None] = {}
    for leaf in _leaves(check):
        if type_ in leaf.resource_types and not _filtered(leaf):
            place = _place(leaf.attribute)
            if place:
                found["/".join(place.split("."))] = None
    return list(found)[:10]


def take_coded(module: str) -> None:
    """Take a module's checks that look at the graph out of Checkov's registries: those are asked
    about blocks by themselves."""
    if module in _KNOWN.coded:
        return
    taken = _KNOWN.coded[module] = []
    kind = module.split(".")[3]
    registry_module: Any = importlib.import_module(f"{_TERRAFORM}.{kind}.registry")
    registry = getattr(registry_module, f"{kind}_registry")
    for type_, checks in list(registry.checks.items()):
        graphic = [
            check
            for check in checks
            if type(check).__module__ == module and graph_words_in(check, _TERRAFORM) is not None
        ]
        if graphic:
            registry.checks[type_] = [check for check in checks if check not in graphic]
            taken += [(type_, check) for check in graphic]


def _ask_coded(check: Any, type_: str, graph: _Graph, about: str) -> Iterator[list[Any]]:
    """What a check written in Python says of each node of its type."""
    check.graph = graph.whole()
    for index in graph.types[type_]:
        node = graph.raw[index]
        conf = {name: value for name, value in node.items() if name not in OWN}
        for known in conf.pop(JSON, ()):
            texts: dict[str, Any] = {}
            conf[known] = show(hide(conf[known], texts), texts)
        conf.pop("resource_type", None)
        path = f"{about}:{index}"
        name = str(node.get("block_name_", "")).partition(".")[2]
        id_, verdict, keys = ask(check, path, conf, name, type_, {})
        yield [id_, verdict, index, keys]
