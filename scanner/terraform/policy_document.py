"""data.aws_iam_policy_document: its ``json``, as the AWS provider renders it.

Source: the provider's documentation of the data source, and its answers, recorded in
tests/terraform/policies/plan.json.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scanner.model import ABSENT, Unknown
from scanner.terraform.encoding import compact_json, from_json
from scanner.terraform.merged_policies import by_name, descending, merged_document
from scanner.terraform.sdk_sets import in_set_order, spelled_list, spelled_set
from scanner.terraform.types import to_string
from scanner.terraform.values import Failure, Unsupported, Value, census, mark, unmark_deep

if TYPE_CHECKING:
    from scanner.terraform.resources import Instance


# IAM takes 6,144 characters at most, and no service more than a few times that.
_MAX_STATEMENTS = 1000
_OLD = "2008-10-17"


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


def structure(values: Mapping[str, Value]) -> dict[str, Value] | None:
    """What the policy encodes, from the arguments of a planned data source; None where they make
    no sense. Blocks are lists of mappings, as in plans."""
    try:
        return _document(dict(values))
    except (Failure, Unsupported):
        return None
    except (AttributeError, LookupError, TypeError, ValueError):
        # A plan is input: its arguments may be of any type, which a provider would refuse.
        return None


def _document(values: dict[str, Value]) -> dict[str, Value]:
    statements: list[Value] = []
    merged = [
        _merge(statements, document, _refused)
        for document in _documents(values, "source_json", "source_policy_documents")
    ]
    version = _or(values.get("version"), "2012-10-17")
    own: list[Value] = []
    for block in _items(values.get("statement")):
        _put(own, _statement(block, version), _refused)
    merged.append((version, values.get("policy_id")))
    for statement in own:
        _put(statements, statement, _replaced)
    merged += [
        _merge(statements, document, _replaced)
        for document in _documents(values, "override_policy_documents", "override_json")
    ]
    versions = [version for version, _ in merged if version]
    unknown = next((version for version in versions if type(version) is Unknown), None)
    # A document can raise the version of the whole, and no other can lower it.
    result: dict[str, Value] = {"Version": unknown or max(versions)}
    given = [id_ for _, id_ in merged if id_]
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


def _documents(values: Mapping[str, Value], *names: str) -> list[Value]:
    """The documents to merge, decoded; an Unknown stands for one that nobody can read."""
    decoded: list[Value] = []
    for text in (text for name in names for text in _items(values.get(name))):
        if type(text) is Unknown:
            decoded.append(text if text.structure is None else text.structure)
        elif text is not None and text != "":
            decoded.append(from_json(to_string(text)))
    return decoded


Seen = Callable[[list[Value], int, Value], None]


def _refused(_statements: list[Value], _position: int, statement: Value) -> None:
    raise Failure(f"two statements have the sid {statement['Sid']}")


def _replaced(statements: list[Value], position: int, statement: Value) -> None:
    statements[position] = statement


def _merge(statements: list[Value], document: Value, seen: Seen) -> tuple[Value, Value]:
    """Add the statements of a document; its version and id."""
    if type(document) is Unknown:
        # It may hold any number of statements, and replace those that stand here already.
        statements.append(document)
        return None, None
    version, id_, content = merged_document(document)
    for statement in content:
        _put(statements, statement, seen)
    return version, id_


def _put(statements: list[Value], statement: Value, seen: Seen) -> None:
    """Add a statement; `seen` says what becomes of one whose sid stands there already."""
    if type(statement) is not Unknown:
        sid = statement.get("Sid")
        for position, other in enumerate(statements) if sid else ():
            if type(other) is not Unknown and other.get("Sid") == sid:
                seen(statements, position, statement)
                return
        if not sid:
            statement = {k: v for k, v in statement.items() if k != "Sid"}
    if len(statements) >= _MAX_STATEMENTS:
        # Documents that each merge another twice would double it at every step.
        raise Unsupported(f"the policy has more than {_MAX_STATEMENTS:,} statements")
    statements.append(statement)


def _statement(block: Value, version: Value) -> Value:
    """A ``statement`` block as JSON has it; that of an unknown dynamic block may be absent."""
    if type(block) is Unknown:
        if not block.arms:
            return block
        arms = tuple(
            arm if arm is ABSENT else _statement(unmark_deep(arm), version) for arm in block.arms
        )
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
            if key.endswith("resources"):
                strings = _variables(strings, version)
            statement[name] = _collapsed(strings)
    for key, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if block.get(key):
            statement[name] = _principals(_items(block[key]), version)
    if block.get("condition"):
        statement["Condition"] = _conditions(_items(block["condition"]), version)
    return statement


def _strings(value: Value) -> Value:
    """A set of strings in the provider's order, what is unknown last."""
    if value is None or type(value) is Unknown:
        return [] if value is None else value
    if not isinstance(value, list):
        raise Failure("a list of strings is required")
    known = {to_string(v) for v in value if v is not None and type(v) is not Unknown}
    return descending(known) + [v for v in value if type(v) is Unknown]


def _variables(items: Value, version: Value) -> Value:
    """Texts with ``&{aws:username}``, the data source's spelling of ``${aws:username}``, mended."""
    if type(items) is Unknown:
        return items
    if version == _OLD and any(type(item) is str and "&{" in item for item in items):
        raise Failure(f"there is &{{ in a policy document of the version {_OLD}")
    return [item if type(item) is Unknown else item.replace("&{", "${") for item in items]


def _collapsed(items: Value) -> Value:
    return items[0] if isinstance(items, list) and len(items) == 1 else items


def _principals(blocks: list[Value], version: Value) -> Value:
    lists: dict[str, list[Value]] = {}
    for block in _as_set(blocks, _spelled_principals):
        kind = block if type(block) is Unknown else block.get("type")
        if type(kind) is Unknown:
            return kind
        names = _variables(_strings(block.get("identifiers")), version)
        if type(names) is not Unknown:
            names = descending(n for n in names if type(n) is not Unknown) + [
                n for n in names if type(n) is Unknown
            ]
        lists.setdefault(to_string(kind), []).append(names)
    merged = {
        kind: _collapsed(found[0]) if len(found) == 1 else [n for one in found for n in _items(one)]
        for kind, found in lists.items()
    }
    return "*" if merged == {"*": "*"} else by_name(merged)


def _as_set(blocks: list[Value], spelled: Callable[[Value], str]) -> list[Value]:
    """Blocks in the order of the provider's set of them, those not fully known last."""
    known: dict[str, Value] = {}
    unknown = []
    for block in blocks:
        if census(block).unknown is None:
            known[spelled(block)] = block
        else:
            unknown.append(block)
    return [known[text] for text in in_set_order(known)] + unknown


def _spelled_principals(block: Value) -> str:
    return f"identifiers:{spelled_set(_strings(block.get('identifiers')))}type:{block['type']};"


def _conditions(blocks: list[Value], version: Value) -> Value:
    merged: dict[str, dict[str, Value]] = {}
    for block in _as_set(blocks, _spelled_condition):
        if type(block) is Unknown:
            return block
        test, variable, values = block.get("test"), block.get("variable"), block.get("values")
        unknown = next((v for v in (test, variable) if type(v) is Unknown), None)
        if unknown is not None:
            return unknown
        found = merged.setdefault(to_string(test), {}).setdefault(to_string(variable), [])
        texts = [v if type(v) is Unknown else to_string(v) for v in _items(values)]
        found += _variables(texts, version)
    return by_name(
        {
            test: {variable: _collapsed(values) for variable, values in tests.items()}
            for test, tests in merged.items()
        }
    )


def _spelled_condition(block: Value) -> str:
    values = spelled_list(to_string(value) for value in _items(block.get("values")))
    return f"test:{block['test']};values:{values}variable:{block['variable']};"


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
