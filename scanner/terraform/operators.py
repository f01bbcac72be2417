"""Arithmetic, comparison and logic, with Terraform's conversions."""

from __future__ import annotations

from decimal import Decimal

from scanner.hcl.tree import BINARY, Node
from scanner.model import Unknown
from scanner.terraform.access import lift
from scanner.terraform.binary import BITS, arithmetic, negated
from scanner.terraform.run import Run, token
from scanner.terraform.scopes import Scope
from scanner.terraform.types import to_bool, to_number
from scanner.terraform.values import (
    Failure,
    Marked,
    Opaque,
    Unsupported,
    Value,
    census,
    equals,
    mark,
    number,
    unmark,
)

Number = int | Decimal


def unary(node: Node, scope: Scope) -> Value:
    """``-x`` and ``!x``."""
    value, references, sensitive = unmark(scope.run.evaluate(node[4], scope))
    return mark(_unary(node[3], value, scope.run), references, sensitive)


def _unary(op: str, value: Value, run: Run) -> Value:
    if type(value) is Opaque:
        value = value.whole
    if type(value) is Unknown:
        return lift(run, value, lambda arm: _unary(op, _bare(arm), run), (), (op, id(value)))
    if value is None:
        raise Failure("a null cannot be an operand")
    return not to_bool(value) if op == "!" else negated(to_number(value))


def binary(node: Node, scope: Scope) -> Value:
    """``a OP b``. A long chain leans to the left: it is walked, not recursed into."""
    evaluate = scope.run.evaluate
    pending: list[Node] = []
    while node[0] == BINARY:
        pending.append(node)
        node = node[4]
    value = evaluate(node, scope)
    while pending:
        node = pending.pop()
        value = apply(node[3], value, evaluate(node[5], scope), scope.run)
    return value


def apply(op: str, left: Value, right: Value, run: Run) -> Value:
    """The value of ``left OP right``."""
    if type(left) is Marked or type(right) is Marked:
        left, left_from, left_secret = unmark(left)
        right, right_from, right_secret = unmark(right)
        # The answer to a question about a value is not that value: only secrecy goes on.
        references = left_from + right_from if op in _ARITHMETIC else ()
        return mark(apply(op, left, right, run), references, left_secret or right_secret)
    if op == "==" or op == "!=":
        return _equality(op, left, right, run)
    if type(left) is Opaque:
        left = left.whole
    if type(right) is Opaque:
        right = right.whole
    if type(left) is Unknown or type(right) is Unknown:
        return _unknown(op, left, right, run)
    if left is None or right is None:
        raise Failure("a null cannot be an operand")
    if op == "&&" or op == "||":
        # Both must be truth values, even where the first one decides.
        first, second = to_bool(left), to_bool(right)
        return (first and second) if op == "&&" else (first or second)
    a, b = to_number(left), to_number(right)
    if op in _ARITHMETIC:
        return _arithmetic(op, a, b, run)
    if op == "<":
        return a < b
    if op == ">":
        return a > b
    return a <= b if op == "<=" else a >= b


_ARITHMETIC = frozenset("+-*/%")
# To round to 512 bits takes as long as this many elements of a list.
_FRACTION_COST = 25


def _bare(value: Value) -> Value:
    return value.value if type(value) is Marked else value


def _unknown(op: str, left: Value, right: Value, run: Run) -> Value:
    # Whatever the other side will be; Terraform 1.12 and later decide it like this, too.
    if op == "&&" or op == "||":
        decided = op == "||"
        for side in (left, right):
            if type(side) is not Unknown and side is not None and to_bool(side) is decided:
                return decided
    key = _key(op, left, right)
    if type(left) is Unknown:
        return lift(run, left, lambda arm: apply(op, arm, right, run), (right,), key)
    return lift(run, right, lambda arm: apply(op, left, arm, run), (), key)


def _key(op: str, left: Value, right: Value) -> object:
    tokens = (token(left), token(right))
    return None if None in tokens else ("binary", op, *tokens)


def _equality(op: str, left: Value, right: Value, run: Run) -> Value:
    sensitive = False
    for side in (left, right):
        if isinstance(side, list | dict):
            found = census(side)
            run.spend(found.visits // 4)
            sensitive = sensitive or found.sensitive
    same = equals(left, right)
    if type(same) is not Unknown:
        return mark(same == (op == "=="), (), sensitive)
    for side, other in ((left, right), (right, left)):
        if type(side) is Unknown:
            return lift(
                run,
                side,
                lambda arm, other=other: apply(op, arm, other, run),  # type: ignore[misc]
                (),
                _key(op, left, right),
            )
    return mark(run.derived(None, same), (), sensitive)


def _arithmetic(op: str, a: Number, b: Number, run: Run) -> Number:
    if op in "/%" and b == 0:
        if op == "%":
            return a
        if a == 0:
            raise Failure("zero divided by zero is not a number")
        raise Unsupported("a division by zero is infinite")
    if type(a) is int and type(b) is int and (result := _whole(op, a, b)) is not None:
        return result
    run.spend(_FRACTION_COST)
    return number(arithmetic(op, a, b))


def _whole(op: str, a: int, b: int) -> int | None:
    """The usual case: a whole number that is not zero, of no more bits than a number has."""
    if op == "+":
        result = a + b
    elif op == "-":
        result = a - b
    elif op == "*":
        result = a * b
    elif a % b:
        return None
    else:
        result = a // b if op == "/" else 0
    # The sign of a zero comes from the operands.
    return result if (result or op in "+-%") and result.bit_length() <= BITS else None
