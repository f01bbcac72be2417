"""The content of blocks: attributes, nested blocks, dynamic blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scanner.hcl.text import literal
from scanner.hcl.tree import BOOL, BROKEN, LITERAL, TEMPLATE, TUPLE, Block, Node
from scanner.model import ABSENT, Path, Unknown
from scanner.terraform.access import iterate
from scanner.terraform.values import Failure, Opaque, Value, bare, mark, unmark

if TYPE_CHECKING:
    from scanner.terraform.code import SourceFile
    from scanner.terraform.scopes import Scope

Placed = tuple[Block, "SourceFile"]

# Their references name arguments and resources; they are never values.
LITERAL_BLOCKS = frozenset({"lifecycle"})
# Of provisioners: words, not values.
_KEYWORDS = frozenset({"when", "on_failure"})
# Providers call the write-only twin of an argument like this: no plan and no state has its value.
WRITE_ONLY = "_wo"
_MAX_NESTING = 40


class _Label:
    """How the user knows an attribute; spelled out only when it is told."""

    __slots__ = ("_parts",)

    def __init__(self, owner: str, path: Path, name: str, prefix: str) -> None:
        self._parts = (owner, path, name, prefix)

    def __str__(self) -> str:
        owner, path, name, prefix = self._parts
        inner = (part for part in path if isinstance(part, str))
        return ".".join([owner.removeprefix(prefix), *inner, name])


@dataclass(slots=True)
class BlockReader:
    """Evaluates nested blocks and remembers which block stands behind which path.

    symbolic: the owner may not exist, so what fails in it fails nobody: with ``count = 0``,
    ``other[0]`` of a resource that has no instances either is as it should be.
    """

    owner: str
    symbolic: bool = False
    places: dict[Path, Placed] = field(default_factory=dict)

    def blocks(self, kind: str, entries: list[Placed], scope: Scope, path: Path = ()) -> Value:
        """The list of all blocks of one type, dynamic ones expanded."""
        items: list[Value] = []
        for block, file in entries:
            inner = scope.of_file(file)
            if block[0] == "dynamic":
                self._dynamic(kind, block, inner, path, items)
            else:
                here = (*path, kind, len(items))
                self.places[here] = (block, file)
                items.append(self._content(block, inner, here, kind in LITERAL_BLOCKS))
        if kind in LITERAL_BLOCKS and len(items) > 1:
            # An override file adds to a lifecycle block, argument by argument.
            joined: dict[str, Value] = {}
            for item in items:
                joined.update(item)
            return [joined]
        return items

    def _content(self, block: Block, scope: Scope, path: Path, as_text: bool = False) -> Value:
        if len(path) > 2 * _MAX_NESTING:
            return Unknown("the blocks are nested too deep")
        content: dict[str, Value] = {}
        attributes, blocks = block[5]
        for label, _, _ in block[1][:1]:
            if block[0] == "provisioner":
                content["type"] = label
        for attribute in attributes:
            name = attribute[0]
            if as_text or (name in _KEYWORDS and block[0] == "provisioner"):
                content[name] = literal_value(attribute[3], scope)
                continue
            value = self.attribute(name, attribute[3], scope, path)
            content[name] = mark(value, (), True) if name.endswith(WRITE_ONLY) else value
        for kind, entries in grouped([(b, scope.file) for b in blocks]).items():
            content[kind] = self.blocks(kind, entries, scope, path)
        return content

    def attribute(self, name: str, node: Node, scope: Scope, path: Path) -> Value:
        """The value of an attribute; what goes wrong costs only this attribute."""
        tag = node[0]
        if tag == BOOL:
            return node[3]
        if tag == TEMPLATE and len(node[3]) == 1 and node[3][0][0] == LITERAL:
            return literal(node[3][0], scope.file.text)
        module = scope.module
        label = _Label(self.owner, path, name, module.prefix)

        def compute() -> Value:
            try:
                return scope.run.evaluate(node, scope)
            except Failure as failure:
                if not self.symbolic:
                    raise
                return Unknown(f"it may not exist: {failure}", str(label))

        return module.guarded(
            (self.owner, path, name, id(node)),
            label,
            node,
            scope,
            compute,
        )

    def _dynamic(
        self, kind: str, block: Block, scope: Scope, path: Path, items: list[Value]
    ) -> None:
        attributes = {a[0]: a[3] for a in block[5][0]}
        content = next((b for b in block[5][1] if b[0] == "content"), None)
        if content is None or "for_each" not in attributes:
            items.append(Unknown(f"the dynamic block {kind} lacks for_each or content"))
            return
        name = kind
        if "iterator" in attributes:
            iterator = attributes["iterator"]
            name = scope.file.text[iterator[1] : iterator[2]]
        collection, references, sensitive = unmark(
            self.attribute("for_each", attributes["for_each"], scope, (*path, kind))
        )

        def add(key: Value, value: Value) -> Value:
            here = (*path, kind, len(items))
            self.places[here] = (content, scope.file)
            inner = scope.having({name: {"key": key, "value": value}})
            return self._content(content, inner, here)

        outcomes = _outcomes(collection)
        if outcomes is not None:
            for position in range(max(len(pairs) for pairs in outcomes)):
                scope.run.spend(24)
                arms = tuple(
                    add(pairs[position][0], mark(pairs[position][1], references, sensitive))
                    if position < len(pairs)
                    else ABSENT
                    for pairs in outcomes
                )
                items.append(_if_chosen(collection, arms))
            return
        if type(collection) is Unknown or type(collection) is Opaque:
            items.append(_maybe(collection, name, add))
            return
        try:
            pairs = list(iterate(collection))
        except Failure as failure:
            reason = f"Terraform would refuse for_each of the dynamic block {kind}: {failure}"
            scope.run.note(
                "evaluation-failed",
                f"{self.owner}.{kind}: for_each: {failure}",
                scope.file.display,
                scope.file.line(block[2]),
            )
            items.append(Unknown(reason, name))
            return
        scope.run.spend(12 * len(pairs))
        for key, value in pairs:
            items.append(add(key, mark(value, references, sensitive)))


def _outcomes(collection: Value) -> list[list[tuple[Value, Value]]] | None:
    """The pairs of each arm of ``unknown ? [...] : [...]``; None for anything else."""
    if type(collection) is not Unknown or not collection.arms:
        return None
    arms = [bare(arm) for arm in collection.arms]
    if not all(isinstance(arm, list | dict) for arm in arms):
        return None
    return [list(iterate(arm)) for arm in arms]


def _if_chosen(collection: Unknown, arms: tuple[Value, ...]) -> Unknown:
    """A block whose content is that of the arm that is taken, where it has one."""
    return Unknown(
        collection.reason,
        collection.reference,
        collection.references,
        arms,
        collection.condition,
        collection.sensitive,
    )


def _maybe(collection: Value, name: str, add: Callable[[Value, Value], Value]) -> Unknown:
    """The element that may be there, or may be several: nobody knows for_each."""
    unknown = collection.whole if type(collection) is Opaque else collection
    element = collection.element if type(collection) is Opaque else None

    def part(of: str) -> Unknown:
        return Unknown(
            unknown.reason, f"{name}.{of}", unknown.references, sensitive=unknown.sensitive
        )

    content = add(part("key"), part("value") if element is None else element)
    return Unknown(
        unknown.reason,
        unknown.reference,
        unknown.references,
        (ABSENT, content),
        sensitive=unknown.sensitive,
    )


def grouped(entries: list[Placed]) -> dict[str, list[Placed]]:
    """Blocks by the type of block they make, in order of first occurrence."""
    groups: dict[str, list[Placed]] = {}
    for entry in entries:
        block = entry[0]
        kind = block[1][0][0] if block[0] == "dynamic" and block[1] else block[0]
        groups.setdefault(kind, []).append(entry)
    return groups


# Arguments of providers that are maps although an object could be a block.
_MAPS = frozenset(
    {"annotations", "data", "default_tags", "environment_variables", "headers", "input", "keepers"}
    | {"labels", "match_labels", "metadata", "parameters", "request_parameters", "string_data"}
    | {"tags", "tags_all", "triggers", "triggers_replace", "variables", "vars"}
)


def blocks_of_json(name: str, value: Value) -> Value:
    """An argument of JSON's syntax, where objects as a rule spell blocks, as blocks are.

    Which arguments are maps only the provider's schema tells; the common ones are known here.
    """
    inner, references, sensitive = unmark(value)
    if name in _MAPS:
        return value
    if type(inner) is dict:
        if not all(key.isidentifier() for key in inner):
            return value
        inner = [inner]
    if type(inner) is not list or not all(type(bare(item)) is dict for item in inner):
        return value
    blocks = [
        {key: blocks_of_json(key, member) for key, member in bare(item).items()} for item in inner
    ]
    return mark(blocks, references, sensitive)


def literal_value(node: Node, scope: Scope) -> Value:
    """The value of a constant; any reference as it is written."""
    if node[0] == TUPLE:
        return [literal_value(item, scope) for item in node[3]]
    if node[0] in ("b", "n", "0", "t"):
        try:
            return scope.run.evaluate(node, scope)
        except Failure:
            pass
    if node[0] == BROKEN:
        return Unknown("a syntax error")
    return scope.file.text[node[1] : node[2]]
