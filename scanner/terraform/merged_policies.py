"""Statements of a policy document that another one merges, as the AWS provider writes them again.

What the provider's model of a policy does not know is dropped by it, and so it is here.
Source: its answers, recorded in tests/terraform/policies/plan.json.
"""

from __future__ import annotations

from collections.abc import Iterable

from scanner.model import Unknown
from scanner.terraform.values import Failure, Unsupported, Value

_ORDER = (
    *("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"),
    *("Principal", "NotPrincipal", "Condition"),
)
_DOCUMENT = ("Version", "Id", "Statement")


def merged_document(document: Value) -> tuple[Value, Value, list[Value]]:
    """The version, id and statements of a document that is merged; None where it says nothing.

    Raises Failure where the provider refuses it.
    """
    if not isinstance(document, dict):
        raise Failure("a policy document is not an object")
    found = _elements(document, _DOCUMENT)
    content = found.get("Statement", [])
    if type(content) is Unknown:
        content = [content]
    if not isinstance(content, list):
        raise Failure("the Statement of a merged policy document is not a list")
    for name in ("Version", "Id"):
        _required_text(name, found.get(name))
    return found.get("Version"), found.get("Id"), [merged_statement(one) for one in content]


def _elements(value: dict[str, Value], names: tuple[str, ...]) -> dict[str, Value]:
    """The members of an object that Go's decoder finds for these names, in any case of letters;
    null counts for nothing but principals."""
    known = {name.lower(): name for name in names}
    found: dict[str, Value] = {}
    for key, member in value.items():
        name = known.get(key.lower())
        if name is None:
            continue
        if name in found:
            raise Unsupported(f"a merged policy document has {name} twice")
        found[name] = member
    return {
        name: found[name]
        for name in names
        if found.get(name) is not None or (name in found and name.endswith("Principal"))
    }


def _required_text(name: str, value: Value) -> None:
    if value is not None and not isinstance(value, str) and type(value) is not Unknown:
        raise Failure(f"the {name} of a merged policy document is not a string")


def merged_statement(statement: Value) -> Value:
    """A statement of a merged document, its elements in the provider's order."""
    if type(statement) is Unknown:
        return statement
    if not isinstance(statement, dict):
        raise Failure("a statement of a merged policy document is not an object")
    written: dict[str, Value] = {}
    for key, value in _elements(statement, _ORDER).items():
        kept = value
        if type(value) is Unknown:
            pass
        elif key in ("Principal", "NotPrincipal"):
            kept = _principals(value)
        elif key == "Condition":
            kept = _conditions(value)
        elif key in ("Sid", "Effect"):
            _required_text(key, value)
            kept = value or None
        if kept is not None:
            written[key] = kept
    return written


def _principals(value: Value) -> Value:
    if isinstance(value, str):
        return "*"  # any text is read as everybody
    if not isinstance(value, dict):
        raise Failure("the principals of a merged statement are neither an object nor a string")
    if not value:
        return None
    if value in ({"*": "*"}, {"*": ["*"]}):
        return "*"
    return {kind: _identifiers(value[kind]) for kind in sorted(value)}


def _identifiers(names: Value) -> Value:
    if isinstance(names, str) or type(names) is Unknown:
        return names
    return descending(n for n in _strings(names) if type(n) is not Unknown) + [
        n for n in names if type(n) is Unknown
    ]


def _strings(items: Value) -> list[Value]:
    """A list of strings, some of them unknown; the provider takes nothing else."""
    if not isinstance(items, list):
        raise Failure("a merged statement has something else than strings")
    if not all(isinstance(item, str) or type(item) is Unknown for item in items):
        raise Failure("a list in a merged statement has something else than strings")
    return items


def _conditions(value: Value) -> Value:
    if not isinstance(value, dict):
        raise Failure("the conditions of a merged statement are not an object")
    written: dict[str, Value] = {}
    for test, variables in value.items():
        if type(variables) is Unknown:
            written[test] = variables
            continue
        if variables is not None and not isinstance(variables, dict):
            raise Failure("a condition of a merged statement is not an object")
        for variable, values in (variables or {}).items():
            kept = _condition(values)
            if kept is not None:
                written.setdefault(test, {})[variable] = kept
    return by_name(written) if written else None


def _condition(values: Value) -> Value:
    """The values of one condition; None for a number, which the provider loses."""
    if isinstance(values, bool):
        return "true" if values else "false"
    if isinstance(values, str) or type(values) is Unknown:
        return values
    if isinstance(values, list):
        items = _strings(values)
        return items[0] if len(items) == 1 else items
    return None


def descending(names: Iterable[str]) -> list[str]:
    """Texts in the order in which the provider writes sets of them."""
    return sorted(names, reverse=True)


def by_name(value: dict[str, Value]) -> dict[str, Value]:
    """Go writes its maps in the order of their keys."""
    return {
        key: by_name(value[key]) if isinstance(value[key], dict) else value[key]
        for key in sorted(value)
    }
