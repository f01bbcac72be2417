"""A value that nobody knows, as a rule holds it: what it is asked is a decision of the run."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final, Protocol

from scanner.model import ABSENT, Unknown, Value


class Undecided(Exception):  # noqa: N818 - a signal of the engine's, not an error
    """A rule needs to know something that cannot be known; ends the run, as open."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.reason)
        self.unknown = unknown


class Run(Protocol):
    """What answers the questions: `scanner.decisions.Decisions`."""

    def decide(self, question: Hashable, unknown: Unknown) -> bool: ...

    def settle(self, key: Hashable, value: Value) -> None: ...

    def settled(self, key: Hashable) -> tuple[Value, ...]: ...

    def present(self, value: Value) -> Value: ...


def has_unknown(value: Value) -> bool:
    """Whether an Unknown stands anywhere inside of a value."""
    if type(value) in SIMPLE:
        return False
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            return True
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return False


SIMPLE: Final = frozenset({str, bool, int, float, type(None)})
"""Types of values that hold no others."""


def _freeze(value: Value) -> Hashable:
    """A hashable that is equal for equal arguments of a question; 1 and True stay apart."""
    if isinstance(value, Maybe):
        return value._key
    if isinstance(value, (MaybeList, MaybeMap)):
        return (type(value).__name__, repr(value._items))
    if isinstance(value, (list, dict, tuple, set)):
        return (type(value).__name__, repr(value))
    return (type(value).__name__, value)


# Aliases of AWS itself: nobody can make one.
_OF_AWS: Final = "alias/aws/"
# Methods of strings that ask a yes/no question, and those that give another value.
_ASKING = frozenset({"startswith", "endswith", "isdigit", "isalpha", "isupper", "islower"})
_DERIVING = frozenset(
    {
        "casefold", "get", "items", "keys", "lower", "lstrip", "partition", "removeprefix",
        "removesuffix", "replace", "rpartition", "rsplit", "rstrip", "split", "splitlines",
        "strip", "title", "upper", "values",
    }
)  # fmt: skip


def _arithmetic(name: str) -> Callable[[Maybe, Value], Maybe]:
    return lambda value, other: value.derive(name, other)


def fits(pieces: tuple[str | None, ...], text: str) -> bool:
    """Whether a text can be made of the pieces, whatever stands for the unknown ones."""
    at = 0
    anchored = True
    for piece in pieces:
        if piece is None:
            anchored = False
            continue
        found = text.find(piece, at)
        if found < 0 or (anchored and found != at):
            return False
        at = found + len(piece)
        anchored = True
    if not anchored or not pieces:
        return True
    # The last piece is known: it must also be where the text ends.
    return at == len(text) or (None in pieces and text.endswith(pieces[-1] or ""))


class Maybe:
    """A value that nobody knows, inside a run: comparing it, testing it or searching it is a
    decision; deriving from it gives another `Maybe`; counting or iterating it is `Undecided`.

    A format string shows the expression it came from, so messages may mention it.
    """

    __slots__ = ("_key", "_origin", "_run")

    def __init__(self, run: Run, origin: Unknown, key: Hashable) -> None:
        self._run = run
        self._origin = origin
        self._key = key

    def _ask(self, question: str, real: Callable[..., Any], *arguments: Value) -> bool:
        settled = self._run.settled(self._key)
        if settled:
            try:
                return bool(real(settled[0], *arguments))
            except TypeError:
                return False
        key = (self._key, question, *(_freeze(a) for a in arguments))
        return self._run.decide(key, self._origin)

    def matches(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` is found in this text."""
        return self._ask("matches", lambda text, _: pattern.search(str(text)), pattern.pattern)

    def ask(self, question: str, test: Callable[[Any], bool]) -> bool:
        """Any other yes/no question. question: tells it from every other question about this
        value; two of the same words must mean the same."""
        return self._ask(question, lambda value: test(value))

    @property
    def pieces(self) -> tuple[str | None, ...]:
        """The parts of this text in their order, None for those unknown; () when none is known."""
        return self._origin.pieces if self._key is self._origin else ()

    @property
    def is_identifier(self) -> bool:
        """Whether it is an id, ARN or name that the platform will give; see `Unknown`."""
        return self._key is self._origin and self._origin.identifier

    @property
    def is_sensitive(self) -> bool:
        """Whether it is called a secret where it comes from: a sensitive variable or attribute."""
        return self._origin.sensitive

    @property
    def references(self) -> tuple[str, ...]:
        """The instances whose attribute this value is, where that is known."""
        return self._origin.references if self._key is self._origin else ()

    def ends(self, end: str) -> bool:
        """Whether this text ends in `end`: known, where the last piece of it is."""
        if self.is_identifier and end.startswith(_OF_AWS):
            return False
        last = self.pieces[-1] if self.pieces else None
        if last:
            if last.endswith(end):
                return True
            if not end.endswith(last):
                return False
        return self._ask("ends", lambda value, wanted: str(value).endswith(wanted), end)

    def end_matches(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` is found at this text's end: known, where its last piece has it."""
        pieces = self._origin.pieces if self._key is self._origin else ()
        last = pieces[-1] if pieces else None
        return bool(last and pattern.search(last)) or self.matches(pattern)

    def derive(self, step: str, *arguments: Value) -> Maybe:
        """The unknown result of doing `step` to this value; the same for the same step."""
        return Maybe(self._run, self._origin, (self._key, step, *(_freeze(a) for a in arguments)))

    def __bool__(self) -> bool:
        return self.is_certainly_set() or self._ask("bool", bool)

    def is_certainly_set(self) -> bool:
        """Whether it is neither null nor empty, whatever it is: an identifier that the platform
        will give, a text with a part that is known, or one that encodes something."""
        origin = self._origin
        if self._key is not origin:
            return False
        return origin.identifier or any(origin.pieces) or origin.structure is not None

    @property
    def is_described(self) -> bool:
        """Whether it is an attribute, not a secret one, that the platform will give to a resource
        of a type whose schema is known: an address, an endpoint."""
        origin = self._origin
        if self._key is not origin or origin.sensitive or len(origin.references) != 1:
            return False
        type_, _, rest = origin.reference.partition(".")
        name, _, attribute = rest.partition(".")
        (address,) = origin.references
        if address.endswith("]"):
            address = address[: address.rindex("[")]
        described = type_.startswith(("aws_", "azurerm_", "google_", "kubernetes_"))
        return described and bool(attribute) and address.endswith(f"{type_}.{name}")

    def _cannot_be(self, other: Value) -> bool:
        """Whether what is known of this value rules `other` out."""
        origin = self._origin
        if self._key is not origin or not isinstance(other, str):
            return False
        if origin.identifier:
            return not other or "*" in other or other.startswith(_OF_AWS)
        return bool(origin.pieces) and not fits(origin.pieces, other)

    def _names_another(self, other: Maybe) -> bool:
        """Whether both are the ids or ARNs, not yet given, of two resources of one type."""
        named = []
        for value in (self, other):
            origin = value._origin
            own = origin.identifier and origin.reference.endswith((".arn", ".id"))
            if value._key is not origin or not own or len(origin.references) != 1:
                return False
            named.append(origin.references[0])
        if any("[" in address for address in named):
            return False  # of instances by an unknown key nobody knows which is meant
        first, second = (address.rpartition(".")[0].rpartition(".")[2] for address in named)
        return first == second and named[0] != named[1]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Maybe) and other._key == self._key:
            return True
        if self._cannot_be(other) or (isinstance(other, Maybe) and self._names_another(other)):
            return False
        equal = self._ask("==", operator.eq, other)
        if equal and not isinstance(other, (Maybe, MaybeList, MaybeMap, list, dict, set)):
            self._run.settle(self._key, other)
        return equal

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Value) -> bool:
        return self._ask("<", operator.lt, other)

    def __le__(self, other: Value) -> bool:
        return self._ask("<=", operator.le, other)

    def __gt__(self, other: Value) -> bool:
        return self._ask(">", operator.gt, other)

    def __ge__(self, other: Value) -> bool:
        return self._ask(">=", operator.ge, other)

    def __contains__(self, item: Value) -> bool:
        return self._ask("in", operator.contains, item)

    def _refuse(self, *_: Any) -> Any:
        raise Undecided(self._origin)

    __hash__ = __len__ = __iter__ = __index__ = __int__ = __float__ = __str__ = _refuse

    def __getitem__(self, key: Value) -> Maybe:
        return self.derive("[]", key)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name in _ASKING:
            return lambda *arguments: self._ask(
                name, lambda value, *rest: getattr(str(value), name)(*rest), *arguments
            )
        if name in _DERIVING:
            return lambda *arguments: self.derive(name, *arguments)
        raise AttributeError(f"an unknown value has no {name!r}")

    __add__ = _arithmetic("+")
    __radd__ = _arithmetic("r+")
    __sub__ = _arithmetic("-")
    __rsub__ = _arithmetic("r-")
    __mul__ = _arithmetic("*")
    __rmul__ = _arithmetic("r*")
    __mod__ = _arithmetic("%")
    __floordiv__ = _arithmetic("//")
    __truediv__ = _arithmetic("/")

    def __format__(self, spec: str) -> str:
        return f"({self._origin.reference or 'unknown'})"

    def __repr__(self) -> str:
        return f"<unknown: {self._origin.reason}>"


class MaybeList:
    """A list with unknown elements: each is presented when it is reached."""

    __slots__ = ("_items", "_run")

    def __init__(self, run: Run, items: list[Value]) -> None:
        self._run = run
        self._items = items

    def __iter__(self) -> Iterator[Value]:
        for item in self._items:
            shown = self._run.present(item)
            if shown is not ABSENT:
                yield shown

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __getitem__(self, index: int) -> Value:
        return list(self)[index]

    def __contains__(self, wanted: Value) -> bool:
        # What is certain decides first, so that no question is asked without need.
        certain = [item for item in self._items if not has_unknown(item)]
        if wanted in certain:
            return True
        rest = (self._run.present(item) for item in self._items if has_unknown(item))
        return any(item == wanted for item in rest if item is not ABSENT)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Maybe):
            return other == self
        return list(self) == list(other) if isinstance(other, (list, MaybeList)) else False

    __hash__ = None  # type: ignore[assignment]


class MaybeMap:
    """A mapping with unknown values: each is presented when it is reached."""

    __slots__ = ("_items", "_run")

    def __init__(self, run: Run, items: dict[str, Value]) -> None:
        self._run = run
        self._items = items

    def get(self, key: str, default: Value = None) -> Value:
        shown = self._run.present(self._items.get(key, default))
        return default if shown is ABSENT else shown

    def __getitem__(self, key: str) -> Value:
        if key not in self:
            raise KeyError(key)
        return self.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self._items and self._run.present(self._items[str(key)]) is not ABSENT

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._items if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def keys(self) -> list[str]:
        return list(self)

    def values(self) -> list[Value]:
        return [self.get(key) for key in self]

    def items(self) -> list[tuple[str, Value]]:
        return [(key, self.get(key)) for key in self]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Maybe):
            return other == self
        if not isinstance(other, (dict, MaybeMap)):
            return False
        return dict(self.items()) == dict(other.items())

    __hash__ = None  # type: ignore[assignment]
