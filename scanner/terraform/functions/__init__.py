"""Terraform's functions, by name.

A function is given known values without marks, converted to its parameter types, unless it is
*structural*: those only rearrange their arguments, so elements keep their marks and may be unknown.
It raises `Failure` where Terraform reports an error. What it returns as a plain list is a tuple,
as a plain dict an object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.terraform.types import convert
from scanner.terraform.values import Failure, Type, Value, bare

if TYPE_CHECKING:
    from scanner.terraform.scopes import Scope

LIST = ("list", "any")
SET = ("set", "any")
STRINGS = ("list", "string")


@dataclass(frozen=True, slots=True)
class Function:
    """apply: takes the arguments and the scope of the call. least, most: how many arguments.

    structural: see above. unknown, opaque: it copes with such an argument itself.
    deep: it walks its arguments to the bottom, although it is structural.
    veiled: the result is secret when anything in an argument is, although it is structural.
    """

    apply: Callable[[list[Value], Scope], Value]
    least: int
    most: int | None
    structural: bool = False
    unknown: bool = False
    opaque: bool = False
    deep: bool = False
    veiled: bool = False


def typed(
    body: Callable[..., Value],
    *types: Type,
    rest: Type | None = None,
    optional: int = 0,
    nullable: bool = False,
    structural: bool = False,
    scoped: bool = False,
    deep: bool = False,
    veiled: bool = False,
) -> Function:
    """A function with these parameter types; `rest` is that of any number of further ones.

    optional: how many of `types` may be left out. nullable: the last parameter (`rest` where there
    is one) may be null. scoped: `body` takes the scope first.
    """

    def apply(arguments: list[Value], scope: Scope) -> Value:
        converted = []
        last = len(types) - (rest is None)
        for position, argument in enumerate(arguments):
            wanted = types[position] if position < len(types) else rest
            if bare(argument) is None and not (nullable and position >= last):
                raise Failure(f"argument {position + 1} must not be null")
            try:
                converted.append(convert(argument, wanted))
            except Failure as failure:
                raise Failure(f"argument {position + 1}: {failure}") from None
        return body(scope, *converted) if scoped else body(*converted)

    most = None if rest is not None else len(types)
    return Function(apply, len(types) - optional, most, structural, deep=deep, veiled=veiled)


def find_function(name: str) -> Function | None:
    """The function of this name, or None."""
    from scanner.terraform.functions import table

    return table.FUNCTIONS.get(name)
