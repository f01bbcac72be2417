"""From an expression to the chain of what its value was made of.

The chain follows the references of expressions as they are written, each in the scope it stands
in: variables to their default, the call's argument or the file that gives them, locals, outputs
of modules, attributes of resources, `each` and the iterators of dynamic blocks.
"""

from __future__ import annotations

from scanner.hcl.tree import INDEX, RELATIVE, Node
from scanner.model import Location, Path, Unknown
from scanner.terraform.code import BlockCode, SourceFile
from scanner.terraform.expansion import Key
from scanner.terraform.explain.evaluation import (
    decided,
    holds,
    known_key,
    open_text,
    referred,
    resource_key,
    value_at,
)
from scanner.terraform.explain.frames import Frame, Iterator, iterators_by_block
from scanner.terraform.explain.links import NOTHING, Link, covered, texts_covered
from scanner.terraform.explain.nodes import (
    narrowed,
    references,
    spelled,
    unwrapped,
)
from scanner.terraform.explain.origins import Given, givers
from scanner.terraform.module_calls import ModuleCall
from scanner.terraform.modules import Module
from scanner.terraform.resources import Instance
from scanner.terraform.values import Value, bare

MAX_LINKS = 200
MAX_ALL_LINKS = 20_000
MAX_DEPTH = 30
Steps = tuple[str | int, ...]


class Tracer:
    """Traces the expressions of one root, a bounded number of links for each value."""

    def __init__(self, root: Module) -> None:
        self._givers: dict[str, Given] = givers(root)
        self._iterators: tuple[BlockCode | None, dict[int, dict[str, Iterator]]] = (None, {})
        self._left = MAX_LINKS
        self._left_in_all = MAX_ALL_LINKS
        self._met: set[tuple[str, Path]] = set()
        self._depth = 0
        self._values = True
        self._texts: dict[tuple[int, str], str] = {}
        self._calls: dict[int, tuple[ModuleCall, Key]] = {}

    def address(self, *, values: bool) -> None:
        """Start with another address. values: links have their values and expressions, too; else
        only what is explained itself has them."""
        self._left_in_all = MAX_ALL_LINKS
        self._values = values
        self.start()

    def start(self) -> None:
        """Forget what was shown: another value is explained."""
        self._left = min(MAX_LINKS, self._left_in_all)
        self._met = set()

    def attribute(
        self,
        name: str,
        node: Node,
        frame: Frame,
        location: Location,
        value: Value,
        path: Path = (),
    ) -> Link:
        """The link of something written as ``name = expression``. value: shown or NOTHING."""
        node, rest = self._narrowed(node, path, frame)
        return Link(
            name,
            value,
            location,
            self._text(node, frame),
            links=self.trace(node, frame, rest),
        )

    def trace(self, node: Node, frame: Frame, path: Path = ()) -> tuple[Link, ...]:
        """What the value at `path` of an expression was made of, one link for each reference."""
        node, path = self._narrowed(node, path, frame)
        alone = unwrapped(node)
        found: dict[str, Link] = {}
        while alone[0] in (INDEX, RELATIVE):
            # What a known key picks is all that counts of a collection.
            step = alone[4] if alone[0] == RELATIVE else known_key(alone[4], frame.scope)
            if step is None:
                break
            if alone[0] == INDEX:
                found.update(self._traced(alone[4], frame, ()))
            node, path = self._narrowed(alone[3], (*step, *path), frame)
            alone = unwrapped(node)
        return tuple({**self._traced(node, frame, path), **found}.values())

    def _traced(self, node: Node, frame: Frame, path: Path) -> dict[str, Link]:
        alone = unwrapped(node)
        found: dict[str, Link] = {}
        for traversal in references(node, lambda condition: decided(condition, frame.scope)):
            rest = path if traversal is alone else ()
            key = spelled((*traversal[3], *rest))
            if key not in found:
                link = self._link(traversal, rest, frame)
                if link is not None:
                    found[key] = link
        return found

    def _narrowed(self, node: Node, path: Path, frame: Frame) -> tuple[Node, Path]:
        scope = frame.scope
        return narrowed(
            node,
            path,
            scope.file,
            lambda condition: decided(condition, scope),
            lambda argument, key: holds(argument, key, scope),
        )

    def _link(self, traversal: Node, rest: Path, frame: Frame) -> Link | None:
        steps: Steps = traversal[3]
        if self._left <= 0 or self._depth >= MAX_DEPTH:
            return Link(spelled(steps), NOTHING, note="not followed further")
        self._left -= 1
        self._left_in_all -= 1
        self._depth += 1
        try:
            return self._of_root(traversal, steps, rest, frame)
        finally:
            self._depth -= 1

    def _of_root(self, traversal: Node, steps: Steps, rest: Path, frame: Frame) -> Link | None:
        root, name = steps[0], steps[1] if len(steps) > 1 else ""
        module = frame.scope.module
        if root in frame.iterators:
            return self._of_iterator(steps, frame)
        value = value_at(traversal, frame.scope, rest) if self._values else NOTHING
        if root in ("each", "count"):
            return self._of_repetition((*steps, *rest), value, frame)
        if root == "var" and name in module.code.variables:
            return self.variable(module, str(name), (*steps[2:], *rest), value)
        if root == "local" and name in module.code.locals:
            return self.local(module, str(name), (*steps[2:], *rest), value)
        if root == "module" and name in module.code.calls:
            return self._of_call(module, steps, rest, value)
        if root in ("path", "terraform", "self"):
            return Link(spelled(steps), value, note=_ambient(steps, module))
        return self._of_resource(module, steps, rest, value)

    def _of_iterator(self, steps: Steps, frame: Frame) -> Link:
        node, file = frame.iterators[str(steps[0])]
        outer = {k: v for k, v in frame.iterators.items() if k != steps[0]}
        inner = Frame(frame.scope.of_file(file), frame.owner, frame.owner_name, outer)
        return Link(
            spelled(steps),
            NOTHING,
            file.region(node[1], node[2]),
            self._text(node, inner),
            origin="for_each of the dynamic block",
            links=self.trace(node, inner),
        )

    def _of_repetition(self, steps: Steps, value: Value, frame: Frame) -> Link:
        argument = "count" if steps[0] == "count" else "for_each"
        found = frame.owner.expression(argument) if frame.owner is not None else None
        if found is None:
            return Link(spelled(steps), value)
        node, file = found
        inner = Frame(frame.scope.module.scope(file))
        key = bare(frame.scope.repetition.get("each.key"))
        path: Path = (key,) if steps[0] == "each" and isinstance(key, str) else ()
        if steps[1:2] == ("value",) and path:
            path = (*path, *steps[2:])
        chosen, rest = self._narrowed(node, path, inner)
        # A key that is written out comes from nowhere else.
        literal = steps[1:2] == ("key",) and chosen is not node and not rest
        return Link(
            spelled(steps),
            value,
            file.region(chosen[1], chosen[2]),
            self._text(chosen, inner),
            origin=f"{argument} of {frame.owner_name}",
            links=() if literal else self.trace(chosen, inner, rest),
        )

    def _again(self, name: str, path: Path) -> bool:
        """Whether this was explained further up already; from now on it was."""
        if (name, path) in self._met:
            return True
        self._met.add((name, path))
        return False

    def variable(self, module: Module, name: str, path: Path, value: Value) -> Link:
        """The link of ``var.NAME``: its default, or who gave the value."""
        link = self._variable(module, name, path, value)
        declared = module.code.variables[name].expression("sensitive")
        if declared is None:
            return link
        secret = decided(declared[0], module.scope(declared[1]))
        return link if secret is False else texts_covered(link)

    def _variable(self, module: Module, name: str, path: Path, value: Value) -> Link:
        block = module.code.variables[name]
        full = f"{module.prefix}var.{name}"
        location, label = block.header(), full + _tail(path)
        if self._again(full, path):
            return Link(label, value, location, note="see above")
        if module.parent is not None:
            argument = self._argument(module, name, path, value)
            if argument is not None:
                return Link(label, value, location, links=(argument,))
        else:
            given = self._givers.get(name)
            if given is not None:
                return Link(label, value, location, origin=given.text)
        default = block.expression("default")
        if default is None:
            return Link(label, value, location, origin="no value")
        node, file = default
        node, _ = self._narrowed(node, path, Frame(module.scope(file)))
        place = file.region(node[1], node[2])
        text = self._text(node, Frame(module.scope(file)))
        origin = "default"
        if place.path != location.path:
            origin += f" in {place.path}:{place.start_line}"
        return Link(label, value, location, text, origin)

    def _argument(self, module: Module, name: str, path: Path, value: Value) -> Link | None:
        """The argument of the call that gives a variable of a child module."""
        found = self._call_of(module)
        if found is None:
            return None
        call, key = found
        if name not in call.code.attributes:
            return None
        attribute, file = call.code.attributes[name]
        frame = Frame(call.scope(key, file), call.code, call.address)
        node, rest = self._narrowed(attribute[3], path, frame)
        return Link(
            f"{module.address}.{name}{_tail(path)}",
            value,
            file.region(attribute[1] if node is attribute[3] else node[1], node[2]),
            self._text(node, frame),
            origin="argument",
            links=self.trace(node, frame, rest),
        )

    def _call_of(self, module: Module) -> tuple[ModuleCall, Key] | None:
        """The call that a module instance comes from, and its key there."""
        if module.parent is None:
            return None
        known = self._calls.get(id(module))
        if known is None:
            call = module.parent.call(module.path[-1])
            for key in call.expansion().instances:
                inner = call.instance(key)
                if inner is not None:
                    self._calls[id(inner)] = (call, key)
            known = self._calls.get(id(module))
        return known

    def local(self, module: Module, name: str, path: Path, value: Value) -> Link:
        """The link of ``local.NAME``."""
        attribute, file = module.code.locals[name]
        return self._named(f"{module.prefix}local.{name}", attribute[3], file, module, path, value)

    def output(self, module: Module, name: str, path: Path, value: Value) -> Link:
        """The link of an output of a module instance."""
        full = f"{module.address}.{name}" if module.address else f"output.{name}"
        found = module.code.outputs[name].expression("value")
        if found is None:
            return Link(full, value, module.code.outputs[name].header(), note="has no value")
        return self._named(full, found[0], found[1], module, path, value)

    def _named(
        self, full: str, node: Node, file: SourceFile, module: Module, path: Path, value: Value
    ) -> Link:
        frame = Frame(module.scope(file))
        inner, rest = self._narrowed(node, path, frame)
        place, label = file.region(inner[1], inner[2]), full + _tail(path)
        if self._again(full, path):
            return Link(label, value, place, note="see above")
        return Link(
            label, value, place, self._text(inner, frame), links=self.trace(inner, frame, rest)
        )

    def _of_call(self, module: Module, steps: Steps, rest: Path, value: Value) -> Link:
        call = module.call(str(steps[1]))
        expansion = call.expansion()
        position, key = 2, next(iter(expansion.instances))
        if expansion.kind != "single" and len(steps) > 2:
            position, key = 3, steps[2] if steps[2] in expansion.instances else key
        label = f"{module.prefix}{spelled(steps)}"
        inner = call.instance(key)
        if inner is None:
            return Link(label, value, call.code.header(), note="the module's code is not there")
        name = str(steps[position]) if len(steps) > position else ""
        if name not in inner.code.outputs:
            return Link(label, value, call.code.header())
        return self.output(inner, name, (*steps[position + 1 :], *rest), value)

    def _of_resource(self, module: Module, steps: Steps, rest: Path, value: Value) -> Link | None:
        mode, own = "managed", steps
        if steps[0] in ("data", "ephemeral", "resource"):
            mode, own = "managed" if steps[0] == "resource" else str(steps[0]), steps[1:]
        if len(own) < 2:
            return None
        node = module.resource(mode, str(own[0]), str(own[1]))
        label = f"{module.prefix}{spelled(steps)}"
        if node is None:
            return Link(label, value, note="is not declared")
        key, after = resource_key(node, own[2:])
        if not after:
            return Link(label, value, node.code.header())
        instance = node.instance(key)
        path = (*after, *rest)
        known = self.configured(instance, path)
        if known is None:
            note = "read when Terraform runs" if mode == "data" else "known after apply"
            if type(bare(referred(instance, path[0]))) is not Unknown:
                note = "computed"
            return Link(label, value, node.code.header(), note=note)
        expression, frame, place, inner = known
        full = f"{instance.address}.{spelled(path)}"
        if self._again(full, ()):
            return Link(label, value, place, note="see above")
        text = self._text(expression, frame)
        found = Link(label, value, place, text, links=self.trace(expression, frame, inner))
        return covered(found, partly=True)

    def configured(
        self, instance: Instance, path: Path
    ) -> tuple[Node, Frame, Location, Path] | None:
        """The expression that sets an attribute, where it stands, and what of the path is left."""
        code = instance.node.code
        name = str(path[0])
        if name in code.attributes:
            attribute, file = code.attributes[name]
            frame = Frame(instance.scope(file), code, instance.node.address)
            node, rest = self._narrowed(attribute[3], path[1:], frame)
            start = attribute[1] if node is attribute[3] else node[1]
            return node, frame, file.region(start, node[2]), rest
        return self._in_blocks(instance, path)

    def _in_blocks(
        self, instance: Instance, path: Path
    ) -> tuple[Node, Frame, Location, Path] | None:
        code = instance.node.code
        instance.configured(str(path[0]))
        for length in range(len(path) - 1, 0, -1):
            placed = instance.reader.places.get(path[:length])
            if placed is None:
                continue
            block, file = placed
            around = self._iterators_of(code).get(id(block), {})
            frame = Frame(instance.scope(file), code, instance.node.address, around)
            for attribute in block[5][0]:
                if attribute[0] == path[length]:
                    node, rest = self._narrowed(attribute[3], path[length + 1 :], frame)
                    start = attribute[1] if node is attribute[3] else node[1]
                    return node, frame, file.region(start, node[2]), rest
            return None
        return None

    def _iterators_of(self, code: BlockCode) -> dict[int, dict[str, Iterator]]:
        """`iterators_by_block`, kept for the many attributes of one resource."""
        if self._iterators[0] is not code:
            self._iterators = (code, iterators_by_block(code))
        return self._iterators[1]

    def _text(self, node: Node, frame: Frame) -> str:
        """An expression's text, unless a secret may stand in it."""
        if self._depth and not self._values:
            return ""
        scope = frame.scope
        if scope.repetition:
            return open_text(node, scope)
        key = (id(node), scope.module.address)
        if key not in self._texts:
            self._texts[key] = open_text(node, scope)
        return self._texts[key]


def _tail(path: Path) -> str:
    text = spelled(path)
    return f".{text}" if text and not text.startswith("[") else text


def _ambient(steps: Steps, module: Module) -> str:
    return "from --workspace" if steps[:2] == ("terraform", "workspace") else ""
