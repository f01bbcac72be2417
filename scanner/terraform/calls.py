"""Function calls: which function, with which arguments, and what an unknown argument means."""

from __future__ import annotations

from dataclasses import replace

from scanner.hcl.tree import (
    BOOL,
    CALL,
    KEY,
    LITERAL,
    NULL,
    NUMBER,
    OBJECT,
    PAREN,
    TEMPLATE,
    TRAVERSAL,
    TUPLE,
    Node,
)
from scanner.model import Unknown
from scanner.terraform.access import lift
from scanner.terraform.encoding import composed
from scanner.terraform.functions import Function, find_function
from scanner.terraform.scopes import Scope
from scanner.terraform.values import (
    Census,
    Failure,
    LimitHit,
    Opaque,
    Undeclared,
    Unsupported,
    Value,
    bare,
    census,
    is_ephemeral,
    join,
    like,
    mark,
    opened,
    unmark,
    unmark_deep,
)

_DEEPEST = 100
# Functions that answer with what made them doubt.
_DOUBTING = frozenset(
    {"alltrue", "anytrue", "chunklist", "contains", "distinct", "flatten", "setproduct", "zipmap"}
)


def call(node: Node, scope: Scope) -> Value:
    """The value of ``name(arguments...)``."""
    name = node[3].removeprefix("core::")
    if name == "try":
        return _try(node, scope)
    if name == "can":
        return _can(node, scope)
    if name == "templatestring" and node[4] and node[4][0][0] == TEMPLATE:
        raise Failure("templatestring(): the template must be a reference")
    if name == "ephemeralasnull" and len(node[4]) == 1:
        argument = scope.run.evaluate(node[4][0], scope)
        scope.run.spend_on(bare(argument))
        return _without_ephemeral(argument)
    if name in ("nonsensitive", "issensitive"):
        if len(node[4]) != 1:
            raise Failure(f"{name}() takes one argument")
        return _secrecy(name, scope.run.evaluate(node[4][0], scope), scope)
    function = find_function(name)
    if function is None:
        return _unsupported(name, node, scope)
    arguments = _arguments(node, scope)
    if type(arguments) is not list:
        return arguments
    try:
        return apply_function(name, function, arguments, scope)
    except Failure as failure:
        raise Failure(f"{name}(): {failure}") from None


def _arguments(node: Node, scope: Scope) -> Value:
    """The arguments as a list, or the Unknown that the spread one is."""
    evaluate = scope.run.evaluate
    arguments = [_opened(evaluate(argument, scope)) for argument in node[4]]
    if not node[5] or not arguments:
        return arguments
    spread, references, sensitive = unmark(arguments.pop())
    if type(spread) is Opaque:
        spread = spread.whole
    if type(spread) is Unknown:
        return mark(scope.run.derived(None, spread), references, sensitive)
    if not isinstance(spread, list):
        raise Failure(f"{node[3]}(): what is expanded with ... must be a list")
    scope.run.spend(len(spread))
    return arguments + [mark(item, references, sensitive) for item in spread]


def _opened(argument: Value) -> Value:
    """A whole module or resource as the object that it is, where its attributes are known."""
    inner, references, sensitive = unmark(argument)
    return argument if type(inner) is not Opaque else mark(opened(inner), references, sensitive)


def apply_function(name: str, function: Function, arguments: list[Value], scope: Scope) -> Value:
    """Call a function; marks of the arguments go on to its result."""
    if len(arguments) < function.least:
        raise Failure(f"at least {function.least} arguments are required")
    if function.most is not None and len(arguments) > function.most:
        raise Failure(f"at most {function.most} arguments are allowed")
    if function.structural:
        return _structural(name, function, arguments, scope)
    found = Census()
    for argument in arguments:
        found.walk(argument)
    # At least one step: whoever has had his share gets no further call.
    scope.run.spend(found.visits if found.visits > 100 else 1)
    if found.unknown is not None:
        return _with_unknown(name, function, arguments, found, scope)
    if found.marked:
        arguments = [unmark_deep(argument) for argument in arguments]
    try:
        value = function.apply(arguments, scope)
    except Unsupported as unsupported:
        why = "it cannot be computed from this sensitive value"
        value = _uncomputed(name, why if found.sensitive else str(unsupported), scope)
    scope.run.spend_on(value)
    if type(value) is str:
        value = composed(value)
    return mark(value, found.references, found.sensitive)


def _uncomputed(name: str, unsupported: str, scope: Scope) -> Unknown:
    scope.run.note("evaluation-unsupported", f"{name}(): {unsupported}", scope.file.display)
    return Unknown(f"{name}(): {unsupported}", f"{name}(...)")


def _structural(name: str, function: Function, arguments: list[Value], scope: Scope) -> Value:
    """For functions that only rearrange: elements keep their own marks and stay unknown."""
    references: tuple[str, ...] = ()
    sensitive = False
    inner: list[Value] = []
    for argument in arguments:
        value, more, secret = unmark(argument)
        references, sensitive = join(references, more), sensitive or secret
        if type(value) is Opaque and not function.opaque:
            value = value.whole
        lifted = name == "lookup" and type(value) is Unknown and bool(value.arms)
        if type(value) is Unknown and (lifted or not function.unknown):
            if value.arms:
                return _with_arms(name, function, arguments, len(inner), scope)
            others = tuple(bare(a) for a in arguments)
            return mark(scope.run.derived(None, value, *others), references, sensitive)
        if function.deep:
            scope.run.spend_on(value)
        elif isinstance(value, list | dict):
            scope.run.spend(len(value) // 8)
        if function.veiled and isinstance(value, list | dict):
            sensitive = sensitive or census(value).sensitive
        inner.append(value)
    if name == "flatten":
        position = _first_with_arms(inner[0])
        if position is not None:
            return mark(_flatten_arms(position, function, inner[0], scope), references, sensitive)
    if name == "contains":
        # The answer tells of every element.
        sensitive = sensitive or any(census(value).sensitive for value in inner)
    result = function.apply(inner, scope)
    if function.deep:
        scope.run.spend_on(result)
    if name in _DOUBTING and type(result) is Unknown:
        # The cause of the doubt is not the answer: its arms are not those of the result.
        result = scope.run.derived(None, result)
    return mark(result, references, sensitive)


def _first_with_arms(value: Value) -> int | None:
    """The position of the first element that remembers two arms."""
    for position, item in enumerate(value if isinstance(value, list) else ()):
        inner = bare(item)
        if type(inner) is Unknown and inner.arms:
            return position
    return None


def _flatten_arms(position: int, function: Function, items: Value, scope: Scope) -> Value:
    unknown, references, sensitive = unmark(items[position])

    def with_arm(arm: Value) -> Value:
        changed = [*items[:position], arm, *items[position + 1 :]]
        return apply_function("flatten", function, [changed], scope)

    others = tuple(bare(item) for item in items)
    return mark(lift(scope.run, unknown, with_arm, others), references, sensitive)


def _with_unknown(
    name: str, function: Function, arguments: list[Value], found: Census, scope: Scope
) -> Value:
    unknown = found.unknown
    assert unknown is not None
    if name == "jsondecode" and unknown is bare(arguments[0]) and unknown.structure is not None:
        return unknown.structure
    for position, argument in enumerate(arguments):
        inner = bare(argument)
        if type(inner) is Unknown and inner.arms:
            return _with_arms(name, function, arguments, position, scope)
    if name in ("startswith", "endswith"):
        decided = _decided(name, *(bare(argument) for argument in arguments))
        if decided is not None:
            return mark(decided, (), found.sensitive)
    result = scope.run.derived(None, unknown)
    if name == "jsonencode":
        result = replace(result, structure=arguments[0])
    return mark(result, found.references, found.sensitive)


def _with_arms(
    name: str, function: Function, arguments: list[Value], position: int, scope: Scope
) -> Value:
    """What follows from each arm of the argument at `position`."""
    unknown, references, sensitive = unmark(arguments[position])

    def with_arm(arm: Value) -> Value:
        changed = [*arguments[:position], arm, *arguments[position + 1 :]]
        return apply_function(name, function, changed, scope)

    others = tuple(bare(a) for a in arguments)
    return mark(lift(scope.run, unknown, with_arm, others), references, sensitive)


def _decided(name: str, text: Value, wanted: Value) -> bool | None:
    """Whether a text known in parts starts or ends as wanted, if its known end tells."""
    if type(text) is not Unknown or not text.pieces or not isinstance(wanted, str):
        return None
    known = text.pieces[0 if name == "startswith" else -1]
    if known is None or len(known) < len(wanted):
        return None
    return known.startswith(wanted) if name == "startswith" else known.endswith(wanted)


def _without_ephemeral(value: Value, depth: int = 0) -> Value:
    inner, references, sensitive = unmark(value)
    if is_ephemeral(inner):
        return None
    if depth > _DEEPEST:
        raise LimitHit("limit-value-depth", "a value is nested more than 100 levels deep")
    if isinstance(inner, dict):
        inner = like(inner, {k: _without_ephemeral(v, depth + 1) for k, v in inner.items()})
    elif isinstance(inner, list):
        inner = like(inner, [_without_ephemeral(v, depth + 1) for v in inner])
    return mark(inner, references, sensitive)


def _unsupported(name: str, node: Node, scope: Scope) -> Value:
    why = f"the function {name}() is not supported"
    if name.startswith("provider::"):
        why = f"{name}() is a function of a provider, which is not run"
    scope.run.note(
        "function-unsupported",
        f"{why}; its result is unknown",
        scope.file.display,
        scope.file.line(node[1]),
    )
    return Unknown(why, f"{name}(...)")


def _secrecy(name: str, value: Value, scope: Scope) -> Value:
    """What only looks at marks or takes them off."""
    inner, references, sensitive = unmark(value)
    if type(inner) is Unknown and inner.sensitive and name == "nonsensitive":
        key = ("nonsensitive", id(inner))
        open_value = Unknown(inner.reason, inner.reference, inner.references, inner.arms)
        return mark(scope.run.derived(key, open_value), references)
    if name == "nonsensitive":
        return mark(inner, references)
    if type(inner) is Opaque:
        inner = inner.whole
    if type(inner) is Unknown:
        # It may yet turn out to be a secret.
        return True if sensitive or inner.sensitive else scope.run.derived(None, inner)
    return sensitive


def _try(node: Node, scope: Scope) -> Value:
    reasons = []
    for argument in node[4]:
        try:
            value = scope.run.evaluate(argument, scope)
        except Undeclared:
            raise
        except Failure as failure:
            reasons.append(str(failure))
            continue
        # What cannot be known yet may still turn out to fail: nobody knows which argument it is.
        found = census(value)
        if found.unknown is not None and not _infallible(argument):
            return _first_unknown(value, found, argument, scope)
        return value
    raise Failure("no argument of try() succeeds: " + "; ".join(reasons[:3]))


def _infallible(node: Node) -> bool:
    """Whether an expression that gives a value now gives one whatever its unknown parts become.

    Terraform takes the whole for unknown here; but if it cannot fail, only its parts are.
    """
    tag = node[0]
    if tag in (TRAVERSAL, NUMBER, BOOL, NULL, LITERAL):
        return True
    if tag == PAREN:
        return _infallible(node[3])
    if tag == TUPLE:
        return all(_infallible(item) for item in node[3])
    if tag == OBJECT:
        return all(key[0] == KEY and _infallible(value) for key, value in node[3])
    if tag == CALL:
        safe = node[3].removeprefix("core::") in ("concat", "merge") and not node[5]
        return safe and all(_infallible(argument) for argument in node[4])
    return tag == TEMPLATE and all(part[0] == LITERAL for part in node[3])


def _first_unknown(value: Value, found: Census, argument: Node, scope: Scope) -> Value:
    inner = bare(value)
    if type(inner) is Unknown or type(inner) is Opaque or argument[0] == TRAVERSAL:
        return value
    assert found.unknown is not None
    return mark(scope.run.derived(None, found.unknown), found.references, found.sensitive)


def _can(node: Node, scope: Scope) -> Value:
    if len(node[4]) != 1:
        raise Failure("can() takes one argument")
    try:
        found = census(scope.run.evaluate(node[4][0], scope))
    except Undeclared:
        raise
    except Failure:
        return False
    if found.unknown is not None:
        return scope.run.derived(("can", id(found.unknown)), found.unknown)
    return True
