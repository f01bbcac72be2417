"""Adding arguments to the text of an example."""

from __future__ import annotations

import json
import re
from typing import Any

from origins.values import FILL, INSIDE, ROLE


def missing(schema: dict[str, Any], given: set[str], inside: str = "") -> dict[str, Any]:
    """Required arguments and blocks of a type that an example does not set.

    inside: the name of the block that they are of, if they are of one.
    """
    block = schema["block"]
    fill = {**FILL, **INSIDE.get(inside, {})}
    found = {
        name: fill.get(name, ROLE if name.endswith("_arn") else _of_type(attribute.get("type")))
        for name, attribute in block.get("attributes", {}).items()
        if attribute.get("required") and name not in given
    }
    for name, nested in block.get("block_types", {}).items():
        if nested.get("min_items") and name not in given:
            found[name] = fill[name] if name in fill else [missing(nested, set(), name)]
    return found


def _of_type(type_: Any) -> Any:
    if isinstance(type_, list):
        return {} if type_[0] == "map" else [_of_type(type_[1])]
    return {"number": 1, "bool": False}.get(type_, "example")


def filled(text: str, type_: str, name: str, wanted: dict[str, Any]) -> str:
    """An example with arguments added to one of its resources."""
    head = re.compile(
        rf'^(resource "{re.escape(type_)}" "{re.escape(name)}" \{{)(.*)$', re.MULTILINE
    )
    match = head.search(text)
    if match is None:
        return text
    added = written(wanted)
    rest = match[2]
    end = rest.rfind("}")
    if end >= 0 and rest[end + 1 :].lstrip()[:1] in ("", "#"):
        # A block on one line may have one argument: it gets lines of its own.
        rest = f"{rest[:end].strip()}\n}}{rest[end + 1 :]}"
        added += "\n"
        comment = ""
    else:
        comment, rest = rest, ""
    return f"{text[: match.start()]}{match[1]}{comment}\n{added}{rest}{text[match.end() :]}"


def written(arguments: dict[str, Any]) -> str:
    """Arguments and blocks in Terraform's language."""
    lines = []
    for name, value in arguments.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{name} {{\n{written(value[0])}\n}}")
        else:
            lines.append(f"{name} = {json.dumps(value)}")
    return "\n".join(lines)


def deepened(body: str, schema: dict[str, Any], given: dict[str, Any]) -> str:
    """The inside of a block with what the blocks in it leave out and the provider requires.

    given: what the block sets. Blocks that cannot be told apart stay as they are.
    """
    for name, nested in schema["block"].get("block_types", {}).items():
        elements = given.get(name)
        if not isinstance(elements, list) or not all(isinstance(e, dict) for e in elements):
            continue
        heads = [
            match
            for match in re.finditer(rf"^\s*{name}\s*\{{", body, re.MULTILINE)
            if body[: match.start()].count("{") == body[: match.start()].count("}")
        ]
        if len(heads) != len(elements):
            continue
        for match, element in reversed(list(zip(heads, elements, strict=True))):
            end = _end(body, match.end())
            inner = deepened(body[match.end() : end], nested, element)
            wanted = missing(nested, set(element), name)
            if wanted:
                inner = f"\n{written(wanted)}\n{inner.strip()}\n"
            body = body[: match.end()] + inner + body[end:]
    return body


def _end(text: str, start: int) -> int:
    """Where the block ends that begins before `start`."""
    depth = 1
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if not depth:
            return index
    return len(text)


def within(text: str, type_: str, name: str, schema: dict[str, Any], given: dict[str, Any]) -> str:
    """An example with the blocks in one of its resources made whole."""
    head = re.search(rf'^resource "{type_}" "{re.escape(name)}" \{{', text, re.MULTILINE)
    if head is None:
        return text
    end = _end(text, head.end())
    return text[: head.end()] + deepened(text[head.end() : end], schema, given) + text[end:]
