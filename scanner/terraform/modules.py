"""A module instance: its variables, locals, outputs, resources and calls, evaluated on demand."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scanner.hcl.tree import BOOL, Node
from scanner.model import Call, Unknown
from scanner.terraform.code import ModuleCode, SourceFile, walk_traversal_nodes, walk_traversals
from scanner.terraform.constraints import ANYTHING, Constraint, constraint_of
from scanner.terraform.run import Run
from scanner.terraform.scopes import Scope
from scanner.terraform.types import convert, to_bool
from scanner.terraform.values import (
    Failure,
    LimitHit,
    Undeclared,
    Unsupported,
    Value,
    bare,
    census,
    ephemeral,
    mark,
)

if TYPE_CHECKING:
    from scanner.terraform.code import BlockCode
    from scanner.terraform.module_calls import ModuleCall
    from scanner.terraform.provenance import Given
    from scanner.terraform.resources import ResourceNode

_SETTLE_DEPTH = 60
# A local or an attribute takes as many of Python's frames as this many levels of expressions.
_CELL_DEPTH = 3
_LIMIT_COST = 50_000
_MISSING = object()


class Module:
    """One instance of a module.

    address: ``""`` for the root, else ``module.a["x"]``. path: the names of the calls, without
    keys. key: of the call's instance. inputs: the values of the call's arguments, on demand; None
    in a root, whose variables come from `given`; `given_by` tells by what each. not_instantiated:
    no plan would contain it. existence: the unknown count and for_each of the calls above.
    """

    def __init__(
        self,
        run: Run,
        code: ModuleCode,
        address: str = "",
        *,
        parent: Module | None = None,
        inputs: Callable[[str], Value] | None = None,
        calls: tuple[Call, ...] = (),
        path: tuple[str, ...] = (),
        key: str | int | None = None,
        not_instantiated: bool = False,
        existence: tuple[Unknown, ...] = (),
    ) -> None:
        self.run = run
        self.code = code
        self.address = address
        self.parent = parent
        self.calls = calls
        self.path = path
        self.key = key
        self.not_instantiated = not_instantiated
        self.existence = existence
        self.root_folder: str = parent.root_folder if parent else code.folder
        self._inputs = inputs
        self.given: Mapping[str, Value] = {}
        self.given_by: dict[str, Given] = {}
        self._cells: dict[object, Value] = {}
        self._active: set[object] = set()
        self._resources: dict[tuple[str, str, str], ResourceNode] = {}
        self._calls: dict[str, ModuleCall] = {}
        self._scopes: dict[SourceFile, Scope] = {}
        if code.moved:
            run.moves.add(self)

    @property
    def prefix(self) -> str:
        """What addresses within this module start with."""
        return self.address + "." if self.address else ""

    @property
    def relative_folder(self) -> str:
        """``path.module``: this module's folder, seen from the root module's."""
        return os.path.relpath(self.code.folder, self.root_folder).replace(os.sep, "/")

    def scope(self, file: SourceFile) -> Scope:
        """Where an expression of this module stands."""
        known = self._scopes.get(file)
        if known is None:
            known = self._scopes[file] = Scope(self, file)
        return known

    def memo(self, key: object, compute: Callable[[], Value]) -> Value:
        """The value of `key`, computed once."""
        value = self._cells.get(key, _MISSING)
        if value is _MISSING:
            value = self._cells[key] = compute()
        return value

    def settled(self, key: object, name: str, node: Node, scope: Scope) -> Value:
        """The value of an expression that stands for itself; what goes wrong is reported.

        key: under which it is remembered. name: how the user knows it.
        """
        value = self._cells.get(key, _MISSING)
        if value is _MISSING:
            value = self.guarded(key, name, node, scope, lambda: scope.run.evaluate(node, scope))
            self._cells[key] = value
        return value

    def guarded(
        self, key: object, name: object, node: Node, scope: Scope, compute: Callable[[], Value]
    ) -> Value:
        """What `compute` gives; a failure, a limit or a cycle becomes an Unknown and is reported.

        name: how the user knows it, as text or with a text. node, scope: where it is defined.
        """
        run = self.run
        if key in self._active:
            place = self._place(node, scope)
            run.error("reference-cycle", f"{self.prefix}{name} refers to itself", *place)
            return Unknown(f"{name} refers to itself", str(name))
        self._active.add(key)
        run.depth += _CELL_DEPTH
        try:
            run.spend(1)
            return compute()
        except Failure as failure:
            why = self.failure_text(failure, node, scope)
            # What no plan contains may well fail: its count is zero for a reason.
            if not self.not_instantiated:
                place = self._place(node, scope)
                run.note("evaluation-failed", f"{self.prefix}{name}: {why}", *place)
            return Unknown(f"Terraform would refuse it: {why}", str(name))
        except Unsupported as unsupported:
            why = self.failure_text(unsupported, node, scope)
            place = self._place(node, scope)
            run.note("evaluation-unsupported", f"{self.prefix}{name}: {why}", *place)
            return Unknown(why, str(name))
        except LimitHit as limit:
            # Whoever meets one limit after the other has had enough soon.
            run.work += _LIMIT_COST
            place = self._place(node, scope)
            run.limit(limit, f"{self.prefix}{name}", *place)
            return Unknown(str(limit), str(name))
        except RecursionError:
            place = self._place(node, scope)
            run.error(
                "limit-depth",
                f"{self.prefix}{name}: nested too deep to evaluate; the result is incomplete",
                *place,
            )
            return Unknown("nested too deep to evaluate", str(name))
        finally:
            run.depth -= _CELL_DEPTH
            self._active.discard(key)

    def failure_text(self, error: Exception, node: Node, scope: Scope) -> str:
        """An error's text, unless the expression works on secrets: then it may quote one."""
        for traversal in walk_traversal_nodes(node):
            try:
                found = census(self.run.evaluate(traversal, scope))
                if found.visits > 100:
                    self.run.spend(found.visits // 4)
            except (Failure, Unsupported):
                continue
            except (LimitHit, RecursionError):
                # Many that fail on what is large must not be looked through one after the other.
                self.run.work += _LIMIT_COST
                return "it fails on what is too large to look for secrets in, so not shown why"
            if found.sensitive:
                return "it fails on a sensitive value, so the reason is not shown"
        return str(error)

    def _place(self, node: Node, scope: Scope) -> tuple[str, int]:
        return scope.file.display, scope.file.line(node[1])

    def local(self, name: str) -> Value:
        """``local.NAME``."""
        key = ("local", name)
        value = self._cells.get(key, _MISSING)
        if value is not _MISSING:
            return value
        if name not in self.code.locals:
            raise Undeclared(f"local.{name} is not declared")
        if self.run.depth > _SETTLE_DEPTH:
            self._settle_locals(name)
        return self._local(name)

    def _local(self, name: str) -> Value:
        attribute, file = self.code.locals[name]
        return self.settled(("local", name), f"local.{name}", attribute[3], self.scope(file))

    def _settle_locals(self, name: str) -> None:
        """Evaluate the locals that this one is made of, deepest first, without recursion."""
        stack = [(name, iter(self._locals_within(name)))]
        met = {name}
        while stack:
            current, pending = stack[-1]
            for other in pending:
                if other not in met and ("local", other) not in self._cells:
                    met.add(other)
                    stack.append((other, iter(self._locals_within(other))))
                    break
            else:
                stack.pop()
                if current != name:
                    self._local(current)

    def _locals_within(self, name: str) -> list[str]:
        node = self.code.locals[name][0][3]
        found = {
            str(steps[1]): None
            for steps in walk_traversals(node)
            if steps[0] == "local" and len(steps) > 1
        }
        return [other for other in found if other in self.code.locals]

    def variable(self, name: str) -> Value:
        """``var.NAME``."""
        key = ("var", name)
        value = self._cells.get(key, _MISSING)
        if value is _MISSING:
            block = self.code.variables.get(name)
            if block is None:
                raise Undeclared(f"var.{name} is not declared")
            node = (None, block.block[2], block.block[2])
            value = self.guarded(
                key, f"var.{name}", node, self.scope(block.file), lambda: self._variable(name)
            )
            self._cells[key] = value
        return value

    def constraint(self, name: str) -> Constraint:
        """The type constraint of a variable; the same for all instances of a module."""
        known = self.code.constraints.get(name)
        if known is None:
            found = self.code.variables[name].expression("type")
            known = ANYTHING
            if found is not None:
                known = constraint_of(found[0], found[1].text, self.scope(found[1]))
            self.code.constraints[name] = known
        return known

    def _variable(self, name: str) -> Value:
        block = self.code.variables[name]
        constraint = self.constraint(name)
        value = self._given(name)
        default = block.expression("default")
        if bare(value) is None and default is None and not self._flag(name, "nullable", True):
            raise Failure("null is given, but it is declared with nullable = false")
        if value is _MISSING or (
            bare(value) is None and default and not self._flag(name, "nullable", True)
        ):
            if default is None:
                return self._without_value(name)
            value = self.run.evaluate(default[0], self.scope(default[1]))
        try:
            value = convert(value, constraint.type)
        except Failure as failure:
            secret = self._flag(name, "sensitive", False) or census(value).sensitive
            why = "it is sensitive, so it is not shown" if secret else str(failure)
            raise Failure(f"the value does not fit its type: {why}") from None
        if self._flag(name, "ephemeral", False):
            self.run.ephemerals = True
            return ephemeral(f"var.{name}")
        return mark(value, (), True) if self._flag(name, "sensitive", False) else value

    def _given(self, name: str) -> Value:
        if self._inputs is not None:
            return self._inputs(name)
        return self.given.get(name, _MISSING)

    def _flag(self, name: str, flag: str, default: bool) -> bool:
        block = self.code.variables[name]
        if flag not in block.attributes:
            return default
        attribute, file = block.attributes[flag]
        found = (attribute[3], file)
        value = bare(self.run.evaluate(found[0], self.scope(found[1])))
        return to_bool(value) if isinstance(value, bool | str) else default

    def _without_value(self, name: str) -> Value:
        block = self.code.variables[name]
        if not self.not_instantiated:
            advice = f"; give one with --var {name}=..." if self.parent is None else " in this call"
            self.run.note(
                "variable-without-value",
                f"{self.prefix}var.{name} has no value{advice}",
                block.file.display,
                block.file.line(block.block[2]),
            )
        return Unknown(
            f"var.{name} has no value",
            f"var.{name}",
            sensitive=self._flag(name, "sensitive", False),
        )

    def output(self, name: str) -> Value:
        """The value of an output."""
        block = self.code.outputs.get(name)
        if block is None:
            raise Failure(f"the module has no output {name!r}")
        found = block.expression("value")
        if found is None:
            raise Failure(f"the output {name!r} has no value")
        value = self.settled(("output", name), f"output.{name}", found[0], self.scope(found[1]))
        if _is_true(block, "ephemeral"):
            return ephemeral(f"output.{name}")
        return mark(value, (), True) if _is_true(block, "sensitive") else value

    def resource(self, mode: str, type_: str, name: str) -> ResourceNode | None:
        """The resource of this type and name, or None."""
        from scanner.terraform.resources import ResourceNode

        key = (mode, type_, name)
        node = self._resources.get(key)
        if node is None and key in self.code.resources:
            node = self._resources[key] = ResourceNode(self, *key, self.code.resources[key])
        return node

    def call(self, name: str) -> ModuleCall:
        """The module call of this name."""
        from scanner.terraform.module_calls import ModuleCall

        call = self._calls.get(name)
        if call is None:
            if name not in self.code.calls:
                raise Undeclared(f"module.{name} is not declared")
            call = self._calls[name] = ModuleCall(self, name, self.code.calls[name])
        return call


def _is_true(block: BlockCode, name: str) -> bool:
    found = block.attributes.get(name)
    return found is not None and found[0][3][0] == BOOL and bool(found[0][3][3])


def missing() -> object:
    """What `inputs` returns for an argument that the call does not give."""
    return _MISSING
