"""Functions on sets."""

from __future__ import annotations

from scanner.terraform.functions import SET, Function, typed
from scanner.terraform.types import common_type, convert, make_set, sort_key, unify
from scanner.terraform.values import MAX_ELEMENTS, Failure, LimitHit, List, Set, Value, bare


def _alike(sets: tuple[Set, ...]) -> list[Set]:
    joined = unify(one.of for one in sets if one)
    if joined is None:
        raise Failure("the sets must have elements of one type")
    return [
        one if one.of == joined else make_set((convert(v, joined) for v in one), joined)
        for one in sets
    ]


def _union(*arguments: Value) -> Value:
    alike = _alike(tuple(bare(one) for one in arguments))
    return make_set((v for one in alike for v in one), alike[0].of)


def _intersection(*sets: Set) -> Value:
    first, *others = _alike(sets)
    keys = [{sort_key(v) for v in other} for other in others]
    return make_set((v for v in first if all(sort_key(v) in k for k in keys)), first.of)


def _subtract(left: Set, right: Set) -> Value:
    first, second = _alike((left, right))
    keys = {sort_key(v) for v in second}
    return make_set((v for v in first if sort_key(v) not in keys), first.of)


def _product(*arguments: Value) -> Value:
    lists: list[list[Value]] = []
    total = 1
    for argument in arguments:
        one = bare(argument)
        if not isinstance(one, list):
            raise Failure("a set or a list is required")
        lists.append(one)
        total *= len(one)
    if len(lists) < 2:
        raise Failure("at least two arguments are required")
    if total > MAX_ELEMENTS:
        raise LimitHit("limit-collection-size", "setproduct() makes more than 100,000 elements")
    alike = [[convert(v, common_type(one)) for v in one] for one in lists]
    rows: list[list[Value]] = [[]]
    for one in alike:
        rows = [[*row, item] for row in rows for item in one]
    of = ("tuple", tuple(common_type(one) for one in alike))
    if any(type(one) is Set for one in lists):
        return make_set(rows, of)
    return List(rows, of)


FUNCTIONS: dict[str, Function] = {
    "setintersection": typed(_intersection, SET, rest=SET),
    "setproduct": typed(_product, "any", rest="any", structural=True),
    "setsubtract": typed(_subtract, SET, SET),
    "setunion": typed(_union, SET, rest=SET, structural=True, deep=True, veiled=True),
}
