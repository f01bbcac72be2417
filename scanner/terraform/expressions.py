"""Expressions to values, as HCL and Terraform evaluate them.

`evaluate` returns a value (see `values`), raises `Failure` where Terraform would refuse the
expression, and `LimitHit` where it is too large. What depends on an Unknown is Unknown; where a
conditional with an unknown condition lies beneath, both outcomes are carried along as its arms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from scanner.hcl import tree
from scanner.model import Unknown
from scanner.terraform import operators
from scanner.terraform.access import choice, index, iterate, lift, walk
from scanner.terraform.calls import call
from scanner.terraform.references import resolve
from scanner.terraform.run import MAX_DEPTH
from scanner.terraform.scopes import Scope
from scanner.terraform.templates import template
from scanner.terraform.types import convert, to_bool, to_string, type_of, unify
from scanner.terraform.values import (
    MAX_ELEMENTS,
    Failure,
    LimitHit,
    List,
    Opaque,
    Set,
    Value,
    bare,
    join,
    kind_name,
    mark,
    number,
    opened,
    quoted,
    unmark,
)

Node = tree.Node


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of an expression."""
    run = scope.run
    if run.depth >= MAX_DEPTH:
        raise LimitHit(
            "limit-depth", f"an expression depends on more than {MAX_DEPTH} nested others"
        )
    run.depth += 1
    try:
        return _EVALUATE[node[0]](node, scope)
    finally:
        run.depth -= 1


def _literal(node: Node, scope: Scope) -> Value:
    return node[3]


def _number(node: Node, scope: Scope) -> Value:
    # The tree has a float, which cuts long literals; not of JSON, whose texts are no literals.
    if type(node[3]) is float:
        written = scope.file.text[node[1] : node[2]]
        if _FRACTION.fullmatch(written):
            return number(Decimal(written))
    return number(node[3])


_FRACTION = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?", re.ASCII)


def _null(node: Node, scope: Scope) -> Value:
    return None


def _broken(node: Node, scope: Scope) -> Value:
    return Unknown("the code has a syntax error here")


def _inner(node: Node, scope: Scope) -> Value:
    return evaluate(node[3], scope)


def _anon(node: Node, scope: Scope) -> Value:
    return scope.anon


def _traversal(node: Node, scope: Scope) -> Value:
    value, rest = resolve(node[3], scope)
    return walk(value, rest, scope.run)


def _relative(node: Node, scope: Scope) -> Value:
    return walk(evaluate(node[3], scope), node[4], scope.run)


def _index(node: Node, scope: Scope) -> Value:
    value = evaluate(node[3], scope)
    key, references, sensitive = unmark(evaluate(node[4], scope))
    return mark(index(value, key, scope.run), references, sensitive)


def _conditional(node: Node, scope: Scope) -> Value:
    condition, _, sensitive = unmark(evaluate(node[3], scope))
    if type(condition) is Opaque:
        condition = condition.whole
    if condition is None:
        raise Failure("the condition is null")
    if type(condition) is Unknown:
        yes, no = _alike(_arm(node[4], scope), _arm(node[5], scope), scope)
        return mark(choice(condition, yes, no, condition), (), sensitive)
    taken, other = (4, 5) if to_bool(condition) else (5, 4)
    value = evaluate(node[taken], scope)
    return mark(_as_other(value, node[other], scope), (), sensitive)


def _arm(node: Node, scope: Scope) -> Value:
    try:
        return evaluate(node, scope)
    except Failure as failure:
        # The plan succeeds only if the other arm is taken; then this one is never seen.
        why = scope.module.failure_text(failure, node, scope)
        return Unknown(f"Terraform would refuse it: {why}", scope.file.text[node[1] : node[2]])


def _as_other(value: Value, other: Node, scope: Scope) -> Value:
    """`value` in the type it shares with the arm that was not taken."""
    if other[0] == tree.NULL:
        return value
    inner = bare(value)
    constant = other[0] == tree.TEMPLATE and all(part[0] == tree.LITERAL for part in other[3])
    if type(inner) is str and constant:
        return value
    try:
        rejected, _, secret = unmark(evaluate(other, scope))
    except Failure:
        return value
    # Nobody shall learn from the type that one arm gives the other.
    value = mark(value, (), secret)
    if inner is None or type(inner) is Unknown or type(inner) is Opaque:
        return value
    return _alike(value, rejected, scope, False)[0]


def _alike(yes: Value, no: Value, scope: Scope, both: bool = True) -> tuple[Value, Value]:
    """Two arms in the type they share; the second one only if `both` may be the result."""
    first, second = bare(yes), bare(no)
    if type(first) is type(second) and not isinstance(first, list | dict):
        return yes, no
    scope.run.spend_on(first)
    scope.run.spend_on(second)
    joined = unify((type_of(first), type_of(second)))
    if joined is None:
        raise Failure(
            f"the arms of the conditional have different types: {kind_name(first)} and "
            f"{kind_name(second)}"
        )
    return convert(yes, joined), convert(no, joined) if both else no


def _for(node: Node, scope: Scope) -> Value:
    return _for_over(node, evaluate(node[5], scope), scope)


def _for_over(node: Node, source: Value, scope: Scope) -> Value:
    _, _, _, key_name, value_name, _, key_node, value_node, condition, grouped = node
    collection, references, sensitive = unmark(source)
    collection = opened(collection)
    if type(collection) is Opaque:
        collection = collection.whole
    if type(collection) is Unknown:
        lifted = lift(scope.run, collection, lambda arm: _for_over(node, arm, scope), ())
        return mark(lifted, references, sensitive)
    items: list[Value] = []
    mapping: dict[str, Value] = {}
    marks = (references, sensitive)
    cost = 3 + (node[2] - node[1]) // 32
    for key, value in iterate(collection):
        scope.run.spend(cost)
        names = {value_name: mark(value, *marks)}
        if key_name:
            names[key_name] = mark(key, (), sensitive)
        inner = scope.having(names)
        if condition is not None:
            kept, _, secret = unmark(evaluate(condition, inner))
            sensitive = sensitive or secret
            if type(kept) is Unknown or type(kept) is Opaque:
                return _unknown_whole(kept, scope, references, sensitive)
            if kept is None:
                raise Failure("the condition of a for expression is null")
            if not to_bool(kept):
                continue
        if key_node is None:
            items.append(evaluate(value_node, inner))
            continue
        name, _, secret = unmark(evaluate(key_node, inner))
        sensitive = sensitive or secret
        if type(name) is Unknown or type(name) is Opaque:
            return _unknown_whole(name, scope, references, sensitive)
        _put(mapping, _key_text(name), evaluate(value_node, inner), grouped)
    result = items if key_node is None else mapping
    return mark(result, (), sensitive)


def _put(mapping: dict[str, Value], name: str, value: Value, grouped: bool) -> None:
    if grouped:
        mapping.setdefault(name, []).append(value)
    elif name in mapping:
        raise Failure(f"two items of a for expression have the key {quoted(name)}")
    else:
        mapping[name] = value


def _unknown_whole(
    cause: Value, scope: Scope, references: tuple[str, ...], sensitive: bool
) -> Value:
    unknown = cause.whole if type(cause) is Opaque else cause
    return mark(scope.run.derived(None, unknown), references, sensitive)


def _key_text(key: Value) -> str:
    if key is None:
        raise Failure("a null cannot be a key")
    return to_string(key)


def _tuple(node: Node, scope: Scope) -> Value:
    items = node[3]
    if len(items) > MAX_ELEMENTS:
        raise LimitHit("limit-collection-size", "a list has more than 100,000 elements")
    return [evaluate(item, scope) for item in items]


def _object(node: Node, scope: Scope) -> Value:
    items = node[3]
    if len(items) > MAX_ELEMENTS:
        raise LimitHit("limit-collection-size", "an object has more than 100,000 attributes")
    result: dict[str, Value] = {}
    sensitive = False
    doubt: Value = None
    for key_node, value_node in items:
        if key_node[0] == tree.KEY:
            name = key_node[3]
        else:
            key, _, secret = unmark(evaluate(key_node, scope))
            sensitive = sensitive or secret
            if type(key) is Unknown or type(key) is Opaque:
                doubt = key
                continue
            name = _key_text(key)
        result[name] = evaluate(value_node, scope)
    if doubt is not None:
        return _unknown_whole(doubt, scope, (), sensitive)
    return mark(result, (), sensitive)


def _splat(node: Node, scope: Scope) -> Value:
    return _splat_over(node, evaluate(node[3], scope), scope)


def _splat_over(node: Node, source: Value, scope: Scope) -> Value:
    source, references, sensitive = unmark(source)
    inner = scope.having({})
    if source is None:
        return mark([], references, sensitive)
    # As each element is secret, so is how many there are.
    whole = ((), sensitive)
    if type(source) is Opaque and source.element is None:
        source = [source]
    elif type(source) is Opaque or type(source) is Unknown:
        return mark(_unknown_splat(source, node, inner), references, sensitive)
    elif not isinstance(source, list):
        source = [source]
    results: list[Value] = []
    for item in source:
        scope.run.spend(1)
        inner.anon = mark(item, references, sensitive)
        results.append(evaluate(node[4], inner))
    if type(source) is List or type(source) is Set:
        joined = unify(type_of(item) for item in results)
        if joined is not None:
            return mark(List([convert(item, joined) for item in results], joined), *whole)
    return mark(results, *whole)


def _unknown_splat(source: Value, node: Node, inner: Scope) -> Value:
    """A splat over nobody knows how many: its references are those of what each would give."""
    if type(source) is Unknown:
        key = ("splat", id(source), inner.file.path, node[1], node[2])
        return lift(inner.run, source, lambda arm: _splat_over(node, arm, inner), (), key)
    inner.anon = source.element
    each, references, _ = unmark(evaluate(node[4], inner))
    found = each if type(each) is Unknown else None
    whole = source.whole
    return inner.run.derived(
        ("splat", id(whole), inner.file.path, node[1], node[2]),
        Unknown(
            whole.reason,
            whole.reference,
            join(whole.references, references),
            sensitive=whole.sensitive,
        ),
        found,
    )


_EVALUATE: dict[str, Callable[[Any, Scope], Value]] = {
    tree.NUMBER: _number,
    tree.BOOL: _literal,
    tree.NULL: _null,
    tree.TEMPLATE: template,
    tree.WRAP: _inner,
    tree.TRAVERSAL: _traversal,
    tree.RELATIVE: _relative,
    tree.INDEX: _index,
    tree.SPLAT: _splat,
    tree.ANON: _anon,
    tree.CALL: call,
    tree.BINARY: operators.binary,
    tree.UNARY: operators.unary,
    tree.CONDITIONAL: _conditional,
    tree.PAREN: _inner,
    tree.TUPLE: _tuple,
    tree.OBJECT: _object,
    tree.KEY: _literal,
    tree.FOR: _for,
    tree.BROKEN: _broken,
}
