"""IAM policy documents compared as policies, not as text.

The equivalences are those of the IAM policy grammar
(docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html and _elements.html): a
single value is a list of one; Action, Resource, Principal and condition values are sets; action
names and condition keys have no case; a policy without Version is of 2008-10-17; ``"*"`` and
``{"AWS": "*"}`` are one principal, as are an account's id and the ARN of its root.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Final

from scanner.compare.forms import (
    MAX_TEXT,
    Same,
    TooDeepError,
    by,
    elements,
    empty,
    equal,
    frozen,
    parse_json,
)
from scanner.model import Value

_ROOT_ARN = re.compile(r"arn:aws[a-z-]{0,20}:iam::(\d{12}):root")
_DEFAULT_VERSION: Final = "2008-10-17"


def policy(expected: Value, live: Value) -> bool:
    """Whether two policy documents, as JSON text (URL-encoded or not) or as data, say the same.

    Text that is not a JSON object compares as text, without the blanks around it.
    """
    if expected is live:
        return True
    one, other = _document(expected), _document(live)
    if empty(one) and empty(other):
        return True
    try:
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            return _policy(one) == _policy(other)
        return frozen(one) == frozen(other)
    except TooDeepError:
        return equal(one, other)


def _document(value: Value) -> Value:
    if isinstance(value, str):
        value = value.strip()
        if value[:3].lower() == "%7b" and len(value) <= MAX_TEXT:
            from urllib.parse import unquote

            value = unquote(value)
        parsed = parse_json(value)
        return parsed if isinstance(parsed, Mapping) else value
    return value


def _policy(document: Mapping[str, Value]) -> Hashable:
    statements = Counter(_statement(one) for one in elements(document.get("Statement")))
    rest = {name: item for name, item in document.items() if name not in ("Statement", "Version")}
    version = document.get("Version") or _DEFAULT_VERSION
    return (frozen(version), frozen(rest), frozenset(statements.items()))


def _statement(statement: Value) -> Hashable:
    if not isinstance(statement, Mapping):
        return frozen(statement)
    return frozenset(
        (name, _ELEMENTS.get(name, frozen)(item))
        for name, item in statement.items()
        # An empty list of actions is not the absence of the element: it matches nothing.
        if not (item is None or (empty(item) and name in ("Sid", "Condition")))
    )


def _effect(value: Value) -> Hashable:
    return value.lower() if isinstance(value, str) else frozen(value)


def _actions(value: Value) -> Hashable:
    return frozenset(
        item.lower() if isinstance(item, str) else frozen(item) for item in elements(value)
    )


def _strings(value: Value) -> Hashable:
    return frozenset(frozen(item) for item in elements(value))


def _principal(value: Value) -> Hashable:
    if not isinstance(value, Mapping):
        value = {"AWS": value}
    return frozenset(
        (kind, frozenset(_account(item) for item in elements(items)))
        for kind, items in value.items()
    )


def _account(value: Value) -> Hashable:
    if isinstance(value, str) and (match := _ROOT_ARN.fullmatch(value)):
        return match[1]
    return frozen(value)


principal: Final[Same] = by(_account)
"""One principal: an account's id is the ARN of its root."""


def _condition(value: Value) -> Hashable:
    if not isinstance(value, Mapping):
        return frozen(value)
    return frozenset(
        (operator, _tests(tests, fold="Bool" in str(operator)))
        for operator, tests in value.items()
        if not empty(tests)
    )


def _tests(tests: Value, fold: bool) -> Hashable:
    if not isinstance(tests, Mapping):
        return frozen(tests)
    return frozenset(
        (str(key).lower(), frozenset(_tested(item, fold) for item in elements(items)))
        for key, items in tests.items()
    )


def _tested(value: Value, fold: bool) -> Hashable:
    # "True" and "true" are one only to the Bool operators.
    plain = frozen(value)
    return plain.lower() if fold and isinstance(plain, str) else plain


_ELEMENTS: Final = {
    "Effect": _effect,
    "Action": _actions,
    "NotAction": _actions,
    "Resource": _strings,
    "NotResource": _strings,
    "Principal": _principal,
    "NotPrincipal": _principal,
    "Condition": _condition,
}
