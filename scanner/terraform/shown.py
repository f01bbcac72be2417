"""The resources of ``planned_values`` and ``values``, as `terraform show -json` nests them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from scanner.model import (
    Diagnostic,
    DiagnosticLevel,
    Location,
    Origin,
    Path,
    Resource,
    Value,
)
from scanner.terraform.plan_values import sensitive_paths
from scanner.terraform.recorded import Document
from scanner.terraform.schemas import sensitive_paths as schema_secrets
from scanner.terraform.state import instance_key, whereabouts

MODES: Final = {"managed": "", "data": "data.", "ephemeral": "ephemeral."}
_ADDRESS: Final = re.compile(rb'"address"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,4096})"')
_TOLD: Final = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource instance as listed. definition: its address in its module without a key.

    module: the module instance's address. key: as addresses write it. type: as `Resource.type`.
    """

    address: str
    module: str
    definition: str
    key: str
    mode: str
    type: str
    provider: str
    content: Mapping[str, Value]


class Lines:
    """The line of each address in a document, found on the first question.

    What Terraform prints is one line; only what was indented afterwards has more to tell.
    """

    __slots__ = ("_data", "_lines", "source")

    def __init__(self, document: Document) -> None:
        self._data = document.data if document.data.count(b"\n", 0, 4096) > 1 else b""
        self._lines: dict[str, int] | None = None
        self.source = document.source

    def line(self, address: str) -> int:
        """Where the address is first listed; 1 when that is not known."""
        if self._lines is None:
            self._lines = self._index()
        return self._lines.get(address, 1)

    def _index(self) -> dict[str, int]:
        import json

        lines: dict[str, int] = {}
        line, seen = 1, 0
        for match in _ADDRESS.finditer(self._data):
            line += self._data.count(b"\n", seen, match.start())
            seen = match.start()
            try:
                address = json.loads(b'"' + match[1] + b'"', strict=False)
            except ValueError:
                continue
            lines.setdefault(address, line)
        return lines


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """Locates a resource by the line in which its address is listed."""

    lines: Lines
    address: str

    def locate(self, path: Path) -> Location:
        """That line, whatever the path."""
        line = self.lines.line(self.address)
        return Location(self.lines.source, line, 1, line, 1)


@dataclass(slots=True)
class Problems:
    """What in a document made no sense; the first few are told, the others counted."""

    source: str
    code: str
    found: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, what: str) -> None:
        """Note an entry that is left out."""
        if len(self.found) < _TOLD:
            self.found.append(what)
        else:
            self.more += 1

    def diagnostics(self) -> Iterator[Diagnostic]:
        """An error each: what is left out was not judged."""
        told = [f"{what}; it is left out" for what in self.found]
        if self.more:
            told.append(f"{self.more} more entries make no sense and are left out")
        for text in told:
            yield Diagnostic(DiagnosticLevel.ERROR, self.code, text, self.source)


def entries(values: Value, problems: Problems) -> Iterator[Entry]:
    """Every instance below ``root_module``, modules in the order they are listed."""
    root = values.get("root_module") if isinstance(values, Mapping) else None
    pending: list[Value] = [] if root is None else [root]
    while pending:
        module = pending.pop()
        if not isinstance(module, Mapping):
            problems.add("a module is no object")
            continue
        address = module.get("address")
        address = address if isinstance(address, str) else ""
        resources = module.get("resources")
        for one in resources if isinstance(resources, list) else ():
            found = entry(one, address)
            if found is None:
                problems.add(f"an entry of {address or 'the root module'} has no address or type")
            else:
                yield found
        children = module.get("child_modules")
        if isinstance(children, list):
            pending.extend(reversed(children))


def entry(content: Value, module: str) -> Entry | None:
    """An entry of ``resources`` or ``resource_changes``; None for what is none."""
    if not isinstance(content, Mapping):
        return None
    address, mode, type_, name = (content.get(n) for n in ("address", "mode", "type", "name"))
    if not (isinstance(address, str) and address and isinstance(type_, str) and type_):
        return None
    if not isinstance(name, str) or not isinstance(mode, str) or mode not in MODES:
        return None
    index = content.get("index")
    if isinstance(index, float) and index.is_integer():
        index = int(index)
    key = ""
    if isinstance(index, (str, int)) and not isinstance(index, bool):
        key = instance_key(index)
    prefix = MODES[mode]
    provider = content.get("provider_name")
    return Entry(
        address=address,
        module=module,
        definition=f"{prefix}{type_}.{name}",
        key=key,
        mode=mode,
        type=prefix + type_,
        provider=provider.rpartition("/")[2] if isinstance(provider, str) else "",
        content=content,
    )


def read_shown_state(
    document: Document, scope: str, report: Callable[[Diagnostic], None]
) -> list[Resource]:
    """The resources of ``terraform show -json`` of a state; what makes no sense is reported."""
    problems = Problems(document.source, "state-entry")
    lines = Lines(document)
    found = []
    for one in entries(document.content.get("values"), problems):
        values = one.content.get("values")
        if not isinstance(values, Mapping):
            problems.add(f"{one.address} has no values")
        elif not one.content.get("deposed_key"):
            found.append(recorded(one, values, Origin.STATE, lines, scope))
    for diagnostic in problems.diagnostics():
        report(diagnostic)
    return found


def recorded(
    one: Entry, values: Mapping[str, Value], origin: Origin, lines: Lines, scope: str
) -> Resource:
    """An instance all of whose values are known."""
    account, region = whereabouts(one.type, values)
    id_ = values.get("id")
    return Resource(
        type=one.type,
        address=one.address,
        attributes=values,
        origin=origin,
        source=DocumentSource(lines, one.address),
        scope=scope,
        id=id_ if isinstance(id_, str) and id_ else None,
        sensitive=schema_secrets(one.type, values).union(
            sensitive_paths(one.content.get("sensitive_values"))
        ),
        provider=one.provider,
        account=account,
        region=region,
    )
