"""data.aws_iam_policy_document: its ``json``, as the AWS provider renders it.

Source: the provider's documentation of the data source, and its answers, recorded in
tests/terraform/policy_documents.json.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.model import ABSENT, Unknown
from scanner.terraform.encoding import compact_json, from_json
from scanner.terraform.types import to_string
from scanner.terraform.values import Failure, Unsupported, Value, census, mark, unmark_deep

if TYPE_CHECKING:
    from scanner.terraform.resources import Instance


# IAM takes 6,144 characters at most, and no service more than a few times that.
_MAX_STATEMENTS = 1000
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
    """The policy as text; where a part of it is not known, an Unknown with its structure."""
    values = {n: instance.configured(n) for n in instance.names()}
    found = census(values)
    reference = f"{instance.node.reference}.{name}"
    own = (instance.address,)
    try:
        document = _document({k: unmark_deep(v) for k, v in values.items()})
    except (Failure, Unsupported) as problem:
        return Unknown(str(problem), reference, own, sensitive=found.sensitive)
    if found.unknown is not None:
        return Unknown(
            found.unknown.reason,
            reference,
            own,
            sensitive=found.sensitive,
            structure=document,
        )
    text = minified(document) if name == "minified_json" else pretty(document)
    return mark(text, own, found.sensitive)


def _document(values: dict[str, Value]) -> dict[str, Value]:
    statements: list[Value] = []
    ids = []
    for document in _documents(values.get("source_policy_documents")):
        ids.append(_merge(statements, document, False))
    ids.append(values.get("policy_id"))
    for block in _items(values.get("statement")):
        _put(statements, _statement(block), False)
    for document in _documents(values.get("override_policy_documents")):
        ids.append(_merge(statements, document, True))
    result: dict[str, Value] = {"Version": _or(values.get("version"), "2012-10-17")}
    given = [one for one in ids if one]
    if given:
        result["Id"] = given[-1]
    if statements:
        result["Statement"] = statements
    return result


def _or(value: Value, default: str) -> Value:
    return default if value is None or value == "" else value


def _items(value: Value) -> list[Value]:
    """A list of blocks or texts; one Unknown for a list of which nothing is known."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _documents(value: Value) -> list[Value]:
    """The documents to merge, decoded; an Unknown stands for one that nobody can read."""
    decoded: list[Value] = []
    for text in _items(value):
        if type(text) is Unknown:
            decoded.append(text if text.structure is None else text.structure)
        elif text is not None:
            decoded.append(from_json(to_string(text)))
    return decoded


def _merge(statements: list[Value], document: Value, override: bool) -> Value:
    """Add the statements of a document; its id."""
    if type(document) is Unknown:
        # It may hold any number of statements, and replace those that stand here already.
        statements.append(document)
        return None
    if not isinstance(document, dict):
        raise Failure("a policy document is not an object")
    if document.get("Version", "2012-10-17") != "2012-10-17":
        raise Unsupported("policy documents of an older version are not merged")
    for statement in _items(document.get("Statement")):
        _put(statements, _foreign(statement), override)
    return document.get("Id")


def _foreign(statement: Value) -> Value:
    """A statement of a merged document, as the provider writes it again."""
    if type(statement) is Unknown:
        return statement
    if not isinstance(statement, dict) or set(statement) - set(_ORDER):
        raise Unsupported("a merged policy document has a statement that is not simple")
    written = {key: statement[key] for key in _ORDER if key in statement}
    for key in ("Principal", "NotPrincipal"):
        for names in written.get(key, {}).values() if isinstance(written.get(key), dict) else ():
            known = isinstance(names, str) or type(names) is Unknown
            if not known and names != _descending(names):
                raise Unsupported("a merged policy document has its principals in another order")
    if isinstance(written.get("Condition"), dict):
        written["Condition"] = _by_name(written["Condition"])
    return written


_ORDER = (
    *("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"),
    *("Principal", "NotPrincipal", "Condition"),
)


def _put(statements: list[Value], statement: Value, override: bool) -> None:
    if type(statement) is not Unknown:
        sid = statement.get("Sid")
        for position, other in enumerate(statements) if sid else ():
            if type(other) is not Unknown and other.get("Sid") == sid:
                if not override:
                    raise Failure(f"two statements have the sid {sid}")
                statements[position] = statement
                return
        if not sid:
            statement = {k: v for k, v in statement.items() if k != "Sid"}
    if len(statements) >= _MAX_STATEMENTS:
        # Documents that each merge another twice would double it at every step.
        raise Unsupported(f"the policy has more than {_MAX_STATEMENTS:,} statements")
    statements.append(statement)


def _statement(block: Value) -> Value:
    """A ``statement`` block as JSON has it; that of an unknown dynamic block may be absent."""
    if type(block) is Unknown:
        if not block.arms:
            return block
        arms = tuple(arm if arm is ABSENT else _statement(unmark_deep(arm)) for arm in block.arms)
        return Unknown(block.reason, block.reference, block.references, arms, block.condition)
    statement: dict[str, Value] = {}
    if block.get("sid"):
        statement["Sid"] = block["sid"]
    statement["Effect"] = _or(block.get("effect"), "Allow")
    for key, name in (
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ):
        strings = _strings(block.get(key))
        if strings != []:
            statement[name] = _collapsed(strings)
    for key, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if block.get(key):
            statement[name] = _principals(_items(block[key]))
    if block.get("condition"):
        statement["Condition"] = _conditions(_items(block["condition"]))
    return statement


def _strings(value: Value) -> Value:
    """A set of strings in the provider's order, what is unknown last."""
    if value is None or type(value) is Unknown:
        return [] if value is None else value
    if not isinstance(value, list):
        raise Failure("a list of strings is required")
    known = {_variables(to_string(v)) for v in value if v is not None and type(v) is not Unknown}
    return _descending(known) + [v for v in value if type(v) is Unknown]


def _descending(names: Iterable[str]) -> list[str]:
    return sorted(names, reverse=True)


def _variables(text: str) -> str:
    """``&{aws:username}`` is how the data source spells ``${aws:username}``."""
    return text.replace("&{", "${")


def _collapsed(items: Value) -> Value:
    return items[0] if isinstance(items, list) and len(items) == 1 else items


def _principals(blocks: list[Value]) -> Value:
    merged: dict[str, Value] = {}
    for block in blocks:
        kind = None if type(block) is Unknown else block.get("type")
        if type(block) is Unknown or type(kind) is Unknown:
            return block if type(block) is Unknown else kind
        kind = to_string(kind)
        if kind in merged:
            # The blocks are a set; the order of its elements is the provider's secret.
            raise Unsupported(f"several principals blocks of the type {kind} are not merged")
        merged[kind] = _collapsed(_strings(block.get("identifiers")))
    if merged == {"*": "*"}:
        return "*"
    if "*" in merged:
        raise Unsupported("principals of the type * beside others are not merged")
    return _by_name(merged)


def _conditions(blocks: list[Value]) -> Value:
    merged: dict[str, dict[str, Value]] = {}
    for block in blocks:
        if type(block) is Unknown:
            return block
        test, variable, values = block.get("test"), block.get("variable"), block.get("values")
        unknown = next((v for v in (test, variable) if type(v) is Unknown), None)
        if unknown is not None:
            return unknown
        tests = merged.setdefault(to_string(test), {})
        if to_string(variable) in tests:
            raise Unsupported("several conditions on one variable are not merged")
        tests[to_string(variable)] = _collapsed(_condition_values(values))
    return _by_name(merged)


def _condition_values(values: Value) -> Value:
    if type(values) is Unknown:
        return values
    return [v if type(v) is Unknown else _variables(to_string(v)) for v in values or []]


def _by_name(value: dict[str, Value]) -> dict[str, Value]:
    """Go writes its maps in the order of their keys."""
    return {
        key: _by_name(value[key]) if isinstance(value[key], dict) else value[key]
        for key in sorted(value)
    }


def minified(value: Value) -> str:
    """JSON without blanks, keys in their order."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{compact_json(k)}:{minified(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(minified, value)) + "]"
    return compact_json(value)


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
