"""Where a value was set: from an attribute up through variables, locals and module calls.

Only what is written is followed, never what it evaluates to: a reference that is the whole
expression (``var.cidrs``, ``local.rules["web"].cidrs``, ``each.value.port``, an iterator of a
``dynamic`` block), a list of one, a conversion. Where an expression makes something new of its
parts (a conditional, ``concat``, a template of several pieces), that is where the value comes
from. It costs nothing before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scanner.hcl import tree
from scanner.hcl.tree import Attribute, Block, Node
from scanner.model import Location, Path, Step
from scanner.terraform.code import BlockCode, ModuleCode, SourceFile, plain_text

if TYPE_CHECKING:
    from scanner.terraform.modules import Module

MAX_STEPS = 60
# Functions whose result has the elements of their argument at the same places, or in another order.
_SAME = frozenset(
    {"nonsensitive", "sensitive", "tobool", "tolist", "tomap", "tonumber", "tostring"}
)
_REORDERED = frozenset({"compact", "distinct", "reverse", "sort", "toset"})

Written = tuple[Node, SourceFile]
Given = str | Written | Callable[[], Written | None]
"""What gives a root variable its value: an expression in a file; one that is yet to be found in
its file; or, where there is no file, the option or environment variable."""


class Nth(int):
    """A step into a collection by position, whatever its keys are; maps in the order of theirs."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is kept of a module instance to tell where its values came from: code, no values.

    call: the ``module`` block, and key: the instance of it; None in a root. given: what gives
    the root's variables their values.
    """

    code: ModuleCode
    parent: Frame | None = None
    call: BlockCode | None = None
    key: str | int | None = None
    address: str = ""
    given: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a name of a repetition stands for: an element of this collection.

    key: the element's key or position; None where it is not known.
    """

    collection: Node
    file: SourceFile
    key: str | int | None


@dataclass(frozen=True, slots=True)
class _At:
    """An expression on the way, the part of it that is looked for, and where it is described."""

    frame: Frame
    node: Node
    file: SourceFile
    rest: Path
    names: Mapping[str, Repeated]


def frame_of(module: Module) -> Frame:
    """The frame of a module instance, made once."""

    def make() -> Frame:
        parent = module.parent
        if parent is None:
            return Frame(module.code, given=module.given_by)
        call = parent.code.calls[module.path[-1]]
        return Frame(module.code, frame_of(parent), call, module.key, module.address)

    frame: Frame = module.memo(("frame",), make)
    return frame


def value_steps(
    frame: Frame,
    node: Node,
    file: SourceFile,
    rest: Path = (),
    names: Mapping[str, Repeated] | None = None,
) -> tuple[Step, ...]:
    """The places that the value of an expression came through, nearest first; the last is where
    it was set. Empty where the expression itself sets it.

    rest: the path of the part that is looked for within the value. names: what ``each`` and
    iterators stand for.
    """
    at = _At(frame, node, file, rest, names or {})
    steps: list[Step] = []
    variable: tuple[str, Frame] | None = None
    while len(steps) < MAX_STEPS:
        at = _inside(at)
        if at.node[0] == tree.NULL and variable is not None:
            found = _default_for_null(*variable)
        elif at.rest and at.node[0] == tree.OBJECT and variable is not None:
            found = _of_type(*variable)
        else:
            found = _referred(at)
        if found is None:
            break
        step, following, variable = found
        if step is not None:
            steps.append(step)
        if following is None:
            break
        at = following
    return tuple(steps)


_Found = tuple[Step | None, _At | None, tuple[str, Frame] | None]


def _inside(at: _At) -> _At:
    """As far into a literal as the path goes, through parentheses and conversions."""
    node, rest = at.node, at.rest
    while True:
        node = unwrapped(node)
        tag = node[0]
        if tag == tree.CALL and len(node[4]) == 1 and node[3] in _SAME:
            node = node[4][0]
        elif tag == tree.CALL and len(node[4]) == 1 and node[3] in _REORDERED:
            node = node[4][0]
            rest = rest[1:] if rest and isinstance(rest[0], int) else rest
        elif tag == tree.TUPLE and not rest and len(node[3]) == 1:
            node = node[3][0]
        elif rest and (found := element(node, rest[0], at.file)) is not None:
            node, rest = found[1], rest[1:]
        else:
            return _At(at.frame, node, at.file, rest, at.names)


def _referred(at: _At) -> _Found | None:
    """What a reference refers to; None where it is no reference, or leads out of the code."""
    if at.node[0] != tree.TRAVERSAL or len(at.node[3]) < 2:
        return None
    root, name, *more = at.node[3]
    rest = (*more, *at.rest)
    if root == "local" and name in at.frame.code.locals:
        attribute, file = at.frame.code.locals[name]
        step = Step(region(attribute, file, rest), f"local.{name}")
        return step, _At(at.frame, attribute[3], file, rest, {}), None
    if root == "var" and name in at.frame.code.variables:
        return _variable(str(name), at.frame, rest)
    if name == "value" and root in at.names:
        repeated = at.names[str(root)]
        if repeated.key is None:
            return None
        rest = (repeated.key, *rest)
        return None, _At(at.frame, repeated.collection, repeated.file, rest, at.names), None
    return None


def _variable(name: str, frame: Frame, rest: Path) -> _Found | None:
    if frame.call is not None and frame.parent is not None:
        written = frame.call.attributes.get(name)
        if written is None:
            return _default(name, frame, rest)
        attribute, file = written
        step = Step(region(attribute, file, rest), f"the argument {name} of {frame.address}")
        names = _repetition(frame.call, frame.key)
        return step, _At(frame.parent, attribute[3], file, rest, names), (name, frame)
    given = frame.given.get(name)
    if callable(given):
        given = given()
    if given is None:
        return _default(name, frame, rest)
    if isinstance(given, str):
        block = frame.code.variables[name]
        return Step(block.header(), f"var.{name}, set by {given}", name), None, None
    node, file = given
    step = Step(_narrowed(node[1], node[2], node, file, rest), f"var.{name}, set here", name)
    # What looks like a reference in JSON is a plain text there.
    return step, None if file.json else _At(frame, node, file, rest, {}), (name, frame)


def _default(name: str, frame: Frame, rest: Path) -> _Found | None:
    label = f"{frame.address}.var.{name}" if frame.address else f"var.{name}"
    block = frame.code.variables[name]
    written = block.attributes.get("default")
    if written is None:
        return Step(block.header(), f"{label}, which has no value", name), None, None
    attribute, file = written
    step = Step(region(attribute, file, rest), f"the default of {label}", name)
    return step, _At(frame, attribute[3], file, rest, {}), None


def _default_for_null(name: str, frame: Frame) -> _Found | None:
    """The default of a variable that takes null for nothing given."""
    nullable = frame.code.variables[name].expression("nullable")
    if nullable is None or nullable[0][0] != tree.BOOL or nullable[0][3]:
        return None
    return _default(name, frame, ())


def _of_type(name: str, frame: Frame) -> _Found | None:
    """The type of a variable, which gives what an object lacks its defaults."""
    written = frame.code.variables[name].attributes.get("type")
    if written is None:
        return None
    attribute, file = written
    return Step(region(attribute, file, ()), f"the type of var.{name}", name), None, None


def _repetition(block: BlockCode, key: str | int | None) -> Mapping[str, Repeated]:
    found = block.expression("for_each")
    return {} if found is None or key is None else {"each": Repeated(*found, key)}


def names_at(
    code: BlockCode, key: str | int | None, block: Block | None, path: Path
) -> Mapping[str, Repeated]:
    """What ``each`` and the iterators of ``dynamic`` blocks stand for in a nested block.

    key: of the resource's instance. block: the nested block, None for the resource's own
    attributes. path: of the nested block: ``("ingress", 2)``.
    """
    names = dict(_repetition(code, key))
    if block is None:
        return names
    entries = code.blocks
    for position in range(0, len(path) - 1, 2):
        kind, index = path[position], path[position + 1]
        found = _entry(entries, str(kind), block)
        if found is None or not isinstance(index, int):
            return names
        nested, file, before = found
        content = nested
        if nested[0] == "dynamic":
            attributes = {a[0]: a[3] for a in nested[5][0]}
            inner = _content(nested)
            if inner is None or "for_each" not in attributes:
                return names
            content = inner
            name = str(kind)
            if "iterator" in attributes:
                iterator = attributes["iterator"]
                name = file.text[iterator[1] : iterator[2]]
            nth = None if before is None else Nth(index - before)
            names[name] = Repeated(attributes["for_each"], file, nth)
        entries = [(inner_block, file) for inner_block in content[5][1]]
    return names


def _entry(
    entries: list[tuple[Block, SourceFile]], kind: str, block: Block
) -> tuple[Block, SourceFile, int | None] | None:
    """The block of a kind that is, or holds, `block`; and how many blocks come before its first,
    None where that is not known."""
    before: int | None = 0
    for entry, file in entries:
        made = entry[1][0][0] if entry[0] == "dynamic" and entry[1] else entry[0]
        if made != kind:
            continue
        if any(one is block for one in _blocks(entry)):
            return entry, file, before
        before = None if before is None or entry[0] == "dynamic" else before + 1
    return None


def _blocks(block: Block) -> Iterator[Block]:
    pending = [block]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(one[5][1])


def _content(dynamic: Block) -> Block | None:
    return next((b for b in dynamic[5][1] if b[0] == "content"), None)


def unwrapped(node: Node) -> Node:
    """An expression without parentheses and without ``"${...}"`` around it."""
    while node[0] in (tree.PAREN, tree.WRAP):
        node = node[3]
    return node


def element(node: Node, key: str | int, file: SourceFile) -> tuple[int, Node] | None:
    """The element of a literal collection: where it starts, its key included, and its value."""
    if node[0] == tree.TUPLE and isinstance(key, int) and 0 <= key < len(node[3]):
        item = node[3][key]
        return item[1], item
    if node[0] == tree.OBJECT and isinstance(key, Nth):
        members = [(_key(name, file), name[1], value) for name, value in node[3]]
        if any(written is None for written, _, _ in members) or not 0 <= key < len(members):
            return None
        _, start, value = sorted(members, key=lambda member: str(member[0]))[key]
        return start, value
    if node[0] == tree.OBJECT and isinstance(key, str):
        quoted = f'"{key}"'
        for name, value in node[3]:
            # Most keys are what they look like; large maps are searched for each of their keys.
            if name[0] == tree.KEY:
                same = name[3] == key
            else:
                written = file.text[name[1] : name[2]]
                same = written == quoted or ("\\" in written and _key(name, file) == key)
            if same:
                return name[1], value
    if node[0] == tree.OBJECT and key == 0:
        return node[1], node  # a single block in JSON's syntax
    return None


def _key(name: Node, file: SourceFile) -> str | None:
    if name[0] == tree.KEY:
        return str(name[3])
    return plain_text(name, file.text) if name[0] == tree.TEMPLATE else None


def region(attribute: Attribute, file: SourceFile, rest: Path) -> Location:
    """The region of an attribute, or of the part of its literal value that `rest` leads to."""
    return _narrowed(attribute[1], attribute[2], attribute[3], file, rest)


def _narrowed(start: int, end: int, node: Node, file: SourceFile, rest: Path) -> Location:
    for key in rest:
        node = unwrapped(node)
        found = element(node, key, file)
        if found is None:
            break
        start, node = found
        end = node[2]
    return file.region(start, end)


def written_at(
    code: BlockCode, placed: tuple[Block, SourceFile] | None, path: Path
) -> tuple[Attribute, SourceFile, Path] | None:
    """The attribute that `path` leads into, within a nested block or the block itself."""
    if not path:
        return None
    if placed is None:
        found = code.attributes.get(str(path[0]))
        return None if found is None else (*found, path[1:])
    for attribute in placed[0][5][0]:
        if attribute[0] == path[0]:
            return attribute, placed[1], path[1:]
    return None
