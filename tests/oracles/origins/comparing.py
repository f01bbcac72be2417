"""Whether a state holds what was planned: a server that forgets a setting is not AWS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_NUMBER = re.compile(r"-\d+\b")
_INDEX = re.compile(r"\[[^\]]*\]")


def forgotten(text: str, plan: dict[str, Any], state: list[dict[str, Any]]) -> str:
    """The first argument that an example sets and a state has otherwise, or nothing.

    text: the example, without what was added to it. plan: of it. state: its ``resources``. What
    is known only after apply is the server's to choose.
    """
    planned = dict(_planned(plan["planned_values"]["root_module"]))
    written = dict(_written(plan["configuration"]["root_module"]))
    there = dict(instances(state))
    for address, attributes in there.items():
        expressions = written.get(_INDEX.sub("", address), {})
        known = planned.get(address, {})
        for name in sorted(expressions):
            if not re.search(rf"\b{name}\b", text):
                continue
            value = attributes.get(name)
            if name not in known:
                meant = _meant(expressions[name], address, there)
                lost = value in ("", None, []) or str(meant or "") not in str(value)
            else:
                lost = not _same(known[name], value, expressions[name])
            if lost:
                return f"{address.split('[')[0].rpartition('.')[0]}.{name}"
    return ""


def _meant(expression: Any, address: str, there: dict[str, dict[str, Any]]) -> Any:
    """The value that an expression over a single reference has in it, or None."""
    names = expression.get("references", []) if isinstance(expression, dict) else []
    if len(names) != 2 or not names[0].startswith(f"{names[1]}."):
        return None
    place = address[: len(address) - len(".".join(address.rsplit(".", 2)[-2:]))]
    return there.get(f"{place}{names[1]}", {}).get(names[0].removeprefix(f"{names[1]}."))


def _written(module: dict[str, Any], place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The arguments that a configuration sets, by the address of the resource."""
    for one in module.get("resources", []):
        yield f"{place}{one['address']}", one.get("expressions", {})
    for name, call in module.get("module_calls", {}).items():
        yield from _written(call["module"], f"{place}module.{name}.")


def instances(resources: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Address and attributes of the instances of managed resources that are whole."""
    for one in resources:
        if one["mode"] != "managed":
            continue
        place = f"{one['module']}." if one.get("module") else ""
        for instance in one["instances"]:
            if instance.get("status") != "tainted":
                key = instance.get("index_key")
                shown = "" if key is None else f"[{json.dumps(key)}]"
                yield f"{place}{one['type']}.{one['name']}{shown}", instance["attributes"]


def _planned(module: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in module.get("resources", []):
        if one.get("mode") == "managed":
            yield one["address"], one.get("values", {})
    for child in module.get("child_modules", []):
        yield from _planned(child)


def _same(planned: Any, actual: Any, written: Any = None) -> bool:
    """Whether a value is the planned one, or stands for it.

    Sets have no order, texts of JSON no form, and names have the number of the example. written:
    the expressions of a block: what the provider has added to it is the server's to choose.
    """
    if planned is None or planned in ("", False, 0) or planned in ([], {}):
        return planned is None or not actual
    if isinstance(planned, dict) and isinstance(actual, dict):
        names = _arguments(written) or dict.fromkeys(planned)
        return all(_same(planned[n], actual.get(n), names[n]) for n in names if n in planned)
    if isinstance(planned, list) and isinstance(actual, list):
        return all(any(_same(one, other, written) for other in actual) for one in planned)
    if isinstance(planned, str) and isinstance(actual, str):
        one, other = _NUMBER.sub("", planned), _NUMBER.sub("", actual)
        # A name may be told by its ARN.
        is_named = other.startswith("arn:") and re.split(r"[:/]", other)[-1] == one
        return one == other or is_named or _document(one, other)
    return str(planned) == str(actual)


def _arguments(written: Any) -> dict[str, Any]:
    """What blocks set, by name; nothing for an expression."""
    found: dict[str, Any] = {}
    for block in written if isinstance(written, list) else [written]:
        if isinstance(block, dict) and not block.keys() <= {"constant_value", "references"}:
            found.update(block)
    return found


def _document(planned: str, actual: str) -> bool:
    try:
        one, other = json.loads(planned), json.loads(actual)
    except ValueError:
        return False
    return _same(one, other)
