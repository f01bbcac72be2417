"""Terraform's values inside the evaluator.

string is ``str``, number ``int`` or `decimal.Decimal` (never float: ``0.1 + 0.2`` is 0.3), bool
``bool``, null ``None``; a tuple is a ``list``, an object a ``dict``; collections of one element
type are `List`, `Set` and `Map`. Where a value came from and whether it is a secret travels in
`Marked`; what nobody knows is `scanner.model.Unknown`, at any depth.

`Opaque` values stand for what is known only attribute by attribute (a whole resource instance);
they act as unknown wherever they are not stepped into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from scanner.model import Unknown
from scanner.terraform.binary import Rounded, canonical, nearest, shortest_digits

Value = Any
Type = Any
"""``"string"``, ``"number"``, ``"bool"``, ``"any"``, ``("list", T)``, ``("set", T)``,
``("map", T)``, ``("tuple", (T, ...))``, ``("object", {name: T}, {name: default})`` where the last
holds the optional attributes."""

MAX_ELEMENTS = 100_000
MAX_STRING = 10_000_000
MAX_NUMBER_BITS = 4096
MAX_VISITS = 200_000


class Failure(Exception):  # noqa: N818 - Terraform's own error, caught by try() and can()
    """Terraform would refuse this expression; the text says why."""


class Undeclared(Failure):
    """A name that nothing declares: Terraform refuses the whole code, even within try()."""


class Unsupported(Exception):  # noqa: N818 - the code is right, only we cannot compute it
    """Terraform gives a value here that we cannot compute; try() must not take it for a failure."""


class LimitHit(Exception):  # noqa: N818 - not an error of the code, but of its size
    """The expression is too large to evaluate. `code` is that of the diagnostic."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class List(list[Any]):
    """A list of one element type."""

    __slots__ = ("of",)

    def __init__(self, items: Iterable[Value] = (), of: Type = "any") -> None:
        super().__init__(items)
        self.of = of


class Set(list[Any]):
    """A set, without duplicates and in a fixed order. Build one with `types.make_set`."""

    __slots__ = ("of",)

    def __init__(self, items: Iterable[Value] = (), of: Type = "any") -> None:
        super().__init__(items)
        self.of = of


class Map(dict[str, Any]):
    """A map of one element type."""

    __slots__ = ("of",)

    def __init__(self, items: dict[str, Value] | None = None, of: Type = "any") -> None:
        super().__init__(items or {})
        self.of = of


class Marked:
    """A value (never itself Marked) with the resources that it came from and its secrecy."""

    __slots__ = ("references", "sensitive", "value")

    def __init__(self, value: Value, references: tuple[str, ...], sensitive: bool) -> None:
        self.value = value
        self.references = references
        self.sensitive = sensitive


class Opaque:
    """Something that is known only step by step.

    step: the value of an attribute or element, by name or index.
    whole: the Unknown that stands for all of it.
    element: for a group of instances of which nobody knows how many, the one that stands for
        each of them; else None.
    contents: gives all attributes, where it is known which there are; else None.
    """

    __slots__ = ("contents", "element", "step", "whole")

    def __init__(
        self,
        step: Callable[[str | int], Value],
        whole: Unknown,
        element: Value = None,
        contents: Callable[[], dict[str, Value]] | None = None,
    ) -> None:
        self.step = step
        self.whole = whole
        self.element = element
        self.contents = contents


def opened(value: Value) -> Value:
    """`value`, or the object that it is when all its attributes can be listed."""
    if type(value) is Opaque and value.contents is not None:
        return value.contents()
    return value


_EPHEMERAL = " is ephemeral: no plan and no state has it"


def ephemeral(name: str, references: tuple[str, ...] = ()) -> Unknown:
    """An ephemeral value: it is as secret as it is short-lived."""
    return Unknown(name + _EPHEMERAL, name, references, sensitive=True)


def is_ephemeral(value: Value) -> bool:
    """Whether `value` is an ephemeral one or follows from one."""
    return type(value) is Unknown and value.reason.endswith(_EPHEMERAL)


def mark(value: Value, references: tuple[str, ...] = (), sensitive: bool = False) -> Value:
    """`value` with more references and secrecy; unchanged when there is nothing to add."""
    if not references and not sensitive:
        return value
    if type(value) is Marked:
        references = join(value.references, references)
        sensitive = sensitive or value.sensitive
        value = value.value
    return Marked(value, references, sensitive)


def join(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Both tuples of addresses, each address once, in order."""
    if not second or first == second:
        return first
    if not first:
        return second
    return tuple(dict.fromkeys(first + second))


def unmark(value: Value) -> tuple[Value, tuple[str, ...], bool]:
    """The value itself, its references, its secrecy."""
    if type(value) is Marked:
        return value.value, value.references, value.sensitive
    return value, (), False


def bare(value: Value) -> Value:
    """The value without its own marks (those of its elements stay)."""
    return value.value if type(value) is Marked else value


class Census:
    """What one walk over a value found: marks, the first Unknown in it, how large it is."""

    __slots__ = ("characters", "marked", "references", "sensitive", "unknown", "visits")

    def __init__(self) -> None:
        self.references: tuple[str, ...] = ()
        self.sensitive = False
        self.marked = False
        self.unknown: Unknown | None = None
        self.visits = 0
        self.characters = 0

    def walk(self, value: Value) -> None:
        """Count `value` and everything in it; raises LimitHit when that is too much.

        Shared parts count each time they occur, since whatever works on the value meets them
        each time.
        """
        stack = [value]
        while stack:
            value = stack.pop()
            kind = type(value)
            self.visits += 1
            if self.visits > MAX_VISITS:
                raise LimitHit("limit-value-size", "a value has more than 200,000 parts")
            if kind is Marked:
                self.marked = True
                self.references = join(self.references, value.references)
                self.sensitive = self.sensitive or value.sensitive
                value = value.value
                kind = type(value)
            if kind is str:
                self.characters += len(value)
                if self.characters > 10 * MAX_STRING:
                    raise LimitHit("limit-value-size", "a value holds more than 100 MB of text")
            elif kind is Unknown:
                self._note(value)
            elif kind is Opaque:
                self._note(value.whole)
            elif isinstance(value, dict):
                stack.extend(value.values())
            elif isinstance(value, list):
                stack.extend(value)

    def _note(self, unknown: Unknown) -> None:
        """An Unknown hides no values: neither its arms nor its structure are walked."""
        if self.unknown is None:
            self.unknown = unknown
        self.references = join(self.references, unknown.references)
        self.sensitive = self.sensitive or unknown.sensitive


def census(value: Value) -> Census:
    """What is inside of `value`."""
    found = Census()
    found.walk(value)
    return found


def check_size(value: Value) -> None:
    """Raise LimitHit when a walk over `value` would take too long.

    Parts may be shared: forty lists of two can spell 2**40 elements.
    """
    if isinstance(value, list | dict) and value:
        census(value)


def unmark_deep(value: Value, depth: int = 0) -> Value:
    """`value` without any mark. Walk it with `census` first: that bounds its size."""
    if depth > 200:
        raise LimitHit("limit-value-depth", "a value is nested more than 200 levels deep")
    if type(value) is Marked:
        value = value.value
    if isinstance(value, dict):
        return like(value, {k: unmark_deep(v, depth + 1) for k, v in value.items()})
    if isinstance(value, list):
        return like(value, [unmark_deep(v, depth + 1) for v in value])
    return value


def like(model: Value, items: Value) -> Value:
    """`items` as the kind of list or map that `model` is."""
    kind = type(model)
    return items if kind is list or kind is dict else kind(items, model.of)


def is_number(value: Value) -> bool:
    """Whether `value` is a number; a bool is none."""
    kind = type(value)
    return kind is int or kind is Decimal or kind is Rounded


def number(value: Decimal | int | float) -> int | Decimal:
    """A number in its one form: int when it is whole and not the negative zero."""
    if type(value) is int:
        if value.bit_length() > MAX_NUMBER_BITS:
            raise Unsupported("the number is too large")
        return value if value.bit_length() <= 512 else nearest(value, 1)
    if type(value) is Rounded:
        return value
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        raise Unsupported("the result is infinite or not a number")
    if abs(exact.adjusted()) > 1200 and exact:
        raise Unsupported("the number is too large")
    return canonical(exact)


def parse_number(text: str) -> int | Decimal:
    """The number a string spells in decimal; raises Failure for anything else."""
    # Whitespace, underscores, "inf" and digits of other scripts are Python's, not Terraform's.
    if len(text) > 1000 or not text.isascii() or not text.strip("+-.0123456789eE") == "":
        raise Failure(f"cannot convert {quoted(text)} to number")
    try:
        return number(Decimal(text))
    except InvalidOperation:
        raise Failure(f"cannot convert {quoted(text)} to number") from None


def number_text(value: int | Decimal) -> str:
    """A number as Terraform writes it: no exponent, no trailing zeros."""
    if type(value) is int:
        return str(value)
    if type(value) is Rounded:
        digits, power = shortest_digits(value)
        text = format(Decimal(f"{'-' if value < 0 else ''}{digits}e{power}"), "f")
    else:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def quoted(text: str) -> str:
    """A piece of text for a message, shortened."""
    return '"' + (text if len(text) <= 60 else text[:57] + "...") + '"'


def kind_name(value: Value) -> str:
    """What Terraform calls the kind of this value."""
    value = bare(value)
    if value is None:
        return "null"
    return _KINDS.get(type(value), "unknown")


_KINDS: dict[type, str] = {
    str: "string",
    bool: "bool",
    int: "number",
    Decimal: "number",
    Rounded: "number",
    list: "tuple",
    dict: "object",
    List: "list",
    Set: "set",
    Map: "map",
}


def equals(left: Value, right: Value) -> bool | Unknown:
    """Terraform's ``==`` on values without marks: types count, unknown parts make it unknown."""
    check_size(left)
    return _equals(left, right)


def _equals(left: Value, right: Value) -> bool | Unknown:
    if type(left) is Opaque or type(right) is Opaque:
        return _equals_opaque(left, right)
    if type(left) is Unknown:
        return False if right is None and _never_null(left) else left
    if type(right) is Unknown:
        return False if left is None and _never_null(right) else right
    if left is None or right is None:
        return left is right
    if is_number(left) and is_number(right):
        if type(left) is Rounded or type(right) is Rounded:
            # Numbers are the same that are written the same.
            return number_text(left) == number_text(right)
        return bool(left == right)
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        if left.keys() != right.keys():
            return False
        return _all_equal((left[k], right[k]) for k in left)
    if isinstance(left, list):
        if len(left) != len(right):
            return False
        return _all_equal(zip(left, right, strict=True))
    return bool(left == right)


def _equals_opaque(left: Value, right: Value) -> bool | Unknown:
    for side, other in ((left, right), (right, left)):
        # A resource or module instance that can be referred to is there.
        if type(side) is Opaque and other is None and side.element is None:
            return False
    left, right = opened(left), opened(right)
    for side in (left, right):
        if type(side) is Opaque:
            return side.whole
    return _equals(left, right)


def _never_null(unknown: Unknown) -> bool:
    """Whether a value will be there, whatever it will be: an id, or a text known in parts."""
    return unknown.identifier or bool(unknown.pieces)


def _all_equal(pairs: Iterable[tuple[Value, Value]]) -> bool | Unknown:
    doubt: Unknown | None = None
    for left, right in pairs:
        same = _equals(bare(left), bare(right))
        if same is False:
            return False
        if same is not True and doubt is None:
            doubt = same
    return True if doubt is None else doubt
