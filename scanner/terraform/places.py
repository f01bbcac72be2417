"""Where a value was written: the region of a path within a block."""

from __future__ import annotations

from collections.abc import Mapping

from scanner.hcl import tree
from scanner.hcl.tree import Attribute, Block, Node
from scanner.model import Location, Path
from scanner.terraform.blocks import Placed
from scanner.terraform.code import BlockCode, SourceFile, header, plain_text


class CodeSource:
    """The `scanner.model.Source` of a block. Nothing is computed before it is asked for.

    places: the nested block behind each path, as `blocks.BlockReader` met them.
    """

    __slots__ = ("_code", "_places")

    def __init__(
        self,
        code: BlockCode,
        places: Mapping[Path, Placed] | None = None,
    ) -> None:
        self._code = code
        # Kept, not copied: blocks are read, and their places noted, only when they are needed.
        self._places: Mapping[Path, Placed] = {} if places is None else places

    def locate(self, path: Path) -> Location:
        """The region of the value at `path`, or of its nearest written ancestor."""
        for length in range(len(path), 0, -1):
            placed = self._places.get(path[:length])
            if placed is not None:
                return _within(placed, path[length:])
        if not path:
            return self._code.header()
        found = self._code.attributes.get(str(path[0]))
        if found is not None:
            return _attribute(found[0], found[1], path[1:])
        first = self._places.get((path[0], 0))
        return header(*first) if first is not None else self._code.header()


class LabelledSource:
    """The source of a value that stands in a nested block of a top-level one."""

    __slots__ = ("_block", "_file", "_places")

    def __init__(
        self, block: Block, file: SourceFile, places: Mapping[Path, Placed] | None = None
    ) -> None:
        self._block = block
        self._file = file
        # Kept, not copied: blocks are read, and their places noted, only when they are needed.
        self._places: Mapping[Path, Placed] = {} if places is None else places

    def locate(self, path: Path) -> Location:
        """The region of the value at `path`, or of its nearest written ancestor."""
        for length in range(len(path), 0, -1):
            placed = self._places.get(path[:length])
            if placed is not None:
                return _within(placed, path[length:])
        return _within((self._block, self._file), path)


def _within(placed: Placed, rest: Path) -> Location:
    block, file = placed
    if rest:
        for attribute in block[5][0]:
            if attribute[0] == rest[0]:
                return _attribute(attribute, file, rest[1:])
        for nested in block[5][1]:
            if nested[0] == rest[0]:
                return header(nested, file)
    return header(block, file)


def _attribute(attribute: Attribute, file: SourceFile, rest: Path) -> Location:
    start, end = attribute[1], attribute[2]
    node: Node = attribute[3]
    for key in rest:
        node = _unwrapped(node)
        found = _element(node, key, file)
        if found is None:
            break
        start, node = found
        end = node[2]
    return file.region(start, end)


def _unwrapped(node: Node) -> Node:
    while node[0] in (tree.PAREN, tree.WRAP):
        node = node[3]
    return node


def _element(node: Node, key: str | int, file: SourceFile) -> tuple[int, Node] | None:
    if node[0] == tree.TUPLE and isinstance(key, int) and key < len(node[3]):
        item = node[3][key]
        return item[1], item
    if node[0] == tree.OBJECT:
        for name, value in node[3]:
            written = name[3] if name[0] == tree.KEY else None
            if name[0] == tree.TEMPLATE:
                written = plain_text(name, file.text)
            if written == key:
                return name[1], value
    return None
