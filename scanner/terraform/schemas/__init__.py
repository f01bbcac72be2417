"""What the providers' schemas say of a resource type: the types of its attributes, its blocks.

The tables beside this module are made by ``tests/oracles/provider_schemas.py`` from what the
providers publish. A look-up reads the one type's part of them and nothing else.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple

from scanner.model import Path, Value
from scanner.terraform.schemas.code import AttributeSchema, read_block, read_line
from scanner.terraform.schemas.secrets import sensitive_paths_in

PROVIDERS: Final = ("aws", "azurerm", "google", "kubernetes")
"""Providers with a table; each serves the types that start with its name and ``_``."""

FORMAT: Final = "trueup-schemas 1"


class NestedBlock(NamedTuple):
    """A block type within a block.

    nesting: ``list``, ``set``, ``map`` or ``single``, as Terraform's schemas have it.
    min_items, max_items: how many there may be; 0 is no limit.
    """

    nesting: str
    min_items: int
    max_items: int
    block: BlockSchema


class BlockSchema:
    """What may stand in a block. Read when it is asked for: some types have thousands of blocks."""

    __slots__ = ("__dict__", "_line", "_lines")

    def __init__(self, lines: tuple[str, ...], line: int) -> None:
        self._lines = lines
        self._line = line

    @cached_property
    def attributes(self) -> Mapping[str, AttributeSchema]:
        """Attributes by name."""
        return read_line(self._lines[self._line])

    @cached_property
    def blocks(self) -> Mapping[str, NestedBlock]:
        """Block types by name. Attributes that may be written as blocks are not among them."""
        return {
            name: NestedBlock(nesting, least, most, BlockSchema(self._lines, line))
            for name, nesting, least, most, line in read_block(self._lines[self._line])
        }

    def is_computed(self, path: Path) -> bool:
        """Whether the provider may set the attribute at `path` when the code does not.

        path: as in `scanner.model`; indexes of blocks may be left out.
        """
        block = self
        steps = [step for step in path if isinstance(step, str)]
        for step in steps[:-1]:
            nested = block.blocks.get(step)
            if nested is None:
                return False
            block = nested.block
        found = block.attributes.get(steps[-1]) if steps else None
        return found is not None and found.computed


class TypeSchema(NamedTuple):
    """The schema of one resource type, data source or ephemeral resource.

    provider, version: where it is from: ``hashicorp/aws``, ``5.100.0``.
    """

    type: str
    provider: str
    version: str
    block: BlockSchema


def find(type_: str) -> TypeSchema | None:
    """The schema of a type, named as `scanner.model.Resource.type` names it; None for others.

    ``aws_instance``, ``data.aws_ami``, ``ephemeral.aws_secretsmanager_secret_version``.
    """
    mode, dot, name = type_.rpartition(".")
    if name.partition("_")[0] not in PROVIDERS or not name.isidentifier():
        return None
    if mode not in ("", "data", "ephemeral"):
        return None
    return _find(type_, f"{name}.{mode}" if dot else name)


def sensitive_paths(type_: str, attributes: Mapping[str, Value]) -> frozenset[Path]:
    """The places in a resource's attributes that the schema calls sensitive or write-only.

    Only what is set is named. `attributes`: as in `scanner.model.Resource`, blocks as lists.
    """
    schema = find(type_)
    return (
        frozenset() if schema is None else frozenset(sensitive_paths_in(schema.block, attributes))
    )


class _Table(NamedTuple):
    """The head of a table. keys: the first key of each chunk; places: (offset, length)."""

    path: str
    provider: str
    version: str
    keys: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@cache
def _table(provider: str) -> _Table:
    path = os.path.join(os.path.dirname(__file__), provider + ".table")
    with open(path, "rb") as file:
        head = file.readline().decode().split()
        if " ".join(head[:2]) != FORMAT:
            raise ValueError(f"{path} is no table of this version of trueup; install it again")
        rows = [row.split() for row in file.read(int(head[4])).decode().splitlines()]
        start = file.tell()
    keys = tuple(row[0] for row in rows)
    places = []
    for row in rows:
        places.append((start, int(row[1])))
        start += int(row[1])
    return _Table(path, head[2], head[3], keys, tuple(places))


@lru_cache(maxsize=8)
def _chunk(path: str, offset: int, length: int) -> str:
    import zlib

    with open(path, "rb") as file:
        file.seek(offset)
        return zlib.decompress(file.read(length)).decode()


@lru_cache(maxsize=1024)
def _find(type_: str, key: str) -> TypeSchema | None:
    table = _table(key.partition("_")[0])
    position = bisect_right(table.keys, key) - 1
    if position < 0:
        return None
    text = _chunk(table.path, *table.places[position])
    mark = f"\n\n{key}\n"
    start = text.find(mark)
    if start < 0:
        return None
    start += len(mark)
    lines = tuple(text[start : text.index("\n\n", start)].split("\n"))
    return TypeSchema(type_, table.provider, table.version, BlockSchema(lines, 0))
