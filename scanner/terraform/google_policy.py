"""data.google_iam_policy: its ``policy_data``, as the Google provider writes it.

Bindings of one role and condition are one; they are sorted by role and condition, their members
by name; audit configurations come in the order of the provider's sets; keys are sorted, and what
is empty is left out.

Source: the provider's documentation of the data source and the published answers of its own tests
(github.com/hashicorp/terraform-provider-google, services/resourcemanager).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.model import ABSENT, Unknown
from scanner.terraform.encoding import compact_json
from scanner.terraform.sdk_sets import in_set_order, spelled_set, string_set
from scanner.terraform.types import to_string
from scanner.terraform.values import Failure, Value, census, mark, unmark_deep

if TYPE_CHECKING:
    from scanner.terraform.values import Census

_CONDITION = ("expression", "title", "description")


def policy_data(
    values: Mapping[str, Value], found: Census, reference: str, own: tuple[str, ...]
) -> Value:
    """The policy as text; where a part of it is not known, an Unknown with its structure.

    found: the census of `values`; reference, own: what the attribute is called, and by whom held.
    """
    plain = {name: unmark_deep(value) for name, value in values.items()}
    document = {
        "auditConfigs": _audit_configs(_items(plain.get("audit_config"))),
        "bindings": _bindings(_items(plain.get("binding"))),
    }
    document = _filled(document)
    if found.unknown is None:
        return mark(compact_json(document), own, found.sensitive)
    return Unknown(
        found.unknown.reason, reference, own, sensitive=found.sensitive, structure=document
    )


def _items(value: Value) -> list[Value]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _filled(value: dict[str, Value]) -> dict[str, Value]:
    """Without what is empty, as Google's client leaves it out."""
    return {key: item for key, item in value.items() if item not in ("", [], None)}


def _bindings(blocks: list[Value]) -> list[Value]:
    """Bindings in their order; those of an unknown role or that may not exist come last."""
    merged: dict[tuple[str, ...], dict[str, Value]] = {}
    met: list[dict[str, Value]] = []
    unknown: list[Value] = []
    for block in blocks:
        if type(block) is Unknown:
            unknown.append(_arms(block))
            continue
        binding = _binding(block)
        if census([block.get("role"), block.get("condition")]).unknown is not None:
            unknown.append(binding)
            continue
        if binding in met:
            continue  # the blocks are a set
        met.append(dict(binding))
        condition = binding.get("condition")
        # Bindings without a condition come first.
        key = (binding.get("role", ""),)
        if condition is not None:
            key += tuple(condition.get(name, "") for name in _CONDITION)
        if key in merged:
            members = [*_items(merged[key].get("members")), *_items(binding.get("members"))]
            binding["members"] = _members(members)
        merged[key] = binding
    return [merged[key] for key in sorted(merged)] + unknown


def _arms(block: Unknown) -> Value:
    """A binding of a dynamic block that nobody can count."""
    if not block.arms:
        return block
    arms = tuple(arm if arm is ABSENT else _binding(unmark_deep(arm)) for arm in block.arms)
    return Unknown(block.reason, block.reference, block.references, arms, block.condition)


def _binding(block: Mapping[str, Value]) -> dict[str, Value]:
    conditions = _items(block.get("condition"))
    condition: Value = None
    if conditions:
        first = conditions[0]
        condition = first
        if type(first) is not Unknown:
            condition = _filled({name: _text(first.get(name)) for name in sorted(_CONDITION)})
    members = block.get("members")
    if type(members) is not Unknown:
        known = {_text(m) for m in _items(members) if type(m) is not Unknown}
        members = _members([*known, *(m for m in _items(members) if type(m) is Unknown)])
    return _filled({"condition": condition, "members": members, "role": _text(block.get("role"))})


def _members(members: list[Value]) -> list[Value]:
    """Sorted; what is unknown comes last."""
    return sorted(m for m in members if type(m) is not Unknown) + [
        m for m in members if type(m) is Unknown
    ]


def _text(value: Value) -> Value:
    if value is None:
        return ""
    return value if type(value) is Unknown else to_string(value)


def _audit_configs(blocks: list[Value]) -> list[Value]:
    if census(blocks).unknown is not None:
        return [
            block
            if type(block) is Unknown
            else _audit_config(block, list(_items(block.get("audit_log_configs"))))
            for block in blocks
        ]
    spelled: dict[str, Value] = {}
    for block in blocks:
        logs = {_spelled_log(log): log for log in _items(block.get("audit_log_configs"))}
        order = in_set_order(logs)
        text = "".join(f"<{log}>;" for log in order)
        service = _text(block.get("service"))
        key = f"audit_log_configs:{{{text}}};service:{service};"
        spelled[key] = _audit_config(block, [logs[log] for log in order])
    return [spelled[text] for text in in_set_order(spelled)]


def _spelled_log(log: Mapping[str, Value]) -> str:
    members = [_text(member) for member in _items(log.get("exempted_members"))]
    return f"exempted_members:{spelled_set(members)}log_type:{_text(log.get('log_type'))};"


def _audit_config(block: Mapping[str, Value], logs: list[Value]) -> dict[str, Value]:
    return _filled(
        {"auditLogConfigs": [_log(log) for log in logs], "service": _text(block.get("service"))}
    )


def _log(log: Value) -> Value:
    if type(log) is Unknown:
        return log
    if not isinstance(log, Mapping):
        raise Failure("audit_log_configs is not a block")
    members = log.get("exempted_members")
    if census(members).unknown is None:
        members = string_set(_text(member) for member in _items(members))
    return _filled({"exemptedMembers": members, "logType": _text(log.get("log_type"))})
