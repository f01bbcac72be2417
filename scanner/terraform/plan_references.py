"""What the values of a plan refer to, from the expressions in its ``configuration``.

A plan gives no value for what is known only after apply, and of its expressions only the names
that occur in them. From these names, followed through the inputs and outputs of modules and
through ``each``, come the resource instances that the value may be of. Locals are not in a plan:
what comes through one cannot be resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from scanner.model import Value

_STEP: Final = re.compile(r'([^.\[\]"]{1,512})((?:\[(?:"(?:[^"\\]|\\.){0,4096}"|\d{1,18})\])?)\.?')
_MODULE_STEP: Final = re.compile(
    r'module\.([^.\[]{1,512})((?:\[(?:"(?:[^"\\]|\\.){0,4096}"|\d{1,18})\])?)(?:\.|\Z)'
)
_IDENTIFYING: Final = frozenset(
    {"id", "arn", "name", "bucket", "self_link", "key_id", "identifier", "address", "url"}
)
# They hold no value of a resource.
_NOTHING: Final = frozenset({"path", "terraform", "self", "count"})
_MAX_STEPS: Final = 2_000
_MAX_DEPTH: Final = 60
_MAX_ADDRESS: Final = 4_096
MAX_CANDIDATES: Final = 8
"""Of more instances than these it is not told which a value may be of."""


class Frame(NamedTuple):
    """Where an expression stands: in a module instance, under a for_each, in one of its instances.

    key: of the instance, as addresses write it: ``["a"]``, ``[0]`` or nothing.
    """

    module: str
    for_each: Any
    key: str


class Targets(NamedTuple):
    """addresses: the instances that a value may be of; none when that cannot be told in full.
    identifier: it is an id, ARN or name that the platform gives, and nothing else is involved."""

    addresses: tuple[str, ...] = ()
    identifier: bool = False


@dataclass(slots=True)
class _Search:
    """One resolution. complete: everything that the expression names was followed."""

    found: dict[str, None] = field(default_factory=dict)
    complete: bool = True
    identifier: bool = True
    steps: int = 0
    depth: int = 0
    seen: set[tuple[int, str, int, str, str]] = field(default_factory=set)


class References:
    """The configuration of a plan, and the instances that there are.

    Instances of resources are known by (module instance, definition) and their keys.
    """

    def __init__(self, configuration: Value) -> None:
        content = configuration if isinstance(configuration, Mapping) else {}
        root = content.get("root_module")
        self._root: Mapping[str, Value] = root if isinstance(root, Mapping) else {}
        self._modules: dict[tuple[str, ...], Mapping[str, Value]] = {(): self._root}
        self._resources: dict[tuple[str, ...], dict[str, Mapping[str, Value]]] = {}
        self._instances: dict[tuple[str, str], dict[str, str]] = {}
        self._children: dict[tuple[str, str], dict[str, str]] = {}

    def add(self, module: str, definition: str, key: str, address: str) -> None:
        """Tell of an instance of a resource, so that references can lead to it."""
        self._instances.setdefault((module, definition), {})[key] = address
        while module and len(module) < _MAX_ADDRESS:
            parent, name, module_key = _parent(module)
            children = self._children.setdefault((parent, name), {})
            if module_key in children:
                break
            children[module_key] = module
            module = parent

    def resource(self, module: str, definition: str) -> Mapping[str, Value] | None:
        """The configuration of a resource, or None where the plan does not have it."""
        path = _names(module)
        known = self._resources.get(path)
        if known is None:
            known = self._resources[path] = {}
            for one in _list(self._module(path).get("resources")):
                if isinstance(one, Mapping) and isinstance(one.get("address"), str):
                    known[one["address"]] = one
        return known.get(definition)

    def targets(self, expression: Value, frame: Frame) -> Targets:
        """Where the value of an expression may come from."""
        search = _Search()
        self._expression(expression, frame, "", search)
        if not search.complete:
            return Targets()
        return Targets(tuple(search.found), search.identifier and len(search.found) == 1)

    def _module(self, path: tuple[str, ...]) -> Mapping[str, Value]:
        known = self._modules.get(path)
        if len(path) > _MAX_DEPTH:
            return {}
        if known is None:
            call = _of(self._module(path[:-1]).get("module_calls"), path[-1])
            module = _of(call, "module")
            known = self._modules[path] = module if isinstance(module, Mapping) else {}
        return known

    def _expression(self, expression: Value, frame: Frame, hint: str, search: _Search) -> None:
        mark = (id(expression), frame.module, id(frame.for_each), frame.key, hint)
        search.steps += 1
        if mark in search.seen:
            return
        if search.steps > _MAX_STEPS or search.depth > _MAX_DEPTH or not search.complete:
            search.complete = False
            return
        search.seen.add(mark)
        search.depth += 1
        for references in _reference_lists(expression):
            names = _longest(references)
            if any(name.startswith(("each.", "count.")) for name in names):
                hint = hint or frame.key
            for name in names:
                self._name(name, frame, hint, search)
        search.depth -= 1

    def _name(self, name: str, frame: Frame, hint: str, search: _Search) -> None:
        steps = _STEP.findall(name)
        head = steps[0][0] if steps else ""
        if head in _NOTHING or name == "each.key":
            search.identifier = False
        elif head == "each":
            self._expression(frame.for_each, frame._replace(for_each=None), hint, search)
        elif head == "var" and len(steps) > 1:
            self._variable(steps[1][0], frame, hint, search)
        elif head == "module" and len(steps) > 1:
            self._call(steps[1:], frame, hint, search)
        elif head == "data" and len(steps) > 2:
            definition = f"data.{steps[1][0]}.{steps[2][0]}"
            self._resource(definition, steps[2][1], "", frame, hint, search)
        elif head not in ("local", "ephemeral", "data", "var", "module") and len(steps) > 1:
            attribute = steps[2][0] if len(steps) > 2 else ""
            definition = f"{head}.{steps[1][0]}"
            self._resource(definition, steps[1][1], attribute, frame, hint, search)
        else:
            search.complete = False

    def _variable(self, name: str, frame: Frame, hint: str, search: _Search) -> None:
        if not frame.module:
            search.identifier = False
            return  # a root variable holds a value, and no resource's
        parent, call_name, key = _parent(frame.module)
        call = _of(self._module(_names(parent)).get("module_calls"), call_name)
        expression = _of(_of(call, "expressions"), name)
        if expression is None:
            search.identifier = False
            return  # its default
        self._expression(expression, Frame(parent, _of(call, "for_each_expression"), key), hint,
                         search)  # fmt: skip

    def _call(self, steps: list[tuple[str, str]], frame: Frame, hint: str, search: _Search) -> None:
        name, key = steps[0]
        children = self._children.get((frame.module, name))
        if children is None:
            # A module without resources is listed nowhere: it only passes values on.
            call = _of(self._module(_names(frame.module)).get("module_calls"), name)
            repeated = bool(_of(call, "for_each_expression") or _of(call, "count_expression"))
            own = key or (hint if repeated else "")
            address = f"{frame.module}.module.{name}" if frame.module else f"module.{name}"
            children = {own: address + own}
        outputs = _of(self._module((*_names(frame.module), name)), "outputs")
        wanted = [steps[1][0]] if len(steps) > 1 else list(outputs or ())
        for _, child in _chosen(children, key or hint, bool(key), search):
            for output in wanted:
                expression = _of(_of(outputs, output), "expression")
                self._expression(expression, Frame(child, None, ""), hint, search)

    def _resource(
        self, definition: str, key: str, attribute: str, frame: Frame, hint: str, search: _Search
    ) -> None:
        instances = self._instances.get((frame.module, definition), {})
        for own, address in _chosen(instances, key or hint, bool(key), search):
            if attribute and attribute not in _IDENTIFYING:
                # What another resource was given is a value of what it was given.
                node = self.resource(frame.module, definition)
                written = _of(_of(node, "expressions"), attribute)
                if written is not None:
                    inner = Frame(frame.module, _of(node, "for_each_expression"), own)
                    before = len(search.found)
                    self._expression(written, inner, hint, search)
                    if len(search.found) > before:
                        continue
            search.found[address] = None
            search.identifier = search.identifier and attribute in _IDENTIFYING


def _chosen(
    instances: Mapping[str, str], key: str, certain: bool, search: _Search
) -> Iterable[tuple[str, str]]:
    """The instances that a key may mean: the one of that key, else all of them."""
    if key in instances:
        return ((key, instances[key]),)
    if certain:
        return ()
    if len(instances) > MAX_CANDIDATES:
        search.complete = False
        return ()
    return tuple(instances.items())


def _reference_lists(expression: Value) -> Iterable[list[Value]]:
    """The lists of references in an expression; a block has one in each of its arguments."""
    pending = [expression]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, Mapping):
            references = node.get("references")
            if isinstance(references, list):
                yield references
            elif "constant_value" not in node:
                pending.extend(node.values())


def _longest(references: list[Value]) -> list[str]:
    """Terraform names each reference in full and then every shorter form of it."""
    found: list[str] = []
    for name in references:
        if not isinstance(name, str) or len(name) > 4096:
            continue
        if found and found[-1].startswith(name) and found[-1][len(name) : len(name) + 1] in ".[":
            continue
        found.append(name)
    return found


def _parent(module: str) -> tuple[str, str, str]:
    """A module instance's address as (its parent's, its name, its key)."""
    steps = list(_MODULE_STEP.finditer(module))
    if not steps:
        return "", module, ""
    last = steps[-1]
    return module[: max(0, last.start() - 1)], last[1], last[2]


def _names(module: str) -> tuple[str, ...]:
    return tuple(match[1] for match in _MODULE_STEP.finditer(module))


def _of(value: Value, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
