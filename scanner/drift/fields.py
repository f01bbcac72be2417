"""What the API's schema says of a field, as far as comparing needs it: how a list is merged, and
which values have several spellings. Pure.

A schema is a table of type -> field -> what the field is, in a short text:

    o:TYPE     an object              O:TYPE     a map of objects
    m:A,B:TYPE a list merged by keys  a:TYPE     any other list (of objects)
    s          a set                  a          any other list of scalars
    q, Q       a quantity, a map of them         i  a number or a text
    t, d       a time, a duration     b, B       base64, a map of it
    h          a scalar map or object without more to say
    =JSON      at the end: the default
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Table = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """form: see the module. keys: of a merged list. type: of what is in it, or "" if nothing is
    known of it. default: JSON text of what the server fills in, or ""."""

    form: str = ""
    keys: tuple[str, ...] = ()
    type: str = ""
    default: str = ""


UNKNOWN: Final = Field()
PLAIN: Final = Field("p")
"""A field of a known type that has one spelling only."""


@dataclass(frozen=True, slots=True)
class Schema:
    """kinds: ``apps/v1/Deployment`` -> type. types: see the module. What is in neither compares
    plainly: equal values, lists element by element."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    types: Table = field(default_factory=dict)
    _read: dict[str, dict[str, Field]] = field(default_factory=dict)

    def root(self, version: str, kind: str) -> str:
        """The type of a kind's objects, or "" when nothing is known of it."""
        return self.kinds.get(f"{version}/{kind}", "")

    def field(self, type_: str, name: str) -> Field:
        """What a field of a type is."""
        known = self._read.get(type_)
        if known is None:
            if type_ not in self.types:
                return UNKNOWN
            known = {key: _field(text) for key, text in self.types[type_].items()}
            self._read[type_] = known
        return known.get(name, PLAIN)

    def joined(self, other: Schema) -> Schema:
        """This one, and what only the other knows."""
        return Schema({**other.kinds, **self.kinds}, {**other.types, **self.types})


def _field(text: str) -> Field:
    text, _, default = text.partition("=")
    form, _, rest = text.partition(":")
    keys: tuple[str, ...] = ()
    if form == "m":
        names, _, rest = rest.partition(":")
        keys = tuple(names.split(","))
    return Field(form, keys, rest, default)


# ---- making tables ---------------------------------------------------------------------------

_MAX_DEPTH: Final = 40
_QUANTITY: Final = "io.k8s.apimachinery.pkg.api.resource.Quantity"
_SCALARS: Final = {
    _QUANTITY: "q",
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "i",
    "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "t",
    "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "t",
    "io.k8s.apimachinery.pkg.apis.meta.v1.Duration": "d",
}
_LEFT_OUT: Final = ("apiVersion", "kind", "status", "managedFields")


def schema_of(definitions: Mapping[str, Any]) -> Schema:
    """The tables of the definitions of an OpenAPI document (``components.schemas``, or
    ``definitions``), such as an API server gives or JSON schemas are made of."""
    making = _Making(definitions)
    kinds: dict[str, str] = {}
    for name, definition in definitions.items():
        if not isinstance(definition, dict):
            continue
        for one in definition.get("x-kubernetes-group-version-kind") or ():
            properties = definition.get("properties")
            if not isinstance(one, dict) or not isinstance(properties, dict):
                continue
            if "metadata" not in properties or "items" in properties:
                continue
            group, version, kind = (str(one.get(key, "")) for key in ("group", "version", "kind"))
            kinds[f"{group}/{version}/{kind}" if group else f"{version}/{kind}"] = name
            making.type_of(name, definition, 0)
    return Schema(kinds, making.types)


class _Making:
    """Tables under way. Types of custom resources have no names: they get their path as one."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self.definitions = definitions
        self.types: dict[str, dict[str, str]] = {}

    def type_of(self, name: str, definition: Mapping[str, Any], depth: int) -> str:
        """Write down the fields of an object's type; "" for one without declared fields."""
        properties = definition.get("properties")
        if not isinstance(properties, dict) or depth > _MAX_DEPTH:
            return ""
        if name not in self.types:
            fields = self.types[name] = {}
            for key, value in properties.items():
                if isinstance(value, dict) and not (key in _LEFT_OUT and "Schema" not in name):
                    text = self._text(f"{name}.{key}", value, depth + 1)
                    if text:
                        fields[key] = text
        return name

    def _text(self, name: str, value: Mapping[str, Any], depth: int) -> str:
        target, own = self._target(name, value)
        if target in _SCALARS:
            return _SCALARS[target]
        kinds = own.get("type")
        kinds = [one for one in kinds if one != "null"] if isinstance(kinds, list) else [kinds]
        default = _default(value, own)
        if own.get("x-kubernetes-int-or-string"):
            return "i" + default
        if "array" in kinds:
            return self._list(name, value, own, depth)
        if "object" in kinds or "properties" in own:
            return self._object(target, own, depth) + default
        if own.get("format") == "byte":
            return "b"
        return "p" + default if default else ""

    def _target(self, name: str, value: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        """The definition that a property refers to, with its name."""
        parts = value.get("allOf")
        inner = parts[0] if isinstance(parts, list) and len(parts) == 1 else value
        reference = inner.get("$ref") if isinstance(inner, dict) else None
        if not isinstance(reference, str):
            return name, value
        target = reference.rpartition("/")[2]
        found = self.definitions.get(target)
        return target, found if isinstance(found, dict) else {}

    def _object(self, target: str, own: Mapping[str, Any], depth: int) -> str:
        inner = own.get("additionalProperties")
        if isinstance(inner, dict) and inner:
            text = self._text(f"{target}.*", inner, depth + 1)
            if text[:2] == "o:":
                return f"O:{text[2:]}"
            return {"q": "Q", "b": "B"}.get(text[:1], "h")
        named = self.type_of(target, own, depth)
        return f"o:{named}" if named else "h"

    def _list(self, name: str, value: Mapping[str, Any], own: Mapping[str, Any], depth: int) -> str:
        items = own.get("items")
        text = self._text(f"{name}[]", items, depth + 1) if isinstance(items, dict) else ""
        below = text[2:].partition("=")[0] if text[:2] == "o:" else ""
        keys = own.get("x-kubernetes-list-map-keys")
        merge = own.get("x-kubernetes-patch-merge-key")
        if not keys and merge and own.get("x-kubernetes-list-type") != "atomic":
            keys = [merge]
        if keys and isinstance(keys, list):
            return f"m:{','.join(map(str, keys))}:{below}"
        if own.get("x-kubernetes-list-type") == "set":
            return "s"
        return f"a:{below}" if below else "a"


def _default(value: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    """``=JSON`` of a default worth the name; "" for none, and for what stands for nothing."""
    import json

    default = value.get("default", own.get("default"))
    return f"={json.dumps(default)}" if default not in (None, "", 0, [], {}, False) else ""
