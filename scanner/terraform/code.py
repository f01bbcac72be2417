"""The code of one folder: its files read, its blocks sorted by kind, override files merged."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from scanner.hcl.positions import Lines
from scanner.hcl.text import constant
from scanner.hcl.tree import TEMPLATE, Attribute, Block, Body, Node
from scanner.model import Location

if TYPE_CHECKING:
    from scanner.terraform.constraints import Constraint


class SourceFile:
    """A parsed file. path: absolute; display: as the user sees it; broken: it has syntax errors."""

    __slots__ = ("body", "broken", "display", "lines", "path", "text")

    def __init__(
        self, path: str, display: str, text: str, body: Body, broken: bool = False
    ) -> None:
        self.path = path
        self.display = display
        self.text = text
        self.body = body
        self.broken = broken
        self.lines = Lines(text)

    @property
    def json(self) -> bool:
        """Whether it is in JSON's syntax, which does not tell blocks from objects."""
        return self.path.endswith(".json")

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return self.lines.at(offset)[0]

    def region(self, start: int, end: int) -> Location:
        """The region between two offsets."""
        return self.lines.location(self.display, start, end)


@dataclass(slots=True)
class BlockCode:
    """A top-level block, after overrides.

    Each attribute and nested block remembers its file, since an override may stand in another.
    """

    block: Block
    file: SourceFile
    attributes: dict[str, tuple[Attribute, SourceFile]]
    blocks: list[tuple[Block, SourceFile]]
    _header: Location | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels' texts."""
        return tuple(label[0] for label in self.block[1])

    def header(self) -> Location:
        """From the block's type up to its opening brace."""
        # A block of a module is located for each call of the module.
        if self._header is None:
            self._header = header(self.block, self.file)
        return self._header

    def expression(self, name: str) -> tuple[Node, SourceFile] | None:
        """The expression of an attribute, and its file."""
        found = self.attributes.get(name)
        return (found[0][3], found[1]) if found else None

    def named(self, kind: str) -> list[tuple[Block, SourceFile]]:
        """The nested blocks of one type."""
        return [entry for entry in self.blocks if entry[0][0] == kind]

    def override(self, other: BlockCode) -> None:
        """Merge a block of an override file into this one."""
        self.attributes.update(other.attributes)
        replaced = {_produces(block) for block, _ in other.blocks} - {"lifecycle"}
        kept = [(b, f) for b, f in self.blocks if _produces(b) not in replaced]
        self.blocks = kept + other.blocks

    def yield_to(self, other: BlockCode) -> None:
        """Drop what the ``terraform`` block of an override file replaces.

        It has the last word on each argument and each required provider, and on where the state
        is, whichever of ``backend`` and ``cloud`` says so.
        """
        for name in other.attributes:
            self.attributes.pop(name, None)
        stored = {"backend", "cloud"}
        moved = any(block[0] in stored for block, _ in other.blocks)
        required = {a[0] for block, _ in other.named("required_providers") for a in block[5][0]}
        kept = []
        for block, file in self.blocks:
            if block[0] == "required_providers" and required:
                attributes = tuple(a for a in block[5][0] if a[0] not in required)
                block = (*block[:5], (attributes, block[5][1]))
            if not (moved and block[0] in stored):
                kept.append((block, file))
        self.blocks = kept


def _produces(block: Block) -> str:
    return block[1][0][0] if block[0] == "dynamic" and block[1] else block[0]


def header(block: Block, file: SourceFile) -> Location:
    """The region from a block's type up to its opening brace."""
    end = block[3]
    text = file.text
    while end > block[2] and text[end - 1] in " \t\r\n":
        end -= 1
    return file.region(block[2], end)


def block_code(block: Block, file: SourceFile) -> BlockCode:
    """A block as it stands in one file."""
    attributes, blocks = block[5]
    return BlockCode(
        block, file, {a[0]: (a, file) for a in attributes}, [(b, file) for b in blocks]
    )


_K = TypeVar("_K", str, tuple[str, str, str])

ResourceKey = tuple[str, str, str]
"""(mode, type, name); the mode is managed, data or ephemeral."""

BLOCK_TYPES = frozenset(
    {"action", "check", "data", "ephemeral", "import", "language", "list", "locals", "module"}
    | {"moved", "output", "provider", "removed", "resource", "terraform", "variable"}
)
"""The types of blocks at the top of a file that a version of Terraform or OpenTofu takes."""

_MODES = {"resource": "managed", "data": "data", "ephemeral": "ephemeral"}


@dataclass(slots=True)
class ModuleCode:
    """All that one folder declares.

    duplicates: (address, second block). unmatched: (address, block) of override files that find
    nothing to override; they count like any other. constraints: of variables, once read.
    """

    folder: str
    files: list[SourceFile] = field(default_factory=list)
    variables: dict[str, BlockCode] = field(default_factory=dict)
    locals: dict[str, tuple[Attribute, SourceFile]] = field(default_factory=dict)
    outputs: dict[str, BlockCode] = field(default_factory=dict)
    resources: dict[ResourceKey, BlockCode] = field(default_factory=dict)
    calls: dict[str, BlockCode] = field(default_factory=dict)
    providers: list[BlockCode] = field(default_factory=list)
    settings: list[BlockCode] = field(default_factory=list)
    moved: list[BlockCode] = field(default_factory=list)
    duplicates: list[tuple[str, BlockCode]] = field(default_factory=list)
    imports: list[BlockCode] = field(default_factory=list)
    removed: list[BlockCode] = field(default_factory=list)
    checks: list[BlockCode] = field(default_factory=list)
    unmatched: list[tuple[str, BlockCode]] = field(default_factory=list)
    constraints: dict[str, Constraint] = field(default_factory=dict)
    broken: bool = False

    def add(self, file: SourceFile) -> None:
        """Take the blocks of a file."""
        self.files.append(file)
        for block in file.body[1]:
            kind = block[0]
            labels = block[1]
            if kind == "locals":
                self._add_locals(block, file)
            elif kind in _MODES and len(labels) >= 2:
                key = (_MODES[kind], labels[0][0], labels[1][0])
                self._add(self.resources, key, block, file)
            elif kind in ("variable", "output", "module") and labels:
                self._add(self._named(kind), labels[0][0], block, file)
            elif kind == "provider" and labels:
                self.providers.append(block_code(block, file))
            elif kind == "terraform":
                self.settings.append(block_code(block, file))
            elif kind == "moved":
                self.moved.append(block_code(block, file))
            elif kind in ("import", "removed"):
                (self.imports if kind == "import" else self.removed).append(block_code(block, file))
            elif kind == "check":
                self._add_check(block, file)

    def _add_check(self, block: Block, file: SourceFile) -> None:
        self.checks.append(block_code(block, file))
        for nested in block[5][1]:
            labels = nested[1]
            if nested[0] == "data" and len(labels) >= 2:
                key = ("data", labels[0][0], labels[1][0])
                self._add(self.resources, key, nested, file)

    def _named(self, kind: str) -> dict[str, BlockCode]:
        return {"variable": self.variables, "output": self.outputs, "module": self.calls}[kind]

    def _add(self, table: dict[_K, BlockCode], key: _K, block: Block, file: SourceFile) -> None:
        if key in table:
            name = ".".join(key) if isinstance(key, tuple) else f"{block[0]}.{key}"
            self.duplicates.append((name.removeprefix("managed."), block_code(block, file)))
        else:
            table[key] = block_code(block, file)

    def _add_locals(self, block: Block, file: SourceFile) -> None:
        for attribute in block[5][0]:
            if attribute[0] in self.locals:
                self.duplicates.append((f"local.{attribute[0]}", block_code(block, file)))
            self.locals[attribute[0]] = (attribute, file)

    def override(self, file: SourceFile) -> None:
        """Merge the blocks of an override file; what they do not find is added."""
        other = ModuleCode(self.folder)
        other.add(file)
        self.files.append(file)
        for mine, theirs in (
            (self.variables, other.variables),
            (self.outputs, other.outputs),
            (self.calls, other.calls),
        ):
            self._merge(mine, theirs)
        self._merge(self.resources, other.resources)
        self.locals.update(other.locals)
        for settings in other.settings:
            for mine_of_all in self.settings:
                mine_of_all.yield_to(settings)
        self.settings += other.settings
        self.moved += other.moved
        self.imports += other.imports
        self.removed += other.removed
        self.checks += other.checks
        for provider in other.providers:
            alias = alias_of(provider)
            for mine_too in self.providers:
                if mine_too.labels == provider.labels and alias_of(mine_too) == alias:
                    mine_too.override(provider)
                    break
            else:
                self.providers.append(provider)

    def _merge(self, mine: dict[_K, BlockCode], theirs: dict[_K, BlockCode]) -> None:
        for key, block in theirs.items():
            if key in mine:
                mine[key].override(block)
                continue
            mine[key] = block
            name = ".".join(key) if isinstance(key, tuple) else f"{block.block[0]}.{key}"
            self.unmatched.append((name.removeprefix("managed."), block))


def alias_of(provider: BlockCode) -> str:
    """The alias of a provider block, or the empty string."""
    return literal_text(provider, "alias") or ""


def literal_text(block: BlockCode, name: str) -> str | None:
    """The text of an attribute that is a plain string; None when it is not."""
    found = block.expression(name)
    if found is None or found[0][0] != TEMPLATE:
        return None
    return plain_text(found[0], found[1].text)


def plain_text(node: Node, text: str) -> str | None:
    """The text of a template without interpolations."""
    value = constant(node, text)
    return value if isinstance(value, str) else None


def unknown_blocks(file: SourceFile) -> Iterator[tuple[str, int]]:
    """(type, offset) of what stands at the top of a file and is no block of Terraform's.

    In JSON's syntax that is a property. Where the syntax is broken nobody can tell.
    """
    if file.broken:
        return
    attributes, blocks = file.body
    for block in blocks:
        if block[0] not in BLOCK_TYPES:
            yield block[0], block[2]
    for attribute in attributes if file.json else ():
        if attribute[0] not in BLOCK_TYPES:
            yield attribute[0], attribute[1]


def is_override(name: str) -> bool:
    """Whether a file of this name overrides what others declare."""
    stem = name.removesuffix(".json").removesuffix(".tf").removesuffix(".tofu")
    return stem == "override" or stem.endswith("_override")


def code_names(names: Iterable[str]) -> list[str]:
    """The files of a folder that are read as code, in order.

    OpenTofu reads ``x.tofu`` instead of ``x.tf`` where a folder has both, which is how a module
    serves both programs; so it is here (opentofu.org/docs/language/files).
    """
    found = sorted(name for name in names if is_code(name))
    shadowed = {
        re.sub(r"\.tofu(\.json)?$", r".tf\1", name)
        for name in found
        if name.endswith((".tofu", ".tofu.json"))
    }
    return [name for name in found if name not in shadowed]


def is_code(name: str) -> bool:
    """Whether Terraform or OpenTofu reads a file of this name as code."""
    # Editors leave backups that look like code: Terraform skips them, too.
    hidden = name.startswith((".", "#")) or name.endswith("~")
    return name.endswith((".tf", ".tf.json", ".tofu", ".tofu.json")) and not hidden


def walk_traversals(node: Node) -> Iterator[tuple[str | int, ...]]:
    """The steps of every traversal in an expression, in no particular order."""
    for traversal in walk_traversal_nodes(node):
        yield traversal[3]


def walk_traversal_nodes(node: Node) -> Iterator[Node]:
    """Every traversal in an expression, in no particular order."""
    stack: list[object] = [node]
    while stack:
        item = stack.pop()
        if not isinstance(item, tuple) or not item:
            continue
        if item[0] == "v" and len(item) == 4 and isinstance(item[3], tuple):
            yield item
        else:
            stack.extend(item)


def join_path(folder: str, relative: str) -> str:
    """The folder of a local module."""
    return os.path.normpath(os.path.join(folder, relative))
