"""YAML as Terraform reads and writes it: plain data, no tags of Python's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from scanner.terraform.values import Failure, LimitHit, Value, number


def decode(text: str) -> Value:
    """What yamldecode() makes of a text of one document."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _value(yaml.load(text, Loader=loader), 0)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        where = " ".join(str(error).split())
        raise Failure(f"invalid YAML: {where[:120]}") from None
    except (RecursionError, ValueError):
        raise Failure("the YAML cannot be read") from None


def _value(value: Any, depth: int) -> Value:
    if depth > 100:
        raise LimitHit("limit-value-depth", "a value is nested more than 100 levels deep")
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return number(Decimal(repr(value)) if isinstance(value, float) else value)
    if isinstance(value, dict):
        return {_key(k): _value(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_value(v, depth + 1) for v in value]
    if isinstance(value, date):
        raise Failure("dates in YAML are not supported")
    raise Failure("the YAML has a type that Terraform lacks")


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, int):
        return str(key)
    raise Failure("the keys of YAML mappings must be strings")


def encode(value: Value) -> str:
    """What yamlencode() makes of a known value: block style, keys sorted, strings quoted."""
    lines: list[str] = []
    _write(value, 0, lines)
    return "".join(lines)


def _scalar(value: Value) -> str:
    from scanner.terraform.encoding import compact_json

    if isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    if type(value) is str and "\n" in value:
        raise Failure("strings of several lines are not supported")
    return compact_json(value)


def _write(value: Value, indent: int, lines: list[str]) -> None:
    blanks = " " * indent
    if not isinstance(value, list | dict) or not value:
        lines.append(f"{_scalar(value)}\n")
    elif isinstance(value, dict):
        for key in sorted(value):
            item = value[key]
            deeper = isinstance(item, list | dict) and len(item) > 0
            lines.append(f"{blanks}{_scalar(key)}:" + ("\n" if deeper else " "))
            # Lists stand at the column of their key.
            _write(item, indent + (2 if isinstance(item, dict) else 0), lines)
    else:
        for item in value:
            nested: list[str] = []
            _write(item, indent + 2, nested)
            first = nested[0].lstrip(" ") if isinstance(item, list | dict) and item else nested[0]
            lines += [f"{blanks}- {first}", *nested[1:]]
