"""What one address means: its value or its attributes, each with the chain it came from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from scanner.model import ABSENT, Call, Location, Path, Resource, Unknown, Value
from scanner.terraform.emit import Emitter
from scanner.terraform.explain.addresses import Target
from scanner.terraform.explain.evaluation import shown_or_nothing
from scanner.terraform.explain.frames import Frame
from scanner.terraform.explain.links import NOTHING, Link, covered
from scanner.terraform.explain.nodes import spelled
from scanner.terraform.explain.provenance import Tracer
from scanner.terraform.explain.shown import shown
from scanner.terraform.module_calls import META, ModuleCall
from scanner.terraform.modules import Module
from scanner.terraform.resources import Instance, ResourceNode
from scanner.terraform.values import Failure, Unsupported, census

MAX_ENTRIES = 2_000
MAX_BLOCKS = 100


@dataclass(frozen=True, slots=True)
class Explanation:
    """address: of what is explained. type: of a resource, or variable, local, output, module.

    calls: the module calls above it. existence: why it may not exist, or does not; a phrase each.
    repeated: its count or for_each. whole: the entries are all there is to it; else they are one
    attribute or value, explained in depth.
    """

    address: str
    type: str
    location: Location
    calls: tuple[Call, ...]
    existence: tuple[str, ...]
    repeated: Link | None
    entries: tuple[Link, ...]
    whole: bool


class Explainer:
    """Explains what addresses name in one root."""

    def __init__(self, module: Module, scope: str) -> None:
        self._tracer = Tracer(module)
        self._scope = scope

    def explain(self, target: Target) -> Explanation | None:
        """The explanation of a target; None when its attribute does not exist."""
        run = target.module.run
        # What one address needs says nothing of what the next one may.
        run.work, run.exhausted = 0, False
        whole = target.kind in ("resource", "call") and not target.path
        self._tracer.address(values=not whole)
        if target.kind == "resource" and isinstance(target.item, ResourceNode):
            return self._resource(target, target.item)
        if target.kind == "call" and isinstance(target.item, ModuleCall):
            return self._call(target, target.item)
        return self._named(target)

    # -- variables, locals, outputs -----------------------------------------------------------

    def _named(self, target: Target) -> Explanation | None:
        module, name, tracer = target.module, target.name, self._tracer
        try:
            value = {
                "var": module.variable, "local": module.local, "output": module.output
            }[target.kind](name)  # fmt: skip
            value = _walked(value, target.path, module)
        except (Failure, Unsupported):
            return None
        shown_value = shown_or_nothing(value)
        trace = {"var": tracer.variable, "local": tracer.local, "output": tracer.output}
        link = trace[target.kind](module, name, target.path, shown_value)
        kind = {"var": "variable"}.get(target.kind, target.kind)
        location = _declared(target)
        return Explanation(
            link.name, kind, location, module.calls, (), None, (covered(link),), False
        )

    # -- module calls -------------------------------------------------------------------------

    def _call(self, target: Target, call: ModuleCall) -> Explanation | None:
        names = [name for name in call.code.attributes if name not in META]
        if target.path:
            names = [name for name in names if name == target.path[0]]
        entries = []
        for name in names:
            self._tracer.start()
            entries.append(self._argument(call, target, name, target.path[1:]))
        inner = call.instance(target.key)
        if inner is not None and not target.path:
            for name in inner.code.outputs:
                self._tracer.start()
                value = shown_or_nothing(_output(inner, name))
                entries.append(covered(self._tracer.output(inner, name, (), value)))
        expansion = call.expansion()
        return Explanation(
            call.instance_address(target.key),
            "module",
            call.code.header(),
            target.module.calls,
            _missing(expansion.empty, expansion.cause),
            self._repeated(call.code, target.module, call.address),
            tuple(entries),
            not target.path,
        )

    def _argument(self, call: ModuleCall, target: Target, name: str, path: Path) -> Link:
        attribute, file = call.code.attributes[name]
        frame = Frame(call.scope(target.key, file), call.code, call.address)
        value: Value = NOTHING
        with suppress(Failure, Unsupported):
            value = _walked(call.argument(target.key, name), path, target.module)
        link = self._tracer.attribute(
            spelled((name, *path)),
            attribute[3],
            frame,
            file.region(attribute[1], attribute[2]),
            value if value is NOTHING else shown_or_nothing(value),
            path,
        )
        child = call.instance(target.key)
        if child is not None and name in child.code.variables:
            taken = child.variable(name)
            if census(taken).sensitive:
                return covered(link, True)
        return covered(link)

    # -- resources ----------------------------------------------------------------------------

    def _resource(self, target: Target, node: ResourceNode) -> Explanation | None:
        expansion = node.expansion()
        emitter = Emitter(self._scope, exact=True)
        emitter.instance(node, target.key, expansion.empty)
        resource = emitter.resources[-1]
        instance = node.instance(target.key)
        entries: tuple[Link, ...]
        if target.path:
            entry = self._attribute(instance, resource, target.path)
            if entry is None:
                return None
            entries = (entry,)
        else:
            entries = tuple(self._entries(instance, resource))
        why = [*(cause.reason for cause in resource.existence)]
        gone = _missing(expansion.empty, expansion.cause) if expansion.empty else ()
        if resource.not_instantiated and not gone:
            gone = ("a module call above it has no instances",)
        return Explanation(
            resource.address,
            resource.type,
            resource.source.locate(()),
            resource.calls,
            gone or tuple(f"may not exist: {reason}" for reason in why),
            self._repeated(node.code, node.module, node.address),
            entries,
            not target.path,
        )

    def _entries(self, instance: Instance, resource: Resource) -> Iterator[Link]:
        left = MAX_ENTRIES
        for path, value in _leaves(instance, resource):
            if left == 0:
                yield Link("...", NOTHING, note=f"more than {MAX_ENTRIES:,} values are not listed")
                return
            left -= 1
            self._tracer.start()
            yield self._entry(instance, resource, path, value)

    def _entry(self, instance: Instance, resource: Resource, path: Path, value: Value) -> Link:
        location = resource.source.locate(path)
        said = shown(value, path, _secrets(resource, path))
        found = self._tracer.configured(instance, path)
        if found is None:
            given = path[0] in instance.added()
            note = "with what the provider's configuration adds" if given else ""
            return covered(Link(spelled(path), said, location, note=note))
        node, frame, _, rest = found
        link = self._tracer.attribute(spelled(path), node, frame, location, said, rest)
        return covered(link, partly=True)

    def _attribute(self, instance: Instance, resource: Resource, path: Path) -> Link | None:
        """One attribute; also one that the code does not set but references can name."""
        if path[0] in resource.attributes:
            found = _stepped(resource.attributes[str(path[0])], path[:1], path[1:])
            if found is not None:
                return self._entry(instance, resource, *found)
            inner = resource.attributes[str(path[0])]
            if not isinstance(inner, Unknown):
                return None
            return self._entry(instance, resource, path[:1], inner)
        try:
            value = _walked(instance.referred(path[0]), path[1:], instance.module)
        except (Failure, Unsupported):
            return None
        shown_value = shown_or_nothing(value)
        note = "the code does not set it"
        return Link(spelled(path), shown_value, resource.source.locate(()), note=note)

    def _repeated(self, code: object, module: Module, name: str) -> Link | None:
        from scanner.terraform.code import BlockCode

        assert isinstance(code, BlockCode)
        for argument in ("count", "for_each"):
            found = code.expression(argument)
            if found is not None:
                attribute, file = code.attributes[argument]
                self._tracer.start()
                frame = Frame(module.scope(file))
                place = file.region(attribute[1], attribute[2])
                return covered(self._tracer.attribute(argument, found[0], frame, place, NOTHING))
        return None


def _secrets(resource: Resource, path: Path) -> frozenset[Path]:
    """The secret paths; `path` itself is one when it lies within one."""
    if any(path[:length] in resource.sensitive for length in range(1, len(path))):
        return resource.sensitive | {path}
    return resource.sensitive


def _declared(target: Target) -> Location:
    code = target.module.code
    if target.kind == "local":
        attribute, file = code.locals[target.name]
        return file.region(attribute[1], attribute[2])
    table = code.variables if target.kind == "var" else code.outputs
    return table[target.name].header()


def _output(module: Module, name: str) -> Value:
    try:
        return module.output(name)
    except (Failure, Unsupported) as failure:
        return Unknown(str(failure))


def _walked(value: Value, path: Path, module: Module) -> Value:
    from scanner.terraform.access import walk

    return walk(value, path, module.run)


def _missing(empty: bool, cause: Unknown | None) -> tuple[str, ...]:
    if cause is None:
        return ()
    return (cause.reason,) if empty else (f"may not exist: {cause.reason}",)


def _leaves(instance: Instance, resource: Resource) -> Iterator[tuple[Path, Value]]:
    """The attributes, those within nested blocks one by one, in the order they are written."""
    for name, value in resource.attributes.items():
        yield from _within(instance, (name,), value)


def _within(instance: Instance, path: Path, value: Value) -> Iterator[tuple[Path, Value]]:
    blocks = value if isinstance(value, list) else []
    if not any((*path, place) in instance.reader.places for place in range(len(blocks))):
        yield path, value
        return
    for place, block in enumerate(blocks):
        here = (*path, place)
        if place == MAX_BLOCKS:
            yield path, Unknown(f"{len(blocks) - place} further blocks are not listed")
            return
        content = block
        if isinstance(block, Unknown):
            yield here, block
            content = next((arm for arm in block.arms if isinstance(arm, dict)), None)
        if isinstance(content, dict):
            if not content:
                yield here, content
            for name, inner in content.items():
                yield from _within(instance, (*here, name), inner)


def _stepped(value: Value, path: Path, rest: Path) -> tuple[Path, Value] | None:
    """Follow a path into a value of `scanner.model`; one block may be meant without its index."""
    for step in rest:
        if isinstance(value, Unknown):
            content = [arm for arm in value.arms if arm is not ABSENT]
            if len(content) != 1:
                return None
            value = content[0]
        if isinstance(value, list) and isinstance(step, str) and len(value) == 1:
            path, value = (*path, 0), value[0]
            if isinstance(value, Unknown):
                value = next((arm for arm in value.arms if isinstance(arm, dict)), value)
        if isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        elif isinstance(value, dict) and str(step) in value:
            step = str(step)
            value = value[step]
        else:
            return None
        path = (*path, step)
    return path, value
