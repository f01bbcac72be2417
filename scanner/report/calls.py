"""The ways through module calls to a result, the same in every format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.identity import definition_address

if TYPE_CHECKING:
    from scanner.model import Call, Location
    from scanner.outcome import Result


def call_chains(result: Result) -> list[tuple[Call, ...]]:
    """Each chain of ``module`` blocks that leads to an instance of the result, outermost first.

    Instances that one block makes with count or for_each share a chain; its addresses are then
    without keys. Of a result that counts, what is ignored at some calls is not said of those.
    """
    chains: dict[tuple[Location, ...], tuple[Call, ...]] = {}
    instances = [i for i in result.instances if i.kind is result.kind]
    for calls in (result.calls, *(instance.calls for instance in instances)):
        if not calls:
            continue
        key = tuple(call.location for call in calls)
        known = chains.setdefault(key, calls)
        if known is not calls and known != calls:
            chains[key] = tuple(
                one if one == other else replace(one, address=definition_address(one.address))
                for one, other in zip(known, calls, strict=True)
            )
    return list(chains.values())
