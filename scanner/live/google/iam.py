"""Who may do what: the policies of resources, as members, bindings or whole policies.

The three differ in authority. A policy names everyone, a binding everyone with its role, and a
member only itself: what a binding or a policy does not name is its drift; what no member names is
unmanaged, where neither a binding nor a policy speaks for it.

Shapes: https://cloud.google.com/iam/docs/reference/rest/v1/Policy
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from scanner.compare import blocks, set_of
from scanner.compare.forms import parse_json
from scanner.live.google.accounts import automatic_grant
from scanner.live.google.buckets import BUCKET, GET_POLICY, LIST, bucket_policies
from scanner.live.google.inventory import PROJECT, Asset
from scanner.live.google.kinds import POLICIES, Context, Item, Reader
from scanner.live.google.values import last, with_ids
from scanner.projection import Attribute, Projection

if TYPE_CHECKING:
    from collections.abc import Hashable

    from scanner.model import Resource, Value

_FAMILIES: Final = {
    "project": ("google_project_iam", ""),
    "bucket": ("google_storage_bucket_iam", "google_storage_bucket"),
    "crypto_key_id": ("google_kms_crypto_key_iam", "google_kms_crypto_key"),
}
"""By the argument that names the parent: the types' common name, and the parent's own type."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A binding as the platform has it. parent: the join key of the resource that it is of."""

    parent: str
    value: str
    role: str
    members: tuple[str, ...]
    condition: Mapping[str, Any] | None

    @property
    def test(self) -> str:
        """What tells bindings of one role apart."""
        found = self.condition or {}
        return f"{found.get('title') or ''}/{found.get('expression') or ''}".strip("/")


def member(type_name: str, asset: str, parent: str) -> Reader:
    """The reader of ``*_iam_member``. parent: the argument that names what the grant is on."""

    def key(resource: Resource) -> str | None:
        return _key(resource, parent, "member")

    def listing(context: Context) -> Iterable[Item]:
        for grant in _grants(context, asset, parent):
            for one in grant.members:
                found = {
                    parent: grant.value,
                    "role": grant.role,
                    "member": one,
                    "condition": _condition(grant),
                }
                yield Item(
                    _joined(grant.parent, grant.role, folded(one), grant.test),
                    found,
                    _automatic(grant.role, one),
                )

    rows = (
        Attribute(parent, _same_parent),
        Attribute("role"),
        Attribute("member", _same_member),
        _CONDITION,
    )
    return _reader(
        Projection(type_name, rows, key, {}, f"{{{parent}}} {{role}} {{member}}"),
        listing,
        asset,
        partial(_is_loose, parent),
    )


def binding(type_name: str, asset: str, parent: str) -> Reader:
    """The reader of ``*_iam_binding``. parent: the argument that names what the grant is on."""

    def key(resource: Resource) -> str | None:
        return _key(resource, parent)

    def listing(context: Context) -> Iterable[Item]:
        for grant in _grants(context, asset, parent):
            found = {
                parent: grant.value,
                "role": grant.role,
                "members": list(grant.members),
                "condition": _condition(grant),
            }
            automatic = all(_automatic(grant.role, one) for one in grant.members)
            yield Item(_joined(grant.parent, grant.role, grant.test), found, automatic)

    def surplus(context: Context, item: Item) -> bool:
        # Members say the same, one by one.
        family = _FAMILIES[parent][0]
        return f"{family}_member" not in context.asked and _is_loose(parent, context, item)

    rows = (
        Attribute(parent, _same_parent),
        Attribute("role"),
        Attribute("members", set_of(lambda one: folded(one))),
        _CONDITION,
    )
    return _reader(
        Projection(type_name, rows, key, {}, f"{{{parent}}} {{role}}"), listing, asset, surplus
    )


def policy(type_name: str, asset: str, parent: str) -> Reader:
    """The reader of ``*_iam_policy``. Never unmanaged: members say what is granted."""

    def key(resource: Resource) -> str | None:
        return _parent_key(resource.attributes.get(parent))

    def listing(context: Context) -> Iterable[Item]:
        for where, value, found in _policies(context, asset, parent):
            yield Item(where, {parent: value, "policy_data": _text(found)})

    rows = (Attribute(parent, _same_parent), Attribute("policy_data", same_policy))
    return _reader(
        Projection(type_name, rows, key, {}, f"{{{parent}}}"),
        listing,
        asset,
        lambda context, item: False,
    )


def _reader(
    projection: Projection,
    listing: Callable[[Context], Iterable[Item]],
    asset: str,
    surplus: Callable[[Context, Item], bool],
) -> Reader:
    return Reader(
        projection,
        # Buckets are listed where nobody tells which ones matter.
        (GET_POLICY, LIST) if asset == BUCKET else (POLICIES,),
        listing,
        lambda attributes: attributes,
        policies=(asset,),
        surplus=surplus,
    )


# ---- what is live --------------------------------------------------------------------------


def _policies(
    context: Context, asset: str, parent: str
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(join key of the parent, what the argument says, the policy)."""
    ids = {context.inventory.number: context.project}
    every = bucket_policies(context) if asset == BUCKET else context.inventory.policies(asset)
    for one in every:
        if one.policy is None:
            continue
        value = context.project if one.type == PROJECT else _named(one, parent)
        value = with_ids(value, ids)
        found = _parent_key(value)
        if found is not None:
            yield found, value, with_ids(one.policy, ids)


def _named(asset: Asset, parent: str) -> str:
    return last(asset.name) if parent == "bucket" else asset.relative


def _grants(context: Context, asset: str, parent: str) -> Iterator[Grant]:
    for where, value, found in _policies(context, asset, parent):
        bindings = found.get("bindings")
        for one in bindings if isinstance(bindings, list) else ():
            if not isinstance(one, Mapping):
                continue
            members = one.get("members")
            condition = one.get("condition")
            yield Grant(
                where,
                value,
                str(one.get("role", "")),
                tuple(map(str, members)) if isinstance(members, list) else (),
                condition if isinstance(condition, Mapping) else None,
            )


def _condition(grant: Grant) -> list[Value]:
    if grant.condition is None:
        return []
    return [{name: grant.condition.get(name) for name in ("title", "description", "expression")}]


def _automatic(role: str, who: str) -> bool:
    """Every project has it, or every bucket: the basic roles' own rights on it."""
    if who.startswith(("projectOwner:", "projectEditor:", "projectViewer:")):
        return role.startswith("roles/storage.legacy")
    return automatic_grant(role, who)


def _is_loose(parent: str, context: Context, item: Item) -> bool:
    """Whether a grant that nobody declares is unmanaged: it is on something managed, and neither
    a policy nor a binding speaks for it."""
    if context.everything:
        return True
    family, own = _FAMILIES[parent]
    where = _parent_key(item.raw[parent])
    role, test = item.raw["role"], _test(item.raw.get("condition"))
    policies = context.managed.get(f"{family}_policy", ())
    if any(_parent_key(one.attributes.get(parent)) == where for one in policies):
        return False
    bindings = context.managed.get(f"{family}_binding", ())
    if any(_key(one, parent) == _joined(str(where), role, test) for one in bindings):
        return False
    if not own:
        return True
    known = {
        _parent_key(one.attributes.get(parent))
        for kind in ("member", "binding")
        for one in context.managed.get(f"{family}_{kind}", ())
    }
    names = (
        _parent_key(one.attributes.get("name" if parent == "bucket" else "id"))
        for one in context.managed.get(own, ())
    )
    return where in known.union(names)


# ---- join keys and comparators -------------------------------------------------------------


def _parent_key(value: Value) -> str | None:
    """What identifies the resource that a policy is of, inside its project."""
    if not isinstance(value, str) or not value:
        return None
    parts = value.removeprefix("b/").strip("/").split("/")
    if parts[0] == "projects" and len(parts) > 2:
        parts = parts[2:]
    if len(parts) == 4:
        # A key as project/location/ring/key, one of the provider's spellings.
        parts = ["locations", parts[1], "keyRings", parts[2], "cryptoKeys", parts[3]]
    return "/".join(parts)


def _test(condition: Value) -> str:
    block = condition[0] if isinstance(condition, list) and condition else None
    if not isinstance(block, Mapping):
        return ""
    return f"{block.get('title') or ''}/{block.get('expression') or ''}".strip("/")


def _key(resource: Resource, parent: str, *names: str) -> str | None:
    where = _parent_key(resource.attributes.get(parent))
    said = [resource.attributes.get(name) for name in ("role", *names)]
    if where is None or not all(isinstance(one, str) and one for one in said):
        return None
    role, *rest = map(str, said)
    return _joined(where, role, *map(folded, rest), _test(resource.attributes.get("condition")))


def _joined(*parts: str) -> str:
    return "|".join(parts).rstrip("|")


def folded(one: Any) -> str:
    """A member as the platform writes it: e-mail addresses have no case."""
    text = str(one)
    return text if text.startswith(("principal", "deleted:principal")) else text.casefold()


def _same_parent(expected: Value, live: Value) -> bool:
    """``b/assets`` is ``assets``; a key may be written with or without its collections."""
    return _parent_key(expected) == _parent_key(live)


def _same_member(expected: Value, live: Value) -> bool:
    return folded(expected) == folded(live)


_CONDITION: Final = Attribute("condition", blocks())


def same_policy(expected: Value, live: Value) -> bool:
    """Whether two policies grant the same, and audit the same, in whatever order."""
    return _policy_form(expected) == _policy_form(live)


def _policy_form(value: Value) -> Hashable:
    found = parse_json(value)
    if not isinstance(found, Mapping):
        return repr(found) if found else (frozenset(), frozenset())
    grants: dict[Hashable, set[str]] = {}
    for one in _objects(found.get("bindings")):
        condition = one.get("condition")
        test = (
            tuple(str(condition.get(name) or "") for name in ("title", "description", "expression"))
            if isinstance(condition, Mapping)
            else ()
        )
        members = one.get("members")
        grants.setdefault((str(one.get("role")), test), set()).update(
            map(folded, members if isinstance(members, list) else ())
        )
    audits = (
        (str(one.get("service")), str(log.get("logType")), frozenset(map(folded, _exempted(log))))
        for one in _objects(found.get("auditConfigs"))
        for log in _objects(one.get("auditLogConfigs"))
    )
    return (
        frozenset((of, frozenset(who)) for of, who in grants.items() if who),
        frozenset(audits),
    )


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _exempted(log: Mapping[str, Any]) -> list[Any]:
    found = log.get("exemptedMembers")
    return found if isinstance(found, list) else []


def _text(found: Mapping[str, Any]) -> str:
    import json

    kept = {name: found[name] for name in ("bindings", "auditConfigs") if found.get(name)}
    return json.dumps(kept)
