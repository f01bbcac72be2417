"""Where a value was written: the region of a path within a block."""

from __future__ import annotations

from collections.abc import Mapping

from scanner.hcl.tree import Block
from scanner.model import Location, Path, Step
from scanner.terraform.blocks import Placed
from scanner.terraform.code import BlockCode, SourceFile, header, walk_traversals
from scanner.terraform.provenance import Frame, names_at, region, value_steps, written_at


class CodeSource:
    """The `scanner.model.Source` of a block. Nothing is computed before it is asked for.

    places: the nested block behind each path, as `blocks.BlockReader` met them. frame: the module
    instance it stands in, and key: the instance of it, to tell where its values came from.
    """

    __slots__ = ("_code", "_frame", "_key", "_places")

    def __init__(
        self,
        code: BlockCode,
        places: Mapping[Path, Placed] | None = None,
        frame: Frame | None = None,
        key: str | int | None = None,
    ) -> None:
        self._code = code
        self._frame = frame
        self._key = key
        # Kept, not copied: blocks are read, and their places noted, only when they are needed.
        self._places: Mapping[Path, Placed] = {} if places is None else places

    def locate(self, path: Path) -> Location:
        """The region of the value at `path`, or of its nearest written ancestor."""
        if not path:
            return self._code.header()
        for length in range(len(path), 0, -1):
            placed = self._places.get(path[:length])
            if placed is not None:
                return _within(placed, path[length:])
        found = self._code.attributes.get(str(path[0]))
        if found is not None:
            return region(found[0], found[1], path[1:])
        first = self._places.get((path[0], 0))
        return header(*first) if first is not None else self._code.header()

    def is_block(self, path: Path) -> bool:
        """Whether the value at `path` is a nested block, and not an argument's."""
        return path in self._places

    def mentions(self, name: str) -> tuple[tuple[str | int, ...], ...]:
        """The references that an argument of the block is written with, ``("var", "name")``."""
        found = self._code.expression(name)
        return tuple(walk_traversals(found[0])) if found is not None else ()

    def extent(self) -> Location:
        """The whole block."""
        return self._code.file.region(self._code.block[2], self._code.block[4])

    def value_steps(self, path: Path) -> tuple[Step, ...]:
        """The places that the value at `path` came through; see `provenance.value_steps`."""
        if self._frame is None:
            return ()
        length = len(path)
        while length and path[:length] not in self._places:
            length -= 1
        placed = self._places[path[:length]] if length else None
        written = written_at(self._code, placed, path[length:])
        if written is None:
            return ()
        attribute, file, rest = written
        names = names_at(self._code, self._key, placed[0] if placed else None, path[:length])
        return value_steps(self._frame, attribute[3], file, rest, names)


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
                return region(attribute, file, rest[1:])
        for nested in block[5][1]:
            if nested[0] == rest[0]:
                return header(nested, file)
    return header(block, file)
