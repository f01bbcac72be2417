"""`trueup drift --types`: which resource types can be read live, and how deeply."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import UsageError
from scanner.projection import NO_DEFAULT, AttributeKind

if TYPE_CHECKING:
    from scanner.projection import Attribute, Projection
    from scanner.report.lines import Line
    from scanner.terraform.schemas import BlockSchema

SCHEMA: Final = "trueup-types/1"
_KINDS: Final = {
    AttributeKind.APPLY_ONLY: "steers Terraform during apply, and is nowhere live",
    AttributeKind.WRITE_ONLY: "is sent, and can never be read back",
}
_KNOWN: Final = {"timeouts": "how long Terraform waits"}
_NOWHERE: Final = frozenset((*_KINDS.values(), *_KNOWN.values()))
_OTHER_NAMES: Final = {"id": "", "tags_all": "tags", "effective_labels": "labels"}
_UNEXPLAINED: Final = "not read yet"


@dataclass(frozen=True, slots=True)
class Depth:
    """How deeply one type is compared.

    compared: the rows whose live value is compared. missed: (path, why) of what is not.
    settable: how many arguments the provider's schema has that code may set, blocks counted whole
    or, where the comparison goes into them, by what is in them; covered: how many of these are
    compared; nowhere: how many cannot be, since they only steer Terraform or are never given back.
    provider: the schema counted in, or None where its provider has no table.
    """

    type: str
    compared: tuple[Attribute, ...]
    missed: tuple[tuple[str, str], ...]
    settable: int
    covered: int
    nowhere: int
    provider: str | None

    @property
    def percent(self) -> float:
        """The share compared of the settable arguments that are somewhere live."""
        somewhere = self.settable - self.nowhere
        return 100.0 * self.covered / somewhere if somewhere else 100.0


def depth_of(projection: Projection) -> Depth:
    """What of a type is compared, held against its provider's schema."""
    from scanner.terraform.schemas import find

    rows = {row.path: row for row in projection.attributes}
    missed = {path: _KINDS[row.kind] for path, row in rows.items() if row.kind in _KINDS}
    missed.update(projection.uncovered)
    schema = find(projection.type)
    settable = covered = nowhere = 0
    for path, why in _arguments(schema.block, rows, "") if schema is not None else ():
        settable += 1
        if _has(rows, path):
            covered += path not in missed
        else:
            missed.setdefault(path, why)
        nowhere += missed.get(path) in _NOWHERE
    return Depth(
        projection.type,
        tuple(row for path, row in rows.items() if path not in missed),
        tuple(missed.items()),
        settable,
        covered,
        nowhere,
        f"{schema.provider} {schema.version}" if schema is not None else None,
    )


def _arguments(
    block: BlockSchema, rows: dict[str, Attribute], prefix: str
) -> Iterator[tuple[str, str]]:
    """(path, why it would not be compared) of each argument that code may set."""
    for name, attribute in sorted(block.attributes.items()):
        path = prefix + name
        twin = _OTHER_NAMES.get(name)
        if not (attribute.required or attribute.optional) or (
            not prefix and path not in rows and (twin == "" or twin in rows)
        ):
            continue
        why = "deprecated by the provider" if attribute.deprecated else _UNEXPLAINED
        yield path, _KINDS[AttributeKind.WRITE_ONLY] if attribute.write_only else why
    for name, nested in sorted(block.blocks.items()):
        path = prefix + name
        if path not in rows and any(row.startswith(path + ".") for row in rows):
            yield from _arguments(nested.block, rows, path + ".")
        else:
            yield path, _KNOWN.get(name, _UNEXPLAINED)


def _has(rows: dict[str, Attribute], path: str) -> bool:
    return path in rows or any(row.startswith(path + ".") for row in rows)


def list_types(patterns: Sequence[str], format_: str) -> int:
    """Print the types (those that match `patterns`, then in detail); the exit code.

    Raises UsageError for a pattern that no type matches, and for a format that types have not.
    """
    if format_ not in ("text", "json"):
        raise UsageError(f"--types prints text or json, not {format_}")
    found = [depth_of(one) for one in _chosen(patterns)]
    if format_ == "json":
        from scanner.report.encode import dumps

        tree = {"schema": SCHEMA, "types": [_tree(one) for one in found]}
        data = dumps(tree, indent=True) + b"\n"
    else:
        from scanner.report.text import write_lines

        lines = _details if patterns else _overview
        data = write_lines(lambda _width: lines(found), terminal=sys.stdout.isatty()).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


def _chosen(patterns: Sequence[str]) -> list[Projection]:
    from scanner.live import readable_types
    from scanner.wildcards import like

    known = sorted(readable_types(), key=lambda one: one.type)
    if not patterns:
        return known
    for pattern in patterns:
        if not any(like(one.type, pattern) for one in known):
            from difflib import get_close_matches

            near = get_close_matches(pattern, [one.type for one in known], 1)
            hint = f"; did you mean {near[0]}?" if near else "; `trueup drift --types` lists them"
            raise UsageError(f"--type {pattern}: no such type can be read live{hint}")
    return [one for one in known if any(like(one.type, pattern) for pattern in patterns)]


def _tree(one: Depth) -> dict[str, Any]:
    return {
        "type": one.type,
        "provider": one.provider,
        "arguments": {
            "settable": one.settable,
            "compared": one.covered,
            "nowhere_live": one.nowhere,
        },
        "compared": [
            {
                "path": row.path,
                "kind": row.kind.value,
                "default": None if row.default is NO_DEFAULT else row.default,
            }
            for row in one.compared
        ],
        "not_compared": [{"path": path, "reason": reason} for path, reason in one.missed],
    }


def _overview(found: Sequence[Depth]) -> Iterator[Line]:
    from scanner.report.lines import line

    room = max((len(one.type) for one in found), default=0)
    head = f"{'type':<{room}}  compared  of settable  nowhere live"
    yield line((head, "label"))
    for one in found:
        numbers = f"{one.covered:>8}  {one.settable:>11}  {one.nowhere:>12}  {one.percent:5.0f} %"
        yield line((f"{one.type:<{room}}  ", "address"), (numbers, ""))
    settable, covered = sum(one.settable for one in found), sum(one.covered for one in found)
    nowhere = sum(one.nowhere for one in found)
    yield line(
        (f"{len(found)} types, {covered} of {settable} settable arguments compared", "bold"),
        (f", {nowhere} nowhere live; --type TYPE tells which", ""),
        hang=2,
    )


def _details(found: Sequence[Depth]) -> Iterator[Line]:
    from scanner.report.lines import Line, line

    for one in found:
        of = f" in {one.provider}" if one.provider else ""
        yield line(
            (one.type, "address"),
            (f"  {one.covered} of {one.settable} settable arguments compared{of}", ""),
            hang=2,
        )
        room = max((len(path) for path in (*(r.path for r in one.compared),)), default=0)
        for row in one.compared:
            default = "" if row.default is NO_DEFAULT else f"  default {_json(row.default)}"
            yield line(
                (f"{row.path:<{room}}  ", "rule"),
                (f"{row.kind.value:<10}", ""),
                (default, "dim"),
                indent=2,
                hang=4,
            )
        if one.missed:
            yield line(("not compared:", "label"), indent=2)
        room = max((len(path) for path, _ in one.missed), default=0)
        for path, reason in one.missed:
            yield line((f"{path:<{room}}  ", "rule"), (reason, ""), indent=4, hang=4)
        yield Line()


def _json(value: Any) -> str:
    from scanner.report.values import compact

    return compact(value, 60)
