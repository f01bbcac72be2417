"""Type conversion, null handling and secrecy."""

from __future__ import annotations

from collections.abc import Callable

from scanner.model import Unknown
from scanner.terraform.functions import Function, typed
from scanner.terraform.types import convert, type_of, unify
from scanner.terraform.values import Failure, Opaque, Set, Value, bare, mark


def _sensitive(value: Value) -> Value:
    return mark(value, (), True)


def _coalesce(*values: Value) -> Value:
    """The first that is neither null nor an empty string, in the type they share."""
    joined = unify(type_of(v) for v in values)
    if joined is None:
        raise Failure("all arguments must have the same type")
    for value in values:
        inner = bare(value)
        if type(inner) is Unknown:
            return value
        if inner is None:
            continue
        converted = convert(value, joined)
        if bare(converted) != "":
            return converted
    raise Failure("no argument is set and not empty")


def _coalesce_list(*values: Value) -> Value:
    for value in map(bare, values):
        known = value is not None and type(value) is not Unknown and type(value) is not Opaque
        if known and (not isinstance(value, list) or type(value) is Set):
            raise Failure("all arguments must be lists")
    for value in values:
        inner = bare(value)
        if type(inner) is Unknown:
            return value
        if not isinstance(inner, list) or type(inner) is Set:
            raise Failure("all arguments must be lists")
        if inner:
            return value
    raise Failure("no argument is a list that is not empty")


def _conversion(wanted: object) -> Function:
    return typed(
        lambda value: convert(value, wanted), "any", nullable=True, structural=True, deep=True
    )


def passing(body: Callable[..., Value], least: int = 1) -> Function:
    """A structural function of any number of arguments, unknown ones included."""
    return Function(
        lambda arguments, scope: body(*arguments),
        least,
        None,
        structural=True,
        unknown=True,
        deep=True,
        veiled=True,
    )


FUNCTIONS: dict[str, Function] = {
    "coalesce": passing(_coalesce),
    "coalescelist": passing(_coalesce_list),
    "sensitive": Function(
        lambda arguments, scope: _sensitive(arguments[0]), 1, 1, True, True, True
    ),
    "tobool": _conversion("bool"),
    "tolist": _conversion(("list", "any")),
    "tomap": _conversion(("map", "any")),
    "tonumber": _conversion("number"),
    "toset": _conversion(("set", "any")),
    "tostring": _conversion("string"),
    "ephemeralasnull": Function(lambda arguments, scope: arguments[0], 1, 1, True, True, True),
}
