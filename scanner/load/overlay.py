"""Setting a plan or state upon the code that it came from, resource by resource.

Then a finding in the one is a finding in the other: of the same identity, at the same line, below
the same module calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scanner.identity import definition_address
from scanner.model import (
    ABSENT,
    Diagnostic,
    DiagnosticLevel,
    Location,
    Origin,
    Path,
    Resource,
    Step,
    Traced,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from scanner.load.recorded import Recorded

_OWN_BLOCKS: Final = (
    "terraform_backend",
    "terraform_settings",
    "terraform_provider",
    "terraform_variable",
    "terraform_output",
    "terraform_module",
)
_MOST_COMPARED: Final = 200


class _Root:
    """The resources of one root module by address, and by their definition's."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self.instances: dict[str, Resource] = {}
        self.definitions: dict[str, Resource] = {}

    def add(self, resource: Resource) -> None:
        self.instances.setdefault(resource.address, resource)
        self.definitions.setdefault(definition_address(resource.address), resource)

    def declaring(self, address: str) -> Resource | None:
        """The resource of an address; of an unknown or other key, any of the same definition."""
        return self.instances.get(address) or self.definitions.get(definition_address(address))


class Roots:
    """The root modules of evaluated code."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._roots: dict[str, _Root] = {}
        for resource in resources:
            if resource.type[:1].islower():
                self._roots.setdefault(resource.scope, _Root(resource.scope)).add(resource)

    def root(self, scope: str) -> _Root | None:
        """The root module of a scope."""
        return self._roots.get(scope)

    def of(
        self, resources: Sequence[Resource], folder: str, display: str
    ) -> tuple[str | None, list[Diagnostic]]:
        """The scope of the root that declares these resources, or None, and what to note.

        The root in the same folder, if it declares any of them; else the one that declares most,
        and at least half. Of roots that declare the same, the one whose values agree best.
        """
        wanted = {
            definition_address(resource.address)
            for resource in resources
            if resource.type not in _OWN_BLOCKS
        }
        shared = {
            scope: len(wanted & root.definitions.keys()) for scope, root in self._roots.items()
        }
        if shared.get(folder):
            return folder, []
        most = max(shared.values(), default=0)
        if not most or 2 * most < len(wanted):
            return None, []
        best = [scope for scope, count in shared.items() if count == most]
        if len(best) > 1:
            scores = {scope: _agreement(self._roots[scope], resources) for scope in best}
            highest = max(scores.values())
            best = [scope for scope in best if scores[scope] == highest]
        if len(best) == 1:
            return best[0], []
        text = (
            f"may be of {', '.join(sorted(best)[:3])}: they declare the same resources; put it "
            "into the folder of its root module to have its findings shown in the code"
        )
        return None, [Diagnostic(DiagnosticLevel.NOTE, "recorded-root-unclear", text, display)]


def _agreement(root: _Root, resources: Sequence[Resource]) -> int:
    """How many top-level values the code and the record have in common."""
    count = 0
    for resource in resources[:_MOST_COMPARED]:
        code = root.declaring(resource.address)
        if code is not None:
            attributes = code.attributes
            count += sum(
                1
                for name, value in resource.attributes.items()
                if isinstance(value, (str, int, float)) and attributes.get(name) == value
            )
    return count


def overlay(recorded: Recorded, roots: Roots, scope: str | None) -> Recorded:
    """The record with the places, module calls and scope of the code that declares it."""
    root = roots.root(scope) if scope is not None else None
    if root is None:
        return recorded
    resources = tuple(_mapped(one, root) for one in recorded.resources)
    planned = {resource.address: resource for resource in resources}
    drift = tuple(
        (replace(one, planned=planned.get(one.before.address)), root.declaring(one.before.address))
        for one, _ in recorded.drift
    )
    written = dict(recorded.written)
    for one in recorded.resources:
        code = root.declaring(one.address)
        if code is not None:
            written[one.address] = written.get(one.address, frozenset()) | code.attributes.keys()
    return replace(recorded, resources=resources, drift=drift, written=written)


def _mapped(resource: Resource, root: _Root) -> Resource:
    code = root.declaring(resource.address)
    if code is None:
        return replace(resource, scope=root.scope)
    attributes, references = _traced(resource, code)
    return replace(
        resource,
        attributes=attributes,
        references=references,
        source=MappedSource(resource.attributes, code),
        scope=root.scope,
        calls=code.calls,
        sensitive=resource.sensitive | code.sensitive,
        moved_from=code.moved_from or resource.moved_from,
    )


def _traced(
    resource: Resource, code: Resource
) -> tuple[Mapping[str, Value], Mapping[Path, tuple[str, ...]]]:
    """What the code knows of values that the plan does not: where they come from when that is
    through a local, which no plan has, and what is certain in them."""
    attributes = dict(resource.attributes)
    references = dict(resource.references)
    if code.address != resource.address:
        return attributes, references
    for name, value in resource.attributes.items():
        declared = code.attributes.get(name)
        if value is None and isinstance(declared, list) and resource.origin is Origin.PLAN:
            # Blocks of a ``dynamic`` that Terraform cannot expand yet: a plan shows no trace.
            attributes[name] = declared
        elif isinstance(value, Unknown) and isinstance(declared, Unknown):
            known = declared.references or declared.structure is not None
            if known and not (value.references or value.arms):
                attributes[name] = declared
                if (name,) in code.references:
                    references[name,] = code.references[name,]
    return attributes, references


class MappedSource:
    """Locates the values of a recorded resource where the code writes them."""

    __slots__ = ("_attributes", "_code")

    def __init__(self, attributes: Mapping[str, Value], code: Resource) -> None:
        self._attributes = attributes
        self._code = code

    def locate(self, path: Path) -> Location:
        """The region of the value in the code, or of its nearest written ancestor."""
        return self._code.source.locate(self._path(path))

    def value_steps(self, path: Path) -> tuple[Step, ...]:
        """The places that the value came through in the code."""
        source = self._code.source
        return source.value_steps(self._path(path)) if isinstance(source, Traced) else ()

    def _path(self, path: Path) -> Path:
        return _aligned(path, self._attributes, self._code.attributes)


def _aligned(path: Path, recorded: Value, code: Value) -> Path:
    """A path of the record as the code's: the elements of a set may stand in another order, and a
    single block may not be in a list."""
    found: list[str | int] = []
    for step in path:
        code = _shown(code)
        if isinstance(step, str):
            if isinstance(code, list):
                if not code:
                    break
                found.append(0)
                code = _shown(code[0])
            recorded = recorded.get(step) if isinstance(recorded, Mapping) else None
            found.append(step)
            code = code.get(step) if isinstance(code, Mapping) else None
        else:
            items = recorded if isinstance(recorded, list) else []
            recorded = items[step] if step < len(items) else None
            if not isinstance(code, list) or not code:
                break
            index = _closest(recorded, code, step)
            found.append(index)
            code = code[index]
    return tuple(found)


def _closest(wanted: Value, items: list[Value], index: int) -> int:
    """The element that has most in common; the one at the same index where none has more."""
    best = min(index, len(items) - 1)
    most = _likeness(wanted, items[best])
    for number, item in enumerate(items[:_MOST_COMPARED]):
        likeness = _likeness(wanted, item)
        if likeness > most:
            best, most = number, likeness
    return best


def _likeness(one: Value, other: Value) -> int:
    other = _shown(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return sum(_alike(value, other.get(name)) for name, value in one.items())
    return 2 * _alike(one, other)


def _alike(one: Value, other: Value) -> int:
    """2 for equal values, numbers and texts alike; 0 for what is empty or differs."""
    if one in (None, "", False) or one == [] or one == {}:
        return 0
    if one == other:
        return 2
    scalar = isinstance(one, (str, int, float)) and isinstance(other, (str, int, float))
    return 2 if scalar and str(one) == str(other) else 0


def _shown(value: Value) -> Value:
    """The first arm that is there of what is undecided in the code."""
    while isinstance(value, Unknown) and value.arms:
        value = next((arm for arm in value.arms if arm is not ABSENT), None)
    return value
