"""YAML as Terraform reads and writes it: plain data, no tags of Python's."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from scanner.terraform.values import (
    MAX_VISITS,
    Failure,
    LimitHit,
    Unsupported,
    Value,
    number,
    parse_number,
)


def decode(text: str) -> Value:
    """What yamldecode() makes of a text of one document."""
    import yaml

    from scanner.yaml_limits import TooComplexError, check_limits

    try:
        check_limits(text, 100, MAX_VISITS)
        if yaml.compose(text, Loader=_loader()) is None:
            raise Failure("the YAML is empty")
        loaded = yaml.load(text, Loader=_loader())  # noqa: S506 - a safe loader
        return _Reader().value(loaded, 0)
    except TooComplexError as error:
        raise LimitHit("limit-value-size", f"the YAML is {error}") from None
    except yaml.YAMLError as error:
        where = " ".join(str(error).split())
        raise Failure(f"invalid YAML: {where[:120]}") from None
    except (RecursionError, ValueError):
        raise Failure("the YAML cannot be read") from None


def _loader() -> Any:
    """PyYAML's safe loader, but with Terraform's idea of numbers, which is YAML 1.2's."""
    import re

    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc, valid-type]
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _NUMBERS]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    whole = r"[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+)"
    fraction = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    starts = list("-+0123456789.")
    Loader.add_implicit_resolver(_NUMBERS[0], re.compile(f"^{whole}$", re.ASCII), starts)
    Loader.add_implicit_resolver(_NUMBERS[1], re.compile(f"^{fraction}$", re.ASCII), starts)
    Loader.add_implicit_resolver(
        _NUMBERS[1], re.compile(r"^[-+]?\.(?:inf|Inf|INF)$"), ["-", "+", "."]
    )
    Loader.add_implicit_resolver(_NUMBERS[1], re.compile(r"^\.(?:nan|NaN|NAN)$"), ["."])
    Loader.add_implicit_resolver(_BOOL, re.compile("^[yYnN]$"), list("yYnN"))
    Loader.add_constructor(_BOOL, lambda _, node: node.value.lower() in _TRUE)
    Loader.add_constructor(_NUMBERS[0], lambda _, node: _whole(node.value))
    Loader.add_constructor(_NUMBERS[1], lambda _, node: _fraction(node.value))
    return Loader


_BOOL = "tag:yaml.org,2002:bool"
_TRUE = ("y", "yes", "on", "true")
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


def _fraction(text: str) -> Value:
    if text.lstrip("+-.").lower() in ("inf", "nan"):
        raise Unsupported("infinite numbers are not supported")
    return parse_number(text)


def _whole(text: str) -> Value:
    digits = text.lstrip("+-")
    if len(digits) > 300:
        raise Failure("a number in the YAML is too long")
    based = digits[:2] in ("0x", "0o", "0b")
    value = int(digits, 0 if based else 10)
    return -value if text.startswith("-") else value


class _Reader:
    """Counts parts: those that aliases share count each time."""

    def __init__(self) -> None:
        self.parts = 0

    def value(self, value: Any, depth: int) -> Value:
        """A value that PyYAML has read as Terraform has it."""
        self.parts += 1
        if self.parts > MAX_VISITS:
            raise LimitHit("limit-value-size", "the YAML has more than 200,000 parts")
        if depth > 100:
            raise LimitHit("limit-value-depth", "a value is nested more than 100 levels deep")
        if isinstance(value, dict):
            return {_key(k): self.value(v, depth + 1) for k, v in value.items()}
        if isinstance(value, list):
            return [self.value(v, depth + 1) for v in value]
        return _leaf(value)


def _leaf(value: Any) -> Value:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | Decimal):
        return number(value)
    if isinstance(value, date):
        return _moment(value)
    raise Failure("the YAML has a type that Terraform lacks")


def _moment(value: date) -> str:
    """A timestamp as Terraform has it: text, as RFC 3339 spells it."""
    if not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00Z"
    if value.microsecond:
        raise Unsupported("fractions of seconds in YAML are not supported")
    if value.utcoffset() is None:
        return value.isoformat() + "Z"
    return value.isoformat().replace("+00:00", "Z")


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
        raise Unsupported("strings of several lines are not supported")
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
