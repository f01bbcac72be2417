"""Which values of a resource its schema calls secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from scanner.model import ABSENT, Path, Unknown, Value

if TYPE_CHECKING:
    from scanner.terraform.schemas import BlockSchema


def sensitive_paths_in(block: BlockSchema, values: Value, path: Path = ()) -> Iterator[Path]:
    """The paths of the sensitive and write-only values in a block's content."""
    if not isinstance(values, Mapping):
        return
    attributes, blocks = block.attributes, block.blocks
    for name, value in values.items():
        if value is None:
            continue
        attribute = attributes.get(name)
        if attribute is not None:
            if attribute.sensitive or attribute.write_only:
                yield (*path, name)
        elif name in blocks:
            nested = blocks[name]
            for step, content in _contents(value):
                for inner in _present(content):
                    yield from sensitive_paths_in(nested.block, inner, (*path, name, *step))


def _contents(value: Value) -> Iterator[tuple[Path, Value]]:
    """Each block of a block type, with the steps that lead to it."""
    if isinstance(value, list):
        yield from (((index,), item) for index, item in enumerate(value))
    else:
        yield (), value


def _present(content: Value) -> Iterator[Value]:
    """What a block holds, in each of its arms when it may be there or not."""
    if isinstance(content, Unknown):
        for arm in content.arms:
            if arm is not ABSENT:
                yield from _present(arm)
    else:
        yield content
