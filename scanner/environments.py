"""What several environments evaluated in one run have in common. Pure; no input or output.

Each resource belongs to one environment and is judged there; findings are merged when they are
grouped (`scanner.grouping`). Here is the rest: diagnostics, what counts as never instantiated, and
how environments are named in text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scanner.model import Diagnostic, Location, Resource


def merge_diagnostics(
    common: Iterable[Diagnostic], own: Mapping[str, Iterable[Diagnostic]]
) -> tuple[Diagnostic, ...]:
    """The diagnostics of a load, each once: those of no environment, then those of each, which
    name the environments they came up in. The order of the environments does not matter.
    """
    merged = dict.fromkeys(common)
    found: dict[Diagnostic, list[str]] = {}
    for name in sorted(own):
        for diagnostic in dict.fromkeys(own[name]):
            if diagnostic not in merged:
                found.setdefault(diagnostic, []).append(name)
    named = (replace(one, environments=tuple(names)) for one, names in found.items())
    return (*merged, *named)


def instantiated_elsewhere(resources: Sequence[Resource]) -> frozenset[int]:
    """The ids (`id()`) of resources that stand for a definition without an instance in their own
    environment, while another environment does have an instance of it.

    Such a definition is judged once symbolically so that it is judged at all; where it exists in
    some environment it is judged there, and what it would be elsewhere is nobody's concern.
    """
    absent = [r for r in resources if r.environment and r.not_instantiated]
    if not absent:
        return frozenset()
    present = {_definition(r) for r in resources if r.environment and not r.not_instantiated}
    return frozenset(id(r) for r in absent if _definition(r) in present)


def _definition(resource: Resource) -> tuple[str, str, Location]:
    return resource.scope, resource.type, resource.source.locate(())


def distinct(resources: Iterable[Resource]) -> int:
    """How many resources there are; one that several environments have counts once."""
    return len({(r.scope, r.type, r.address) if r.environment else id(r) for r in resources})


def in_words(names: Sequence[str], of: Sequence[str]) -> str:
    """The environments of something, for people; empty where there are none.

    of: all environments of the run: ``in every environment``, ``production only``,
    ``in production, staging``.
    """
    if not names:
        return ""
    if len(of) < 2:
        return f"in {', '.join(names)}"
    if set(names) >= set(of):
        return "in every environment"
    return f"{names[0]} only" if len(names) == 1 else f"in {', '.join(names)}"
