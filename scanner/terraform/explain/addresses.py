"""Addresses as a user writes them, and what they name in a root module.

``aws_s3_bucket.logs``, ``module.a["x"].data.aws_ami.b[0].id``, ``var.size``, ``local.tags["x"]``,
``output.url``, ``module.a.url``. Without a key, a resource or call with count or for_each means
all of its instances; so does ``[*]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model import Path
from scanner.possessive import possessive
from scanner.terraform.expansion import ANY_KEY, Expansion, Key
from scanner.terraform.module_calls import ModuleCall
from scanner.terraform.modules import Module
from scanner.terraform.resources import ResourceNode

MAX_TARGETS = 1_000
_STEP = re.compile(
    possessive(
        r"""(?:^|\.)([^\W\d][\w-]*)|\.(\d{1,9})(?![\w-])|\[\s*(\d{1,9})\s*\]|\[\s*"((?:[^"\\]|\\.)*+)"\s*\]
    |\[\s*(\*)\s*\]|\[([^\]"\[]+)\]"""
    ),
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an address. kind: name, key, or any for ``[*]``."""

    kind: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Target:
    """What an address names. kind: resource, var, local, output or call.

    item: the resource or the call of the first and the last of these; name: of the others.
    path: the attribute within it; empty for the whole.
    """

    kind: str
    module: Module
    name: str = ""
    item: ResourceNode | ModuleCall | None = None
    key: Key = None
    path: Path = ()


def parse_address(text: str) -> tuple[Step, ...] | None:
    """The steps of an address; None when it is none."""
    steps: list[Step] = []
    position = 0
    while position < len(text):
        found = _STEP.match(text, position)
        if found is None:
            return None
        position = found.end()
        name, number, index, key, any_, loose = found.groups()
        if name is not None:
            steps.append(Step("name", name))
        elif number is not None or index is not None:
            steps.append(Step("key", int(number or index)))
        elif any_ is not None:
            steps.append(Step("any", ANY_KEY))
        else:
            steps.append(Step("key", loose.strip("'") if key is None else _unquoted(key)))
    return tuple(steps) if steps and steps[0].kind == "name" else None


def _unquoted(key: str) -> str:
    import json

    try:
        written = str(json.loads(f'"{key}"'))
    except ValueError:
        return key
    return written.replace("$${", "${").replace("%%{", "%{")


def resolve(root: Module, steps: tuple[Step, ...]) -> list[Target]:
    """Everything that an address names, nothing when it matches nothing. Of more than
    `MAX_TARGETS` one more than that, so that who asks can tell."""
    found: list[Target] = []
    for target in _in_module(root, steps):
        found.append(target)
        if len(found) > MAX_TARGETS:
            break
    return found


def _in_module(module: Module, steps: tuple[Step, ...]) -> Iterator[Target]:
    head = steps[0].value
    name = str(steps[1].value) if len(steps) > 1 and steps[1].kind == "name" else None
    code = module.code
    if name is None:
        return
    if head == "module":
        yield from _in_call(module, name, steps[2:])
    elif head == "var" and name in code.variables:
        yield Target("var", module, name, path=_path(steps[2:]))
    elif head == "local" and name in code.locals:
        yield Target("local", module, name, path=_path(steps[2:]))
    elif head == "output" and name in code.outputs:
        yield Target("output", module, name, path=_path(steps[2:]))
    else:
        yield from _resources(module, steps)


def _in_call(module: Module, name: str, steps: tuple[Step, ...]) -> Iterator[Target]:
    if name not in module.code.calls:
        return
    call = module.call(name)
    keys, rest = _keys(call.expansion(), steps)
    for key in keys:
        if not rest:
            yield Target("call", module, name, call, key)
            continue
        inner = call.instance(key)
        if inner is None:
            continue
        targets = list(_in_module(inner, rest))
        if targets:
            yield from targets
        elif rest[0].kind == "name" and rest[0].value in inner.code.outputs:
            yield Target("output", inner, str(rest[0].value), path=_path(rest[1:]))
        elif rest[0].kind == "name" and rest[0].value in call.code.attributes:
            yield Target("call", module, name, call, key, _path(rest))


def _resources(module: Module, steps: tuple[Step, ...]) -> Iterator[Target]:
    mode = "managed"
    if steps[0].value in ("data", "ephemeral", "resource"):
        mode = "managed" if steps[0].value == "resource" else str(steps[0].value)
        steps = steps[1:]
    if len(steps) < 2 or steps[1].kind != "name":
        return
    node = module.resource(mode, str(steps[0].value), str(steps[1].value))
    if node is None:
        return
    keys, rest = _keys(node.expansion(), steps[2:])
    for key in keys:
        yield Target("resource", module, item=node, key=key, path=_path(rest))


def _keys(expansion: Expansion, steps: tuple[Step, ...]) -> tuple[list[Key], tuple[Step, ...]]:
    """The instances that are meant, and the steps behind their key."""
    keys = list(expansion.instances)
    first = steps[0] if steps else None
    if first is None or first.kind == "name":
        return keys, steps
    if expansion.kind == "single":
        return ([], steps) if first.kind == "key" else (keys, steps[1:])
    if first.kind == "any" or expansion.kind == "unknown":
        return keys, steps[1:]
    return [key for key in keys if key == first.value], steps[1:]


def _path(steps: tuple[Step, ...]) -> Path:
    return tuple(step.value for step in steps)


def known_addresses(root: Module) -> list[str]:
    """What could be asked about, to suggest what an address that matches nothing may have meant."""
    found: dict[str, None] = {}
    pending = [root]
    while pending and len(found) < 20 * MAX_TARGETS:
        module = pending.pop()
        code = module.code
        for kind, names in (("var", code.variables), ("local", code.locals)):
            found.update(dict.fromkeys(f"{module.prefix}{kind}.{name}" for name in names))
        for name in code.outputs:
            found[f"{module.address}.{name}" if module.address else f"output.{name}"] = None
        for key in code.resources:
            node = module.resource(*key)
            if node is not None:
                found[node.address] = None
                instances = list(node.expansion().instances)
                found.update(dict.fromkeys(node.instance(k).address for k in instances[:50]))
        for name in code.calls:
            call = module.call(name)
            found[call.address] = None
            for each in list(call.expansion().instances)[:50]:
                inner = call.instance(each)
                if inner is not None:
                    pending.append(inner)
    return list(found)


def suggestions(text: str, known: list[str]) -> list[str]:
    """The known addresses that are closest to a text, the best first."""
    from difflib import get_close_matches

    return get_close_matches(text, known, 3, 0.6)
