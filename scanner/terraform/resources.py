"""Resources and data sources: their instances, and the attributes of each, on demand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from scanner.hcl.tree import TUPLE
from scanner.model import Path, Unknown
from scanner.terraform import builtin
from scanner.terraform.blocks import WRITE_ONLY, BlockReader, blocks_of_json, grouped
from scanner.terraform.expansion import Expansion, Key, expand, suffix
from scanner.terraform.local_data import computed, is_computed
from scanner.terraform.places import CodeSource
from scanner.terraform.providers import told, with_defaults
from scanner.terraform.schemas import TypeSchema, find
from scanner.terraform.scopes import Scope
from scanner.terraform.state_values import from_state
from scanner.terraform.typed import argument, seen
from scanner.terraform.values import (
    Failure,
    LimitHit,
    Opaque,
    Value,
    bare,
    check_size,
    ephemeral,
    mark,
    unmark,
)

if TYPE_CHECKING:
    from scanner.terraform.code import BlockCode, SourceFile
    from scanner.terraform.modules import Module

META = frozenset({"count", "for_each", "depends_on", "provider", "providers"})
_MISSING = object()


# Computed attributes that identify a resource: the platform always gives them a value.
_IDENTIFIER = re.compile(r"(?:\w+_)?(?:id|arn|name|self_link|email)")

# What holds a resource's own tags or labels and its provider's, and what its own are called.
_WITH_DEFAULTS = {
    "tags_all": ("tags",),
    "effective_labels": ("labels", "resource_labels"),
    "terraform_labels": ("labels", "resource_labels"),
}


class Instance:
    """One instance of a resource.

    opaque: what a reference to the instance gives.
    """

    def __init__(
        self, node: ResourceNode, key: Key, repetition: Mapping[str, Value], symbolic: bool
    ) -> None:
        self.node = node
        self.module: Module = node.module
        self.address = node.address + suffix(node.expansion().kind, key, symbolic)
        self.repetition = repetition
        self.reader = BlockReader(self.address, symbolic or node.expansion().cause is not None)
        self._symbolic = self.reader.symbolic
        self._values: dict[str, Value] = {}
        self._after: dict[str, Value] = {}
        self._defaults: dict[str, Value] = {}
        self.opaque = Opaque(
            self.referred,
            Unknown("known after apply", node.reference, (self.address,)),
            contents=self._contents if node.type == "terraform_data" else None,
        )

    def _contents(self) -> dict[str, Value]:
        return {name: self.referred(name) for name in builtin.ATTRIBUTES}

    def scope(self, file: SourceFile) -> Scope:
        """Where the expressions of this instance stand."""
        scope = Scope(self.module, file, None, self.repetition)
        scope.self_value = self.opaque
        return scope

    def names(self) -> list[str]:
        """The attributes and block types that the code sets."""
        code = self.node.code
        names = dict.fromkeys(n for n in code.attributes if n not in META)
        names.update(dict.fromkeys(n for n in grouped(code.blocks) if n not in META))
        return list(names)

    def configured(self, name: str) -> Value:
        """What the code says of an attribute or block type; `_MISSING` when it says nothing."""
        value = self._values.get(name, _MISSING)
        if value is not _MISSING:
            return value
        code = self.node.code
        if name in META:
            return _MISSING
        if name in code.attributes:
            attribute, file = code.attributes[name]
            value = self.reader.attribute(name, attribute[3], self.scope(file), ())
            if name.endswith(WRITE_ONLY):
                value = mark(value, (), True)
        else:
            entries = grouped(code.blocks).get(name)
            if entries is None:
                return _MISSING
            value = self.reader.blocks(name, entries, self.scope(code.file))
        value = self._values[name] = self._typed(name, value)
        return value

    def _typed(self, name: str, value: Value) -> Value:
        """An argument as its provider takes it."""
        schema = self.node.schema
        written = self.node.code.attributes.get(name)
        try:
            if written is not None and written[1].json:
                check_size(bare(value))
                if not self.node.knows(name):
                    return blocks_of_json(name, value)
            return value if schema is None else argument(value, name, schema.block, self._refuse)
        except LimitHit as limit:
            label = f"{self.node.reference}.{name}"
            place = CodeSource(self.node.code, self.reader.places).locate((name,))
            self.module.run.limit(limit, self.module.prefix + label, place.path, place.start_line)
            return Unknown(str(limit), label)

    def added(self) -> list[str]:
        """The attributes that the provider's configuration gives it."""
        schema = self.node.schema
        if schema is None or self.node.mode != "managed":
            return []
        known = schema.block.attributes
        return [
            name
            for name in _WITH_DEFAULTS
            if name in known
            and self.configured(name) is _MISSING
            and self._default(name) is not None
        ]

    def argument(self, name: str) -> Value:
        """The value of one of `names` or `added`."""
        value = self.configured(name)
        return self._default(name) if value is _MISSING else value

    def _default(self, name: str) -> Value:
        """``tags_all`` and the like; None when there is nothing to say."""
        if name not in self._defaults:
            own = next((n for n in _WITH_DEFAULTS[name] if self.node.knows(n)), "")
            value = self.configured(own)
            value = None if value is _MISSING else value
            self._defaults[name] = with_defaults(self.node, name, value)
        return self._defaults[name]

    def _refuse(self, path: Path, failure: Failure, secret: bool) -> Unknown:
        """What stands for a value that its schema does not take; reported as what fails is."""
        why = "it is sensitive, so the reason is not shown" if secret else str(failure)
        label = ".".join([self.node.reference, *(str(s) for s in path if isinstance(s, str))])
        if not self._symbolic and not self.module.not_instantiated:
            place = CodeSource(self.node.code, self.reader.places).locate(path)
            message = f"{self.module.prefix}{label}: {why}"
            self.module.run.note("evaluation-failed", message, place.path, place.start_line)
        return Unknown(f"Terraform would refuse it: {why}", label, sensitive=secret)

    def referred(self, name: str | int) -> Value:
        """What ``ADDRESS.name`` gives elsewhere: configured, else recorded, else unknown."""
        if type(name) is int:
            raise Failure(f"{self.address} has no count")
        name = str(name)
        value = self.configured(name)
        if self._keeps(name):
            value = self.recorded_value(name)
        elif value is _MISSING or bare(value) is None:
            value = self._computed(name)
        elif self.node.knows(name):
            value = self._seen(name, value)
        # Where it came from before does not count: what refers to this attribute refers to this
        # resource, not to the one whose name is part of its name.
        inner, _, sensitive = unmark(value)
        return mark(inner, (self.address,), sensitive)

    def _seen(self, name: str, value: Value) -> Value:
        shown = self._after.get(name, _MISSING)
        if shown is _MISSING:
            schema = self.node.schema
            assert schema is not None
            shown = self._after[name] = seen(value, name, schema.block, self._unset)
        return shown

    def _unset(self, name: str) -> Unknown:
        """What the code does not say of an attribute of a block."""
        reference = f"{self.node.reference}.{name}"
        return Unknown(f"{reference} is known after apply", reference, (self.address,))

    def _computed(self, name: str) -> Value:
        value = self._after.get(name, _MISSING)
        if value is _MISSING:
            value = self._after[name] = self._compute(name)
        return value

    def recorded(self) -> Mapping[str, Value] | None:
        """What the state that was given holds of this instance, also under an earlier address."""
        run = self.module.run
        recorded = run.options.recorded
        if recorded is None or self.address in recorded:
            return recorded and recorded[self.address]
        earlier = (recorded.get(address) for address in run.moves.earlier(self.address))
        return next(filter(None, earlier), None)

    def recorded_value(self, name: str) -> Value:
        """An attribute as the state has it; None when it has none."""
        attributes = self.recorded()
        return None if attributes is None else from_state(attributes.get(name))

    def _keeps(self, name: str) -> bool:
        """Whether ``ignore_changes`` has a plan keep the recorded value."""
        if self.module.run.options.recorded is None or self.recorded() is None:
            return False
        ignored = self.node.ignored()
        return name in ignored or "all" in ignored

    def _compute(self, name: str) -> Value:
        if self.node.type == "terraform_data" and self.node.mode == "managed":
            return builtin.attribute(self, name)
        attributes = self.recorded()
        if attributes is not None and name in attributes:
            return from_state(attributes[name])
        if self.node.mode == "ephemeral":
            self.module.run.ephemerals = True
            return ephemeral(f"{self.node.reference}.{name}", (self.address,))
        if is_computed(self.node.mode, self.node.type, name):
            return computed(self, name)
        if self.node.mode == "data" and self.node.type in ("aws_region", "aws_partition"):
            known = told(self.node, name)
            if known is not None:
                return known
        if name in _WITH_DEFAULTS and name in self.added():
            return self._default(name)
        schema = self.node.schema
        attribute = schema.block.attributes.get(name) if schema is not None else None
        reference = f"{self.node.reference}.{name}"
        reason = f"{reference} is known after apply"
        if self.node.mode == "data":
            reason = f"{reference} is read when Terraform runs"
        return Unknown(
            reason,
            reference,
            (self.address,),
            sensitive=attribute is not None and attribute.sensitive,
            identifier=_IDENTIFIER.fullmatch(name) is not None,
        )


class ResourceNode:
    """A resource or data block of one module instance."""

    def __init__(self, module: Module, mode: str, type_: str, name: str, code: BlockCode) -> None:
        self.module = module
        self.mode = mode
        self.type = type_
        self.name = name
        self.code = code
        self.reference = f"{'' if mode == 'managed' else mode + '.'}{type_}.{name}"
        self.address = module.prefix + self.reference
        self._expansion: Expansion | None = None
        self._instances: dict[Key, Instance] = {}
        self._value: Value = _MISSING
        self._ignored: frozenset[str] | None = None

    @cached_property
    def schema(self) -> TypeSchema | None:
        """What its provider says of the type."""
        return find(self.type if self.mode == "managed" else f"{self.mode}.{self.type}")

    def knows(self, name: str) -> bool:
        """Whether the schema says what this argument is."""
        schema = self.schema
        if schema is None:
            return False
        return name in schema.block.attributes or name in schema.block.blocks

    def expansion(self) -> Expansion:
        """Its count or for_each."""
        if self._expansion is None:
            found = expand(self.module, self.reference, self.code)
            # A cycle through its own count has answered already.
            self._expansion = self._expansion or found
        return self._expansion

    def ignored(self) -> frozenset[str]:
        """The attributes that ``ignore_changes`` names; "all" for every one."""
        if self._ignored is None:
            found: set[str] = set()
            for block, file in self.code.named("lifecycle"):
                for attribute in block[5][0]:
                    if attribute[0] == "ignore_changes":
                        node = attribute[3]
                        names = node[3] if node[0] == TUPLE else (node,)
                        found.update(file.text[n[1] : n[2]].strip('"') for n in names)
            self._ignored = frozenset(found)
        return self._ignored

    def instance(self, key: Key) -> Instance:
        """The instance with this key, or the one that stands for all."""
        found = self._instances.get(key)
        if found is None:
            expansion = self.expansion()
            symbolic = expansion.empty or expansion.kind == "unknown"
            found = Instance(self, key, expansion.instances[key], symbolic)
            self._instances[key] = found
        return found

    def value(self) -> Value:
        """What a reference to this resource gives."""
        if self._value is _MISSING:
            self._value = self._whole()
        return self._value

    def _whole(self) -> Value:
        expansion = self.expansion()
        return whole_value(
            expansion,
            {k: self.instance(k).opaque for k in expansion.instances},
            f"{self.address}[*]",
        )


# OpenTofu's lifecycle.enabled has no key: what is not enabled is null.
_NOTHING: dict[str, Callable[[], Value]] = {"count": list, "each": dict, "single": lambda: None}


def whole_value(expansion: Expansion, values: Mapping[Key, Value], address: str) -> Value:
    """One value, a tuple by count, an object by for_each, or a group of unknown size."""
    if expansion.empty:
        return _NOTHING[expansion.kind]()
    if expansion.kind == "unknown" or (expansion.kind == "each" and expansion.cause):
        element = next(iter(values.values()))
        cause = expansion.cause
        assert cause is not None
        whole = Unknown(cause.reason, address, (address,), sensitive=cause.sensitive)
        return Opaque(partial(_any_element, values, element), whole, element)
    if expansion.kind == "single":
        return values[None]
    if expansion.kind == "count":
        return list(values.values())
    return {str(k): v for k, v in values.items()}


def _any_element(values: Mapping[Key, Value], element: Value, key: str | int) -> Value:
    return values.get(key, element)
