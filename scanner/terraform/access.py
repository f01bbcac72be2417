"""Stepping into values, and what follows from an Unknown that remembers two arms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scanner.model import ABSENT, Unknown
from scanner.terraform.run import Run
from scanner.terraform.types import to_number, to_string
from scanner.terraform.values import (
    Failure,
    List,
    Map,
    Marked,
    Opaque,
    Set,
    Value,
    bare,
    equals,
    join,
    kind_name,
    mark,
    quoted,
    unmark,
)

_MAX_LEAVES = 8


def walk(value: Value, steps: tuple[str | int, ...], run: Run) -> Value:
    """`value` followed along attribute and index steps."""
    for key in steps:
        value = step(value, key, run)
    return value


def index(value: Value, key: Value, run: Run) -> Value:
    """``value[key]`` for any key."""
    if type(key) is Opaque:
        key = key.whole
    if type(key) is Unknown:
        inner = bare(value)
        if type(inner) is Opaque and inner.element is not None:
            return inner.element
        return lift(run, key, lambda arm: index(value, arm, run), (inner,))
    if type(key) is str or type(key) is int:
        return step(value, key, run)
    if type(bare(value)) in (Unknown, Opaque):
        return step(value, str(key), run)
    if isinstance(bare(value), dict) and key is not None:
        return step(value, to_string(key), run)
    raise Failure(f"a {kind_name(key)} cannot be an index")


def step(value: Value, key: str | int, run: Run) -> Value:
    """``value.key`` or ``value[key]``."""
    kind = type(value)
    if kind is Marked:
        return mark(step(value.value, key, run), value.references, value.sensitive)
    if kind is Opaque:
        return value.step(key)
    if kind is Unknown:
        return _step_unknown(value, key, run)
    if isinstance(value, dict):
        name = key if type(key) is str else str(key)
        if name in value:
            return value[name]
        what = "map has no element" if kind is Map else "object has no attribute"
        raise Failure(f"this {what} {quoted(name)}")
    if kind is list or kind is List:
        return _element(value, key)
    if value is None:
        raise Failure(f"this value is null, so it has no {quoted(str(key))}")
    if kind is Set:
        raise Failure("elements of a set have no index")
    raise Failure(f"a {kind_name(value)} has no {quoted(str(key))}")


def _element(items: list[Value], key: str | int) -> Value:
    position = key if type(key) is int else to_number(key)
    if type(position) is not int:
        raise Failure("the index of a list must be a whole number")
    if position < 0:
        raise Failure("the index of a list must not be negative")
    if position >= len(items):
        raise Failure(f"index {position} is beyond the {len(items)} elements of this list")
    return items[position]


def _step_unknown(value: Unknown, key: str | int, run: Run) -> Value:
    if value.arms:
        lifted = lift(run, value, lambda arm: step(arm, key, run), ())
        if type(lifted) is not Unknown or lifted.arms:
            return lifted
    spelled = f"[{key}]" if type(key) is int else f".{key}"
    reference = value.reference + spelled if value.reference else ""
    return run.derived(("step", id(value), key), value, reference=reference)


def lift(
    run: Run,
    unknown: Unknown,
    outcome: Callable[[Value], Value],
    others: tuple[Value, ...],
    key: object = None,
) -> Value:
    """What follows from `unknown`: from each of its arms where it has some, else an Unknown."""
    if unknown.arms and _leaves(unknown) <= _MAX_LEAVES and ABSENT not in unknown.arms:
        try:
            results = tuple(outcome(arm) for arm in unknown.arms)
        except Failure:
            return run.derived(key, unknown, *others)
        return choice(unknown.condition or unknown, results[0], results[1], unknown)
    return run.derived(key, unknown, *others)


def _leaves(value: Value) -> int:
    """How many outcomes there are, counted no further than matters: arms may share theirs."""
    pending = [value]
    found = 0
    while pending and found <= _MAX_LEAVES:
        value = bare(pending.pop())
        if type(value) is Unknown and value.arms:
            pending.extend(value.arms)
        else:
            found += 1
    return found


def choice(condition: Unknown, yes: Value, no: Value, source: Unknown) -> Value:
    """The value of a conditional on an unknown condition: known only when both arms agree."""
    if yes is no or equals(bare(yes), bare(no)) is True:
        _, more, secret = unmark(no)
        return mark(yes, more, secret or condition.sensitive)
    references: tuple[str, ...] = ()
    sensitive = condition.sensitive
    for arm in (yes, no):
        inner, arm_references, arm_sensitive = unmark(arm)
        references = join(references, arm_references)
        sensitive = sensitive or arm_sensitive
        if type(inner) is Unknown:
            references = join(references, inner.references)
            sensitive = sensitive or inner.sensitive
    return Unknown(
        source.reason, source.reference, references, (yes, no), condition, sensitive=sensitive
    )


def iterate(collection: Value) -> Iterator[tuple[Value, Value]]:
    """The (key, value) pairs of a known collection, in Terraform's order."""
    if isinstance(collection, dict):
        return ((k, collection[k]) for k in sorted(collection))
    if type(collection) is Set:
        return ((v, v) for v in collection)
    if isinstance(collection, list):
        return iter(enumerate(collection))
    if collection is None:
        raise Failure("a null cannot be iterated over")
    raise Failure(f"a {kind_name(collection)} cannot be iterated over")
