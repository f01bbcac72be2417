"""data.aws_iam_policy_document: its ``json``, as the AWS provider renders it.

Source: the provider's documentation of the data source, and its answers, recorded in
tests/terraform/policy_documents.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.model import Unknown
from scanner.terraform.encoding import compact_json
from scanner.terraform.types import convert, to_string
from scanner.terraform.values import Failure, Value, bare, census, mark, unmark_deep

if TYPE_CHECKING:
    from scanner.terraform.resources import Instance


_ELEMENTS = {
    "sid": "Sid",
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
    "principals": "Principal",
    "not_principals": "NotPrincipal",
    "condition": "Condition",
}


def json(instance: Instance, name: str) -> Value:
    """The policy as text, or an Unknown when a part of it is not known."""
    values = {n: instance.configured(n) for n in instance.names()}
    found = census(values)
    reference = f"{instance.node.reference}.{name}"
    if found.unknown is not None:
        return Unknown(
            found.unknown.reason,
            reference,
            found.references,
            sensitive=found.sensitive,
            structure=_sketch(values),
        )
    try:
        document = _document({k: unmark_deep(v) for k, v in values.items()})
    except Failure as failure:
        return Unknown(f"the provider would refuse it: {failure}", reference)
    text = compact_json(document) if name == "minified_json" else pretty(document)
    return mark(text, found.references, found.sensitive)


def _document(values: dict[str, Value]) -> dict[str, Value]:
    from scanner.terraform.encoding import from_json

    document: dict[str, Value] = {"Version": values.get("version") or "2012-10-17"}
    if values.get("policy_id"):
        document["Id"] = values["policy_id"]
    statements: list[dict[str, Value]] = []
    for text in values.get("source_policy_documents") or []:
        source = from_json(to_string(text))
        _merge(statements, source, False)
    for block in values.get("statement") or []:
        _put(statements, _statement(block), False)
    for text in values.get("override_policy_documents") or []:
        _merge(statements, from_json(to_string(text)), True)
    if statements:
        document["Statement"] = statements
    return document


def _sketch(values: dict[str, Value]) -> Value:
    """The document as far as rules need it, with what is unknown in its place; None where even
    the statements are not known."""
    if any(values.get(f"{kind}_policy_documents") for kind in ("source", "override")):
        return None
    blocks = bare(values.get("statement"))
    if not isinstance(blocks, list) or not all(isinstance(bare(b), dict) for b in blocks):
        return None
    return {"Statement": [_sketched(bare(block)) for block in blocks]}


def _sketched(block: dict[str, Value]) -> dict[str, Value]:
    statement: dict[str, Value] = {"Effect": block.get("effect") or "Allow"}
    for name, key in _ELEMENTS.items():
        if block.get(name) is not None:
            statement[key] = block[name]
    return statement


def _merge(statements: list[dict[str, Value]], document: Value, override: bool) -> None:
    if not isinstance(document, dict):
        raise Failure("a policy document is not an object")
    given = document.get("Statement") or []
    for statement in given if isinstance(given, list) else [given]:
        if not isinstance(statement, dict):
            raise Failure("a statement is not an object")
        # How the provider rewrites foreign spellings is not simple: only what it leaves alone.
        if set(statement) - {"Sid", "Effect", "Action", "Resource", "Principal", "Condition"}:
            raise Failure("a merged document has statements that are not simple")
        if "Condition" in statement or isinstance(statement.get("Principal"), dict):
            raise Failure("a merged document has statements that are not simple")
        _put(statements, {"Sid": "", **_ordered(statement)}, override)


def _ordered(statement: dict[str, Value]) -> dict[str, Value]:
    return {k: collapsed(v) if isinstance(v, list) else v for k, v in statement.items()}


def _put(statements: list[dict[str, Value]], statement: dict[str, Value], override: bool) -> None:
    sid = statement.get("Sid")
    for position, other in enumerate(statements):
        if sid and other.get("Sid") == sid:
            if not override:
                raise Failure(f"two statements have the sid {sid}")
            statements[position] = statement
            return
    if not statement.get("Sid"):
        statement = {k: v for k, v in statement.items() if k != "Sid"}
    statements.append(statement)


def _statement(block: dict[str, Value]) -> dict[str, Value]:
    statement: dict[str, Value] = {}
    if block.get("sid"):
        statement["Sid"] = block["sid"]
    statement["Effect"] = block.get("effect") or "Allow"
    for key, name in (
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ):
        items = _strings(block.get(key))
        if items:
            statement[name] = collapsed(items)
    for key, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if block.get(key):
            statement[name] = _principals(block[key])
    if block.get("condition"):
        statement["Condition"] = _conditions(block["condition"])
    return statement


def _strings(value: Value) -> list[str]:
    if not value:
        return []
    items = convert(list(value), ("set", "string"))
    return [_variables(item) for item in items if item is not None]


def _variables(text: str) -> str:
    """``&{aws:username}`` is how the data source spells ``${aws:username}``."""
    return text.replace("&{", "${")


def collapsed(items: list[str]) -> Value:
    """The provider's order (descending), and one element as a scalar."""
    return items[0] if len(items) == 1 else sorted(items, reverse=True)


def _principals(blocks: list[dict[str, Value]]) -> Value:
    merged: dict[str, list[str]] = {}
    for block in blocks:
        kind = to_string(block.get("type"))
        for name in _strings(block.get("identifiers")):
            merged.setdefault(kind, []).append(name)
    if merged == {"*": ["*"]}:
        return "*"
    return {k: collapsed(sorted(set(v))) for k, v in merged.items()}


def _conditions(blocks: list[dict[str, Value]]) -> Value:
    merged: dict[str, dict[str, Value]] = {}
    for block in blocks:
        test, variable = to_string(block.get("test")), to_string(block.get("variable"))
        values = [_variables(to_string(bare(v))) for v in block.get("values") or []]
        tests = merged.setdefault(test, {})
        if variable in tests:
            before = tests[variable]
            values = [*(before if isinstance(before, list) else [before]), *values]
        tests[variable] = values[0] if len(values) == 1 else values
    return merged


def pretty(value: Value, indent: str = "") -> str:
    """JSON in the provider's layout: two blanks, keys of structures in their order."""
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        items = [f"{deeper}{compact_json(k)}: {pretty(v, deeper)}" for k, v in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        items = [deeper + pretty(v, deeper) for v in value]
        return "[\n" + ",\n".join(items) + f"\n{indent}]"
    return compact_json(value)
