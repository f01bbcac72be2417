"""Where an expression stands: what `each`, `count` and a dynamic block's iterator are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scanner.hcl.tree import Block, Node
from scanner.terraform.code import BlockCode, SourceFile
from scanner.terraform.scopes import Scope

Iterator = tuple[Node, SourceFile]
"""The for_each of a dynamic block, and its file."""


@dataclass(frozen=True, slots=True)
class Frame:
    """owner: the block whose count or for_each gives `each` and `count`, and what it is called.

    iterators: the dynamic blocks around the expression, by the name of their iterator.
    """

    scope: Scope
    owner: BlockCode | None = None
    owner_name: str = ""
    iterators: Mapping[str, Iterator] = field(default_factory=dict)

    def of_file(self, file: SourceFile) -> Frame:
        """This frame for an expression of another file."""
        if file is self.scope.file:
            return self
        return Frame(self.scope.of_file(file), self.owner, self.owner_name, self.iterators)

    def within(self, iterators: Mapping[str, Iterator]) -> Frame:
        """This frame within dynamic blocks."""
        return Frame(self.scope, self.owner, self.owner_name, {**self.iterators, **iterators})


def iterators_by_block(code: BlockCode) -> dict[int, dict[str, Iterator]]:
    """For each nested block, by its id, the iterators that its expressions may use."""
    found: dict[int, dict[str, Iterator]] = {}
    pending: list[tuple[Block, SourceFile, dict[str, Iterator]]] = [
        (block, file, {}) for block, file in code.blocks
    ]
    while pending:
        block, file, around = pending.pop()
        found[id(block)] = around
        inner = around
        if block[0] == "dynamic" and block[1]:
            arguments = {attribute[0]: attribute[3] for attribute in block[5][0]}
            name = block[1][0][0]
            if "iterator" in arguments:
                name = file.text[arguments["iterator"][1] : arguments["iterator"][2]]
            if "for_each" in arguments:
                inner = {**around, name: (arguments["for_each"], file)}
        pending += [(nested, file, inner) for nested in block[5][1]]
    return found
