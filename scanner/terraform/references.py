"""What a name at the start of a traversal refers to."""

from __future__ import annotations

from collections.abc import Mapping

from scanner.model import Unknown
from scanner.terraform.scopes import Scope
from scanner.terraform.values import Failure, Undeclared, Value, ephemeral

Steps = tuple[str | int, ...]


def resolve(steps: Steps, scope: Scope) -> tuple[Value, Steps]:
    """The value that the first steps name, and the steps left to follow."""
    root = steps[0]
    if root in scope.names:
        return scope.names[str(root)], steps[1:]
    if scope.closed:
        raise Failure(f"the template is given no {root}")
    name = steps[1] if len(steps) > 1 else None
    if not isinstance(name, str):
        return _alone(str(root), scope)
    if root == "var":
        return scope.module.variable(name), steps[2:]
    if root == "local":
        return scope.module.local(name), steps[2:]
    if root in ("each", "count"):
        return _repetition(f"{root}.{name}", scope.repetition), steps[2:]
    if root == "self":
        return _self(scope), steps[1:]
    if root == "module":
        return scope.module.call(name).value(), steps[2:]
    if root in ("path", "terraform"):
        return _ambient(str(root), name, scope), steps[2:]
    mode = "managed"
    if root in ("data", "ephemeral", "resource"):
        mode = "managed" if root == "resource" else str(root)
        steps = steps[1:]
    return _resource(mode, steps, scope)


def _resource(mode: str, steps: Steps, scope: Scope) -> tuple[Value, Steps]:
    if len(steps) < 2 or not isinstance(steps[1], str):
        raise Failure(f"{'.'.join(map(str, steps))} is not a reference to a resource")
    node = scope.module.resource(mode, str(steps[0]), steps[1])
    if node is None:
        prefix = "" if mode == "managed" else mode + "."
        raise Undeclared(f"{prefix}{steps[0]}.{steps[1]} is not declared")
    return node.value(), steps[2:]


def _alone(root: str, scope: Scope) -> tuple[Value, Steps]:
    if root == "self":
        return _self(scope), ()
    if root == "each" and "each.key" in scope.repetition:
        return {k: _repetition(f"each.{k}", scope.repetition) for k in ("key", "value")}, ()
    raise Failure(f"{root} is not a reference")


def _self(scope: Scope) -> Value:
    if scope.self_value is None:
        raise Failure("self is not available here")
    return scope.self_value


def _repetition(name: str, repetition: Mapping[str, Value]) -> Value:
    if name not in repetition:
        raise Failure(f"{name} is not available here")
    return repetition[name]


def _ambient(root: str, name: str, scope: Scope) -> Value:
    module = scope.module
    if root == "terraform":
        if name in ("workspace", "env"):
            return module.run.options.workspace
        if name == "applying":
            return module.memo(("terraform", name), lambda: ephemeral("terraform.applying"))
        raise Failure(f"terraform.{name} does not exist")
    if name == "module":
        return module.relative_folder
    if name == "root":
        return "."
    if name == "cwd":
        return module.memo(
            ("path", "cwd"),
            lambda: Unknown("path.cwd depends on where Terraform runs", "path.cwd"),
        )
    raise Failure(f"path.{name} does not exist")
