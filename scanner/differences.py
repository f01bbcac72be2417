"""In what environments differ: `compare`, and which of that is allowed. Pure; no I/O.

Resources are joined by their address. Values are compared down to their leaves, a JSON text by what
it says. What is unknown for the same reason in two environments counts as equal: an attribute that
the platform sets differs only after apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scanner.identity import definition_address
from scanner.model import ABSENT, Location, Path, Resource, Unknown, Value
from scanner.sameness import MAX_DEPTH, Same
from scanner.wildcards import like

SENSITIVE = "(sensitive)"
_MAX_JSON = 1_000_000
# Every element of such a list may be compared with every one of another's.
_MAX_ALIGNED = 100
_PLAIN = re.compile(r"[\w-]+\Z")
# What tells the elements of a list apart, where every element has it: a statement, a container.
_KEYS = ("name", "Name", "Sid", "sid", "key", "id")
_Cells = Mapping[str, tuple[Value, Path]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One attribute, or the existence of one resource, in which environments differ.

    attribute: ``ingress[0].cidr_blocks``; empty for the resource itself. values: by environment;
    ABSENT where it is not set, SENSITIVE for a secret; of a resource True where it exists.
    location: of the attribute where it is written; declared: of the resource.
    sensitive: the values are not shown. alike: by environment, a number that those with the same
    value share. roots: the scope of the root in each environment.
    allowed_by: the pattern that allows it. required: it is between environments that have to be
    alike.
    """

    type: str
    address: str
    attribute: str
    values: Mapping[str, Value]
    location: Location
    declared: Location
    sensitive: bool
    alike: Mapping[str, int]
    roots: Mapping[str, str]
    allowed_by: str | None = None
    required: bool = False

    @property
    def unexpected(self) -> bool:
        """Whether it has to be mended or allowed."""
        return self.required and self.allowed_by is None


@dataclass(frozen=True, slots=True)
class Compared:
    """What `compare` found. resources, attributes: how many of the environments together were
    compared; unknown: attributes that no environment knows before apply."""

    differences: tuple[Difference, ...]
    resources: int
    attributes: int
    unknown: int


def compare(environments: Mapping[str, Sequence[Resource]]) -> Compared:
    """Compare the resources of one root as two or more environments have them, in their order.

    What is not instantiated is absent. The result is ordered by place.
    """
    tables = {name: _by_address(resources) for name, resources in environments.items()}
    addresses = dict.fromkeys(address for table in tables.values() for address in table)
    roots = {name: next((r.scope for r in rs), "") for name, rs in environments.items()}
    definitions = {name: _by_definition(table.values()) for name, table in tables.items()}
    same = Same()
    walks = []
    for address in addresses:
        having = {name: table[address] for name, table in tables.items() if address in table}
        walk = _Walk(having, roots, same)
        walk.existence(address, definitions)
        walk.attributes()
        walks.append(walk)
    walks.sort(key=_Walk.place)
    return Compared(
        tuple(difference for walk in walks for difference in walk.found),
        len(addresses),
        sum(walk.compared for walk in walks),
        sum(walk.unknown for walk in walks),
    )


def _by_address(resources: Iterable[Resource]) -> dict[str, Resource]:
    """What Terraform would create or read; not its own blocks, nor what is not instantiated."""
    table: dict[str, Resource] = {}
    for resource in resources:
        own = resource.type.startswith("terraform_") and resource.type != "terraform_data"
        if not own and not resource.not_instantiated:
            table.setdefault(resource.address, resource)
    return table


def _by_definition(resources: Iterable[Resource]) -> dict[str, list[Resource]]:
    table: dict[str, list[Resource]] = {}
    for resource in resources:
        table.setdefault(definition_address(resource.address), []).append(resource)
    return table


class _Walk:
    """The comparison of one resource, all environments at once, down to the leaves."""

    def __init__(
        self, having: Mapping[str, Resource], roots: Mapping[str, str], same: Same
    ) -> None:
        self.having = having
        self.roots = roots
        self.same = same
        self.declared = next(iter(having.values())).source.locate(())
        self.found: list[Difference] = []
        self.compared = 0
        self.unknown = 0

    def place(self) -> tuple[str, int]:
        """Where the resource is declared."""
        return self.declared.path, self.declared.start_line

    def existence(
        self, address: str, definitions: Mapping[str, Mapping[str, list[Resource]]]
    ) -> None:
        """Compare whether the resource exists: True, ABSENT or an Unknown.

        Environments of which that cannot be told apart from other instances are left out.
        """
        whole = definition_address(address)
        found: dict[str, Value] = {}
        for name, table in definitions.items():
            if name in self.having:
                causes = self.having[name].existence
                found[name] = causes[0] if causes else True
                continue
            siblings = table.get(whole, ())
            symbolic = next((r for r in siblings if "[*]" in r.address), None)
            if symbolic is not None:
                found[name] = Unknown(_why(symbolic))
            elif not ("[*]" in address and siblings):
                found[name] = ABSENT
        if not self.same.all(found.values()):
            first = next(iter(self.having.values()))
            self._add(first, "", found, found, self.declared, False)

    def attributes(self) -> None:
        """Compare everything that the resource sets, where two environments have it."""
        if len(self.having) < 2:
            return
        names = dict.fromkeys(n for resource in self.having.values() for n in resource.attributes)
        for name in names:
            self.compared += 1
            cells = {
                environment: (resource.attributes.get(name, ABSENT), (name,))
                for environment, resource in self.having.items()
            }
            self._walk(cells, _step("", name), 0)

    def _add(
        self,
        resource: Resource,
        attribute: str,
        values: Mapping[str, Value],
        shown: Mapping[str, Value],
        location: Location,
        sensitive: bool,
    ) -> None:
        self.found.append(
            Difference(
                resource.type,
                resource.address,
                attribute,
                shown,
                location,
                self.declared,
                sensitive,
                self.same.classes(values),
                self.roots,
            )
        )

    def _walk(self, cells: _Cells, name: str, depth: int) -> None:
        cells = {
            e: (ABSENT if value is None else value, path) for e, (value, path) in cells.items()
        }
        values = [value for value, _ in cells.values()]
        if self.same.all(values):
            self.unknown += isinstance(values[0], Unknown)
            return
        if any(self._is_secret(e, value, path) for e, (value, path) in cells.items()):
            self._leaf(cells, name)
            return
        opened = {e: (_opened(value), path) for e, (value, path) in cells.items()}
        inner = [value for value, _ in opened.values()]
        if depth < MAX_DEPTH and all(isinstance(value, Mapping) for value in inner):
            for key in dict.fromkeys(key for value in inner for key in value):
                below = {e: (v.get(key, ABSENT), (*p, key)) for e, (v, p) in opened.items()}
                self._walk(below, _step(name, key), depth + 1)
        elif depth < MAX_DEPTH and all(_is_list_of_mappings(value) for value in inner):
            self._lists(opened, name, depth)
        elif not self.same.all(inner):
            self._leaf(cells, name)

    def _lists(self, cells: _Cells, name: str, depth: int) -> None:
        """Lists of blocks: by what names their elements, else by position."""
        key = next((k for k in _KEYS if all(_tells(k, value) for value, _ in cells.values())), None)
        if key is None:
            for below in self._side_by_side(cells):
                index = next(p[-1] for value, p in below.values() if value is not ABSENT)
                self._walk(below, f"{name}[{index}]", depth + 1)
            return
        tables: dict[str, dict[str, tuple[Value, Path]]] = {}
        for environment, (value, path) in cells.items():
            tables[environment] = {
                item[key]: (item, (*path, index)) for index, item in enumerate(value)
            }
        for step in dict.fromkeys(step for table in tables.values() for step in table):
            below = {e: table.get(step, (ABSENT, cells[e][1])) for e, table in tables.items()}
            self._walk(below, f"{name}[{key}={step}]", depth + 1)

    def _side_by_side(self, cells: _Cells) -> Iterator[_Cells]:
        """The elements of lists, those at one place together. What all lists have in the same
        order is passed over, so that one block more at the front is one difference."""
        taken = dict.fromkeys(cells, 0)
        first = next(iter(cells))
        if max(len(value) for value, _ in cells.values()) <= _MAX_ALIGNED:
            for item in cells[first][0]:
                found = {e: self._find(item, value, taken[e]) for e, (value, _) in cells.items()}
                positions = {e: at for e, at in found.items() if at is not None}
                if len(positions) == len(cells):
                    yield from _rows(cells, taken, positions)
                    taken = {e: at + 1 for e, at in positions.items()}
        yield from _rows(cells, taken, {e: len(value) for e, (value, _) in cells.items()})

    def _find(self, item: Value, among: Sequence[Value], start: int) -> int | None:
        return next(
            (at for at in range(start, len(among)) if self.same.pair(item, among[at], 0)), None
        )

    def _leaf(self, cells: _Cells, name: str) -> None:
        sensitive = any(self._holds_secret(e, *cell) for e, cell in cells.items())
        values = {environment: value for environment, (value, _) in cells.items()}
        shown = {
            environment: SENSITIVE if sensitive and value is not ABSENT else value
            for environment, value in values.items()
        }
        environment = next(e for e, value in values.items() if value is not ABSENT)
        resource = self.having[environment]
        place = resource.source.locate(cells[environment][1])
        self._add(resource, name, values, shown, place, sensitive)

    def _is_secret(self, environment: str, value: Value, path: Path) -> bool:
        """Whether a value, or what it is part of, is sensitive."""
        return (isinstance(value, Unknown) and value.sensitive) or any(
            path[: len(secret)] == secret for secret in self.having[environment].sensitive
        )

    def _holds_secret(self, environment: str, value: Value, path: Path) -> bool:
        return self._is_secret(environment, value, path) or any(
            secret[: len(path)] == path for secret in self.having[environment].sensitive
        )


def _rows(cells: _Cells, starts: Mapping[str, int], ends: Mapping[str, int]) -> Iterator[_Cells]:
    """The elements of each list from its start to its end, the first ones together and so on."""
    for offset in range(max(ends[e] - starts[e] for e in cells)):
        row: dict[str, tuple[Value, Path]] = {}
        for environment, (value, path) in cells.items():
            at = starts[environment] + offset
            inside = at < ends[environment]
            row[environment] = (value[at], (*path, at)) if inside else (ABSENT, path)
        yield row


def _why(resource: Resource) -> str:
    return resource.existence[0].reason if resource.existence else "its keys are not known"


def _step(name: str, key: str) -> str:
    if _PLAIN.match(key):
        return f"{name}.{key}" if name else key
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}["{escaped}"]'


def _opened(value: Value) -> Value:
    """What a JSON text says, known or not; any other value as it is."""
    if isinstance(value, Unknown) and isinstance(value.structure, (Mapping, list)):
        return value.structure
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return value
    if len(value) > _MAX_JSON:
        return value
    import json

    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _is_list_of_mappings(value: Value) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(i, Mapping) for i in value)


def _tells(key: str, items: Sequence[Mapping[str, Value]]) -> bool:
    """Whether each element has a text of its own under `key`."""
    names = [item.get(key) for item in items]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)


def allow(
    differences: Iterable[Difference], patterns: Sequence[str], between: Sequence[str]
) -> tuple[list[Difference], list[str]]:
    """The differences with what is required of them, and the patterns that allow none of them.

    patterns: ``ADDRESS.ATTRIBUTE`` or ``ADDRESS``, with or without instance keys, ``*`` and ``?``
    as wildcards; one allows everything below what it names. between: the environments that have
    to be alike.
    """
    used: set[str] = set()
    judged = []
    for difference in differences:
        names = _names(difference)
        fitting = [p for p in patterns if any(like(name, p) for name in names)]
        used.update(fitting)
        required = len({difference.alike[e] for e in between if e in difference.alike}) > 1
        allowed_by = fitting[0] if fitting else None
        judged.append(replace(difference, allowed_by=allowed_by, required=required))
    return judged, [pattern for pattern in dict.fromkeys(patterns) if pattern not in used]


def _names(difference: Difference) -> list[str]:
    """What a pattern may name to allow a difference: the resource, the attribute and all above."""
    ends = [match.start() for match in re.finditer(r"[.\[]", difference.attribute)]
    prefixes = [difference.attribute[:end] for end in ends if end] + [difference.attribute]
    names = []
    for address in dict.fromkeys((difference.address, definition_address(difference.address))):
        names.append(address)
        names += [f"{address}.{prefix}" for prefix in prefixes if prefix]
    return names
