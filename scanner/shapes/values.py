"""Questions that plain Python cannot ask of a value that may be unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from scanner.maybes import Maybe
from scanner.model import Value
from scanner.views import View
from scanner.wildcards import like


def matches(pattern: re.Pattern[str], value: Value) -> bool:
    """Whether `pattern` is found in a text; a decision when the text is unknown."""
    if isinstance(value, Maybe):
        return value.matches(pattern)
    return isinstance(value, str) and pattern.search(value) is not None


def asks(value: Value, question: str, test: Callable[[Any], bool]) -> bool:
    """`test` of the value; a decision when it is unknown.

    question: names the test; equal words about one value must mean equal tests.
    """
    return value.ask(question, test) if isinstance(value, Maybe) else test(value)


def covers(pattern: Value, text: str) -> bool:
    """Whether a pattern with ``*`` and ``?``, as policies write them, matches all of `text`;
    case does not matter. A decision when the pattern is unknown."""

    if isinstance(pattern, str):
        return like(text.lower(), pattern.lower())

    def test(known: Value) -> bool:
        return isinstance(known, str) and like(text.lower(), known.lower())

    return asks(pattern, f"covers {text}", test)


def text_ends(value: Value, end: str) -> bool:
    """Whether a text ends so; certain, too, where only the end of a text is known."""
    if isinstance(value, Maybe):
        return value.ends(end)
    return isinstance(value, str) and value.endswith(end)


def end_matches(pattern: re.Pattern[str], value: Value) -> bool:
    """Whether `pattern`, which ends in ``\\Z`` and begins anywhere, is found at the end of a text;
    certain, too, where it is found in an end that alone is known."""
    if isinstance(value, Maybe):
        return value.end_matches(pattern)
    return matches(pattern, value)


def entry_key(entry: View) -> Value:
    """The key of what `View.entries` gave; unknown where the whole map is."""
    value = entry.value
    unknown = entry.key == "*" and isinstance(value, Maybe)
    return value.derive("key") if unknown else entry.key


def might(value: Value, question: str) -> bool:
    """A decision when `value` is unknown as a whole, else no: for what `View.each` cannot show of
    an unknown list, such as that two of its elements are alike."""
    return asks(value, question, lambda _: False)


def repeated(view: View, paths: Sequence[str], attribute: str) -> Iterator[View]:
    """The elements of the lists at `paths`, taken together, whose `attribute` an earlier one has
    too. Those without it are passed over; a list that is unknown may hold one."""
    seen: list[Value] = []
    for path in paths:
        for element in view.each(path):
            value = element.get(attribute, default="")
            if value == "":
                continue
            if value in seen or might(view.get(path), f"repeats {attribute}"):
                yield element
            seen.append(value)


_QUANTITY: Final = re.compile(r"([+-]?[0-9]{1,30}(?:\.[0-9]{0,30})?|[+-]?\.[0-9]{1,30})(.*)\Z")
_SUFFIXES: Final = {
    "n": Decimal("1e-9"), "u": Decimal("1e-6"), "m": Decimal("1e-3"), "": Decimal(1),
    "k": Decimal("1e3"), "M": Decimal("1e6"), "G": Decimal("1e9"), "T": Decimal("1e12"),
    "P": Decimal("1e15"), "E": Decimal("1e18"), "Ki": Decimal(2**10), "Mi": Decimal(2**20),
    "Gi": Decimal(2**30), "Ti": Decimal(2**40), "Pi": Decimal(2**50), "Ei": Decimal(2**60),
}  # fmt: skip
_EXPONENT: Final = re.compile(r"[eE][+-]?[0-9]{1,2}\Z")


def quantity(value: Value, default: Value = None) -> Value:
    """A Kubernetes quantity (``512Mi``, ``100m``, ``1e3``) as a number to compare.

    Source: k8s.io/apimachinery, api/resource. An unknown one gives an unknown number; `default`
    for what is no quantity.
    """
    if isinstance(value, Maybe):
        return value.derive("quantity")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return default
    match = _QUANTITY.match(str(value).strip())
    if match is None:
        return default
    try:
        number = Decimal(match[1])
        if match[2] in _SUFFIXES:
            return number * _SUFFIXES[match[2]]
        return number * Decimal("1" + match[2]) if _EXPONENT.match(match[2]) else default
    except InvalidOperation:
        return default
