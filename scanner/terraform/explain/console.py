"""Expressions evaluated one by one in the scope of a root module, as `terraform console` does.

Each has a work budget of its own. When one hits a limit, what it left behind half evaluated is
thrown away with its module instance, so that the next one finds everything as it would have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.hcl.tree import CALL, PAREN, TRAVERSAL, Node
from scanner.model import DiagnosticLevel, Unknown
from scanner.terraform.code import SourceFile
from scanner.terraform.explain.shown import SENSITIVE, Shown, is_unknown, json_text, shown_value
from scanner.terraform.explain.type_text import type_text
from scanner.terraform.reports import Reports
from scanner.terraform.run import MAX_WORK
from scanner.terraform.types import type_of
from scanner.terraform.values import (
    Failure,
    LimitHit,
    Opaque,
    Unsupported,
    Value,
    bare,
    census,
    unmark,
)

if TYPE_CHECKING:
    from scanner.terraform.expansion import Key
    from scanner.terraform.explain.root import Root
    from scanner.terraform.module_calls import ModuleCall
    from scanner.terraform.modules import Module

MAX_LINE = 20_000_000
_EMPTY = "empty expression"
_NOT_TOLD = "the value is sensitive, and not known"
_MISUSED = 'the function "type" cannot be used as part of an expression'


class Console:
    """Answers expressions about one root."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._module: Module | None = None
        self._asked = 0

    def answer(self, line: bytes) -> str:
        """One line of JSON, without its end, for one line of input.

        ``{"value": ...}``, ``{"unknown": REASON}`` or ``{"error": MESSAGE}``; never raises for
        what the line holds.
        """
        self._asked += 1
        try:
            return json_text(self._answer(line), plain_ascii=True)
        except (LimitHit, RecursionError) as limit:
            self._module = None
            return json_text({"error": _told(limit)}, plain_ascii=True)

    def _answer(self, line: bytes) -> Shown:
        if len(line) > MAX_LINE:
            return {"error": f"the line is longer than {MAX_LINE:,} bytes"}
        try:
            text = line.decode("utf-8-sig" if self._asked == 1 else "utf-8")
        except UnicodeDecodeError:
            return {"error": "the line is not UTF-8"}
        text = text.rstrip("\r\n")
        if not text.strip() or text.lstrip().startswith(("#", "//")):
            return {"error": _EMPTY}
        from scanner.hcl import parse_expression

        parsed = parse_expression(text)
        node = parsed.expression
        if node is None:
            return {"error": parsed.problems[0].message}
        return self._result(node, text)

    def _result(self, node: Node, text: str) -> Shown:
        module = self._fresh()
        own = module.run.reports = Reports()
        # A path of its own, since what is remembered of a place is remembered by its path.
        file = SourceFile(f"expression {self._asked}", f"expression {self._asked}", text, ((), ()))
        scope = module.scope(file)
        try:
            return self._evaluated(node, module, file)
        except Failure as failure:
            return {"error": module.failure_text(failure, node, scope)}
        except Unsupported as unsupported:
            return {"unknown": module.failure_text(unsupported, node, scope)}
        finally:
            self._settle(own)

    def _evaluated(self, node: Node, module: Module, file: SourceFile) -> Shown:
        scope = module.scope(file)
        while node[0] == PAREN:
            node = node[3]
        if node[0] == CALL and node[3] == "type":
            if len(node[4]) != 1 or node[5]:
                raise Failure("type() takes one argument")
            return self._type(node[4][0], module.run.evaluate(node[4][0], scope), module)
        if _calls_type(node):
            raise Failure(_MISUSED)
        whole = _whole_call(node, module.run.evaluate(node, scope), module)
        inner, _, sensitive = unmark(whole)
        if type(inner) is Unknown and (sensitive or inner.sensitive):
            # Its reason may tell of a secret.
            return {"unknown": _NOT_TOLD}
        value = shown_value(whole)
        return {"unknown": value["unknown"]} if is_unknown(value) else {"value": value}

    def _type(self, node: Node, value: Value, module: Module) -> Shown:
        if _calls_type(node):
            raise Failure(_MISUSED)
        inner = bare(value)
        steps: tuple[str | int, ...] = node[3] if node[0] == TRAVERSAL else ()
        if (
            (inner is None or type(inner) is Unknown)
            and len(steps) == 2
            and steps[0] == "var"
            and steps[1] in module.code.variables
        ):
            return {"value": type_text(module.constraint(str(steps[1])).type)}
        if type(inner) is Opaque or (type(inner) is Unknown and steps):
            # What a resource will be is not told by its schema here, nor is it in the console.
            return {"value": "dynamic"}
        if type(inner) is Unknown:
            return {"value": SENSITIVE} if inner.sensitive else {"unknown": inner.reason}
        census(value)
        return {"value": type_text(type_of(value))}

    def _fresh(self) -> Module:
        """The module, with a whole budget."""
        if self._module is None:
            self._module = self._root.module()
        run = self._module.run
        run.work = run.depth = run.instances = run.modules = 0
        run.exhausted = False
        return self._module

    def _settle(self, own: Reports) -> None:
        """Keep what an expression had to be told; forget a module that it spoilt."""
        for one in own.all:
            keep = self._root.reports.error
            if one.level is DiagnosticLevel.NOTE:
                keep = self._root.reports.note
            elif one.code.startswith("limit-"):
                self._module = None
            keep(one.code, one.message, one.path, one.line)


def _told(limit: Exception) -> str:
    if type(limit) is not LimitHit:
        return "nested too deep to evaluate"
    if limit.code == "limit-work":
        return f"evaluating this takes more than {MAX_WORK:,} steps"
    return str(limit)


def _whole_call(node: Node, value: Value, module: Module) -> Value:
    """The value of an expression; of ``module.NAME`` and ``module.NAME[KEY]`` with all outputs,
    which elsewhere are evaluated only as they are needed."""
    steps: tuple[str | int, ...] = node[3] if node[0] == TRAVERSAL else ()
    if not 2 <= len(steps) <= 3 or steps[0] != "module":
        return value
    call = module.call(str(steps[1]))
    expansion = call.expansion()
    if expansion.kind == "unknown" or expansion.empty or call.source() is None:
        return value
    if expansion.kind == "single":
        return _outputs(call, None) if len(steps) == 2 else value
    if len(steps) == 3:
        return _outputs(call, steps[2])
    every = {key: _outputs(call, key) for key in expansion.instances}
    return list(every.values()) if expansion.kind == "count" else every


def _outputs(call: ModuleCall, key: Key) -> Value:
    module = call.instance(key)
    return None if module is None else {name: module.output(name) for name in module.code.outputs}


def _calls_type(node: Node) -> bool:
    """Whether the console's own function is called anywhere in an expression."""
    stack: list[object] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple) and item:
            if item[0] == CALL and len(item) == 6 and item[3] == "type":
                return True
            stack.extend(part for part in item if type(part) is tuple)
    return False
