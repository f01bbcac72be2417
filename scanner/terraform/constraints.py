"""Type constraints of variables: ``map(object({ a = optional(string, "x") }))``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.hcl import tree
from scanner.terraform.types import ANY
from scanner.terraform.values import Failure, Type

if TYPE_CHECKING:
    from scanner.terraform.scopes import Scope

_PRIMITIVE = ("string", "number", "bool", "any")
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Constraint:
    """type: what values are converted to. literal: values from the environment and the command
    line are plain text, not expressions."""

    type: Type = ANY
    literal: bool = True


ANYTHING = Constraint()


def constraint_of(node: tree.Node, text: str, scope: Scope) -> Constraint:
    """The constraint that an expression spells; raises Failure when it spells none."""
    wanted = _read(node, text, scope, 0)
    return Constraint(wanted, wanted in ("string", "number", "bool"))


def _read(node: tree.Node, text: str, scope: Scope, depth: int) -> Type:
    if depth > _DEEPEST:
        raise Failure("the type is nested too deep")
    tag = node[0]
    if tag == tree.TRAVERSAL and len(node[3]) == 1:
        name = str(node[3][0])
        # list and map alone are short for list(any) and map(any).
        if name in ("list", "map", "set"):
            return (name, ANY)
        if name in _PRIMITIVE:
            return name
    if tag == tree.TEMPLATE:
        # Terraform 0.11 quoted its types.
        name = text[node[1] : node[2]].strip('"')
        if name in ("list", "map"):
            return (name, ANY)
        if name == "string":
            return name
    if tag == tree.CALL and len(node[4]) == 1:
        return _collection(node[3], node[4][0], text, scope, depth)
    raise Failure(f"{text[node[1] : node[2]][:60]} is not a type")


def _collection(name: str, inner: tree.Node, text: str, scope: Scope, depth: int) -> Type:
    if name in ("list", "set", "map"):
        return (name, _read(inner, text, scope, depth + 1))
    if name == "tuple" and inner[0] == tree.TUPLE:
        return ("tuple", tuple(_read(item, text, scope, depth + 1) for item in inner[3]))
    if name == "object" and inner[0] == tree.OBJECT:
        return _object(inner, text, scope, depth)
    raise Failure(f"{name}() is not a type")


def _object(inner: tree.Node, text: str, scope: Scope, depth: int) -> Type:
    attributes: dict[str, Type] = {}
    optional: dict[str, object] = {}
    for key, value in inner[3]:
        name = key[3] if key[0] == tree.KEY else text[key[1] : key[2]].strip('"')
        if value[0] == tree.CALL and value[3] == "optional" and 1 <= len(value[4]) <= 2:
            attributes[name] = _read(value[4][0], text, scope, depth + 1)
            default = value[4][1] if len(value[4]) == 2 else None
            optional[name] = scope.run.evaluate(default, scope) if default else None
        else:
            attributes[name] = _read(value, text, scope, depth + 1)
    return ("object", attributes, optional)
